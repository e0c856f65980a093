from datetime import UTC, date, datetime

import pytest
import time_machine
from django.template import Context, Template

from core import dates


@pytest.fixture(autouse=True)
def wednesday():
    with time_machine.travel(datetime(2026, 11, 25, 9, 0, tzinfo=UTC), tick=False):
        yield


def test_a_day_is_said_with_its_name():
    assert dates.day(date(2026, 11, 24)) == "dinsdag 24 november"
    assert dates.day(date(2027, 1, 1)) == "vrijdag 1 januari 2027"


def test_a_time_is_said_on_the_clock_here():
    assert dates.day_time(datetime(2026, 11, 24, 18, 30, tzinfo=UTC)) == "dinsdag 24 november, 19.30 uur"
    assert dates.day_time(datetime(2026, 7, 1, 22, 5, tzinfo=UTC)) == "donderdag 2 juli, 00.05 uur"
    assert dates.day_time(datetime(2017, 11, 1, 19, 0, tzinfo=UTC)) == "woensdag 1 november 2017, 20.00 uur"


@pytest.mark.parametrize(
    ("ends", "hours"),
    [
        (datetime(2026, 11, 24, 20, 0, tzinfo=UTC), "19.30 tot 21.00 uur"),
        (datetime(2026, 11, 24, 18, 30, tzinfo=UTC), "19.30 uur"),
        (datetime(2026, 11, 24, 23, 30, tzinfo=UTC), "19.30 uur, tot woensdag 25 november, 00.30 uur"),
    ],
)
def test_of_several_days_the_last_is_said_too(ends, hours):
    assert dates.day_and_hours(datetime(2026, 11, 24, 18, 30, tzinfo=UTC), ends) == ("dinsdag 24 november", hours)


def test_short_days_and_months():
    assert dates.short_day(date(2026, 11, 4)) == "4 november"
    assert dates.short_day(date(2019, 11, 4)) == "4 november 2019"
    assert dates.month(date(2017, 3, 4)) == "maart 2017"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 23), date(2026, 11, 29), "23 tot en met 29 november"),
        (date(2026, 11, 30), date(2026, 12, 6), "30 november tot en met 6 december"),
        (date(2025, 12, 29), date(2026, 1, 4), "29 december 2025 tot en met 4 januari"),
        (date(2025, 11, 3), date(2025, 11, 9), "3 tot en met 9 november 2025"),
    ],
)
def test_a_month_and_a_year_are_said_once_of_days_in_a_row(first, last, words):
    assert dates.short_days(first, last) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (date(2026, 11, 26), "vandaag"),
        (datetime(2026, 11, 24, 23, 30, tzinfo=UTC), "vandaag"),
        (datetime(2026, 11, 24, 22, 30, tzinfo=UTC), "gisteren"),
        (date(2026, 11, 23), "2 dagen geleden"),
        (date(2026, 11, 19), "6 dagen geleden"),
        (date(2026, 11, 18), "vorige week"),
        (date(2026, 11, 12), "vorige week"),
        (date(2026, 11, 11), "2 weken geleden"),
        (date(2026, 9, 27), "8 weken geleden"),
        (date(2026, 9, 26), "in september 2026"),
        (date(2017, 3, 4), "in maart 2017"),
    ],
)
def test_when_something_was_heard(moment, words):
    assert dates.heard(moment) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (date(2026, 11, 24), "gisteren"),
        (date(2026, 11, 25), "vandaag"),
        (date(2026, 11, 26), "morgen"),
        (date(2026, 11, 30), "maandag"),
        (date(2026, 12, 2), "2 december"),
        (date(2026, 11, 23), "23 november"),
    ],
)
def test_a_day_nearby_has_one_word(moment, words):
    assert dates.near_day(moment) == words


def test_templates_say_nothing_for_no_date():
    filters = ["d|day", "t|day_time", "t|clock", "d|short_day", "d|month", "d|heard", "d|near_day"]
    template = Template("{% load dates %}" + "|".join(f"{{{{ {each} }}}}" for each in filters))
    moment = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)

    shown = "dinsdag 24 november|dinsdag 24 november, 19.30 uur|19.30 uur|24 november|november 2026|gisteren|gisteren"
    assert template.render(Context({"d": moment.date(), "t": moment})) == shown
    assert template.render(Context({"d": None})) == "||||||"
