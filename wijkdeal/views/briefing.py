"""Fill the agenda of the koplopers, by a press of the chair."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from groups.models import InvalidTransition
from groups.views.finding import steered_meeting
from wijkdeal import briefing


@login_required
@require_POST
def fill_agenda(request, slug, meeting_id):
    meeting = steered_meeting(request, slug, meeting_id)
    if not meeting.group.is_koplopersgroep:
        raise Http404
    try:
        count = briefing.fill_agenda(meeting, by=request.user.person)
    except InvalidTransition as late:
        messages.warning(request, str(late))
        return redirect(meeting)
    messages.success(request, _said(count))
    return redirect("groups:briefing", slug, meeting_id)


def _said(count):
    if not count:
        return "Er is niets nieuws. Wat er stond, is bijgewerkt."
    return "Er kwam 1 regel bij." if count == 1 else f"Er kwamen {count} regels bij."
