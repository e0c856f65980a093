"""The koplopers adopt a shared agenda: a decision of theirs, the new items, and the projects that move along."""

from django.db import transaction

from groups.models.agreements import Decision
from projects.agenda import move_along


def adopt_agenda(agenda_round, *, meeting, by, **adopted):
    """All of it or nothing. `adopted` is what `AgendaRound.adopt` takes; returns the new agenda.

    Raises OutOfPhase when the round is not there (any more), InvalidTransition when the meeting takes no decisions.
    """
    with transaction.atomic():
        agenda = agenda_round.adopt(by=by, **adopted)
        move_along(agenda)
        text = f"De {agenda.title} is vastgesteld, met {agenda.items.count()} plannen."
        Decision.write_down(meeting, text=text, agenda_round=agenda_round)
    return agenda
