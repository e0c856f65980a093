"""The koplopers briefing: read, put in order, frozen, on paper."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.form_keys import create_once, say_done
from core.sheets import pdf_response, typesets
from groups.briefing import gather
from groups.briefing_page import BriefingPage
from groups.forms.briefing import LineForm
from groups.models import AgendaPoint, Briefing, BriefingLine, InvalidTransition, Step
from groups.views.finding import bind, meeting_of, say_late, say_why_not, scope, steered_meeting
from groups.views.meetings import stepped

TITLE_OF_A_POINT = 160


@require_safe
def briefing(request, slug, meeting_id):
    meeting, page = _read(request, slug, meeting_id)
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "page": page,
        "steers": meeting.group.steered_by(request.user),
        "may_set": meeting.group.steered_by(request.user) and meeting.may(Step.SET_AGENDA),
        "may_freeze": meeting.group.steered_by(request.user) and meeting.may(Step.FREEZE_AGENDA),
    }
    return render(request, "groups/briefing.html", context)


@require_safe
@typesets
def briefing_pdf(request, slug, meeting_id):
    meeting, page = _read(request, slug, meeting_id)
    response = pdf_response(page.paper(), f"briefing-{meeting.pk}")
    is_public = page.kept and page.kept.is_public and meeting.is_public and not page.is_member
    response["Cache-Control"] = "public, max-age=300" if is_public else "private, no-store"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def freeze_agenda(request, slug, meeting_id):
    """It cannot be undone, and goes to everybody at once: a page in between says so."""
    meeting = steered_meeting(request, slug, meeting_id)
    if request.method == "POST":
        done = "De agenda en de briefing staan vast. De leden krijgen de briefing."
        return stepped(request, meeting, partial(_freeze, meeting), done)
    if not meeting.may(Step.FREEZE_AGENDA):
        return say_why_not(request, meeting, Step.FREEZE_AGENDA)
    return render(request, "groups/briefing_freeze.html", {"meeting": meeting, "group": meeting.group})


def _freeze(meeting, *, by):
    """With how things stand today; who freezes it before it filled itself, freezes what there is to tell."""
    with transaction.atomic():
        if meeting.may(Step.SET_AGENDA):
            is_filled = meeting.briefing_lines.exclude(source="").exists()
            (BriefingLine.renew if is_filled else BriefingLine.fill)(meeting, gather(meeting))
        Briefing.freeze(meeting, by=by)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_line(request, slug, meeting_id):
    meeting = _steered(request, slug, meeting_id)
    form = bind(LineForm, request, scope=scope(request))
    if not meeting.may(Step.SET_AGENDA):
        return say_why_not(request, meeting, Step.SET_AGENDA)
    if not form.is_bound or not form.is_valid():
        return render(request, "groups/briefing_line.html", {"form": form, "meeting": meeting, "group": meeting.group})
    fields = form.cleaned_data
    try:
        _, is_new = create_once(meeting.briefing_lines, fields["form_key"], lambda: BriefingLine.add(meeting, **fields))
    except InvalidTransition as late:
        return say_late(request, meeting, late)
    say_done(request, "De regel staat op de briefing.", is_new=is_new)
    return redirect("groups:briefing", meeting.group.slug, meeting.pk)


@login_required
@require_POST
def move_line(request, slug, meeting_id, line_id):
    """Up one place, or with `to=top` to the beginning of its part."""
    meeting, line = _line(request, slug, meeting_id, line_id)
    to_top = request.POST.get("to") == "top"
    return _done(request, meeting, lambda: line.move(to_top=to_top), f"‘{line.title}’ staat nu hoger.", line=line)


@login_required
@require_POST
def remove_line(request, slug, meeting_id, line_id):
    meeting, line = _line(request, slug, meeting_id, line_id)
    return _done(request, meeting, line.take_off, f"‘{line.title}’ is van de briefing gehaald.")


@login_required
@require_POST
def put_back_line(request, slug, meeting_id, line_id):
    meeting, line = _line(request, slug, meeting_id, line_id)
    return _done(request, meeting, line.put_back, f"‘{line.title}’ staat weer op de briefing.", line=line)


@login_required
@require_POST
def discuss_line(request, slug, meeting_id, line_id):
    """A line becomes a point on the agenda, once."""
    meeting, line = _line(request, slug, meeting_id, line_id)
    key = line.point_key
    kind = line.kind if line.kind in AgendaPoint.Kind.values else AgendaPoint.Kind.OVERIG
    fields = {"kind": kind, "title": line.title[:TITLE_OF_A_POINT], "text": line.reason}
    fields |= {"project": line.project, "issue": line.issue, "form_key": key}
    return _done(
        request,
        meeting,
        lambda: create_once(meeting.points, key, lambda: AgendaPoint.put_on(meeting, **fields)),
        f"‘{line.title}’ staat op de agenda.",
        line=line,
    )


def _read(request, slug, meeting_id):
    """(meeting, its page): frozen for who may see it, in the making for the members."""
    meeting = _of_koplopers(meeting_of(request, slug, meeting_id))
    kept = Briefing.objects.visible_to(request.user).filter(meeting=meeting).first()
    is_member = meeting.group.has_member(request.user) or meeting.group.steered_by(request.user)
    if kept is None and not is_member:
        raise Http404
    return meeting, BriefingPage(meeting, kept, is_member=is_member)


def _steered(request, slug, meeting_id):
    return _of_koplopers(steered_meeting(request, slug, meeting_id))


def _of_koplopers(meeting):
    """Other groups have no briefing."""
    if not meeting.group.is_koplopersgroep:
        raise Http404
    return meeting


def _line(request, slug, meeting_id, line_id):
    meeting = _steered(request, slug, meeting_id)
    line = get_object_or_404(meeting.briefing_lines.select_related("project", "issue"), pk=line_id)
    line.meeting = meeting
    return meeting, line


def _done(request, meeting, change, words, *, line=None):
    """Back to the briefing, at the line that it was about."""
    try:
        change()
    except InvalidTransition as late:
        messages.warning(request, str(late))
    else:
        messages.success(request, words)
    address = redirect("groups:briefing", meeting.group.slug, meeting.pk)
    if line:
        address["Location"] += f"#regel-{line.pk}"
    return address
