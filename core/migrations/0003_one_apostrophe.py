"""Curly and other apostrophes are searched as the straight one, so that foto’s and foto's are one word."""

from django.db import migrations

SEARCH_TEXT = """
CREATE OR REPLACE FUNCTION search_text(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT
AS $$ SELECT lower(translate(normalize(replace($1, U&'\\00AD', ''), NFKC), U&'\\2019\\2018\\02BC\\00B4\\0060', '''''''''''')) $$
"""
BEFORE = """
CREATE OR REPLACE FUNCTION search_text(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT
AS $$ SELECT lower(normalize(replace($1, U&'\\00AD', ''), NFKC)) $$
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_site_settings")]
    operations = [migrations.RunSQL(SEARCH_TEXT, BEFORE)]
