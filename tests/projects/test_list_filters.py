"""The filters of the list besides word, theme and state: help, party, street, and the order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from projects.models import HelpWanted, Status
from tests.factories import OrganisationFactory, ProjectFactory
from wijkdeal.searching import recount_words

pytestmark = pytest.mark.django_db


def titles(response):
    return [project.title for project in response.context["page"].items]


def ask_help(project, **fields):
    HelpWanted.objects.create(project=project, kind="hands", what="Twee mensen", **fields)


def test_visitor_sees_what_can_use_help(client, groen):
    yesterday = timezone.localdate() - timedelta(days=1)
    ask_help(ProjectFactory(title="Handen nodig", theme=groen))
    ask_help(ProjectFactory(title="Gevonden", theme=groen), fulfilled_at=timezone.now())
    ask_help(ProjectFactory(title="Te laat", theme=groen), by=yesterday)
    ask_help(ProjectFactory(title="Gestopt", theme=groen, status=Status.STOPPED))
    ProjectFactory(title="Vraagt niets", theme=groen)

    response = client.get("/projecten/", {"hulp": "ja"})

    page = response.content.decode()
    assert titles(response) == ["Handen nodig"]
    assert 'href="/projecten/"><span class="vh">Haal weg: </span>kan hulp gebruiken' in page
    assert 'name="hulp" value="ja"' in page
    assert '<details class="more" open>' in page


def test_visitor_sees_the_projects_of_a_party(client, groen):
    party, other = OrganisationFactory(name="Lefier", slug="lefier"), OrganisationFactory(slug="niemand")
    ProjectFactory(title="Samen met Lefier", theme=groen).partners.add(party, OrganisationFactory())
    ProjectFactory(title="Alleen", theme=groen)

    response = client.get("/projecten/", {"partij": "lefier", "q": "samen"})

    page = response.content.decode()
    assert titles(response) == ["Samen met Lefier"]
    assert 'href="/projecten/?q=samen"><span class="vh">Haal weg: </span>partij: Lefier' in page
    assert f'<option value="{other.slug}"' not in page


@pytest.mark.parametrize("typed", ["Hooftlaan", "hooftl", "P.C. Hooftlaan", "pc hooftlaan", "hooftlaan 12"])
def test_visitor_sees_what_is_in_a_street(client, groen, typed):
    ProjectFactory(title="Bankje", place="Hoek van de P.C. Hooftlaan 12-14", theme=groen)
    ProjectFactory(title="Praat over de Hooftlaan", place="Vondellaan", theme=groen)

    response = client.get("/projecten/", {"straat": typed})

    assert titles(response) == ["Bankje"]
    assert f"straat: {typed}" in response.content.decode()


def test_visitor_sees_first_what_was_last_heard_of(client, groen):
    now = timezone.now()
    ProjectFactory(title="Net gehoord", theme=groen, heard_at=now)
    ProjectFactory(title="Vorige week", theme=groen, heard_at=now - timedelta(days=7))
    ProjectFactory(title="Nooit", theme=groen)

    newest = client.get("/projecten/")
    heard = client.get("/projecten/", {"volgorde": "gehoord"})

    assert titles(newest) == ["Nooit", "Vorige week", "Net gehoord"]
    assert titles(heard) == ["Net gehoord", "Vorige week", "Nooit"]
    assert "volgorde: laatst van gehoord" in heard.content.decode().lower()


def test_what_nobody_knows_is_left_out(client, groen):
    ProjectFactory(title="Bankje", theme=groen)

    response = client.get("/projecten/?partij=onbekend&volgorde=duurste&hulp=nee&straat=%21%21")

    assert titles(response) == ["Bankje"]
    assert response.context["on"] == []


def test_list_with_everything_on_takes_six_queries(client, groen, django_assert_max_num_queries):
    party = OrganisationFactory(slug="lefier")
    for _ in range(30):
        project = ProjectFactory(title="Bankje", place="Hooftlaan", theme=groen)
        project.partners.add(party)
        ask_help(project)
    recount_words()

    with django_assert_max_num_queries(6):
        response = client.get(
            "/projecten/?q=bankej&thema=groen&status=idee&hulp=ja&partij=lefier&straat=hooft&volgorde=gehoord"
        )
    with django_assert_max_num_queries(6):
        client.get("/projecten/?q=bankje&thema=groen&status=idee&hulp=ja&partij=lefier&straat=hooft&volgorde=gehoord")

    assert response.status_code == 200
