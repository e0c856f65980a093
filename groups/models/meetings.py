"""Meetings: their agenda, minutes, decisions and action points."""

import uuid
from contextlib import contextmanager
from datetime import datetime, time, timedelta

from django.contrib.postgres.indexes import GinIndex
from django.db import models, transaction
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from core.dates import day, day_time
from core.searching import kept_words
from core.web_address import WebAddressField
from core.when import LONGEST, TOO_LONG
from groups.models.attendance import Inviting, Reply
from groups.models.audience import change_audience
from groups.models.events import MeetingEvent
from groups.models.group import Group
from groups.models.membership import Membership
from groups.models.series import Along, Repeating, note_change
from groups.models.steps import AGENDA_IS_OPEN, BEFORE, WITH_MINUTES, InvalidTransition, State, Step, why_not
from projects.models import Conflict, Unchanged


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Public ones for everybody; members-only ones for the members of the group and the administrator."""
        if user.is_anonymous:
            return self.filter(is_public=True)
        if user.is_administrator:
            return self
        return self.filter(Q(is_public=True) | Q(group__in=Membership.objects.groups_of(user)))

    def open_to_members(self, user):
        """Those of which the user may read all, as a member of the group or the administrator."""
        if user.is_anonymous:
            return self.none()
        return self if user.is_administrator else self.filter(group__in=Membership.objects.groups_of(user))

    def upcoming(self):
        return self.filter(ends_at__gte=timezone.now()).order_by("starts_at", "pk")

    def over(self):
        return self.filter(ends_at__lt=timezone.now()).newest_first()

    def coming_first(self):
        """What is to come, the next first, then what is over, the newest first."""
        coming = Case(When(ends_at__gte=timezone.now(), then=F("starts_at")))
        return self.order_by(coming.asc(nulls_last=True), "-starts_at", "-pk")

    def newest_first(self):
        return self.order_by("-starts_at", "-pk")

    def to_come(self):
        """Not begun, and not cancelled."""
        return self.filter(state__in=Meeting.BEFORE, starts_at__gt=timezone.now())

    def during(self, hours):
        """What goes on, and is not cancelled, in one of these (begin, end)."""
        at_once = [Q(starts_at__lt=end, ends_at__gt=begin) for begin, end in hours]
        return self.exclude(state=State.CANCELLED).filter(Q(*at_once, _connector=Q.OR))

    def to_remind_of(self, day):
        """What begins at the latest that day, unless its members were asked a short while ago."""
        now, kinds = timezone.now(), MeetingEvent.Kind
        midnight = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
        reminded = Q(kind=kinds.REMINDED, at__gt=now - timedelta(days=3))
        asked = Q(kind__in=(kinds.PLANNED, kinds.MOVED), at__gt=now - timedelta(days=1))
        lately = MeetingEvent.objects.filter(reminded | asked).values("meeting")
        return self.to_come().filter(starts_at__lt=midnight).exclude(pk__in=lately)

    def cancel_all(self, *, by, reason):
        """Each of them; whoever cancels all of them tells of it, in one word."""
        meetings, began = list(self.values_list("pk", flat=True)), timezone.now()
        for meeting in self.filter(series=None).order_by("pk").select_for_update(no_key=True):
            meeting.cancel(by=by, reason=reason)
        while meeting := self.exclude(series=None).order_by("turn", "pk").first():
            meeting.and_later().cancel(by=by, reason=reason)
        events = MeetingEvent.objects.filter(meeting__in=meetings, kind=MeetingEvent.Kind.CANCELLED, at__gte=began)
        events.update(processed_at=timezone.now())


class Meeting(Inviting, Repeating):
    """A werkgroep: planned → held → minutes published. The koplopersgroep opens and freezes its agenda, and adopts."""

    State = State
    BEFORE = BEFORE
    WITH_MINUTES = WITH_MINUTES

    group = models.ForeignKey(Group, models.PROTECT, related_name="meetings", verbose_name="groep")
    title = models.CharField("titel", max_length=120)
    starts_at = models.DateTimeField("begint")
    ends_at = models.DateTimeField("eindigt")
    place = models.CharField("waar", max_length=160)
    online_url = WebAddressField("online", blank=True)
    agenda_text = models.TextField("waar gaat het over", blank=True)
    minutes = models.TextField("verslag", blank=True)
    minutes_version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    guests = models.CharField("wie er verder waren", max_length=300, blank=True, db_default="")
    is_public = models.BooleanField("iedereen mag het zien en komen luisteren", default=True)
    state = models.CharField("stand", max_length=20, choices=State.choices, default=State.PLANNED, editable=False)
    cancel_reason = models.TextField("waarom afgelast", blank=True)
    attendees = models.ManyToManyField(Person, blank=True, related_name="meetings_attended", verbose_name="aanwezig")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField("laatst gewijzigd", default=timezone.now, editable=False)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    search = kept_words("title", "agenda_text")
    minutes_search = kept_words("minutes")  # apart: until they are out nobody finds the meeting by these

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "bijeenkomst"
        verbose_name_plural = "bijeenkomsten"
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="meeting_in_order"),
            models.CheckConstraint(
                condition=Q(ends_at__lte=F("starts_at") + LONGEST),
                name="meeting_is_short",
                violation_error_message=TOO_LONG,
            ),
            models.UniqueConstraint(
                fields=["series", "turn"], condition=Q(series__isnull=False), name="one_meeting_a_turn"
            ),
            models.CheckConstraint(condition=Q(series=None) | Q(turn__isnull=False), name="in_a_series_has_a_turn"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""), name="cancelled_meeting_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at"], name="meeting_start"),
            models.Index(fields=["ends_at"], name="meeting_end"),
            GinIndex(fields=["search"], name="meeting_search"),
            GinIndex(fields=["minutes_search"], name="meeting_minutes_search"),
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
    def told(self):
        """What others who pass it on may know of it: who reads the bellijst is no member."""
        if self.is_public:
            return self.title
        return f"een bijeenkomst van {self.group.name}, alleen voor leden, op {day(self.starts_at)}"

    @property
    def shows_minutes(self):
        return self.state in self.WITH_MINUTES

    @property
    def is_adopted(self):
        """Its minutes do not change any more: what was wrong is put right below them."""
        return self.state == self.State.MINUTES_ADOPTED

    @property
    def is_before(self):
        return self.state in self.BEFORE

    def is_set_for(self, *, starts_at, ends_at, place):
        return (self.starts_at, self.ends_at, self.place) == (starts_at, ends_at, place)

    @property
    def has_begun(self):
        return self.starts_at <= timezone.now()

    @property
    def is_over(self):
        return self.ends_at < timezone.now()

    # -- what may happen (steps.py) ------------------------------------------------------------------------------------
    def may(self, step):
        return not self.why_not(step)

    def why_not(self, step):
        """Why this step cannot be taken now, as part of a sentence; empty when it can."""
        return why_not(self, step)

    def has_minutes(self):
        return bool(self.minutes.strip()) or self.points.exclude(minutes="", members_minutes="").exists()

    def has_agreed(self):
        """Short minutes: what was decided, and who does what."""
        return self.decisions.exists() or self.actions.exists()

    def written_down(self):
        """What there is to read of it: each is the name of a part of its page too."""
        if self.has_minutes():
            return ["verslag"]
        agreed = {"besluiten": self.decisions, "actiepunten": self.actions}
        return [what for what, rows in agreed.items() if rows.exists()] or ["verslag"]

    @property
    def reading_address(self):
        return f"{self.get_absolute_url()}#{self.written_down()[0]}"

    def following_with_open_agenda(self):
        """The next meeting that can take over a point; of one for members only no point goes to a public one."""
        rows = self.group.meetings.to_come().filter(state__in=AGENDA_IS_OPEN, starts_at__gt=self.starts_at)
        rows = rows.filter(group__ended_on=None)
        return (rows if self.is_public else rows.filter(is_public=False)).order_by("starts_at", "pk").first()

    def has_next_begun(self):
        """Whether the group has come together again since."""
        later = self.group.meetings.exclude(state=self.State.CANCELLED).filter(starts_at__gt=self.starts_at)
        return later.filter(starts_at__lte=timezone.now()).exists()

    # -- what happens: of two people at once one wins, the other gets InvalidTransition or Conflict --------------------
    @classmethod
    def plan(cls, group, *, by, **fields):
        """Plan a meeting of `group`, unless that stopped meanwhile; the event tells its members."""
        with cls.planning(group):
            meeting = cls.objects.create(group=group, **fields)
            meeting.announce(by=by)
        return meeting

    def announce(self, *, by):
        """It was just made: the members hear of it, and what waited or is late comes on the agenda."""
        with self.holding_group():
            MeetingEvent.record(meeting=self, kind=MeetingEvent.Kind.PLANNED, actor=by)
            self.points.model.bring_waiting(self)
            self.actions.model.bring_late(self.group)

    @classmethod
    @contextmanager
    def planning(cls, group):
        """Hold the group while something of it is planned; raises InvalidTransition when it stopped."""
        with transaction.atomic():
            if not Group.objects.active().select_for_update(no_key=True).filter(pk=group.pk).exists():
                raise InvalidTransition(cls(group=group), "de groep is gestopt")
            yield

    def edit(self, *, version, by=None, **changes):
        """Change what it is about, before it is held; raises Conflict when it is no longer `version` (None: any).

        Returns the `Along` of it alone.
        """
        with self.holding_group(), self.taking(Step.EDIT) as now:
            is_public = changes.get("is_public", now.is_public)
            guests = Reply.objects.guests_of([now]) if now.is_public and not is_public else 0
            taken_off = change_audience([now], is_public=is_public, by=by)
            self._update(version=version, sequence=F("sequence") + 1, form_key=None, **changes)
            note_change([now], opens=changes.get("is_public", False))
        self.refresh_from_db()
        return Along(count=1, taken_off=tuple(taken_off), guests=guests)

    def move(self, *, by, starts_at, ends_at, place, version=None):
        """Another time or place, before it is held: calendars see a higher sequence, and who comes is asked again.

        Raises Conflict when it is no longer `version` (None: any), Unchanged when it is there and then already.
        """
        when = {"starts_at": starts_at, "ends_at": ends_at, "place": place}
        with self.taking(Step.MOVE) as now:
            if now.is_set_for(**when) and version in (None, now.version):
                raise Unchanged
            before = f"{day_time(now.starts_at)}, {now.place}"
            sequence = now.sequence + 1
            self._update(version=version, sequence=sequence, asked_since=sequence, form_key=None, **when)
            note_change([now])
            MeetingEvent.record(meeting=self, kind=MeetingEvent.Kind.MOVED, actor=by, reason=before)
        self.refresh_from_db()

    def going(self, **when):
        """{it: when and where `move` brings it}"""
        return {self: when}

    def remind(self):
        """Ask once more who did not answer."""
        MeetingEvent.record(meeting=self, kind=MeetingEvent.Kind.REMINDED)

    def cancel(self, *, by, reason):
        with self.holding_group():
            self._take(
                Step.CANCEL, MeetingEvent.Kind.CANCELLED, by=by, reason=reason,
                state=State.CANCELLED, cancel_reason=reason, sequence=F("sequence") + 1,
                form_key=None,  # planned once more it is another
            )  # fmt: skip
            note_change([self])
            self.points.model.let_go([self])

    @contextmanager
    def holding_group(self):
        """Hold the group: a meeting of it that is planned at this moment would pass by what goes to the next."""
        with transaction.atomic():
            Group.objects.select_for_update(no_key=True).get(pk=self.group_id)
            yield

    def open_agenda(self, *, by):
        self._take(Step.OPEN_AGENDA, MeetingEvent.Kind.AGENDA_OPENED, by=by, state=State.AGENDA_OPEN)

    def freeze_agenda(self, *, by):
        self._take(Step.FREEZE_AGENDA, MeetingEvent.Kind.AGENDA_FROZEN, by=by, state=State.FROZEN)

    def hold(self, *, by):
        """What was written down meanwhile is its draft."""
        with self.taking(Step.HOLD) as now:
            self._update(state=State.MINUTES_DRAFT if now.has_minutes() else State.HELD)
            MeetingEvent.record(meeting=self, kind=MeetingEvent.Kind.HELD, actor=by)
            drafted = MeetingEvent.Kind.MINUTES_DRAFTED
            if now.has_minutes() and not self.events.filter(kind=drafted).exists():
                MeetingEvent.record(meeting=self, kind=drafted, actor=by)
        self.refresh_from_db()

    def take_back_held(self, *, by, reason):
        """It was not held after all: it stands where it stood before that. What was written down stays."""
        kinds = MeetingEvent.Kind
        with self.taking(Step.TAKE_BACK):
            stood = {kinds.AGENDA_OPENED: State.AGENDA_OPEN, kinds.AGENDA_FROZEN: State.FROZEN}
            last = self.events.filter(kind__in=stood).order_by("-at", "-pk").values_list("kind", flat=True).first()
            self._update(state=stood.get(last, State.PLANNED))
            MeetingEvent.record(meeting=self, kind=kinds.NOT_HELD, actor=by, reason=reason)
        self.refresh_from_db()

    def write_minutes(self, *, by, minutes, version=None):
        """The text about the whole; raises Conflict when it is no longer `version` of it (None: any)."""
        with self.writing(by=by):
            rows = Meeting.objects.filter(pk=self.pk)
            wanted = rows if version is None else rows.filter(minutes_version=version)
            if not wanted.update(minutes=minutes, minutes_version=F("minutes_version") + 1):
                raise Conflict
        self.refresh_from_db()

    def note_who_came(self, *, came, not_came=(), guests=None, guests_seen=None):
        """Who were there and who were not after all: two who tick different people do not undo each other.

        Raises Conflict where other guests stand there than `guests_seen` (None: any).
        """
        with self.taking(Step.DRAFT):
            self.attendees.remove(*not_came)
            self.attendees.add(*came)
            if guests is not None:
                rows = Meeting.objects.filter(pk=self.pk)
                known = rows if guests_seen is None else rows.filter(guests__in=[guests_seen, guests])
                if not known.update(guests=guests):
                    raise Conflict
        self.refresh_from_db()

    def publish_minutes(self, *, by):
        self._take(Step.PUBLISH, MeetingEvent.Kind.MINUTES_PUBLISHED, by=by, state=State.MINUTES_PUBLISHED)

    def adopt_minutes(self, *, by):
        self._take(Step.ADOPT, MeetingEvent.Kind.MINUTES_ADOPTED, by=by, state=State.MINUTES_ADOPTED)

    def touch(self, before, *, by):
        """It was changed in the back office: who edits it on the site is told, and calendars see a higher sequence.

        `before` is the row as it was.
        """
        change_audience([before], is_public=self.is_public, by=by)
        note_change([self], opens=before.is_public)
        Meeting.objects.filter(pk=self.pk).update(
            version=F("version") + 1, sequence=F("sequence") + 1, changed_at=timezone.now()
        )
        self.refresh_from_db()

    @contextmanager
    def taking(self, step):
        """Hold the row while this step is taken, and give it as it is now; raises InvalidTransition where it cannot."""
        with transaction.atomic():
            now = Meeting.objects.select_related("group").select_for_update(of=("self",), no_key=True).get(pk=self.pk)
            if why := now.why_not(step):
                self.refresh_from_db()
                raise InvalidTransition(self, why)
            yield now

    @contextmanager
    def writing(self, *, by):
        """Hold the row while something is written down; once it was held, the first word makes the draft."""
        with self.taking(Step.DRAFT) as now:
            if now.state == State.HELD:
                self._update(state=State.MINUTES_DRAFT)
                MeetingEvent.record(meeting=self, kind=MeetingEvent.Kind.MINUTES_DRAFTED, actor=by)
            yield

    def _take(self, step, kind, *, by, reason="", version=None, **changes):
        with self.taking(step):
            self._update(version=version, **changes)
            MeetingEvent.record(meeting=self, kind=kind, actor=by, reason=reason)
        self.refresh_from_db()

    def _update(self, *, version=None, **changes):
        rows = Meeting.objects.filter(pk=self.pk)
        wanted = rows if version is None else rows.filter(version=version)
        if not wanted.update(version=F("version") + 1, changed_at=timezone.now(), **changes):
            raise Conflict
