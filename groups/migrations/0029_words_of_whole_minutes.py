"""The words of the minutes of a whole meeting; apart, so that meetings are held up as shortly as can be."""

import django.contrib.postgres.search
from django.db import migrations, models

import core.searching


class Migration(migrations.Migration):
    dependencies = [("groups", "0028_words_of_minutes")]

    operations = [
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="meeting",
            name="minutes_search",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.contrib.postgres.search.SearchVector(
                    core.searching.SearchText("minutes"), config="dutch_unaccent"
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
    ]
