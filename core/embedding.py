"""Rows of many relations in one query: each becomes a JSON array beside the object, and model instances again.

    notes = Embedded(Note.objects.filter(page=OuterRef("pk")), "title", "at", "author__name")
    lists = Lists(notes=notes)
    page = lists.beside(Page.objects).get()
    lists.of(page)  # {"notes": [Note, …]} with only those fields; .author is a Person with only a name

A page with a dozen small lists so costs one query, whatever they hold.
"""

from functools import cache, cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Expression
from django.db.models.functions import JSONObject


class Lists(dict):
    """{name: Embedded}, fetched together beside the rows of a queryset."""

    def beside(self, rows):
        return rows.annotate(**{f"_{name}": embedded.subquery() for name, embedded in self.items()})

    def of(self, row):
        """{name: instances} of a row that `beside` fetched."""
        return {name: embedded.instances(getattr(row, f"_{name}")) for name, embedded in self.items()}


class FixedLists(Lists):
    """The same for whoever asks: their SQL is put together once, which takes longer than to run it.

    Nothing in them may depend on the reader or on the moment, unless the database looks at it (`OuterRef`, `Now`).
    They stand beside one model, in the query that is asked, never in a part of another; a column of a relation
    (`OuterRef("user__email")`) only where the query joins that relation by itself.
    """

    @cached_property
    def _compiled(self):
        return {}

    def beside(self, rows):
        if rows.model not in self._compiled:
            query = super().beside(rows.model._base_manager.all()).query
            compiler = query.get_compiler(rows.db)
            self._compiled[rows.model] = {
                f"_{name}": CompiledList(*compiler.compile(query.annotations[f"_{name}"])) for name in self
            }
        return rows.annotate(**self._compiled[rows.model])


class CompiledList(Expression):
    """The rows of an `Embedded` as they are asked of the database."""

    output_field = ArrayField(models.JSONField())

    def __init__(self, sql, params):
        super().__init__()
        self.sql, self.params = sql, params

    def as_sql(self, compiler, connection):
        return self.sql, self.params

    def get_group_by_cols(self):
        """None of its own: it follows from the row that it stands beside."""
        return []


class Embedded:
    def __init__(self, rows, *fields):
        self.model = rows.model
        self.rows = rows
        self.fields = fields

    def subquery(self):
        return ArraySubquery(self.rows.values(embedded=JSONObject(**{name: name for name in self.fields})))

    def instances(self, found):
        return [_instance(self.model, row) for row in found or []]


def _instance(model, row):
    own = {name: value for name, value in row.items() if "__" not in name}
    instance = model(**{name: _value(model, name, value) for name, value in own.items() if not _is_extra(model, name)})
    for name, value in own.items():
        if _is_extra(model, name):
            setattr(instance, name, value)
    for relation, related in _related(row).items():
        field = model._meta.get_field(relation)
        there = any(value is not None for value in related.values())
        setattr(instance, relation, _instance(field.related_model, related) if there else None)
    instance._state.adding = False
    return instance


def _related(row):
    grouped = {}
    for name, value in row.items():
        relation, separator, rest = name.partition("__")
        if separator:
            grouped.setdefault(relation, {})[rest] = value
    return grouped


def _is_extra(model, name):
    """A number the query computed, not a column."""
    return name not in _columns(model)


@cache
def _columns(model):
    """{name: field}"""
    return {name: field for field in model._meta.concrete_fields for name in (field.name, field.attname)}


def _value(model, name, value):
    """JSON has no dates: the column knows what its text means."""
    field = _columns(model)[name]
    return value if value is None or field.is_relation else field.to_python(value)
