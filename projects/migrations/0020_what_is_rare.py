from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # the indexes are made while people go on

    dependencies = [
        ("projects", "0019_split_off"),
    ]

    operations = [
        migrations.AlterField(  # so that what runs before the release can still write
            model_name="project",
            name="still_good",
            field=models.CharField(
                blank=True,
                choices=[
                    ("yes", "ja, het is nog goed"),
                    ("partly", "voor een deel"),
                    ("no", "nee, het is niet goed meer"),
                ],
                db_default="",
                editable=False,
                max_length=10,
                verbose_name="is het nog goed",
            ),
        ),
        AddIndexConcurrently(
            model_name="project",
            index=models.Index(
                condition=models.Q(("split_from__isnull", False)), fields=["split_from"], name="project_parts"
            ),
        ),
        AddIndexConcurrently(
            model_name="projectevent",
            index=models.Index(
                condition=models.Q(("person__isnull", False)), fields=["person"], name="project_event_person"
            ),
        ),
    ]
