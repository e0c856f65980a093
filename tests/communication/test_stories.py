"""Stories as readers see them."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from tests.factories import ProjectFactory, StoryFactory

ATOM = {"a": "http://www.w3.org/2005/Atom"}
pytestmark = pytest.mark.django_db


def test_visitor_reads_the_list_with_the_same_queries_for_two_and_twelve(client, groen, django_assert_num_queries):
    StoryFactory.create_batch(2, theme=groen)
    with django_assert_num_queries(3):
        html = client.get("/verhalen/").content.decode()
    StoryFactory.create_batch(10, theme=groen)

    with django_assert_num_queries(3):
        response = client.get("/verhalen/")

    assert "Soep op woensdag" in html
    assert response.cookies == {}


def test_empty_list_offers_one_thing_to_do(client):
    html = client.get("/verhalen/").content.decode()

    assert "Er staan nog geen verhalen" in html
    assert 'href="/communicatie/aanvragen/?kind=news"' in html


@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "999999999999", "%00"])
def test_any_page_number_gives_a_page(client, page):
    StoryFactory()

    assert client.get(f"/verhalen/?pagina={page}").status_code == 200


def test_visitor_reads_a_story_with_its_marks_and_project(client, groen, django_assert_max_num_queries):
    project = ProjectFactory(theme=groen, status="underway")
    story = StoryFactory(theme=groen, project=project, text="**Twaalf** bomen <script>alert(1)</script>")
    StoryFactory.create_batch(5, theme=groen)

    with django_assert_max_num_queries(6):
        response = client.get(story.get_absolute_url())

    html = response.content.decode()
    assert "<strong>Twaalf</strong> bomen" in html
    assert "<script>alert" not in html
    assert f'href="{project.get_absolute_url()}"' in html
    assert response.cookies == {}


def test_story_about_a_hidden_project_does_not_name_it(client):
    project = ProjectFactory(title="Verborgen plan", hidden_at=timezone.now())
    story = StoryFactory(project=project)

    assert "Verborgen plan" not in client.get(story.get_absolute_url()).content.decode()


@pytest.mark.parametrize("published", [None, timedelta(days=1)])
def test_story_that_is_not_published_is_for_the_team_only(client, resident, team_member, published):
    story = StoryFactory(title="Nog niet af", published_at=published and timezone.now() + published)

    assert client.get(story.get_absolute_url()).status_code == 404
    assert "Nog niet af" not in client.get("/verhalen/").content.decode()
    assert "Nog niet af" not in client.get("/verhalen/feed/").content.decode()
    client.force_login(resident)
    assert client.get(story.get_absolute_url()).status_code == 404
    client.force_login(team_member)
    preview = client.get(story.get_absolute_url())
    assert ("Dit is een concept." if published is None else "Het komt op de website op") in preview.text
    assert preview["Cache-Control"] == "private, no-store"


def test_feed_is_atom_with_the_address_of_the_site(client, groen, settings):
    settings.SITE_URL = "https://wijkdeal.example"
    settings.ALLOWED_HOSTS = ["anders.example"]
    story = StoryFactory(title="Soep & brood <3", theme=groen, text="Het begon met **één** pan.")

    response = client.get("/verhalen/feed/", headers={"host": "anders.example"})

    feed = ElementTree.fromstring(response.content)  # noqa: S314 - our own feed
    entry = feed.find("a:entry", ATOM)
    assert response["Content-Type"].startswith("application/atom+xml")
    assert entry.findtext("a:title", namespaces=ATOM) == "Soep & brood <3"
    assert entry.find("a:link", ATOM).get("href") == f"https://wijkdeal.example{story.get_absolute_url()}"
    assert "<strong>één</strong>" in entry.findtext("a:summary", namespaces=ATOM)
    assert b"anders.example" not in response.content
    assert response.cookies == {}


def test_what_was_pasted_in_the_back_office_breaks_no_feed(client):
    StoryFactory(title="Soep\x02", lead="Warm\x0b", text="een\x02twee")

    response = client.get("/verhalen/feed/")

    assert "Soep" in response.content.decode()
    assert "\x02" not in response.content.decode()


def test_feed_that_did_not_change_is_not_sent_again(client):
    StoryFactory()
    first = client.get("/verhalen/feed/")

    second = client.get("/verhalen/feed/", headers={"If-None-Match": first["ETag"]})

    assert second.status_code == 304


def test_story_without_words_in_its_title_gets_an_address_and_none_is_taken_twice():
    StoryFactory(slug="soep")
    first, second = StoryFactory.build(title="Soep"), StoryFactory.build(title="!!!")
    third = StoryFactory.build(title="Feed")

    for story in (first, second, third):
        story.name_address()

    assert [first.slug, second.slug, third.slug] == ["soep-2", "verhaal", "feed-2"]


@pytest.mark.parametrize(("about", "words"), [("project", "Volg dit project"), ("theme", "Volg dit thema"), ("", "")])
def test_reader_follows_what_a_story_is_about(client, groen, about, words):
    project = ProjectFactory(theme=groen, status="underway")
    story = StoryFactory(theme=groen if about == "theme" else None, project=project if about == "project" else None)

    page = client.get(story.get_absolute_url()).text

    thing = {"project": project, "theme": groen}.get(about)
    assert "Volg dit verhaal" in page
    assert [one for one in ("Volg dit project", "Volg dit thema") if one in page] == [words] * bool(words)
    assert not words or (words in page and f'href="{thing.get_absolute_url()}volgen/"' in page)
