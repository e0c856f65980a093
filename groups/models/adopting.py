"""The koplopers adopt a shared agenda: a decision of theirs, the new items, and the projects that move along."""

from django.db import transaction

from groups.models.agreements import Decision
from groups.models.membership import Membership
from projects.agenda import move_along


def adoptable_by(user):
    """The chair of the koplopersgroep, and the administrator."""
    if user.is_anonymous:
        return False
    chairs = Membership.objects.koplopers().filter(role=Membership.Role.CHAIR)
    return user.is_administrator or chairs.filter(person__user=user).exists()


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
