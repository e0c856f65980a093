import pytest
from django.utils import timezone

from projects.agenda import plans, tally, with_state
from projects.models import Status
from tests.factories import AgendaItemFactory, ProjectFactory
from themes.models import AgendaItem, ItemState


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        ([Status.COMPLETED, Status.PREPARING], ItemState.UNDERWAY),
        ([Status.PAUSED, Status.STOPPED], ItemState.UNDERWAY),
        ([Status.COMPLETED, Status.PROPOSED], ItemState.COMPLETED),
        ([Status.ONGOING, Status.DECLINED], ItemState.COMPLETED),
        ([Status.PROPOSED, Status.STOPPED], ItemState.NOT_STARTED),
        ([Status.STOPPED, Status.DECLINED, Status.WITHDRAWN], ItemState.DROPPED),
    ],
)
def test_state_of_a_plan_follows_from_its_projects(db, statuses, state):
    item = AgendaItemFactory(own_state=ItemState.COMPLETED)
    item.projects.add(*[ProjectFactory(status=status) for status in statuses])

    assert with_state(AgendaItem.objects.all()).get().state == state


@pytest.mark.parametrize(("own_state", "state"), [("dropped", ItemState.DROPPED), ("", ItemState.NOT_STARTED)])
def test_plan_without_listed_projects_is_what_its_party_says(db, own_state, state):
    item = AgendaItemFactory(own_state=own_state, reason="De flat werd gesloopt.")
    item.projects.add(ProjectFactory(status=Status.DRAFT), ProjectFactory(hidden_at=timezone.now()))

    assert with_state(AgendaItem.objects.all()).get().state == state


def test_plan_knows_its_projects_and_years(db):
    item = AgendaItemFactory()
    ended = timezone.now().replace(year=2021, month=6)
    item.projects.add(
        ProjectFactory(status=Status.COMPLETED, proposed_at=ended.replace(year=2018), ended_at=ended),
        ProjectFactory(status=Status.STOPPED, proposed_at=ended.replace(year=2019), ended_at=ended.replace(year=2020)),
        ProjectFactory(status=Status.UNDERWAY, hidden_at=timezone.now()),
    )

    (plan,) = plans(AgendaItem.objects.all())

    assert len(plan.projects) == 2
    assert (plan.state, plan.bar, plan.when) == (ItemState.COMPLETED, "solid", "in 2021")
    assert (plan.first_year, plan.last_year) == (2018, 2021)


def test_plan_without_projects_stands_in_the_year_its_party_named(db):
    AgendaItemFactory(own_state="dropped", own_state_since="2019-03-01", reason="De flat werd gesloopt.")

    (plan,) = plans(AgendaItem.objects.all())

    assert (plan.first_year, plan.last_year, plan.when) == (2019, 2019, "in 2019")


def test_plan_that_did_not_begin_stands_in_this_year(db):
    AgendaItemFactory()

    (plan,) = plans(AgendaItem.objects.all())

    assert plan.first_year == plan.last_year == timezone.localdate().year
    assert plan.when == ""


def test_plan_underway_says_since_when(db):
    item = AgendaItemFactory()
    item.projects.add(ProjectFactory(status=Status.UNDERWAY, proposed_at=timezone.now().replace(year=2020)))

    (plan,) = plans(AgendaItem.objects.all())

    assert plan.when == "sinds 2020"


def test_tally_counts_only_the_states_there_are():
    states = [ItemState.DROPPED, ItemState.COMPLETED, ItemState.COMPLETED]

    assert tally(states) == [(2, "klaar", "solid"), (1, "niet doorgegaan", "low")]


def test_plan_names_its_first_projects_and_counts_the_others(db):
    item = AgendaItemFactory()
    item.projects.add(*[ProjectFactory() for _ in range(14)])

    (plan,) = plans(AgendaItem.objects.all())

    assert (len(plan.projects), plan.project_count, plan.others) == (12, 14, 2)
