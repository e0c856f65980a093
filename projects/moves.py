"""The moves of a project after its answer, as people choose them on one page: who may, from where, what they ask."""

from dataclasses import dataclass

from projects.models import Status
from projects.models.lifecycle import MERGE_SOURCES
from projects.models.states import LED

DRIVES, CLOSES, LEADS = "drives", "closes", "leads"


@dataclass(frozen=True)
class Move:
    """`fields`: what has to be filled in; `may`: what can be, as well."""

    name: str
    label: str
    who: str
    sources: tuple
    fields: tuple
    may: tuple = ()

    def allowed_to(self, user, project):
        if self.who == LEADS:
            return project.is_led_by(user)
        return project.is_guided_by(user) or (self.who == DRIVES and project.is_led_by(user))


MOVES = {
    move.name: move
    for move in (
        Move("start", "Beginnen: we gaan het uitvoeren", DRIVES, (Status.PREPARING,), ("reason",)),
        Move("resume", "Weer verder na de pauze", DRIVES, (Status.PAUSED,), ("reason",)),
        Move("complete", "Afronden: het is klaar", DRIVES, (Status.UNDERWAY, Status.ONGOING), ("result", "caretaker")),
        Move("continue", "Blijvend maken: het blijft bestaan", DRIVES, (Status.UNDERWAY,), ("reason", "caretaker")),
        Move(
            "pause",
            "Pauzeren: het ligt stil tot een datum",
            DRIVES,
            (Status.PREPARING, Status.UNDERWAY),
            ("reason", "until"),
        ),
        Move("leader", "Kiezen wie het trekt", DRIVES, LED, ("person",)),
        Move("step_down", "Zelf stoppen als trekker", LEADS, LED, ("reason",), ("person", "until")),
        Move(
            "turn_back", "Terugdraaien wat de trekker deed", CLOSES, (*LED, Status.COMPLETED), ("reason",), ("until",)
        ),
        Move("merge", "Samenvoegen met een ander project", CLOSES, MERGE_SOURCES, ("other", "reason")),
        Move("stop", "Stoppen: het gaat niet verder", CLOSES, LED, ("reason",)),
        Move(
            "reopen",
            "Opnieuw oppakken",
            CLOSES,
            (Status.COMPLETED, Status.DECLINED, Status.STOPPED),
            ("reason",),
            ("theme",),
        ),
    )
}


def possible_moves(project, user, *, leader, candidates, arrow):
    """The moves that this user can make now. `arrow`: what can be turned back, or None."""
    here = [move for move in MOVES.values() if project.status in move.sources and move.allowed_to(user, project)]
    there = {
        "start": leader is not None,
        "resume": leader is not None or project.paused_from != Status.UNDERWAY,
        "leader": bool(candidates),
        "turn_back": arrow is not None,
    }
    return [move for move in here if there.get(move.name, True)]
