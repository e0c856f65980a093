import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_audit"),
        ("communication", "0019_handed_back_and_reminded"),
    ]

    operations = [
        migrations.AlterField(
            model_name="storyevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("ready", "klaar om te bekijken"),
                    ("draft_again", "terug naar concept"),
                    ("planned", "gepland"),
                    ("published", "gepubliceerd"),
                    ("updated", "bijgewerkt"),
                    ("featured", "op de voorpagina gezet"),
                    ("not_featured", "van de voorpagina gehaald"),
                    ("taken_down", "van de website gehaald"),
                ],
                max_length=40,
                verbose_name="soort",
            ),
        ),
        migrations.CreateModel(
            name="StoryFollow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sinds")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="accounts.person",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to="communication.story",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("person", "story"), name="story_followed_once")],
            },
        ),
    ]
