"""The index on the words of help wanted, which nobody waits for; what a killed start left of it is made anew."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("projects", "0042_words_of_help_wanted")]

    operations = [
        migrations.RunSQL("SET statement_timeout = 0", migrations.RunSQL.noop),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS helpwanted_search", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="helpwanted",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="helpwanted_search"),
        ),
        migrations.RunSQL("ANALYZE projects_helpwanted", migrations.RunSQL.noop),
        migrations.RunSQL("RESET statement_timeout", migrations.RunSQL.noop),
    ]
