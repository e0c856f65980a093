"""No public page asks the database more than six times, whatever page it is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.kept_pages import store
from tests.rights.test_every_address import NAMES, TABLE, address_of, expected
from tests.rights.world import World

pytestmark = pytest.mark.django_db
MOST = 6
# What is typeset or drawn for one reader, and pages behind a secret link, which nobody reads by the thousand.
MOST_OF_OTHERS = 20
OTHERS = {"communication:choices", "communication:request", "communication:request_receipt", "groups:attend"}
# Of a year that was not adopted yet all figures are worked out; once adopted it is one row.
WORKED_OUT = {"groups:year_account": 9}


def test_every_public_page_costs_few_queries():
    world, dear = World(), []
    for name in NAMES:
        if expected(TABLE[name]["GET"])["visitor"] != "200":
            continue
        address = address_of(world, name)
        read(address)  # what is asked once in a process
        store.clear()
        with CaptureQueriesContext(connection) as queries:
            read(address)
        is_other = name in OTHERS or address.endswith((".pdf", ".png"))
        most = MOST_OF_OTHERS if is_other else WORKED_OUT.get(name, MOST)
        if len(queries) > most:
            dear.append(f"{name} {address}: {len(queries)}")

    assert not dear, "\n".join(dear)


def read(address):
    response = Client().get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content
