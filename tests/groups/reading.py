"""Calendar files as a phone reads them: with `ical`, which shares nothing with `icalendar` that writes them."""

from ical.calendar_stream import IcsCalendarStream


def read(response):
    """{title: event} of a calendar file; every line of it is short, whole, and ends as it should."""
    content = response.content
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert content.endswith(b"END:VCALENDAR\r\n")
    for line in content.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        assert line.decode()
    events = IcsCalendarStream.calendar_from_ics(content.decode()).events
    assert len({(event.uid, event.recurrence_id) for event in events}) == len(events)
    return {event.summary: event for event in events}
