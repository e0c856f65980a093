"""Where a product goes out: planned, placed by whom, with a link or a photo as proof."""

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from communication.models.conversation import RequestEvent
from communication.models.products import Product
from communication.models.requests import Request
from communication.models.transitions import NotAgreed
from core import dates
from core.web_address import WebAddressField

Kind = RequestEvent.Kind


class PlacementQuerySet(models.QuerySet):
    def placed(self):
        return self.exclude(placed_on=None)

    def to_do(self):
        """Not placed yet; of what was declined nothing goes out any more."""
        return self.filter(placed_on=None).exclude(product__request__status=Request.Status.DECLINED)

    def left_of(self, request):
        """What was planned of this request and does not stand anywhere yet."""
        return self.filter(placed_on=None, product__request=request)

    def to_place_until(self, last):
        """What is still to be placed: planned up to this day, or before today and forgotten."""
        return self.to_do().filter(planned_on__lte=last)

    def going_out_between(self, first, last):
        """What was placed on these days, and what is still planned for them."""
        days = (first, last)
        return self.filter(placed_on__range=days) | self.to_do().filter(planned_on__range=days)


class Placement(models.Model):
    """A product on a channel. Who places it says so with `place()`: once, whoever presses second hears who did."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="placements", verbose_name="uiting")
    channel = models.CharField("waar", max_length=12, choices=Request.Channel.choices)
    planned_on = models.DateField("gepland op", default=timezone.localdate)
    placed_on = models.DateField("geplaatst op", null=True, blank=True)
    placed_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="placements", verbose_name="geplaatst door"
    )
    link = WebAddressField("link", blank=True, max_length=500, db_default="")
    proof = models.FileField("foto", upload_to="photos", blank=True, max_length=120, db_default="")
    note = models.CharField("notitie", max_length=200, blank=True, db_default="")

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = "plaatsing"
        verbose_name_plural = "plaatsingen"
        ordering = ["planned_on"]
        constraints = [models.UniqueConstraint(fields=["product", "channel"], name="product_once_a_channel")]

    def __str__(self):
        return f"{self.product}: {self.get_channel_display()}"

    @classmethod
    def of(cls, product, channel):
        """The row of this product on this channel; made, for today, where nobody planned it."""
        return cls.objects.get_or_create(product=product, channel=channel)[0]

    @property
    def is_placed(self):
        return self.placed_on is not None

    @property
    def is_late(self):
        return not self.is_placed and self.planned_on < timezone.localdate()

    @property
    def day(self):
        """On which it stands in a calendar."""
        return self.placed_on or self.planned_on

    def plan(self, on):
        """Place it on that day; returns False when it was placed already."""
        planned = bool(Placement.objects.filter(pk=self.pk, placed_on=None).update(planned_on=on))
        self.refresh_from_db()
        return planned

    def unplan(self):
        """Not planned after all; returns False when it was placed, or not planned."""
        return bool(Placement.objects.filter(pk=self.pk, placed_on=None).delete()[0])

    def place(self, *, by, on=None, link="", proof=None, note="", anyway=False):
        """Say that it stands there, with a `core.photos.CleanPhoto` as proof; returns False when it stood already.

        NotAgreed where the requester did not say yes, unless it is placed `anyway`.
        """
        is_agreed = self.product.is_agreed
        if not is_agreed and not anyway:
            raise NotAgreed(self.product.request)
        placed = {"placed_on": on or timezone.localdate(), "placed_by": by, "link": link, "note": note}
        another_day = f"op {dates.day(on)}" if on and on != timezone.localdate() else ""
        unasked = "" if is_agreed else "zonder akkoord"
        said = ", ".join(filter(None, [self.get_channel_display(), another_day, unasked]))
        return self._move(Q(placed_on=None), Kind.PLACED, placed, by=by, proof=proof, said=said)

    def prove(self, *, link, note, proof=None, on=None):
        """Another link or note for what is placed; another photo or day where one is given."""
        proven = {"link": link, "note": note} | ({"placed_on": on} if on else {})
        return self._move(Q(placed_on__isnull=False), None, proven, by=None, proof=proof)

    def undo(self, *, by):
        """It does not stand there after all; returns False when that was said already."""
        nothing = {"placed_on": None, "placed_by": None, "link": "", "note": "", "proof": ""}
        return self._move(Q(placed_on__isnull=False), Kind.NOT_PLACED, nothing, by=by, said=self.get_channel_display())

    def _move(self, source, kind, changes, *, by, proof=None, said=""):
        """The photo that was proof until now goes with the change; of whoever comes second nothing is kept."""
        with transaction.atomic():
            current = Placement.objects.select_for_update().filter(source, pk=self.pk).first()
            if current:
                current._change(changes | ({"proof": proof.save()} if proof else {}))
            if current and kind:
                RequestEvent.record(request_id=self.product.request_id, kind=kind, actor=by, reason=said)
        self.refresh_from_db()
        return current is not None

    def _change(self, changes):
        Placement.objects.filter(pk=self.pk).update(**changes)
        before = self.proof.name
        if before and "proof" in changes:
            transaction.on_commit(lambda: default_storage.delete(before))


def channels_of(product):
    """[(channel, whether it was asked for, the placement or None)] of all channels, those that were asked for first."""
    found = {row.channel: row for row in product.placements.select_related("placed_by")}
    asked = [channel for channel in Request.Channel if channel in product.request.channels]
    others = [channel for channel in Request.Channel if channel not in asked]
    return [(channel, channel in asked, found.get(channel)) for channel in [*asked, *others]]
