"""Whose job it is when something is no project: a loose tile, a leak, noise at night."""

from django.db import models
from django.db.models import Q

from core.web_address import WebAddressField


class Signpost(models.Model):
    """A way to who does this; shown before somebody proposes, and to the duo that refers."""

    title = models.CharField("wat er aan de hand is", max_length=80)
    whose = models.CharField("wie dit doet", max_length=120)
    telephone = models.CharField("telefoon", max_length=20, blank=True)
    url = WebAddressField("adres op internet", blank=True)
    order = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "wegwijzer"
        verbose_name_plural = "wegwijzers"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(telephone="") | ~Q(url=""),
                name="signpost_leads_somewhere",
                violation_error_message="Vul een telefoonnummer of een adres op internet in, of allebei.",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def in_words(self):
        """Dat doet het meldpunt van de gemeente: 14 050, https://…"""
        ways = ", ".join(way for way in (self.telephone and f"bel {self.telephone}", self.url) if way)
        return f"Dit doet {self.whose[0].lower()}{self.whose[1:]}: {ways}."
