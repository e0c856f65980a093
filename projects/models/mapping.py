"""Which projects have a place on the map, and how many stand close together."""

from django.db import models
from django.db.models import Avg, Count, F, Min, Value
from django.db.models.functions import Cast, Floor, Least

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

    def put_on_map(self, point):
        """`point` is (latitude, longitude), or None to take it off; raises InvalidTransition once nobody edits it."""
        latitude, longitude = point or (None, None)
        rows = type(self).objects.filter(pk=self.pk, status__in=EDITABLE)
        if not rows.update(latitude=latitude, longitude=longitude):
            raise InvalidTransition(self)
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
