"""Who may do what: each predicate as a table of roles × states, the same as in the design."""

import pytest
from django.contrib.auth.models import AnonymousUser

from projects.models import Status
from tests.factories import FacilitatorFactory, PersonFactory, ProjectFactory, UserFactory

pytestmark = pytest.mark.django_db

ROLES = (
    *("visitor", "resident", "initiator", "leader", "helper", "supporter"),
    *("duo", "other_duo", "former_duo", "team", "counter", "administrator"),
)
S = Status
OPEN = {S.PROPOSED, S.PREPARING, S.UNDERWAY, S.PAUSED, S.ONGOING}
WORKED_ON = OPEN | {S.COMPLETED}
AFTER_ANSWER = set(S) - {S.DRAFT, S.PROPOSED}
# predicate: {role: the states in which it holds}; who is not named may never
TABLE = {
    "editable_by": {
        **dict.fromkeys(("initiator", "leader", "administrator"), WORKED_ON | {S.DRAFT}),
        "duo": WORKED_ON,
    },
    "updatable_by": dict.fromkeys(("initiator", "leader", "administrator", "duo"), WORKED_ON),
    "checkable_by": dict.fromkeys(("leader", "duo"), {S.PREPARING, S.UNDERWAY, S.ONGOING}),
    "answerable_by": dict.fromkeys(("duo", "administrator"), {S.PROPOSED}),
    "withdrawable_by": {"initiator": {S.PROPOSED}},
    "drivable_by": dict.fromkeys(("leader", "duo", "administrator"), AFTER_ANSWER),
    "closable_by": dict.fromkeys(("duo", "administrator"), set(S) - {S.DRAFT, S.MERGED}),
    "hideable_by": dict.fromkeys(("duo", "team", "administrator"), set(S) - {S.DRAFT, S.MERGED}),
    "splittable_by": dict.fromkeys(("duo", "administrator"), OPEN),
    "asks_support_by": dict.fromkeys(("initiator", "leader"), OPEN - {S.PROPOSED}),
}


@pytest.fixture
def people(groen, green_resident, social_professional, team_member, counter, administrator):
    former = UserFactory(name="Oud Gediende")
    FacilitatorFactory(theme=groen, person=former.person, voice="professional", since="2020-01-01", until="2021-01-01")
    made = {name: UserFactory(name=name) for name in ("resident", "initiator", "leader", "helper", "supporter")}
    return made | {
        "visitor": AnonymousUser(),
        "duo": green_resident,
        "other_duo": social_professional,
        "former_duo": former,
        "team": team_member,
        "counter": counter,
        "administrator": administrator,
    }


def project_in(status, groen, people):
    merged = {"merged_into": ProjectFactory(theme=groen)} if status == S.MERGED else {}
    project = ProjectFactory(theme=groen, status=status, **merged)
    for role in ("initiator", "leader", "helper", "supporter"):
        project.participations.create(person=people[role].person, role=role)
    return project


@pytest.mark.parametrize("status", Status)
def test_each_role_may_exactly_what_the_table_says(status, groen, people):
    project = project_in(status, groen, people)

    found = {name: {role for role in ROLES if getattr(project, name)(people[role])} for name in TABLE}

    assert found == {name: {role for role, states in row.items() if status in states} for name, row in TABLE.items()}


@pytest.mark.parametrize("status", Status)
def test_everybody_sees_what_is_public_and_a_draft_its_own_people_only(status, groen, people):
    project = project_in(status, groen, people)
    visible = {role for role in ROLES if type(project).objects.visible_to(people[role]).filter(pk=project.pk).exists()}

    assert visible == ({"initiator", "administrator"} if status == S.DRAFT else set(ROLES))


@pytest.mark.parametrize("role", ["initiator", "leader", "helper", "supporter"])
def test_a_role_that_ended_gives_no_right(role, groen, people):
    project = project_in(S.UNDERWAY, groen, people)
    project.participations.update(until="2099-01-01")

    assert not any(getattr(project, name)(people[role]) for name in TABLE)


def test_clarification_is_given_by_its_own_people_while_a_question_is_open(groen, people):
    project = project_in(S.PROPOSED, groen, people)
    assert not any(project.clarifiable_by(people[role]) for role in ROLES)

    project.ask_clarification(by=people["duo"].person, question="Waar?")

    assert {role for role in ROLES if project.clarifiable_by(people[role])} == {"initiator", "leader"}


def test_explanation_of_who_has_no_account_is_written_down_by_the_counter_and_the_duo(groen, people):
    project = ProjectFactory(theme=groen, initiator=PersonFactory(user=None))
    assert not any(project.clarifiable_by(people[role]) for role in ROLES)

    project.ask_clarification(by=people["duo"].person, question="Waar?")

    assert {role for role in ROLES if project.clarifiable_by(people[role])} == {"duo", "counter", "administrator"}


def test_proposal_without_a_theme_is_for_the_duo_that_takes_those(groen, people):
    project = ProjectFactory(theme=None)

    assert {role for role in ROLES if project.is_guided_by(people[role])} == {"duo", "administrator"}


def test_voice_is_the_own_half_of_the_duo_or_the_leaders(groen, people, green_professional):
    project = project_in(S.UNDERWAY, groen, people)

    voices = {role: project.voice_of(people[role]) for role in ROLES}

    assert {role: voice for role, voice in voices.items() if voice} == {"duo": "resident", "leader": "leader"}
    assert project.voice_of(green_professional) == "professional"


def test_a_right_goes_with_the_appointment_at_once(groen, people):
    project = project_in(S.UNDERWAY, groen, people)
    assert project.drivable_by(people["leader"])

    project.appoint_leader(by=people["duo"].person, person=people["helper"].person)

    assert (project.drivable_by(people["leader"]), project.drivable_by(people["helper"])) == (False, True)


def test_message_is_changed_by_who_wrote_it_and_who_pulls_the_project_only(groen, people):
    project = project_in(S.UNDERWAY, groen, people)

    found = {role for role in ROLES if project.lets_change(people[role], people["helper"].person.pk)}

    assert found == {"helper", "leader"}
    assert {role for role in ROLES if project.lets_change(people[role], None)} == {"leader"}
