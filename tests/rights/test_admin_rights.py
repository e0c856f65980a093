"""The admin from its permission matrix: who opens which list and form, and that nothing else is open to anybody."""

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.models import Role
from tests.conftest import with_role
from wijkdeal.roles import TEAM

MODELS = sorted(model._meta.label_lower for model in admin.site._registry)


def addresses_of(label):
    app, model = label.split(".")
    return {action: reverse(f"admin:{app}_{model}_{action}") for action in ("changelist", "add")}


@pytest.fixture
def back_office_people(db):
    return {
        "resident": with_role(Role.BALIE, email="balie@voorbeeld.test"),
        "team": with_role(Role.COMMUNICATIETEAM, email="team@voorbeeld.test", is_staff=True),
        "administrator": with_role(Role.ADMINISTRATOR, email="b@voorbeeld.test", is_staff=True, is_superuser=True),
    }


@pytest.mark.parametrize("label", MODELS)
def test_the_team_opens_exactly_what_its_role_says(client, back_office_people, label):
    client.force_login(back_office_people["team"])
    allowed = TEAM.get(label, ())

    found = {action: client.get(address).status_code for action, address in addresses_of(label).items()}

    assert found["changelist"] in ((200, 302) if "view" in allowed else (403,))  # one row of settings: its own page
    assert found["add"] in ((200, 403) if "add" in allowed else (403,))


@pytest.mark.parametrize("label", MODELS)
def test_the_administrator_opens_every_list(client, back_office_people, label):
    client.force_login(back_office_people["administrator"])

    assert client.get(addresses_of(label)["changelist"]).status_code in (200, 302)


@pytest.mark.parametrize("label", MODELS)
def test_without_a_role_nobody_opens_anything(client, back_office_people, label):
    address = addresses_of(label)["changelist"]

    as_visitor = client.get(address)
    client.force_login(back_office_people["resident"])
    as_resident = client.get(address)

    assert as_visitor.status_code == 302
    assert as_visitor.url.startswith("/account/login/")
    assert as_resident.status_code == 403


def test_the_team_touches_no_accounts_or_roles():
    assert not [label for label in TEAM if label.split(".")[0] in ("accounts", "auth", "admin", "account", "mfa")]
