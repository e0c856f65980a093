"""The points on the agenda of a meeting."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from core.form_keys import create_once, say_done
from core.forms import reread
from groups.forms.meetings import PointForm
from groups.models import AgendaPoint, Conflict, InvalidTransition, Step
from groups.returning import decisions_for, late_for, waiting_for
from groups.views.finding import bind, say_gone, say_late, say_why_not, scope, steered_meeting


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_point(request, slug, meeting_id):
    meeting = steered_meeting(request, slug, meeting_id)
    form = bind(PointForm, request, scope=scope(request))
    if not form.is_bound or not form.is_valid():
        return _form_page(request, meeting, form)
    key = form.cleaned_data["form_key"]
    try:
        _, is_new = create_once(
            meeting.points.all(), key, lambda: AgendaPoint.put_on(meeting, form_key=key, **form.point)
        )
    except InvalidTransition as late:
        return say_late(request, meeting, late)
    say_done(request, "Het punt staat op de agenda.", is_new=is_new)
    return redirect(meeting)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_point(request, slug, meeting_id, point_id):
    """Whoever was second reads both texts; was the point taken off meanwhile, then what was typed can be put back."""
    meeting = steered_meeting(request, slug, meeting_id)
    point = meeting.points.select_related("project").filter(pk=point_id).first()
    if point is None and request.method != "POST":
        raise Http404
    form = bind(PointForm, request, initial=_initial(point) if point else None)
    if point is None:
        return _conflict_page(request, meeting, form, point_id)
    point.meeting = meeting
    if not form.is_bound or not form.is_valid():
        return _form_page(request, meeting, form, point=point)
    version = form.cleaned_data["version"]
    try:
        return _done(request, meeting, lambda: point.change(version=version, **form.point), "Je wijziging is bewaard.")
    except Conflict:
        return _conflict_page(request, meeting, form, point_id)


@login_required
@require_POST
def bring_back_point(request, slug, meeting_id):
    """Something that comes back by itself: a decision, an action point that is late, a point that waits."""
    meeting = steered_meeting(request, slug, meeting_id)
    finders = {"decision": decisions_for, "action": late_for, "point": waiting_for}
    name = next((name for name in finders if request.POST.get(name, "").isdecimal()), None)
    row = finders[name](meeting).filter(pk=request.POST[name]).first() if name else None
    if row is None:  # pressed twice, or done meanwhile
        return redirect(f"{meeting.get_absolute_url()}#agenda")
    put_on = row.come_back if name == "point" else partial(_bring_back, name, row)
    return _done(request, meeting, lambda: put_on(meeting), "Het punt staat op de agenda.")


def _bring_back(name, row, meeting):
    AgendaPoint.bring_back(meeting, **{name: row})


@login_required
@require_POST
def move_point_up(request, slug, meeting_id, point_id):
    meeting, point = _point(request, slug, meeting_id, point_id)
    return _done(request, meeting, point.move_up, f"‘{point.title}’ staat nu hoger.")


@login_required
@require_POST
def remove_point(request, slug, meeting_id, point_id):
    if not AgendaPoint.objects.filter(pk=point_id).exists():
        return say_gone(request, steered_meeting(request, slug, meeting_id))
    meeting, point = _point(request, slug, meeting_id, point_id)
    return _done(request, meeting, point.take_off, f"‘{point.title}’ is van de agenda gehaald.")


def _point(request, slug, meeting_id, point_id):
    meeting = steered_meeting(request, slug, meeting_id)
    point = get_object_or_404(meeting.points.select_related("project"), pk=point_id)
    point.meeting = meeting
    return meeting, point


def _form_page(request, meeting, form, point=None):
    if not meeting.may(Step.SET_AGENDA):
        return say_why_not(request, meeting, Step.SET_AGENDA)
    context = {"form": form, "meeting": meeting, "group": meeting.group, "point": point}
    return render(request, "groups/point.html", context)


def _conflict_page(request, meeting, form, point_id):
    if not meeting.may(Step.SET_AGENDA):
        return say_why_not(request, meeting, Step.SET_AGENDA)
    now = meeting.points.select_related("project", "issue").filter(pk=point_id).first()
    if now:
        reread(form, now)
    context = {"form": form, "meeting": meeting, "group": meeting.group, "point": now, "conflict": True}
    return render(request, "groups/point.html", context, status=409)


def _done(request, meeting, change, words):
    try:
        change()
    except InvalidTransition as late:
        return say_late(request, meeting, late)
    messages.success(request, words)
    return redirect(meeting)


def _initial(point):
    return {
        "kind": point.kind,
        "title": point.title,
        "text": point.text,
        "minutes_planned": point.minutes_planned,
        "project": point.project.short_code if point.project else "",
        "issue": point.issue_id,
        "version": point.version,
    }
