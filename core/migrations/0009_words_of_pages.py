"""The words of the texts of fixed pages, kept by the database: few rows, long texts."""

import django.contrib.postgres.search
from django.db import migrations, models

import core.searching


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0008_retention_runs"),
    ]

    operations = [
        migrations.AddField(
            model_name="pagetext",
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
