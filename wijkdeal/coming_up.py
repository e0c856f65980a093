"""What there is to come to for everybody, as the front page and a theme show it."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from groups.calendars import dates_between, shown


def coming_up(limit, *, theme=None):
    """The next ones as dicts for `_when.html`, in one query."""
    rows = dates_between(AnonymousUser(), timezone.now(), theme=theme, most=limit)
    return [shown(row) for row in rows[:limit]]


def is_within_a_week(moments):
    within = timezone.localdate() + timedelta(days=7)
    return all(timezone.localdate(moment["at"]) < within for moment in moments)
