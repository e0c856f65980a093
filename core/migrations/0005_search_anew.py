"""What was computed with `search_text` before its last change, computed anew in small steps, in any table that uses it."""

from django.db import migrations
from django.db.migrations import RunPython

INDEXES = """
SELECT indexrelid::regclass::text FROM pg_index
WHERE indexprs IS NOT NULL AND pg_get_indexdef(indexrelid) LIKE '%search_text(%'
"""
# A table, and one of the columns that its computed one is made of: only who writes that has it computed.
COLUMNS = """
SELECT DISTINCT ON (adrelid) adrelid::regclass::text, quote_ident(made_of.attname)
FROM pg_attrdef
JOIN pg_attribute computed ON computed.attrelid = adrelid AND computed.attnum = adnum AND computed.attgenerated = 's'
JOIN pg_depend ON objid = pg_attrdef.oid AND refobjid = adrelid AND refobjsubid > 0 AND refobjsubid <> adnum
JOIN pg_attribute made_of ON made_of.attrelid = adrelid AND made_of.attnum = refobjsubid
WHERE pg_get_expr(adbin, adrelid) LIKE '%search_text(%'
"""
ANEW = """
UPDATE {table} SET {column} = {column}
WHERE id IN (SELECT id FROM {table} WHERE id > %s ORDER BY id LIMIT 500 FOR UPDATE)
RETURNING id
"""


def compute_anew(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for (index,) in _rows(cursor, INDEXES):
            cursor.execute(f"REINDEX INDEX CONCURRENTLY {index}")
        for table, column in _rows(cursor, COLUMNS):
            last = 0
            while rows := _rows(cursor, ANEW.format(table=table, column=column), [last]):
                last = max(row for (row,) in rows)
        cursor.execute("RESET statement_timeout")


def _rows(cursor, question, parameters=()):
    cursor.execute(question, parameters or None)
    return cursor.fetchall()


class Migration(migrations.Migration):
    atomic = False  # step by step: no row is held for longer than one takes
    dependencies = [("core", "0004_initials_and_hyphens")]
    operations = [RunPython(compute_anew, RunPython.noop)]
