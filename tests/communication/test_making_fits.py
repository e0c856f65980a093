"""What does not fit on what is made is said at its field, and never cut."""

import re

import pytest

from communication.models import Product
from tests.communication.making import POSTER, SOCIAL, address_of, content_of, make
from tests.pdfs import sizes_of

ENDLESS = "w" * 500
pytestmark = pytest.mark.django_db

FAR = f"https://wijkdeal.example/{'a' * 170}"
MANY = "Kom mee planten en soep eten op zaterdag. " * 10
LONG = "Verkeersveiligheidsmaatregelenbijeenkomst "


@pytest.mark.parametrize(
    ("shape", "typed", "field", "words"),
    [
        ("flyer", POSTER | {"lead": MANY[:299], "bring": MANY[:159], "where": MANY[:159], "paper": "a5"}, "lead",
         "de tekst"),
        ("flyer", POSTER | {"call": "Kom je ook?" * 5, "address": FAR, "paper": "twice"}, "address", "het adres"),
        ("beeld", SOCIAL | {"shape": "wide", "title": (LONG * 3)[:119]}, "title", "de titel"),
        ("beeld", SOCIAL | {"shape": "wide", "lead": MANY[:299]}, "lead", "de tekst"),
        ("beeld", SOCIAL | {"lead": MANY[:70], "when": MANY[:119], "where": MANY[:159], "shape": "wide"}, "where",
         "de plek"),
    ],
)  # fmt: skip
def test_text_that_does_not_fit_is_said_at_its_field_and_fits_once_it_is_that_much_shorter(
    team_client, asked, photo, shape, typed, field, words
):
    typed = typed | {"photo": str(photo.pk)}
    told = make(team_client, asked, shape, typed)

    said = re.search(rf"Dit past niet: maak {words} ongeveer (\d+) tekens? korter\.", told.text)
    assert said
    assert list(told.context["form"].errors) == [field]
    assert typed[field].strip() in told.text
    assert not Product.objects.exists()

    shorter = typed[field].strip()[: -int(said[1])].strip()
    make(team_client, asked, shape, typed | {field: shorter})

    assert shorter
    assert Product.objects.count() == 1


@pytest.mark.parametrize("field", ["title", "lead", "when", "where", "bring", "call", "contact"])
@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_longest_words_in_any_field_fit_or_are_said_and_never_leave_the_sheet(team_client, asked, field, paper):
    limit = team_client.get(address_of(asked, "poster")).context["form"].fields[field].limit

    answer = make(team_client, asked, paper=paper, **{field: (LONG * 20)[: limit - 1].strip()})

    assert answer.status_code == 302 or "Dit past niet" in answer.text


@pytest.mark.parametrize("field", ["title", "lead", "when", "where", "bring", "call", "contact"])
def test_word_of_500_signs_is_refused_at_its_field(team_client, asked, field):
    told = make(team_client, asked, **{field: ENDLESS})

    assert list(told.context["form"].errors) == [field]
    assert "korter" in told.context["form"].errors[field][0]
    assert not Product.objects.exists()


@pytest.mark.parametrize(
    "text", ["שלום לכולם", "مرحبا بكم في الحي", "\u202eomgekeerd", "Ça va? Ħåłłø Žižek", "#let x = 1 *[]$"]
)
def test_letters_of_others_and_signs_of_typst_are_only_text(team_client, asked, text):
    make(team_client, asked, title=text, lead=text)

    assert sizes_of(content_of(Product.objects.get())) == [(210, 297)]


@pytest.mark.parametrize(("shape", "typed"), [("poster", POSTER), ("beeld", SOCIAL)])
@pytest.mark.parametrize(("text", "sign"), [("Plantdag 🌱", "🌱"), ("Plantdag 中", "中")])
def test_sign_that_our_letters_lack_is_named_at_its_field(team_client, asked, shape, typed, text, sign):
    told = make(team_client, asked, shape, typed | {"lead": text})

    assert told.context["form"].errors["lead"] == [f"Deze tekens kunnen we niet drukken: {sign}. Haal ze weg."]
    assert not Product.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("wijkdeal.example/x", "https://wijkdeal.example/x"), ("/agenda/", "http://127.0.0.1:8000/agenda/")],
)
def test_address_is_taken_as_people_type_it(team_client, asked, typed, kept, settings):
    settings.SITE_URL = "http://127.0.0.1:8000"

    make(team_client, asked, address=typed)

    assert Product.objects.get().data["fields"]["address"] == kept


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "geen adres", "//kwaad.example/x", "ftp://wijkdeal.example"])
def test_address_that_leads_nowhere_is_refused(team_client, asked, typed):
    told = make(team_client, asked, address=typed)

    assert list(told.context["form"].errors) == ["address"]
