"""Which message was told of, where that was not kept: the one that was written at that moment."""

from django.db import migrations

EVENTS = """
UPDATE projects_projectevent AS event SET update_post_id = message.id
FROM projects_project AS project, projects_update AS message
WHERE event.kind = 'update_posted' AND event.update_post_id IS NULL AND project.id = event.project_id
  AND message.project_id IN (project.id, project.merged_into_id) AND message.title = event.reason
  AND message.author_id IS NOT DISTINCT FROM event.actor_id
  AND event.at BETWEEN message.at AND message.at + interval '1 minute'
"""
ACTIVITIES = """
UPDATE projects_activity AS activity SET told_in_id = (
    SELECT message.id FROM projects_update AS message
    WHERE message.project_id = activity.project_id AND message.title = activity.title
      AND right(message.text, length(activity.happened)) = activity.happened
    ORDER BY message.at DESC LIMIT 1
) WHERE activity.happened <> '' AND activity.told_in_id IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0039_events_by_message")]

    operations = [
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.RunSQL(EVENTS, migrations.RunSQL.noop),
        migrations.RunSQL(ACTIVITIES, migrations.RunSQL.noop),
    ]
