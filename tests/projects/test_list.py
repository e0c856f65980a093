"""The list: filters, numbers, words to search for, and any garbage in the address."""

from datetime import timedelta

import pytest
from django.utils import timezone

from projects.models import Status
from tests.factories import ProjectFactory, ThemeFactory
from wijkdeal.searching import recount_words

pytestmark = pytest.mark.django_db


def titles(response):
    return [project.title for project in response.context["page"].items]


def test_visitor_sees_what_is_public_newest_first(client, groen):
    ProjectFactory(title="Eerste idee", theme=groen)
    ProjectFactory(title="Tweede idee", theme=groen)
    ProjectFactory(title="Concept", theme=groen, status=Status.DRAFT)

    response = client.get("/projecten/")

    assert response.status_code == 200
    assert titles(response) == ["Tweede idee", "Eerste idee"]
    assert not response.cookies
    assert "<h1>2 projecten</h1>" in response.content.decode()


def test_card_of_an_idea_with_a_question_promises_no_day_that_is_past(client, groen):
    long_ago = timezone.localdate() - timedelta(days=20)
    ProjectFactory(theme=groen, clarification_question="Welk stuk bedoel je?", answer_due=long_ago)

    words = client.get("/projecten/").content.decode()

    assert "Voorgesteld, wacht op uitleg" in words
    assert "antwoord uiterlijk" not in words


def test_visitor_searches_and_the_heading_says_the_word(client, groen):
    ProjectFactory(title="Veilig buiten spelen", theme=groen)
    ProjectFactory(title="Muziekkoepel", summary="Een podium.", theme=groen)

    response = client.get("/projecten/", {"q": "buiten"})

    assert titles(response) == ["Veilig buiten spelen"]
    assert "<h1>1 project over ‘buiten’</h1>" in response.content.decode()
    assert 'href="/projecten/"><span class="vh">Haal weg: </span>woord: buiten' in response.content.decode()


def test_visitor_filters_by_theme(client, groen, sociaal):
    ProjectFactory(title="Groen idee", theme=groen)
    ProjectFactory(title="Sociaal idee", theme=sociaal)

    response = client.get("/projecten/", {"thema": "sociaal"})

    assert titles(response) == ["Sociaal idee"]


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("idee", {"proposed"}),
        ("bezig", {"preparing", "underway", "paused"}),
        ("klaar", {"completed", "ongoing"}),
        ("gestopt", {"stopped", "declined", "withdrawn"}),
        ("paused", {"paused"}),
    ],
)
def test_visitor_filters_by_family_or_state(client, groen, status, found):
    for state in set(Status) - {Status.MERGED, Status.DRAFT}:
        ProjectFactory(theme=groen, status=state)

    response = client.get("/projecten/", {"status": status})

    assert {project.status for project in response.context["page"].items} == found


@pytest.mark.parametrize(
    "query",
    [
        "q=%00", "q=%22%22", "q='%20or%201=1", "thema=bestaatniet", "status=draft", "status=merged", "pagina=-1",
        "pagina=9999999999999999999999", "pagina=abc", "q=" + "a" * 5000, "q=%26%7C%21%28",
        "thema[]=x&thema=groen&thema=y",
        "q=%ff%fe", "status=%F0%9F%8C%B3", "pagina=%C2%B2",
    ],
)  # fmt: skip
def test_any_garbage_gives_a_page(client, groen, query):
    ProjectFactory(theme=groen)

    response = client.get(f"/projecten/?{query}")

    assert response.status_code == 200


def test_hidden_and_merged_projects_are_not_listed(client, groen):
    target = ProjectFactory(theme=groen, title="Doel")
    ProjectFactory(theme=groen, title="Opgegaan", status=Status.MERGED, merged_into=target)
    ProjectFactory(theme=groen, title="Verborgen", hidden_at="2026-01-01T12:00Z")

    response = client.get("/projecten/")

    assert titles(response) == ["Doel"]


def test_empty_list_says_what_to_do(client, groen):
    response = client.get("/projecten/", {"q": "onvindbaar"})

    page = response.content.decode()
    assert "<h1>Geen projecten over ‘onvindbaar’</h1>" in page
    assert "Stel je idee voor" in page


CASE_11 = {
    "Café de Groet: ideeën en foto’s": [
        "cafe de groet",
        "café de groet",
        "ideeen",
        "ideeën",
        "foto's",
        "foto’s",
        "cafe\u0301",
    ],
    "Vlonder in de buurt\u00adtuin": ["buurttuin"],
    "Een ĳsbaan op het plein": ["ijsbaan", "IJSBAAN", "ĳsbaan"],
}


@pytest.mark.parametrize(
    ("title", "query"), [(title, query) for title, queries in CASE_11.items() for query in queries]
)
def test_search_finds_every_spelling(client, groen, title, query):
    ProjectFactory(title=title, theme=groen)

    assert titles(client.get("/projecten/", {"q": query})) == [title]
    assert title in client.get("/projecten/lijkt-op/", {"title": query}).content.decode()


@pytest.mark.parametrize("query", ["bank", "bankje", "bankjes", "banken", "buurt", "BUURTTUINEN", "bankje buurt"])
def test_search_finds_words_that_begin_alike(client, groen, query):
    ProjectFactory(title="Bankjes in de buurttuin", theme=groen)

    assert titles(client.get("/projecten/", {"q": query})) == ["Bankjes in de buurttuin"]


@pytest.mark.parametrize("query", ["bankje -tuin", '"tuin bankjes"', "muziek"])
def test_search_leaves_out_what_was_not_meant(client, groen, query):
    ProjectFactory(title="Bankjes in de tuin", theme=groen)

    assert titles(client.get("/projecten/", {"q": query})) == []


@pytest.mark.parametrize("number", [2, 30])
def test_list_needs_few_queries_however_many_there_are(client, django_assert_max_num_queries, number):
    for n in range(number):
        ProjectFactory(theme=ThemeFactory(slug=["groen", "sociaal"][n % 2]))

    with django_assert_max_num_queries(6):
        client.get("/projecten/", {"q": "plukfruit", "thema": "groen", "status": "idee"})


def test_second_page_is_reached_and_left(client, groen):
    for _ in range(24):
        ProjectFactory(theme=groen)

    first = client.get("/projecten/")
    second = client.get("/projecten/", {"pagina": "2"})

    assert 'rel="next" href="?pagina=2"' in first.content.decode()
    assert len(second.context["page"].items) == 1


@pytest.mark.parametrize("title", ["", "a", "'", "' | drop:*", "\\", "de het een", "\x00", "!!&|()"])
def test_similar_takes_any_title(client, title):
    response = client.get("/projecten/lijkt-op/", {"title": title})

    assert response.status_code == 200
    assert response.content.decode().strip() == ""


@pytest.mark.parametrize("typed", ["Hondespeeltuin", "Een speeltuin erbij", "Voor de hond - een hondenspeeltuin!"])
def test_similar_forgives_a_slip_and_finds_a_compound_by_its_last_part(client, typed):
    ProjectFactory(title="Hondenspeeltuin in het park")
    recount_words()

    assert "Hondenspeeltuin in het park" in client.get("/projecten/lijkt-op/", {"title": typed}).text
