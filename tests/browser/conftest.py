"""A browser, and a portal with the example neighbourhood to walk through."""

import os
import shutil
from functools import cache

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser import portal
from tests.browser.people import People
from tests.browser.reader import Reader
from wijkdeal.gallery import FLAGS

expect.set_options(timeout=20_000)  # a page of a busy machine is late, not wrong


@pytest.fixture(scope="package")
def address(tmp_path_factory, django_db_setup, django_db_blocker):
    """Of a portal that all browser tests of this process share: they add to it, and count on nothing being alone."""
    with django_db_blocker.unblock(), portal.running(tmp_path_factory.mktemp("portaal")) as address:
        yield address


@pytest.fixture(scope="package")
def reader(address):
    """`reader("bewoner")`: reads pages as who that is; signing in is slow on purpose, so once."""
    return cache(lambda role="": Reader(address, role))


@pytest.fixture(scope="module")
def browser():
    """Ends with the module: while it runs Django sees an event loop in this thread, and refuses its database."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def people(browser, address):
    """Whoever walks through the portal in one test. Nobody may have met a fault of a page."""
    people = People(browser, address)
    yield people
    people.leave()
    assert people.faults == []


def _chromium():
    found = os.environ.get("WIJKDEAL_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    if not os.path.exists(found):
        pytest.skip("Geen Chromium gevonden; installeren kan met: make browser")
    return found
