"""The bellijst of the counter: whom no mail reaches and what to tell them, ticked off with who and when."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from communication.by_hand import to_say_of_request
from communication.models import OutreachTask, Request, RequestEvent
from core.dates import day_time
from groups.models import Meeting, MeetingEvent, Membership, Reply
from projects.models import Project, ProjectEvent

CALLS = 50  # people
MOST = 500  # tasks
INVITATION = "meeting-news"
AHEAD = timedelta(days=60)
TOLD_DAYS = 7
TOLD = 10
QUESTION, REQUEST = "project-question", "request-"
ANSWER, YES_OR_NO = "Schrijf het antwoord op", "Bekijk het en schrijf op: ja of nee"
SAID = "Schrijf op wat de aanvrager zegt"


@dataclass
class Call:
    """One person, and everything there is to tell."""

    person: Person
    tasks: list = field(default_factory=list)

    @property
    def is_invited(self):
        """To a meeting that is to come still."""
        return any(getattr(task, "asks_to_come", False) for task in self.tasks)


@dataclass
class Invitation:
    """A member whom no mail reaches, and a meeting to come; the key changes when that is moved."""

    person: Person
    meeting: Meeting
    said: str = ""

    @property
    def key(self):
        return f"{self.person.pk}-{self.meeting.pk}-{self.meeting.asked_since}"

    @property
    def what(self):
        """Maandag 3 mei om 20.00 uur, Overleg van Werkgroep Bomen; of one among members no more than its group."""
        meeting = self.meeting
        called = f"‘{meeting.title}’" if meeting.is_public else "alleen voor leden"
        return f"{day_time(meeting.starts_at)}, {meeting.group}, {called}"

    @property
    def in_words(self):
        return f"{self.what} (zei: {self.said})" if self.said else self.what


def invitations():
    """By name, and of each the soonest first.

    What is for members only (an own name that is not on the website, that they meet among themselves) the counter
    knows of whom it was to call about that group.
    """
    seats = Membership.objects.current().filter(person__user=None, person__email="")
    soon = Meeting.objects.to_come().filter(starts_at__lt=timezone.now() + AHEAD, group__in=seats.values("group"))
    of_group = defaultdict(list)
    for meeting in soon.select_related("group").order_by("starts_at", "pk"):
        of_group[meeting.group_id].append(meeting)
    said, called = _said(soon), _called_about()
    members = seats.filter(group__in=of_group).select_related("person", "group")
    found = [
        Invitation(seat.person, meeting, said.get((meeting.pk, seat.person_id), ""))
        for seat in members.order_by("person__name", "person", "pk")[:MOST]
        for meeting in of_group[seat.group_id]
        if (seat.is_named and meeting.is_public) or (seat.person_id, seat.group.get_absolute_url()) in called
    ]
    return found[:MOST]


def _called_about():
    """{(person, address of the group)}, of the invitations on the bellijst."""
    tasks = OutreachTask.objects.filter(kind=INVITATION).exclude(href="")
    return {(task.person_id, "/".join(task.href.split("/")[:3]) + "/") for task in tasks}


def _said(meetings):
    """{(meeting, person): what that person said about it as it stands}"""
    replies = Reply.objects.standing().filter(meeting__in=meetings, person__user=None)
    return {(reply.meeting_id, reply.person_id): reply.get_answer_display() for reply in replies}


def bellijst():
    """`calls`, the people to call, who waits longest first, and `told`, what was ticked off this week.

    With each task where what is said of it is written down.
    """
    found = {}
    for task in OutreachTask.objects.open().select_related("person")[:MOST]:
        found.setdefault(task.person_id, Call(task.person)).tasks.append(task)
    shown, told = list(found.values())[:CALLS], list(_told())
    to_call = [task for call in shown for task in call.tasks]
    _add_answers([task for task in to_call if task.kind == QUESTION])
    _add_who_is_invited([task for task in to_call if task.kind == INVITATION])
    _add_what_is_said([task for task in (*to_call, *told) if task.kind.startswith(REQUEST)])
    return {"calls": shown, "told": told}


def _told():
    """The newest first."""
    since = timezone.now() - timedelta(days=TOLD_DAYS)
    lately = OutreachTask.objects.told().with_overtaken().filter(done_at__gte=since)
    return lately.select_related("person", "done_by__person").order_by("-done_at", "-pk")[:TOLD]


def _add_answers(tasks):
    """Of each question about a proposal that still stands."""
    events = ProjectEvent.objects.filter(uuid__in=[task.event_uuid for task in tasks]) if tasks else []
    asked = {event.uuid: event.project_id for event in events}
    waiting = Project.objects.waiting_for_explanation().without_account().filter(pk__in=asked.values()) if asked else []
    addresses = {project.pk: reverse("projects:clarify", args=[project.slug]) for project in waiting}
    for task in tasks:
        task.answer_address = addresses.get(asked.get(task.event_uuid), "")
        task.answer_words = ANSWER


def _add_who_is_invited(tasks):
    """Of each meeting, or of one of that series, that somebody can come to still."""
    told = MeetingEvent.objects.filter(uuid__in=[task.event_uuid for task in tasks]) if tasks else []
    events = [event for event in told if event.kind != MeetingEvent.Kind.CANCELLED]
    about = Q(pk__in=[event.meeting_id for event in events])
    about |= Q(series__in=[event.series_id for event in events if event.series_id])
    to_come = list(Meeting.objects.to_come().filter(about).values_list("pk", "series")) if events else []
    soon, series = {pk for pk, _ in to_come}, {of for _, of in to_come if of}
    asking = {event.uuid for event in events if event.meeting_id in soon or event.series_id in series}
    for task in tasks:
        task.asks_to_come = task.event_uuid in asking


def _add_what_is_said(tasks):
    """Of each request about which something can be said; what is asked about what was made as it is now."""
    events = RequestEvent.objects.filter(uuid__in=[task.event_uuid for task in tasks])
    rows = events.select_related("request__requester__user").prefetch_related("request__products") if tasks else []
    found = {event.uuid: event for event in rows}
    Request.note_mail_trouble([event.request for event in found.values()])
    for task in tasks:
        if (event := found.get(task.event_uuid)) and event.request.is_spoken_for:
            task.answer_address = reverse("counter_answer", args=[event.request_id])
            task.answer_words = _answer_words(event)
            if task.answer_words == YES_OR_NO:
                task.text = to_say_of_request(event)


def _answer_words(event):
    """By what is waited for: an answer, a yes or a no, or nothing."""
    kinds, states = RequestEvent.Kind, Request.Status
    if event.kind in (kinds.WRITTEN, kinds.REMINDED) and event.request.status == states.WAITING:
        return ANSWER
    is_of_yes = event.kind == kinds.APPROVAL_ASKED and event.request.status == states.FOR_APPROVAL
    return YES_OR_NO if is_of_yes else SAID
