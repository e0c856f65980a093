"""What may happen to a meeting, and when (design.md, Meeting): each step with the states it begins from."""

from datetime import timedelta
from enum import Enum, auto

from django.db import models
from django.utils import timezone

from groups.models.events import MeetingEvent


class State(models.TextChoices):
    PLANNED = "planned", "gepland"
    AGENDA_OPEN = "agenda_open", "agenda open"
    FROZEN = "frozen", "agenda vast"
    HELD = "held", "gehouden"
    MINUTES_DRAFT = "minutes_draft", "verslag in concept"
    MINUTES_PUBLISHED = "minutes_published", "verslag"
    MINUTES_ADOPTED = "minutes_adopted", "verslag vastgesteld"
    CANCELLED = "cancelled", "afgelast"


BEFORE = (State.PLANNED, State.AGENDA_OPEN, State.FROZEN)
AGENDA_IS_OPEN = (State.PLANNED, State.AGENDA_OPEN)
CLOSED = (State.CANCELLED, State.MINUTES_ADOPTED)
WITH_MINUTES = (State.MINUTES_PUBLISHED, State.MINUTES_ADOPTED)
TO_WRITE = (State.HELD, State.MINUTES_DRAFT)
TO_TAKE_BACK = timedelta(days=14)


class Step(Enum):
    EDIT = auto()
    MOVE = auto()
    CANCEL = auto()
    ANSWER = auto()  # who comes
    SET_AGENDA = auto()
    OPEN_AGENDA = auto()
    FREEZE_AGENDA = auto()
    HOLD = auto()
    TAKE_BACK = auto()  # that it was held
    AGREE = auto()  # decisions and action points
    DRAFT = auto()  # the minutes: from the beginning until they are published or adopted
    PUBLISH = auto()
    ADOPT = auto()
    CORRECT = auto()


class InvalidTransition(Exception):
    """The meeting is no longer (or not yet) as it must be for this to happen; says why, for people."""

    def __init__(self, meeting, why=""):
        self.meeting = meeting
        super().__init__(f"Dit kan nu niet: {why or _STANDS[meeting.state]}.")


def why_not(meeting, step):
    """Why this step cannot be taken now, as part of a sentence; empty when it can."""
    sources, *hindrances = _RULES[step]
    if meeting.state not in sources:
        return _STANDS[meeting.state]
    return next((why for hindrance in hindrances if (why := hindrance(meeting))), "")


def _not_begun(meeting):
    return "" if meeting.has_begun else "de bijeenkomst is nog niet begonnen"


def _not_begun_before(meeting):
    """What was held, was held; until then the clock says."""
    return _not_begun(meeting) if meeting.is_before else ""


def _told_to_everybody(meeting):
    """That a public one was held is out: who follows a vraagstuk may have heard that it was discussed there."""
    return "dat kan alleen bij een bijeenkomst voor leden" if meeting.is_public else ""


def _held_long_ago(meeting):
    held = meeting.events.filter(kind=MeetingEvent.Kind.HELD, at__gt=timezone.now() - TO_TAKE_BACK)
    return "" if held.exists() else f"dat kan tot {TO_TAKE_BACK.days} dagen nadat het zo is opgeschreven"


def _over(meeting):
    return "de bijeenkomst is geweest" if meeting.is_over else ""


def _group_ended(meeting):
    return "de groep is gestopt" if meeting.group.has_ended else ""


def _nothing_written(meeting):
    return "" if meeting.has_minutes() or meeting.has_agreed() else "er is nog geen verslag geschreven"


def _no_steps_of_its_agenda(meeting):
    return "" if meeting.group.is_koplopersgroep else "alleen de koplopersgroep zet haar agenda open en vast"


def _adopts(meeting):
    is_formal = meeting.group.is_koplopersgroep
    return "de koplopersgroep stelt haar verslag vast op de volgende bijeenkomst" if is_formal else ""


def _does_not_adopt(meeting):
    return "" if meeting.group.is_koplopersgroep else "alleen de koplopersgroep stelt haar verslag vast"


def _before_the_next(meeting):
    """Minutes are adopted at the next meeting, by those who were there."""
    if meeting.has_next_begun():
        return ""
    return "het verslag stellen jullie vast op de volgende bijeenkomst, en die is nog niet begonnen"


_RULES = {
    Step.EDIT: (BEFORE,),
    Step.MOVE: (BEFORE, _group_ended),
    Step.CANCEL: (BEFORE,),
    Step.ANSWER: (BEFORE, _over),
    Step.SET_AGENDA: (AGENDA_IS_OPEN,),
    Step.OPEN_AGENDA: ((State.PLANNED,), _no_steps_of_its_agenda),
    Step.FREEZE_AGENDA: ((State.AGENDA_OPEN,), _no_steps_of_its_agenda),
    Step.HOLD: (BEFORE, _not_begun),
    Step.TAKE_BACK: (TO_WRITE, _told_to_everybody, _held_long_ago),
    Step.AGREE: ([state for state in State if state not in CLOSED], _not_begun_before),
    Step.DRAFT: ((*BEFORE, *TO_WRITE), _not_begun_before),
    Step.PUBLISH: (TO_WRITE, _adopts, _nothing_written),
    Step.ADOPT: (
        (State.MINUTES_DRAFT, State.MINUTES_PUBLISHED), _does_not_adopt, _nothing_written, _before_the_next
    ),
    Step.CORRECT: (WITH_MINUTES,),
}  # fmt: skip
_STANDS = {
    State.PLANNED: "de bijeenkomst is gepland",
    State.AGENDA_OPEN: "de agenda is open",
    State.FROZEN: "de agenda staat vast",
    State.HELD: "de bijeenkomst is gehouden",
    State.MINUTES_DRAFT: "er is al een verslag in concept",
    State.MINUTES_PUBLISHED: "het verslag staat al op de website",
    State.MINUTES_ADOPTED: "het verslag is vastgesteld",
    State.CANCELLED: "de bijeenkomst is afgelast",
}
