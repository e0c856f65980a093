from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # the indexes are made while people go on

    dependencies = [
        ("projects", "0013_looking_back"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="project",
            index=models.Index(
                models.OrderBy(models.F("proposed_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(
                    ("hidden_at", None),
                    (
                        "status__in",
                        (
                            "proposed",
                            "preparing",
                            "underway",
                            "paused",
                            "completed",
                            "ongoing",
                            "stopped",
                            "declined",
                            "withdrawn",
                        ),
                    ),
                    ("answered_at__isnull", False),
                ),
                name="project_answered",
            ),
        ),
        AddIndexConcurrently(
            model_name="project",
            index=models.Index(
                models.OrderBy(models.F("answer_due"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("answered_at", None), ("hidden_at", None), ("status", "proposed")),
                name="project_unanswered",
            ),
        ),
    ]
