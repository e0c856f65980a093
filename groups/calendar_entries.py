"""Meetings as `core.calendars` writes them: docs/decisions/repeating-meetings.md."""

from datetime import UTC

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch

from core.calendars import Entry, paragraphs
from groups.models import AgendaPoint
from groups.models.series import usual


def with_turns(series, meetings):
    """These series, each with those of these meetings that are its `turns`: what `series_entries` needs."""
    points = AgendaPoint.objects.filter(meeting=OuterRef("pk"), came_up=False)
    turns = meetings.annotate(has_agenda=Exists(points)).defer("minutes", "search").order_by("turn")
    return series.select_related("group").prefetch_related(Prefetch("meetings", turns, "turns"))


def meeting_entry(meeting, *, for_member=False):
    """One meeting; needs its group and series. It is the same one, or the same turn, in every file and mail."""
    instead_of = meeting.series.begins([meeting.turn])[meeting.turn] if meeting.series_id else None
    return _entry(meeting, instead_of, for_member)


def series_entries(series, *, for_member=False):
    """Of one `with_turns` its rule, and an entry for each turn that has something of its own.

    The turns are the meetings that the reader may see; nothing is said of others.
    """
    if not series.turns:
        return []
    first, last = series.turns[0].turn, series.turns[-1].turn
    begins, when = series.begins(range(first, last + 1)), series.when(range(first, last + 1))
    rule = _rule(series, begins, when, for_member)
    own = [turn for turn in series.turns if not _is_as_ruled(turn, rule, when[turn.turn], for_member)]
    for turn in own:
        turn.group = series.group
    return [rule, *(_entry(turn, begins[turn.turn], for_member) for turn in own)]


def _entry(meeting, instead_of, for_member):
    title, place, text = _words(meeting, for_member)
    return Entry(
        uid=_uid(meeting.series) if instead_of else f"bijeenkomst-{meeting.uid}@wijkdeal",
        title=title,
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        updated=meeting.changed_at,
        place=place,
        text=paragraphs(text, meeting.cancel_reason if meeting.is_cancelled else ""),
        url=settings.SITE_URL + meeting.get_absolute_url(),
        sequence=meeting.sequence,
        is_cancelled=meeting.is_cancelled,
        instead_of=instead_of,
    )


def _rule(series, begins, when, for_member):
    """From the first to the last of its turns, with what most of them have in common."""
    turns = {turn.turn: turn for turn in series.turns}
    title, place, text = usual(series.turns, lambda turn: _words(turn, for_member))
    first, last = min(turns), max(turns)
    return Entry(
        uid=_uid(series),
        title=title,
        starts=begins[first],
        ends=when[first]["ends_at"],
        updated=max([series.changed_at, *(turn.changed_at for turn in series.turns)]),
        place=place,
        text=text,
        url=settings.SITE_URL + series.get_absolute_url(),
        sequence=series.sequence if for_member else series.public_sequence,
        is_cancelled=all(turn.is_cancelled for turn in series.turns),
        rule=series.rule.parts | {"until": when[last]["starts_at"]},
        without=tuple(begin for turn, begin in begins.items() if turn not in turns),
    )


def _is_as_ruled(turn, rule, when, for_member):
    """Whether the rule says all of it: one with an agenda leads to its own page.

    In a night that the clock changes what is ruled lasts as long as on other days, whatever the clock says.
    """
    if turn.is_cancelled or turn.has_agenda or _words(turn, for_member) != (rule.title, rule.place, rule.text):
        return False
    lasts_as_long = turn.ends_at - turn.starts_at == rule.ends - rule.starts.astimezone(UTC)
    return lasts_as_long and {"starts_at": turn.starts_at, "ends_at": turn.ends_at} == when


def _words(meeting, for_member):
    """What it is called, where it is and what it is about; where to take part online is for its members only."""
    return meeting.title, meeting.place, paragraphs(meeting.agenda_text, meeting.online_url if for_member else "")


def _uid(series):
    return f"reeks-{series.uid}@wijkdeal"
