from django.db import migrations
from django.db.models import F
from django.db.models.functions import Now


def were_announced(apps, schema_editor):
    """What stands on the website was told of when it came there."""
    stories = apps.get_model("communication", "Story").objects
    stories.filter(published_at__lte=Now(), announced_at=None).update(announced_at=F("published_at"))


class Migration(migrations.Migration):
    dependencies = [("communication", "0012_stories")]
    operations = [migrations.RunPython(were_announced, migrations.RunPython.noop)]
