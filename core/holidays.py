"""The days on which most people are free: those of the Algemene termijnenwet, and the Sundays that go with them."""

from datetime import date, timedelta

from dateutil.easter import easter

_FROM_EASTER = {
    -2: "Goede Vrijdag",
    0: "Eerste Paasdag",
    1: "Tweede Paasdag",
    39: "Hemelvaartsdag",
    49: "Eerste Pinksterdag",
    50: "Tweede Pinksterdag",
}
_FIXED = {
    (1, 1): "Nieuwjaarsdag",
    (5, 5): "Bevrijdingsdag",
    (12, 25): "Eerste Kerstdag",
    (12, 26): "Tweede Kerstdag",
}
_SUNDAY = 6


def holiday_on(day):
    """What this day is called, or "": one that is two of them has both names."""
    names = [name for after, name in _FROM_EASTER.items() if easter(day.year) + timedelta(days=after) == day]
    names += [name for when, name in _FIXED.items() if when == (day.month, day.day)]
    if day == _kings_day(day.year):
        names.append("Koningsdag")
    return " en ".join(names)


def _kings_day(year):
    """A day earlier where it would be a Sunday."""
    day = date(year, 4, 27)
    return day - timedelta(days=1) if day.weekday() == _SUNDAY else day
