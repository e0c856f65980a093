"""What was made for a request, and where it was placed."""

import hashlib
from pathlib import PurePath

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Person
from communication.models.requests import Request

SHOWN_TO_REQUESTER = (Request.Status.FOR_APPROVAL, Request.Status.APPROVED, Request.Status.DONE)


class ProductQuerySet(models.QuerySet):
    def for_requester(self):
        """What the requester may see: what was asked about, never what is still being made."""
        return self.filter(models.Q(request__status__in=SHOWN_TO_REQUESTER) | models.Q(approved_at__isnull=False))


class Product(models.Model):
    """An uiting: poster, flyer, news item, social post."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="products", verbose_name="aanvraag")
    kind = models.CharField("soort", max_length=12, choices=Request.Kind.choices)
    title = models.CharField("titel", max_length=120)
    text = models.TextField("tekst", blank=True)
    file = models.FileField("bestand", upload_to="attachments", blank=True, max_length=120)
    approved_at = models.DateTimeField("akkoord op", null=True, blank=True, editable=False)

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = "uiting"
        verbose_name_plural = "uitingen"
        ordering = ["id"]

    def __str__(self):
        return self.title

    @property
    def seen(self):
        """Changes with what a reader of this product reads: an akkoord is for what was seen."""
        content = "\n".join([self.kind, self.title, self.text, self.file.name])
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    @property
    def download_name(self):
        """What the file is called for people."""
        return f"{slugify(self.title)[:60] or 'uiting'}{PurePath(self.file.name).suffix}"

    def revise(self, fields, attachment=None):
        """Save these fields, and another file when given; what was agreed with is no longer this."""
        names, before = [*fields, "approved_at"], self.file.name
        if attachment:
            self.file = attachment.save()
            names.append("file")
        self.approved_at = None
        with transaction.atomic():
            self.save(update_fields=None if self._state.adding else names)
            if attachment and before:
                transaction.on_commit(lambda: default_storage.delete(before))


class PlacementQuerySet(models.QuerySet):
    def planned_between(self, first, last):
        """What is still to be placed on these days."""
        return self.filter(placed_on=None, planned_on__range=(first, last))


class Placement(models.Model):
    """A product on a channel: planned, placed on, by whom."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="placements", verbose_name="uiting")
    channel = models.CharField("waar", max_length=12, choices=Request.Channel.choices)
    planned_on = models.DateField("gepland op", default=timezone.localdate)
    placed_on = models.DateField("geplaatst op", null=True, blank=True)
    placed_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="geplaatst door"
    )

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = "plaatsing"
        verbose_name_plural = "plaatsingen"
        ordering = ["planned_on"]
        constraints = [models.UniqueConstraint(fields=["product", "channel"], name="product_once_a_channel")]

    def __str__(self):
        return f"{self.product}: {self.get_channel_display()}"
