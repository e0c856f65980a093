"""The words of messages, activities and questions, kept by the database; nobody waits for the indexes on them."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

import core.searching


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("accounts", "0006_audit"),
        ("projects", "0034b_leader_while_underway"),
    ]

    operations = [
        migrations.RunSQL("SET statement_timeout = 0", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="activity",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.contrib.postgres.search.SearchVector(
                    core.searching.SearchText("title"),
                    core.searching.SearchText("text"),
                    core.searching.SearchText("place"),
                    config="dutch_unaccent",
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.contrib.postgres.search.SearchVector(
                    core.searching.SearchText("text"), core.searching.SearchText("answer"), config="dutch_unaccent"
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddField(
            model_name="update",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.contrib.postgres.search.SearchVector(
                    core.searching.SearchText("title"), core.searching.SearchText("text"), config="dutch_unaccent"
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        AddIndexConcurrently(
            model_name="activity",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="activity_search"),
        ),
        AddIndexConcurrently(
            model_name="question",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="question_search"),
        ),
        AddIndexConcurrently(
            model_name="update",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="update_search"),
        ),
        migrations.RunSQL("ANALYZE projects_update, projects_activity, projects_question", migrations.RunSQL.noop),
        migrations.RunSQL("RESET statement_timeout", migrations.RunSQL.noop),
    ]
