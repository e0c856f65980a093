from datetime import timedelta

from django.db import migrations
from django.db.models import F

A_WEEK = timedelta(days=7)


def shorten(apps, schema_editor):
    """What was written down as longer than a week ends after a week: from here on nothing lasts longer."""
    rows = apps.get_model("projects", "Activity").objects.filter(ends_at__gt=F("starts_at") + A_WEEK)
    rows.update(ends_at=F("starts_at") + A_WEEK)


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0014_index_of_answers"),
    ]

    operations = [
        migrations.RunPython(shorten, migrations.RunPython.noop),
    ]
