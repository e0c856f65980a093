from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0043_help_wanted_by_its_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="projectevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("proposed", "Idee voorgesteld"),
                    ("clarification_asked", "Uitleg gevraagd"),
                    ("clarified", "Uitleg gegeven"),
                    ("advised", "Advies van een ander duo"),
                    ("taken_up", "Opgepakt"),
                    ("declined", "Niet doorgegaan"),
                    ("referred", "Doorverwezen"),
                    ("withdrawn", "Ingetrokken"),
                    ("started", "Begonnen"),
                    ("paused", "Gepauzeerd"),
                    ("resumed", "Weer verder"),
                    ("completed", "Afgerond"),
                    ("continued", "Blijft bestaan"),
                    ("stopped", "Gestopt"),
                    ("reopened", "Opnieuw opgepakt"),
                    ("merged", "Samengevoegd"),
                    ("split_off", "Een deel gaat apart verder"),
                    ("turned_back", "Teruggedraaid"),
                    ("theme_changed", "Ander thema"),
                    ("leader_changed", "Nieuwe trekker"),
                    ("leader_left", "Trekker gestopt"),
                    ("support_asked", "Ondersteuning gevraagd"),
                    ("support_given", "Krijgt ondersteuning"),
                    ("support_declined", "Antwoord op de vraag om ondersteuning"),
                    ("reminded", "Hoe gaat het?"),
                    ("asked_back", "Is het nog goed?"),
                    ("looked_back", "Nagekeken"),
                    ("update_posted", "Bericht"),
                    ("hidden", "Verborgen"),
                    ("update_hidden", "Bericht verborgen"),
                    ("photo_hidden", "Foto verborgen"),
                    ("shown_again", "Weer te zien"),
                    ("activity_planned", "Iets om naartoe te komen"),
                    ("activity_moved", "Verplaatst"),
                    ("activity_corrected", "Aangepast"),
                    ("activity_cancelled", "Gaat niet door"),
                    ("activity_reminder", "Morgen is het zover"),
                    ("activity_joined", "Je komt"),
                    ("helper_joined", "Iemand doet mee"),
                ],
                max_length=40,
                verbose_name="soort",
            ),
        ),
    ]
