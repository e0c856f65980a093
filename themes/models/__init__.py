"""The five themes, their duo's, the shared agenda and the rounds in which it is decided."""

from themes.models.agenda import Agenda, AgendaItem, ItemState
from themes.models.candidates import Ballot, Candidate, Conflict, Outcome, WrongCode
from themes.models.rounds import AgendaRound, OutOfPhase, Phase, RoundEvent
from themes.models.theme import Facilitator, Theme, ThemeFollow, Voice
from themes.models.wishes import Wish

__all__ = [
    "Agenda",
    "AgendaItem",
    "AgendaRound",
    "Ballot",
    "Candidate",
    "Conflict",
    "Facilitator",
    "ItemState",
    "OutOfPhase",
    "Outcome",
    "Phase",
    "RoundEvent",
    "Theme",
    "ThemeFollow",
    "Voice",
    "Wish",
    "WrongCode",
]
