"""Who may do what with a group: each predicate as a row, for a werkgroep, a fixed group and one that stopped."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from tests.factories import GroupFactory, IssueFactory, MembershipFactory, UserFactory

ROLES = ("visitor", "resident", "asked", "former", "member", "secretary", "chair", "duo", "team", "administrator")
STEERS = {"secretary", "chair", "administrator"}
CHAIRS = {"chair", "administrator"}
# predicate: (of a werkgroep, of a fixed group, of a werkgroep that stopped)
TABLE = {
    "steered_by": (STEERS, STEERS, STEERS),
    "chaired_by": (CHAIRS, CHAIRS, CHAIRS),
    "plannable_by": (STEERS, STEERS, set()),
    "stoppable_by": (CHAIRS, set(), set()),
    "was_left_by": ({"former"}, {"former"}, {"former"}),
}
KINDS = [("werkgroep", False), ("procesbegeleiders", False), ("werkgroep", True)]
pytestmark = pytest.mark.django_db


def people_of(group, others):
    today = timezone.localdate()
    rows = {
        "asked": {"requested": True},
        "former": {"until": today},
        "member": {},
        "secretary": {"role": "secretary"},
        "chair": {"role": "chair"},
    }
    made = {name: UserFactory() for name in ("resident", *rows)}
    for name, fields in rows.items():
        MembershipFactory(group=group, person=made[name].person, **fields)
    return made | others


@pytest.mark.parametrize("number", range(len(KINDS)))
def test_each_role_may_exactly_what_the_table_says(number, green_resident, team_member, administrator, groen):
    kind, has_ended = KINDS[number]
    group = GroupFactory(kind=kind, theme=groen, ended_on=timezone.localdate() if has_ended else None)
    others = {"visitor": AnonymousUser(), "duo": green_resident, "team": team_member, "administrator": administrator}
    people = people_of(group, others)

    found = {name: {role for role in ROLES if getattr(group, name)(people[role])} for name in TABLE}

    assert found == {name: columns[number] for name, columns in TABLE.items()}


def test_a_werkgroep_for_a_vraagstuk_is_started_by_its_taker_the_chair_and_the_administrator(
    koploper, koplopers_chair, koplopersgroep, resident, administrator
):
    taker = UserFactory()
    seat = MembershipFactory(group=koplopersgroep, person=taker.person)
    issue = IssueFactory()
    issue.take_up(by=taker.person)
    everybody = (AnonymousUser(), resident, koploper, taker, koplopers_chair, administrator)

    def may():
        people = [user if user.is_anonymous else type(user).objects.get(pk=user.pk) for user in everybody]
        return [koplopersgroep.startable_from(issue, user) for user in people]

    assert may() == [False, False, False, True, True, True]
    koplopersgroep.leave(seat.person)
    assert may() == [False, False, False, False, True, True]
    issue.settle(by=koplopers_chair.person, answer="De gemeente.")
    assert may() == [False] * 6


def test_a_vraagstuk_is_given_back_by_its_taker_the_chair_and_the_administrator(
    koploper, koplopers_chair, resident, administrator
):
    taker, issue = UserFactory(), IssueFactory()
    everybody = (AnonymousUser(), resident, koploper, taker, koplopers_chair, administrator)

    def may():
        people = [user if user.is_anonymous else type(user).objects.get(pk=user.pk) for user in everybody]
        return [issue.returnable_by(user) for user in people]

    assert may() == [False] * 6
    issue.take_up(by=taker.person)
    assert may() == [False, False, False, True, True, True]
    issue.settle(by=koplopers_chair.person, answer="De gemeente.")
    assert may() == [False] * 6
