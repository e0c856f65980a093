from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0044_activity_corrected"),
    ]

    operations = [
        migrations.AlterField(
            model_name="pledgeevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("asked", "Toezegging gevraagd"),
                    ("confirmed", "Toegezegd"),
                    ("refused", "Niet toegezegd"),
                    ("moved", "Toezegging verschoven"),
                    ("kept", "Toezegging nagekomen"),
                    ("lapsed", "Toezegging vervallen"),
                    ("reopened", "Toezegging weer open"),
                    ("due", "Binnenkort"),
                    ("late", "Te laat"),
                ],
                max_length=40,
                verbose_name="soort",
            ),
        ),
    ]
