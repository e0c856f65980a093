"""A round in the database: its phases, its wishes, its secret ballots, its counting."""

import hashlib
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.factories import AgendaFactory, AgendaItemFactory, ThemeFactory
from tests.rounds import round_dates
from themes import ballot_codes
from themes.models import (
    AgendaItem,
    AgendaRound,
    Ballot,
    Candidate,
    Outcome,
    OutOfPhase,
    Phase,
    RoundEvent,
    Wish,
    WrongCode,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidate(groen):
    def make(agenda_round, title="Bomen", **fields):
        fields = {"theme": groen, "goal": "Meer schaduw.", "aim": "mooier"} | fields
        return Candidate.objects.create(round=agenda_round, title=title, **fields)

    return make


def wish(agenda_round, text="Meer bomen", **fields):
    return Wish.objects.create(round=agenda_round, text=text, **fields)


def vote(agenda_round, email, *chosen, **options):
    return Ballot.cast(agenda_round, ballot_codes.for_address(agenda_round, email), chosen, **options)


@pytest.mark.parametrize("phase", [Phase.PLANNED, Phase.COLLECT, Phase.GROUP, Phase.CHOOSE, Phase.ADOPT])
def test_phase_follows_from_the_dates(round_in, phase):
    assert round_in(phase).phase == phase


def test_voting_week_lasts_until_its_last_day(round_in):
    today = timezone.localdate()
    agenda_round = round_in(Phase.CHOOSE)
    AgendaRound.objects.update(choose_until=today)
    agenda_round.refresh_from_db()

    assert agenda_round.phase == Phase.CHOOSE
    AgendaRound.objects.update(choose_from=today - timedelta(days=1), choose_until=today - timedelta(days=1))
    agenda_round.refresh_from_db()
    assert agenda_round.phase == Phase.ADOPT


def test_there_is_one_round_at_a_time(round_in):
    round_in(Phase.COLLECT)

    with pytest.raises(IntegrityError, match="one_round_at_a_time"), transaction.atomic():
        AgendaRound.objects.create(title="Nog een", **round_dates(Phase.PLANNED))


def test_phases_in_another_order_are_refused(round_in):
    dates = round_dates(Phase.COLLECT)
    dates["group_from"] = dates["collect_from"] - timedelta(days=1)

    with pytest.raises(IntegrityError, match="round_phases_in_order"), transaction.atomic():
        AgendaRound.objects.create(title="Andersom", **dates)


# -- wishes -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("phase", [Phase.PLANNED, Phase.GROUP, Phase.CHOOSE, Phase.ADOPT])
def test_wish_outside_its_phase_is_refused_in_words(round_in, phase):
    with pytest.raises(OutOfPhase, match="Dat kan nu niet: deze ronde is"):
        Wish.make(round_in(phase), text="Meer bomen")

    assert not Wish.objects.exists()


def test_wishes_that_are_put_together_keep_their_way_and_their_writers_hear(round_in, candidate, resident):
    agenda_round = round_in(Phase.GROUP)
    plan = candidate(agenda_round)
    signed, card = wish(agenda_round, person=resident.person), wish(agenda_round, "Een beuk", source="meeting")

    put = Wish.put_in(plan, Wish.objects.all(), by=None)

    assert {one.pk for one in put} == {signed.pk, card.pk}
    assert set(plan.wishes.all()) == {signed, card}
    assert [(event.kind, event.wish) for event in RoundEvent.objects.all()] == [("wish_grouped", signed)]


def test_wish_that_was_put_in_already_is_not_told_again(round_in, candidate, resident):
    agenda_round = round_in(Phase.GROUP)
    plan = candidate(agenda_round)
    wish(agenda_round, person=resident.person)

    Wish.put_in(plan, Wish.objects.all(), by=None)
    put = Wish.put_in(plan, Wish.objects.all(), by=None)

    assert put == []
    assert RoundEvent.objects.count() == 1


def test_wish_that_was_withdrawn_while_it_was_grouped_stays_out(round_in, candidate, resident):
    agenda_round = round_in(Phase.GROUP)
    plan, row = candidate(agenda_round), wish(agenda_round, person=resident.person)
    chosen = Wish.objects.filter(pk=row.pk)

    assert row.withdraw() is True
    assert Wish.put_in(plan, chosen, by=None) == []
    assert row.withdraw() is False
    assert not plan.wishes.exists()


def test_wish_that_is_withdrawn_leaves_its_plan(round_in, candidate, resident):
    agenda_round = round_in(Phase.GROUP)
    plan = candidate(agenda_round)
    row = wish(agenda_round, candidate=plan)

    row.withdraw()

    assert not plan.wishes.exists()
    assert plan.remove() is True


def test_plan_with_wishes_is_not_removed(round_in, candidate):
    agenda_round = round_in(Phase.GROUP)
    plan = candidate(agenda_round)
    wish(agenda_round, candidate=plan)

    assert plan.remove() is False
    assert Candidate.objects.exists()


def test_wish_is_in_a_plan_or_laid_aside_never_both(round_in, candidate):
    agenda_round = round_in(Phase.GROUP)

    with pytest.raises(IntegrityError, match="wish_is_grouped_or_set_aside"), transaction.atomic():
        wish(agenda_round, candidate=candidate(agenda_round), set_aside="Dat is een losse tegel.")


# -- codes ------------------------------------------------------------------------------------------------------------
def test_an_address_gets_one_code_a_round_and_each_round_another(round_in):
    agenda_round = round_in(Phase.CHOOSE)
    other = AgendaRound(pk=agenda_round.pk + 1, ballot_key=agenda_round.ballot_key)

    code = ballot_codes.for_address(agenda_round, "Fenna@Voorbeeld.test ")

    assert code == ballot_codes.for_address(agenda_round, "fenna@voorbeeld.test")
    assert code == ballot_codes.for_address(agenda_round, "fenna+twee@voorbeeld.test")
    assert code != ballot_codes.for_address(agenda_round, "fenne@voorbeeld.test")
    assert code != ballot_codes.for_address(other, "fenna@voorbeeld.test")
    assert len(code) == 20


@pytest.mark.parametrize("typed", ["{}", " {} ", "\u200b{}\ufeff"])
def test_code_is_read_as_people_type_it(round_in, typed):
    agenda_round = round_in(Phase.CHOOSE)
    code = ballot_codes.for_paper(agenda_round)

    for shown in (code, code.lower(), ballot_codes.in_groups(code), ballot_codes.in_groups(code).replace(" ", "-")):
        assert ballot_codes.normalise(typed.format(shown)) == code


def test_every_other_sign_makes_it_no_code(round_in):
    agenda_round = round_in(Phase.CHOOSE)
    code = ballot_codes.for_paper(agenda_round)

    changed = [code[:place] + ("2" if sign != "2" else "3") + code[place + 1 :] for place, sign in enumerate(code)]

    assert ballot_codes.belongs_to(agenda_round, code)
    assert not any(ballot_codes.belongs_to(agenda_round, other) for other in changed)


def test_code_of_another_round_is_refused(round_in, candidate):
    agenda_round = round_in(Phase.CHOOSE)
    other = AgendaRound(pk=agenda_round.pk + 1, ballot_key="0" * 64)

    with pytest.raises(WrongCode):
        Ballot.cast(agenda_round, ballot_codes.for_paper(other), [candidate(agenda_round)])

    assert not Ballot.objects.exists()


# -- ballots ----------------------------------------------------------------------------------------------------------
def test_vote_that_is_sent_twice_is_one_ballot_and_the_last_counts(round_in, candidate):
    agenda_round = round_in(Phase.CHOOSE)
    trees, bench = candidate(agenda_round, "Bomen"), candidate(agenda_round, "Bankjes")

    outcomes = [vote(agenda_round, "fenna@voorbeeld.test", plan)[1] for plan in (trees, trees, bench)]
    ballot = Ballot.objects.get()

    assert outcomes == [Outcome.NEW, Outcome.SAME, Outcome.CHANGED]
    assert list(Ballot.objects.get().choices.all()) == [bench] == list(ballot.choices.all())


def test_ballot_that_is_there_is_left_alone_when_only_a_new_one_is_meant(round_in, candidate):
    agenda_round = round_in(Phase.CHOOSE)
    trees, bench = candidate(agenda_round, "Bomen"), candidate(agenda_round, "Bankjes")
    vote(agenda_round, "fenna@voorbeeld.test", trees)

    ballot, outcome = vote(agenda_round, "fenna@voorbeeld.test", bench, may_change=False)

    assert outcome == Outcome.CHANGED
    assert list(ballot.choices.all()) == [trees]


@pytest.mark.parametrize("number", [0, 3])
def test_ballot_with_too_many_or_none_is_refused(round_in, candidate, number):
    agenda_round = round_in(Phase.CHOOSE, votes=2)
    plans = [candidate(agenda_round, f"Plan {number}") for number in range(number)]

    with pytest.raises(ValueError, match="too many or none"):
        vote(agenda_round, "fenna@voorbeeld.test", *plans)

    assert not Ballot.objects.exists()


@pytest.mark.parametrize("phase", [Phase.COLLECT, Phase.GROUP, Phase.ADOPT])
def test_nobody_votes_outside_the_voting_week(round_in, candidate, phase):
    agenda_round = round_in(phase)

    with pytest.raises(OutOfPhase):
        vote(agenda_round, "fenna@voorbeeld.test", candidate(agenda_round))

    assert not Ballot.objects.exists()


def test_nothing_in_the_database_leads_from_a_voter_to_a_ballot(round_in, candidate, resident, neighbour):
    agenda_round = round_in(Phase.CHOOSE)
    plan = candidate(agenda_round)
    emails = (resident.email, neighbour.email)

    for email in emails:
        vote(agenda_round, email, plan)

    columns = {field.name for field in Ballot._meta.get_fields()}
    assert columns == {"id", "round", "digest", "choices"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest FROM themes_ballot")
        kept = {row[0] for row in cursor.fetchall()}
    codes = [ballot_codes.for_address(agenda_round, email) for email in emails]
    assert kept == {ballot_codes.digest(agenda_round, code) for code in codes}
    agenda_round.ballot_key = "another"
    assert not kept & {ballot_codes.digest(agenda_round, code) for code in codes}
    assert not kept & {hashlib.sha256(code.encode()).hexdigest() for code in codes}
    assert not RoundEvent.objects.exists()


def test_after_the_counting_two_voters_cannot_be_told_apart(round_in, candidate, resident, neighbour):
    agenda_round = round_in(Phase.CHOOSE)
    plan = candidate(agenda_round)
    vote(agenda_round, resident.email, plan)
    vote(agenda_round, neighbour.email, plan)
    before = set(Ballot.objects.values_list("pk", flat=True))
    round_in(Phase.ADOPT)

    assert agenda_round.count() is True

    after = set(Ballot.objects.values_list("pk", flat=True))
    assert len(after) == 2
    assert not before & after
    assert set(Ballot.objects.values_list("digest", flat=True)) == {None}
    assert agenda_round.ballot_key == ""
    with connection.cursor() as cursor:  # written by one transaction: not even the order of writing tells
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM themes_ballot")
        assert cursor.fetchone() == (1,)


def test_counter_types_over_paper_after_the_last_day_until_it_is_counted(round_in, candidate):
    agenda_round = round_in(Phase.ADOPT)
    plan = candidate(agenda_round)
    codes = [ballot_codes.for_paper(agenda_round) for _ in range(2)]

    with pytest.raises(OutOfPhase):
        Ballot.cast(agenda_round, codes[0], [plan])
    Ballot.cast(agenda_round, codes[0], [plan], on_paper=True)
    assert agenda_round.takes_paper
    agenda_round.count()
    with pytest.raises(OutOfPhase):
        Ballot.cast(agenda_round, codes[1], [plan], on_paper=True)

    plan.refresh_from_db()
    assert plan.votes == 1
    assert not agenda_round.takes_paper


# -- counting ---------------------------------------------------------------------------------------------------------
def test_counting_gives_votes_and_ranks_and_ties_go_as_was_said(round_in, candidate, groen):
    agenda_round = round_in(Phase.CHOOSE)
    names = ("Bomen", "Bankjes", "Verf", "Licht")
    trees, bench, paint, light = (candidate(agenda_round, name) for name in names)
    now = timezone.now()
    wish(agenda_round, candidate=paint, at=now)
    wish(agenda_round, candidate=bench, at=now - timedelta(days=2))
    wish(agenda_round, candidate=bench, at=now, withdrawn_at=now)
    wish(agenda_round, candidate=light, at=now)
    wish(agenda_round, candidate=light, at=now)
    for number, chosen in enumerate([(trees, bench), (trees, paint), (trees, light)]):
        vote(agenda_round, f"kiezer{number}@voorbeeld.test", *chosen)
    round_in(Phase.ADOPT)

    agenda_round.count()

    rows = Candidate.objects.order_by("rank").values_list("title", "votes", "rank")
    # Light has more wishes; of bench and paint, with one each, bench has the earliest.
    assert list(rows) == [("Bomen", 3, 1), ("Licht", 1, 2), ("Bankjes", 1, 3), ("Verf", 1, 4)]
    assert agenda_round.counted_at


@pytest.mark.parametrize("phase", [Phase.GROUP, Phase.CHOOSE])
def test_nothing_is_counted_before_the_voting_week_is_over(round_in, candidate, phase):
    agenda_round = round_in(phase)
    candidate(agenda_round)

    assert agenda_round.count() is False
    assert Candidate.objects.get().votes is None


def test_it_is_counted_once(round_in, candidate):
    agenda_round = round_in(Phase.ADOPT)
    candidate(agenda_round)

    assert [agenda_round.count(), agenda_round.count()] == [True, False]


# -- adopting ---------------------------------------------------------------------------------------------------------
def test_adopted_agenda_holds_what_was_chosen_and_says_what_became_of_the_old(round_in, candidate, groen):
    old = AgendaFactory(year=2017)
    carried, ended = AgendaItemFactory(agenda=old, theme=groen), AgendaItemFactory(agenda=old, theme=groen)
    agenda_round = round_in(Phase.CHOOSE)
    trees = candidate(agenda_round, "Bomen", predecessor=carried)
    bench = candidate(agenda_round, "Bankjes")
    vote(agenda_round, "een@voorbeeld.test", trees, bench)
    vote(agenda_round, "twee@voorbeeld.test", bench)
    round_in(Phase.ADOPT)
    agenda_round.count()
    today = timezone.localdate()
    chosen = list(Candidate.objects.all())

    agenda = agenda_round.adopt(
        title="Agenda 2027", year=2027, on=today, chosen=chosen, dropped={ended: "Het gebouw is weg."}
    )

    items = list(AgendaItem.objects.filter(agenda=agenda).order_by("rank").values_list("code", "title", "rank"))
    assert items == [("G1", "Bankjes", 1), ("G2", "Bomen", 2)]
    carried.refresh_from_db()
    ended.refresh_from_db()
    assert carried.successor.title == "Bomen"
    assert (ended.own_state, ended.reason, ended.successor) == ("dropped", "Het gebouw is weg.", None)
    assert (agenda_round.phase, agenda_round.agenda) == (Phase.ADOPTED, agenda)
    assert RoundEvent.objects.get().kind == "adopted"


def test_agenda_is_adopted_by_one_of_two_who_do_it_at_once(round_in, candidate):
    agenda_round = round_in(Phase.ADOPT)
    plan = candidate(agenda_round)
    agenda_round.count()
    plan.refresh_from_db()
    fields = {"title": "Agenda", "on": timezone.localdate(), "chosen": [plan], "dropped": {}}
    second = AgendaRound.objects.get()

    agenda_round.adopt(year=2027, **fields)

    with pytest.raises(OutOfPhase, match="deze ronde is afgerond"):
        second.adopt(year=2028, **fields)


def test_agenda_is_not_adopted_before_the_counting(round_in, candidate):
    agenda_round = round_in(Phase.ADOPT)

    with pytest.raises(OutOfPhase):
        agenda_round.adopt(title="Agenda", year=2027, on=timezone.localdate(), chosen=[], dropped={})


def test_two_themes_with_one_letter_get_codes_that_differ(round_in, candidate, groen):
    agenda_round = round_in(Phase.ADOPT)
    plans = [candidate(agenda_round, "Bomen"), candidate(agenda_round, "Water", theme=ThemeFactory(slug="gezond"))]
    agenda_round.count()
    for plan in plans:
        plan.refresh_from_db()

    agenda = agenda_round.adopt(title="Agenda", year=2027, on=timezone.localdate(), chosen=plans, dropped={})

    assert set(agenda.items.values_list("code", flat=True)) == {"G1", "G2"}


def test_round_is_adopted_on_the_day_of_an_earlier_one(round_in, candidate):
    today = timezone.localdate()
    AgendaRound.objects.create(title="Eerder", agenda=AgendaFactory(), adopted_on=today, **round_dates(Phase.ADOPT))
    agenda_round = round_in(Phase.ADOPT)
    agenda_round.count()

    agenda_round.adopt(title="Agenda", year=2027, on=today, chosen=[], dropped={})

    assert agenda_round.phase == Phase.ADOPTED
