"""The index on the message of an event."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("projects", "0038_which_message")]

    operations = [
        migrations.RunSQL("SET statement_timeout = 0", migrations.RunSQL.noop),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS project_event_update", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="projectevent",
            index=models.Index(
                condition=models.Q(("update_post__isnull", False)), fields=["update_post"], name="project_event_update"
            ),
        ),
        migrations.RunSQL("RESET statement_timeout", migrations.RunSQL.noop),
    ]
