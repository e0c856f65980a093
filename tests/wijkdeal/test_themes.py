from datetime import timedelta

import pytest
from django.utils import timezone

from projects.models import Project, Status
from tests.factories import (
    AgendaItemFactory,
    FacilitatorFactory,
    PersonFactory,
    ProjectFactory,
    StoryFactory,
    ThemeFactory,
)
from themes.models import ThemeFollow


def test_visitor_sees_the_duo_and_the_projects_by_family(client, green_resident, green_professional, groen):
    ProjectFactory(theme=groen, title="Fruitbomen", status=Status.UNDERWAY)
    ProjectFactory(theme=groen, title="Geveltuinen")
    ProjectFactory(title="Elders", theme=ThemeFactory(slug="sociaal"))

    page = client.get("/themas/groen/").text

    assert "Ineke Wiersema" in page
    assert "Bas Huizing" in page
    assert page.index("Bezig <") < page.index("Fruitbomen") < page.index("Idee <") < page.index("Geveltuinen")
    assert "Elders" not in page
    assert "/contact/?to=thema-groen" in page


def test_visitor_sees_how_a_theme_stands_and_goes_on_to_each_plan(client, groen):
    ProjectFactory.create_batch(3, theme=groen, status=Status.UNDERWAY)
    ProjectFactory(theme=groen)
    AgendaItemFactory(theme=groen, code="G7", title="Een bijenlint")

    page = client.get("/themas/groen/").text

    assert '<b>3</b><a href="#bezig">Bezig</a>' in page
    assert '<b>1</b><a href="#idee">Idee</a>' in page
    assert '<a href="/gedeelde-agenda/2017/g7/">Een bijenlint</a>' in page
    assert 'href=""' not in page


def test_vacant_seat_is_said_plainly(client, green_professional):
    page = client.get("/themas/groen/").text

    assert "Deze plek is vrij. Meld je aan" in page
    assert "Dit thema zoekt een bewoner" in page


def test_half_of_the_duo_that_is_away_says_until_when(client, groen):
    away = timezone.localdate() + timedelta(days=10)
    FacilitatorFactory(theme=groen, person=PersonFactory(name="Wouter Klamer", away_until=away))

    page = client.get("/themas/groen/").text

    assert "bewoner, afwezig tot en met" in page


def test_former_halves_are_not_shown(client, groen):
    FacilitatorFactory(theme=groen, person=PersonFactory(name="Oud Lid"), since="2019-01-01", until="2020-01-01")

    assert "Oud Lid" not in client.get("/themas/groen/").text


def test_first_name_only_is_kept(client, groen):
    FacilitatorFactory(theme=groen, person=PersonFactory(name="Wouter Klamer", show_name="first"))

    page = client.get("/themas/groen/").text

    assert "Wouter" in page
    assert "Klamer" not in page


@pytest.mark.parametrize("number", [2, 12])
def test_theme_costs_six_queries_however_much_there_is(client, groen, number, django_assert_max_num_queries):
    for _ in range(number):
        AgendaItemFactory(theme=groen).projects.add(ProjectFactory(theme=groen, status=Status.UNDERWAY))
        ProjectFactory(theme=groen)
        StoryFactory(theme=groen)

    with django_assert_max_num_queries(6):
        response = client.get("/themas/groen/")

    assert not response.cookies
    assert "Parken die verzorgd zijn" in response.text


def test_signed_in_costs_at_most_twelve(client, groen, resident, django_assert_max_num_queries):
    client.force_login(resident)

    with django_assert_max_num_queries(12):
        client.get("/themas/groen/")


def test_list_of_themes_counts_their_projects(client, groen, django_assert_max_num_queries):
    ProjectFactory(theme=groen)
    ProjectFactory(theme=groen, status=Status.DRAFT)

    with django_assert_max_num_queries(6):
        page = client.get("/themas/").text

    assert "1 project<" in page


def test_unknown_theme_is_not_found(client, db):
    assert client.get("/themas/bestaat-niet/").status_code == 404


def test_resident_follows_a_theme_and_stops(client, groen, resident):
    client.force_login(resident)

    client.post("/themas/groen/volgen/")
    response = client.post("/themas/groen/volgen/", follow=True)

    assert ThemeFollow.objects.filter(theme=groen, person=resident.person).count() == 1
    assert "Je volgt dit thema." in response.text
    assert "Volg niet meer" in response.text

    client.post("/themas/groen/niet-volgen/")

    assert not ThemeFollow.objects.exists()


def test_following_asks_for_a_press(client, groen, resident):
    client.force_login(resident)

    response = client.get("/themas/groen/volgen/")

    assert response.status_code == 200
    assert not ThemeFollow.objects.exists()
    assert client.get("/themas/groen/niet-volgen/").status_code == 405


def test_visitor_who_follows_without_an_address_reads_what_is_missing(client, groen):
    response = client.post("/themas/groen/volgen/", {"name": "Fenna"})

    assert "<title>Fout: Volg dit thema" in response.text
    assert '<a href="#id_email">Vul je e-mailadres in.</a>' in response.text
    assert 'value="Fenna"' in response.text


@pytest.mark.django_db
def test_beyond_a_thousand_projects_are_not_counted(client, groen):
    now = timezone.now()
    Project.objects.bulk_create(
        Project(title="Bankje", slug=f"p{n}", short_code=f"{n:06}", theme=groen, status="proposed", proposed_at=now)
        for n in range(1002)
    )

    assert "meer dan 1000 projecten" in client.get("/themas/").text
    assert "meer dan 1000 projecten" in client.get("/").text
