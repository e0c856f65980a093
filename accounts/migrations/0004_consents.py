import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.db.models import Q

ABOUT = [
    ("name", "Je hele naam staat bij wat je doet"),
    ("mail", "We mailen je over wat je volgt"),
    ("calls", "We bewaren je telefoonnummer en bellen je als er iets verandert"),
    ("newsletter", "Je krijgt de nieuwsbrief"),
    ("photo", "De mensen op je foto vinden het goed dat die op de site staat"),
]
HOW = [
    ("web", "op de website"),
    ("counter", "aan de balie of aan de telefoon"),
    ("paper", "op papier of op een bijeenkomst"),
]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_what_was_seen")]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="of van dit adres")),
                ("about", models.CharField(choices=ABOUT, max_length=12, verbose_name="waarvoor")),
                ("what", models.CharField(blank=True, max_length=200, verbose_name="waarbij")),
                ("ref", models.CharField(blank=True, max_length=40)),
                ("how", models.CharField(choices=HOW, default="web", max_length=10, verbose_name="hoe")),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="gegeven op")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="ingetrokken op")),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="accounts.person",
                        verbose_name="van",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="consents_written",
                        to="accounts.person",
                        verbose_name="opgeschreven door",
                    ),
                ),
            ],
            options={
                "verbose_name": "toestemming",
                "verbose_name_plural": "toestemmingen",
                "ordering": ["-given_at", "-id"],
                "indexes": [models.Index(fields=["ref"], name="consent_about_a_thing", condition=~Q(ref=""))],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(person__isnull=False) | ~Q(email="") | Q(withdrawn_at__isnull=False),
                        name="consent_of_somebody",
                    ),
                    models.UniqueConstraint(
                        fields=["person", "about", "ref"],
                        condition=Q(withdrawn_at=None, person__isnull=False),
                        name="consented_once_a_person",
                    ),
                    models.UniqueConstraint(
                        fields=["email", "about", "ref"],
                        condition=Q(withdrawn_at=None, person=None),
                        name="consented_once_an_address",
                    ),
                ],
            },
        ),
    ]
