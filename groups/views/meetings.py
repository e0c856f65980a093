"""One meeting: planned, edited, moved, cancelled, held."""

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Seen
from core.calendars import calendar
from core.file_responses import calendar_response
from core.form_keys import SENT_ALREADY, create_once
from core.forms import reread
from core.kept_pages import kept
from core.sheets import kept_briefly, pdf_response, typesets
from core.when import STANDS_SO
from groups.calendar_entries import meeting_entry
from groups.forms.meetings import AboutForm, CancelForm, MoveForm, PlanForm, TakeBackForm
from groups.meeting_page import MeetingPage
from groups.models import Conflict, InvalidTransition, Issue, Meeting, Step, Unchanged
from groups.posters import meeting_poster
from groups.views.finding import bind, group_of, meeting_of, say_why_not, scope, steered_meeting
from groups.views.meetings_said import say_cancelled, say_edited, say_moved, told, warn_of_holidays
from projects.posters import PAPERS


@kept()
@require_safe
def meeting_detail(request, slug, meeting_id):
    page = MeetingPage(request.user, pk=meeting_id, group__slug=slug)
    meeting = page.meeting
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "page": page,
        "address": settings.SITE_URL + meeting.get_absolute_url(),
    }
    if request.user.is_authenticated and meeting.group.follows.filter(person=request.user.person).exists():
        Seen.note(request.user.person, meeting)
    return render(request, "groups/meeting.html", context)


@require_safe
def meeting_file(request, slug, meeting_id):
    meeting = meeting_of(request, slug, meeting_id)
    is_member = meeting.group.has_member(request.user)
    content = calendar([meeting_entry(meeting, for_member=is_member)], meeting.title)
    name, is_public = f"bijeenkomst-{meeting.pk}.ics", meeting.is_public and not is_member
    return calendar_response(request, content, name, is_public=is_public)


@require_safe
@kept_briefly
@typesets
def poster(request, slug, meeting_id, paper):
    """Of what everybody may still come to."""
    rows = Meeting.objects.filter(is_public=True, group__slug=slug).to_come()
    meeting = get_object_or_404(rows.select_related("group__theme", "group__project__theme"), pk=meeting_id)
    if paper not in PAPERS:
        raise Http404
    return pdf_response(meeting_poster(meeting, paper), f"bijeenkomst-{meeting.pk}-{paper}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_meeting(request, slug):
    group = group_of(slug)
    group.require(group.plannable_by(request.user))
    form = bind(PlanForm, request, group=group, scope=scope(request))
    if not form.is_bound or not form.is_valid() or "look" in request.POST:
        return render(request, "groups/plan.html", {"form": form, "group": group, "look": form.is_valid()})
    try:
        meeting, is_new = _planned_series(request, group, form) if form.turns else _planned(request, group, form)
    except InvalidTransition as late:
        messages.warning(request, str(late))
        return redirect(group)
    if is_new:
        _say_planned(request, meeting, form)
    else:
        messages.success(request, SENT_ALREADY)
    return redirect(meeting)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_meeting(request, slug, meeting_id):
    """What it is about; the time and place have an own page, because people are told of that."""
    meeting = steered_meeting(request, slug, meeting_id)
    form = bind(AboutForm, request, initial=_about(meeting), later=meeting.later_in_series().count())
    if form.is_bound and form.is_valid():
        return _saved(
            request, meeting, form, "groups/meeting_edit.html",
            lambda: form.of(meeting).edit(
                by=request.user.person, version=form.cleaned_data["version"], **form.about
            ),
            say_edited,
        )  # fmt: skip
    return _form_page(request, meeting, Step.EDIT, form, "groups/meeting_edit.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move_meeting(request, slug, meeting_id):
    meeting = steered_meeting(request, slug, meeting_id)
    form = bind(MoveForm, request, initial=_when(meeting), meeting=meeting)
    if form.is_bound and form.is_valid():
        return _saved(
            request, meeting, form, "groups/meeting_move.html",
            lambda: form.of(meeting).move(by=request.user.person, version=form.cleaned_data["version"], **form.when),
            say_moved,
        )  # fmt: skip
    return _form_page(request, meeting, Step.MOVE, form, "groups/meeting_move.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_meeting(request, slug, meeting_id):
    meeting = steered_meeting(request, slug, meeting_id)
    form = bind(CancelForm, request, later=meeting.later_in_series().count())
    if form.is_bound and form.is_valid():
        return _saved(
            request, meeting, form, "groups/meeting_cancel.html",
            lambda: form.of(meeting).cancel(by=request.user.person, reason=form.cleaned_data["reason"]),
            say_cancelled,
        )  # fmt: skip
    return _form_page(request, meeting, Step.CANCEL, form, "groups/meeting_cancel.html")


@login_required
@require_POST
def open_agenda(request, slug, meeting_id):
    meeting = steered_meeting(request, slug, meeting_id)
    return stepped(request, meeting, meeting.open_agenda, "De agenda is open. Zet er nu punten op.")


@login_required
@require_POST
def hold_meeting(request, slug, meeting_id):
    meeting = steered_meeting(request, slug, meeting_id)
    return stepped(request, meeting, partial(Issue.hold, meeting), "Schrijf nu het verslag en de besluiten op.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back_held(request, slug, meeting_id):
    """It was marked by mistake; by the chair."""
    meeting = meeting_of(request, slug, meeting_id)
    meeting.group.require_of(request.user, meeting.group.chaired_by(request.user))
    form = bind(TakeBackForm, request)
    if form.is_bound and form.is_valid():
        take_back = partial(meeting.take_back_held, reason=form.cleaned_data["reason"])
        return stepped(
            request, meeting, take_back, "Teruggedraaid. Verplaats de bijeenkomst nu, of laat hem vervallen."
        )
    return _form_page(request, meeting, Step.TAKE_BACK, form, "groups/meeting_take_back.html")


def stepped(request, meeting, step, done):
    """Take one step in the life of a meeting, and say so; when somebody was first, say that."""
    try:
        step(by=request.user.person)
    except InvalidTransition as late:
        messages.warning(request, str(late))
    else:
        messages.success(request, done)
    return redirect(meeting)


def _planned(request, group, form):
    key = form.cleaned_data["form_key"]
    return create_once(
        group.meetings.all(),
        key,
        lambda: Meeting.plan(group, by=request.user.person, form_key=key, **form.about, **form.when),
    )


def _planned_series(request, group, form):
    """The first meeting of it."""
    key = form.cleaned_data["form_key"]
    plan = {"by": request.user.person, "form_key": key} | form.about | form.series
    series, is_new = create_once(group.series.all(), key, lambda: Meeting.plan_series(group, **plan).series)
    return series.meetings.earliest("turn"), is_new


def _say_planned(request, meeting, form):
    done = "De bijeenkomst staat in de kalender."
    if form.turns:
        done = f"Er staan {len(form.turns)} bijeenkomsten in de kalender: {meeting.series.in_words}."
    messages.success(request, told(meeting.later_in_series().first() or meeting, done))
    for words, is_planned in (("Let op, feestdagen", True), ("Overgeslagen", False)):
        warn_of_holidays(request, words, [day for day, _, planned in form.days if planned == is_planned])


def _form_page(request, meeting, step, form, template):
    if not meeting.may(step):
        return say_why_not(request, meeting, step)
    return render(request, template, {"form": form, "meeting": meeting, "group": meeting.group})


def _saved(request, meeting, form, template, save, say):
    """Save and say so. Was somebody else first, then both texts stand on the page and nothing typed is lost."""
    try:
        along = save()
    except InvalidTransition as late:
        messages.warning(request, str(late))
    except Conflict:
        return conflict_page(request, meeting, form, template)
    except Unchanged:
        form.add_error(None, STANDS_SO)
        return render(request, template, {"form": form, "meeting": meeting, "group": meeting.group})
    else:
        say(request, meeting, along)
    return redirect(meeting)


def conflict_page(request, meeting, form, template):
    meeting.refresh_from_db()
    reread(form, meeting)
    context = {"form": form, "meeting": meeting, "group": meeting.group, "conflict": True}
    return render(request, template, context, status=409)


def _about(meeting):
    return {
        "title": meeting.title,
        "text": meeting.agenda_text,
        "online_url": meeting.online_url,
        "members_only": not meeting.is_public,
        "version": meeting.version,
    }


def _when(meeting):
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    return {
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "place": meeting.place,
        "version": meeting.version,
    }
