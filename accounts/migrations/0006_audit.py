import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

KINDS = [
    ("roles", "rollen veranderd"),
    ("closed", "account gesloten"),
    ("opened", "account weer open"),
    ("seat", "plek in een duo"),
    ("export", "gegevens gedownload"),
    ("removed", "account verwijderd"),
    ("failed", "inloggen mislukt"),
    ("locked", "inloggen tegengehouden"),
    ("second_factor", "tweede stap bij het inloggen"),
]


def person(related_name, words):
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name=related_name,
        to="accounts.person",
        verbose_name=words,
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_consents_of_before")]

    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="wanneer")),
                ("kind", models.CharField(choices=KINDS, max_length=20, verbose_name="wat")),
                ("words", models.TextField(blank=True, verbose_name="uitleg")),
                ("actor", person("audit_done", "door")),
                ("person", person("audit_about", "over")),
            ],
            options={
                "verbose_name": "regel van het logboek",
                "verbose_name_plural": "logboek",
                "ordering": ["-at", "-id"],
                "indexes": [models.Index(fields=["-at"], name="audit_newest")],
            },
        ),
    ]
