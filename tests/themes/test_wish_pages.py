"""Giving, reading and taking back wishes, on the pages."""

from datetime import date

import pytest

from core.dates import day
from tests.factories import AgendaFactory, UserFactory
from themes.models import AgendaRound, Candidate, Phase, Wish

pytestmark = pytest.mark.django_db
GIVE = "/gedeelde-agenda/ronde/wens/"
READ = "/gedeelde-agenda/ronde/wensen/"
TYPED = {"text": "Meer bankjes in de zon", "theme": "groen"}


def test_resident_gives_a_wish_and_reads_it(client, round_in, groen, resident):
    round_in(Phase.COLLECT)
    client.force_login(resident)

    response = client.post(GIVE, TYPED, follow=True)

    wish = Wish.objects.get()
    assert (wish.text, wish.theme, wish.person, wish.source) == (TYPED["text"], groen, resident.person, "online")
    assert "Je wens staat erbij." in response.text
    assert "Meer bankjes in de zon" in response.text
    assert resident.person.name not in client.get(READ).text.split("<main")[1]


def test_wish_without_a_theme_will_do(client, round_in, groen, resident):
    round_in(Phase.COLLECT)
    client.force_login(resident)

    client.post(GIVE, {"text": "Meer zon"})

    assert Wish.objects.get().theme is None


def test_visitor_gives_a_wish_with_a_code(client, round_in, groen, last_code):
    round_in(Phase.COLLECT)

    client.post(GIVE, TYPED | {"name": "Truus Wolters", "email": "truus@voorbeeld.test"})
    assert not Wish.objects.exists()
    page = client.post("/account/login/code/confirm/", {"code": last_code()}, follow=True)
    assert "Meer bankjes in de zon" in page.text
    client.post(GIVE, TYPED)

    assert Wish.objects.get().person.name == "Truus Wolters"


def test_visitor_who_leaves_out_the_address_keeps_the_wish(client, round_in, groen):
    round_in(Phase.COLLECT)

    page = client.post(GIVE, TYPED | {"name": "Truus"})

    assert "<title>Fout:" in page.text
    assert "Vul je e-mailadres in." in page.text
    assert "Meer bankjes in de zon" in page.text
    assert not Wish.objects.exists()


def test_two_identical_sends_make_one_wish(client, round_in, groen, resident):
    round_in(Phase.COLLECT)
    client.force_login(resident)

    for _ in range(2):
        client.post(GIVE, TYPED)

    assert Wish.objects.count() == 1


@pytest.mark.parametrize("phase", [None, Phase.PLANNED, Phase.GROUP, Phase.CHOOSE])
def test_wish_outside_its_time_is_not_lost(client, round_in, groen, resident, phase):
    if phase:
        round_in(phase)
    client.force_login(resident)

    page = client.post(GIVE, TYPED, follow=True)

    assert not Wish.objects.exists()
    assert "Dat kan nu niet" in page.text
    assert "Jij schreef: ‘Meer bankjes in de zon’" in page.text


def test_text_that_is_too_long_is_refused_and_stays(client, round_in, groen, resident):
    round_in(Phase.COLLECT)
    client.force_login(resident)

    page = client.post(GIVE, {"text": "zon " * 100})

    assert "Hoogstens 300 tekens" in client.get(GIVE).text
    assert "zon zon" in page.text
    assert not Wish.objects.exists()


def test_writer_takes_a_wish_back(client, round_in, resident):
    wish = Wish.objects.create(round=round_in(Phase.COLLECT), text="Meer zon", person=resident.person)
    client.force_login(resident)
    assert "Neem je wens terug" in client.get(READ).text

    page = client.post(f"{READ}{wish.pk}/terugnemen/", follow=True)
    again = client.post(f"{READ}{wish.pk}/terugnemen/", follow=True)

    wish.refresh_from_db()
    assert wish.withdrawn_at
    assert "Je hebt je wens teruggenomen." in page.text
    assert "Meer zon" not in page.text
    assert "Je had deze wens al teruggenomen." in again.text


def test_nobody_takes_back_the_wish_of_another(client, round_in, resident):
    wish = Wish.objects.create(round=round_in(Phase.COLLECT), text="Meer zon", person=resident.person)
    client.force_login(UserFactory())

    assert client.post(f"{READ}{wish.pk}/terugnemen/").status_code == 403
    wish.refresh_from_db()
    assert wish.withdrawn_at is None


def test_wish_stays_once_the_voting_week_began(client, round_in, resident):
    wish = Wish.objects.create(round=round_in(Phase.CHOOSE), text="Meer zon", person=resident.person)
    client.force_login(resident)

    page = client.post(f"{READ}{wish.pk}/terugnemen/", follow=True)

    wish.refresh_from_db()
    assert wish.withdrawn_at is None
    assert "Je wens blijft staan." in page.text


def test_wishes_tell_where_they_went_and_hidden_ones_are_not_there(client, round_in, groen):
    agenda_round = round_in(Phase.CHOOSE)
    plan = Candidate.objects.create(round=agenda_round, theme=groen, title="Zitplekken", goal="Zitten.", aim="mooier")
    Wish.objects.create(round=agenda_round, text="Meer bankjes", theme=groen, candidate=plan)
    Wish.objects.create(round=agenda_round, text="Losse tegel", set_aside="Bel daarvoor de gemeente.")
    Wish.objects.create(
        round=agenda_round, text="Scheldwoord", set_aside="Dit kan niet.", hidden_at="2026-11-01T12:00Z"
    )

    page = client.get(READ).text

    assert f'<a href="{plan.get_absolute_url()}">Zitplekken</a>' in page
    assert "Werd geen plan: Bel daarvoor de gemeente." in page
    assert "Scheldwoord" not in page
    assert "Losse tegel" not in client.get(READ, {"thema": "groen"}).text


@pytest.mark.parametrize("phase", [Phase.COLLECT, Phase.CHOOSE, Phase.ADOPT])
@pytest.mark.parametrize("who", ["green_resident", "team_member", "administrator"])
def test_wish_is_hidden_in_every_phase_with_a_reason(request, client, round_in, groen, who, phase):
    wish = Wish.objects.create(round=round_in(phase), text="Bel 06 12345678", theme=groen)
    client.force_login(request.getfixturevalue(who))

    refused = client.post(f"{READ}{wish.pk}/verbergen/", {}).text
    for _ in range(2):
        page = client.post(f"{READ}{wish.pk}/verbergen/", {"reason": "Er staat een nummer in."}, follow=True)

    wish.refresh_from_db()
    assert "Vul de reden in." in refused
    assert (wish.hidden_reason, wish.hidden_at is not None) == ("Er staat een nummer in.", True)
    assert "stond al niet meer op de site" in page.text
    assert page.status_code in (200, 404)
    assert "06 12345678" not in page.text


@pytest.mark.parametrize("who", ["resident", "social_professional", "counter"])
def test_nobody_else_hides_a_wish(request, client, round_in, groen, who):
    wish = Wish.objects.create(round=round_in(Phase.COLLECT), text="Meer zon", theme=groen)
    client.force_login(request.getfixturevalue(who))

    assert client.post(f"{READ}{wish.pk}/verbergen/", {"reason": "Weg."}).status_code == 403
    assert Wish.objects.shown().exists()


@pytest.mark.parametrize("number", [3, 40])
def test_wishes_cost_few_queries(client, round_in, groen, number, django_assert_max_num_queries):
    agenda_round = round_in(Phase.COLLECT)
    Wish.objects.bulk_create(Wish(round=agenda_round, text=f"Wens {one}", theme=groen) for one in range(number))

    with django_assert_max_num_queries(6):
        client.get(READ)


# -- at the counter ---------------------------------------------------------------------------------------------------
def test_counter_writes_down_a_wish_for_somebody(client, round_in, groen, counter):
    round_in(Phase.COLLECT)
    client.force_login(counter)

    page = client.post("/balie/wens/", TYPED | {"name": "Truus", "phone": "06 98765432", "consent": "on"}, follow=True)

    wish = Wish.objects.get()
    assert (wish.source, wish.person.name, wish.person.user) == ("counter", "Truus", None)
    assert "De wens van Truus staat erbij." in page.text


def test_cards_of_a_meeting_become_wishes_without_names(client, round_in, groen, counter):
    round_in(Phase.COLLECT)
    client.force_login(counter)
    typed = {"cards": "Meer zon\n\n  Een beuk  \r\nKoffie", "theme": "groen"}

    for _ in range(2):
        client.post("/balie/wensen/", typed)

    found = Wish.objects.order_by("pk").values_list("text", "theme__slug", "person", "source")
    assert list(found) == [(text, "groen", None, "meeting") for text in ("Meer zon", "Een beuk", "Koffie")]


def test_card_that_is_too_long_is_named(client, round_in, groen, counter):
    round_in(Phase.COLLECT)
    client.force_login(counter)

    page = client.post("/balie/wensen/", {"cards": "Zon\n" + "lang " * 100})

    assert "Regel 2 is te lang: 499 tekens." in page.text
    assert not Wish.objects.exists()


@pytest.mark.parametrize("address", ["/balie/wens/", "/balie/wensen/"])
def test_only_the_counter_writes_down_wishes(client, round_in, resident, address):
    round_in(Phase.COLLECT)
    client.force_login(resident)

    assert client.post(address, TYPED).status_code == 403


def test_visitor_reads_the_wishes_of_the_round_that_runs_with_a_way_to_earlier_ones(client, round_in, groen):
    earlier = AgendaRound.objects.create(
        title="Agendaronde 2017", agenda=AgendaFactory(year=2017), adopted_on=date(2017, 12, 1),
        collect_from=date(2017, 2, 1), group_from=date(2017, 9, 1), choose_from=date(2017, 11, 20),
        choose_until=date(2017, 11, 26),
    )  # fmt: skip
    old = Wish.objects.create(round=earlier, text="Een kiosk")
    round_in(Phase.COLLECT)

    now, then = client.get(READ).text, client.get(f"{READ}?ronde={earlier.pk}").text

    assert "Een kiosk" not in now
    assert "Hier staan nog geen wensen." in now
    assert f'<a href="?ronde={earlier.pk}">Agendaronde 2017</a>' in now
    assert "Een kiosk" in then
    assert "Een kiosk" in client.get(f"{READ}?wens={old.pk}").text
    assert "Er loopt nu geen ronde" not in client.get("/gedeelde-agenda/ronde/2017/").text
    assert "Er loopt een nieuwe ronde." in client.get("/gedeelde-agenda/ronde/2017/").text


def test_who_voted_reads_when_the_result_comes_the_same_everywhere(client, round_in):
    agenda_round = round_in(Phase.CHOOSE)
    result = day(agenda_round.counts_itself_on)

    voting = client.get("/gedeelde-agenda/ronde/").text
    ballot = client.get("/gedeelde-agenda/ronde/stemmen/").text
    round_in(Phase.ADOPT)
    waiting = client.get("/gedeelde-agenda/ronde/").text

    assert f"De uitslag staat hier uiterlijk {result}." in voting
    assert f"De uitslag staat uiterlijk {result} op de site." in ballot
    assert f"Uiterlijk {day(agenda_round.counts_itself_on)} wordt geteld" in waiting
    assert "De koplopers stellen nu de nieuwe agenda vast" not in waiting
