"""Coming in with a code by mail: signing up, signing in, and from a form that a visitor sent."""

import json
import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts import signin
from accounts.models import Person, User
from tests.factories import PersonFactory

ASK = "/account/login/code/"
CODE = "/account/login/code/confirm/"
SIGN_UP = "/account/signup/"

pytestmark = pytest.mark.django_db


def words(response):
    return response.content.decode()


def without_tokens(response):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", words(response))


def test_resident_signs_up_with_name_and_code(client, last_code, mailoutbox):
    response = client.post(SIGN_UP, {"name": "Fenna Dijkema", "email": "Fenna@Voorbeeld.test"})

    assert response.url == CODE
    assert mailoutbox[0].subject == f"Je code is {last_code()}"
    assert mailoutbox[0].to == ["fenna@voorbeeld.test"]
    assert not User.objects.exists()

    response = client.post(CODE, {"code": last_code()})

    user = User.objects.get()
    assert response.url == "/mijn/"
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.email, user.person.name) == ("fenna@voorbeeld.test", "Fenna Dijkema")
    assert not user.has_usable_password()


def test_resident_who_presses_twice_gets_one_code(client, mailoutbox):
    sent = {"name": "Fenna Dijkema", "email": "fenna@voorbeeld.test", "form_key": str(uuid4())}

    client.post(SIGN_UP, sent)
    client.post(SIGN_UP, sent)

    assert len(mailoutbox) == 1


def test_resident_who_presses_twice_to_sign_in_gets_one_code_that_works_and_later_a_new_one(
    client, resident, mailoutbox, last_code, time_machine
):
    time_machine.move_to(timezone.now(), tick=False)
    key = re.search(r'name="form_key" value="([^"]+)"', words(client.get("/account/login/")))[1]
    sent = {"login": resident.email, "form_key": key, "next": "/agenda/"}

    client.post("/account/login/", sent)
    client.post("/account/login/", sent)

    assert len(mailoutbox) == 1
    time_machine.shift(180)
    client.post("/account/login/", sent)
    assert len(mailoutbox) == 2
    assert client.post(CODE, {"code": last_code()}).url == "/agenda/"


def test_resident_signs_in_with_a_code(client, resident, last_code):
    client.post(ASK, {"email": resident.email, "next": "/agenda/"})

    response = client.post(CODE, {"code": last_code()})

    assert response.url == "/agenda/"
    assert client.session["_auth_user_id"] == str(resident.pk)


def test_known_address_at_signing_up_comes_in_with_the_same_code(client, resident, last_code):
    client.post(SIGN_UP, {"name": "Iemand Anders", "email": resident.email})

    client.post(CODE, {"code": last_code()})

    resident.refresh_from_db()
    assert client.session["_auth_user_id"] == str(resident.pk)
    assert resident.person.name == "Fenna Dijkema"
    assert User.objects.count() == 1


def test_unknown_address_at_signing_in_is_mailed_how_to_sign_up(client, mailoutbox, settings):
    settings.SITE_URL = "https://wijkdeal.voorbeeld.test"

    response = client.post(ASK, {"email": "onbekend@voorbeeld.test"}, headers={"host": "localhost"})

    assert response.url == CODE
    assert "https://wijkdeal.voorbeeld.test/account/signup/" in mailoutbox[0].body
    assert re.search(r"\d{6}", mailoutbox[0].body) is None
    assert "localhost" not in mailoutbox[0].body


@pytest.mark.parametrize("form", [(ASK, {}), (SIGN_UP, {"name": "Fenna"})])
def test_a_stranger_cannot_tell_a_known_address_from_an_unknown_one(client, django_user_model, resident, form):
    address, fields = form
    answers, pages, mistakes = [], [], []
    for email in ("fenna@voorbeeld.test", "anker@voorbeeld.test"):
        client.logout()
        answers.append(client.post(address, fields | {"email": email}))
        pages.append(without_tokens(client.get(CODE)).replace(email, "ADRES"))
        mistakes.append(without_tokens(client.post(CODE, {"code": "nee"})).replace(email, "ADRES"))

    assert [(answer.status_code, answer.url, answer.content) for answer in answers] == [(302, CODE, b"")] * 2
    assert pages[0] == pages[1]
    assert mistakes[0] == mistakes[1]


def test_code_that_is_wrong_three_times_works_no_longer(client, resident, last_code):
    client.post(ASK, {"email": resident.email})
    wrong = "000000" if last_code() != "000000" else "111111"

    answers = [client.post(CODE, {"code": wrong}) for _ in range(3)]
    last = client.post(CODE, {"code": last_code()})

    assert signin.WRONG in words(answers[0])
    assert "<title>Fout: " in words(answers[0])
    assert signin.USED_UP in words(answers[2])
    assert signin.USED_UP in words(last)
    assert "_auth_user_id" not in client.session


def test_guesses_that_come_together_count_together(client, resident, last_code):
    client.post(ASK, {"email": resident.email})
    before = dict(client.session)

    answers = []
    for guess in range(5):
        session = client.session
        session.update(json.loads(json.dumps(before)))  # each request read the session before the others wrote it
        session.save()
        answers.append(words(client.post(CODE, {"code": f"nee{guess}"})))

    assert [signin.USED_UP in answer for answer in answers] == [False, False, False, True, True]


def test_code_works_a_quarter_of_an_hour(client, resident, last_code, time_machine):
    client.post(ASK, {"email": resident.email})
    time_machine.move_to(timezone.now() + timedelta(minutes=15, seconds=5))

    response = client.post(CODE, {"code": last_code()})

    assert signin.EXPIRED in words(response)
    assert "_auth_user_id" not in client.session


def test_a_new_code_takes_the_place_of_the_old_one(client, resident, last_code):
    client.post(ASK, {"email": resident.email})
    old = last_code()

    client.post(CODE, {"action": "resend"})
    refused = client.post(CODE, {"code": old})
    accepted = client.post(CODE, {"code": last_code()})

    assert signin.WRONG in words(refused) or old == last_code()
    assert accepted.status_code == 302


CASES = json.loads((Path(__file__).parent / "cases.json").read_text())


@pytest.mark.parametrize("typed", CASES["15"]["typed"])
def test_a_code_is_taken_as_it_is_pasted(client, resident, last_code, typed, monkeypatch):
    monkeypatch.setattr(signin, "get_random_string", lambda length, signs: CASES["15"]["code"])
    client.post(ASK, {"email": resident.email})

    response = client.post(CODE, {"code": typed})

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(resident.pk)


def test_nothing_else_about_a_code_is_forgiven(client, resident, last_code, monkeypatch):
    monkeypatch.setattr(signin, "get_random_string", lambda length, signs: "048213")
    client.post(ASK, {"email": resident.email})

    response = client.post(CODE, {"code": "48213"})

    assert signin.WRONG in words(response)


@pytest.mark.parametrize(("method", "headers"), CASES["14"]["before_the_reader"])
def test_a_scanner_uses_nothing_up(client, resident, last_code, method, headers):
    client.post(ASK, {"email": resident.email})

    scanner = type(client)()
    answers = [scanner.generic(method, address, headers=headers) for address in (CODE, ASK, SIGN_UP, "/account/login/")]
    client.generic(method, CODE, headers=headers)
    response = client.post(CODE, {"code": last_code()})

    assert {answer.status_code for answer in answers} <= {200, 302}
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(resident.pk)


def test_one_address_gets_so_many_codes_an_hour(client, mailoutbox):
    answers = [client.post(ASK, {"email": "fenna@voorbeeld.test"}).status_code for _ in range(21)]

    assert answers == [302] * 20 + [429]
    assert len(mailoutbox) == 20


@pytest.mark.parametrize("address", ["/account/login/", SIGN_UP])
def test_pages_to_come_in_set_the_csrf_cookie_only(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert list(response.cookies) == ["csrftoken"]
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "target", [*("https://elders.test/", "//elders.test/", "javascript:alert(1)", "/\\elders.test"), "0", "http://["]
)
def test_coming_in_never_leads_off_the_site(client, resident, last_code, target):
    client.post(ASK, {"email": resident.email, "next": target})

    response = client.post(CODE, {"code": last_code()})

    assert response.url == "/mijn/"


def test_code_page_without_a_code_asked_leads_to_signing_in(client):
    assert client.get(CODE).url == "/account/login/"


def test_code_page_helps_the_browser_and_links_the_practice_mail(client):
    client.post(ASK, {"email": "fenna@voorbeeld.test"})

    page = words(client.get(CODE))

    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page
    assert 'href="/ontwikkeling/post/"' in page


def test_code_page_in_production_links_no_practice_mail(client, settings):
    settings.IS_PRODUCTION = True
    client.post(ASK, {"email": "fenna@voorbeeld.test"})

    assert "/ontwikkeling/post/" not in words(client.get(CODE))


@pytest.mark.parametrize(
    ("address", "fields"), [(ASK, {"email": "geen adres"}), (SIGN_UP, {"name": "Fenna", "email": "geen adres"})]
)
def test_mistyped_address_is_said_and_kept(client, mailoutbox, address, fields):
    page = words(client.post(address, fields))

    assert "<title>Fout: " in page
    assert "Controleer je e-mailadres" in page
    assert 'value="geen adres"' in page
    assert mailoutbox == []


def test_two_spellings_of_one_address_are_one_account(client, resident, last_code):
    client.post(SIGN_UP, {"name": "Fenna", "email": " ＦENNA@voorbeeld.test"})
    client.post(CODE, {"code": last_code()})

    assert User.objects.get() == resident


def test_deactivated_account_gets_a_code_but_does_not_come_in(client, resident, last_code):
    User.objects.update(is_active=False)
    client.post(ASK, {"email": resident.email})

    response = client.post(CODE, {"code": last_code()}, follow=True)

    assert "Dit account is gesloten" in words(response)
    assert "_auth_user_id" not in client.session


def test_person_the_counter_wrote_down_becomes_the_person_of_the_account(client, last_code):
    truus = PersonFactory(name="Truus Wolters", email="Truus@voorbeeld.test", phone="050 1", consent_at=timezone.now())
    client.post(SIGN_UP, {"name": "Truus", "email": "truus@voorbeeld.test"})

    client.post(CODE, {"code": last_code()})

    truus.refresh_from_db()
    assert truus.user == User.objects.get()
    assert Person.objects.count() == 1


def test_person_somebody_typed_in_a_form_stays_apart(client, last_code):
    PersonFactory(name="Flauwe Grap", email="truus@voorbeeld.test")
    client.post(SIGN_UP, {"name": "Truus", "email": "truus@voorbeeld.test"})

    client.post(CODE, {"code": last_code()})

    assert User.objects.get().person.name == "Truus"


def begun(rf, session, user, **fields):
    request = rf.post("/projecten/voorstellen/")
    request.session, request.user = session, user
    return signin.begin(request, **{"name": "Fenna", "next_url": "/verder/"} | fields)


def test_begin_sends_a_visitor_to_the_code_page_and_on(client, rf, last_code):
    client.get("/account/login/")
    session = client.session
    response = begun(rf, session, AnonymousUser(), email="fenna@voorbeeld.test", phone="06 12345678")
    session.save()

    confirmed = client.post(CODE, {"code": last_code()})

    assert response.url == CODE
    assert confirmed.url == "/verder/"
    assert User.objects.get().person.phone == "06 12345678"


def test_begin_leads_on_at_once_who_is_signed_in_already(client, rf, resident, mailoutbox):
    response = begun(rf, {}, resident, email=" Fenna@voorbeeld.test")

    assert response.url == "/verder/"
    assert mailoutbox == []


@pytest.mark.parametrize("header", [{"Accept": "application/json"}, {"X-Requested-With": "XMLHttpRequest"}])
def test_a_script_that_asks_for_json_gets_the_page(client, db, header):
    response = client.get("/account/login/", {"next": "/mijn/"}, headers=header)

    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/html")
