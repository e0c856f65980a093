import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import communication.models.enquiries


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("groups", "0001_initial"),
        ("projects", "0001_initial"),
        ("themes", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Product",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("question", "een vraag"),
                            ("poster", "poster"),
                            ("flyer", "flyer"),
                            ("news", "nieuwsbericht"),
                            ("social", "bericht op sociale media"),
                            ("newsletter", "stukje in de nieuwsbrief"),
                            ("photo", "foto's"),
                            ("film", "filmpje"),
                            ("other", "iets anders"),
                        ],
                        max_length=12,
                        verbose_name="soort",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="titel")),
                ("text", models.TextField(blank=True, verbose_name="tekst")),
                ("file", models.FileField(blank=True, max_length=120, upload_to="attachments", verbose_name="bestand")),
                ("approved_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="akkoord op")),
            ],
            options={
                "verbose_name": "uiting",
                "verbose_name_plural": "uitingen",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Enquiry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=120, verbose_name="onderwerp")),
                ("text", models.TextField(max_length=5000, verbose_name="vraag")),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="naam")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mailadres")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="telefoon")),
                ("answer", models.TextField(blank=True, editable=False, verbose_name="antwoord")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="beantwoord op"),
                ),
                (
                    "answer_due",
                    models.DateField(
                        default=communication.models.enquiries.answer_by,
                        editable=False,
                        verbose_name="antwoord uiterlijk",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="gevraagd op"),
                ),
                ("form_key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.person",
                        verbose_name="beantwoord door",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="enquiries",
                        to="groups.group",
                        verbose_name="aan groep",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="enquiries",
                        to="accounts.person",
                        verbose_name="van",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="enquiries",
                        to="themes.theme",
                        verbose_name="aan het duo van",
                    ),
                ),
            ],
            options={
                "verbose_name": "vraag",
                "verbose_name_plural": "vragen",
                "ordering": ["answer_due", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False), models.Q(("name", ""), _negated=True), _connector="OR"
                        ),
                        name="enquiry_has_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("group", None), ("theme", None), _connector="OR"),
                        name="enquiry_to_one_party",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EnquiryEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="wanneer")),
                ("reason", models.TextField(blank=True, verbose_name="openbare zin")),
                ("processed_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="verwerkt")),
                (
                    "kind",
                    models.CharField(
                        choices=[("asked", "gevraagd"), ("answered", "beantwoord")], max_length=40, verbose_name="soort"
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="enquiry_events",
                        to="accounts.person",
                        verbose_name="door",
                    ),
                ),
                (
                    "enquiry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="communication.enquiry",
                        verbose_name="vraag",
                    ),
                ),
            ],
            options={
                "verbose_name": "gebeurtenis van een vraag",
                "verbose_name_plural": "gebeurtenissen van vragen",
                "ordering": ["-at", "-id"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("processed_at", None)), fields=["at"], name="enquiryevent_unprocessed"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event_uuid", models.UUIDField(editable=False, verbose_name="gebeurtenis")),
                ("event_model", models.CharField(editable=False, max_length=60)),
                ("kind", models.CharField(max_length=40, verbose_name="soort")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="aan adres")),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="te versturen vanaf")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="pogingen")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="verstuurd op")),
                ("dropped_at", models.DateTimeField(blank=True, null=True, verbose_name="niet meer nodig")),
                ("failed_at", models.DateTimeField(blank=True, null=True, verbose_name="mislukt op")),
                ("last_error", models.CharField(blank=True, max_length=200, verbose_name="laatste fout")),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notifications",
                        to="accounts.person",
                        verbose_name="aan",
                    ),
                ),
            ],
            options={
                "verbose_name": "melding",
                "verbose_name_plural": "meldingen",
                "ordering": ["-due_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("dropped_at", None), ("failed_at", None), ("sent_at", None)),
                        fields=["due_at"],
                        name="notification_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("event_uuid", "kind", "person"),
                        name="told_once_a_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person", None)),
                        fields=("event_uuid", "kind", "email"),
                        name="told_once_an_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False), models.Q(("email", ""), _negated=True), _connector="OR"
                        ),
                        name="notification_has_recipient",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("website", "deze website"),
                            ("facebook", "Facebook"),
                            ("newsletter", "nieuwsbrief"),
                            ("wijkkrant", "wijkkrant"),
                            ("posters", "posterborden"),
                            ("press", "de pers"),
                        ],
                        max_length=12,
                        verbose_name="waar",
                    ),
                ),
                ("planned_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="gepland op")),
                ("placed_on", models.DateField(blank=True, null=True, verbose_name="geplaatst op")),
                (
                    "placed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.person",
                        verbose_name="geplaatst door",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placements",
                        to="communication.product",
                        verbose_name="uiting",
                    ),
                ),
            ],
            options={
                "verbose_name": "plaatsing",
                "verbose_name_plural": "plaatsingen",
                "ordering": ["planned_on"],
                "constraints": [models.UniqueConstraint(fields=("product", "channel"), name="product_once_a_channel")],
            },
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("question", "een vraag"),
                            ("poster", "poster"),
                            ("flyer", "flyer"),
                            ("news", "nieuwsbericht"),
                            ("social", "bericht op sociale media"),
                            ("newsletter", "stukje in de nieuwsbrief"),
                            ("photo", "foto's"),
                            ("film", "filmpje"),
                            ("other", "iets anders"),
                        ],
                        max_length=12,
                        verbose_name="wat",
                    ),
                ),
                ("subject", models.CharField(max_length=120, verbose_name="onderwerp")),
                ("text", models.TextField(max_length=5000, verbose_name="vraag")),
                ("wanted_by", models.DateField(blank=True, null=True, verbose_name="graag klaar op")),
                (
                    "channels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("website", "deze website"),
                                ("facebook", "Facebook"),
                                ("newsletter", "nieuwsbrief"),
                                ("wijkkrant", "wijkkrant"),
                                ("posters", "posterborden"),
                                ("press", "de pers"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="waar",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="naam")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mailadres")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="telefoon")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("new", "nieuw"),
                            ("assigned", "toegewezen"),
                            ("in_progress", "mee bezig"),
                            ("waiting", "wacht op aanvrager"),
                            ("for_approval", "ter goedkeuring"),
                            ("approved", "akkoord"),
                            ("done", "afgerond"),
                            ("declined", "afgewezen"),
                        ],
                        default="new",
                        editable=False,
                        max_length=12,
                        verbose_name="stand",
                    ),
                ),
                ("due", models.DateField(editable=False, verbose_name="klaar op")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="gevraagd op"),
                ),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="gesloten op")),
                ("form_key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="assigned_requests",
                        to="accounts.person",
                        verbose_name="wie doet het",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="requests",
                        to="groups.group",
                        verbose_name="groep",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="requests",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "requester",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="requests",
                        to="accounts.person",
                        verbose_name="aanvrager",
                    ),
                ),
            ],
            options={
                "verbose_name": "aanvraag",
                "verbose_name_plural": "aanvragen",
                "ordering": ["due", "id"],
                "indexes": [models.Index(fields=["status", "due"], name="request_queue")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("requester__isnull", False), models.Q(("name", ""), _negated=True), _connector="OR"
                        ),
                        name="request_has_somebody_behind_it",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="product",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="products",
                to="communication.request",
                verbose_name="aanvraag",
            ),
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("to_requester", "aan de aanvrager"),
                            ("from_requester", "van de aanvrager"),
                            ("internal", "alleen voor het team"),
                        ],
                        max_length=20,
                        verbose_name="soort",
                    ),
                ),
                ("text", models.TextField(max_length=5000, verbose_name="tekst")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="wanneer")),
                ("form_key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="request_messages",
                        to="accounts.person",
                        verbose_name="van",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="communication.request",
                        verbose_name="aanvraag",
                    ),
                ),
            ],
            options={
                "verbose_name": "bericht bij een aanvraag",
                "verbose_name_plural": "berichten bij een aanvraag",
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.FileField(max_length=120, upload_to="attachments", verbose_name="bestand")),
                ("shown_name", models.CharField(max_length=150, verbose_name="naam")),
                ("content_type", models.CharField(max_length=100)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="communication.request",
                        verbose_name="aanvraag",
                    ),
                ),
            ],
            options={
                "verbose_name": "bijlage",
                "verbose_name_plural": "bijlagen",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="RequestEvent",
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
                            ("submitted", "gevraagd"),
                            ("assigned", "toegewezen"),
                            ("begun", "begonnen"),
                            ("written", "bericht van het team"),
                            ("answered", "bericht van de aanvrager"),
                            ("approval_asked", "goedkeuring gevraagd"),
                            ("approved", "akkoord"),
                            ("refused", "nog niet akkoord"),
                            ("finished", "afgerond"),
                            ("declined", "afgewezen"),
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
                        related_name="request_events",
                        to="accounts.person",
                        verbose_name="door",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="communication.request",
                        verbose_name="aanvraag",
                    ),
                ),
            ],
            options={
                "verbose_name": "gebeurtenis van een aanvraag",
                "verbose_name_plural": "gebeurtenissen van aanvragen",
                "ordering": ["-at", "-id"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("processed_at", None)), fields=["at"], name="requestevent_unprocessed"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="adres")),
                ("title", models.CharField(max_length=120, verbose_name="titel")),
                ("lead", models.CharField(max_length=300, verbose_name="inleiding")),
                (
                    "text",
                    models.TextField(
                        help_text="Opmaak met Markdown: ## kop, **vet**, - lijst, [tekst](adres).", verbose_name="tekst"
                    ),
                ),
                ("film_url", models.URLField(blank=True, verbose_name="adres van een film")),
                (
                    "published_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="gepubliceerd op"),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="stories",
                        to="accounts.person",
                        verbose_name="geschreven door",
                    ),
                ),
                (
                    "photo",
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
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="stories",
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
                        related_name="stories",
                        to="themes.theme",
                        verbose_name="thema",
                    ),
                ),
            ],
            options={
                "verbose_name": "verhaal",
                "verbose_name_plural": "verhalen",
                "ordering": [models.OrderBy(models.F("published_at"), descending=True, nulls_first=True)],
                "indexes": [models.Index(fields=["-published_at"], name="story_newest")],
            },
        ),
        migrations.CreateModel(
            name="StoryEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="wanneer")),
                ("reason", models.TextField(blank=True, verbose_name="openbare zin")),
                ("processed_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="verwerkt")),
                (
                    "kind",
                    models.CharField(
                        choices=[("published", "gepubliceerd"), ("taken_down", "van de website gehaald")],
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
                        related_name="story_events",
                        to="accounts.person",
                        verbose_name="door",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="communication.story",
                        verbose_name="verhaal",
                    ),
                ),
            ],
            options={
                "verbose_name": "gebeurtenis van een verhaal",
                "verbose_name_plural": "gebeurtenissen van verhalen",
                "ordering": ["-at", "-id"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("processed_at", None)), fields=["at"], name="storyevent_unprocessed"
                    )
                ],
            },
        ),
    ]
