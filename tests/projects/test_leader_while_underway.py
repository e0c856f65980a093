"""The database refuses a project that is underway without a leader, at the end of the transaction."""

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Person
from projects.models import Participation, Project, Status
from tests.at_once import at_once
from tests.factories import PersonFactory, ProjectFactory
from wijkdeal import erasing
from wijkdeal.demo.bulk import check_constraints

NAME = "leader_while_underway"
committing = pytest.mark.django_db(transaction=True)


@pytest.fixture
def project(leaders_required, groen, resident):
    """Fenna leads it."""
    with transaction.atomic():
        return ProjectFactory(theme=groen, status=Status.UNDERWAY, leader=resident.person)


@committing
@pytest.mark.parametrize(
    "wrong",
    [
        lambda project: project.participations.leaders().update(until=project.participations.get().since),
        lambda project: project.participations.leaders().update(role="helper"),
        lambda project: project.participations.leaders().delete(),
        lambda project: Participation.objects.update(project=ProjectFactory(theme=project.theme)),
    ],
)
def test_a_leader_who_ends_leaves_nothing_underway(project, wrong):
    with pytest.raises(IntegrityError, match=NAME), transaction.atomic():
        wrong(project)

    assert project.leader == Person.objects.get(name="Fenna Dijkema")


@committing
def test_nothing_becomes_underway_without_a_leader(leaders_required, groen):
    project = ProjectFactory(theme=groen, status=Status.PREPARING)

    with pytest.raises(IntegrityError, match=NAME):
        Project.objects.filter(pk=project.pk).update(status=Status.UNDERWAY)
    with pytest.raises(IntegrityError, match=NAME), transaction.atomic():
        ProjectFactory(theme=groen, status=Status.UNDERWAY)

    assert [one.status for one in Project.objects.all()] == [Status.PREPARING]


@committing
@pytest.mark.parametrize("turn", range(3))
def test_of_one_who_begins_and_one_who_ends_at_once_one_is_refused(leaders_required, groen, resident, turn):
    """By hand, without the locks that `start` and `step_down` take."""
    project = ProjectFactory(theme=groen, status=Status.PREPARING, leader=resident.person)

    told = at_once(
        lambda: Project.objects.filter(pk=project.pk).update(status=Status.UNDERWAY),
        lambda: Participation.objects.filter(project=project).delete(),
        told=IntegrityError,
    )

    project.refresh_from_db()
    assert [isinstance(one, IntegrityError) for one in told].count(True) == 1
    assert (project.status == Status.UNDERWAY) is (project.leader is not None)


# -- what people do keeps to it ----------------------------------------------------------------------------------------
@pytest.fixture
def other(project):
    person = PersonFactory()
    project.join(person)
    return person


def by(person):
    return {"by": person, "reason": "Zo is het."}


@committing
@pytest.mark.parametrize(
    ("act", "status"),
    [
        (lambda project, leader, other: project.appoint_leader(by=leader, person=other), Status.UNDERWAY),
        (lambda project, leader, other: project.step_down(**by(leader), heir=other), Status.UNDERWAY),
        (lambda project, leader, other: project.step_down(**by(leader), pause_until="2099-01-01"), Status.PAUSED),
        (lambda project, leader, other: project.continue_for_good(**by(leader), caretaker="wij"), Status.ONGOING),
        (lambda project, leader, other: project.merge_into(ProjectFactory(), **by(leader)), Status.MERGED),
        (lambda project, leader, other: erasing.erase(leader.user), Status.PAUSED),
        (lambda project, leader, other: Project.objects.filter(pk=project.pk).delete(), None),
    ],
)
def test_every_way_in_which_a_leader_goes_is_taken_by_the_database(project, resident, other, act, status):
    act(project, resident.person, other)

    assert Project.objects.filter(pk=project.pk).values_list("status", flat=True).first() == status


@pytest.mark.django_db
def test_a_project_and_its_leader_are_made_in_any_order_within_one_transaction(leaders_required, groen, resident):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)
    project.participations.create(person=resident.person, role="leader")

    check_constraints()

    assert project.leader == resident.person
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgdeferrable, tginitdeferred FROM pg_trigger WHERE tgname = %s", [NAME])
        assert cursor.fetchall() == [(True, True), (True, True)]
