import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations

import core.searching


class Migration(migrations.Migration):
    atomic = False  # the index is made while people go on

    dependencies = [
        ("communication", "0005_enquiries_that_go_somewhere"),
        ("projects", "0012_completed_needs_both"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="request",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    core.searching.SearchText("subject"), core.searching.SearchText("text"), config="dutch_unaccent"
                ),
                name="request_search",
            ),
        ),
    ]
