"""Two people at once, on connections of their own: one wins, the other is told, nothing is half done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from projects.models import InvalidTransition, NoPlace, ProgressCheck, Project, ProjectEvent, Status, Update
from tests.at_once import at_once as together
from tests.factories import PersonFactory, ProjectFactory, ThemeFactory

pytestmark = pytest.mark.django_db(transaction=True)
again = pytest.mark.parametrize("turn", range(3))


def at_once(*acts):
    """Per act what it raised, or None."""
    told = (InvalidTransition, NoPlace)
    return [answer if isinstance(answer, told) else None for answer in together(*acts, told=told)]


def read(project):
    return Project.objects.get(pk=project.pk)


PAIRS = {
    "two yeses": (
        Status.PROPOSED,
        lambda p, by: p.take_up(by=by, reason="Ja."),
        lambda p, by: p.take_up(by=by, reason="Ja."),
    ),
    "yes and no": (
        Status.PROPOSED,
        lambda p, by: p.take_up(by=by, reason="Ja."),
        lambda p, by: p.decline(by=by, reason="Nee."),
    ),
    "yes and withdrawing": (
        Status.PROPOSED,
        lambda p, by: p.take_up(by=by, reason="Ja."),
        lambda p, by: p.withdraw(by=by, reason="Toch niet."),
    ),
    "two questions": (
        Status.PROPOSED,
        lambda p, by: p.ask_clarification(by=by, question="Waar?"),
        lambda p, by: p.ask_clarification(by=by, question="Wanneer?"),
    ),
    "two starts": (
        Status.PREPARING,
        lambda p, by: p.start(by=by, reason="Schop."),
        lambda p, by: p.start(by=by, reason="Spa."),
    ),
    "done and stopped": (
        Status.UNDERWAY,
        lambda p, by: p.complete(by=by, result="Bomen.", caretaker="wij"),
        lambda p, by: p.stop(by=by, reason="Geen grond."),
    ),
    "two reopenings": (
        Status.STOPPED,
        lambda p, by: p.reopen(by=by, reason="Toch."),
        lambda p, by: p.reopen(by=by, reason="Weer."),
    ),
}


@again
@pytest.mark.parametrize("name", PAIRS)
def test_of_two_at_once_one_wins_and_the_other_is_told(name, turn):
    state, one, other = PAIRS[name]
    project, by = ProjectFactory(status=state, leader=PersonFactory()), PersonFactory()
    mine, yours = read(project), read(project)

    told = at_once(lambda: one(mine, by), lambda: other(yours, by))

    assert sum(error is not None for error in told) == 1
    assert project.events.count() == 1


def test_of_two_leaders_appointed_at_once_one_stays():
    project, by = ProjectFactory(status=Status.PREPARING), PersonFactory()
    people = [PersonFactory(), PersonFactory()]
    for person in people:
        project.join(person)

    told = at_once(*[lambda person=person: read(project).appoint_leader(by=by, person=person) for person in people])

    assert told == [None, None]
    assert project.participations.leaders().count() == 1
    assert project.participations.filter(role="leader").count() == 2


@again
def test_a_leader_who_leaves_while_it_starts_leaves_nothing_underway_without_one(turn):
    leader = PersonFactory()
    project = ProjectFactory(status=Status.PREPARING, leader=leader)
    mine, yours = read(project), read(project)

    at_once(lambda: mine.start(by=leader, reason="Schop."), lambda: yours.step_down(by=leader, reason="Weg."))

    project.refresh_from_db()
    assert project.status != Status.UNDERWAY or project.leader is not None


@again
def test_merging_both_ways_at_once_goes_one_way(turn):
    one, other, by = ProjectFactory(), ProjectFactory(), PersonFactory()
    mine, yours = read(one), read(other)

    told = at_once(
        lambda: mine.merge_into(other, by=by, reason="Hetzelfde."),
        lambda: yours.merge_into(one, by=by, reason="Hetzelfde."),
    )

    assert sum(error is not None for error in told) == 1
    assert Project.objects.filter(pk__in=[one.pk, other.pk], status=Status.MERGED).count() == 1


@again
def test_merging_a_chain_at_once_leaves_no_chain(turn):
    first, second, third, by = ProjectFactory(), ProjectFactory(), ProjectFactory(), PersonFactory()
    mine, yours = read(first), read(second)

    at_once(
        lambda: mine.merge_into(second, by=by, reason="Hetzelfde."),
        lambda: yours.merge_into(third, by=by, reason="Hetzelfde."),
    )

    merged = Project.objects.filter(pk__in=[first.pk, second.pk], status=Status.MERGED)
    assert all(project.merged_into == third for project in merged)


def test_a_leaders_move_is_turned_back_once():
    leader, by = PersonFactory(), PersonFactory()
    project = ProjectFactory(status=Status.PREPARING, leader=leader)
    project.start(by=leader, reason="Schop.")
    mine, yours = read(project), read(project)

    told = at_once(lambda: mine.turn_back(by=by, reason="Nee."), lambda: yours.turn_back(by=by, reason="Nee."))

    assert sum(error is not None for error in told) == 1
    assert ProjectEvent.objects.filter(kind="turned_back").count() == 1


@again
def test_a_proposal_is_not_answered_by_the_duo_it_just_left(turn):
    project, by, sociaal = ProjectFactory(), PersonFactory(), ThemeFactory(slug="sociaal", order=1)
    mine, yours = read(project), read(project)

    told = at_once(
        lambda: mine.move_to_theme(by=by, theme=sociaal, reason="Voor jullie."),
        lambda: yours.take_up(by=by, reason="Ja."),
    )

    assert sum(error is not None for error in told) == 1


def test_pressing_loopt_nog_eight_times_at_once_makes_one_check():
    project, by = ProjectFactory(status=Status.UNDERWAY), PersonFactory()

    told = at_once(*[lambda: ProgressCheck.press(read(project), by=by, voice="resident")] * 8)

    assert told == [None] * 8
    assert project.checks.count() == 1
    assert read(project).heard_at > timezone.now() - timedelta(minutes=1)


@pytest.mark.parametrize(
    "act",
    [
        lambda p, by: Update.post(p, by=by, title="Bomen", text="Ze staan er."),
        lambda p, by: ProgressCheck.give(p, by=by, voice="leader", signal="on_track"),
        lambda p, by: ProgressCheck.press(p, by=by, voice="leader", signal="on_track"),
        lambda p, by: p.join(by, can="graven"),
    ],
)
def test_what_is_said_of_a_project_that_stopped_meanwhile_is_not_kept(act):
    by = PersonFactory()
    project = ProjectFactory(theme=ThemeFactory(), leader=by, initiator=by, status=Status.UNDERWAY)
    as_read_before = read(project)
    project.stop(by=by, reason="Geen grond.")

    with pytest.raises(InvalidTransition, match="het project is gestopt"):
        act(as_read_before, PersonFactory())

    assert not project.updates.exists()
    assert not project.checks.exists()
    assert not project.participations.helpers().exists()
