"""The agenda round that is going on: wishes were grouped into plans, and it is the voting week."""

from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone

from themes.models import AgendaRound, Ballot, Candidate, RoundEvent, Wish
from wijkdeal.demo import content

COLLECTED, GROUPED = 60, 21  # days that each took
BEGAN, LASTS = -2, 6  # the voting week, in days from today
BALLOTS = 143
SOURCES = [Wish.Source.MEETING, Wish.Source.MEETING, Wish.Source.ONLINE, Wish.Source.COUNTER]
SEED = 2027


def load(world):
    """The `AgendaRound`."""
    choose = world.days.day(BEGAN)
    group = choose - timedelta(days=GROUPED)
    agenda_round = AgendaRound.objects.create(
        title=f"Agendaronde {choose.year + 1}",
        collect_from=group - timedelta(days=COLLECTED),
        group_from=group,
        choose_from=choose,
        choose_until=choose + timedelta(days=LASTS),
        meetings=7,
    )
    rng = Random(SEED)  # noqa: S311
    shares = {}
    for entry in content.read("candidate"):
        candidate = _candidate(world, agenda_round, entry)
        shares[candidate] = entry["share"] / 10
        for text in entry["wishes"]:
            _wish(agenda_round, rng, text, entry, theme=candidate.theme, candidate=candidate)
    for entry in content.read("aside"):
        theme = world.theme(entry, entry["theme"])
        _wish(agenda_round, rng, entry["text"], entry, theme=theme, set_aside=entry["reason"])
    _ballots(agenda_round, rng, shares)
    began = world.days.at(BEGAN, "00:07")
    RoundEvent.objects.create(round=agenda_round, kind=RoundEvent.Kind.CHOOSE, at=began, processed_at=began)
    AgendaRound.objects.filter(pk=agenda_round.pk).update(printed=200)
    return agenda_round


def _candidate(world, agenda_round, entry):
    candidate = entry.checked(
        Candidate(
            round=agenda_round,
            theme=world.theme(entry, entry["theme"]),
            title=entry["title"],
            goal=entry.text("goal"),
            aim=entry["aim"],
            responsible=world.organisation(entry, entry.get("responsible")),
            predecessor=world.item(entry, entry.get("carries")),
        )
    )
    candidate.save()
    return candidate


def _wish(agenda_round, rng, text, entry, **fields):
    days = rng.uniform(0, COLLECTED - 1)
    at = timezone.make_aware(datetime.combine(agenda_round.collect_from, time(9)))
    wish = Wish(round=agenda_round, text=text, source=rng.choice(SOURCES), at=at + timedelta(days=days), **fields)
    entry.checked(wish).save()


def _ballots(agenda_round, rng, shares):
    """What so many people chose, each up to the number of votes; of a code that nobody has."""
    for _ in range(BALLOTS):
        liked = [candidate for candidate, share in shares.items() if rng.random() < share]
        chosen = rng.sample(liked, min(len(liked), agenda_round.votes)) or [rng.choice(list(shares))]
        Ballot.objects.create(round=agenda_round).choices.set(chosen)
