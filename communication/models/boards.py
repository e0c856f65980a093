"""The poster boards of the neighbourhood, and on which of them a product hangs."""

from contextlib import contextmanager

from django.db import models, transaction
from django.utils import timezone

from accounts.models import Person
from communication.models.placements import Placement
from communication.models.products import Product
from communication.models.requests import Request


class PosterBoardQuerySet(models.QuerySet):
    def left_for(self, product):
        """The boards of the walk where it does not hang yet."""
        return self.filter(is_active=True).exclude(visits__product=product)


class PosterBoard(models.Model):
    name = models.CharField("naam", max_length=80)
    place = models.CharField("plek, in woorden", max_length=160)
    order = models.PositiveSmallIntegerField("volgorde", default=0, help_text="Zo loop je het rondje: 1 is het begin.")
    note = models.CharField("wat je moet weten", max_length=200, blank=True)
    is_active = models.BooleanField("doet mee", default=True, help_text="Zonder vinkje staat het niet op de lijst.")

    objects = PosterBoardQuerySet.as_manager()

    class Meta:
        verbose_name = "posterbord"
        verbose_name_plural = "posterborden"
        ordering = ["order", "id"]

    def __str__(self):
        return self.name

    def hang(self, product, *, by):
        """Say that it hangs here; returns whether nobody said so yet. With the last board the poster is placed.

        NotAgreed where the requester did not say yes and nobody placed it all the same.
        """
        if not product.placements.placed().filter(channel=Request.Channel.POSTERS).exists():
            product.require_agreed()
        with _held(product):
            is_new = self.visits.get_or_create(product=product, defaults={"by": by})[1]
            if is_new and self.is_active and _hangs_everywhere(product):
                Placement.of(product, Request.Channel.POSTERS).place(by=by, anyway=True)
        return is_new

    def take_off(self, product, *, by):
        """It does not hang here after all; returns whether somebody had said so.

        What the last board placed is placed no more, unless there is a photo or a link of it.
        """
        with _held(product):
            was_everywhere = _hangs_everywhere(product)
            is_gone = bool(self.visits.filter(product=product).delete()[0])
            if is_gone and self.is_active and was_everywhere:
                for placement in product.placements.filter(channel=Request.Channel.POSTERS, proof="", link=""):
                    placement.undo(by=by)
        return is_gone


@contextmanager
def _held(product):
    """Of two at once, one hangs the last."""
    with transaction.atomic():
        yield Product.objects.select_for_update().get(pk=product.pk)


def _hangs_everywhere(product):
    return not PosterBoard.objects.left_for(product).exists()


class BoardVisit(models.Model):
    """A product hangs on a board."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="board_visits", verbose_name="uiting")
    board = models.ForeignKey(PosterBoard, models.CASCADE, related_name="visits", verbose_name="posterbord")
    by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="board_visits", verbose_name="opgehangen door"
    )
    at = models.DateTimeField("opgehangen op", default=timezone.now)

    class Meta:
        verbose_name = "opgehangen poster"
        verbose_name_plural = "opgehangen posters"
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["product", "board"], name="product_once_a_board")]

    def __str__(self):
        return f"{self.product}: {self.board}"


def walk(product):
    """[(board, the visit or None)] of the boards to walk past with it, and those where it hangs already."""
    hangs = {visit.board_id: visit for visit in product.board_visits.select_related("by")}
    boards = PosterBoard.objects.filter(models.Q(is_active=True) | models.Q(pk__in=hangs))
    return [(board, hangs.get(board.pk)) for board in boards]
