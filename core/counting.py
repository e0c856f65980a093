"""Numbers of related rows as one subquery each, so that the rows they stand beside need no GROUP BY."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, IntegerField, Value

from core.pagination import COUNT_TO


def count_of(rows):
    """How many `rows` (a queryset with an OuterRef) there are, at most 1,001; an index that covers them is enough."""
    few = ArraySubquery(rows.order_by().values(one=Value(1))[: COUNT_TO + 1])
    return Func(few, function="CARDINALITY", output_field=IntegerField())
