"""How far the plans of the shared agenda are. It is computed from their projects, and never kept.

The rule: a plan is
- underway, when a project of it is being prepared, carried out or paused;
- else completed, when one is completed or stays for good;
- else not started, when one is only proposed;
- else dropped, when all its projects stopped or were declined;
- and without any project what its party says (`own_state`), or not started.

Only listed projects count: no drafts, nothing hidden or merged.
"""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, Count, Exists, F, Max, Min, OuterRef, Value, When
from django.db.models.functions import Coalesce, JSONObject, NullIf
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from core.embedding import Embedded
from projects.models import Family, Project
from projects.models.states import FAMILIES
from themes.models import AgendaItem, ItemState

LISTED_PROJECTS = 12  # of one plan; the rest is a number
STATE_OF_FAMILY = {
    Family.BEZIG: ItemState.UNDERWAY,
    Family.KLAAR: ItemState.COMPLETED,
    Family.IDEE: ItemState.NOT_STARTED,
    Family.GESTOPT: ItemState.DROPPED,
}
BAR_OF = {
    ItemState.COMPLETED: "solid",
    ItemState.UNDERWAY: "half",
    ItemState.NOT_STARTED: "open",
    ItemState.DROPPED: "low",
}
ENDED = (ItemState.COMPLETED, ItemState.DROPPED)


@dataclass
class Plan:
    """An item of the agenda, how far it is, its first projects, and how many there are."""

    item: object
    projects: list
    project_count: int
    first_proposed: object = None
    last_changed: object = None

    @property
    def state(self):
        return ItemState(self.item.state)

    @property
    def bar(self):
        return BAR_OF[self.state]

    @property
    def others(self):
        """How many projects are not among `projects`."""
        return self.project_count - len(self.projects)

    @property
    def first_year(self):
        """Of its first proposal; without projects when its party said how far it is; this year before a start."""
        if self.state == ItemState.NOT_STARTED:
            return timezone.localdate().year
        return _year(self.first_proposed) or self._own_year

    @property
    def last_year(self):
        """The year in which it ended, or this one."""
        if self.state not in ENDED:
            return timezone.localdate().year
        return _year(self.last_changed) or self._own_year

    @property
    def when(self):
        """in 2021, sinds 2018, or nothing where nobody began"""
        if self.state == ItemState.NOT_STARTED:
            return ""
        return f"sinds {self.first_year}" if self.state == ItemState.UNDERWAY else f"in {self.last_year}"

    @property
    def _own_year(self):
        return self.item.own_state_since.year if self.item.own_state_since else timezone.localdate().year


def with_state(items):
    """Adds `state`, a value of ItemState; each question stops at the first project that answers it."""
    projects = Project.objects.published().filter(agenda_items=OuterRef("pk"))
    answers = [
        When(Exists(projects.filter(status__in=FAMILIES[family])), then=Value(state))
        for family, state in STATE_OF_FAMILY.items()
    ]
    own = Coalesce(NullIf("own_state", Value("")), Value(ItemState.NOT_STARTED), output_field=CharField())
    return items.annotate(state=Case(*answers, default=own, output_field=CharField()))


def plans(items):
    """[Plan, …] of a queryset of AgendaItem, in one query."""
    found = with_state(items).annotate(rows=PROJECTS.subquery(), numbers=_numbers())
    return [Plan(item, PROJECTS.instances(item.rows), **_read(item.numbers)) for item in found]


def unfinished(items):
    """Those that are not done, and were not dropped either."""
    return (
        with_state(items).filter(state__in=(ItemState.NOT_STARTED, ItemState.UNDERWAY)).order_by("theme__order", "code")
    )


def still_going(items):
    """Of the agendas before the newest, what is worked on and has no plan on the newest."""
    return with_state(items.earlier()).filter(state=ItemState.UNDERWAY)


def move_along(agenda):
    """What is still going on for an item that was carried on, belongs to its new item as well."""
    going = (*FAMILIES[Family.IDEE], *FAMILIES[Family.BEZIG])
    for item in AgendaItem.objects.filter(successor__agenda=agenda).select_related("successor"):
        item.successor.projects.add(*item.projects.filter(status__in=going))


def tally(states):
    """What `_tally.html` shows of how far plans are."""
    found = list(states)
    return [(found.count(state), state.label, bar) for state, bar in BAR_OF.items() if state in found]


def picture(found):
    """The plans by theme, in each those first that are furthest: [(theme, [Plan, …], how many are done), …]."""
    order = list(BAR_OF)
    rows = {}
    for plan in sorted(found, key=lambda plan: order.index(plan.state)):
        rows.setdefault(plan.item.theme, []).append(plan)
    done = ItemState.COMPLETED
    return [
        (theme, rows[theme], sum(plan.state == done for plan in rows[theme]))
        for theme in sorted(rows, key=lambda theme: (theme.order, theme.pk))
    ]


PROJECTS = Embedded(
    Project.objects.published().filter(agenda_items=OuterRef("pk")).order_by("-status_since", "pk")[:LISTED_PROJECTS],
    *("id", "slug", "title", "status", "proposed_at", "ended_at", "status_since"),
)


def _numbers():
    rows = Project.objects.published().filter(agenda_items=OuterRef("pk")).order_by().values("agenda_items")
    rows = rows.annotate(
        number=Count("pk"), first=Min("proposed_at"), last=Max(Coalesce(F("ended_at"), F("status_since")))
    )
    return ArraySubquery(rows.values(row=JSONObject(number="number", first="first", last="last")))


def _read(numbers):
    row = numbers[0] if numbers else {"number": 0, "first": None, "last": None}
    return {
        "project_count": row["number"],
        "first_proposed": row["first"] and parse_datetime(row["first"]),
        "last_changed": row["last"] and parse_datetime(row["last"]),
    }


def _year(moment):
    return timezone.localtime(moment).year if moment else None
