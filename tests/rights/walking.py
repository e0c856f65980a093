"""To go past every address in one role, and to read all that it says: by both walks that look for planted words."""

from django.contrib import admin
from django.test import Client
from django.urls import reverse

from tests.rights.test_every_address import NAMES, TABLE, address_of, expected
from wijkdeal.open_data import DATASETS

# Who has such an address reads there what the member reads whose secret it is.
OF_A_MEMBER = {
    *("groups:own_calendar_file", "groups:own_action", "groups:attend", "projects:explain", "projects:stay_away"),
}
OF_THE_BACK_OFFICE = {"team", "administrator"}


def client_of(world, role):
    client = Client()
    if role != "visitor":
        client.force_login(world.people[role])
    return client


def everywhere(world, role, more=()):
    """{address: what this role reads there}: all that the site knows, all that may be taken along, and `more`.

    An address that breaks, or is not there where the table says that it is, has nothing to hide: that is a mistake.
    """
    client = client_of(world, role)
    names = [name for name in NAMES if name not in OF_A_MEMBER]
    there = {address_of(world, name): expected(TABLE[name]["GET"])[role] != "404" for name in names}
    there |= {f"/open-data/{name}.{kind}": True for name in DATASETS for kind in ("csv", "json")}
    there |= dict.fromkeys(in_the_back_office() if role in OF_THE_BACK_OFFICE else [], False)
    return {address: text_at(client, address, is_there=there.get(address, False)) for address in {*there, *more}}


def in_the_back_office():
    """The list of every model that the admin knows, and the page of each row."""
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        yield from (reverse(f"{name}_change", args=[pk]) for pk in model._base_manager.values_list("pk", flat=True))


def text_at(client, address, *, is_there=False):
    response = client.get(address)
    assert response.status_code < 500, address
    assert not (is_there and response.status_code == 404), address
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace") + str(dict(response.headers))
