"""What the page of a vraagstuk shows: the chain from the question to what came of it, as far as one may see it."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.shortcuts import get_object_or_404

from core import dates
from groups.models import AgendaPoint, Decision, Issue, IssueEvent, Meeting

MEETINGS_SHOWN = 12


@dataclass
class Link:
    """One step of the chain: what, when, by or where, and the page to go on to."""

    what: str
    on: date | None = None
    words: str = ""
    href: str = ""
    label: str = ""


class IssuePage:
    """Of the vraagstuk with this key, among those the reader may see; else Http404."""

    def __init__(self, user, pk):
        related = ("theme", "raised_by", "entered_by", "taken_up_by", "project", "group", "wish__candidate")
        rows = Issue.objects.visible_to(user).named_for(user).select_related(*related)
        self.issue = issue = get_object_or_404(rows, pk=pk)
        seen = AgendaPoint.objects.filter(issue=issue, meeting__in=Meeting.objects.visible_to(user))
        seen = seen.exclude(meeting__state=Meeting.State.CANCELLED).select_related("meeting__group")
        self.points = list(seen.order_by("-meeting__starts_at", "pk")[:MEETINGS_SHOWN])
        self.decisions = self._decided(user) if self.points else []

    def _decided(self, user):
        """At those points; what was decided among members for them only."""
        decided = Decision.objects.visible_to(user).filter(point__in=self.points).select_related("meeting__group")
        return list(decided.order_by("meeting__starts_at", "pk"))

    @property
    def chain(self):
        """In the order in which it happened; what has no day (the project, the group) before the answer."""
        begun = [*self._raised(), *self._handed_on(), *self._taken_up(), *self._discussed(), *self._agreed()]
        begun.sort(key=lambda link: link.on or date.min)
        return [*begun, *self._led_to(), *self._settled()]

    def _raised(self):
        issue = self.issue
        yield Link("Ingebracht", issue.raised_on, issue.raised_by.public_name if issue.raised_by else "")
        if issue.accepted_on:
            yield Link("Opgenomen door de koplopers", issue.accepted_on)

    def _handed_on(self):
        """Where it went, and who had it before; of those the name is not told any more."""
        kinds = IssueEvent.Kind
        words = {kinds.TAKEN_UP: "Opgepakt", kinds.GIVEN_BACK: "Weer open", kinds.PASSED_ON: "Doorgegeven"}
        events = list(self.issue.events.filter(kind__in=words).order_by("at", "pk"))
        backs = [event for event in events if event.kind == kinds.GIVEN_BACK]
        for before, event in pairwise([None, *events]):
            if event.kind != kinds.TAKEN_UP or (backs and event.at <= backs[-1].at):
                goes_on = before and before.kind == event.kind == kinds.TAKEN_UP
                what = "Verder in een groep" if goes_on else words[event.kind]
                yield Link(what, dates.as_day(event.at), event.reason)

    def _taken_up(self):
        who = self.issue.taken_up_name
        if self.issue.taken_up_on or who:
            yield Link("Opgepakt", self.issue.taken_up_on or self.issue.raised_on, who)

    def _discussed(self):
        for point in self.points:
            meeting = point.meeting
            what = "Op de agenda" if meeting.is_before else "Besproken"
            yield Link(
                what, dates.as_day(meeting.starts_at), meeting.group.name, meeting.get_absolute_url(), meeting.title
            )

    def _agreed(self):
        for decision in self.decisions:
            meeting = decision.meeting
            yield Link("Besluit:", dates.as_day(meeting.starts_at), "", meeting.get_absolute_url(), decision.text)

    def _led_to(self):
        issue = self.issue
        if issue.project and issue.project.is_public:
            project = issue.project
            words = f"{project.get_status_display().capitalize()}{f': {project.result}' if project.result else ''}"
            yield Link("Hoort bij het project", None, words, project.get_absolute_url(), project.title)
        if issue.group:
            yield Link("Werk voor", None, "", issue.group.get_absolute_url(), issue.group.name)
        if issue.wish and not issue.wish.hidden_at:
            plan = issue.wish.candidate
            link = (plan.get_absolute_url(), f"bij het plan {plan.title}") if plan else ("", "")
            yield Link("Werd een wens voor de gedeelde agenda", None, "", *link)

    def _settled(self):
        if self.issue.is_answered:
            yield Link("Beantwoord", self.issue.answered_on)
