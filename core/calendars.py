"""Calendar files (iCalendar) that people subscribe to or open once."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vText

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something in a calendar. `uid` never changes; `sequence` rises with every change that matters.

    `starts` and `ends` are moments with a time zone, or dates for a whole day (`ends` not included).
    """

    uid: str
    title: str
    starts: datetime | date
    updated: datetime
    ends: datetime | date | None = None
    place: str = ""
    text: str = ""
    url: str = ""
    sequence: int = 0
    is_cancelled: bool = False


def calendar(entries, name):
    """The bytes of a calendar file."""
    file = Calendar()
    file.add("prodid", "-//Wijkdeal//Kalender//NL")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", vText(name))
    file.add("x-wr-timezone", AMSTERDAM.key)
    file.add("refresh-interval;value=duration", "PT1H")
    for entry in entries:
        file.add_component(_event(entry))
    file.add_missing_timezones()
    return file.to_ical()


def _event(entry):
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.updated.astimezone(UTC))
    event.add("last-modified", entry.updated.astimezone(UTC))
    event.add("dtstart", _local(entry.starts))
    if entry.ends:
        event.add("dtend", _local(entry.ends))
    event.add("summary", entry.title)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    for key, value in (("location", entry.place), ("description", entry.text), ("url", entry.url)):
        if value:
            event.add(key, value)
    return event


def _local(moment):
    return moment.astimezone(AMSTERDAM) if isinstance(moment, datetime) else moment
