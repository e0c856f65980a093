import pytest

from projects.models import Status
from tests.factories import (
    AgendaItemFactory,
    GroupFactory,
    IssueFactory,
    MeetingFactory,
    OrganisationFactory,
    ProjectFactory,
    StoryFactory,
    ThemeFactory,
)


def everything_about(word):
    ThemeFactory(slug="groen", name=f"{word} en buiten")
    ProjectFactory(title=f"{word} in het park")
    group = GroupFactory(name=f"Werkgroep {word}")
    MeetingFactory(group=group, title=f"Overleg {word}")
    StoryFactory(title=f"Verhaal {word}")
    IssueFactory(title=f"Wie zorgt voor {word}?")
    AgendaItemFactory(code="G7", title=f"Plan {word}")
    OrganisationFactory(name=f"Stichting {word}")


def test_visitor_finds_everything_public_by_kind(client, db, django_assert_max_num_queries):
    everything_about("Vlierbes")

    with django_assert_max_num_queries(6):
        response = client.get("/zoeken/", {"q": "vlierbes"})

    page = response.text
    assert not response.cookies
    for heading in ("Projecten", "Thema’s", "Groepen", "Bijeenkomsten", "Verhalen", "Vraagstukken", "Partijen"):
        assert f"<h2>{heading}</h2>" in page
    assert 'href="/gedeelde-agenda/#plan-g7"' in page
    assert "Gevonden over ‘vlierbes’" in page


def test_what_is_not_public_is_not_found(client, groen):
    ProjectFactory(title="Vlierbes geheim", status=Status.DRAFT)
    MeetingFactory(title="Vlierbes besloten", is_public=False)
    StoryFactory(title="Vlierbes later", published_at=None)

    page = client.get("/zoeken/", {"q": "vlierbes"}).text

    assert "Niets over ‘vlierbes’" in page


@pytest.mark.parametrize("typed", ["cafe de groet", "café de groet", "ideeen", "foto's", "foto’s", "CAFÉ"])
def test_accents_and_apostrophes_do_not_keep_things_from_being_found(client, db, typed):
    title = "Café de Groet: ideeën en foto’s"
    ProjectFactory(title=title)
    StoryFactory(title=f"Verhaal van {title}")

    page = client.get("/zoeken/", {"q": typed}).text

    assert page.count(title) == 2


def test_code_of_a_poster_finds_its_project(client, db):
    project = ProjectFactory(title="Bankjes langs de singel")

    page = client.get("/zoeken/", {"q": f" {project.short_code.lower()} "}).text

    assert "Bankjes langs de singel" in page


def test_many_projects_lead_on_to_the_list(client, db):
    for number in range(8):
        ProjectFactory(title=f"Vlierbes {number}")

    page = client.get("/zoeken/", {"q": "vlierbes"}).text

    assert page.count('<li class="card">') == 6
    assert 'href="/projecten/?q=vlierbes"' in page


@pytest.mark.parametrize(
    "typed", ["", "  ", "\x00", "'", '"', ":*", "a" * 3000, "<script>", "👩‍👩‍👧", "%", "\u202e", "&|!"]
)
def test_whatever_is_typed_gives_a_page(client, db, typed):
    response = client.get("/zoeken/", {"q": typed})

    assert response.status_code == 200
    assert "<script>" not in response.text


def test_without_words_the_page_says_where_to_begin(client, db):
    page = client.get("/zoeken/").text

    assert "Of begin hier" in page
