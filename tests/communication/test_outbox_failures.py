"""One event or letter that cannot be told holds up nothing else, and is not lost."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from communication import outbox
from communication.models import Notification, Request
from groups.models import Meeting
from projects.models import ProjectEvent, Status
from tests.factories import (
    GroupFactory,
    MeetingFactory,
    MembershipFactory,
    PersonFactory,
    ProjectFactory,
    RequestFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_answers(groen, green_resident, resident, neighbour):
    """Two answered proposals; the first of the two events is of a kind that nobody knows how to tell."""
    projects = [ProjectFactory(theme=groen, initiator=user.person) for user in (resident, neighbour)]
    for project in projects:
        project.take_up(by=green_resident.person, reason="Goed idee.")
    return projects


def test_an_event_that_raises_is_tried_again_and_the_others_are_told(two_answers, neighbour, resident, monkeypatch):
    broken, _ = two_answers
    rule = outbox.RULES[ProjectEvent]

    def raises_for_one(event):
        if event.project_id == broken.pk:
            raise KeyError(event.kind)
        return rule(event)

    monkeypatch.setitem(outbox.RULES, ProjectEvent, raises_for_one)
    outbox.process_events()
    told_first = set(Notification.objects.values_list("person", flat=True))
    monkeypatch.setitem(outbox.RULES, ProjectEvent, rule)
    outbox.process_events()

    assert neighbour.person.pk in told_first
    assert resident.person.pk not in told_first
    assert Notification.objects.filter(person=resident.person).exists()
    assert not ProjectEvent.objects.filter(processed_at=None).exists()


def test_a_letter_that_cannot_be_written_waits_and_the_next_goes_out(two_answers, neighbour):
    outbox.process_events()
    broken = Notification.objects.exclude(person=neighbour.person).first()
    Notification.objects.filter(pk=broken.pk).update(kind="bestaat-niet", due_at=timezone.now())

    outbox.send_due()

    broken.refresh_from_db()
    assert (broken.attempts, broken.sent_at) == (1, None)
    assert "KeyError" in broken.last_error
    assert [neighbour.email] in [letter.to for letter in mail.outbox]


def test_words_of_a_requester_reach_the_team_when_who_handled_it_left(team_member):
    gone = PersonFactory()
    asked = RequestFactory(status=Request.Status.WAITING, assignee=gone)

    asked.answer(text="Graag voor zaterdag.")
    outbox.process_events()

    assert set(Notification.objects.filter(kind="request-answer").values_list("person", flat=True)) == {
        team_member.person.pk
    }


def test_followers_and_helpers_hear_how_it_goes_on(groen, green_resident, neighbour, resident):
    proposal = ProjectFactory(theme=groen, status=Status.PROPOSED)
    proposal.follows.create(person=neighbour.person)
    proposal.participations.create(person=resident.person, role="helper")

    proposal.take_up(by=green_resident.person, reason="Goed idee.")
    outbox.process_events()
    assert Notification.objects.filter(person=neighbour.person).exists()

    proposal.stop(by=green_resident.person, reason="De grond is verkocht.")
    outbox.process_events()
    assert Notification.objects.filter(person=resident.person, kind="project-news").exists()


def test_members_hear_that_the_minutes_are_there(groen):
    group = GroupFactory()
    chair, member = (UserFactory().person for _ in range(2))
    for person, role in ((chair, "chair"), (member, "member")):
        MembershipFactory(group=group, person=person, role=role)
    held = MeetingFactory(group=group, state=Meeting.State.HELD, minutes="We waren het eens.", is_public=False)

    held.publish_minutes(by=chair)
    outbox.process_events()
    outbox.send_due()

    told = [letter for letter in mail.outbox if letter.to == [member.address_on_file]]
    assert "Het verslag van" in told[0].body
    assert "We waren het eens." in told[0].body
    assert told[0].attachments == []
    assert not [letter for letter in mail.outbox if letter.to == [chair.address_on_file]]


def test_an_address_that_no_mail_can_be_made_for_holds_up_no_other(team_member):
    odd = f"jan@{'ı' * 60}.nl"  # as a row of before the forms refused it
    for address in (odd, "jan@voorbeeld.test"):
        asked = RequestFactory(email=address, assignee=team_member.person, status=Request.Status.ASSIGNED)
        asked.write(by=team_member.person, text="Wat moet er op de poster?")
    outbox.process_events()
    first = Notification.objects.get(email=odd)
    Notification.objects.filter(pk=first.pk).update(due_at=timezone.now() - timedelta(hours=1))

    outbox.send_due()

    first.refresh_from_db()
    assert (first.attempts, first.sent_at) == (1, None)
    assert ["jan@voorbeeld.test"] in [letter.to for letter in mail.outbox]
