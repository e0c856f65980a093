"""Reads the texts of the example and says in which file and entry something is wrong."""

import tomllib
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management import CommandError

from wijkdeal.demo.shapes import SHAPES

FOLDER = Path(__file__).parent / "content"
FILES = {
    "person": "people*.toml",
    "organisation": "organisations.toml",
    "theme": "themes.toml",
    "item": "agenda.toml",
    "candidate": "round.toml",
    "aside": "round.toml",
    "project": "projects/*.toml",
    "group": "groups.toml",
    "issue": "issues.toml",
    "request": "requests.toml",
    "board": "boards.toml",
    "standard": "standards.toml",
    "film": "film.toml",
    "post": "film.toml",
    "enquiry": "enquiries.toml",
    "story": "stories.toml",
    "page": "pages.toml",
    "moment": "timeline.toml",
    "signpost": "signposts.toml",
}
OVERVIEW = "INDEX.toml"


class ContentError(CommandError):
    """A mistake in the content, with the file and the entry it stands in."""


class Entry:
    """One table of a file. `entry["x"]` has to be there, `entry.get("x")` may be missing."""

    def __init__(self, kind, values, where):
        self.kind = kind
        self.where = where
        self.values = values
        self._check_names()

    def __getitem__(self, name):
        if name not in self.values:
            self.fail(f"{name} ontbreekt")
        return self.values[name]

    def __contains__(self, name):
        return name in self.values

    def get(self, name, default=""):
        return self.values.get(name, default)

    def text(self, name):
        """A text without the blank lines around it; "" when it is missing."""
        return self.values.get(name, "").strip()

    def rows(self, name):
        """The tables below this one."""
        rows = self.values.get(name, [])
        return [Entry(f"{self.kind}.{name}", row, f"{self.where}, {name} {i}") for i, row in enumerate(rows, 1)]

    def one(self, name):
        """The table below this one, or None."""
        if name not in self.values:
            return None
        return Entry(f"{self.kind}.{name}", self.values[name], f"{self.where}, {name}")

    def fail(self, message):
        raise ContentError(f"{self.where}: {message}.")

    def checked(self, row):
        """The model instance, when its own columns hold what they may hold."""
        relations = {field.name for field in row._meta.fields if field.is_relation}
        try:
            row.clean_fields(exclude=relations)
        except ValidationError as error:
            wrong = "; ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
            self.fail(f"{row._meta.verbose_name} klopt niet ({wrong})")
        return row

    def _check_names(self):
        unknown = sorted(set(self.values) - SHAPES[self.kind])
        if unknown:
            self.fail(f"onbekend: {', '.join(unknown)}")


def read(name):
    """The entries of a kind, from every file that holds them."""
    return [
        Entry(name, values, f"{path.relative_to(FOLDER)}, {name} {_label(values, number)}")
        for path in _files(name)
        for number, values in enumerate(_table(path).get(name, []), 1)
    ]


def _files(name):
    return [path for path in sorted(FOLDER.glob(FILES[name])) if path.name != OVERVIEW]


def _table(path):
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"{path.name}: geen geldige TOML ({error}).") from None


def _label(values, number):
    return next((values[name] for name in ("key", "slug", "code", "subject", "title") if name in values), number)
