import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agenda",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="jaar")),
                ("title", models.CharField(max_length=120, verbose_name="titel")),
                ("introduction", models.TextField(blank=True, verbose_name="inleiding")),
                ("adopted_on", models.DateField(verbose_name="vastgesteld op")),
            ],
            options={
                "verbose_name": "gedeelde agenda",
                "verbose_name_plural": "gedeelde agenda's",
                "ordering": ["-year"],
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True, verbose_name="adres")),
                ("name", models.CharField(max_length=60, verbose_name="naam")),
                ("introduction", models.TextField(verbose_name="inleiding")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="volgorde")),
                (
                    "takes_unknown",
                    models.BooleanField(
                        default=False,
                        help_text="Eén thema: zijn duo bekijkt ze en kiest het thema.",
                        verbose_name="krijgt voorstellen zonder thema",
                    ),
                ),
                (
                    "fallback",
                    models.ForeignKey(
                        blank=True,
                        help_text="Krijgt het werk als geen van beide helften van het duo kan.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.person",
                        verbose_name="vangnet",
                    ),
                ),
            ],
            options={
                "verbose_name": "thema",
                "verbose_name_plural": "thema's",
                "ordering": ["order"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("takes_unknown", True)),
                        fields=("takes_unknown",),
                        name="one_theme_takes_unknown",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Facilitator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("handover_note", models.TextField(blank=True, verbose_name="overdracht")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="accounts.person",
                        verbose_name="persoon",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="themes.theme",
                        verbose_name="thema",
                    ),
                ),
            ],
            options={
                "verbose_name": "procesbegeleider",
                "verbose_name_plural": "procesbegeleiders",
                "ordering": ["theme", "voice", "-since"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)), fields=("theme", "voice"), name="one_current_seat_a_voice"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="seat_ends_after_it_began",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=8, verbose_name="code")),
                ("title", models.CharField(max_length=120, verbose_name="titel")),
                ("goal", models.TextField(verbose_name="wat we willen bereiken")),
                (
                    "aim",
                    models.CharField(
                        choices=[
                            ("mooier", "mooier"),
                            ("schoner", "schoner"),
                            ("veiliger", "veiliger"),
                            ("socialer", "socialer"),
                        ],
                        max_length=10,
                        verbose_name="doel",
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="plaats in de stemweek")),
                ("note", models.CharField(blank=True, max_length=160, verbose_name="hoe het staat, in één regel")),
                (
                    "own_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_started", "nog niet begonnen"),
                            ("underway", "mee bezig"),
                            ("completed", "klaar"),
                            ("dropped", "niet doorgegaan"),
                        ],
                        max_length=20,
                        verbose_name="eigen stand (alleen zonder projecten)",
                    ),
                ),
                ("own_state_since", models.DateField(blank=True, null=True, verbose_name="eigen stand sinds")),
                ("reason", models.TextField(blank=True, verbose_name="waarom het niet doorging")),
                (
                    "agenda",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="themes.agenda",
                        verbose_name="agenda",
                    ),
                ),
                (
                    "others",
                    models.ManyToManyField(
                        blank=True,
                        related_name="agenda_items",
                        to="accounts.organisation",
                        verbose_name="ook betrokken",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="responsible_for",
                        to="accounts.organisation",
                        verbose_name="verantwoordelijk",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="predecessors",
                        to="themes.agendaitem",
                        verbose_name="werd later",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_items",
                        to="themes.theme",
                        verbose_name="thema",
                    ),
                ),
            ],
            options={
                "verbose_name": "plan van de gedeelde agenda",
                "verbose_name_plural": "plannen van de gedeelde agenda",
                "ordering": ["theme__order", models.OrderBy(models.F("rank"), nulls_last=True), "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("agenda", "code"), name="item_code_once_an_agenda"),
                    models.UniqueConstraint(fields=("agenda", "rank"), name="item_rank_once_an_agenda"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("own_state", "dropped"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="dropped_item_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ThemeFollow",
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
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="follows", to="themes.theme"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("person", "theme"), name="theme_followed_once")],
            },
        ),
        migrations.CreateModel(
            name="AgendaRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="titel")),
                ("collect_from", models.DateField(verbose_name="wensen vanaf")),
                ("group_from", models.DateField(verbose_name="bundelen vanaf")),
                ("choose_from", models.DateField(verbose_name="stemweek vanaf")),
                ("choose_until", models.DateField(verbose_name="stemweek tot en met")),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="vastgesteld op")),
                ("meetings", models.PositiveSmallIntegerField(default=0, verbose_name="aantal bijeenkomsten")),
                ("wishes", models.PositiveIntegerField(default=0, verbose_name="aantal wensen")),
                ("account", models.TextField(blank=True, verbose_name="hoe het ging")),
                (
                    "agenda",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="round",
                        to="themes.agenda",
                        verbose_name="gaf de agenda",
                    ),
                ),
            ],
            options={
                "verbose_name": "agendaronde",
                "verbose_name_plural": "agendarondes",
                "ordering": ["-collect_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("collect_from__lte", models.F("group_from")),
                            ("group_from__lte", models.F("choose_from")),
                            ("choose_from__lte", models.F("choose_until")),
                        ),
                        name="round_phases_in_order",
                    )
                ],
            },
        ),
    ]
