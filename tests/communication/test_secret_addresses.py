"""Another SECRET_KEY: the old secret addresses stop and the new ones open."""

import pytest
from django.core.management import call_command

from tests.factories import RequestFactory

pytestmark = pytest.mark.django_db


def test_after_another_key_the_new_address_opens_and_the_old_one_does_not(client, settings):
    asked = RequestFactory()
    old = asked.secret_url
    settings.SECRET_KEY = "een heel andere sleutel, ook lang genoeg voor wie hem wil raden"  # noqa: S105

    call_command("renew_secret_addresses")

    assert asked.secret_url != old
    assert client.get(asked.secret_url).status_code == 200
    assert client.get(old).status_code == 404
