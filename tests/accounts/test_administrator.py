"""What the administrator does with accounts, and what is written down of it."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.access import reset_second_step
from accounts.audit import AuditEntry
from accounts.mail import SEND_AGAIN
from accounts.models import Role, User
from accounts.tasks import send_again
from tests.wijkdeal.test_mine import sign_in

pytestmark = pytest.mark.django_db
USERS = "/beheer/accounts/user/"


@pytest.fixture
def office(client, administrator):
    sign_in(client, administrator)
    return client


def role(name):
    return Group.objects.get_or_create(name=name)[0].pk


def logged():
    return list(AuditEntry.objects.order_by("pk").values_list("kind", "actor__name", "person__name", "words"))


def with_second_step(user):
    return Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})


def on_a_device(client, user):
    """Another browser that is signed in, with the row that signing in makes."""
    browser = type(client)()
    browser.force_login(user)
    UserSession.objects.create(user=user, session_key=browser.session.session_key, ip="127.0.0.1", user_agent="x")
    return browser


# -- roles and closing -------------------------------------------------------------------------------------------------


def test_each_role_stands_with_what_it_may(office, resident):
    for name in Role.values:
        role(name)

    page = office.get(f"{USERS}{resident.pk}/change/").text

    assert "Balie: schrijft op voor een ander en werkt de bellijst af" in page
    assert "Beheer: mag alles, ook accounts, rollen en duo’s" in page
    assert page.count('type="checkbox" name="groups"') == 3


@pytest.mark.parametrize(
    ("role_asked", "found"),
    [("balie", {"balie@voorbeeld.test"}), ("geen", {"fenna@voorbeeld.test"}), ("onzin", None)],
)
def test_accounts_are_listed_by_role_with_who_lacks_a_second_step(office, counter, resident, role_asked, found):
    page = office.get(USERS, {"rol": role_asked})

    rows = page.context["cl"].result_list
    everybody = set(User.objects.values_list("email", flat=True))
    assert {user.email for user in rows} == (found or everybody)
    assert "nog nooit" in page.text


def test_list_of_accounts_says_who_of_the_staff_has_no_second_step(office, administrator, team_member, resident):
    with_second_step(team_member)

    rows = {user.email: office.get(USERS).context["cl"].model_admin.has_second_step(user)
            for user in office.get(USERS).context["cl"].result_list}  # fmt: skip

    assert rows == {administrator.email: False, team_member.email: True, resident.email: None}


def test_role_that_is_given_and_taken_stands_in_the_log(office, resident):
    address, fields = f"{USERS}{resident.pk}/change/", {"email": resident.email, "is_active": "on"}

    office.post(address, fields | {"groups": [role("balie")]})
    office.post(address, fields | {"groups": [role("communicatieteam")]})
    office.post(address, fields | {"groups": [role("communicatieteam")]})

    assert logged() == [
        ("roles", "Anja Veen", "Fenna Dijkema", "Erbij: balie."),
        ("roles", "Anja Veen", "Fenna Dijkema", "Erbij: communicatieteam. Eraf: balie."),
    ]


@pytest.mark.parametrize(("given", "status"), [("communicatieteam", 302), (None, 200)])
def test_who_gets_a_role_signs_in_anew(office, counter, given, status):
    browser = on_a_device(office, counter)
    roles = [role("balie")] + ([role(given)] if given else [])

    office.post(f"{USERS}{counter.pk}/change/", {"email": counter.email, "is_active": "on", "groups": roles})

    assert browser.get("/mijn/").status_code == status


def test_account_that_is_closed_is_out_everywhere_and_stays_so_when_it_is_opened(office, resident):
    browsers = [on_a_device(office, resident) for _ in range(2)]
    assert [browser.get("/mijn/").status_code for browser in browsers] == [200, 200]
    address = f"{USERS}{resident.pk}/change/"

    office.post(address, {"email": resident.email, "groups": []})
    office.post(address, {"email": resident.email, "groups": [], "is_active": "on"})

    assert [browser.get("/mijn/").status_code for browser in browsers] == [302, 302]
    assert not UserSession.objects.filter(user=resident).exists()
    assert [kind for kind, *_ in logged()] == ["closed", "opened"]


# -- the second step ---------------------------------------------------------------------------------------------------


def test_administrator_helps_who_lost_the_telephone(office, team_member, mailoutbox):
    with_second_step(team_member)
    browser = on_a_device(office, team_member)
    address = f"{USERS}{team_member.pk}/tweede-stap/"

    assert address in office.get(f"{USERS}{team_member.pk}/change/").text
    asked = office.get(address).text
    answer = office.post(address, {"why": "Mirjam stond aan de balie"}, follow=True)

    assert "Een mail is niet genoeg." in asked
    assert "De tweede stap is weggehaald." in answer.text
    assert not Authenticator.objects.filter(user=team_member).exists()
    assert browser.get("/mijn/").status_code == 302
    assert logged() == [("second_factor", "Anja Veen", "Mirjam Kok", "Weggehaald: Mirjam stond aan de balie")]
    send_again(**ProcrastinateJob.objects.get(task_name=SEND_AGAIN).args)
    assert mailoutbox[0].to == [team_member.email]
    assert "Vroeg jij hier niet om? Bel ons dan meteen." in mailoutbox[0].body
    assert address not in office.get(f"{USERS}{team_member.pk}/change/").text


def test_administrator_who_signed_in_a_while_ago_shows_first_who_it_is(client, administrator, team_member):
    with_second_step(team_member)
    client.force_login(administrator)
    address = f"{USERS}{team_member.pk}/tweede-stap/"

    answers = [client.get(address), client.post(address, {"why": "Telefoon weg"})]

    assert {answer.url.split("?")[0] for answer in answers} == {"/account/bevestigen/"}
    assert Authenticator.objects.filter(user=team_member).exists()
    assert logged() == []


@pytest.mark.django_db(transaction=True)
def test_second_step_and_the_mail_about_it_go_together_or_not_at_all(administrator, team_member, mailoutbox):
    with_second_step(team_member)

    with transaction.atomic():
        reset_second_step(team_member, by=administrator.person, why="Telefoon weg")
        transaction.set_rollback(True)

    assert Authenticator.objects.filter(user=team_member).exists()
    assert not ProcrastinateJob.objects.filter(task_name=SEND_AGAIN).exists()
    assert mailoutbox == []


def test_without_a_reason_the_second_step_stays(office, team_member):
    with_second_step(team_member)

    page = office.post(f"{USERS}{team_member.pk}/tweede-stap/", {"why": " "}).text

    assert 'class="errornote"' in page
    assert Authenticator.objects.filter(user=team_member).exists()
    assert logged() == []


def test_a_second_step_that_is_gone_already_is_said(office, team_member):
    answer = office.post(f"{USERS}{team_member.pk}/tweede-stap/", {"why": "Telefoon weg"}, follow=True)

    assert "Dit account heeft geen tweede stap meer." in answer.text
    assert logged() == []


@pytest.mark.parametrize("who", ["team_member", "resident"])
def test_nobody_else_takes_a_second_step_away(client, administrator, who, request):
    with_second_step(administrator)
    sign_in(client, request.getfixturevalue(who))

    answer = client.post(f"{USERS}{administrator.pk}/tweede-stap/", {"why": "Omdat het kan"})

    assert answer.status_code == 403
    assert Authenticator.objects.filter(user=administrator).exists()


def test_administrator_does_not_take_the_own_one_away_here(office, administrator):
    with_second_step(administrator)

    assert office.post(f"{USERS}{administrator.pk}/tweede-stap/", {"why": "Telefoon weg"}).status_code == 403
    assert Authenticator.objects.filter(user=administrator).exists()


def test_after_the_reset_the_office_asks_for_a_new_second_step(client, office, team_member, settings):
    with_second_step(team_member)
    office.post(f"{USERS}{team_member.pk}/tweede-stap/", {"why": "Telefoon weg"})
    settings.STAFF_NEEDS_SECOND_FACTOR = True

    client.force_login(team_member)

    assert client.get("/beheer/").url == "/account/2fa/"


@pytest.mark.parametrize("who", ["administrator", "team_member"])
def test_staff_without_a_second_step_open_nothing_but_the_page_to_set_it_up(client, who, request, settings):
    settings.STAFF_NEEDS_SECOND_FACTOR = True
    client.force_login(request.getfixturevalue(who))

    answers = [client.get("/mijn/"), client.get("/"), client.post("/contact/"), client.get("/beheer/")]

    assert {answer.url for answer in answers} == {"/account/2fa/"}
    page = client.get("/account/2fa/")
    assert page.status_code == 200
    assert "Voor jouw werk is een tweede stap bij het inloggen nodig." in page.text
    assert client.get("/gezond/").status_code == 200
    with_second_step(request.getfixturevalue(who))
    assert client.get("/mijn/").status_code == 200


@pytest.mark.parametrize("who", ["resident", "counter", "green_resident"])
def test_others_may_do_without_a_second_step(client, who, request, settings):
    settings.STAFF_NEEDS_SECOND_FACTOR = True
    client.force_login(request.getfixturevalue(who))

    assert client.get("/mijn/").status_code == 200


def test_staff_keep_a_second_step_and_residents_may_end_theirs(team_member, resident, settings):
    settings.STAFF_NEEDS_SECOND_FACTOR = True
    own, of_resident = with_second_step(team_member), with_second_step(resident)
    Authenticator.objects.create(user=team_member, type=Authenticator.Type.RECOVERY_CODES, data={})

    assert not get_adapter().can_delete_authenticator(own)
    assert get_adapter().can_delete_authenticator(of_resident)
    Authenticator.objects.create(user=team_member, type=Authenticator.Type.WEBAUTHN, data={})
    assert get_adapter().can_delete_authenticator(own)


def test_last_administrator_is_let_in_again_from_the_server(administrator, capsys):
    with_second_step(administrator)

    call_command("reset_second_step", administrator.email.upper())

    assert "De tweede stap is weggehaald." in capsys.readouterr().out
    assert not Authenticator.objects.exists()
    assert logged() == [("second_factor", None, "Anja Veen", "Weggehaald: met een opdracht op de server")]


@pytest.mark.parametrize(
    ("email", "said"), [("niemand@voorbeeld.test", "geen account"), ("beheer@voorbeeld.test", "geen tweede stap")]
)
def test_command_says_what_it_cannot_do(administrator, email, said):
    with pytest.raises(CommandError, match=said):
        call_command("reset_second_step", email)


# -- signing in --------------------------------------------------------------------------------------------------------


def test_wrong_password_stands_in_the_log_without_what_was_typed(client, resident):
    resident.set_password("een lang wachtwoord")
    resident.save()

    client.post("/account/login/", {"login": resident.email, "password": "verkeerd geraden"})
    client.post("/account/login/", {"login": "onbekend@voorbeeld.test", "password": "verkeerd geraden"})

    assert logged() == [
        ("failed", None, "Fenna Dijkema", "Verkeerd wachtwoord"),
        ("failed", None, None, "Verkeerd wachtwoord"),
    ]


def test_too_many_wrong_passwords_are_held_back_and_stand_in_the_log(client, resident):
    for _ in range(12):
        client.post("/account/login/", {"login": resident.email, "password": "verkeerd geraden"})

    assert "locked" in {kind for kind, *_ in logged()}


def test_three_wrong_codes_stand_in_the_log_once(client, resident):
    client.post("/account/login/code/", {"email": resident.email})

    for _ in range(4):
        client.post("/account/login/code/confirm/", {"code": "abcdef"})

    assert logged() == [("locked", None, "Fenna Dijkema", "3 keer een verkeerde code uit de mail")]


def test_no_session_is_left_of_a_closed_account(office, resident):
    on_a_device(office, resident)
    key = UserSession.objects.get(user=resident).session_key

    office.post(f"{USERS}{resident.pk}/change/", {"email": resident.email, "groups": []})

    assert not Session.objects.filter(session_key=key).exists()
    assert not User.objects.get(pk=resident.pk).is_active
