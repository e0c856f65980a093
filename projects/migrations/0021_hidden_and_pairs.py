from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

HIDDEN = models.Q(("hidden_at__isnull", False))


class Migration(migrations.Migration):
    atomic = False  # the indexes are made while people go on

    dependencies = [
        ("projects", "0020_what_is_rare"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="project",
            index=models.Index(condition=HIDDEN, fields=["hidden_at"], name="project_hidden"),
        ),
        AddIndexConcurrently(
            model_name="update",
            index=models.Index(condition=HIDDEN, fields=["project"], name="update_hidden"),
        ),
        AddIndexConcurrently(
            model_name="photo",
            index=models.Index(condition=HIDDEN, fields=["project"], name="photo_hidden"),
        ),
        AddIndexConcurrently(
            model_name="question",
            index=models.Index(condition=HIDDEN, fields=["project"], name="question_hidden"),
        ),
        migrations.AddField(
            model_name="update",
            name="is_before_and_after",
            field=models.BooleanField(db_default=False, default=False, verbose_name="voor- en na-foto"),
        ),
    ]
