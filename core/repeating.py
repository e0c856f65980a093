"""What comes back: every week, every two weeks, or every month on the same weekday (the second Tuesday)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from django.db import models
from django.utils.dateformat import format as date_format

LONGEST = timedelta(days=365)  # from the first day to the last
MOST = 53  # that fit in it
_NTH = ["eerste", "tweede", "derde", "vierde", "laatste"]


class Every(models.TextChoices):
    WEEK = "week", "elke week"
    TWO_WEEKS = "two_weeks", "elke twee weken"
    MONTH = "month", "elke maand"


@dataclass(frozen=True)
class Rule:
    every: Every
    first: date

    def days(self, count):
        """The first so many days. A fifth weekday of the month is the last one: not every month has five."""
        return [moment.date() for moment in self._rrule(count=count)]

    def days_until(self, last):
        return [moment.date() for moment in self._rrule(until=datetime.combine(last, time()))]

    @property
    def in_words(self):
        """elke week op dinsdag; elke maand op de tweede dinsdag"""
        name = date_format(self.first, "l")
        on = f"de {_NTH[self._nth - 1]} {name}" if self.every == Every.MONTH else name
        return f"{Every(self.every).label} op {on}"

    @property
    def _nth(self):
        return (self.first.day - 1) // 7 + 1

    def _rrule(self, **until):
        begin = datetime.combine(self.first, time())
        if self.every == Every.MONTH:
            nth = self._nth if self._nth < len(_NTH) else -1
            return rrule(MONTHLY, dtstart=begin, byweekday=weekday(self.first.weekday(), nth), **until)
        return rrule(WEEKLY, interval=1 if self.every == Every.WEEK else 2, dtstart=begin, **until)
