from datetime import UTC, date, datetime

import pytest
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from core.calendars import Entry, calendar

TREE = "\U0001f333"
TITLES = [prefix + TREE * 20 for prefix in ("", "x", "xx", "xxx")]
TITLE = "Thee, taart; en praten \\ buiten"
PLACE = "Wijkdealwerkplaats, P.C. Hooftlaan 1; achterom"
TEXT = "Regel één, met komma.\nRegel twee; met puntkomma."


def entry(**changes):
    values = {
        "uid": "bijeenkomst-1@wijkdeal.test",
        "title": TITLE,
        "starts": datetime(2026, 12, 5, 18, 30, tzinfo=UTC),
        "ends": datetime(2026, 12, 5, 20, 0, tzinfo=UTC),
        "updated": datetime(2026, 11, 25, 9, 0, tzinfo=UTC),
    }
    return Entry(**values | changes)


def read(content):
    return Calendar.from_ical(content).events[0]


def lines_of(content):
    """Unfolded by hand, as RFC 5545 says."""
    return content.replace(b"\r\n ", b"").decode().split("\r\n")


def unescape(value):
    signs = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
    result, rest = "", value
    while rest:
        step = 2 if rest[:2] in signs else 1
        result += signs.get(rest[:2], rest[0])
        rest = rest[step:]
    return result


@pytest.mark.parametrize("title", [TITLE, *TITLES, "a" * 200, "é" * 120])
def test_a_title_comes_back_as_it_was_typed(title):
    content = calendar([entry(title=title, place=PLACE, text=TEXT)], "Wijkdeal")

    values = dict(line.split(":", 1) for line in lines_of(content) if ":" in line)
    assert unescape(values["SUMMARY"]) == title
    assert unescape(values["LOCATION"]) == PLACE
    assert unescape(values["DESCRIPTION"]) == TEXT


@pytest.mark.parametrize("title", [*TITLES, *[("x" * start) + "é" * 100 for start in range(4)]])
def test_every_line_is_short_and_whole(title):
    for line in calendar([entry(title=title, text=title * 5)], title).removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        assert line.decode()


def test_a_cancelled_meeting_is_said_to_be_cancelled():
    before = read(calendar([entry()], "Wijkdeal"))
    after = read(calendar([entry(sequence=1, is_cancelled=True)], "Wijkdeal"))

    assert before["UID"] == after["UID"]
    assert (before["STATUS"], before["SEQUENCE"]) == ("CONFIRMED", 0)
    assert (after["STATUS"], after["SEQUENCE"]) == ("CANCELLED", 1)


def test_times_are_those_of_amsterdam_and_the_file_explains_them():
    content = calendar([entry(url="https://wijkdeal.test/groepen/a/")], "Wijkdeal")

    lines = lines_of(content)
    assert "DTSTART;TZID=Europe/Amsterdam:20261205T193000" in lines
    assert "DTEND;TZID=Europe/Amsterdam:20261205T210000" in lines
    assert "DTSTAMP:20261125T090000Z" in lines
    assert lines.count("BEGIN:VTIMEZONE") == 1
    assert "URL:https://wijkdeal.test/groepen/a/" in lines


def test_the_same_entries_give_the_same_bytes():
    assert calendar([entry()], "Wijkdeal") == calendar([entry()], "Wijkdeal")


def test_a_whole_day_has_no_time():
    content = calendar([entry(starts=date(2026, 12, 5), ends=None)], "Wijkdeal")

    assert "DTSTART;VALUE=DATE:20261205" in lines_of(content)


def test_an_empty_calendar_is_a_calendar():
    assert Calendar.from_ical(calendar([], "Wijkdeal")).events == []


def test_a_title_cannot_add_a_line():
    content = calendar([entry(title="a\r\nSTATUS:CANCELLED\nX:1")], "Wijk\r\nX:3")

    assert not [line for line in lines_of(content) if line.startswith(("X:", "STATUS:CANCELLED"))]


# -- read by another program than the one that writes ------------------------------------------------------------------


def read_elsewhere(content):
    """By `ical`, which shares nothing with `icalendar`."""
    return IcsCalendarStream.calendar_from_ics(content.decode())


@pytest.mark.parametrize("title", [TITLE, *TITLES, "a" * 200, "é" * 120, "🌳" * 60])
def test_another_program_reads_what_was_typed(title):
    (event,) = read_elsewhere(calendar([entry(title=title, place=PLACE, text=TEXT)], "Wijkdeal")).events

    assert (event.summary, event.location, event.description) == (title, PLACE, TEXT)


def test_another_program_reads_that_it_is_off_and_where_its_page_is():
    off = entry(sequence=3, is_cancelled=True, url="https://wijkdeal.test/groepen/a/")

    (event,) = read_elsewhere(calendar([off], "Wijkdeal")).events

    assert (event.status, event.sequence, str(event.url)) == ("CANCELLED", 3, "https://wijkdeal.test/groepen/a/")


def test_another_program_reads_whole_days():
    (event,) = read_elsewhere(calendar([entry(starts=date(2028, 2, 28), ends=date(2028, 3, 1))], "Wijkdeal")).events

    assert (event.dtstart, event.dtend) == (date(2028, 2, 28), date(2028, 3, 1))


def test_another_program_knows_the_zone_from_the_file_itself():
    (zone,) = read_elsewhere(calendar([entry()], "Wijkdeal")).timezones

    assert zone.tz_id == "Europe/Amsterdam"
