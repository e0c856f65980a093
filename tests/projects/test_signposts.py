"""Whose job it is when it is no project: shown before proposing, chosen by the duo that refers, kept by the team."""

import pytest

from projects.models import ProjectEvent, Signpost, Status
from tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def loose_tile():
    return Signpost.objects.create(title="Een losse stoeptegel", whose="Het meldpunt", telephone="14 050")


def test_who_proposes_reads_first_where_a_loose_tile_goes(client, loose_tile):
    page = client.get("/projecten/voorstellen/").text

    assert "Een losse stoeptegel" in page
    assert 'href="tel:14050"' in page
    assert page.index("Een losse stoeptegel") < page.index('name="title"')


def test_without_signposts_nothing_is_asked(client):
    assert "Is er iets stuk" not in client.get("/projecten/voorstellen/").text


def test_the_duo_refers_with_name_and_telephone(client, green_resident, groen, loose_tile):
    project = ProjectFactory(theme=groen, status=Status.PROPOSED)
    client.force_login(green_resident)

    typed = {"answer": "refer", "signpost": loose_tile.pk, "reason": "Dank je. Bel dit nummer even."}
    client.post(f"{project.get_absolute_url()}antwoord/", typed)

    project.refresh_from_db()
    event = project.events.get(kind=ProjectEvent.Kind.REFERRED)
    assert project.status == Status.DECLINED
    assert event.reason == "Dank je. Bel dit nummer even.\n\nDit doet het meldpunt: bel 14 050."


def test_another_answer_leaves_the_signpost_out(client, green_resident, groen, loose_tile):
    project = ProjectFactory(theme=groen, status=Status.PROPOSED)
    client.force_login(green_resident)

    typed = {"answer": "decline", "signpost": loose_tile.pk, "reason": "Dit kan niet."}
    client.post(f"{project.get_absolute_url()}antwoord/", typed)

    assert project.events.get(kind=ProjectEvent.Kind.DECLINED).reason == "Dit kan niet."


def test_a_signpost_that_is_gone_or_forged_is_refused_in_words(client, green_resident, groen):
    project = ProjectFactory(theme=groen, status=Status.PROPOSED)
    client.force_login(green_resident)

    response = client.post(
        f"{project.get_absolute_url()}antwoord/", {"answer": "refer", "signpost": "999", "reason": "Bel dit nummer."}
    )

    project.refresh_from_db()
    assert project.status == Status.PROPOSED
    assert "Kies een wegwijzer uit de lijst, of schrijf het zelf." in response.text
    assert "Bel dit nummer." in response.text


def test_the_team_keeps_them_and_is_told_when_one_leads_nowhere(client, team_member):
    client.force_login(team_member)
    address = "/beheer/projects/signpost/add/"
    typed = {"title": "Herrie", "whose": "Buurtbemiddeling", "telephone": "", "url": "", "order": 1}

    refused = client.post(address, typed)
    client.post(address, typed | {"telephone": "050 123 45 71"})

    assert "Vul een telefoonnummer of een adres op internet in" in refused.text
    assert Signpost.objects.get().whose == "Buurtbemiddeling"


def test_a_resident_does_not_get_there(client, resident):
    client.force_login(resident)

    assert client.get("/beheer/projects/signpost/").status_code in (302, 403)
