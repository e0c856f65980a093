"""Extensions, the Dutch text search configuration without accents, one spelling for search, and the cache table."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

# Immutable, so that a generated column may use it: NFKC (ĳ becomes ij, wide signs become narrow), no soft hyphens.
SEARCH_TEXT = """
CREATE FUNCTION search_text(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT
AS $$ SELECT lower(normalize(replace($1, U&'\\00AD', ''), NFKC)) $$
"""
CONFIGURATION = """
CREATE TEXT SEARCH CONFIGURATION dutch_unaccent (COPY = pg_catalog.dutch);
ALTER TEXT SEARCH CONFIGURATION dutch_unaccent
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, dutch_stem
"""
CACHE = """
CREATE TABLE cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX cache_expires ON cache (expires)
"""


class Migration(migrations.Migration):
    initial = True
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(SEARCH_TEXT, "DROP FUNCTION search_text(text)"),
        migrations.RunSQL(CONFIGURATION, "DROP TEXT SEARCH CONFIGURATION dutch_unaccent"),
        migrations.RunSQL(CACHE, "DROP TABLE cache"),
    ]
