"""Minutes: written, published, adopted."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Person
from groups.forms.meetings import MinutesForm
from groups.models import Conflict, InvalidTransition, Step
from groups.views.finding import bind, say_why_not, steered_meeting
from groups.views.meetings import conflict_page, stepped

TEMPLATE = "groups/minutes.html"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write_minutes(request, slug, meeting_id):
    """A draft, that only members see until it is published; who were there is ticked on the same page."""
    meeting = steered_meeting(request, slug, meeting_id)
    form = bind(MinutesForm, request, people=_people(meeting), initial=_initial(meeting))
    if form.is_bound and form.is_valid():
        return _save(request, meeting, form)
    if not meeting.may(Step.DRAFT):
        return say_why_not(request, meeting, Step.DRAFT)
    return render(request, TEMPLATE, {"form": form, "meeting": meeting, "group": meeting.group})


@login_required
@require_POST
def publish_minutes(request, slug, meeting_id):
    meeting = steered_meeting(request, slug, meeting_id)
    return stepped(request, meeting, meeting.publish_minutes, "Iedereen kan het verslag nu lezen.")


@login_required
@require_POST
def adopt_minutes(request, slug, meeting_id):
    meeting = steered_meeting(request, slug, meeting_id)
    return stepped(request, meeting, meeting.adopt_minutes, "Het verslag is vastgesteld.")


def _save(request, meeting, form):
    cleaned = form.cleaned_data
    try:
        with transaction.atomic():
            meeting.draft_minutes(by=request.user.person, minutes=cleaned["minutes"], version=cleaned["version"])
            meeting.attendees.set(cleaned["attendees"])
    except InvalidTransition as late:
        messages.warning(request, str(late))
    except Conflict:
        return conflict_page(request, meeting, form, TEMPLATE)
    else:
        messages.success(request, "Het verslag is bewaard. Alleen de leden zien het nu.")
    return redirect(meeting)


def _people(meeting):
    """The members, and who was there already without being one."""
    members = Person.objects.filter(memberships__in=meeting.group.memberships.current())
    return (members | Person.objects.filter(meetings_attended=meeting)).distinct().order_by("name")


def _initial(meeting):
    return {
        "minutes": meeting.minutes,
        "attendees": list(meeting.attendees.values_list("pk", flat=True)),
        "version": meeting.version,
    }
