"""Calendar files as a phone reads them: with `ical`, which shares nothing with `icalendar` that writes them."""

from datetime import UTC
from zoneinfo import ZoneInfo

from ical.calendar_stream import IcsCalendarStream

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def read(response):
    """{title: event} of a calendar file; every line of it is short, whole, and ends as it should."""
    return {event.summary: event for event in parts(response)}


def parts(response):
    """The events as they stand in the file: a rule is one, and each turn that is not as it says."""
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return _calendar(response.content).events


def occurrences(content):
    """[(begin, end, title, place, status), …] of all there is to come to, each rule written out."""
    if isinstance(content, str):
        content = content.encode()
    return sorted(
        (event.start.astimezone(UTC), event.end.astimezone(UTC), event.summary, event.location, event.status)
        for event in _calendar(content).timeline_tz(AMSTERDAM)
    )


def _calendar(content):
    assert content.endswith(b"END:VCALENDAR\r\n")
    for line in content.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        assert line.decode()
    calendar = IcsCalendarStream.calendar_from_ics(content.decode())
    assert len({(event.uid, event.recurrence_id) for event in calendar.events}) == len(calendar.events)
    return calendar
