"""The index on the words of meetings that are kept, in the place of the one on words that each look had to make."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("groups", "0025_words_of_meetings")]

    operations = [
        migrations.RunSQL("SET statement_timeout = 0", migrations.RunSQL.noop),
        RemoveIndexConcurrently("meeting", "meeting_search"),  # also what a start that was killed left of the new one
        AddIndexConcurrently(
            "meeting", django.contrib.postgres.indexes.GinIndex(fields=["search"], name="meeting_search")
        ),
        migrations.RunSQL("ANALYZE groups_meeting", migrations.RunSQL.noop),
        migrations.RunSQL("RESET statement_timeout", migrations.RunSQL.noop),
    ]
