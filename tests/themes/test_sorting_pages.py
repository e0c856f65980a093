"""The duo puts wishes together into plans."""

import pytest

from themes.models import Candidate, Conflict, Phase, RoundEvent, Wish

pytestmark = pytest.mark.django_db
SORT = "/gedeelde-agenda/ronde/bundelen/groen/"
PLAN = {"title": "Zitplekken", "goal": "Overal kunnen zitten.", "aim": "mooier"}


@pytest.fixture
def agenda_round(round_in):
    return round_in(Phase.GROUP)


@pytest.fixture
def plan(agenda_round, groen):
    return Candidate.objects.create(round=agenda_round, theme=groen, **PLAN)


def wish(agenda_round, text="Meer bankjes", **fields):
    return Wish.objects.create(round=agenda_round, text=text, **fields)


def test_duo_makes_a_plan_and_puts_wishes_in_it(client, agenda_round, groen, green_resident, resident):
    one, other = wish(agenda_round, theme=groen, person=resident.person), wish(agenda_round, "Zon", theme=groen)
    client.force_login(green_resident)

    client.post(f"{SORT}plan/", PLAN)
    plan = Candidate.objects.get()
    page = client.post(SORT, {"wishes": [one.pk, other.pk], "plan": plan.pk, "put": "1"}, follow=True)

    assert set(plan.wishes.all()) == {one, other}
    assert "2 wensen staan nu bij het plan ‘Zitplekken’." in page.text
    assert "0 wensen wachten" in page.text
    assert RoundEvent.objects.get().wish == one
    assert "Meer bankjes" in client.get(plan.get_absolute_url()).text


def test_wish_that_has_a_place_is_put_somewhere_else(client, agenda_round, groen, green_resident, plan):
    other = Candidate.objects.create(round=agenda_round, theme=groen, title="Bomen", goal="Meer.", aim="mooier")
    placed = wish(agenda_round, candidate=plan, theme=groen)
    aside = wish(agenda_round, "Een beuk", set_aside="Kan niet.", theme=groen)
    client.force_login(green_resident)

    page = client.get(SORT).text
    client.post(SORT, {"wishes": [placed.pk, aside.pk], "plan": other.pk, "put": "1"})

    assert f'value="{placed.pk}"' in page
    assert f'value="{aside.pk}"' in page
    assert set(other.wishes.all()) == {placed, aside}


def test_plan_that_was_removed_meanwhile_takes_no_wishes(agenda_round, plan):
    row = wish(agenda_round)
    Candidate.objects.filter(pk=plan.pk).delete()

    with pytest.raises(Conflict):
        Wish.put_in(plan, Wish.objects.filter(pk=row.pk), by=None)


def test_title_that_was_taken_meanwhile_is_said(agenda_round, groen, plan):
    with pytest.raises(Conflict):
        Candidate.make(agenda_round, theme=groen, **PLAN)
    other = Candidate.make(agenda_round, theme=groen, **PLAN | {"title": "Bomen"})
    with pytest.raises(Conflict):
        other.change(version=1, **PLAN)


@pytest.mark.parametrize("typed", ["9" * 5000, "-1", "abc", ""])
def test_whatever_is_ticked_gives_a_page(client, agenda_round, groen, green_resident, plan, typed):
    client.force_login(green_resident)

    assert client.post(SORT, {"wishes": [typed], "plan": plan.pk, "put": "1"}).status_code == 200


def test_duo_that_gets_what_has_no_theme_sees_it(client, agenda_round, groen, sociaal, green_resident):
    wish(agenda_round, "Zonder thema")
    wish(agenda_round, "Van sociaal", theme=sociaal)
    client.force_login(green_resident)

    page = client.get(SORT).text

    assert "Zonder thema" in page
    assert "Van sociaal" not in page


def test_wishes_go_to_another_duo(client, agenda_round, groen, sociaal, green_resident):
    row = wish(agenda_round, theme=groen)
    client.force_login(green_resident)

    client.post(SORT, {"wishes": [row.pk], "other": "sociaal", "give": "1"})

    row.refresh_from_db()
    assert row.theme == sociaal


def test_wishes_are_laid_aside_with_a_reason(client, agenda_round, groen, green_resident, resident):
    row = wish(agenda_round, theme=groen, person=resident.person)
    client.force_login(green_resident)

    refused = client.post(SORT, {"wishes": [row.pk], "aside": "1"}).text
    client.post(SORT, {"wishes": [row.pk], "reason": "Bel de gemeente.", "aside": "1"})

    row.refresh_from_db()
    assert "Schrijf op waarom." in refused
    assert f'value="{row.pk}" id="id_wishes_{row.pk}" checked' in refused
    assert (row.set_aside, row.hidden_at) == ("Bel de gemeente.", None)
    assert RoundEvent.objects.get().reason == "Bel de gemeente."


def test_without_a_tick_nothing_moves(client, agenda_round, groen, green_resident, plan):
    wish(agenda_round, theme=groen)
    client.force_login(green_resident)

    page = client.post(SORT, {"plan": plan.pk, "put": "1"}).text

    assert "Zet een vinkje bij minstens één wens." in page
    assert not plan.wishes.exists()


@pytest.mark.parametrize("who", ["resident", "social_professional", "counter", "team_member"])
def test_who_is_not_of_its_duo_may_not(request, client, agenda_round, groen, plan, who):
    client.force_login(request.getfixturevalue(who))
    row = wish(agenda_round, theme=groen)

    answers = [
        client.get(SORT),
        client.post(SORT, {"wishes": [row.pk], "plan": plan.pk}),
        client.post(f"{SORT}plan/", PLAN),
        client.post(f"{plan.get_absolute_url()}wijzigen/", PLAN),
        client.post(f"{plan.get_absolute_url()}weghalen/"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 5
    assert not plan.wishes.exists()


@pytest.mark.parametrize("phase", [Phase.COLLECT, Phase.CHOOSE])
def test_outside_its_time_nothing_is_sorted(client, agenda_round, round_in, groen, green_resident, plan, phase):
    row = wish(agenda_round, theme=groen)
    round_in(phase)
    client.force_login(green_resident)

    page = client.post(SORT, {"wishes": [row.pk], "plan": plan.pk, "put": "1"}, follow=True)

    assert "Dat kan nu niet" in page.text
    assert not plan.wishes.exists()


def test_second_of_two_who_edit_a_plan_reads_both(client, agenda_round, green_resident, plan):
    client.force_login(green_resident)
    address = f"{plan.get_absolute_url()}wijzigen/"

    client.post(address, PLAN | {"goal": "Eerste tekst.", "version": "1"})
    page = client.post(address, PLAN | {"goal": "Tweede tekst.", "version": "1"})

    plan.refresh_from_db()
    assert page.status_code == 409
    assert plan.goal == "Eerste tekst."
    assert "Eerste tekst." in page.text
    assert "Tweede tekst." in page.text
    again = client.post(address, PLAN | {"goal": "Tweede tekst.", "version": str(plan.version)})
    plan.refresh_from_db()
    assert again.status_code == 302
    assert plan.goal == "Tweede tekst."


def test_plan_with_the_title_of_another_is_refused_in_words(client, agenda_round, groen, green_resident, plan):
    client.force_login(green_resident)

    page = client.post(f"{SORT}plan/", PLAN).text

    assert "Er is al een plan met deze titel." in page
    assert Candidate.objects.count() == 1


def test_plan_without_wishes_is_taken_away_and_one_with_wishes_is_not(client, agenda_round, green_resident, plan):
    row = wish(agenda_round, candidate=plan)
    client.force_login(green_resident)

    page = client.post(f"{plan.get_absolute_url()}weghalen/", follow=True)
    assert "Bij dit plan staan wensen." in page.text
    row.withdraw()
    client.post(f"{plan.get_absolute_url()}weghalen/")

    assert not Candidate.objects.exists()
