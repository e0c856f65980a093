from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("projects", "0027_count_what_was_promised_to_plans")]

    operations = [
        migrations.AddField(
            model_name="project",
            name="latitude",
            field=models.FloatField(blank=True, null=True, verbose_name="breedtegraad"),
        ),
        migrations.AddField(
            model_name="project",
            name="longitude",
            field=models.FloatField(blank=True, null=True, verbose_name="lengtegraad"),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(("latitude", None), ("longitude", None))
                | models.Q(
                    ("latitude__isnull", False),
                    ("latitude__range", (-90, 90)),
                    ("longitude__isnull", False),
                    ("longitude__range", (-180, 180)),
                ),
                name="point_is_on_earth",
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
                name="project_on_map",
            ),
        ),
    ]
