"""The neighbourhood as a drawing: what the file with its shapes says, and where a point of the earth falls on it.

Units: the drawing is WIDTH wide, which is about what a phone has in pixels.
"""

import math
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from django.conf import settings

WIDTH = 360
CELL = 36  # of the grid in which projects close together become one dot
DOT = 13  # the radius of a dot: wide enough for a finger


@dataclass(frozen=True)
class Bounds:
    """A piece of the earth, in degrees."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True)
class Shape:
    """`kind` is its class in map.css; `path` is empty where only its name is known."""

    kind: str
    path: str
    lines: tuple
    label: str


@dataclass(frozen=True)
class Place:
    """A street or park by its names, with the line along which its projects stand, as (latitude, longitude)."""

    names: tuple
    line: tuple

    def __str__(self):
        return ", ".join(self.names)

    def point(self, share=0.5):
        """(latitude, longitude) at that share of the line."""
        along = share * (len(self.line) - 1)
        start = min(int(along), len(self.line) - 2)
        (lat, lon), (to_lat, to_lon) = self.line[start : start + 2]
        part = along - start
        return round(lat + (to_lat - lat) * part, 6), round(lon + (to_lon - lon) * part, 6)


class DrawnMap:
    width = WIDTH

    def __init__(self, data):
        self.is_sketch = data["sketch"]
        self.bounds = Bounds(data["south"], data["west"], data["north"], data["east"])
        self.places = [
            Place(tuple(place["names"]), tuple(map(tuple, place["line"]))) for place in data.get("place", [])
        ]
        self.shapes = [self._shape(shape) for shape in data.get("shape", [])]

    @cached_property
    def per_degree(self):
        """How many units a degree of longitude and one of latitude are, in the middle."""
        across = WIDTH / (self.bounds.east - self.bounds.west)
        return across, across / math.cos(math.radians((self.bounds.south + self.bounds.north) / 2))

    @cached_property
    def height(self):
        return round((self.bounds.north - self.bounds.south) * self.per_degree[1])

    @property
    def middle(self):
        """(latitude, longitude)"""
        box = self.bounds
        return round((box.south + box.north) / 2, 5), round((box.west + box.east) / 2, 5)

    def xy(self, latitude, longitude):
        across, down = self.per_degree
        return round((longitude - self.bounds.west) * across, 1), round((self.bounds.north - latitude) * down, 1)

    def point_at(self, x, y):
        """(latitude, longitude) of a place on the drawing, or None beside it."""
        if not (0 <= x <= WIDTH and 0 <= y <= self.height):
            return None
        across, down = self.per_degree
        return round(self.bounds.north - y / down, 6), round(self.bounds.west + x / across, 6)

    def holds(self, latitude, longitude):
        box = self.bounds
        known = latitude is not None and longitude is not None
        return known and box.south <= latitude <= box.north and box.west <= longitude <= box.east

    def place_in(self, words):
        """(place, name) of the first of its names that stands in what somebody wrote, or (None, "")."""
        lower = words.lower()
        found = [(lower.find(name.lower()), place, name) for place in self.places for name in place.names]
        found = [(at, place, name) for at, place, name in found if at >= 0]
        return min(found, key=lambda one: one[0])[1:] if found else (None, "")

    # -- the grid ------------------------------------------------------------------------------------------------------
    @property
    def last_cell(self):
        """(column, row) of the last one; it reaches to the edge, so that no dot is cut off."""
        return WIDTH // CELL - 1, max(self.height // CELL, 1) - 1

    @property
    def cell_size(self):
        """(latitude, longitude) of one cell, in degrees."""
        across, down = self.per_degree
        return CELL / down, CELL / across

    def cell_bounds(self, column, row):
        high, wide = self.cell_size
        last_column, last_row = self.last_cell
        north, west = self.bounds.north - row * high, self.bounds.west + column * wide
        south = self.bounds.south if row == last_row else north - high
        return Bounds(south, west, north, self.bounds.east if column == last_column else west + wide)

    def cell_of(self, latitude, longitude):
        x, y = self.xy(latitude, longitude)
        return min(int(x // CELL), self.last_cell[0]), min(int(y // CELL), self.last_cell[1])

    def cell_named(self, text):
        """(column, row) of "3-7", or None for what is no cell of this drawing."""
        parts = text.split("-")
        if len(parts) != 2 or not all(part.isascii() and part.isdecimal() and len(part) < 4 for part in parts):
            return None
        column, row = map(int, parts)
        return (column, row) if column <= self.last_cell[0] and row <= self.last_cell[1] else None

    def dot_in_cell(self, column, row, latitude, longitude):
        """Where a dot for this cell stands: at its middle point, as far as it touches no neighbour."""
        x, y = self.xy(latitude, longitude)
        return _inside(x, column * CELL), _inside(y, row * CELL)

    def _shape(self, shape):
        closed = "Z" if shape["kind"] in ("homes", "green", "water") else ""
        dots = [self.xy(*point) for point in shape.get("points", [])]
        path = "M" + "L".join(f"{x:g} {y:g}" for x, y in dots) + closed if dots else ""
        label = ""
        if "label" in shape:
            x, y = self.xy(*shape["label"])
            label = f"translate({x:g} {y:g})" + (f"rotate({shape['turn']})" if "turn" in shape else "")
        return Shape(shape["kind"], path, tuple(shape.get("name", ())), label)


def _inside(place, start):
    return round(min(max(place, start + DOT), start + CELL - DOT), 1)


def the_map():
    """The drawing of this neighbourhood, or None where it has none."""
    return _read(settings.MAP_FILE) if settings.MAP_FILE else None


@lru_cache(maxsize=4)
def _read(path):
    return DrawnMap(tomllib.loads(Path(path).read_text()))
