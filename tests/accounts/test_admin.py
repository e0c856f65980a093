"""The back office of accounts: who comes in, what the administrator changes, and what nobody can."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group

from accounts.models import Organisation, Person, Role, User
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
USERS = "/beheer/accounts/user/"
OURS = [USERS, "/beheer/accounts/person/", "/beheer/accounts/organisation/"]


def words(response):
    return response.content.decode()


@pytest.fixture
def administrator(administrator):
    User.objects.filter(pk=administrator.pk).update(is_superuser=True)
    return User.objects.get(pk=administrator.pk)


@pytest.fixture
def office(client, administrator):
    client.force_login(administrator)
    return client


def role(name):
    return Group.objects.get_or_create(name=name)[0].pk


@pytest.mark.parametrize("address", ["/beheer/", *OURS, "/beheer/login/?next=/beheer/"])
def test_visitor_signs_in_where_everybody_does(client, address):
    response = client.get(address)

    assert response.status_code == 302
    assert response.url.startswith("/account/login/?next=%2Fbeheer%2F")


def test_the_door_of_the_office_itself_takes_no_password(client, administrator):
    administrator.set_password("wijkdeal-demo")
    administrator.save()

    client.post("/beheer/login/", {"username": administrator.email, "password": "wijkdeal-demo"})

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", ["/beheer/", *OURS, "/beheer/login/"])
def test_resident_is_refused(client, resident, address):
    client.force_login(resident)

    assert client.get(address).status_code == 403


@pytest.mark.parametrize("address", OURS)
def test_communicatieteam_cannot_touch_accounts(client, team_member, address):
    client.force_login(team_member)

    assert client.get("/beheer/").status_code == 200
    assert client.get(address).status_code == 403
    assert client.get(f"{address}add/").status_code == 403


def test_communicatieteam_with_more_permissions_still_cannot(client, team_member):
    from django.contrib.auth.models import Permission

    team_member.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    client.force_login(team_member)

    assert [client.get(address).status_code for address in OURS] == [403] * 3


@pytest.mark.parametrize("address", OURS)
def test_administrator_sees_lists_and_finds(office, resident, address):
    OrganisationFactory()

    assert office.get(address).status_code == 200
    assert office.get(address, {"q": "fenna"}).status_code == 200
    assert office.get(f"{address}add/").status_code == 200


def test_staff_in_production_need_a_second_step(office, administrator, settings):
    settings.STAFF_NEEDS_SECOND_FACTOR = True

    refused = office.get("/beheer/")
    Authenticator.objects.create(user=administrator, type=Authenticator.Type.TOTP, data={"secret": "x"})
    accepted = office.get("/beheer/")

    assert refused.url == "/account/2fa/"
    assert accepted.status_code == 200


def test_administrator_makes_an_account_that_is_a_person(office):
    fields = {"email": "Nieuw@voorbeeld.test", "name": "Nieuwe Buur", "is_active": "on"}

    office.post(f"{USERS}add/", fields | {"groups": [role(Role.BALIE)]})

    user = User.objects.get(email="nieuw@voorbeeld.test")
    assert user.person.name == "Nieuwe Buur"
    assert (user.is_counter, user.is_staff, user.has_usable_password()) == (True, False, False)


@pytest.mark.parametrize(
    ("given", "is_staff", "is_superuser"),
    [
        ([Role.COMMUNICATIETEAM], True, False),
        ([Role.ADMINISTRATOR], True, True),
        ([Role.BALIE], False, False),
        ([], False, False),
    ],
)
def test_a_role_brings_what_belongs_to_it(office, resident, given, is_staff, is_superuser):
    fields = {"email": resident.email, "is_active": "on", "groups": [role(name) for name in given]}

    office.post(f"{USERS}{resident.pk}/change/", fields)

    user = User.objects.get(pk=resident.pk)
    assert user.roles == set(given)
    assert (user.is_staff, user.is_superuser) == (is_staff, is_superuser)


def test_account_that_is_saved_as_it_was_is_not_in_the_log(office, resident):
    address = f"{USERS}{resident.pk}/change/"

    office.post(address, {"email": resident.email, "is_active": "on"})
    assert not LogEntry.objects.exists()
    office.post(address, {"email": "anders@voorbeeld.test", "is_active": "on"})

    assert LogEntry.objects.get().get_change_message() == "E-mailadres gewijzigd."


def test_nobody_changes_their_own_role(office, administrator):
    fields = {"email": administrator.email, "groups": [role(Role.BALIE)]}

    office.post(f"{USERS}{administrator.pk}/change/", fields)

    user = User.objects.get(pk=administrator.pk)
    assert user.roles == {Role.ADMINISTRATOR}
    assert user.is_active
    assert user.is_superuser


def test_deactivated_account_is_out_at_once(office, resident):
    browser = type(office)()
    browser.force_login(resident)
    before = browser.get("/mijn/").status_code

    office.post(f"{USERS}{resident.pk}/change/", {"email": resident.email, "groups": []})

    assert before == 200
    assert browser.get("/mijn/").status_code == 302


def test_team_member_whose_role_was_taken_is_out_of_the_office_at_once(office, team_member):
    browser = type(office)()
    browser.force_login(team_member)

    office.post(f"{USERS}{team_member.pk}/change/", {"email": team_member.email, "is_active": "on", "groups": []})

    assert browser.get("/beheer/").status_code == 403


@pytest.mark.parametrize("model", [User, Person, Organisation])
def test_nobody_is_deleted_one_by_one_or_by_the_dozen(office, resident, model):
    row = OrganisationFactory() if model is Organisation else model.objects.first()
    list_address = f"/beheer/accounts/{model._meta.model_name}/"

    one = office.post(f"{list_address}{row.pk}/delete/", {"post": "yes"})
    office.post(list_address, {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})

    assert one.status_code == 403
    assert model.objects.filter(pk=row.pk).exists()


def test_second_of_two_who_edit_one_person_is_told(office, resident):
    address = f"/beheer/accounts/person/{resident.person.pk}/change/"
    form = office.get(address).context["adminform"].form
    fields = {name: form[name].value() or "" for name in form.fields}
    Person.objects.filter(user=resident).update(name="Fenna van Ander")

    page = words(office.post(address, fields | {"name": "Fenna van Mij"}))

    assert "Iemand anders heeft dit net veranderd" in page
    assert "Fenna van Mij" in page
    assert Person.objects.get(user=resident).name == "Fenna van Ander"


def test_office_does_not_show_keys_sessions_and_permissions():
    shown = {model._meta.label for model in admin.site._registry}

    assert {
        label for label in shown if label.split(".")[0] in {"account", "mfa", "usersessions", "auth", "procrastinate"}
    } == set()


def test_what_is_no_number_where_somebody_is_chosen_is_a_bad_request(office):
    response = office.post("/beheer/accounts/person/add/", {"name": "Truus", "organisation": "NaN"})

    assert response.status_code == 400
    assert not Person.objects.filter(name="Truus").exists()


def test_administrator_reads_own_roles_once_and_cannot_take_another(office, administrator):
    address = f"{USERS}{administrator.pk}/change/"
    page = words(office.get(address))

    office.post(address, {"email": administrator.email, "groups": [role("balie")], "is_active": ""})

    assert page.count("field-roles_in_words") == 1
    assert "field-groups" not in page
    administrator = User.objects.get(pk=administrator.pk)
    assert (administrator.roles, administrator.is_active) == ({"administrator"}, True)
