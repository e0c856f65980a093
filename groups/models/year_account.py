"""The account of a year: what was promised, done and paid, who took part. Computed until it is adopted, then kept."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from accounts.models import Person
from groups.models.agreements import Decision

FIRST_YEAR = 2017


def years():
    """All of which there can be an account, the newest first."""
    return range(timezone.localdate().year, FIRST_YEAR - 1, -1)


class YearAccount(models.Model):
    """One that the koplopers adopted: as it was then, whatever changes in the rows later."""

    year = models.PositiveSmallIntegerField("jaar", unique=True)
    data = models.JSONField("gegevens", encoder=DjangoJSONEncoder, editable=False)
    adopted_on = models.DateField("vastgesteld op", default=timezone.localdate)
    adopted_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="year_accounts", verbose_name="vastgesteld door"
    )
    decision = models.OneToOneField(
        Decision, models.SET_NULL, null=True, editable=False, related_name="year_account", verbose_name="besluit"
    )

    class Meta:
        verbose_name = "verantwoording van een jaar"
        verbose_name_plural = "verantwoordingen"
        ordering = ["-year"]

    def __str__(self):
        return f"Verantwoording {self.year}"
