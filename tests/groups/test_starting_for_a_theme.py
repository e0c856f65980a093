"""A duo starts a werkgroep for its theme; a group of a project is tested with the groups."""

import pytest

from groups.models import Group
from tests.factories import ThemeFactory

ADDRESS = "/groepen/beginnen/"
TYPED = {"thema": "groen", "name": "Werkgroep Bijen", "purpose": "Wij zaaien bloemen.", "joining": "open"}
pytestmark = pytest.mark.django_db


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("who", ["green_resident", "administrator"])
def test_the_duo_and_the_administrator_start_a_werkgroep_for_the_theme(client, groen, who, request):
    user = request.getfixturevalue(who)
    client.force_login(user)

    response = client.post(ADDRESS, TYPED)

    group = Group.objects.get()
    assert response.url == group.get_absolute_url() == "/groepen/werkgroep-bijen/"
    assert (group.kind, group.theme, group.project, group.is_open) == ("werkgroep", groen, None, True)
    assert list(group.memberships.values_list("person", "role")) == [(user.person.pk, "chair")]


def test_sending_twice_starts_one_werkgroep(client, green_resident):
    client.force_login(green_resident)
    form = client.get(f"{ADDRESS}?thema=groen").context["form"]

    for _ in range(2):
        client.post(ADDRESS, TYPED | {"form_key": form["form_key"].value()})

    assert Group.objects.count() == 1


def test_a_second_window_does_not_start_a_second_of_the_same_name(client, green_resident):
    client.force_login(green_resident)
    client.post(ADDRESS, TYPED)

    response = client.post(ADDRESS, TYPED | {"name": "werkgroep bijen", "purpose": "Wij zaaien en maaien."})

    assert "Er is hier al een groep met deze naam." in text_of(response)
    assert "Wij zaaien en maaien." in text_of(response)
    assert Group.objects.count() == 1


@pytest.mark.parametrize("who", ["resident", "team_member"])
def test_others_start_no_werkgroep(client, groen, who, request):
    client.force_login(request.getfixturevalue(who))

    assert client.post(ADDRESS, TYPED).status_code == 403
    assert not Group.objects.exists()


def test_a_duo_starts_none_for_another_theme(client, green_resident):
    ThemeFactory(slug="sociaal")
    client.force_login(green_resident)

    assert client.post(ADDRESS, TYPED | {"thema": "sociaal"}).status_code == 403


@pytest.mark.parametrize("slug", ["nergens", "x" * 3000, "groen\0"])
def test_a_theme_that_is_not_there_is_not_found(client, green_resident, slug):
    client.force_login(green_resident)

    assert client.post(ADDRESS, TYPED | {"thema": slug}).status_code == 404


def test_the_page_offers_the_duo_its_theme_and_nobody_else(client, groen, green_resident, resident):
    client.force_login(green_resident)
    offered = text_of(client.get(ADDRESS))
    form = text_of(client.get(f"{ADDRESS}?thema=groen"))
    client.force_login(resident)
    not_offered = text_of(client.get(ADDRESS))

    assert 'href="?thema=groen"' in offered
    assert f"Voor het thema {groen.name}." in form.replace("&amp;", "&")
    assert "?thema=" not in not_offered


def test_a_mistake_keeps_the_theme(client, green_resident):
    client.force_login(green_resident)

    page = text_of(client.post(ADDRESS, TYPED | {"purpose": ""}))

    assert '<input type="hidden" name="thema" value="groen">' in page
    assert "Schrijf in een paar zinnen wat de groep gaat doen." in page
