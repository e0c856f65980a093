"""The page on which minutes are written while the meeting goes on: a form for each thing that is written down."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from accounts.models import Person
from groups.forms.agreements import ActionForm, DecisionForm
from groups.forms.minutes import BroughtUpForm, PointMinutesForm, PresentForm, WholeForm
from groups.meeting_page import put_on_the_clock
from groups.models import AgendaPoint, Decision

TO_REPLACE = 30
OLDER = f"Dit zijn de nieuwste {TO_REPLACE}. Een ouder besluit vervang je op de pagina van de bijeenkomst."


@dataclass
class Part:
    """One point of the agenda with what may be done at it."""

    point: AgendaPoint
    text: PointMinutesForm
    decision: DecisionForm
    action: ActionForm

    @property
    def place(self):
        return place_of(self.point)


class MinutesPage:
    """`typed` is what was sent to the form `part` at `place` ("text" at "punt-12"); the others stand as they are.

    `brought` is what the form of a new point begins with.
    """

    def __init__(self, meeting, *, place="", part="", typed=None, scope=None, brought=None):
        self.meeting, self.place, self.part, self.typed, self.scope = meeting, place, part, typed, scope
        self.brought = brought
        self.form = None  # that was sent

    @property
    def address(self):
        return reverse("groups:minutes", args=[self.meeting.group.slug, self.meeting.pk])

    @cached_property
    def points(self):
        rows = self.meeting.points.select_related("carried_to__meeting__group", "carried_from__meeting__group")
        points = list(rows.prefetch_related("decisions", "actions__person"))
        for point in points:
            point.meeting = self.meeting
            point.came_from = point.carried_from and point.carried_from.meeting
            point.goes_to = point.carried_to.meeting if hasattr(point, "carried_to") else None
        put_on_the_clock(self.meeting, points)
        return points

    @cached_property
    def parts(self):
        return [
            Part(point, self.text_of(point), self.decision_of(point), self.action_of(point)) for point in self.points
        ]

    @cached_property
    def people(self):
        """The members, and who was there already without being one."""
        members = Person.objects.filter(memberships__in=self.meeting.group.memberships.current())
        return list((members | Person.objects.filter(meetings_attended=self.meeting)).distinct().order_by("name"))

    @cached_property
    def doers(self):
        current = self.meeting.group.memberships.current()
        return list(Person.objects.filter(memberships__in=current).order_by("name"))

    @cached_property
    def decisions(self):
        """Those that a new one may replace: the newest, because they stand at every point."""
        rows = Decision.objects.in_force().filter(meeting__group=self.meeting.group)
        return list(rows.order_by("-pk")[:TO_REPLACE])

    # -- the forms -----------------------------------------------------------------------------------------------------
    @cached_property
    def present(self):
        came = [str(pk) for pk in self.meeting.attendees.values_list("pk", flat=True)]
        guests = self.meeting.guests
        initial = {"attendees": came, "guests": guests, "seen": ",".join(came), "guests_seen": guests}
        return self._form(PresentForm, "aanwezig", "present", people=self.people, initial=initial)

    @cached_property
    def whole(self):
        initial = {"minutes": self.meeting.minutes, "version": self.meeting.minutes_version}
        return self._form(WholeForm, "geheel", "whole", initial=initial)

    @cached_property
    def brought_up(self):
        return self._form(BroughtUpForm, "verder", "bring_up", scope=self.scope, initial=self.brought)

    def text_of(self, point):
        texts = {"minutes": point.minutes, "members_minutes": point.members_minutes}
        return self._form(PointMinutesForm, place_of(point), "text", initial=texts | {"version": point.minutes_version})

    def decision_of(self, point):
        form = self._form(DecisionForm, place_of(point), "decision", decisions=self.decisions, **self._agreed)
        if len(self.decisions) == TO_REPLACE:
            form.fields["replaces"].help_text = OLDER
        return form

    def action_of(self, point):
        return self._form(ActionForm, place_of(point), "action", people=self.doers, **self._agreed)

    @property
    def _agreed(self):
        return {"meeting": self.meeting, "scope": self.scope}

    def _form(self, form_class, place, part, **kwargs):
        """The one that was sent stays the same, whoever asks for it."""
        was_sent = (place, part) == (self.place, self.part)
        if was_sent and self.form:
            return self.form
        form = form_class(self.typed if was_sent else None, auto_id=f"id_{place}_{part}_%s", **kwargs)
        if was_sent:
            self.form = form
        return form


def place_of(point):
    return f"punt-{point.pk}"
