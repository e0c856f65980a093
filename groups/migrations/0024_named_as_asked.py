from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0023_opened_and_put_right")]

    operations = [
        migrations.AddField(
            "application",
            "is_named",
            models.BooleanField(db_default=False, default=False, verbose_name="naam mag op de website"),
        ),
        migrations.AlterField(
            "groupevent",
            "kind",
            models.CharField(
                choices=[
                    ("join_asked", "iemand wil lid worden"),
                    ("joined", "iemand is lid geworden"),
                    ("admitted", "toegelaten als lid"),
                    ("refused", "niet toegelaten als lid"),
                    ("removed", "geen lid meer"),
                    ("left", "stopt als lid"),
                    ("chair_changed", "nieuwe voorzitter"),
                    ("chair_left", "geen voorzitter meer"),
                    ("role_changed", "andere rol"),
                    ("ended", "gestopt"),
                    ("work_passed_on", "werk van een groep die stopt"),
                ],
                max_length=40,
                verbose_name="soort",
            ),
        ),
        migrations.AlterField(
            "issueevent",
            "kind",
            models.CharField(
                choices=[
                    ("raised", "ingebracht"),
                    ("accepted", "opgenomen"),
                    ("declined", "niet opgenomen"),
                    ("passed_on", "doorgegeven aan een groep"),
                    ("taken_up", "opgepakt"),
                    ("given_back", "teruggegeven"),
                    ("discussed", "besproken"),
                    ("answered", "beantwoord"),
                ],
                max_length=40,
                verbose_name="soort",
            ),
        ),
    ]
