from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("groups", "0018_issues_wait")]

    operations = [
        AddIndexConcurrently("meeting", models.Index(fields=["ends_at"], name="meeting_end")),
    ]
