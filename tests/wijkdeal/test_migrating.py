import pytest
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate, pre_migrate
from django.test.utils import CaptureQueriesContext


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
    with connection.cursor() as cursor:
        cursor.execute("SET idle_in_transaction_session_timeout = '9s'")
        pre_migrate.send(plan=[], **told)
        cursor.execute("SHOW idle_in_transaction_session_timeout")
        assert cursor.fetchone() == ("0",)

    with CaptureQueriesContext(connection) as queries:
        post_migrate.send(plan=[], **told)

    assert "RESET idle_in_transaction_session_timeout" in [query["sql"] for query in queries]
