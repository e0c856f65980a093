"""The words of the help that projects ask for, kept by the database."""

import django.contrib.postgres.search
from django.db import migrations, models

import core.searching


class Migration(migrations.Migration):
    dependencies = [("projects", "0041_corrected_messages")]

    operations = [
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="helpwanted",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.contrib.postgres.search.SearchVector(
                    core.searching.SearchText("what"), core.searching.SearchText("detail"), config="dutch_unaccent"
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
    ]
