"""A voting week with five thousand ballots: each filled in on its page, then all counted. Nothing of it stays."""

import time
from datetime import timedelta
from random import Random

from django.db import transaction
from django.test import Client
from django.utils import timezone

from themes import ballot_codes
from themes.models import AgendaRound, Phase, Theme

BALLOTS = 5_000


def cast_and_count():
    """{cast, casting (seconds), counted, counting (seconds)}"""
    with transaction.atomic():
        today = timezone.localdate()
        agenda_round = AgendaRound.objects.going().first() or _begin(today)
        _move(agenda_round, collect_from=today, group_from=today, choose_from=today, choose_until=today)
        casting = _cast(agenda_round)
        if agenda_round.phase != Phase.CHOOSE:
            raise RuntimeError("the voting week ended while it was measured")
        days_ago = today - timedelta(days=9)
        _move(agenda_round, collect_from=days_ago, group_from=days_ago, choose_from=days_ago, choose_until=days_ago)
        counted, begin = agenda_round.ballots.count(), time.perf_counter()
        agenda_round.count()
        counting = time.perf_counter() - begin
        transaction.set_rollback(True)
    return {"cast": BALLOTS, "casting": casting, "counted": counted, "counting": counting}


def _cast(agenda_round):
    """Seconds for all of them, one after another."""
    plans, chance, client = list(agenda_round.candidates.values_list("pk", flat=True)), Random(1), Client()  # noqa: S311 chance for a measurement, not for secrets
    codes = [ballot_codes.for_paper(agenda_round) for _ in range(BALLOTS)]
    before, begin = agenda_round.ballots.count(), time.perf_counter()
    for code in codes:
        chosen = chance.sample(plans, min(agenda_round.votes, len(plans)))
        client.post("/gedeelde-agenda/ronde/stemmen/", {"code": code, "choices": chosen})
    taken = time.perf_counter() - begin
    if agenda_round.ballots.count() - before != BALLOTS:
        raise RuntimeError("not every ballot was taken")
    return taken


def _begin(today):
    """A round with plans, in a database of before there was one in the example."""
    dates = dict.fromkeys(("collect_from", "group_from", "choose_from", "choose_until"), today)
    agenda_round = AgendaRound.objects.create(title="Agendaronde", **dates)
    for number, theme in enumerate(Theme.objects.order_by("pk").values_list("pk", flat=True)):
        for turn in range(3):
            title = f"Plan {number}.{turn}"
            agenda_round.candidates.create(theme_id=theme, title=title, goal="Meer groen.", aim="mooier")
    return agenda_round


def _move(agenda_round, **dates):
    AgendaRound.objects.filter(pk=agenda_round.pk).update(**dates)
    agenda_round.refresh_from_db()
