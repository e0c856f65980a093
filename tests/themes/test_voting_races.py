"""Votes at the same moment, on connections of their own: each ballot counts once, none is lost by the counting."""

import pytest

from tests.at_once import at_once
from tests.factories import ThemeFactory
from themes import ballot_codes
from themes.models import Ballot, Candidate, Outcome, OutOfPhase, Phase, Wish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plans(round_in):
    agenda_round, theme = round_in(Phase.CHOOSE, votes=2), ThemeFactory()
    fields = {"round": agenda_round, "theme": theme, "goal": "Meer.", "aim": "mooier"}
    return [Candidate.objects.create(title=title, **fields) for title in ("Bomen", "Bankjes")]


def casts(plans, code, chosen, **options):
    agenda_round = plans[0].round
    return lambda: Ballot.cast(type(agenda_round).objects.get(pk=agenda_round.pk), code, chosen, **options)


def counts(agenda_round):
    return lambda: type(agenda_round).objects.get(pk=agenda_round.pk).count()


def test_one_code_on_two_devices_at_once_is_one_ballot_with_one_of_the_choices(plans):
    trees, benches = plans
    code = ballot_codes.for_address(trees.round, "fenna@voorbeeld.test")

    told = at_once(casts(plans, code, [trees]), casts(plans, code, [benches]))

    assert sorted(outcome.name for _, outcome in told) == ["CHANGED", "NEW"]
    chosen = list(Ballot.objects.get().choices.all())
    assert chosen == ([benches] if told[0][1] == Outcome.NEW else [trees])


def test_a_choice_sent_eight_times_is_one_ballot(plans):
    code = ballot_codes.for_address(plans[0].round, "fenna@voorbeeld.test")

    told = at_once(*[casts(plans, code, plans)] * 8)

    assert sorted(outcome.name for _, outcome in told) == ["NEW"] + ["SAME"] * 7
    assert Ballot.objects.get().choices.count() == 2


def test_paper_that_is_typed_over_while_it_is_counted_counts_or_is_refused(plans, round_in):
    trees, _ = plans
    first, second = (ballot_codes.for_paper(trees.round) for _ in range(2))
    Ballot.cast(trees.round, first, [trees])
    agenda_round = round_in(Phase.ADOPT)

    is_counted, told = at_once(counts(agenda_round), casts(plans, second, [trees], on_paper=True), told=OutOfPhase)

    trees.refresh_from_db()
    assert is_counted is True
    assert trees.votes == (1 if isinstance(told, OutOfPhase) else 2) == Ballot.objects.count()


def test_two_who_count_at_once_count_once(plans, round_in):
    Ballot.cast(plans[0].round, ballot_codes.for_paper(plans[0].round), plans)
    agenda_round = round_in(Phase.ADOPT)

    told = at_once(*[counts(agenda_round)] * 2)

    assert sorted(told) == [False, True]
    assert Ballot.objects.count() == 1


def test_a_wish_that_is_withdrawn_while_it_is_grouped_is_in_the_plan_or_gone(plans, round_in):
    trees, _ = plans
    wish = Wish.objects.create(round=trees.round, text="Een beuk")
    round_in(Phase.GROUP)

    at_once(
        lambda: Wish.objects.get(pk=wish.pk).withdraw(),
        lambda: Wish.put_in(trees, Wish.objects.filter(pk=wish.pk), by=None),
    )

    wish.refresh_from_db()
    assert wish.withdrawn_at
    assert not trees.wishes.shown().exists()
