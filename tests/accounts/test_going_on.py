"""A session that ends while somebody writes: nothing typed is lost, and nothing is sent that was not pressed for."""

import html
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db.models import F

from accounts import going_on
from projects.models import Status, Update
from tests.factories import ProjectFactory
from wijkdeal.tasks import keep_an_hour

pytestmark = pytest.mark.django_db
WORDS = "De eerste bomen staan er. Zaterdag gaan we verder, om tien uur."


def going_on_with(client):
    return cache.get(f"typed:{client.session['typed']}")


@pytest.fixture
def project(groen, resident):
    return ProjectFactory(theme=groen, initiator=resident.person, leader=resident.person, status=Status.UNDERWAY)


@pytest.fixture
def address(project):
    return f"/projecten/{project.slug}/bijwerken/"


@pytest.fixture
def sign_in_again(client, address, resident):
    """A function that sends a message after the session ended, and signs in; returns where that leads to."""

    def send(**typed):
        client.force_login(resident)
        client.get(address)
        client.logout()
        asked = client.post(address, {"title": "Bomen", "text": WORDS} | typed)
        client.force_login(resident)
        return asked.url

    return send


def test_what_was_typed_stands_ready_after_signing_in_and_is_sent_with_one_press(
    client, address, sign_in_again, project
):
    assert (
        sign_in_again(form_key="8b0f4a36-9f0e-4b5c-9d0e-0a6f1f7f2b11") == "/account/login/?next=%2Faccount%2Fverder%2F"
    )

    page = html.unescape(client.get("/account/verder/").content.decode())
    assert "Wat je typte, is er nog. Log in" in page

    assert WORDS in page
    assert "8b0f4a36" not in page.split("Heb jij dit niet geschreven?")[0]
    assert f'action="{address}"' in page
    assert "nog niet verstuurd" in page
    assert not project.updates.exists()

    sent = {name: value for name, value in going_on_with(client)["fields"]}
    assert client.post(address, sent).url == f"/projecten/{project.slug}/"
    assert Update.objects.get().text == WORDS
    assert client.get("/account/verder/").url == "/mijn/"


def test_who_changes_their_mind_throws_it_away(client, sign_in_again, project):
    sign_in_again()

    assert client.post("/account/verder/").url == "/mijn/"

    assert client.get("/account/verder/").url == "/mijn/"
    assert not project.updates.exists()


def test_a_password_or_a_file_is_never_kept(client, sign_in_again):
    sign_in_again(password="geheim woord")

    kept = going_on_with(client)["fields"]

    assert {name for name, _ in kept} == {"title", "text"}


@pytest.mark.parametrize("typed", [{"title": "", "text": ""}, {"text": "x" * 70_000}])
def test_nothing_and_too_much_lead_back_to_the_form(typed, address, sign_in_again):
    assert sign_in_again(**typed) == f"/account/login/?next={address}"


def test_what_a_script_sends_in_the_background_is_not_kept(client, address):
    asked = client.post(address, {"text": WORDS}, headers={"sec-fetch-dest": "empty"})

    assert asked.url.startswith("/account/login/?next=/projecten")
    assert "typed" not in client.session


def test_after_an_hour_it_is_gone(client, sign_in_again, monkeypatch):
    monkeypatch.setattr(going_on, "FORGET_AFTER", -1)
    sign_in_again()

    assert client.get("/account/verder/").url == "/mijn/"


def test_nobody_fills_the_cache_with_what_they_send(client, address, settings):
    settings.LIMITS = {"typed": "2/h"}

    asked = [client.post(address, {"text": WORDS}).url for _ in range(3)]

    kept = "/account/login/?next=%2Faccount%2Fverder%2F"
    assert asked == [kept, kept, f"/account/login/?next={address}"]


def test_a_visitor_has_nothing_to_go_on_with(client):
    assert client.get("/account/verder/").url == "/account/login/?next=/account/verder/"


def test_what_a_visitor_typed_is_gone_after_a_day_and_a_session_of_who_signed_in_stays(client, resident, mailoutbox):
    client.post("/account/signup/", {"name": "Jan", "email": "jan@voorbeeld.test"})
    visiting = Session.objects.get()
    assert visiting.get_decoded()["signin"]["email"] == "jan@voorbeeld.test"
    client.cookies.clear()
    client.force_login(resident)

    Session.objects.update(expire_date=F("expire_date") - timedelta(hours=25))
    keep_an_hour(0)

    assert [session.get_decoded()["_auth_user_id"] for session in Session.objects.all()] == [str(resident.pk)]


# -- where visitors may send too ---------------------------------------------------------------------------------------
VISITORS_TOO = {
    "ik doe mee": ("meedoen/", "can"),
    "a question": ("vragen/stellen/", "text"),
    "a request": ("/communicatie/aanvragen/", "text"),
    "a vraagstuk": ("/vraagstukken/nieuw/", "title"),
    "a question to the duo": ("/contact/", "text"),
}


@pytest.mark.parametrize(("address", "field"), VISITORS_TOO.values(), ids=VISITORS_TOO)
def test_a_page_made_for_who_signed_in_is_not_asked_for_a_name_after_the_session_ended(
    client, project, neighbour, address, field
):
    address = address if address.startswith("/") else f"{project.get_absolute_url()}{address}"

    asked = client.post(address, {field: WORDS, "csrfmiddlewaretoken": "van-de-pagina"})

    assert asked.url == "/account/login/?next=%2Faccount%2Fverder%2F"
    client.force_login(neighbour)
    page = html.unescape(client.get("/account/verder/").text)
    assert WORDS in page
    assert f'action="{address}"' in page


@pytest.mark.parametrize("word", ["Schilderen", "vegen"])
def test_one_short_word_is_kept_too(client, project, neighbour, word):
    address = f"{project.get_absolute_url()}meedoen/"

    asked = client.post(address, {"can": word, "csrfmiddlewaretoken": "van-de-pagina"})

    assert asked.url == "/account/login/?next=%2Faccount%2Fverder%2F"
    client.force_login(neighbour)
    assert f"<blockquote>{word}</blockquote>" in client.get("/account/verder/").text


def test_who_follows_after_the_session_ended_comes_back_to_the_page_with_the_button(client, project, neighbour):
    address = f"{project.get_absolute_url()}volgen/"

    asked = client.post(
        address, {"csrfmiddlewaretoken": "van-de-pagina"}, headers={"referer": f"http://testserver{address}"}
    )

    assert asked.url == f"/account/login/?next={quote(address, safe='')}"
    assert "Je bent niet ingelogd." in client.get(asked.url).text


def test_a_visitor_who_leaves_a_name_and_an_address_empty_is_told_so(client, project):
    address = f"{project.get_absolute_url()}volgen/"

    page = client.post(address, {"csrfmiddlewaretoken": "van-de-pagina", "tweede_regel": "", "name": "", "email": ""})

    assert page.status_code == 200
    assert "Vul je e-mailadres in" in page.text


# -- a button ----------------------------------------------------------------------------------------------------------
def test_who_pressed_a_button_after_the_session_ended_comes_back_to_the_page_with_it(client, project, resident):
    page, button = project.get_absolute_url(), f"/projecten/{project.slug}/hoe-gaat-het/"

    asked = client.post(button, {"signal": "on_track"}, headers={"referer": f"http://testserver{page}?pagina=2"})

    assert asked.url == f"/account/login/?next={quote(f'{page}?pagina=2', safe='')}"
    assert "Log in, en druk daarna nog een keer op de knop." in client.get(asked.url).text
    client.force_login(resident)
    assert client.get(f"{page}?pagina=2").status_code == 200
    assert not project.checks.exists()


@pytest.mark.parametrize("referer", ["", "https://elders.test/projecten/"])
def test_where_the_page_is_not_known_the_address_of_the_button_says_that_it_is_one(client, project, resident, referer):
    button = f"/projecten/{project.slug}/hoe-gaat-het/"

    asked = client.post(button, {"signal": "on_track"}, headers={"referer": referer})

    assert asked.url == f"/account/login/?next={button}"
    client.force_login(resident)
    page = client.get(button)
    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert "Deze knop werkt alleen op de pagina waar hij staat." in page.text
    assert client.head(button).content == client.put(button).content == b""
