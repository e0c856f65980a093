"""Case 14: a mail scanner opens every link before the reader does; that changes nothing and uses nothing up."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from groups.models import ActionEvent, ActionPoint, Reply
from projects.models import ProjectEvent, Status
from tests.factories import GroupFactory, MeetingFactory, MembershipFactory, ProjectFactory

pytestmark = pytest.mark.django_db
BEFORE_THE_READER = json.loads((Path(__file__).parents[1] / "accounts" / "cases.json").read_text())["14"][
    "before_the_reader"
]


def scan(address):
    """The whole sequence, without cookies; what was answered."""
    scanner = Client()
    return [scanner.generic(method, address, headers=headers) for method, headers in BEFORE_THE_READER]


@pytest.fixture
def meeting(db):
    return MeetingFactory(group=GroupFactory(), starts_at=timezone.now() + timedelta(days=5))


def test_scanner_of_the_link_to_explain_leaves_the_question_to_its_reader(client, groen, resident, green_resident):
    project = ProjectFactory(theme=groen, status=Status.PROPOSED, initiator=resident.person)
    project.ask_clarification(by=green_resident.person, question="Welke boom?")
    address = project.explain_address(resident.person)
    before = (type(project).objects.values().get(), list(ProjectEvent.objects.values()))

    answers = scan(address)

    assert {answer.status_code for answer in answers} == {200}
    assert (type(project).objects.values().get(), list(ProjectEvent.objects.values())) == before
    assert client.get(address).status_code == 200
    client.post(address, {"answer": "De beuk."})
    assert project.events.filter(kind="clarified", reason="De beuk.").count() == 1


def test_scanner_of_an_invitation_says_nothing_about_coming(client, meeting, resident):
    MembershipFactory(group=meeting.group, person=resident.person)
    address = meeting.answer_address(resident.person)

    answers = scan(address)

    assert {answer.status_code for answer in answers} == {200}
    assert not Reply.objects.exists()
    assert client.get(address).status_code == 200
    client.post(address, {"answer": "yes", "seen": meeting.sequence})
    assert list(Reply.objects.values_list("person", "answer")) == [(resident.person.pk, "yes")]


def test_scanner_of_the_link_to_stay_away_takes_nobody_off_the_list(client, groen, resident):
    begin = timezone.now() + timedelta(days=3)
    planting = ProjectFactory(theme=groen, status=Status.UNDERWAY).activities.create(
        title="Planten", place="Park", starts_at=begin, ends_at=begin
    )
    planting.come(resident.person)
    address = planting.stay_away_address(resident.person)

    answers = scan(address)

    assert {answer.status_code for answer in answers} == {200}
    assert planting.attendances.exists()
    assert client.get(address).status_code == 200
    client.post(address)
    assert not planting.attendances.exists()


def test_scanner_of_the_link_to_an_action_point_ticks_nothing_off(client, meeting, resident):
    MembershipFactory(group=meeting.group, person=resident.person)
    action = ActionPoint.objects.create(meeting=meeting, person=resident.person, text="Bel de gemeente")
    address = action.own_address
    before = (ActionPoint.objects.values().get(), ActionEvent.objects.count())

    answers = scan(address)

    assert {answer.status_code for answer in answers} == {200}
    assert (ActionPoint.objects.values().get(), ActionEvent.objects.count()) == before
    assert client.get(address).status_code == 200
    client.post(address, {"do": "done"})
    action.refresh_from_db()
    assert not action.is_open
