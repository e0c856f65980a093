"""Meetings: their agenda, minutes, decisions and action points."""

import uuid
from contextlib import contextmanager

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from core.dates import day_time
from core.models import Event
from core.web_address import WebAddressField
from groups.models.group import Group, Membership
from projects.models import Conflict
from projects.models.searching import SEARCH_CONFIG, SearchText


class InvalidTransition(Exception):
    """The meeting is no longer (or not yet) in a state from which this may happen."""

    def __init__(self, meeting):
        self.meeting = meeting
        super().__init__(f"Dit kan nu niet: {_STANDS[meeting.state]}.")


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Public ones for everybody; members-only ones for the members of the group and the administrator."""
        if user.is_anonymous:
            return self.filter(is_public=True)
        if user.is_administrator:
            return self
        own = Membership.objects.current().filter(person__user=user).values("group")
        return self.filter(Q(is_public=True) | Q(group__in=own))

    def upcoming(self):
        return self.filter(ends_at__gte=timezone.now()).order_by("starts_at")

    def to_come(self):
        """Not begun, and not cancelled."""
        return self.filter(state__in=Meeting.BEFORE, starts_at__gt=timezone.now())

    def past(self):
        return self.filter(ends_at__lt=timezone.now()).order_by("-starts_at")


class Meeting(models.Model):
    """A werkgroep: planned → held → minutes published. The koplopersgroep opens and freezes its agenda, and adopts."""

    class State(models.TextChoices):
        PLANNED = "planned", "gepland"
        AGENDA_OPEN = "agenda_open", "agenda open"
        FROZEN = "frozen", "agenda vast"
        HELD = "held", "gehouden"
        MINUTES_DRAFT = "minutes_draft", "verslag in concept"
        MINUTES_PUBLISHED = "minutes_published", "verslag"
        MINUTES_ADOPTED = "minutes_adopted", "verslag vastgesteld"
        CANCELLED = "cancelled", "afgelast"

    AGENDA_CHANGES = (State.PLANNED, State.AGENDA_OPEN)
    BEFORE = (State.PLANNED, State.AGENDA_OPEN, State.FROZEN)
    WITH_MINUTES = (State.MINUTES_PUBLISHED, State.MINUTES_ADOPTED)
    CLOSED = (State.CANCELLED, State.MINUTES_ADOPTED)

    group = models.ForeignKey(Group, models.PROTECT, related_name="meetings", verbose_name="groep")
    title = models.CharField("titel", max_length=120)
    starts_at = models.DateTimeField("begint")
    ends_at = models.DateTimeField("eindigt")
    place = models.CharField("waar", max_length=160)
    online_url = WebAddressField("online", blank=True)
    agenda_text = models.TextField("waar gaat het over", blank=True)
    minutes = models.TextField("verslag", blank=True)
    is_public = models.BooleanField("iedereen mag het zien en komen luisteren", default=True)
    state = models.CharField("stand", max_length=20, choices=State.choices, default=State.PLANNED, editable=False)
    cancel_reason = models.TextField("waarom afgelast", blank=True)
    attendees = models.ManyToManyField(Person, blank=True, related_name="meetings_attended", verbose_name="aanwezig")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField("laatst gewijzigd", default=timezone.now, editable=False)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "bijeenkomst"
        verbose_name_plural = "bijeenkomsten"
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="meeting_in_order"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""), name="cancelled_meeting_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at"], name="meeting_start"),
            GinIndex(
                SearchVector(SearchText("title"), SearchText("agenda_text"), config=SEARCH_CONFIG),
                name="meeting_search",
            ),
        ]

    def __str__(self):
        return f"{self.title}, {timezone.localtime(self.starts_at):%d-%m-%Y}"

    def get_absolute_url(self):
        return reverse("groups:meeting", args=[self.group.slug, self.pk])

    @property
    def is_cancelled(self):
        return self.state == self.State.CANCELLED

    @property
    def audience_words(self):
        return "" if self.is_public else "Alleen voor leden."

    @property
    def shows_minutes(self):
        return self.state in self.WITH_MINUTES

    @property
    def is_before(self):
        return self.state in self.BEFORE

    @property
    def has_begun(self):
        return self.starts_at <= timezone.now()

    @property
    def is_over(self):
        return self.ends_at < timezone.now()

    @property
    def agenda_changes(self):
        """Whether agenda points may still come and go."""
        return self.state in self.AGENDA_CHANGES

    @property
    def takes_agreements(self):
        """Whether decisions and action points may be written down: from its beginning until the minutes are adopted."""
        return self.state not in self.CLOSED and (self.has_begun or not self.is_before)

    # -- what happens: of two people at once one wins, the other gets InvalidTransition or Conflict --------------------
    @classmethod
    def plan(cls, group, *, by, **fields):
        """Plan a meeting of `group`; the event tells its members."""
        with transaction.atomic():
            meeting = cls.objects.create(group=group, **fields)
            MeetingEvent.record(meeting=meeting, kind=MeetingEvent.Kind.PLANNED, actor=by)
        return meeting

    def edit(self, *, version, **changes):
        """Change what it is about, before it is held; raises Conflict when it is no longer `version` (None: any)."""
        self._update(self.BEFORE, version=version, sequence=F("sequence") + 1, **changes)
        self.refresh_from_db()

    def move(self, *, by, starts_at, ends_at, place, version=None):
        """Another time or place, before it is held; calendars see a higher sequence."""
        before = f"{day_time(self.starts_at)}, {self.place}"
        self._change(
            self.BEFORE, MeetingEvent.Kind.MOVED, by=by, reason=before, version=version,
            starts_at=starts_at, ends_at=ends_at, place=place, sequence=F("sequence") + 1,
        )  # fmt: skip

    def cancel(self, *, by, reason):
        self._change(
            self.BEFORE, MeetingEvent.Kind.CANCELLED, by=by, reason=reason,
            state=self.State.CANCELLED, cancel_reason=reason, sequence=F("sequence") + 1,
        )  # fmt: skip

    def open_agenda(self, *, by):
        self._change({self.State.PLANNED}, MeetingEvent.Kind.AGENDA_OPENED, by=by, state=self.State.AGENDA_OPEN)

    def freeze_agenda(self, *, by):
        self._change({self.State.AGENDA_OPEN}, MeetingEvent.Kind.AGENDA_FROZEN, by=by, state=self.State.FROZEN)

    def hold(self, *, by):
        self._change(self.BEFORE, MeetingEvent.Kind.HELD, by=by, state=self.State.HELD)

    def draft_minutes(self, *, by, minutes, version=None):
        sources = {self.State.HELD, self.State.MINUTES_DRAFT}
        self._change(
            sources, MeetingEvent.Kind.MINUTES_DRAFTED, by=by, version=version,
            state=self.State.MINUTES_DRAFT, minutes=minutes,
        )  # fmt: skip

    def publish_minutes(self, *, by):
        sources = {self.State.HELD, self.State.MINUTES_DRAFT}
        self._change(sources, MeetingEvent.Kind.MINUTES_PUBLISHED, by=by, state=self.State.MINUTES_PUBLISHED)

    def adopt_minutes(self, *, by):
        sources = {self.State.MINUTES_DRAFT, self.State.MINUTES_PUBLISHED}
        self._change(sources, MeetingEvent.Kind.MINUTES_ADOPTED, by=by, state=self.State.MINUTES_ADOPTED)

    def touch(self):
        """It was changed in the back office: who edits it on the site is told, and calendars see a higher sequence."""
        Meeting.objects.filter(pk=self.pk).update(
            version=F("version") + 1, sequence=F("sequence") + 1, changed_at=timezone.now()
        )
        self.refresh_from_db()

    @contextmanager
    def open_for(self, states):
        """Hold the row while something is added to it; raises InvalidTransition unless it is in one of `states`."""
        with transaction.atomic():
            if not Meeting.objects.select_for_update().filter(pk=self.pk, state__in=states).exists():
                self.refresh_from_db()
                raise InvalidTransition(self)
            yield self

    def _change(self, sources, kind, *, by, reason="", version=None, **changes):
        with transaction.atomic():
            self._update(sources, version=version, **changes)
            MeetingEvent.record(meeting=self, kind=kind, actor=by, reason=reason)
        self.refresh_from_db()

    def _update(self, sources, *, version=None, **changes):
        rows = Meeting.objects.filter(pk=self.pk, state__in=sources)
        wanted = rows if version is None else rows.filter(version=version)
        if wanted.update(version=F("version") + 1, changed_at=timezone.now(), **changes):
            return
        if version is not None and rows.exists():
            raise Conflict
        self.refresh_from_db()
        raise InvalidTransition(self)


class MeetingEvent(Event):
    class Kind(models.TextChoices):
        PLANNED = "planned", "gepland"
        MOVED = "moved", "verplaatst"
        CANCELLED = "cancelled", "afgelast"
        AGENDA_OPENED = "agenda_opened", "agenda geopend"
        AGENDA_FROZEN = "agenda_frozen", "agenda vastgezet"
        HELD = "held", "gehouden"
        MINUTES_DRAFTED = "minutes_drafted", "verslag geschreven"
        MINUTES_PUBLISHED = "minutes_published", "verslag gepubliceerd"
        MINUTES_ADOPTED = "minutes_adopted", "verslag vastgesteld"

    kind = models.CharField("soort", max_length=40, choices=Kind.choices)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="events", verbose_name="bijeenkomst")
    actor = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="meeting_events", verbose_name="door"
    )

    class Meta(Event.Meta):
        verbose_name = "gebeurtenis van een bijeenkomst"
        verbose_name_plural = "gebeurtenissen van bijeenkomsten"


_STANDS = {
    Meeting.State.PLANNED: "de bijeenkomst is gepland",
    Meeting.State.AGENDA_OPEN: "de agenda is open",
    Meeting.State.FROZEN: "de agenda staat vast",
    Meeting.State.HELD: "de bijeenkomst is gehouden",
    Meeting.State.MINUTES_DRAFT: "er is al een verslag in concept",
    Meeting.State.MINUTES_PUBLISHED: "het verslag staat al op de website",
    Meeting.State.MINUTES_ADOPTED: "het verslag is vastgesteld",
    Meeting.State.CANCELLED: "de bijeenkomst is afgelast",
}
