from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0030_minutes_by_their_words")]

    operations = [
        migrations.AlterField(
            model_name="actionevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("given", "nieuw"),
                    ("corrected", "verbeterd"),
                    ("due", "vandaag klaar"),
                    ("done", "gedaan"),
                    ("moved", "verzet"),
                    ("dropped", "vervallen"),
                ],
                max_length=40,
                verbose_name="soort",
            ),
        ),
    ]
