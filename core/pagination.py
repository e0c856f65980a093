"""One page out of many, in at most two queries, for any number that somebody types."""

from dataclasses import dataclass
from functools import cached_property

COUNT_TO = 1000
COUNT_KEYS_TO = 400  # each has to be fetched
BEST_FIRST_TO = 150  # of each its whole text is looked at
DEEPEST_ROW = 10_000


@dataclass
class Page:
    items: list
    number: int
    per_page: int
    has_next: bool
    count: int
    count_is_capped: bool

    @property
    def has_previous(self):
        return self.number > 1

    @property
    def previous_number(self):
        return self.number - 1

    @property
    def next_number(self):
        return self.number + 1

    @cached_property
    def last_number(self):
        """Not known of a count that is capped."""
        return None if self.count_is_capped else max(1, -(-self.count // self.per_page))

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)


def page_of(rows, number, per_page=20, *, by_key=False, sorted_anew=False, known=None, best_first=None):
    """The page of a queryset or list; no number is page 1, beyond the end is the last page.

    Counting stops at 1,000 (`count_is_capped`: "meer dan 1000"); nobody leafs further than 10,000 rows.
    `by_key` fetches what a filter found, where that is at most 400 (or the number given), by its keys (and counts no
    further): looking for a rare word the planner else walks the whole of an index in the order of the page, a hundred
    times slower. Of more the keys of the page are found first, so that what is sorted is small.
    `sorted_anew`: the rows have an order that no index has, for few are expected. The keys are taken in that order: the
    planner, who hopes to meet enough of them soon, else reads all there is.
    `known` is the rows without what was asked of them: it need not be looked at again for those that were found.
    `best_first` is the order where at most 150 are found: it looks at the whole text of each.
    """
    most = COUNT_KEYS_TO if by_key is True else by_key or COUNT_TO
    keys = _keys(rows if sorted_anew else rows.order_by(), most) if by_key else []
    found = len(keys) if by_key else _count(rows)
    capped = found > most
    last = DEEPEST_ROW // per_page if capped else max(1, -(-found // per_page))
    number = page_number(number, last)
    here = slice((number - 1) * per_page, number * per_page + 1)
    if by_key and not capped:
        rows = _best_first(_by_key(rows, known, keys), found, best_first)[here]
    elif by_key:
        is_known = sorted_anew and here.stop <= found
        rows = _by_key(rows, known, keys[here] if is_known else rows.values("pk")[here])
    else:
        rows = rows[here]
    items = list(rows) if found else []
    return Page(
        items=items[:per_page],
        number=number,
        per_page=per_page,
        has_next=len(items) > per_page and number < last,
        count=min(found, most),
        count_is_capped=capped,
    )


def _count(rows):
    """At most one more than is counted to; without the order and the extra columns, which counting would pay for."""
    if isinstance(rows, list | tuple):
        return len(rows)
    return rows.order_by().values("pk")[: COUNT_TO + 1].count()


def _keys(rows, most):
    """One more than `most` at the most."""
    return list(rows.values_list("pk", flat=True)[: most + 1])


def _best_first(rows, found, order):
    return rows.order_by(order, *rows.query.order_by) if order and found <= BEST_FIRST_TO else rows


def _by_key(rows, known, keys):
    """Those with these keys in the same order, and what was asked of them not looked at again."""
    order = rows.query.order_by or rows.query.get_meta().ordering
    return (rows if known is None else known).filter(pk__in=keys).order_by(*order)


def page_number(typed, last):
    """The number that somebody typed; 1 for what is no number, `last` for what is beyond it."""
    text = str(typed or "").strip()
    return min(max(1, int(text)), last) if text.isascii() and text.isdecimal() and len(text) < 10 else 1
