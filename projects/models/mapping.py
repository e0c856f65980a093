"""Which projects have a place on the map, and how many stand close together."""

from django.db import models, transaction
from django.db.models import Avg, Count, F, Min, Value
from django.db.models.functions import Cast, Floor, Least

from core.editing import Conflict
from projects.models.lifecycle import InvalidTransition
from projects.models.states import EDITABLE


class MappingQuerySet(models.QuerySet):
    def within(self, bounds):
        """With a point between these (`Bounds`)."""
        return self.filter(**_between(bounds))

    def outside(self, bounds):
        """With a point elsewhere, or with none."""
        return self.exclude(**_between(bounds))

    def by_cell(self, drawn):
        """One row a cell of the drawing's grid: column, row, number, their middle point, and `first` (a key)."""
        high, wide = drawn.cell_size
        last_column, last_row = drawn.last_cell
        column = _whole((F("longitude") - Value(drawn.bounds.west)) / Value(wide), last_column)
        row = _whole((Value(drawn.bounds.north) - F("latitude")) / Value(high), last_row)
        cells = self.within(drawn.bounds).annotate(column=column, row=row).order_by("row", "column")
        middle = {"middle_latitude": Avg("latitude"), "middle_longitude": Avg("longitude")}
        return cells.values("column", "row").annotate(number=Count("pk"), first=Min("pk"), **middle)


class OnTheMap(models.Model):
    latitude = models.FloatField("breedtegraad", null=True, blank=True)
    longitude = models.FloatField("lengtegraad", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def has_point(self):
        return self.latitude is not None

    @property
    def point_in_words(self):
        """What a form sends along as read: "53.199,6.561", or nothing."""
        return f"{self.latitude!r},{self.longitude!r}" if self.has_point else ""

    def put_on_map(self, point, *, instead_of=None):
        """`point` is (latitude, longitude), or None to take it off; raises InvalidTransition once nobody edits it.

        `instead_of`: the `point_in_words` that was read (None: any); raises Conflict when it stands elsewhere by now.
        """
        latitude, longitude = point or (None, None)
        with transaction.atomic():
            current = type(self).objects.select_for_update(no_key=True).get(pk=self.pk)
            if current.status not in EDITABLE:
                raise InvalidTransition(current)
            if instead_of not in (None, current.point_in_words):
                raise Conflict
            type(self).objects.filter(pk=self.pk).update(latitude=latitude, longitude=longitude)
        self.refresh_from_db()


def _between(bounds):
    return {
        "latitude__gte": bounds.south,
        "latitude__lte": bounds.north,
        "longitude__gte": bounds.west,
        "longitude__lte": bounds.east,
    }


def _whole(number, most):
    return Least(Cast(Floor(number), models.IntegerField()), Value(most))
