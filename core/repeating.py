"""What comes back: every week, every two weeks, or every month on the same weekday (the second Tuesday)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from django.db import models
from django.utils.dateformat import format as date_format

LONGEST = timedelta(days=365)  # from the first day to the last
MOST = 53  # that fit in it
_NTH = {1: "eerste", 2: "tweede", 3: "derde", 4: "vierde", -1: "laatste"}
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


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
        on = f"de {_NTH[self._nth]} {name}" if self.every == Every.MONTH else name
        return f"{Every(self.every).label} op {on}"

    @property
    def parts(self):
        """As a calendar file says it (RFC 5545): how often, and on which day of the week."""
        day = _DAYS[self.first.weekday()]
        if self.every == Every.MONTH:
            return {"freq": "MONTHLY", "byday": f"{self._nth}{day}"}
        return {"freq": "WEEKLY", "interval": self._weeks, "byday": day}

    @property
    def _nth(self):
        nth = (self.first.day - 1) // 7 + 1
        return nth if nth < 5 else -1

    @property
    def _weeks(self):
        return 2 if self.every == Every.TWO_WEEKS else 1

    def _rrule(self, **until):
        begin = datetime.combine(self.first, time())
        if self.every == Every.MONTH:
            return rrule(MONTHLY, dtstart=begin, byweekday=weekday(self.first.weekday(), self._nth), **until)
        return rrule(WEEKLY, interval=self._weeks, dtstart=begin, **until)
