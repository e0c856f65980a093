"""What happened: one row a change, written in its transaction."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from accounts.models import Person
from core.models import Event, EventQuerySet


class MeetingEventQuerySet(EventQuerySet):
    def with_audience(self):
        """Adds `was_public`: whether everybody could see the meeting when it happened."""
        kinds = MeetingEvent.Kind
        turns = MeetingEvent.objects.filter(meeting=OuterRef("meeting"), kind__in=(kinds.OPENED, kinds.CLOSED))
        turn = turns.filter(at__gt=OuterRef("at")).order_by("at", "pk").values("kind")[:1]
        return self.annotate(turn=Subquery(turn)).annotate(
            was_public=Q(turn=kinds.CLOSED) | Q(turn=None, meeting__is_public=True)
        )


class MeetingEvent(Event):
    class Kind(models.TextChoices):
        PLANNED = "planned", "gepland"
        MOVED = "moved", "verplaatst"
        CANCELLED = "cancelled", "afgelast"
        REMINDED = "reminded", "kom je?"
        AGENDA_OPENED = "agenda_opened", "agenda geopend"
        AGENDA_FROZEN = "agenda_frozen", "agenda vastgezet"
        HELD = "held", "gehouden"
        NOT_HELD = "not_held", "toch niet gehouden"
        MINUTES_DRAFTED = "minutes_drafted", "verslag geschreven"
        MINUTES_PUBLISHED = "minutes_published", "verslag gepubliceerd"
        MINUTES_ADOPTED = "minutes_adopted", "verslag vastgesteld"
        CORRECTED = "corrected", "verslag verbeterd"  # its reason is the correction, where everybody may read that
        OPENED = "opened", "voor iedereen"
        CLOSED = "closed", "alleen nog voor leden"  # its reason is what it was called and when, as everybody knew it

    kind = models.CharField("soort", max_length=40, choices=Kind.choices)
    meeting = models.ForeignKey("groups.Meeting", models.CASCADE, related_name="events", verbose_name="bijeenkomst")
    # Where it is about the meetings after it in this series too.
    series = models.ForeignKey(
        "groups.Series", models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name="reeks"
    )
    actor = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="meeting_events", verbose_name="door"
    )

    objects = MeetingEventQuerySet.as_manager()

    class Meta(Event.Meta):
        verbose_name = "gebeurtenis van een bijeenkomst"
        verbose_name_plural = "gebeurtenissen van bijeenkomsten"

    def get_kind_display(self):
        """Without minutes it is told what was published instead."""
        said = self.Kind(self.kind).label
        if self.kind != self.Kind.MINUTES_PUBLISHED:
            return said
        written = self.meeting.written_down()
        return said if written == ["verslag"] else f"{' en '.join(written)} gepubliceerd"

    @classmethod
    def record_all(cls, meetings, kind, *, by, series, reason):
        """For each what happened to it; the word about the first is about all, so the others are told already."""
        first, *others = meetings
        cls.objects.bulk_create(
            cls(meeting=one, kind=kind, actor=by, reason=reason(one), processed_at=timezone.now()) for one in others
        )
        cls.record(meeting=first, series=series, kind=kind, actor=by, reason=reason(first))

    @property
    def is_among_members(self):
        """What was said of it is for the members only, also when the meeting was opened since."""
        return not MeetingEvent.objects.with_audience().filter(pk=self.pk, was_public=True).exists()

    @property
    def meetings(self):
        """What it is about: one meeting, or that and those after it in its series."""
        rows = type(self.meeting).objects.select_related("group", "series").order_by("starts_at")
        if self.series_id is None:
            return rows.filter(pk=self.meeting_id)
        return rows.filter(series=self.series_id, turn__gte=self.meeting.turn)


class ActionEvent(Event):
    """What happened to an action point; whose it is hears of it, but for what is done."""

    class Kind(models.TextChoices):
        GIVEN = "given", "nieuw"
        CORRECTED = "corrected", "verbeterd"
        DUE = "due", "vandaag klaar"
        DONE = "done", "gedaan"
        MOVED = "moved", "verzet"
        DROPPED = "dropped", "vervallen"

    kind = models.CharField("soort", max_length=40, choices=Kind.choices)
    action = models.ForeignKey("groups.ActionPoint", models.CASCADE, related_name="events", verbose_name="actiepunt")
    was_of = models.ForeignKey(  # who did it before it was given to somebody else
        Person, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False, verbose_name="eerst van"
    )
    actor = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="action_events", verbose_name="door"
    )

    class Meta(Event.Meta):
        verbose_name = "gebeurtenis van een actiepunt"
        verbose_name_plural = "gebeurtenissen van actiepunten"


class GroupEvent(Event):
    """What changed in who are in a group; the reason is for the one it is about."""

    class Kind(models.TextChoices):
        JOIN_ASKED = "join_asked", "iemand wil lid worden"
        JOINED = "joined", "iemand is lid geworden"
        ADMITTED = "admitted", "toegelaten als lid"
        REFUSED = "refused", "niet toegelaten als lid"
        REMOVED = "removed", "geen lid meer"
        LEFT = "left", "stopt als lid"  # of a fixed group
        CHAIR_CHANGED = "chair_changed", "nieuwe voorzitter"
        CHAIR_LEFT = "chair_left", "geen voorzitter meer"
        ROLE_CHANGED = "role_changed", "andere rol"  # its reason is the role
        ENDED = "ended", "gestopt"
        WORK_PASSED_ON = "work_passed_on", "werk van een groep die stopt"

    kind = models.CharField("soort", max_length=40, choices=Kind.choices)
    group = models.ForeignKey("groups.Group", models.CASCADE, related_name="events", verbose_name="groep")
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="told_of_groups", verbose_name="over wie"
    )
    actor = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="group_events", verbose_name="door"
    )

    class Meta(Event.Meta):
        verbose_name = "gebeurtenis van een groep"
        verbose_name_plural = "gebeurtenissen van groepen"

    @property
    def cancelled(self):
        """The meetings that do not take place because it stopped."""
        if self.kind != self.Kind.ENDED:
            return self.group.meetings.none()
        cancelled = MeetingEvent.objects.filter(
            kind=MeetingEvent.Kind.CANCELLED, meeting__group=self.group_id, at__gte=self.at
        )
        rows = self.group.meetings.filter(pk__in=cancelled.values("meeting"))
        return rows.select_related("group", "series").order_by("starts_at", "pk")

    @property
    def refused(self):
        """Who waited to be let in when it stopped: they hear of both in one word."""
        events = GroupEvent.objects.filter(kind=self.Kind.REFUSED, group=self.group_id, at__gte=self.at)
        is_end = self.kind == self.Kind.ENDED
        return Person.objects.filter(pk__in=events.values("person")) if is_end else Person.objects.none()


OPENED_AGAIN = "De voorzitter zette het vraagstuk weer open."


class IssueEvent(Event):
    class Kind(models.TextChoices):
        RAISED = "raised", "ingebracht"  # by somebody who is no koploper
        ACCEPTED = "accepted", "opgenomen"
        DECLINED = "declined", "niet opgenomen"  # for its writer
        PASSED_ON = "passed_on", "doorgegeven aan een groep"
        TAKEN_UP = "taken_up", "opgepakt"
        GIVEN_BACK = "given_back", "teruggegeven"
        DISCUSSED = "discussed", "besproken"
        ANSWERED = "answered", "beantwoord"

    kind = models.CharField("soort", max_length=40, choices=Kind.choices)
    issue = models.ForeignKey("groups.Issue", models.CASCADE, related_name="events", verbose_name="vraagstuk")
    actor = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="issue_events", verbose_name="door"
    )
    meeting = models.ForeignKey(  # where it was discussed
        "groups.Meeting", models.CASCADE, null=True, blank=True, related_name="+", verbose_name="bijeenkomst"
    )
    group_before = models.ForeignKey(  # with which it lay until another group got it, or none
        "groups.Group", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="lag eerst bij"
    )

    class Meta(Event.Meta):
        verbose_name = "gebeurtenis van een vraagstuk"
        verbose_name_plural = "gebeurtenissen van vraagstukken"

    @property
    def is_opened_again(self):
        """By the chair, and not given back by who had taken it up."""
        return self.kind == self.Kind.GIVEN_BACK and self.reason == OPENED_AGAIN

    def get_kind_display(self):
        return "weer open" if self.is_opened_again else self.Kind(self.kind).label
