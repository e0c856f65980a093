"""From the dates of the content to days and moments: a whole number is so many days from today."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

SUNDAY = 7


class Days:
    """Today is the day the example is loaded."""

    def __init__(self, now=None):
        self.now = now or timezone.now()
        self.today = timezone.localdate(self.now)

    def day(self, value):
        """The date of a whole number of days from today, a date, or a moment."""
        if isinstance(value, datetime):
            return value.date() if timezone.is_naive(value) else timezone.localdate(value)
        if isinstance(value, date):
            return value
        return self.today + timedelta(days=value)

    def no_sunday(self, value):
        """`value`, or a day later where that would be a Sunday: no group meets then. A date that is given is kept."""
        is_counted = isinstance(value, int)
        return value + 1 if is_counted and self.day(value).isoweekday() == SUNDAY else value

    def moment(self, value, seed):
        """Some moment on that day when people write, the same for the same seed; never later than now."""
        if isinstance(value, datetime):
            return timezone.make_aware(value) if timezone.is_naive(value) else value
        minutes = Random(seed).randrange(8 * 60 + 30, 21 * 60)  # noqa: S311
        found = self.at(value, f"{minutes // 60:02}:{minutes % 60:02}")
        if found <= self.now or timezone.localdate(found) > self.today:
            return found
        return self.now - timedelta(minutes=Random(seed).randrange(2, 50))  # noqa: S311

    def at(self, value, clock):
        """That day at a time like "19:30"."""
        return timezone.make_aware(datetime.combine(self.day(value), time.fromisoformat(clock)))
