"""How far the plans of the shared agenda are. It is computed from their projects, and never kept.

The rule: a plan is
- underway, when a project of it is being prepared, carried out or paused;
- else completed, when one is completed or stays for good;
- else not started, when one is only proposed;
- else dropped, when all its projects stopped or were declined;
- and without any project what its party says (`own_state`), or not started.
"""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils import timezone

from core.embedding import Embedded
from projects.models import Family, Project
from projects.models.states import FAMILY_OF
from themes.models import ItemState

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


@dataclass
class Plan:
    """An item of the agenda with its listed projects, and what follows from these."""

    item: object
    projects: list

    @property
    def state(self):
        return state_of(self.item.own_state, [project.status for project in self.projects])

    @property
    def bar(self):
        return BAR_OF[self.state]

    @property
    def first_year(self):
        """The year of its first proposal; without projects when its party said how far it is; this one before a start."""
        if self.state == ItemState.NOT_STARTED:
            return timezone.localdate().year
        years = [_year(project.proposed_at) for project in self.projects]
        return min(years, default=self._own_year)

    @property
    def last_year(self):
        """The year in which it ended, or this one."""
        if self.state not in (ItemState.COMPLETED, ItemState.DROPPED):
            return timezone.localdate().year
        years = [_year(project.ended_at or project.status_since) for project in self.projects]
        return max(years, default=self._own_year)

    @property
    def when(self):
        """in 2021, sinds 2018, or nothing where nobody began"""
        if self.state == ItemState.NOT_STARTED:
            return ""
        return f"sinds {self.first_year}" if self.state == ItemState.UNDERWAY else f"in {self.last_year}"

    @property
    def _own_year(self):
        return self.item.own_state_since.year if self.item.own_state_since else timezone.localdate().year


def state_of(own_state, statuses):
    """The ItemState of a plan with projects in these states."""
    families = {FAMILY_OF[status] for status in statuses}
    found = next((state for family, state in STATE_OF_FAMILY.items() if family in families), None)
    return found or ItemState(own_state or ItemState.NOT_STARTED)


def plans(items):
    """[Plan, …] of a queryset of AgendaItem, in one query."""
    rows = Embedded(
        Project.objects.published().filter(agenda_items=OuterRef("pk")).order_by("proposed_at"),
        *("id", "slug", "title", "short_code", "status", "status_since", "proposed_at", "ended_at", "result"),
    )
    return [Plan(item, rows.instances(item.rows)) for item in items.annotate(rows=rows.subquery())]


def with_statuses(items):
    """Adds `statuses`, those of the listed projects: enough for `state_of`."""
    projects = Project.objects.published().filter(agenda_items=OuterRef("pk")).order_by()
    return items.annotate(statuses=ArraySubquery(projects.values("status")))


def tally(states):
    """What `_tally.html` shows of how far plans are."""
    found = list(states)
    return [(found.count(state), state.label, BAR_OF[state]) for state in TALLIED if state in found]


TALLIED = (ItemState.COMPLETED, ItemState.UNDERWAY, ItemState.NOT_STARTED, ItemState.DROPPED)


def _year(moment):
    return timezone.localtime(moment).year
