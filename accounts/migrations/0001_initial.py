import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mailadres")),
                ("is_active", models.BooleanField(default=True, verbose_name="mag inloggen")),
                ("is_staff", models.BooleanField(default=False, verbose_name="mag in het beheer")),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sinds")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "account",
                "verbose_name_plural": "accounts",
                "constraints": [
                    models.UniqueConstraint(django.db.models.functions.text.Lower("email"), name="user_email_any_case")
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="naam")),
                ("slug", models.SlugField(unique=True, verbose_name="adres")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("gemeente", "gemeente"),
                            ("woningcorporatie", "woningcorporatie"),
                            ("buurtorganisatie", "buurtorganisatie"),
                            ("zorg", "zorg"),
                            ("onderwijs", "onderwijs"),
                            ("onderneming", "onderneming"),
                            ("overig", "overig"),
                        ],
                        max_length=20,
                        verbose_name="soort",
                    ),
                ),
                ("about", models.TextField(blank=True, verbose_name="over deze partij")),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "contacts",
                    models.ManyToManyField(
                        blank=True,
                        related_name="organisations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="contactpersonen",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisatie",
                "verbose_name_plural": "organisaties",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="naam")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("resident", "bewoner"),
                            ("entrepreneur", "ondernemer"),
                            ("professional", "professional"),
                        ],
                        default="resident",
                        max_length=20,
                        verbose_name="is",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mailadres zonder account")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="telefoon")),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "e-mail"), ("phone", "telefoon"), ("post", "post"), ("none", "liever niet")],
                        default="email",
                        max_length=10,
                        verbose_name="bereikbaar via",
                    ),
                ),
                ("consent_at", models.DateTimeField(blank=True, null=True, verbose_name="gaf toestemming op")),
                (
                    "show_name",
                    models.CharField(
                        choices=[("full", "mijn hele naam"), ("first", "alleen mijn voornaam")],
                        default="full",
                        max_length=10,
                        verbose_name="anderen zien",
                    ),
                ),
                (
                    "mail_frequency",
                    models.CharField(
                        choices=[("at_once", "meteen"), ("weekly", "één keer per week"), ("never", "niet")],
                        default="weekly",
                        max_length=10,
                        verbose_name="e-mail over wat ik volg",
                    ),
                ),
                ("away_until", models.DateField(blank=True, null=True, verbose_name="afwezig tot en met")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="sinds"),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="people",
                        to="accounts.organisation",
                        verbose_name="organisatie",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "persoon",
                "verbose_name_plural": "personen",
                "ordering": ["name"],
            },
        ),
    ]
