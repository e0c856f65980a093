"""What there is to come to: public meetings and activities of projects, in one query."""

from datetime import timedelta

from django.db.models import Case, CharField, F, Q, Value, When
from django.urls import reverse
from django.utils import timezone

from groups.models import Meeting
from projects.models import Activity


def coming_up(limit, *, theme=None):
    """The next ones as dicts for `_when.html`."""
    meetings = Meeting.objects.filter(is_public=True).upcoming()
    activities = Activity.objects.published().upcoming()
    if theme:
        meetings = meetings.filter(Q(group__theme=theme) | Q(group__project__theme=theme))
        activities = activities.filter(project__theme=theme)
    rows = _meeting_rows(meetings.order_by()).union(_activity_rows(activities.order_by()), all=True)
    return [_shown(row) for row in rows.order_by("starts_at", "kind", "pk")[:limit]]


def is_within_a_week(moments):
    return all(moment["at"] < timezone.now() + timedelta(days=7) for moment in moments)


def _meeting_rows(meetings):
    return meetings.values(
        "pk", "title", "starts_at", "ends_at", "place", "cancel_reason",
        kind=Value("meeting", CharField()), text=F("agenda_text"), slug=F("group__slug"), of=F("group__name"),
        off=Case(When(state=Meeting.State.CANCELLED, then=Value("ja")), default=Value("")),
    )  # fmt: skip


def _activity_rows(activities):
    return activities.values(
        "pk", "title", "starts_at", "ends_at", "place", "cancel_reason",
        kind=Value("activity", CharField()), text_=F("text"), slug=F("project__slug"), of=F("project__title"),
        off=Case(When(cancelled_at=None, then=Value("")), default=Value("ja")),
    )  # fmt: skip


def _shown(row):
    at, until = timezone.localtime(row["starts_at"]), timezone.localtime(row["ends_at"])
    return {
        "at": at,
        "until": until if until.date() == at.date() else None,
        "title": row["title"],
        "href": _address(row),
        "of": row["of"],
        "text": row["text"],
        "place": row["place"],
        "off": bool(row["off"]),
        "reason": row["cancel_reason"],
    }


def _address(row):
    if row["kind"] == "meeting":
        return reverse("groups:meeting", args=[row["slug"], row["pk"]])
    return f"{reverse('projects:detail', args=[row['slug']])}#activiteit-{row['pk']}"
