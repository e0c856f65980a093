from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0040_messages_of_before"),
    ]

    operations = [
        migrations.AddField(
            model_name="update",
            name="corrected_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="aangepast op"),
        ),
        migrations.AddField(
            model_name="update",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
    ]
