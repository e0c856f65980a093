"""The shared agenda, and the round in which a neighbourhood decides one."""

from django.db.models import F
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from projects.agenda import plans, tally
from themes.models import Agenda, AgendaItem, AgendaRound


@require_safe
def shared_agenda(request):
    found = plans(_items().filter(agenda=_newest()).order_by("theme__order", F("rank").asc(nulls_last=True), "code"))
    agenda = found[0].item.agenda if found else None
    years = range(agenda.year, max(timezone.localdate().year, agenda.year) + 1) if agenda else ()
    context = {
        "agenda": agenda,
        "plans": found,
        "years": years,
        "tally": tally(plan.state for plan in found),
    }
    return render(request, "wijkdeal/shared_agenda.html", context)


@require_safe
def agenda_round(request):
    """The newest round: finished, or the phase it is in; with the plans in the order of the vote."""
    latest = AgendaRound.objects.select_related("agenda").first()
    chosen = plans(_items().filter(agenda=latest.agenda, rank__isnull=False).order_by("rank")) if latest else []
    return render(request, "wijkdeal/agenda_round.html", {"round": latest, "plans": chosen})


def _items():
    return AgendaItem.objects.select_related("agenda", "theme", "responsible", "successor")


def _newest():
    return Agenda.objects.order_by("-year").values("pk")[:1]
