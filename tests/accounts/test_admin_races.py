"""Two administrators who save the same at once: one row, and the second reads what is wrong."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from accounts.models import Organisation, Person, User

pytestmark = pytest.mark.django_db(transaction=True)
ADDING = {
    "user": {"email": "nieuw@voorbeeld.test", "name": "Nel Nieuw", "is_active": "on"},
    "organisation": {"name": "De Brug", "slug": "de-brug", "kind": "zorg"},
}


@pytest.mark.parametrize("turn", range(3))
@pytest.mark.parametrize("page", ADDING)
def test_of_two_who_add_the_same_the_second_reads_that_it_is_there(administrator, page, turn):
    together = Barrier(2)

    def add(client):
        client.force_login(administrator)
        try:
            together.wait()
            return client.post(f"/beheer/accounts/{page}/add/", ADDING[page])
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = sorted(pool.map(add, [Client(), Client()]), key=lambda answer: -answer.status_code)

    assert (first.status_code, second.status_code) == (302, 200)
    assert "bestaat al" in second.text
    assert (User.objects.filter(email="nieuw@voorbeeld.test").count(), Person.objects.filter(name="Nel Nieuw").count(),
            Organisation.objects.count()) in ((1, 1, 0), (0, 0, 1))  # fmt: skip
