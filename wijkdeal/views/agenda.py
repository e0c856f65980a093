"""The shared agenda, its plans, and the round in which a neighbourhood decides one."""

from django.db.models import F
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from groups.models.adopting import adoptable_by
from projects.agenda import plans, tally
from themes.models import Agenda, AgendaItem, AgendaRound, Phase
from wijkdeal.views.counter import may_use_counter


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
        "round": AgendaRound.objects.going().first(),
    }
    return render(request, "wijkdeal/shared_agenda.html", context)


@require_safe
def agenda_round(request, year=None):
    """The round that is going on, else the newest; by the year of its agenda an earlier one."""
    rounds = AgendaRound.objects.select_related("agenda")
    latest = get_object_or_404(rounds, agenda__year=year) if year else rounds.going().first() or rounds.first()
    is_over = latest and latest.agenda_id
    chosen = plans(_items().filter(agenda=latest.agenda, rank__isnull=False).order_by("rank")) if is_over else []
    context = {
        "round": latest,
        "plans": chosen,
        "candidates": _candidates(latest) if latest else [],
        "earlier": rounds.exclude(pk=latest and latest.pk).exclude(agenda=None),
        "has_wishes": bool(latest) and latest.wishes.shown().exists(),
    } | _may(request.user)
    return render(request, "wijkdeal/agenda_round.html", context)


def _may(user):
    """What is offered to whom; the pages themselves ask again."""
    if user.is_anonymous:
        return {}
    return {
        "may_write": may_use_counter(user),
        "may_enter": user.is_counter,
        "may_sort": user.is_administrator or user.is_facilitator,
        "may_adopt": adoptable_by(user),
    }


def _candidates(agenda_round):
    """In the order of the vote once that is known, else by theme."""
    if agenda_round.phase not in (Phase.GROUP, Phase.CHOOSE, Phase.ADOPT, Phase.ADOPTED):
        return []
    rows = agenda_round.candidates.with_votes().select_related("theme", "item__agenda")
    return rows.order_by(F("rank").asc(nulls_last=True), "theme__order", "title")


def _items():
    return AgendaItem.objects.select_related("agenda", "theme", "responsible", "successor__agenda")


def _newest():
    return Agenda.objects.order_by("-year").values("pk")[:1]
