"""The indexes on the words of messages, which nobody waits for; what a start that was killed left of one is made anew."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("projects", "0036_words_of_messages")]

    operations = [
        migrations.RunSQL("SET statement_timeout = 0", migrations.RunSQL.noop),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS activity_search", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="activity",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="activity_search"),
        ),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS question_search", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="question",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="question_search"),
        ),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS update_search", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="update",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="update_search"),
        ),
        migrations.RunSQL("ANALYZE projects_update, projects_activity, projects_question", migrations.RunSQL.noop),
        migrations.RunSQL("RESET statement_timeout", migrations.RunSQL.noop),
    ]
