"""What the pages of an agenda round share."""

from django.contrib import messages
from django.shortcuts import redirect

from themes.models import AgendaRound, OutOfPhase


def going_or_none():
    """The round that is going on, or None."""
    return AgendaRound.objects.going().first()


def in_phase(agenda_round, phase):
    return agenda_round is not None and agenda_round.phase == phase


def to_round(request, agenda_round, *, typed=(), kept=None):
    """Not now: say where the round is, with what was typed in these fields or kept before, so that it is not lost."""
    if agenda_round:
        agenda_round.refresh_from_db()
        said = str(OutOfPhase(agenda_round))
    else:
        said = "Dat kan nu niet: er loopt geen ronde."
    for name in typed:
        if words := (request.POST.get(name) or (kept or {}).get(name, "")).strip()[:1000]:
            said += f" Jij schreef: ‘{words}’"
    messages.warning(request, said)
    return redirect("agenda_round")
