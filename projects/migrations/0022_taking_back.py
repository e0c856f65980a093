from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0021_hidden_and_pairs"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="helpoffer",
            name="answered_offer_says_when",
        ),
        migrations.AddField(
            model_name="question",
            name="corrected_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="antwoord aangepast op"),
        ),
        migrations.AddField(
            model_name="question",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
        migrations.AlterField(
            model_name="helpevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("offered", "Hulp aangeboden"),
                    ("accepted", "Graag"),
                    ("declined", "Niet nodig"),
                    ("withdrawn", "Aanbod ingetrokken"),
                ],
                max_length=40,
                verbose_name="soort",
            ),
        ),
        migrations.AlterField(
            model_name="helpoffer",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "wacht op antwoord"),
                    ("accepted", "graag"),
                    ("declined", "niet nodig"),
                    ("withdrawn", "ingetrokken"),
                ],
                default="open",
                editable=False,
                max_length=10,
                verbose_name="stand",
            ),
        ),
        migrations.AlterField(
            model_name="question",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "wordt eerst bekeken"),
                    ("placed", "geplaatst"),
                    ("refused", "niet geplaatst"),
                    ("withdrawn", "ingetrokken"),
                ],
                default="waiting",
                editable=False,
                max_length=10,
                verbose_name="stand",
            ),
        ),
        migrations.AlterField(
            model_name="questionevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("asked", "Gevraagd"),
                    ("placed", "Geplaatst"),
                    ("refused", "Niet geplaatst"),
                    ("answered", "Beantwoord"),
                    ("corrected", "Antwoord aangepast"),
                    ("withdrawn", "Ingetrokken"),
                    ("hidden", "Verborgen"),
                    ("shown_again", "Weer te lezen"),
                ],
                max_length=40,
                verbose_name="soort",
            ),
        ),
        migrations.AddConstraint(
            model_name="helpoffer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("state__in", ["open", "withdrawn"])),
                    models.Q(
                        models.Q(("state__in", ["open", "withdrawn"]), _negated=True), ("answered_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="answered_offer_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("corrected_at", None), ("answered_at__isnull", False), _connector="OR"),
                name="question_corrected_where_answered",
            ),
        ),
    ]
