"""Emptying the database after a test that committed: by deleting the rows there are.

Django truncates every table and then makes its permissions anew, half a second a test; we have eighty tables and a
test fills a few.
"""

from django.db import connection
from psycopg import sql

# Made once by migrate, the same for every test.
KEPT = {"django_migrations", "django_content_type", "auth_permission", "auth_group", "auth_group_permissions"}


def empty_database(test_case):
    """In the place of `TransactionTestCase._fixture_teardown`."""
    names = [name for name in connection.introspection.table_names() if name not in KEPT]
    is_filled = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(name, sql.Identifier(name)) for name in names
    )
    with connection.cursor() as cursor:
        cursor.execute(is_filled)
        filled = [name for (name,) in cursor.fetchall()]
        cursor.execute("SET session_replication_role = replica")  # the rows go in any order
        for name in filled:
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
        cursor.execute("RESET session_replication_role")
