"""What stands in the calendar: meetings and the activities of projects, as lines on a page and as a calendar file."""

from collections import Counter
from datetime import timedelta
from itertools import chain

from django.db.models import Case, CharField, Count, F, Min, Q, Value, When
from django.db.models.functions import Abs, Extract, TruncDate
from django.urls import reverse
from django.utils import timezone

from core.when import LONGEST
from groups.calendar_entries import meeting_entry, series_entries, with_turns
from groups.models import Meeting, Membership, Reply, Series
from projects.calendar_entries import activity_entry
from projects.models import Activity

KEPT_DAYS = 92  # how long a calendar that is subscribed to keeps what is over: three months
MOST_IN_A_FILE = 300  # of meetings and of activities: those nearest to today
MOST_SERIES = 100  # those with a meeting nearest to today, each whole


def public_entries(theme=None):
    """What everybody may see: all that is to come, and the last three months."""
    return _entries(*_of_theme(theme, Meeting.objects.filter(is_public=True), Activity.objects.published()))


def group_entries(group):
    """The public meetings of a group."""
    return _entries(group.meetings.filter(is_public=True), Activity.objects.none())


def own_entries(person):
    """Of one person: the meetings of the own groups, unless she said not to come, and what she said yes to."""
    groups = set(Membership.objects.current().filter(person=person).values_list("group", flat=True))
    replies = Reply.objects.filter(person=person)
    comes = replies.of_who_may_come().filter(answer=Reply.Answer.YES).values("meeting")
    stays_away = replies.standing().filter(answer=Reply.Answer.NO).values("meeting")
    meetings = Meeting.objects.filter(Q(group__in=groups) | Q(pk__in=comes)).exclude(pk__in=stays_away)
    return _entries(meetings, Activity.objects.published().filter(attendances__person=person), member_of=groups)


def _entries(meetings, activities, *, member_of=()):
    """Four queries."""
    single = _nearest(meetings.filter(series=None).select_related("group"))
    series = with_turns(Series.objects.filter(pk__in=_nearest_series(meetings)), meetings)
    parts = [[meeting_entry(row, for_member=row.group_id in member_of)] for row in single]
    parts += [series_entries(row, for_member=row.group_id in member_of) for row in series]
    parts += [[activity_entry(row)] for row in _nearest(activities.select_related("project"))]
    return chain.from_iterable(sorted(filter(None, parts), key=lambda part: (part[0].starts, part[0].uid)))


def dates_between(user, since, until=None, *, theme=None, most=None):
    """What this user may see, as a queryset of dicts for `shown`, in one query; sliceable.

    Who needs no more than the first few says so with `most`: it spares the database sorting the rest.
    """
    meetings, activities = (rows.order_by("starts_at", "pk") for rows in _between(user, since, until, theme))
    rows = _meeting_rows(meetings)[:most].union(_activity_rows(activities)[:most], all=True)
    return rows.order_by("starts_at", "kind", "pk")


def count_by_day(user, since, until, *, theme=None):
    """{day on which it begins: how many} of what `dates_between` gives, in one query."""
    days = [
        rows.order_by().annotate(on=TruncDate("starts_at")).values("on").annotate(number=Count("pk"))
        for rows in _between(user, since, until, theme)
    ]
    counted = Counter()
    for row in days[0].union(days[1], all=True).order_by():
        counted[row["on"]] += row["number"]
    return counted


def shown(row):
    """A row of `dates_between` for `components/_when.html`."""
    at, until = timezone.localtime(row["starts_at"]), timezone.localtime(row["ends_at"])
    return {
        "at": at,
        "until": until if until.date() == at.date() else None,
        "title": row["title"],
        "href": _address(row),
        "of": row["of"] if row["of"] != row["title"] else "",
        "text": row["lines"],
        "place": row["place"],
        "off": row["off"],
        "reason": row["cancel_reason"],
        "is_public": row["shown_to_all"],
    }


def _between(user, since, until, theme):
    """(meetings, activities)"""
    # What began longer ago is over: said too, since only the begin is in the index.
    window = {"ends_at__gte": since, "starts_at__gte": since - LONGEST} | ({"starts_at__lt": until} if until else {})
    both = _of_theme(theme, Meeting.objects.visible_to(user), Activity.objects.published())
    return [rows.filter(**window) for rows in both]


def _nearest(rows):
    return _kept(rows).order_by(_distance(), "pk")[:MOST_IN_A_FILE]


def _nearest_series(meetings):
    """What is left of a series stands in the file as long as one of its meetings does: a rule has its own begin."""
    rows = _kept(meetings.exclude(series=None)).order_by().values("series").annotate(distance=Min(_distance()))
    return rows.order_by("distance", "series").values("series")[:MOST_SERIES]


def _kept(rows):
    return rows.filter(ends_at__gte=timezone.now() - timedelta(days=KEPT_DAYS))


def _distance():
    return Abs(Extract(F("starts_at") - timezone.now(), "epoch"))


def _of_theme(theme, meetings, activities):
    if theme is None:
        return meetings, activities
    of_group = Q(group__theme=theme) | Q(group__theme=None, group__project__theme=theme)
    return meetings.filter(of_group), activities.filter(project__theme=theme)


def _meeting_rows(meetings):
    return meetings.values(
        "pk", "title", "starts_at", "ends_at", "place", "cancel_reason",
        kind=Value("meeting", CharField()), lines=F("agenda_text"), slug=F("group__slug"), of=F("group__name"),
        off=Case(When(state=Meeting.State.CANCELLED, then=Value(True)), default=Value(False)),
        shown_to_all=F("is_public"),
    )  # fmt: skip


def _activity_rows(activities):
    return activities.values(
        "pk", "title", "starts_at", "ends_at", "place", "cancel_reason",
        kind=Value("activity", CharField()), lines=F("text"), slug=F("project__slug"), of=F("project__title"),
        off=Case(When(cancelled_at=None, then=Value(False)), default=Value(True)),
        shown_to_all=Value(True),
    )  # fmt: skip


def _address(row):
    if row["kind"] == "meeting":
        return reverse("groups:meeting", args=[row["slug"], row["pk"]])
    return reverse("projects:activity", args=[row["slug"], row["pk"]])
