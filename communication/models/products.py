"""What was made for a request, and where it was placed."""

from django.db import models
from django.utils import timezone

from accounts.models import Person
from communication.models.requests import Request


class Product(models.Model):
    """An uiting: poster, flyer, news item, social post."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="products", verbose_name="aanvraag")
    kind = models.CharField("soort", max_length=12, choices=Request.Kind.choices)
    title = models.CharField("titel", max_length=120)
    text = models.TextField("tekst", blank=True)
    file = models.FileField("bestand", upload_to="attachments", blank=True, max_length=120)
    approved_at = models.DateTimeField("akkoord op", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "uiting"
        verbose_name_plural = "uitingen"
        ordering = ["id"]

    def __str__(self):
        return self.title


class Placement(models.Model):
    """A product on a channel: planned, placed on, by whom."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="placements", verbose_name="uiting")
    channel = models.CharField("waar", max_length=12, choices=Request.Channel.choices)
    planned_on = models.DateField("gepland op", default=timezone.localdate)
    placed_on = models.DateField("geplaatst op", null=True, blank=True)
    placed_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="geplaatst door"
    )

    class Meta:
        verbose_name = "plaatsing"
        verbose_name_plural = "plaatsingen"
        ordering = ["planned_on"]
        constraints = [models.UniqueConstraint(fields=["product", "channel"], name="product_once_a_channel")]

    def __str__(self):
        return f"{self.product}: {self.get_channel_display()}"
