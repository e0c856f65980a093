"""Whether anything changed in a table, said by the database itself."""

from django.db import connection


def version_of(*models):
    """A text that changes with every committed change to these tables: in one query, a scan of each.

    Each row carries the number of the transaction that wrote it (`xmin`), and a later one is always higher. So the sum
    over the rows that can be seen only stays the same while no row was written, and the count while none went. Unlike
    the highest number this also holds when a transaction with a lower number commits later.
    """
    tables = [connection.ops.quote_name(model._meta.db_table) for model in models]
    parts = [f"SELECT count(*), sum(xmin::text::bigint) FROM {table}" for table in tables]  # noqa: S608 names of our own
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return "-".join(f"{count}.{total or 0}" for count, total in cursor.fetchall())
