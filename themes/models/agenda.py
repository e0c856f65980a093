"""The shared agenda as it was adopted, and its items."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Organisation
from themes.models.theme import Theme


class Agenda(models.Model):
    """The uitvoeringsagenda as adopted in a year."""

    year = models.PositiveSmallIntegerField("jaar", unique=True)
    title = models.CharField("titel", max_length=120)
    introduction = models.TextField("inleiding", blank=True)
    adopted_on = models.DateField("vastgesteld op")

    class Meta:
        verbose_name = "gedeelde agenda"
        verbose_name_plural = "gedeelde agenda's"
        ordering = ["-year"]

    def __str__(self):
        return self.title


class ItemState(models.TextChoices):
    """How far an item is; computed from its projects, or kept by its party where it has none."""

    NOT_STARTED = "not_started", "nog niet begonnen"
    UNDERWAY = "underway", "mee bezig"
    COMPLETED = "completed", "klaar"
    DROPPED = "dropped", "niet doorgegaan"


class AgendaItemQuerySet(models.QuerySet):
    def to_carry_on(self):
        """Of the newest agenda, what nobody carried on or ended yet."""
        newest = Agenda.objects.order_by("-year").values("pk")[:1]
        return self.filter(agenda__in=newest, successor=None).exclude(own_state=ItemState.DROPPED)

    def earlier(self):
        """Of the agendas before the newest, what nobody carried on or ended."""
        newest = Agenda.objects.order_by("-year").values("pk")[:1]
        return self.filter(successor=None).exclude(agenda__in=newest).exclude(own_state=ItemState.DROPPED)


class AgendaItem(models.Model):
    """An item of the shared agenda ("plan" for people)."""

    class Aim(models.TextChoices):
        MOOIER = "mooier", "mooier"
        SCHONER = "schoner", "schoner"
        VEILIGER = "veiliger", "veiliger"
        SOCIALER = "socialer", "socialer"

    agenda = models.ForeignKey(Agenda, models.PROTECT, related_name="items", verbose_name="agenda")
    code = models.CharField("code", max_length=8)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="agenda_items", verbose_name="thema")
    title = models.CharField("titel", max_length=120)
    goal = models.TextField("wat we willen bereiken")
    aim = models.CharField("doel", max_length=10, choices=Aim.choices)
    rank = models.PositiveSmallIntegerField("plaats in de stemweek", null=True, blank=True)
    responsible = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="responsible_for",
        verbose_name="verantwoordelijk",
    )
    others = models.ManyToManyField(Organisation, blank=True, related_name="agenda_items", verbose_name="ook betrokken")
    note = models.CharField("hoe het staat, in één regel", max_length=160, blank=True)
    own_state = models.CharField(
        "eigen stand (alleen zonder projecten)", max_length=20, choices=ItemState.choices, blank=True
    )
    own_state_since = models.DateField("eigen stand sinds", null=True, blank=True)
    reason = models.TextField("waarom het niet doorging", blank=True)
    successor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="predecessors", verbose_name="werd later"
    )

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = "plan van de gedeelde agenda"
        verbose_name_plural = "plannen van de gedeelde agenda"
        ordering = ["theme__order", F("rank").asc(nulls_last=True), "code"]
        constraints = [
            models.UniqueConstraint(fields=["agenda", "code"], name="item_code_once_an_agenda"),
            models.UniqueConstraint(fields=["agenda", "rank"], name="item_rank_once_an_agenda"),
            models.CheckConstraint(
                condition=~Q(own_state=ItemState.DROPPED) | ~Q(reason=""), name="dropped_item_says_why"
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    def get_absolute_url(self):
        return f"/gedeelde-agenda/{self.agenda.year}/{self.code.lower()}/"

    def end(self, reason):
        """It does not go on, with a reason; how far it came is still computed from its projects."""
        self.reason, self.own_state, self.own_state_since = reason, ItemState.DROPPED, timezone.localdate()
        self.save(update_fields=["reason", "own_state", "own_state_since"])

    def go_on(self, note):
        """It goes on as it is, without a plan on the newer agenda."""
        self.note = note
        self.save(update_fields=["note"])
