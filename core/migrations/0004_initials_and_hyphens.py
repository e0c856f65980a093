"""Initials, dots, slashes and hyphens do not keep words apart; two configurations beside the Dutch one.

P.C. Hooftlaan and PC Hooftlaan are one, en/of is two words, 12-14 is two numbers, zuid-west is found as zuidwest too.
What was searched already is computed anew in the next migration.
"""

from django.db import migrations

BEFORE = """
CREATE OR REPLACE FUNCTION search_text(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT
AS $$ SELECT lower(translate(normalize(replace($1, U&'\\00AD', ''), NFKC), U&'\\2019\\2018\\02BC\\00B4\\0060', '''''''''''')) $$
"""
SEARCH_TEXT = r"""
CREATE OR REPLACE FUNCTION search_text(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT
AS $$ SELECT regexp_replace(regexp_replace(translate(regexp_replace(
    lower(translate(normalize(replace($1, U&'\00AD', ''), NFKC),
                    U&'\2019\2018\02BC\00B4\0060\2010\2011', '''''''''''--')),
    '\m([[:alpha:]])\.\s?(?=[[:alpha:]]\M)', '\1', 'g'), './', '  '),
    '-(?=\d)', ' ', 'g'),
    '\m([[:alpha:]]+)-([[:alpha:]]+)(?:-([[:alpha:]]+))?\M', '\1-\2-\3 \1\2\3', 'g') $$
"""
NAMES = """
CREATE TEXT SEARCH CONFIGURATION names_unaccent (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION names_unaccent
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple
"""
WORDS = """
CREATE TEXT SEARCH CONFIGURATION only_words (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION only_words
    DROP MAPPING FOR asciihword, hword, numhword, hword_numpart, numword,
                     email, url, url_path, host, file, sfloat, version, float, int, uint
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0003_one_apostrophe")]
    operations = [
        migrations.RunSQL(SEARCH_TEXT, BEFORE),
        migrations.RunSQL(NAMES, "DROP TEXT SEARCH CONFIGURATION names_unaccent"),
        migrations.RunSQL(WORDS, "DROP TEXT SEARCH CONFIGURATION only_words"),
    ]
