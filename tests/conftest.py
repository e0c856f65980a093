"""The fixed cast: every test knows who is who."""

import gc
import re
from datetime import datetime
from itertools import count
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import Group as AuthGroup
from django.db import connection
from django.test import Client, TransactionTestCase

from accounts.models import Role
from core.kept_pages import store
from tests.emptying import empty_database
from tests.factories import FacilitatorFactory, ThemeFactory, UserFactory
from tests.leaders import require_leaders
from tests.rounds import round_dates
from tests.signing_in import sign_in
from themes.models import AgendaRound

TransactionTestCase._fixture_teardown = empty_database
Client._login = sign_in


def pytest_collection_finish(session):
    """What is loaded by now stays: to look through it for garbage, test after test, is a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture
def december():
    """It is the first of December 2026, ten in the morning, and the clock runs on."""
    with time_machine.travel(datetime(2026, 12, 1, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam")), tick=True):
        yield


@pytest.fixture(scope="session")
def folders(tmp_path_factory):
    """Names of folders that nothing was kept in. A folder is made by who writes in it, so most tests make none."""
    base = tmp_path_factory.mktemp("files")
    return (base / str(number) for number in count())


@pytest.fixture(scope="session")
def static_root(tmp_path_factory):
    """Nothing is collected in tests; the folder has to be there."""
    return tmp_path_factory.mktemp("static")


@pytest.fixture(autouse=True)
def files(settings, folders, static_root):
    """Each test has a media folder of its own, and no page kept by another.

    Limits are counted in the database, which starts empty each time.
    """
    store.clear()
    settings.MEDIA_ROOT = next(folders)
    settings.STATIC_ROOT = static_root


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Most tests are about something else than who leads a project that is underway."""
    with django_db_blocker.unblock():
        require_leaders(False)


@pytest.fixture
def leaders_required(db):
    """As in a portal."""
    require_leaders(True)
    yield
    if not connection.in_atomic_block:  # else it goes with the rest of what the test did
        require_leaders(False)


@pytest.fixture
def groen(db):
    return ThemeFactory(slug="groen", takes_unknown=True)


@pytest.fixture
def sociaal(db):
    return ThemeFactory(slug="sociaal", name="Meedoen & Samenzijn", order=1)


@pytest.fixture
def resident(db):
    """A resident with an account."""
    return UserFactory(email="fenna@voorbeeld.test", name="Fenna Dijkema")


@pytest.fixture
def neighbour(db):
    """Another resident, with nothing of her own."""
    return UserFactory(email="buurvrouw@voorbeeld.test", name="Grietje Bos")


@pytest.fixture
def green_resident(groen):
    """The resident half of the duo of groen."""
    user = UserFactory(email="ineke@voorbeeld.test", name="Ineke Wiersema")
    FacilitatorFactory(theme=groen, person=user.person, voice="resident")
    return user


@pytest.fixture
def green_professional(groen):
    """The professional half of the duo of groen."""
    user = UserFactory(email="bas@voorbeeld.test", name="Bas Huizing")
    FacilitatorFactory(theme=groen, person=user.person, voice="professional")
    return user


@pytest.fixture
def social_professional(sociaal):
    """The professional half of the duo of another theme."""
    user = UserFactory(email="yara@voorbeeld.test", name="Yara Postma")
    FacilitatorFactory(theme=sociaal, person=user.person, voice="professional")
    return user


def with_role(role, **fields):
    user = UserFactory(**fields)
    user.groups.add(AuthGroup.objects.get_or_create(name=role)[0])
    return user


@pytest.fixture
def team_member(db):
    """A member of the communicatieteam, who works in the admin."""
    return with_role(Role.COMMUNICATIETEAM, email="team@voorbeeld.test", name="Mirjam Kok", is_staff=True)


@pytest.fixture
def team_client(client, team_member):
    """A member of the communicatieteam who signed in."""
    client.force_login(team_member)
    return client


@pytest.fixture
def counter(db):
    return with_role(Role.BALIE, email="balie@voorbeeld.test", name="Henk Smit")


@pytest.fixture
def administrator(db):
    return with_role(
        Role.ADMINISTRATOR, email="beheer@voorbeeld.test", name="Anja Veen", is_staff=True, is_superuser=True
    )


@pytest.fixture
def last_code(mailoutbox):
    """Reads the code in the mail that was sent last."""
    return lambda: re.search(r"^\d{6}$", mailoutbox[-1].body, re.MULTILINE)[0]


@pytest.fixture
def round_in(db):
    """A function that makes a round in a phase, or moves the one that it made there."""
    made = []

    def go(phase, **fields):
        if made:
            AgendaRound.objects.filter(pk=made[0].pk).update(**round_dates(phase), **fields)
            made[0].refresh_from_db()
        else:
            made.append(AgendaRound.objects.create(title="Agendaronde 2027", **round_dates(phase), **fields))
        return made[0]

    return go
