"""A month of the calendar: which one is meant, and its days in weeks that lead to what is on them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from core import dates

FIRST_YEAR, LAST_YEAR = 2017, 2100


@dataclass(frozen=True)
class Month:
    year: int
    number: int

    @classmethod
    def read(cls, text):
        """The month that YYYY-MM means, or None."""
        found = re.fullmatch(r"(\d{4})-(\d{2})", text or "", re.ASCII)
        year, number = (int(part) for part in found.groups()) if found else (0, 0)
        return cls(year, number) if FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= 12 else None

    @classmethod
    def now(cls):
        today = timezone.localdate()
        return cls(today.year, today.month)

    def shifted(self, months):
        place = self.year * 12 + self.number - 1 + months
        return Month(place // 12, place % 12 + 1)

    @property
    def begin(self):
        return timezone.make_aware(datetime.combine(date(self.year, self.number, 1), time()))

    @property
    def in_words(self):
        return dates.month(date(self.year, self.number, 1))

    def __str__(self):
        return f"{self.year}-{self.number:02}"


@dataclass(frozen=True)
class Day:
    date: date
    count: int
    href: str  # empty where nothing is on

    @property
    def is_today(self):
        return self.date == dates.today()


def month_grid(month, counted, per_page, *, address):
    """Weeks of seven, None for a day of another month; `counted` is {day: how many}, `address` that of a page."""
    before = sum(number for day, number in counted.items() if day < timezone.localtime(month.begin).date())
    weeks = []
    for week in calendar.Calendar().monthdatescalendar(month.year, month.number):
        weeks.append([])
        for day in week:
            is_here = day.month == month.number
            page, number = before // per_page + 1, counted[day] if is_here else 0
            href = f"{address(page)}#{_anchor(day)}" if number else ""
            weeks[-1].append(Day(day, number, href) if is_here else None)
            before += number
    return weeks


def with_anchors(rows):
    """The rows of a page, the first of each day with the id to which that day in the grid leads."""
    rows, known = list(rows), set()
    for row in rows:
        anchor = _anchor(row["at"])
        row["anchor"] = "" if anchor in known else anchor
        known.add(anchor)
    return rows


def _anchor(day):
    return f"dag-{day:%Y-%m-%d}"
