from django.db import migrations, models


class Migration(migrations.Migration):
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
    ]
