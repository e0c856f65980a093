"""What comes back, and the days on which people are free."""

from datetime import date

import pytest

from core.holidays import holiday_on
from core.repeating import Rule


@pytest.mark.parametrize(
    ("every", "first", "days"),
    [
        ("week", date(2026, 12, 22), [(12, 22), (12, 29), (1, 5), (1, 12)]),
        ("two_weeks", date(2026, 12, 22), [(12, 22), (1, 5), (1, 19), (2, 2)]),
        ("month", date(2026, 11, 10), [(11, 10), (12, 8), (1, 12), (2, 9)]),
        ("month", date(2026, 12, 31), [(12, 31), (1, 28), (2, 25), (3, 25)]),
        ("month", date(2028, 2, 29), [(2, 29), (3, 28), (4, 25), (5, 30)]),
        ("week", date(2028, 2, 22), [(2, 22), (2, 29), (3, 7), (3, 14)]),
    ],
)
def test_the_next_days(every, first, days):
    assert [(day.month, day.day) for day in Rule(every, first).days(4)] == days


def test_the_days_until_one_that_is_counted_in():
    rule = Rule("week", date(2026, 12, 1))

    assert rule.days_until(date(2026, 12, 15)) == rule.days(3)
    assert rule.days_until(date(2026, 12, 14)) == rule.days(2)


@pytest.mark.parametrize(
    ("every", "first", "words"),
    [
        ("week", date(2026, 12, 1), "elke week op dinsdag"),
        ("two_weeks", date(2026, 12, 3), "elke twee weken op donderdag"),
        ("month", date(2026, 12, 8), "elke maand op de tweede dinsdag"),
        ("month", date(2026, 12, 30), "elke maand op de laatste woensdag"),
    ],
)
def test_in_words(every, first, words):
    assert Rule(every, first).in_words == words


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2027, 1, 1), "Nieuwjaarsdag"),
        (date(2027, 3, 26), "Goede Vrijdag"),
        (date(2027, 3, 28), "Eerste Paasdag"),
        (date(2027, 3, 29), "Tweede Paasdag"),
        (date(2027, 4, 27), "Koningsdag"),
        (date(2025, 4, 26), "Koningsdag"),
        (date(2025, 4, 27), ""),
        (date(2027, 5, 5), "Bevrijdingsdag"),
        (date(2027, 5, 6), "Hemelvaartsdag"),
        (date(2027, 5, 16), "Eerste Pinksterdag"),
        (date(2027, 5, 17), "Tweede Pinksterdag"),
        (date(2027, 12, 25), "Eerste Kerstdag"),
        (date(2027, 12, 26), "Tweede Kerstdag"),
        (date(2016, 5, 5), "Hemelvaartsdag en Bevrijdingsdag"),
        (date(2027, 12, 24), ""),
        (date(2027, 12, 31), ""),
    ],
)
def test_the_days_on_which_people_are_free(day, name):
    assert holiday_on(day) == name
