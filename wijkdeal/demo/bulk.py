"""Rows by the hundred thousand: COPY, with ids given out here."""

import uuid

from django.db import connection


class Table:
    """Rows of a model on their way to the database. What a row does not name, gets the default of its column."""

    def __init__(self, model, *names):
        self.model = model
        self.names = ("id", *names)
        fields = {field.attname: field for field in model._meta.concrete_fields if not field.generated}
        left = [field for name, field in fields.items() if name not in self.names]
        rest = [field for field in left if not field.has_db_default()]  # the database gives those itself
        self.columns = [fields[name].column for name in self.names] + [field.column for field in rest]
        self.rest = tuple(_default(field) for field in rest)
        self.rows = []
        self.next_id = self._first_id()
        self.total = 0

    def add(self, *values):
        """Returns the id of the new row."""
        row_id = self.next_id
        self.rows.append((row_id, *values, *self.rest))
        self.next_id += 1
        return row_id

    def write(self):
        quoted = ", ".join(connection.ops.quote_name(column) for column in self.columns)
        table = connection.ops.quote_name(self.model._meta.db_table)
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
            for row in self.rows:
                copy.write_row(row)
        self.total += len(self.rows)
        self.rows.clear()

    def close(self):
        """Let the next row that anybody adds get an id of its own."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [self._name, max(self.next_id - 1, 1)]
            )

    def _first_id(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [self._name])
            return cursor.fetchone()[0]

    @property
    def _name(self):
        return self.model._meta.db_table


def _default(field):
    if field.null and not field.has_default():
        return None
    if field.unique:
        raise ValueError(f"{field} is unique: every row has to name it")
    return field.get_db_prep_save(field.get_default(), connection)


def check_constraints():
    """Check what was written so far, so that the database need not remember it until the end."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def analyze(tables):
    """Let the planner know what there is now, and the search index be as it is in a portal of years."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table.model._meta.db_table)}")
        cursor.execute("SELECT gin_clean_pending_list('project_search'::regclass)")


def random_uuid(rng):
    """The same for the same state of `rng`."""
    return uuid.UUID(int=rng.getrandbits(128), version=4)
