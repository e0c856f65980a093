"""Titles and places word by word, without a lock: nobody waits for these two indexes."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.contrib.postgres.search import SearchVector
from django.db import migrations

from core.searching import SearchText


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("core", "0004_initials_and_hyphens"),
        ("projects", "0008_search_words"),
    ]

    operations = [
        migrations.RunSQL("SET statement_timeout = 0", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="project",
            index=GinIndex(SearchVector(SearchText("title"), config="names_unaccent"), name="project_names"),
        ),
        AddIndexConcurrently(
            model_name="project",
            index=GinIndex(SearchVector(SearchText("place"), config="names_unaccent"), name="project_places"),
        ),
        migrations.RunSQL(
            "ANALYZE projects_project", migrations.RunSQL.noop
        ),  # how often each word occurs in the names
        migrations.RunSQL("RESET statement_timeout", migrations.RunSQL.noop),
    ]
