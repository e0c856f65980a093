import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0007_film")]

    operations = [
        migrations.CreateModel(
            name="RetentionRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, unique=True, verbose_name="regel")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="laatst gedaan")),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="de laatste keer")),
                ("total", models.PositiveBigIntegerField(default=0, verbose_name="in totaal")),
            ],
            options={"verbose_name": "opruimronde", "verbose_name_plural": "opruimrondes"},
        ),
    ]
