import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("projects", "0001_initial"),
        ("themes", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Group",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="naam")),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="adres")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("werkgroep", "werkgroep"),
                            ("projectgroep", "projectgroep"),
                            ("koplopersgroep", "koplopersgroep"),
                            ("procesbegeleiders", "procesbegeleiders"),
                            ("communicatieteam", "communicatieteam"),
                        ],
                        max_length=20,
                        verbose_name="soort",
                    ),
                ),
                ("purpose", models.TextField(verbose_name="waarvoor")),
                ("started_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="begonnen op")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="gestopt op")),
                ("is_open", models.BooleanField(default=True, verbose_name="iedereen mag meteen lid worden")),
                ("form_key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="themes.theme",
                        verbose_name="thema",
                    ),
                ),
            ],
            options={
                "verbose_name": "groep",
                "verbose_name_plural": "groepen",
                "ordering": ["kind", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind__in", ["koplopersgroep", "procesbegeleiders", "communicatieteam"])),
                        fields=("kind",),
                        name="one_of_each_fixed_group",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None), ("ended_on__gte", models.F("started_on")), _connector="OR"
                        ),
                        name="group_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupFollow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sinds")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="follows", to="groups.group"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="accounts.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("person", "group"), name="group_followed_once")],
            },
        ),
        migrations.CreateModel(
            name="Issue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160, verbose_name="vraag")),
                ("text", models.TextField(blank=True, verbose_name="toelichting")),
                ("raised_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="ingebracht op")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("taken_up", "opgepakt"), ("answered", "beantwoord")],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="stand",
                    ),
                ),
                ("taken_up_on", models.DateField(blank=True, null=True, verbose_name="opgepakt op")),
                ("answer", models.TextField(blank=True, verbose_name="antwoord")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="beantwoord op")),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="issues",
                        to="groups.group",
                        verbose_name="werd groep",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="issues",
                        to="projects.project",
                        verbose_name="werd project",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="issues_raised",
                        to="accounts.person",
                        verbose_name="ingebracht door",
                    ),
                ),
                (
                    "taken_up_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="issues_taken_up",
                        to="accounts.person",
                        verbose_name="opgepakt door",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issues",
                        to="themes.theme",
                        verbose_name="thema",
                    ),
                ),
            ],
            options={
                "verbose_name": "vraagstuk",
                "verbose_name_plural": "vraagstukken",
                "ordering": ["-raised_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "answered"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            ("project__isnull", False),
                            ("group__isnull", False),
                            _connector="OR",
                        ),
                        name="answered_issue_led_to_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IssueFollow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sinds")),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="follows", to="groups.issue"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="accounts.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("person", "issue"), name="issue_followed_once")],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="titel")),
                ("starts_at", models.DateTimeField(verbose_name="begint")),
                ("ends_at", models.DateTimeField(verbose_name="eindigt")),
                ("place", models.CharField(max_length=160, verbose_name="waar")),
                ("online_url", models.URLField(blank=True, verbose_name="online")),
                ("agenda_text", models.TextField(blank=True, verbose_name="waar gaat het over")),
                ("minutes", models.TextField(blank=True, verbose_name="verslag")),
                (
                    "is_public",
                    models.BooleanField(default=True, verbose_name="iedereen mag het zien en komen luisteren"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "gepland"),
                            ("agenda_open", "agenda open"),
                            ("frozen", "agenda vast"),
                            ("held", "gehouden"),
                            ("minutes_draft", "verslag in concept"),
                            ("minutes_published", "verslag"),
                            ("minutes_adopted", "verslag vastgesteld"),
                            ("cancelled", "afgelast"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=20,
                        verbose_name="stand",
                    ),
                ),
                ("cancel_reason", models.TextField(blank=True, verbose_name="waarom afgelast")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("form_key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                (
                    "attendees",
                    models.ManyToManyField(
                        blank=True, related_name="meetings_attended", to="accounts.person", verbose_name="aanwezig"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="groups.group",
                        verbose_name="groep",
                    ),
                ),
            ],
            options={
                "verbose_name": "bijeenkomst",
                "verbose_name_plural": "bijeenkomsten",
                "ordering": ["-starts_at"],
                "indexes": [models.Index(fields=["starts_at"], name="meeting_start")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gte", models.F("starts_at"))), name="meeting_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancel_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="cancelled_meeting_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="wat is afgesproken")),
                ("look_again_on", models.DateField(blank=True, null=True, verbose_name="weer bekijken op")),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replaced_by",
                        to="groups.decision",
                        verbose_name="in plaats van",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="groups.meeting",
                        verbose_name="bijeenkomst",
                    ),
                ),
            ],
            options={
                "verbose_name": "besluit",
                "verbose_name_plural": "besluiten",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="AgendaPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ontwikkeling", "ontwikkeling"),
                            ("vraagstuk", "vraagstuk"),
                            ("succes", "succes"),
                            ("kritische_blik", "kritische blik"),
                            ("overig", "overig"),
                        ],
                        default="overig",
                        max_length=20,
                        verbose_name="soort",
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="onderwerp")),
                ("text", models.TextField(blank=True, verbose_name="toelichting")),
                ("minutes_planned", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minuten")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="volgorde")),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="agenda_points",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="agenda_points",
                        to="groups.issue",
                        verbose_name="vraagstuk",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="points",
                        to="groups.meeting",
                        verbose_name="bijeenkomst",
                    ),
                ),
            ],
            options={
                "verbose_name": "agendapunt",
                "verbose_name_plural": "agendapunten",
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="ActionPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=300, verbose_name="wat")),
                ("due", models.DateField(blank=True, null=True, verbose_name="wanneer klaar")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="gedaan op")),
                ("dropped_reason", models.TextField(blank=True, verbose_name="vervallen, want")),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="actions",
                        to="accounts.person",
                        verbose_name="wie",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="groups.meeting",
                        verbose_name="bijeenkomst",
                    ),
                ),
            ],
            options={
                "verbose_name": "actiepunt",
                "verbose_name_plural": "actiepunten",
                "ordering": [models.OrderBy(models.F("due"), nulls_last=True), "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("done_on", None), ("dropped_reason", ""), _connector="OR"),
                        name="action_done_or_dropped",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingEvent",
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
                            ("planned", "gepland"),
                            ("moved", "verplaatst"),
                            ("cancelled", "afgelast"),
                            ("agenda_opened", "agenda geopend"),
                            ("agenda_frozen", "agenda vastgezet"),
                            ("held", "gehouden"),
                            ("minutes_drafted", "verslag geschreven"),
                            ("minutes_published", "verslag gepubliceerd"),
                            ("minutes_adopted", "verslag vastgesteld"),
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
                        related_name="meeting_events",
                        to="accounts.person",
                        verbose_name="door",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="groups.meeting",
                        verbose_name="bijeenkomst",
                    ),
                ),
            ],
            options={
                "verbose_name": "gebeurtenis van een bijeenkomst",
                "verbose_name_plural": "gebeurtenissen van bijeenkomsten",
                "ordering": ["-at", "-id"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("processed_at", None)), fields=["at"], name="meetingevent_unprocessed"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("member", "lid"), ("chair", "voorzitter"), ("secretary", "notulist")],
                        default="member",
                        max_length=10,
                        verbose_name="rol",
                    ),
                ),
                (
                    "voice",
                    models.CharField(
                        choices=[("professional", "gemeente"), ("resident", "bewoner")],
                        max_length=20,
                        verbose_name="stem",
                    ),
                ),
                ("since", models.DateField(default=django.utils.timezone.localdate, verbose_name="sinds")),
                ("until", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                (
                    "requested",
                    models.BooleanField(default=False, verbose_name="heeft zich aangemeld, nog niet toegelaten"),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="groups.group",
                        verbose_name="groep",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="memberships",
                        to="accounts.organisation",
                        verbose_name="namens",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="accounts.person",
                        verbose_name="persoon",
                    ),
                ),
            ],
            options={
                "verbose_name": "lidmaatschap",
                "verbose_name_plural": "lidmaatschappen",
                "ordering": ["role", "person__name"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)), fields=("group", "person"), name="member_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="membership_in_order",
                    ),
                ],
            },
        ),
    ]
