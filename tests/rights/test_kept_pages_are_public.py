"""A page that is kept for everybody is made from tables of which every change makes it another page."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from tests.rights.test_every_address import NAMES, address_of
from tests.rights.world import World
from wijkdeal.public_version import public_tables

READ = re.compile(r'(?:FROM|JOIN) "(\w+)"')
# A page is kept when the view is marked and the answer to a visitor can be shared: at least so many of them.
AT_LEAST = 22
# These only show where there is something of the kind: a vote that goes on, places that are taken.
UNREAD = {
    "accounts_user_groups", "core_sitesettings", "groups_groupevent", "groups_yearaccount",
    "projects_attendance", "projects_helpoffer", "projects_supportrequest", "themes_ballot",
    "themes_roundevent",
}  # fmt: skip


@pytest.mark.django_db
def test_no_kept_page_reads_a_table_that_is_not_watched():
    world, wrong, kept, all_read = World(), {}, set(), set()
    addresses = {name: address_of(world, name) for name in NAMES}
    marked = {
        name: address
        for name, address in addresses.items()
        if hasattr(resolve(address.partition("?")[0]).func, "kept_parameters")
    }
    for name, address in marked.items():
        with CaptureQueriesContext(connection) as captured:
            response = Client().get(address)
        if "ETag" not in response:
            continue
        kept.add(name)
        read = {table for query in captured for table in READ.findall(query["sql"])}
        all_read |= read
        if not_watched := read - public_tables().keys():
            wrong[name] = not_watched

    assert wrong == {}
    assert public_tables().keys() - all_read == UNREAD
    assert len(kept) >= AT_LEAST, sorted(marked.keys() - kept)
