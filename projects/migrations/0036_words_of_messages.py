"""The words of messages, activities and questions, kept by the database."""

import django.contrib.postgres.search
from django.db import migrations, models

import core.searching


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_audit"),
        ("projects", "0035_leader_while_underway"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
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
    ]
