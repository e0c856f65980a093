import pytest
from django.db import transaction

from tests.leaders import require_leaders
from wijkdeal.demo import loader


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The example, loaded once for all tests of a module, without its photos."""
    with django_db_blocker.unblock(), transaction.atomic():
        require_leaders(True)
        yield loader.load(lambda what, number: None, with_photos=False)
        transaction.set_rollback(True)


@pytest.fixture
def neighbourhood(loaded, db):
    """What a test changes in it is gone after that test."""
    return loaded
