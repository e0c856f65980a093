"""Calendar files (iCalendar) that people subscribe to or open once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vText

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something in a calendar. `uid` never changes; `sequence` rises with every change that matters.

    `starts` and `ends` are moments with a time zone, or dates for a whole day (`ends` not included). Of what comes back
    one entry has the `rule` (the parts of an RRULE), and each turn that is not as the rule says one with the same uid.
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
    rule: Mapping = field(default_factory=dict)
    without: tuple[datetime, ...] = ()  # turns of the rule on which there is nothing
    instead_of: datetime | None = None  # when this turn begins by the rule


def paragraphs(*parts):
    """The parts that there are, for the text of an entry."""
    return "\n\n".join(part for part in parts if part)


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
    if entry.rule:
        event.add("rrule", entry.rule)
    if entry.without:
        event.add("exdate", [_local(moment) for moment in entry.without])
    if entry.instead_of:
        event.add("recurrence-id", _local(entry.instead_of))
    event.add("summary", entry.title)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    for key, value in (("location", entry.place), ("description", entry.text), ("url", entry.url)):
        if value:
            event.add(key, value)
    return event


def _local(moment):
    return moment.astimezone(AMSTERDAM) if isinstance(moment, datetime) else moment
