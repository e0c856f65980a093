"""What the page of a series shows: its meetings as far as the reader may see them, and the days that were left out."""

from functools import cached_property
from operator import attrgetter

from django.db.models import Exists, OuterRef, Q

from core import dates
from core.holidays import holiday_on
from groups.models import Meeting, Series
from groups.models.series import usual


class SeriesPage:
    def __init__(self, series, user):
        self.series, self.user = series, user
        rows = (
            Meeting.objects.visible_to(user)
            .filter(series=series)
            .defer("minutes", "search")
            .order_by("starts_at", "pk")
        )
        self.meetings = list(rows)
        for meeting in self.meetings:
            meeting.group = series.group

    @property
    def title(self):
        return usual(self.meetings, attrgetter("title"))

    @property
    def facts(self):
        series, place = self.series, usual(self.meetings, attrgetter("place"))
        first = series.when([0])[0]
        _, hours = dates.day_and_hours(first["starts_at"], first["ends_at"])
        return [("Komt terug", series.in_words.capitalize(), hours), ("Waar", place, "")]

    @cached_property
    def around(self):
        """(what was before it, what goes on after it): other series of which the reader may see a meeting."""
        seen = Meeting.objects.visible_to(self.user).filter(series=OuterRef("pk"))
        linked = Q(pk=self.series.continues_id) | Q(continues=self.series)
        rows = list(Series.objects.filter(linked, Exists(seen)).order_by("first_day", "pk"))
        for row in rows:
            row.group = self.series.group
        before = [row for row in rows if row.pk == self.series.continues_id]
        return before, [row for row in rows if row not in before]

    @property
    def coming(self):
        return [meeting for meeting in self.meetings if not meeting.is_over]

    @property
    def past(self):
        return [meeting for meeting in reversed(self.meetings) if meeting.is_over]

    @cached_property
    def left_out(self):
        """[(turn, when, the holiday it is or "", whether the group meets at that hour already), …] for who plans.

        Others do not see which days these are: one that is for members only would be told by what is missing.
        """
        if not self.series.group.plannable_by(self.user):
            return []
        found = self.series.left_out(self.meetings)
        hours = [(when["starts_at"], when["ends_at"]) for when in found.values()]
        others = list(self.series.group.meetings.during(hours).values_list("starts_at", "ends_at")) if hours else []
        return [
            (
                turn,
                when["starts_at"],
                holiday_on(dates.as_day(when["starts_at"])),
                any(begin < when["ends_at"] and end > when["starts_at"] for begin, end in others),
            )
            for turn, when in found.items()
        ]
