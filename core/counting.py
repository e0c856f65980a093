"""Numbers of related rows as one subquery each, so that the rows they stand beside need no GROUP BY."""

from django.db.models import Func, IntegerField, Subquery


def count_of(rows):
    """How many `rows` (a queryset with an OuterRef) there are; the rows themselves need not be read."""
    return Subquery(
        rows.order_by().annotate(number=Func(template="COUNT(*)", output_field=IntegerField())).values("number")
    )
