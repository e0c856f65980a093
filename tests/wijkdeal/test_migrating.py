import pytest
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate, pre_migrate


@pytest.mark.django_db
def test_a_transaction_may_rest_while_the_tables_are_changed_and_not_after_that():
    admin = apps.get_app_config("admin")
    told = {
        "sender": admin,
        "app_config": admin,
        "using": "default",
        "verbosity": 0,
        "interactive": False,
        "apps": apps,
    }

    before = resting_time()
    pre_migrate.send(plan=[], **told)
    while_changing = resting_time()
    post_migrate.send(plan=[], **told)

    assert (before, while_changing, resting_time()) == ("15s", "0", "15s")


def resting_time():
    with connection.cursor() as cursor:
        cursor.execute("SHOW idle_in_transaction_session_timeout")
        return cursor.fetchone()[0]
