"""The words of stories, kept by the database: few rows, long texts."""

import django.contrib.postgres.search
from django.db import migrations, models

import core.searching


class Migration(migrations.Migration):
    dependencies = [
        ("communication", "0022_files_of_an_answer"),
    ]

    operations = [
        migrations.AddField(
            model_name="story",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.contrib.postgres.search.SearchVector(
                    core.searching.SearchText("title"),
                    core.searching.SearchText("lead"),
                    core.searching.SearchText("text"),
                    config="dutch_unaccent",
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
    ]
