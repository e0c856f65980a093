"""Find what an address names, as far as the reader may see it (404), and ask whether he may (403)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from core.forms import own_scope, sent
from groups.models import Group, InvalidTransition, Meeting
from projects.views.late import too_late

WORDS = ("title", "text")  # the fields of an agenda point, a decision or an action point that one writes at


def group_of(slug):
    return get_object_or_404(Group.objects.with_belonging(), slug=slug)


def meeting_of(request, slug, meeting_id):
    related = ("group__theme", "group__project__theme", "series")
    rows = Meeting.objects.visible_to(request.user).select_related(*related)
    return get_object_or_404(rows, pk=meeting_id, group__slug=slug)


def steered_meeting(request, slug, meeting_id):
    """The meeting, for who steers its group."""
    meeting = meeting_of(request, slug, meeting_id)
    meeting.group.require_of(request.user, meeting.group.steered_by(request.user))
    return meeting


def say_why_not(request, meeting, step):
    """Back to the page of the meeting, with why this cannot be done now, and the words that were sent."""
    return say_late(request, meeting, InvalidTransition(meeting, meeting.why_not(step)))


def say_late(request, meeting, late):
    """The same, of what was tried."""
    return too_late(request, meeting, late, typed=WORDS)


def say_gone(request, page):
    """Who takes away what another, or the same person in another window, took away already."""
    messages.warning(request, "Dit was al weggehaald.")
    return redirect(page)


def scope(request):
    """Who sends a form and where to: two sends of that are the same when their content is."""
    return own_scope(request)


def bind(form_class, request, **kwargs):
    """The form as it was sent, or empty."""
    return form_class(sent(request), **kwargs)
