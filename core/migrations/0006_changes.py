"""A random token for every statement that changes what is public (wijkdeal/public_version.py)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0005_search_anew")]

    operations = [
        migrations.RunSQL(
            "CREATE TABLE core_change (token bigint NOT NULL)",
            "DROP TABLE core_change",
        ),
        migrations.RunSQL(
            """
            CREATE FUNCTION core_say_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO core_change VALUES (('x' || translate(left(gen_random_uuid()::text, 18), '-', ''))::bit(64)::bigint);
                RETURN NULL;
            END $$
            """,
            "DROP FUNCTION core_say_change CASCADE",
        ),
    ]
