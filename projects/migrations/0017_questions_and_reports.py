import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("projects", "0016_nothing_lasts_longer_than_a_week"),
    ]

    operations = [
        migrations.AddField(
            model_name="photo",
            name="hidden_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="verborgen op"),
        ),
        migrations.AddField(
            model_name="photo",
            name="hidden_reason",
            field=models.TextField(blank=True, db_default="", editable=False, verbose_name="waarom verborgen"),
        ),
        migrations.AddField(
            model_name="project",
            name="hidden_reason",
            field=models.TextField(blank=True, db_default="", editable=False, verbose_name="waarom verborgen"),
        ),
        migrations.AddField(
            model_name="projectevent",
            name="person",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="accounts.person",
                verbose_name="van wie het was",
            ),
        ),
        migrations.AddField(
            model_name="update",
            name="hidden_reason",
            field=models.TextField(blank=True, db_default="", editable=False, verbose_name="waarom verborgen"),
        ),
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
                    ("turned_back", "Teruggedraaid"),
                    ("theme_changed", "Ander thema"),
                    ("leader_changed", "Nieuwe trekker"),
                    ("leader_left", "Trekker gestopt"),
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
                    ("activity_cancelled", "Gaat niet door"),
                    ("activity_reminder", "Morgen is het zover"),
                    ("helper_joined", "Iemand doet mee"),
                ],
                max_length=40,
                verbose_name="soort",
            ),
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hidden_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="verborgen op")),
                (
                    "hidden_reason",
                    models.TextField(blank=True, db_default="", editable=False, verbose_name="waarom verborgen"),
                ),
                ("text", models.TextField(max_length=1000, verbose_name="vraag")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="gevraagd op")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "wordt eerst bekeken"),
                            ("placed", "geplaatst"),
                            ("refused", "niet geplaatst"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=10,
                        verbose_name="stand",
                    ),
                ),
                ("refusal", models.TextField(blank=True, editable=False, verbose_name="waarom niet geplaatst")),
                ("answer", models.TextField(blank=True, editable=False, max_length=2000, verbose_name="antwoord")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="beantwoord op"),
                ),
                ("form_key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="answers",
                        to="accounts.person",
                        verbose_name="beantwoord door",
                    ),
                ),
                (
                    "asker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="questions",
                        to="accounts.person",
                        verbose_name="gevraagd door",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "vraag bij een project",
                "verbose_name_plural": "vragen bij projecten",
                "ordering": ["-asked_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="QuestionEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="wanneer")),
                ("reason", models.TextField(blank=True, verbose_name="openbare zin")),
                ("processed_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="verwerkt")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("asked", "Gevraagd"),
                            ("placed", "Geplaatst"),
                            ("refused", "Niet geplaatst"),
                            ("answered", "Beantwoord"),
                            ("hidden", "Verborgen"),
                            ("shown_again", "Weer te lezen"),
                        ],
                        max_length=40,
                        verbose_name="soort",
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="question_events",
                        to="accounts.person",
                        verbose_name="door",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="projects.question",
                        verbose_name="vraag",
                    ),
                ),
            ],
            options={
                "verbose_name": "gebeurtenis van een vraag bij een project",
                "verbose_name_plural": "gebeurtenissen van vragen bij projecten",
                "ordering": ["-at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("personal", "persoonsgegevens van iemand"),
                            ("hurtful", "het is kwetsend"),
                            ("advertising", "het is reclame"),
                            ("wrong", "het klopt niet"),
                            ("other", "iets anders"),
                        ],
                        max_length=20,
                        verbose_name="wat is er mis",
                    ),
                ),
                ("text", models.TextField(max_length=500, verbose_name="uitleg")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mailadres van een bezoeker")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="gemeld op")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("hidden", "verborgen"), ("left", "blijft staan")],
                        max_length=10,
                        verbose_name="uitkomst",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="waarom")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="bekeken op")),
                ("form_key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="projects.photo",
                        verbose_name="foto",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="projects.question",
                        verbose_name="vraag",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reports",
                        to="accounts.person",
                        verbose_name="van",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.person",
                        verbose_name="bekeken door",
                    ),
                ),
                (
                    "update_post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="projects.update",
                        verbose_name="bericht",
                    ),
                ),
            ],
            options={
                "verbose_name": "melding",
                "verbose_name_plural": "meldingen",
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="ReportEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="wanneer")),
                ("reason", models.TextField(blank=True, verbose_name="openbare zin")),
                ("processed_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="verwerkt")),
                (
                    "kind",
                    models.CharField(
                        choices=[("made", "Gemeld"), ("settled", "Bekeken")], max_length=40, verbose_name="soort"
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="report_events",
                        to="accounts.person",
                        verbose_name="door",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="projects.report",
                        verbose_name="melding",
                    ),
                ),
            ],
            options={
                "verbose_name": "gebeurtenis van een melding",
                "verbose_name_plural": "gebeurtenissen van meldingen",
                "ordering": ["-at", "-id"],
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["project", "-asked_at"], name="question_newest"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), models.Q(("refusal", ""), _negated=True)),
                    models.Q(models.Q(("state", "refused"), _negated=True), ("refusal", "")),
                    _connector="OR",
                ),
                name="question_refused_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at", None)),
                    models.Q(
                        ("answered_at__isnull", False), ("state", "placed"), models.Q(("answer", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="question_answered_where_placed",
            ),
        ),
        migrations.AddIndex(
            model_name="questionevent",
            index=models.Index(
                condition=models.Q(("processed_at", None)), fields=["at"], name="questionevent_unprocessed"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(condition=models.Q(("settled_at", None)), fields=["at"], name="report_open"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("photo", None), ("update_post", None)),
                    models.Q(("question", None), ("update_post", None)),
                    models.Q(("photo", None), ("question", None)),
                    _connector="OR",
                ),
                name="report_about_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", ""), ("settled_at", None)),
                    models.Q(("settled_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                    _connector="OR",
                ),
                name="report_settled_with_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reporter__isnull", False)),
                fields=("reporter", "project", "update_post", "photo", "question"),
                name="reported_once_a_person",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=models.Q(("email", ""), _negated=True),
                fields=("email", "project", "update_post", "photo", "question"),
                name="reported_once_an_address",
                nulls_distinct=False,
            ),
        ),
        migrations.AddIndex(
            model_name="reportevent",
            index=models.Index(
                condition=models.Q(("processed_at", None)), fields=["at"], name="reportevent_unprocessed"
            ),
        ),
    ]
