import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection

from core.models import PageText, SiteSettings, TimelineMoment
from tests.factories import GroupFactory, MembershipFactory, ProjectFactory, StoryFactory


def test_about_shows_texts_moments_and_groups(client, groen, django_assert_max_num_queries):
    PageText.objects.create(
        slug="over-hoe", title="Zo werkt het", text="Het begint bij een bewoner.\n\n## Vijf thema’s"
    )
    TimelineMoment.objects.create(when="begin 2017", sort="2017-01-01", title="De wijk doet mee", text="Het wijkspel.")
    group = GroupFactory(kind="koplopersgroep", name="Koplopersgroep")
    MembershipFactory(group=group)

    with django_assert_max_num_queries(6):
        response = client.get("/over/")

    assert not response.cookies
    assert "Het begint bij een bewoner." in response.text
    assert "<h2>Vijf thema’s</h2>" in response.text
    assert "De wijk doet mee" in response.text
    assert "1 bewoner" in response.text


def test_film_is_a_link_that_contacts_nobody_until_it_is_pressed(client, db):
    SiteSettings.objects.create(id=1, film_url="https://film.example/wijkdeal")

    page = client.get("/over/").text

    assert '<a class="button" href="https://film.example/wijkdeal" rel="noopener noreferrer">Bekijk de film</a>' in page
    assert "<iframe" not in page


def test_without_a_film_the_page_says_where_to_see_it(client, db):
    page = client.get("/over/").text

    assert "Bekijk de film" not in page
    assert "Je kunt hem zien in de Wijkdealwerkplaats" in page


@pytest.mark.parametrize("slug", ["privacy", "toegankelijkheid"])
def test_fixed_page_shows_its_text(client, db, slug, django_assert_max_num_queries):
    PageText.objects.create(slug=slug, title="De kop", text="## Wat we bewaren\n\nWeinig.")

    with django_assert_max_num_queries(6):
        response = client.get(f"/{slug}/")

    assert not response.cookies
    assert "<h1>De kop</h1>" in response.text
    assert "<h2>Wat we bewaren</h2>" in response.text


@pytest.mark.parametrize("slug", ["privacy", "toegankelijkheid", "open-data"])
def test_fixed_page_without_text_is_still_a_page(client, db, slug):
    assert client.get(f"/{slug}/").status_code == 200


def test_english_page_is_english(client, groen, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        response = client.get("/en/", headers={"Accept-Language": "nl"})

    assert '<html lang="en">' in response.text
    assert response["Content-Language"] == "en"
    assert not response.cookies
    assert 'hreflang="nl" href="/"' in response.text
    assert "Stel een vraag" not in response.text


def test_health_says_ok_without_session_or_cookie(client, db, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        response = client.get("/gezond/")

    assert (response.status_code, response.content) == (200, b"ok")
    assert not response.cookies


def test_health_says_so_when_the_database_is_away(client, db, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError

    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", refuse)
        response = client.get("/gezond/")

    assert response.status_code == 503


def test_robots_and_sitemap_name_what_is_public(client, groen):
    project = ProjectFactory()
    hidden = ProjectFactory(hidden_at=project.proposed_at)
    StoryFactory(slug="soep")

    robots = client.get("/robots.txt").text
    index = client.get("/sitemap.xml").text
    projects = client.get("/sitemap-projecten.xml").text
    pages = client.get("/sitemap-paginas.xml").text

    assert "Disallow: /beheer/" in robots
    assert "/sitemap.xml" in robots
    assert "/sitemap-projecten.xml" in index
    assert project.get_absolute_url() in projects
    assert hidden.get_absolute_url() not in projects
    assert "/gedeelde-agenda/" in pages
    assert "/verhalen/soep/" in client.get("/sitemap-verhalen.xml").text
    assert client.get("/sitemap-onzin.xml").status_code == 404


def test_unknown_address_gets_our_own_page_with_search(client, db):
    response = client.get("/bestaat-niet/")

    assert response.status_code == 404
    assert 'action="/zoeken/"' in response.text


def test_media_is_never_served_directly(client, db):
    assert client.get("/media/photos/x.webp").status_code == 404


def test_fixed_pages_take_only_get(client, db):
    for address in ("/", "/over/", "/themas/", "/partijen/", "/gedeelde-agenda/", "/zoeken/", "/open-data/", "/en/"):
        assert client.post(address).status_code == 405


def test_settings_and_addresses_pass_the_checks_of_django(db):
    call_command("check", fail_level="WARNING")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slug", "address"),
    [
        ("contact-intro", "/contact/"),
        ("balie", "/contact/"),
        ("vraagstukken-intro", "/vraagstukken/"),
        ("communicatie-intro", "/communicatie/aanvragen/"),
    ],
)
def test_what_the_team_writes_for_a_place_on_a_page_is_read_there(client, slug, address):
    before = client.get(address).text
    PageText.objects.create(slug=slug, title="De kop", text="Kom **gerust** langs.")

    assert "gerust" not in before
    assert "Kom <strong>gerust</strong> langs." in client.get(address).text


def test_every_page_text_of_the_demo_has_a_place():
    """A text that no page shows is changed by somebody, and read by nobody."""
    root = Path(settings.BASE_DIR)
    code = "".join(path.read_text() for path in [*root.glob("templates/**/*.html"), *root.glob("wijkdeal/views/*.py")])
    pages = tomllib.loads((root / "wijkdeal/demo/content/pages.toml").read_text())["page"]

    assert [page["slug"] for page in pages if f'"{page["slug"]}"' not in code and page["slug"][:5] != "over-"] == []
