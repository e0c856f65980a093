import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("communication", "0020_follow_a_story"),
    ]

    operations = [
        migrations.CreateModel(
            name="Wandkrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(editable=False, unique=True, verbose_name="maand")),
                (
                    "file",
                    models.FileField(editable=False, max_length=120, upload_to="sheets", verbose_name="blad"),
                ),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="gemaakt op"),
                ),
            ],
            options={
                "verbose_name": "wandkrant",
                "verbose_name_plural": "wandkranten",
                "ordering": ["-month"],
            },
        ),
    ]
