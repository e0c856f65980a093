import re

import pytest
from django.utils import timezone

from projects.models import MoneyLine, Pledge, Status
from tests.factories import AgendaFactory, AgendaItemFactory, OrganisationFactory, ProjectFactory, StoryFactory
from themes.models import AgendaRound, Candidate, Phase, Wish


def finished_round(**fields):
    dates = {"collect_from": "2017-02-01", "group_from": "2017-09-01", "choose_from": "2017-11-20"}
    return AgendaRound.objects.create(
        agenda=AgendaFactory(), title="Agendaronde 2017", choose_until="2017-11-26", meetings=32, earlier_wishes=500,
        account="Buren speelden het wijkspel.", **dates, **fields,
    )  # fmt: skip


def test_visitor_sees_each_plan_with_its_projects_and_state(client, groen):
    item = AgendaItemFactory(theme=groen, code="G1", title="Parken", responsible=OrganisationFactory(name="Gemeente"))
    project = ProjectFactory(theme=groen, title="Het park verzorgd", status=Status.UNDERWAY)
    item.projects.add(project)

    page = client.get("/gedeelde-agenda/").text

    assert 'id="plan-g1"' in page
    assert f'<a href="{project.get_absolute_url()}">Het park verzorgd</a>, in uitvoering' in page
    assert "<b>Mee bezig</b>" in page
    assert "Verantwoordelijk" in page


def test_plan_that_did_not_happen_says_why(client, groen):
    AgendaItemFactory(theme=groen, own_state="dropped", own_state_since="2018-05-01", reason="Te dicht bij de huizen.")

    page = client.get("/gedeelde-agenda/").text

    assert "<b>Niet doorgegaan</b>" in page
    assert "Te dicht bij de huizen." in page
    assert "in 2018" in page


def test_picture_has_a_block_for_each_plan_what_is_done_in_front(client, groen, sociaal):
    for title, state in (("Vergeten", "dropped"), ("Straks", ""), ("Af", "completed"), ("Bezig", "underway")):
        reason = "Te duur." if state == "dropped" else ""
        AgendaItemFactory(theme=groen, title=title, own_state=state, reason=reason)
    AgendaItemFactory(theme=sociaal, title="Samen eten", own_state="completed")

    page = client.get("/gedeelde-agenda/").text
    picture = page[page.index('<ul class="quilt">') : page.index("</section>", page.index('<ul class="quilt">'))]

    blocks = re.findall(r'<span class="vh">([^<]+)</span></a>', picture)
    assert blocks == [
        "Af: klaar", "Bezig: mee bezig", "Straks: nog niet begonnen", "Vergeten: niet doorgegaan", "Samen eten: klaar",
    ]  # fmt: skip
    assert "1 van 4 plannen klaar" in picture
    assert "1 van 1 plan klaar" in picture


@pytest.mark.parametrize("number", [2, 12])
def test_agenda_costs_six_queries_however_many_plans(client, groen, number, django_assert_max_num_queries):
    for _ in range(number):
        item = AgendaItemFactory(theme=groen, responsible=OrganisationFactory())
        item.projects.add(ProjectFactory(status=Status.COMPLETED, ended_at=timezone.now()))

    with django_assert_max_num_queries(6):
        response = client.get("/gedeelde-agenda/")

    assert not response.cookies
    assert response.text.count("<b>Klaar</b>") == number


def test_newest_agenda_is_shown(client, groen):
    AgendaItemFactory(theme=groen, title="Oud plan")
    AgendaItemFactory(theme=groen, title="Nieuw plan", agenda=AgendaFactory(year=2027, title="Agenda 2027"))

    page = client.get("/gedeelde-agenda/").text

    assert "Nieuw plan" in page
    assert "Oud plan" not in page
    assert "Beloofd in 2027" in page


def test_without_an_agenda_the_page_says_what_to_do(client, db):
    response = client.get("/gedeelde-agenda/")

    assert response.status_code == 200
    assert "nog geen gedeelde agenda vastgesteld" in response.text


def test_finished_round_shows_the_outcome_and_how_to_give_a_wish_now(client, groen):
    finished_round(adopted_on="2017-12-14")
    AgendaItemFactory(theme=groen, rank=2, title="Schone straten")
    AgendaItemFactory(theme=groen, rank=1, title="Parken")
    AgendaItemFactory(theme=groen, rank=None, title="Zonder plaats")

    page = client.get("/gedeelde-agenda/ronde/").text

    assert "Zo koos de wijk in 2017" in page
    assert page.index("Parken") < page.index("Schone straten")
    assert "Zonder plaats" not in page
    assert "Er loopt nu geen ronde." in page
    assert "/contact/?to=groep-koplopersgroep" in page


def test_open_round_says_where_it_is_and_leads_to_earlier_ones(client, round_in, groen):
    finished_round(adopted_on="2017-12-14")
    AgendaItemFactory(theme=groen, rank=1, title="Parken")
    round_in(Phase.COLLECT)

    page = client.get("/gedeelde-agenda/ronde/").text
    earlier = client.get("/gedeelde-agenda/ronde/2017/").text

    assert "Wat wens jij voor de wijk?" in page
    assert '<a href="/gedeelde-agenda/ronde/2017/">Agendaronde 2017</a>' in page
    assert "Parken" in earlier
    assert client.get("/gedeelde-agenda/ronde/2018/").status_code == 404


def test_without_a_round_the_page_still_says_how(client, db):
    response = client.get("/gedeelde-agenda/ronde/")

    assert "Zo kiest de wijk haar agenda" in response.text


def test_plan_has_its_page_with_all_that_belongs_to_it(client, groen, round_in, django_assert_max_num_queries):
    item = AgendaItemFactory(theme=groen, code="G1", title="Parken", rank=1, responsible=OrganisationFactory())
    agenda_round = round_in(Phase.CHOOSE)
    plan = Candidate.objects.create(
        round=agenda_round, theme=groen, title="Parken 2027", goal="Mooi.", aim="mooier", item=item
    )
    Wish.objects.create(round=agenda_round, text="Een park waar je kunt zitten", candidate=plan)
    Wish.objects.create(round=agenda_round, text="Teruggenomen", candidate=plan, withdrawn_at=timezone.now())
    party = OrganisationFactory(name="Gemeente")
    projects = [ProjectFactory(theme=groen, title=title, status=Status.UNDERWAY) for title in ("Het park", "De singel")]
    hidden = ProjectFactory(theme=groen, title="Verborgen", status=Status.UNDERWAY, hidden_at=timezone.now())
    item.projects.add(*projects, hidden)
    for project in (*projects, hidden):
        MoneyLine.objects.create(project=project, kind="spent", amount="100.50", what="Hout")
        Pledge.objects.create(
            project=project, organisation=party, what=f"Hout voor {project}", due="2020-01-01", state="confirmed"
        )
    Pledge.objects.create(agenda_item=item, organisation=party, what="Nog niet bevestigd", due="2030-01-01")
    StoryFactory(title="Zo ging het", project=projects[0])

    with django_assert_max_num_queries(6):
        page = client.get(item.get_absolute_url()).text

    assert item.get_absolute_url() == "/gedeelde-agenda/2017/g1/"
    assert "Een park waar je kunt zitten" in page
    assert "\u20ac\u00a0201" in page
    assert "<b>Te laat: het had er 1 januari 2020 moeten zijn.</b>" in page
    assert "Zo ging het" in page
    for absent in ("Teruggenomen", "Verborgen", "Nog niet bevestigd"):
        assert absent not in page


@pytest.mark.parametrize("address", ["/gedeelde-agenda/2017/g9/", "/gedeelde-agenda/2018/g1/"])
def test_plan_that_is_not_there_is_not_found(client, groen, address):
    AgendaItemFactory(theme=groen, code="G1")

    assert client.get(address).status_code == 404


def test_timeline_of_a_plan_has_what_its_projects_did_what_was_kept_paid_and_decided(client, groen, green_resident):
    item = AgendaItemFactory(theme=groen, code="G1", title="Parken")
    by = green_resident.person
    project = ProjectFactory(theme=groen, title="Het park", leader=by)
    hidden = ProjectFactory(theme=groen, title="Verborgen", leader=by)
    item.projects.add(project, hidden)
    for one in (project, hidden):
        one.take_up(by=by, reason="Goed.")
        one.start(by=by, reason="We beginnen.")
        one.continue_for_good(by=by, reason="Het blijft.", caretaker="de buren")
        MoneyLine.objects.create(project=one, kind="received", amount="250", what=f"Subsidie {one.title}")
        pledge = Pledge.objects.create(
            project=one, organisation=OrganisationFactory(name="Gemeente"), what=f"Hout {one.title}", due="2030-01-01",
            state="confirmed",
        )  # fmt: skip
        pledge.keep(by=by, reason="Het ligt er.")
    hidden.hide(by=by, reason="Scheldwoorden.")
    loose = ProjectFactory(theme=groen, title="Van vroeger", status=Status.ONGOING)
    item.projects.add(loose)

    page = client.get(item.get_absolute_url()).text

    for words in (
        "Opgepakt: Het park", "Begonnen: Het park", "Blijft bestaan: Het park", "Blijvend: Van vroeger",
        "Nagekomen door Gemeente: Hout Het park", "ontvangen: Subsidie Het park",
    ):  # fmt: skip
        assert words in page, words
    assert "Verborgen" not in page


def test_what_was_kept_opened_again_and_kept_is_told_once_on_the_timeline(client, groen, green_resident):
    item, by = AgendaItemFactory(theme=groen, code="G1"), green_resident.person
    pledge = Pledge.objects.create(
        agenda_item=item, organisation=OrganisationFactory(name="Gemeente"), what="Hout", due="2030-01-01",
        state="confirmed",
    )  # fmt: skip
    told = []
    for step in (pledge.keep, pledge.reopen, pledge.keep):
        step(by=by, reason="Het ligt er.")
        told.append(client.get(item.get_absolute_url()).text.count("Nagekomen door Gemeente: Hout"))

    assert told == [1, 0, 1]
