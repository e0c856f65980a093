"""A rule of the database that most tests make projects without (docs/decisions/leader-while-underway.md)."""

from django.db import connection


def require_leaders(is_on):
    """Whether the database refuses a project that is underway without a leader."""
    with connection.cursor() as cursor:
        for table in ("projects_project", "projects_participation"):
            cursor.execute(f"ALTER TABLE {table} {'ENABLE' if is_on else 'DISABLE'} TRIGGER leader_while_underway")
