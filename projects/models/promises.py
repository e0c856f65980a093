"""What organisations promised, and the money."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Organisation
from themes.models import AgendaItem


class PledgeQuerySet(models.QuerySet):
    def published(self):
        """Public once a contact of the organisation has confirmed it."""
        return self.exclude(state=Pledge.State.OFFERED)

    def late(self):
        return self.filter(state__in=Pledge.OPEN, due__lt=timezone.localdate())


class Pledge(models.Model):
    """A toezegging: what an organisation promised, by when. Late is computed."""

    class State(models.TextChoices):
        OFFERED = "offered", "nog niet bevestigd"
        CONFIRMED = "confirmed", "toegezegd"
        MOVED = "moved", "verschoven"
        KEPT = "kept", "nagekomen"
        LAPSED = "lapsed", "vervallen"

    OPEN = (State.CONFIRMED, State.MOVED)

    project = models.ForeignKey(
        "projects.Project", models.CASCADE, null=True, blank=True, related_name="pledges", verbose_name="project"
    )
    agenda_item = models.ForeignKey(
        AgendaItem, models.CASCADE, null=True, blank=True, related_name="pledges", verbose_name="plan"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="pledges", verbose_name="partij")
    what = models.CharField("wat", max_length=200)
    due = models.DateField("uiterlijk")
    state = models.CharField("stand", max_length=10, choices=State.choices, default=State.OFFERED, editable=False)
    reason = models.TextField("toelichting", blank=True)
    made_on = models.DateField("gedaan op", default=timezone.localdate)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = "toezegging"
        verbose_name_plural = "toezeggingen"
        ordering = ["due"]
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=False) | Q(agenda_item__isnull=False), name="pledge_is_for_something"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["moved", "lapsed"]) | ~Q(reason=""), name="moved_pledge_says_why"
            ),
        ]

    def __str__(self):
        return self.what

    @property
    def is_late(self):
        return self.state in self.OPEN and self.due < timezone.localdate()


class MoneyLine(models.Model):
    """One amount in euros. A mistake is put right by a new line, never by changing one."""

    class Kind(models.TextChoices):
        NEEDED = "needed", "nodig"
        PROMISED = "promised", "toegezegd"
        RECEIVED = "received", "ontvangen"
        SPENT = "spent", "uitgegeven"

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="money_lines", verbose_name="project")
    kind = models.CharField("soort", max_length=10, choices=Kind.choices)
    amount = models.DecimalField(
        "bedrag in euro", max_digits=10, decimal_places=2, validators=[MinValueValidator(-999999)]
    )
    on = models.DateField("datum", default=timezone.localdate)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="money_lines", verbose_name="partij"
    )
    what = models.CharField("waarvoor", max_length=160)

    class Meta:
        verbose_name = "geldregel"
        verbose_name_plural = "geldregels"
        ordering = ["-on", "-id"]

    def __str__(self):
        return f"{self.get_kind_display()}: € {self.amount}"
