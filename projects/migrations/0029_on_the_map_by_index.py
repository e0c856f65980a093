from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("projects", "0028_a_point_on_the_map")]

    operations = [
        AddIndexConcurrently(
            model_name="project",
            index=models.Index(
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
                ),
                fields=["place", "id"],
                name="project_by_place",
            ),
        ),
        AddIndexConcurrently(
            model_name="project",
            index=models.Index(
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
                    ("latitude__isnull", False),
                ),
                fields=["latitude", "longitude"],
                include=("id",),
                name="project_on_map",
            ),
        ),
    ]
