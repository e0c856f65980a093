"""Searching that forgives: other forms, accents, prefixes, slips, stop words, initials, numbers, and what was meant."""

import re

import pytest
from django.db import connection

from core.searching import spelled
from projects.models import SearchWord, Status
from projects.models.misspelling import one_slip_away, slips_between
from projects.models.searching import Asked
from tests.factories import ProjectFactory
from wijkdeal.searching import recount_words
from wijkdeal.tasks import count_words

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["words counted", "no words counted yet"])
def counted(request):
    """A function to call once the projects are there: what was added since the last count is found as well."""
    return recount_words if request.param == "words counted" else lambda: None


def titles(response):
    return [project.title for project in response.context["page"].items]


def found(client, words, **more):
    return titles(client.get("/projecten/", {"q": words} | more))


def text_of(response):
    return re.sub(r"</?mark>", "", response.content.decode())


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("Een moestuin op het plein", "moestuinen"),
        ("Twee moestuinen", "moestuin"),
        ("Het huis van de buurt", "huizen"),
        ("Lege huizen", "huis"),
        ("Een oude kruiwagen", "kruiwagens"),
        ("Drie kruiwagens", "kruiwagen"),
        ("Een café in de wijk", "cafés"),
        ("Alle cafés van de wijk", "café"),
        ("Alle cafés van de wijk", "cafe"),
        ("Brieven aan de buren", "brief"),
        ("Een brief aan de buren", "brieven"),
        ("Kinderen tekenen de wijk", "kind"),
        ("Voor ieder kind een boek", "kinderen"),
        ("Het verslag van de schouw", "notulen"),
        ("Bijeenkomsten in de kas", "vergadering"),
        ("Een bankje", "banken"),
        ("Buurttuin", "buurt"),
        ("Een hondenspeeltuin", "hondenspeel"),
        ("Schommel in het Julianapark", "juliana park"),
        ("Verlichting in zuid-west", "zuidwest"),
        ("Verlichting in zuidwest", "zuid-west"),
        ("Een e-bike om te lenen", "ebike"),
        ("Spelen en/of sporten", "en/of sporten"),
        ("Groen/blauw schoolplein", "blauw"),
        ("Bomen in de A.B. de Grootstraat", "A.B. de Grootstraat"),
        ("Bomen in de A.B. de Grootstraat", "ab de grootstraat"),
        ("Bomen in de A. B. de Grootstraat", "AB de Grootstraat"),
        ("Bomen in de Grootstraat", "A.B. de Grootstraat"),
        ("Bankje aan de P.C. Hooftlaan", "P.C. Hooftlaan"),
        ("Bankje aan de P.C. Hooftlaan", "pc hooftlaan"),
        ("Bankje aan de PC Hooftlaan", "p.c. hooftlaan"),
        ("Bankje aan de P.C.Hooftlaan", "Hooftlaan"),
        ("Bankje bij P.C. Hooftlaan 12-14", "Hooftlaan 12"),
        ("Bankje bij P.C. Hooftlaan 12-14", "Hooftlaan 14"),
        ("Bankje bij Hooftlaan 12a", "Hooftlaan 12a"),
        ("Bankje bij Hooftlaan 12 a", "Hooftlaan 12a"),
        ("Ons", "ons"),
        ("Hoe?", "hoe"),
        ("Van ons", "ons"),
        ("En/of", "en/of"),
    ],
)
def test_visitor_finds_it_however_it_is_typed(client, groen, counted, title, typed):
    ProjectFactory(title=title, theme=groen)
    ProjectFactory(title="Muziek maken", summary="Samen.", theme=groen)
    counted()

    assert found(client, typed) == [title]


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("Buurtmoestuin achter de Vondellaan", "moestuinen"),
        ("Buurtmoestuin achter de Vondellaan", "moestuin"),
        ("Drie buurtmoestuinen", "moestuin"),
        ("Repaircafé De Schroef", "café"),
        ("Repaircafé De Schroef", "cafe"),
        ("Eetcafé De Lange Tafel", "cafés"),
        ("Buurtbankjes erbij", "bankje"),
    ],
)
def test_visitor_finds_a_compound_by_its_last_part(client, groen, title, typed):
    ProjectFactory(title=title, theme=groen)
    ProjectFactory(title="Muziek maken", summary="Samen.", theme=groen)
    recount_words()

    assert found(client, typed) == [title]


@pytest.mark.parametrize(("title", "typed"), [("Grote avonturen", "uren"), ("Wij vergeten niets", "eten")])
def test_what_only_sounds_like_the_end_of_a_word_is_not_found(client, groen, title, typed):
    ProjectFactory(title=title, theme=groen)
    recount_words()

    assert found(client, typed) == []


@pytest.mark.parametrize(
    ("title", "typed", "meant"),
    [
        ("Een hondenspeeltuin", "hondespeeltuin", "hondenspeeltuin"),
        ("Schommel in het Julianapark", "Julianaprk", "julianapark"),
        ("Een prullenbak erbij", "prullebak", "prullenbak"),
        ("Een taalcafé", "taalcaffe", "taalcafé"),
        ("Bomen langs de singel", "sinegl", "singel"),
        ("Een prullenbak in het Julianapark", "prullebak in Julianaprk", "prullenbak in julianapark"),
    ],
)
def test_visitor_who_makes_a_slip_finds_it_and_is_asked_what_was_meant(client, groen, title, typed, meant):
    ProjectFactory(title=title, theme=groen)
    recount_words()

    response = client.get("/projecten/", {"q": typed, "thema": "groen"})

    assert titles(response) == [title]
    address = response.context["meant"][1]
    assert f'Bedoelde je <a href="{address.replace("&", "&amp;")}">{meant}</a>?' in response.content.decode()
    assert titles(client.get(address)) == [title]
    assert "Bedoelde je" not in client.get(address).content.decode()


def test_what_a_rare_form_of_a_common_word_finds_is_not_expected_to_be_little(groen, monkeypatch):
    monkeypatch.setattr("projects.models.searching.MANY", 3)
    for _ in range(4):
        ProjectFactory(theme=groen, title="De kosten van de tuin")
    ProjectFactory(theme=groen, title="Het kostte weinig")
    recount_words()

    asked = Asked("kosttew")

    assert asked.meant == "kostte"
    assert not asked.expects_few


def test_visitor_who_finds_a_rare_slip_of_others_is_asked_what_was_meant(client, groen):
    for _ in range(12):
        ProjectFactory(title="Een prullenbak erbij", theme=groen)
    ProjectFactory(title="Nog een prullebak", theme=groen)
    recount_words()

    response = client.get("/projecten/", {"q": "prullebak"})

    assert titles(response) == ["Nog een prullebak"]
    assert response.context["meant"] == ("prullenbak", "/projecten/?q=prullenbak")


@pytest.mark.parametrize("typed", ["muziek", "bouwma", "tuin -bank", '"hondespeeltuin"', "tuinen"])
def test_no_other_word_is_meant_where_nothing_looks_like_it(client, groen, typed):
    ProjectFactory(title="Een hondenspeeltuin en een tuin", summary="Wij bouwen.", theme=groen)
    recount_words()

    assert "Bedoelde je" not in client.get("/projecten/", {"q": typed}).content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.DRAFT},
        {"hidden_at": "2026-01-01T12:00Z"},
    ],
)
def test_no_word_comes_in_of_what_is_hidden_or_a_draft(client, groen, fields):
    ProjectFactory(title="Geheimschrift", summary="Stil.", theme=groen, **fields)
    ProjectFactory(title="Muziekkoepel", summary="Stil.", theme=groen)
    recount_words()

    assert list(SearchWord.objects.filter(word__in=["geheimschrift", "muziekkoepel"]).values_list("word")) == [
        ("muziekkoepel",)
    ]


def test_words_of_what_was_hidden_since_are_not_suggested_and_go_at_the_next_count(client, groen):
    project = ProjectFactory(title="Geheimschrift", theme=groen)
    recount_words()
    type(project).objects.update(hidden_at="2026-01-01T12:00Z")

    assert "geheimschrift" not in client.get("/projecten/", {"q": "geheimschrit"}).content.decode()

    count_words(0)
    assert not SearchWord.objects.filter(word="geheimschrift").exists()


def test_counting_again_keeps_the_words_and_counts_rows(client, groen):
    ProjectFactory(title="Prullenbak, prullenbak", summary="Ideeën", description="", theme=groen)
    recount_words()
    ProjectFactory(title="Prullenbak", summary="", description="", theme=groen)

    recount_words()

    rows = SearchWord.objects.filter(plain__in=["prullenbak", "ideeen"]).order_by("word")
    assert list(rows.values_list("word", "plain", "rows")) == [("ideeën", "ideeen", 1), ("prullenbak", "prullenbak", 2)]


def test_numbers_and_addresses_are_no_words(client, groen):
    ProjectFactory(title="Mail naar jan@voorbeeld.test of bel 0501234567", theme=groen)
    recount_words()

    assert not SearchWord.objects.filter(word__regex="[0-9@]").exists()


def test_number_of_a_house_is_that_number(client, groen):
    ProjectFactory(title="Bankje bij Hooftlaan 120", theme=groen)

    assert found(client, "Hooftlaan 12") == []


def test_found_words_are_marked_and_what_was_typed_stays_text(client, groen):
    ProjectFactory(title="Bankjes & <b>bomen</b>", summary="Een bank in de zon.", theme=groen)

    page = client.get("/projecten/", {"q": "bank"}).content.decode()

    assert "<mark>Bankjes</mark> &amp; &lt;b&gt;bomen&lt;/b&gt;</a>" in page
    assert "<p>Een <mark>bank</mark> in de zon.</p>" in page


def test_piece_of_a_long_text_shows_where_the_word_stands(client, groen):
    text = "Eerst iets anders. " * 20 + "Dan komt de muziekkoepel erbij. " + "En nog iets. " * 20
    ProjectFactory(title="Feest", summary="Samen.", description=text, theme=groen)

    page = client.get("/projecten/", {"q": "muziekkoepel"}).content.decode()

    assert "<mark>muziekkoepel</mark>" in page
    assert "<p>Samen.</p>" not in page


def test_best_comes_first_and_newest_where_that_was_asked(client, groen):
    ProjectFactory(title="Muziekkoepel", theme=groen)
    ProjectFactory(title="Feest", description="Bij de muziekkoepel.", theme=groen)

    assert found(client, "muziekkoepel") == ["Muziekkoepel", "Feest"]
    assert found(client, "muziekkoepel", volgorde="nieuw") == ["Feest", "Muziekkoepel"]


def test_nothing_found_says_what_to_do_next(client, groen):
    ProjectFactory(title="Een moestuin", theme=groen)

    response = client.get("/projecten/", {"q": "moestuin trapezium", "thema": "groen"})

    page = response.content.decode()
    assert titles(response) == []
    assert '<a href="/projecten/?q=moestuin&amp;thema=groen">moestuin</a>' in page
    assert 'href="/zoeken/?q=moestuin%20trapezium"' in page
    assert "Bel ons" in page
    assert "Stel je idee voor" in page


WILD = [
    "\x00", "a" * 3000, "ab " * 1000, "!!!", "&|!():*<->", "'", '"', '"""', "\\", "'':*", "a:*b", "<->", "a & ! b",
    "((((", "- - -", "-", "a-", "--a", "a-b-c-d-e", ".", "a.b.c.d.", "/", "\u202e", "\ue000\ue001", "ﷺ" * 200, "%", "_",
    "12345678901234567890", "👩‍👩‍👧", "e\u0301" * 150, "or", "or or", "²", "½", "İ", "ß", "ﬁets", "de", "x",
]  # fmt: skip


def answers_to_wild(client, *names):
    ProjectFactory(title="Bankjes \ue000 & <b>")
    return {client.get("/projecten/", dict.fromkeys(names, typed)).status_code for typed in WILD}


def test_whatever_is_typed_gives_a_page(client, counted):
    counted()

    assert answers_to_wild(client, "q") == {200}


@pytest.mark.parametrize("names", [["straat"], ["partij", "volgorde", "hulp"]])
def test_whatever_stands_in_a_filter_gives_a_page(client, names):
    assert answers_to_wild(client, *names) == {200}


@pytest.mark.parametrize(
    "typed", [*(wild for wild in WILD if len(wild) < 100), "Café’s in A.B. de Grootstraat 12-14 en/of zuid"]
)
def test_spelling_is_the_one_of_the_database(typed):
    typed = typed.replace("\x00", "")

    with connection.cursor() as cursor:
        cursor.execute("SELECT search_text(%s)", [typed])
        there = re.findall(r"\w+", cursor.fetchone()[0])

    assert set(re.findall(r"\w+", spelled(typed))) <= set(there)


def test_one_slip_is_one_letter_more_less_other_or_changed_about():
    assert {"bak", "bnak", "bonk", "banjk", "bank"} - one_slip_away("bank") == {"bank"}
    assert [slips_between("bank", other) for other in ("bank", "bak", "bnak", "bonk", "boom")] == [0, 1, 1, 1, 3]
    assert slips_between("hondespeeltuin", "hondenspeeltuin") == 1
