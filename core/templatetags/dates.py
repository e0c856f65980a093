"""The dates of `core.dates` in templates; nothing for no date."""

from django import template

from core import dates

register = template.Library()


def _or_nothing(say):
    def filtered(moment):
        return say(moment) if moment else ""

    return filtered


for name in ("day", "day_time", "clock", "short_day", "month", "heard", "near_day"):
    register.filter(name, _or_nothing(getattr(dates, name)), expects_localtime=False)
