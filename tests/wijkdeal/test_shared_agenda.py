import pytest
from django.utils import timezone

from projects.models import Status
from tests.factories import AgendaFactory, AgendaItemFactory, OrganisationFactory, ProjectFactory
from themes.models import AgendaRound, Phase


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
