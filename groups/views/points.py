"""The points on the agenda of a meeting."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from core.form_keys import create_once
from groups.forms.meetings import PointForm
from groups.models import AgendaPoint, InvalidTransition
from groups.views.finding import bind, scope, steered_meeting


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_point(request, slug, meeting_id):
    meeting = steered_meeting(request, slug, meeting_id)
    form = bind(PointForm, request, scope=scope(request))
    if not form.is_bound or not form.is_valid():
        return _form_page(request, meeting, form)
    fields = form.cleaned_data
    return _done(
        request,
        meeting,
        lambda: create_once(meeting.points.all(), fields["form_key"], lambda: AgendaPoint.put_on(meeting, **fields)),
        "Het punt staat op de agenda.",
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_point(request, slug, meeting_id, point_id):
    meeting, point = _point(request, slug, meeting_id, point_id)
    form = bind(PointForm, request, initial=_initial(point))
    if not form.is_bound or not form.is_valid():
        return _form_page(request, meeting, form, point=point)
    fields = {name: value for name, value in form.cleaned_data.items() if name != "form_key"}
    return _done(request, meeting, lambda: point.change(**fields), "Je wijziging is bewaard.")


@login_required
@require_POST
def move_point_up(request, slug, meeting_id, point_id):
    meeting, point = _point(request, slug, meeting_id, point_id)
    return _done(request, meeting, point.move_up, f"‘{point.title}’ staat nu hoger.")


@login_required
@require_POST
def remove_point(request, slug, meeting_id, point_id):
    meeting, point = _point(request, slug, meeting_id, point_id)
    return _done(request, meeting, point.take_off, f"‘{point.title}’ is van de agenda gehaald.")


def _point(request, slug, meeting_id, point_id):
    meeting = steered_meeting(request, slug, meeting_id)
    point = get_object_or_404(meeting.points.select_related("project"), pk=point_id)
    point.meeting = meeting
    return meeting, point


def _form_page(request, meeting, form, point=None):
    if not meeting.agenda_changes:
        messages.warning(request, str(InvalidTransition(meeting)))
        return redirect(meeting)
    context = {"form": form, "meeting": meeting, "group": meeting.group, "point": point}
    return render(request, "groups/point.html", context)


def _done(request, meeting, change, words):
    try:
        change()
    except InvalidTransition as late:
        messages.warning(request, str(late))
    else:
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
    }
