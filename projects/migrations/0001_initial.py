import uuid

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import core.searching


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("core", "0002_site_settings"),
        ("themes", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.FileField(max_length=120, upload_to="photos", verbose_name="bestand")),
                ("sizes", models.JSONField(default=dict, editable=False, verbose_name="maten")),
                ("width", models.PositiveIntegerField(editable=False)),
                ("height", models.PositiveIntegerField(editable=False)),
                ("alt", models.CharField(max_length=250, verbose_name="wat is er te zien")),
                ("caption", models.CharField(blank=True, max_length=200, verbose_name="bijschrift")),
                (
                    "consent_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="wie erop staat vindt het goed"),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="toegevoegd op")),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "foto",
                "verbose_name_plural": "foto's",
                "ordering": ["added_at", "id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("alt", ""), _negated=True), name="photo_has_alt")
                ],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="titel")),
                ("slug", models.SlugField(editable=False, max_length=80, unique=True, verbose_name="adres")),
                ("short_code", models.CharField(editable=False, max_length=6, unique=True, verbose_name="code")),
                ("summary", models.CharField(blank=True, max_length=200, verbose_name="in één zin")),
                ("description", models.TextField(blank=True, verbose_name="meer erover")),
                ("place", models.CharField(blank=True, max_length=160, verbose_name="waar")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "concept"),
                            ("proposed", "voorgesteld"),
                            ("preparing", "in voorbereiding"),
                            ("underway", "in uitvoering"),
                            ("paused", "gepauzeerd"),
                            ("completed", "afgerond"),
                            ("ongoing", "blijvend"),
                            ("stopped", "gestopt"),
                            ("declined", "niet doorgegaan"),
                            ("withdrawn", "ingetrokken"),
                            ("merged", "samengevoegd"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="stand",
                    ),
                ),
                (
                    "status_since",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="sinds"),
                ),
                (
                    "clarification_question",
                    models.TextField(blank=True, editable=False, verbose_name="openstaande vraag van het duo"),
                ),
                ("clarification_asked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "answer_due",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="antwoord uiterlijk"),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="beantwoord op"),
                ),
                (
                    "check_in_days",
                    models.PositiveSmallIntegerField(default=30, verbose_name="laat van zich horen om de … dagen"),
                ),
                (
                    "paused_until",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="gepauzeerd tot"),
                ),
                (
                    "paused_from",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("draft", "concept"),
                            ("proposed", "voorgesteld"),
                            ("preparing", "in voorbereiding"),
                            ("underway", "in uitvoering"),
                            ("paused", "gepauzeerd"),
                            ("completed", "afgerond"),
                            ("ongoing", "blijvend"),
                            ("stopped", "gestopt"),
                            ("declined", "niet doorgegaan"),
                            ("withdrawn", "ingetrokken"),
                            ("merged", "samengevoegd"),
                        ],
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("result", models.TextField(blank=True, verbose_name="wat het bracht")),
                ("caretaker", models.CharField(blank=True, max_length=160, verbose_name="wie er nu voor zorgt")),
                ("hidden_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="verborgen op")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("online", "op de website"),
                            ("counter", "aan de balie"),
                            ("meeting", "op een bijeenkomst"),
                        ],
                        default="online",
                        max_length=10,
                        verbose_name="kwam binnen",
                    ),
                ),
                ("form_key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="gemaakt op"),
                ),
                (
                    "proposed_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="voorgesteld op"),
                ),
                (
                    "heard_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="laatst iets gehoord"),
                ),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="geëindigd op")),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.SearchVector(
                                    core.searching.SearchText("title"), config="dutch_unaccent", weight="A"
                                ),
                                "||",
                                django.contrib.postgres.search.SearchVector(
                                    core.searching.SearchText("summary"),
                                    core.searching.SearchText("place"),
                                    config="dutch_unaccent",
                                    weight="B",
                                ),
                                django.contrib.postgres.search.SearchConfig("dutch_unaccent"),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                core.searching.SearchText("description"), config="dutch_unaccent", weight="C"
                            ),
                            django.contrib.postgres.search.SearchConfig("dutch_unaccent"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "agenda_items",
                    models.ManyToManyField(
                        blank=True,
                        related_name="projects",
                        to="themes.agendaitem",
                        verbose_name="plannen van de gedeelde agenda",
                    ),
                ),
                (
                    "cover",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="projects.photo",
                        verbose_name="foto",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opgeschreven door",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="projects.project",
                    ),
                ),
                (
                    "other_themes",
                    models.ManyToManyField(
                        blank=True, related_name="touching_projects", to="themes.theme", verbose_name="raakt ook aan"
                    ),
                ),
                (
                    "partners",
                    models.ManyToManyField(
                        blank=True, related_name="projects", to="accounts.organisation", verbose_name="partners"
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="themes.theme",
                        verbose_name="thema",
                    ),
                ),
            ],
            options={
                "verbose_name": "project",
                "verbose_name_plural": "projecten",
                "ordering": ["-proposed_at", "-id"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="project_search"),
                    models.Index(
                        models.OrderBy(models.F("proposed_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("hidden_at", None)),
                        name="project_newest",
                    ),
                    models.Index(
                        models.F("theme"),
                        models.OrderBy(models.F("proposed_at"), descending=True),
                        name="project_theme_newest",
                    ),
                    models.Index(
                        models.F("status"),
                        models.OrderBy(models.F("proposed_at"), descending=True),
                        name="project_status_newest",
                    ),
                    models.Index(
                        models.OrderBy(models.F("heard_at"), descending=True, nulls_last=True), name="project_heard"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status", "draft"), ("proposed_at__isnull", False), _connector="OR"),
                        name="public_project_was_proposed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "proposed", "declined", "withdrawn", "merged"]),
                            ("theme__isnull", False),
                            _connector="OR",
                        ),
                        name="taken_up_project_has_theme",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("status", "merged")),
                            models.Q(models.Q(("status", "merged"), _negated=True), ("merged_into", None)),
                            _connector="OR",
                        ),
                        name="merged_project_leads_on",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("id")), _negated=True),
                        name="project_not_merged_into_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "completed"), _negated=True),
                            models.Q(("caretaker", ""), ("result", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="completed_project_has_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paused_until__isnull", False), ("status", "paused")),
                            models.Q(models.Q(("status", "paused"), _negated=True), ("paused_until", None)),
                            _connector="OR",
                        ),
                        name="paused_project_has_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgressCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "voice",
                    models.CharField(
                        choices=[("resident", "bewoner"), ("professional", "gemeente"), ("leader", "trekker")],
                        max_length=20,
                        verbose_name="stem",
                    ),
                ),
                (
                    "signal",
                    models.CharField(
                        choices=[
                            ("on_track", "op koers"),
                            ("needs_attention", "aandacht nodig"),
                            ("stuck", "loopt vast"),
                        ],
                        max_length=20,
                        verbose_name="hoe gaat het",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="in één zin")),
                (
                    "progress",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="hoe ver, in procenten",
                    ),
                ),
                ("private_note", models.TextField(blank=True, max_length=2000, verbose_name="alleen voor het duo")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="wanneer")),
                ("form_key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="checks",
                        to="accounts.person",
                        verbose_name="door",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "voortgang",
                "verbose_name_plural": "voortgang",
                "ordering": ["-at", "-id"],
                "indexes": [models.Index(fields=["project", "voice", "-at"], name="check_latest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("progress", None), ("progress__lte", 100), _connector="OR"),
                        name="at_most_100",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pledge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=200, verbose_name="wat")),
                ("due", models.DateField(verbose_name="uiterlijk")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "nog niet bevestigd"),
                            ("confirmed", "toegezegd"),
                            ("moved", "verschoven"),
                            ("kept", "nagekomen"),
                            ("lapsed", "vervallen"),
                        ],
                        default="offered",
                        editable=False,
                        max_length=10,
                        verbose_name="stand",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="toelichting")),
                ("made_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="gedaan op")),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pledges",
                        to="themes.agendaitem",
                        verbose_name="plan",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pledges",
                        to="accounts.organisation",
                        verbose_name="partij",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pledges",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "toezegging",
                "verbose_name_plural": "toezeggingen",
                "ordering": ["due"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("project__isnull", False), ("agenda_item__isnull", False), _connector="OR"),
                        name="pledge_is_for_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["moved", "lapsed"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="moved_pledge_says_why",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="photo",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="photos",
                to="projects.project",
                verbose_name="project",
            ),
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("initiator", "initiatiefnemer"),
                            ("leader", "trekker"),
                            ("supporter", "ondersteuner"),
                            ("helper", "doet mee"),
                        ],
                        max_length=10,
                        verbose_name="rol",
                    ),
                ),
                ("can", models.CharField(blank=True, max_length=200, verbose_name="wat ik kan doen")),
                ("since", models.DateField(default=django.utils.timezone.localdate, verbose_name="sinds")),
                ("until", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participations",
                        to="accounts.person",
                        verbose_name="persoon",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participations",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "deelname",
                "verbose_name_plural": "deelnames",
                "ordering": ["since", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("project", "person", "role"),
                        name="role_once_a_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "leader"), ("until", None)),
                        fields=("project",),
                        name="one_leader_a_project",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="participation_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MoneyLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("needed", "nodig"),
                            ("promised", "toegezegd"),
                            ("received", "ontvangen"),
                            ("spent", "uitgegeven"),
                        ],
                        max_length=10,
                        verbose_name="soort",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=10,
                        validators=[django.core.validators.MinValueValidator(-999999)],
                        verbose_name="bedrag in euro",
                    ),
                ),
                ("on", models.DateField(default=django.utils.timezone.localdate, verbose_name="datum")),
                ("what", models.CharField(max_length=160, verbose_name="waarvoor")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="money_lines",
                        to="accounts.organisation",
                        verbose_name="partij",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="money_lines",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "geldregel",
                "verbose_name_plural": "geldregels",
                "ordering": ["-on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="mijlpaal")),
                ("due", models.DateField(blank=True, null=True, verbose_name="verwacht")),
                ("reached_on", models.DateField(blank=True, null=True, verbose_name="gehaald op")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "mijlpaal",
                "verbose_name_plural": "mijlpalen",
                "ordering": [
                    models.OrderBy(models.F("reached_on"), nulls_last=True),
                    models.OrderBy(models.F("due"), nulls_last=True),
                ],
            },
        ),
        migrations.CreateModel(
            name="HelpWanted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("hands", "handen"),
                            ("things", "spullen"),
                            ("knowledge", "kennis"),
                            ("place", "een plek"),
                        ],
                        max_length=10,
                        verbose_name="soort",
                    ),
                ),
                ("what", models.CharField(max_length=120, verbose_name="wie of wat")),
                ("count", models.PositiveSmallIntegerField(default=1, verbose_name="hoeveel")),
                ("detail", models.CharField(blank=True, max_length=200, verbose_name="erbij")),
                ("by", models.DateField(blank=True, null=True, verbose_name="uiterlijk")),
                ("fulfilled_at", models.DateTimeField(blank=True, null=True, verbose_name="gevonden op")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="help_wanted",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "gevraagde hulp",
                "verbose_name_plural": "gevraagde hulp",
                "ordering": [models.OrderBy(models.F("by"), nulls_last=True), "id"],
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="titel")),
                ("starts_at", models.DateTimeField(verbose_name="begint")),
                ("ends_at", models.DateTimeField(verbose_name="eindigt")),
                ("place", models.CharField(max_length=160, verbose_name="waar")),
                ("text", models.TextField(blank=True, verbose_name="wat gaan we doen, wat neem je mee")),
                ("room", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="plek voor")),
                ("happened", models.TextField(blank=True, verbose_name="hoe het was")),
                (
                    "cancelled_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="afgelast op"),
                ),
                ("cancel_reason", models.TextField(blank=True, verbose_name="waarom afgelast")),
                ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activities",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "activiteit",
                "verbose_name_plural": "activiteiten",
                "ordering": ["starts_at"],
                "indexes": [models.Index(fields=["starts_at"], name="activity_start")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gte", models.F("starts_at"))), name="activity_in_order"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectEvent",
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
                            ("proposed", "Idee voorgesteld"),
                            ("clarification_asked", "Uitleg gevraagd"),
                            ("clarified", "Uitleg gegeven"),
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
                            ("update_posted", "Bericht"),
                            ("hidden", "Verborgen"),
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
                        related_name="project_events",
                        to="accounts.person",
                        verbose_name="door",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "gebeurtenis van een project",
                "verbose_name_plural": "gebeurtenissen van projecten",
                "ordering": ["-at", "-id"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("processed_at", None)), fields=["at"], name="projectevent_unprocessed"
                    ),
                    models.Index(fields=["project", "-at"], name="project_event_timeline"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectFollow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sinds")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="accounts.person"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="follows", to="projects.project"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("person", "project"), name="project_followed_once")],
            },
        ),
        migrations.CreateModel(
            name="Update",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="titel")),
                ("text", models.TextField(max_length=5000, verbose_name="tekst")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="wanneer")),
                ("hidden_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="verborgen op")),
                ("form_key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="updates",
                        to="accounts.person",
                        verbose_name="geschreven door",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="updates",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "bericht",
                "verbose_name_plural": "berichten",
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(fields=["project", "-at"], name="update_timeline"),
                    models.Index(condition=models.Q(("hidden_at", None)), fields=["-at"], name="update_newest"),
                ],
            },
        ),
        migrations.AddField(
            model_name="photo",
            name="update_post",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="photos",
                to="projects.update",
                verbose_name="bericht",
            ),
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attendances", to="projects.activity"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attendances", to="accounts.person"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("activity", "person"), name="comes_once")],
            },
        ),
    ]
