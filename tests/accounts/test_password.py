"""The second way in, and what one does with a password and an address."""

import re
import time

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time

from accounts.models import User

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
PASSWORD = "wijkdeal-demo"
OTHER = "vier woorden samen lang"


def words(response):
    return response.content.decode()


def without_tokens(page):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


@pytest.fixture
def known(resident):
    """A resident with a password and a confirmed address."""
    resident.set_password(PASSWORD)
    resident.save()
    EmailAddress.objects.create(user=resident, email=resident.email, verified=True, primary=True)
    return resident


@pytest.fixture
def standing_still():
    """The clock: a code of half a minute is sent within it."""
    with time_machine.travel(time.time(), tick=False):
        yield


def sign_in(client, user, password=PASSWORD):
    return client.post(LOGIN, {"login": user.email, "password": password})


def test_resident_signs_in_with_a_password(client, known):
    response = client.post(LOGIN, {"login": " FENNA@voorbeeld.test", "password": PASSWORD, "next": "/agenda/"})

    assert response.url == "/agenda/"
    assert client.session["_auth_user_id"] == str(known.pk)


@pytest.mark.parametrize("target", ["//elders.test/", "0", "http://["])
def test_signing_in_with_a_password_never_leads_off_the_site(client, known, target):
    response = client.post(f"{LOGIN}?next={target}", {"login": known.email, "password": PASSWORD})

    assert response.url == "/mijn/"


def test_wrong_password_and_unknown_address_look_the_same(client, known):
    wrong = words(sign_in(client, known, "verkeerd wachtwoord"))
    unknown = words(client.post(LOGIN, {"login": "anker@voorbeeld.test", "password": "verkeerd wachtwoord"}))

    assert "<title>Fout: " in wrong
    assert "Het e-mailadres of het wachtwoord klopt niet" in wrong
    assert without_tokens(wrong).replace(known.email, "ADRES") == without_tokens(unknown).replace(
        "anker@voorbeeld.test", "ADRES"
    )


def test_guessing_a_password_is_stopped(client, known):
    for _ in range(6):
        page = words(sign_in(client, known, "verkeerd wachtwoord"))

    assert "Dat was te vaak verkeerd" in page
    assert "_auth_user_id" not in client.session


def test_account_without_a_password_cannot_be_opened_with_one(client, resident):
    page = words(sign_in(client, resident, "willekeurig-wachtwoord"))

    assert "_auth_user_id" not in client.session
    assert "Inloggen" in page


def test_the_address_alone_asks_for_a_code_by_mail(client, resident, mailoutbox):
    answer = client.post("/account/login/", {"login": resident.email, "password": ""})

    assert answer.url == "/account/login/code/confirm/"
    assert [message.to for message in mailoutbox] == [[resident.email]]
    assert "_auth_user_id" not in client.session


def test_forgotten_password_is_replaced_with_a_code(client, known, last_code):
    asked = client.post("/account/password/reset/", {"email": known.email})
    confirmed = client.post(asked.url, {"code": f" {last_code()[:3]} {last_code()[3:]}"})
    done = client.post(confirmed.url, {"password1": OTHER, "password2": OTHER}, follow=True)

    known.refresh_from_db()
    assert known.check_password(OTHER)
    assert "Je hebt een nieuw wachtwoord" in words(done)


def test_asking_for_another_password_tells_nobody_who_has_an_account(client, known, mailoutbox):
    pages, answers = [], []
    for email in (known.email, "anker@voorbeeld.test"):
        answer = client.post("/account/password/reset/", {"email": email})
        answers.append((answer.status_code, answer.url))
        pages.append(without_tokens(words(client.get(answer.url))).replace(email, "ADRES"))
        pages.append(without_tokens(words(client.post(answer.url, {"code": "nee"}))).replace(email, "ADRES"))

    assert answers[0] == answers[1]
    assert pages[:2] == pages[2:]
    assert len(mailoutbox) == 2
    assert "/account/signup/" in mailoutbox[1].body


@pytest.mark.parametrize("weak", ["kort", "wachtwoord", "1234567890", "fenna@voorbeeld.test"])
def test_weak_password_is_refused(client, known, weak):
    sign_in(client, known)

    page = words(
        client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak})
    )

    assert "<title>Fout: " in page
    assert User.objects.get(pk=known.pk).check_password(PASSWORD)


def test_other_sessions_end_when_the_password_changes(client, known, mailoutbox):
    other = type(client)()
    sign_in(other, known)
    sign_in(client, known)

    response = client.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER}
    )

    assert response.url == "/mijn/"
    assert client.get("/mijn/").status_code == 200
    assert other.get("/mijn/").status_code == 302
    assert mailoutbox[-1].subject == "Je wachtwoord is veranderd"


def test_resident_without_a_password_chooses_one(client, resident, last_code):
    client.post("/account/login/code/", {"email": resident.email})
    client.post("/account/login/code/confirm/", {"code": last_code()})

    client.post("/account/password/set/", {"password1": OTHER, "password2": OTHER})

    assert User.objects.get().check_password(OTHER)


def test_address_changes_only_after_the_code_sent_to_the_new_one(client, known, last_code, mailoutbox):
    sign_in(client, known)
    asked = client.post("/account/email/", {"email": "Nieuw@voorbeeld.test", "action_add": ""})
    before = User.objects.get().email

    client.post(asked.url, {"code": last_code()})

    assert before == known.email
    assert mailoutbox[0].to == ["nieuw@voorbeeld.test"]
    assert User.objects.get().email == "nieuw@voorbeeld.test"
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("nieuw@voorbeeld.test", True)]
    assert mailoutbox[-1].to == [known.email]


def test_address_of_somebody_else_cannot_be_taken_or_found_out(client, known, neighbour, last_code):
    sign_in(client, known)
    taken = client.post("/account/email/", {"email": neighbour.email, "action_add": ""})
    page = without_tokens(words(client.get(taken.url)))
    client.post(taken.url, {"code": last_code()})
    free = client.post("/account/email/", {"email": "vrij@voorbeeld.test", "action_add": ""})
    other_page = without_tokens(words(client.get(free.url)))

    assert taken.url == free.url
    assert page.replace(neighbour.email, "ADRES") == other_page.replace("vrij@voorbeeld.test", "ADRES")
    assert User.objects.get(pk=known.pk).email == known.email


@pytest.mark.parametrize("address", ["/account/email/", "/account/password/set/"])
def test_who_signed_in_long_ago_shows_first_who_they_are(client, resident, address):
    client.force_login(resident)

    response = client.get(address)

    assert response.url.startswith("/account/bevestigen/?next=")


@pytest.mark.usefixtures("standing_still")
def test_second_step_is_set_up_with_an_app_and_asked_from_then_on(client, known):
    sign_in(client, known)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = words(client.get("/account/2fa/totp/activate/"))
    drawing = client.get("/account/2fa/totp/qr.svg")
    secret = client.session["mfa.totp.secret"]

    activated = client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    other = type(client)()
    asked = sign_in(other, known)

    assert "data:" not in page
    assert drawing["Content-Type"] == "image/svg+xml"
    assert activated.status_code == 302
    assert asked.url == "/account/2fa/authenticate/"
    assert "_auth_user_id" not in other.session
    kept = Authenticator.objects.get(type="totp")
    assert secret not in str(kept.data)


def code_of(secret):
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06d}"


@pytest.mark.usefixtures("standing_still")
def test_second_step_lets_in_who_has_the_code(client, known, settings):
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(known, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    sign_in(client, known)

    wrong = words(client.post("/account/2fa/authenticate/", {"code": "nee"}))
    right = client.post("/account/2fa/authenticate/", {"code": code_of("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")})

    assert "Deze code klopt niet" in wrong
    assert right.status_code == 302
    assert client.session["_auth_user_id"] == str(known.pk)


ACCOUNT_PAGES = [
    *("/account/2fa/", "/account/2fa/webauthn/", "/account/2fa/webauthn/add/", "/account/sessions/"),
    *("/account/logout/", "/account/email/", "/account/password/change/", "/account/bevestigen/"),
]


@pytest.mark.parametrize("address", ACCOUNT_PAGES)
def test_account_pages_are_ours_and_hold_nothing_inline(client, known, address):
    sign_in(client, known)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    if address.endswith("bevestigen/"):
        session = client.session
        session["account_authentication_methods"] = [{"method": "code", "at": time.time() - 3600}]
        session.save()

    response = client.get(address)

    page = words(response)
    assert response.status_code == 200
    assert page.count("<h1") == 1
    assert " style=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize("address", ["/account/login/passkey/", "/account/password/reset/", "/account/inactive/"])
def test_pages_before_signing_in_are_ours(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert words(response).count("<h1") == 1


def test_staff_are_signed_out_after_a_working_day(client, known):
    User.objects.update(is_staff=True)

    sign_in(client, known)

    assert client.session.get_expiry_age() <= 12 * 60 * 60


def test_signing_out_takes_a_press(client, known):
    sign_in(client, known)

    client.get("/account/logout/")
    still_in = client.get("/mijn/").status_code
    client.post("/account/logout/")

    assert still_in == 200
    assert client.get("/mijn/").status_code == 302


def test_other_sessions_are_ended_from_the_list(client, known):
    other = type(client)()
    sign_in(other, known)
    sign_in(client, known)

    client.post("/account/sessions/")

    assert other.get("/mijn/").status_code == 302
    assert client.get("/mijn/").status_code == 200
