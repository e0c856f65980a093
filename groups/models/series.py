"""Meetings that come back. Each is a row of its own, with its page, agenda and minutes; the series keeps the rhythm."""

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date
from operator import attrgetter

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from core.dates import day_time
from core.repeating import Every, Rule
from core.when import moment
from groups.models.attendance import Reply
from groups.models.audience import change_audience
from groups.models.events import MeetingEvent
from groups.models.steps import BEFORE, InvalidTransition, State, Step
from projects.models import Conflict, Unchanged

Kind = MeetingEvent.Kind
ABOUT = ("title", "place", "agenda_text", "online_url", "is_public")  # what its meetings have in common, mostly


class Series(models.Model):
    group = models.ForeignKey("groups.Group", models.PROTECT, related_name="series", verbose_name="groep")
    every = models.CharField("hoe vaak", max_length=12, choices=Every.choices)
    first_day = models.DateField("eerste dag")
    starts = models.TimeField("begint")
    ends = models.TimeField("eindigt")
    # Where the rest of another goes on by another rhythm.
    continues = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="continued_by", editable=False,
        verbose_name="vervolg op",
    )  # fmt: skip
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    # For calendar files: a phone that has the rule reads it again where the number is higher. What only its members see
    # counts for them only: everybody could tell from the number that something happened among them.
    uid = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    public_sequence = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    changed_at = models.DateTimeField("laatst gewijzigd", default=timezone.now, db_default=Now(), editable=False)

    class Meta:
        verbose_name = "reeks bijeenkomsten"
        verbose_name_plural = "reeksen bijeenkomsten"

    def __str__(self):
        return self.in_words

    def get_absolute_url(self):
        return reverse("groups:series", args=[self.group.slug, self.pk])

    @property
    def rule(self):
        return Rule(self.every, self.first_day)

    @property
    def in_words(self):
        return self.rule.in_words

    def begins(self, turns):
        """{turn: when it begins by the rule} on the clock here, which in a night of March does not show each hour."""
        return {turn: moment(day, self.starts) for turn, day in self._days(turns).items()}

    def when(self, turns):
        """{turn: when it begins and ends there}: the same by the clock here, in summer as in winter."""
        hours = {"starts_at": self.starts, "ends_at": self.ends}
        return {
            turn: {name: moment(day, clock).astimezone(UTC) for name, clock in hours.items()}
            for turn, day in self._days(turns).items()
        }

    def _days(self, turns):
        days = self.rule.days(max(turns, default=-1) + 1)
        return {turn: days[turn] for turn in turns}

    def left_out(self, meetings):
        """`when` of turns to come that none of `meetings`, all that it has, is; not of what was stopped from one on."""
        taken = {meeting.turn for meeting in meetings}
        last = max((meeting.turn for meeting in meetings if not meeting.is_cancelled), default=0)
        free = self.when([turn for turn in range(last) if turn not in taken])
        return {turn: when for turn, when in free.items() if when["starts_at"] > timezone.now()}


class Repeating(models.Model):
    """The half of `Meeting` that knows of the others in its series."""

    series = models.ForeignKey(
        Series, models.PROTECT, null=True, blank=True, related_name="meetings", editable=False, db_index=False,
        verbose_name="reeks",
    )  # fmt: skip
    # Which day of the rhythm it is, from 0; a day that was left out, such as a holiday, counts. Who moves one meeting
    # leaves its turn as it is.
    turn = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def plan_series(cls, group, *, by, rule, turns, starts, ends, form_key=None, **fields):
        """Plan a meeting for each of `turns`, and tell of them in one word; returns the first."""
        with cls.planning(group):
            series = Series.objects.create(
                group=group, every=rule.every, first_day=rule.first, starts=starts, ends=ends, form_key=form_key
            )
            rows = [
                cls(group=group, series=series, turn=turn, **when, **fields)
                for turn, when in series.when(turns).items()
            ]
            first, *_ = cls.objects.bulk_create(rows)
            MeetingEvent.record(meeting=first, series=series, kind=Kind.PLANNED, actor=by)
            first.points.model.bring_waiting(first)
            first.actions.model.bring_late(group)
        return first

    @classmethod
    def plan_left_out(cls, series, turn, *, by):
        """Plan a turn that was left out after all, like most of the others; twice is one meeting.

        Raises InvalidTransition where the group stopped, or there is no such turn to come.
        """
        with cls.planning(series.group):
            meetings = list(series.meetings.order_by("turn"))
            if known := next((meeting for meeting in meetings if meeting.turn == turn), None):
                return known
            when = series.left_out(meetings).get(turn)
            if when is None:
                raise InvalidTransition(cls(group=series.group), "deze dag hoort niet meer bij de reeks")
            about = dict(zip(ABOUT, usual(meetings, attrgetter(*ABOUT)), strict=True))
            meeting = cls.objects.create(group=series.group, series=series, turn=turn, **when, **about)
            note_change([meeting])
            meeting.announce(by=by)
        return meeting

    def later_in_series(self):
        """Those after it that have yet to begin."""
        rows = type(self).objects.exclude(series=None).filter(series=self.series_id, turn__gt=self.turn or 0)
        return rows.filter(state__in=BEFORE, starts_at__gt=timezone.now())

    def and_later(self):
        return AndLater(self)


@dataclass(frozen=True)
class Along:
    """What a verb did to a meeting and those after it."""

    count: int  # it, and those that went along
    is_told: bool = False  # the members hear of it: some of these are not over
    own: int = 0  # those after it that kept something of their own
    elsewhere: int = 0  # those that moved in time, and keep a place of their own
    days: tuple[date, ...] = ()  # on which they are now
    gaps: tuple[date, ...] = ()  # turns on which there is none: it was left out or cancelled
    guests: int = 0  # who comes and is no member, and hears that it is for members only now
    taken_off: tuple = ()  # points that are off the agenda, because everybody may read that now


class AndLater:
    """A meeting and those after it in its series, with the verbs of one; who hears of it hears of it once."""

    def __init__(self, meeting):
        self.meeting = meeting

    def edit(self, *, version, by=None, **changes):
        """What is changed goes along to those where it was the same; what one has of its own it keeps."""
        with self.meeting.holding_group(), self._taking(Step.EDIT, version) as (now, *later):
            new = {name: value for name, value in changes.items() if value != getattr(now, name)}
            closed = [row for row in (now, *later) if row.is_public and not new.get("is_public", True)]
            guests = Reply.objects.guests_of(closed)
            taken_off = self._change_audience([now, *later], new, by=by)
            _update([now], **new)
            taken = [_take_over(row, now, new) for row in later]
            changed = [now, *(row for row, (names, _) in zip(later, taken, strict=True) if names)]
            note_change(changed, opens=new.get("is_public", False))
        return Along(
            count=len(changed),
            own=sum(1 for _, own in taken if own),
            guests=guests,
            taken_off=tuple(taken_off),
        )

    def move(self, *, by, starts_at, ends_at, place, version=None):
        """To another weekday, time or place: that is a new series, the old one ends before it.

        Where nothing is left of the old one it is that which moves: for phones it stays what it was. What was moved by
        itself before stays where it is; what got another place by itself keeps that. Of what is there and then already
        nobody hears; raises Unchanged when that is all of it.
        """
        with self.meeting.holding_group(), self._taking(Step.MOVE, version) as rows:
            now, *_ = rows
            there = _going_along(rows, starts_at, ends_at, place)
            moved = [row for row in there if not row.is_set_for(**there[row])]
            if not moved:
                raise Unchanged
            new = _rhythm_from(rows, starts_at, ends_at)
            turns = {row.turn - now.turn for row in rows}
            days = dict(enumerate(new.rule.days(max(turns) + 1)))
            for row in sorted(rows, key=attrgetter("turn")):
                type(row).objects.filter(pk=row.pk).update(series=new, turn=row.turn - now.turn)
            for row in moved:
                _update([row], asked_since=F("sequence") + 1, **there[row])
            note_change(rows)
            is_told = any(there[row]["ends_at"] >= timezone.now() for row in moved)
            MeetingEvent.record_all(
                *(moved, Kind.MOVED), by=by, series=new if is_told else None,
                reason=lambda row: f"{day_time(row.starts_at)}, {row.place}",
            )  # fmt: skip
        return Along(
            count=len(moved),
            is_told=is_told,
            own=len(rows) - len(there),
            elsewhere=len([row for row in moved if there[row]["place"] != place]),
            days=tuple(days[row.turn - now.turn] for row in moved),
            gaps=tuple(day for turn, day in days.items() if turn not in turns),
        )

    def going(self, *, starts_at, ends_at, place):
        """{each that `move` takes along: when and where it is then}"""
        return _going_along([self.meeting, *self.meeting.later_in_series()], starts_at, ends_at, place)

    def cancel(self, *, by, reason):
        """It is the end of the series."""
        with self.meeting.holding_group(), self._taking(Step.CANCEL) as rows:
            _update(rows, state=State.CANCELLED, cancel_reason=reason)
            self.meeting.points.model.let_go(rows)
            note_change(rows)
            MeetingEvent.record_all(rows, Kind.CANCELLED, by=by, series=rows[0].series, reason=lambda row: reason)
        return Along(count=len(rows), is_told=not all(row.is_over for row in rows))

    @staticmethod
    def _change_audience(rows, new, *, by):
        if "is_public" not in new:
            return []
        return change_audience(rows, is_public=new["is_public"], by=by, series=rows[0].series)

    @contextmanager
    def _taking(self, step, version=None):
        """Hold all of the rows, in the order in which everybody does; this one is the first."""
        with self.meeting.taking(step) as now:
            if version is not None and now.version != version:
                raise Conflict
            yield [now, *now.later_in_series().order_by("pk").select_for_update(no_key=True)]
            Series.objects.filter(pk=now.series_id).update(form_key=None)  # planned once more it is another
        self.meeting.refresh_from_db()


def usual(meetings, what):
    """What `what` says of most of these that take place, or of most of all where none does."""
    rows = [meeting for meeting in meetings if not meeting.is_cancelled] or meetings
    ((said, _),) = Counter(map(what, rows)).most_common(1)
    return said


def note_change(meetings, *, opens=False):
    """These, as they were before, are of one series and changed: who has its rule in a phone reads it again.

    `opens`: everybody sees them from now on. Of a meeting that stands by itself there is no rule.
    """
    is_seen = opens or any(meeting.is_public for meeting in meetings)
    seen = {"public_sequence": F("public_sequence") + 1, "changed_at": timezone.now()} if is_seen else {}
    if meetings[0].series_id:
        Series.objects.filter(pk=meetings[0].series_id).update(sequence=F("sequence") + 1, **seen)


def _going_along(meetings, starts_at, ends_at, place):
    """{each of these that goes along when the first goes to that moment and place: when and where it is then}"""
    now, *_ = meetings
    old = now.series.when([row.turn for row in meetings])
    new = Series(every=now.series.every, **_rhythm(starts_at, ends_at)).when([row.turn - now.turn for row in meetings])
    return {
        row: new[row.turn - now.turn] | {"place": place if row.place == now.place else row.place}
        for row in meetings
        if row == now or row.starts_at == old[row.turn]["starts_at"]
    }


def _rhythm(starts_at, ends_at):
    begin, end = timezone.localtime(starts_at), timezone.localtime(ends_at)
    return {"first_day": begin.date(), "starts": begin.time(), "ends": end.time()}


def _rhythm_from(meetings, starts_at, ends_at):
    """The series in which these meetings, the first of which goes to that moment, are from now on."""
    now, *_ = meetings
    rhythm = _rhythm(starts_at, ends_at)
    if now.series.meetings.exclude(pk__in=[meeting.pk for meeting in meetings]).exists():
        return Series.objects.create(group=now.group, every=now.series.every, continues=now.series, **rhythm)
    Series.objects.filter(pk=now.series_id).update(**rhythm)
    return Series.objects.get(pk=now.series_id)


def _take_over(row, now, new):
    """(names of the fields that it took from `new`, names of those that were its own)"""
    same = [name for name in new if getattr(row, name) == getattr(now, name)]
    if same:
        _update([row], **{name: new[name] for name in same})
    return same, [name for name in new if name not in same and getattr(row, name) != new[name]]


def _update(rows, **changes):
    type(rows[0]).objects.filter(pk__in=[row.pk for row in rows]).update(
        version=F("version") + 1, sequence=F("sequence") + 1, changed_at=timezone.now(), form_key=None, **changes
    )
