"""Minutes: written while the meeting goes on, published, adopted."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from core.dates import clock
from core.errors import Forbidden
from core.form_keys import create_once, say_done
from core.forms import own_scope, reread
from groups.forms.minutes import CorrectionForm
from groups.minutes_page import MinutesPage, place_of
from groups.models import ActionPoint, AgendaPoint, Conflict, Correction, Decision, InvalidTransition, Step
from groups.views.finding import bind, say_why_not, steered_meeting
from groups.views.meetings import stepped

GONE = "Iemand anders haalde dit punt van de agenda. Druk op ‘Bewaar’: dan kun je je tekst houden."
NOT_STEERING = (
    "Je bent geen voorzitter of notulist meer van deze groep. Dit is niet bewaard. Geef je tekst aan wie het nu is."
)
CHANGED = (
    "Dit is ook veranderd door een ander, of door jou in een ander venster. Druk op ‘Bewaar’ om beide teksten te zien."
)


class PointGone(Exception):
    """Somebody took this point off the agenda while another wrote at it."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write_minutes(request, slug, meeting_id):
    """Each form of the page is sent to its own address and comes back to its place; a script gets JSON."""
    try:
        meeting = steered_meeting(request, slug, meeting_id)
    except PermissionDenied as refused:
        return _not_yours(request, refused)
    if not meeting.may(Step.DRAFT):
        return _too_late(request, InvalidTransition(meeting, meeting.why_not(Step.DRAFT)), meeting)
    save = PARTS.get(request.POST.get("part", "whole" if "minutes" in request.POST else ""))
    try:
        return save(request, meeting) if save else _page(request, MinutesPage(meeting))
    except PointGone:
        return _gone(request, meeting)


@login_required
@require_POST
def publish_minutes(request, slug, meeting_id):
    meeting = steered_meeting(request, slug, meeting_id)
    who, written = "Iedereen kan" if meeting.is_public else "Alle leden kunnen", meeting.written_down()
    what = "het verslag" if written == ["verslag"] else f"de {' en '.join(written)}"
    return stepped(request, meeting, meeting.publish_minutes, f"{who} {what} nu lezen.")


@login_required
@require_POST
def adopt_minutes(request, slug, meeting_id):
    meeting = steered_meeting(request, slug, meeting_id)
    return stepped(request, meeting, meeting.adopt_minutes, "Het verslag is vastgesteld.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct_minutes(request, slug, meeting_id):
    meeting = steered_meeting(request, slug, meeting_id)
    form = bind(CorrectionForm, request, meeting=meeting, scope=own_scope(request))
    if not meeting.may(Step.CORRECT):
        return say_why_not(request, meeting, Step.CORRECT)
    if not form.is_bound or not form.is_valid():
        return _correction_page(request, meeting, form)
    by = request.user.person
    is_new = _once(meeting.corrections, form, lambda **fields: Correction.add(meeting, by=by, **fields))
    say_done(request, "De verbetering staat onder het verslag. De leden krijgen bericht.", is_new=is_new)
    return redirect(f"{meeting.get_absolute_url()}#verslag")


def _correction_page(request, meeting, form, **context):
    context |= {"form": form, "meeting": meeting, "group": meeting.group}
    return render(request, "groups/correction.html", context, status=409 if "late" in context else 200)


def _whole(request, meeting):
    page = _sent(request, meeting, "geheel", "whole")
    form, by = page.whole, request.user.person
    return _keep(
        request, page, form,
        lambda: meeting.write_minutes(by=by, **form.cleaned_data),
        lambda: {"version": meeting.minutes_version},
        lambda: reread(form, meeting, "minutes_version"),
    )  # fmt: skip


def _present(request, meeting):
    page = _sent(request, meeting, "aanwezig", "present")
    form = page.present
    return _keep(
        request, page, form,
        lambda: meeting.note_who_came(**form.who_came),
        lambda: {
            "seen": ",".join(str(pk) for pk in meeting.attendees.values_list("pk", flat=True)),
            "guests_seen": form.cleaned_data["guests"],  # as its field has them, which may be older than the row
        },
        lambda: reread(form, meeting, "guests", into="guests_seen"),
    )  # fmt: skip


def _text(request, meeting):
    point = _point(request, meeting)
    page = _sent(request, meeting, place_of(point), "text")
    form, by = page.text_of(point), request.user.person
    return _keep(
        request, page, form,
        lambda: point.write(by=by, version=form.cleaned_data["version"], **form.texts),
        lambda: {"version": point.minutes_version},
        lambda: reread(form, _point(request, meeting), "minutes_version"),
    )  # fmt: skip


def _bring_up(request, meeting):
    page = _sent(request, meeting, "verder", "bring_up")
    form, by = page.brought_up, request.user.person
    return _keep(
        request, page, form,
        lambda: _once(meeting.points, form, lambda **fields: AgendaPoint.bring_up(meeting, by=by, **fields)),
    )  # fmt: skip


def _decide(request, meeting):
    point = _point(request, meeting)
    page = _sent(request, meeting, place_of(point), "decision")
    form = page.decision_of(point)
    return _keep(
        request, page, form,
        lambda: _once(meeting.decisions, form, lambda **fields: Decision.write_down(meeting, point=point, **fields)),
    )  # fmt: skip


def _agree(request, meeting):
    point = _point(request, meeting)
    page = _sent(request, meeting, place_of(point), "action")
    form, by = page.action_of(point), request.user.person
    return _keep(
        request, page, form,
        lambda: _once(
            meeting.actions, form, lambda **fields: ActionPoint.write_down(meeting, by=by, point=point, **fields)
        ),
    )  # fmt: skip


def _carry_on(request, meeting):
    return _move(request, meeting, AgendaPoint.carry_on)


def _keep_here(request, meeting):
    return _move(request, meeting, AgendaPoint.keep_here)


PARTS = {
    "whole": _whole,
    "present": _present,
    "text": _text,
    "bring_up": _bring_up,
    "decision": _decide,
    "action": _agree,
    "carry_on": _carry_on,
    "keep_here": _keep_here,
}


def _point(request, meeting):
    pk = request.POST.get("point", "")
    if pk.isdecimal() and not AgendaPoint.objects.filter(pk=pk).exists():
        raise PointGone
    point = get_object_or_404(meeting.points, pk=pk if pk.isdecimal() else 0)
    point.meeting = meeting
    return point


def _sent(request, meeting, place, part):
    return MinutesPage(meeting, place=place, part=part, typed=request.POST, scope=own_scope(request))


def _once(rows, form, create):
    """Whether it is new."""
    return create_once(rows.all(), form.cleaned_data["form_key"], lambda: create(**form.cleaned_data))[1]


def _move(request, meeting, move):
    point = _point(request, meeting)
    try:
        move(point)
    except InvalidTransition as late:
        messages.warning(request, str(late))
    return redirect(f"{request.path}#{place_of(point)}")


def _keep(request, page, form, save, now=dict, take_over=None):
    """Save what was sent; `now` is what the form holds then, `take_over` lets it overwrite what stands there."""
    if not form.is_valid():
        return _wrong(request, page, form)
    try:
        save()
    except InvalidTransition as late:
        return _too_late(request, late, page.meeting)
    except Conflict:
        return _clash(request, page, take_over)
    if _asks_json(request):
        return JsonResponse(now() | {"at": clock(timezone.now())})
    return redirect(f"{page.address}#{page.place}")


def _wrong(request, page, form):
    if _asks_json(request):
        return JsonResponse({"why": " ".join(message for _, message in form.error_list())}, status=422)
    return _page(request, page)


def _clash(request, page, take_over):
    if _asks_json(request):
        return JsonResponse({"why": CHANGED}, status=409)
    page.meeting.refresh_from_db()
    take_over()
    return _page(request, page, clash=page.place, status=409)


def _gone(request, meeting):
    """What was typed can come back with a point of its own; what members alone may read stays theirs."""
    if _asks_json(request):
        return JsonResponse({"why": GONE}, status=409)
    typed = request.POST
    said = typed.get("minutes") or typed.get("text", "")
    brought = {"title": typed.get("title", ""), "members_minutes": typed.get("members_minutes", "")}
    brought["members_minutes" if "members_only" in typed else "minutes"] = said
    if not said and not brought["members_minutes"]:
        messages.warning(request, "Iemand anders haalde dit punt van de agenda.")
        return redirect(request.path)
    page = MinutesPage(meeting, brought=brought, scope=own_scope(request))
    return _page(request, page, clash="verder", status=409)


def _not_yours(request, refused):
    """Whoever sends a part of the page had the role when it was opened; others only hear that they may not."""
    if request.method != "POST":
        raise refused
    why = refused if isinstance(refused, Forbidden) else Forbidden(NOT_STEERING)
    if _asks_json(request):
        return JsonResponse({"why": str(why)}, status=403)
    raise why


def _too_late(request, late, meeting):
    """The minutes are out meanwhile: what was typed is not lost, it can stand below them."""
    if _asks_json(request):
        return JsonResponse({"why": str(late)}, status=422)
    typed = "\n\n".join(filter(None, (request.POST.get(name, "").strip() for name in ("minutes", "members_minutes"))))
    if typed and meeting.may(Step.CORRECT):
        form = CorrectionForm(meeting=meeting, initial={"text": typed, "members_only": meeting.is_public})
        return _correction_page(request, meeting, form, late=late)
    return say_why_not(request, meeting, Step.DRAFT)


def _page(request, page, *, clash="", status=200):
    context = {"page": page, "meeting": page.meeting, "group": page.meeting.group, "form": page.form, "clash": clash}
    return render(request, "groups/minutes.html", context, status=status)


def _asks_json(request):
    return request.headers.get("Accept") == "application/json"
