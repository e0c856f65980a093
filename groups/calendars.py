"""What stands in the calendar: meetings and the activities of projects, as lines on a page and as a calendar file."""

from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.db.models.functions import Abs, Extract, TruncDate
from django.urls import reverse
from django.utils import timezone

from core.calendars import Entry
from core.when import LONGEST
from groups.models import Meeting, Membership, Reply
from projects.models import Activity

KEPT_DAYS = 92  # how long a calendar that is subscribed to keeps what is over: three months
MOST_IN_A_FILE = 300  # of meetings and of activities: those nearest to today


def meeting_entry(meeting, *, for_member=False):
    """The meeting for `core.calendars`; needs its group. The same uid in every file and mail.

    Where to take part online is for its members only.
    """
    online_url = meeting.online_url if for_member else ""
    return Entry(
        uid=f"bijeenkomst-{meeting.uid}@wijkdeal",
        title=meeting.title,
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        updated=meeting.changed_at,
        place=meeting.place,
        text=_text(meeting.agenda_text, online_url, meeting.cancel_reason if meeting.is_cancelled else ""),
        url=settings.SITE_URL + meeting.get_absolute_url(),
        sequence=meeting.sequence,
        is_cancelled=meeting.is_cancelled,
    )


def activity_entry(activity):
    """An activity of a project for `core.calendars`; needs its project."""
    return Entry(
        uid=f"activiteit-{activity.pk}@wijkdeal",
        title=activity.title,
        starts=activity.starts_at,
        ends=activity.ends_at,
        updated=activity.cancelled_at or activity.project.proposed_at,
        place=activity.place,
        text=_text(activity.text, "", activity.cancel_reason if activity.cancelled_at else ""),
        url=settings.SITE_URL + activity.get_absolute_url(),
        sequence=activity.sequence,
        is_cancelled=activity.cancelled_at is not None,
    )


def public_entries(theme=None):
    """What everybody may see: all that is to come, and the last three months. Two queries."""
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
    entries = [
        meeting_entry(row, for_member=row.group_id in member_of) for row in _nearest(meetings.select_related("group"))
    ]
    entries += [activity_entry(row) for row in _nearest(activities.select_related("project"))]
    return sorted(entries, key=lambda entry: (entry.starts, entry.uid))


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
    since = timezone.now() - timedelta(days=KEPT_DAYS)
    distance = Abs(Extract(F("starts_at") - timezone.now(), "epoch"))
    return rows.filter(ends_at__gte=since).order_by(distance, "pk")[:MOST_IN_A_FILE]


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


def _text(*parts):
    return "\n\n".join(part for part in parts if part)
