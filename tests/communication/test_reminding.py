"""Who forgets a question of the team, or a proof, is asked once more after a week."""

from datetime import timedelta

import pytest
from django.core import mail

from communication import bounces, outbox
from communication.models import MailTrouble, OutreachTask, Request, RequestEvent
from communication.tasks import remind_requesters
from tests.communication.test_bounces import came_back

pytestmark = pytest.mark.django_db


def deliver():
    mail.outbox.clear()
    outbox.process_events()
    outbox.send_due()
    return [message for message in mail.outbox if message.to == ["truus@voorbeeld.test"]]


def age(days):
    """Everything that happened did so that many days earlier."""
    for event in RequestEvent.objects.all():
        RequestEvent.objects.filter(pk=event.pk).update(at=event.at - timedelta(days=days))


@pytest.fixture
def asked_something(in_progress, team_member):
    in_progress.write(by=team_member.person, text="Welke datum is het?", wait=True)
    deliver()
    return in_progress


def test_who_forgets_a_question_is_reminded_once(asked_something):
    age(days=6)
    remind_requesters(timestamp=0)
    assert deliver() == []

    age(days=1)
    remind_requesters(timestamp=0)
    [letter] = deliver()
    age(days=8)
    remind_requesters(timestamp=0)

    assert "We wachten nog op je antwoord." in letter.body
    assert asked_something.secret_url in letter.body
    assert deliver() == []
    asked_something.refresh_from_db()
    assert asked_something.status == "waiting"
    assert asked_something.events.filter(kind="reminded").count() == 1


def test_who_forgets_a_proof_is_reminded_and_again_of_the_next_one(for_approval, team_member):
    deliver()
    age(days=8)
    remind_requesters(timestamp=0)
    [letter] = deliver()

    for_approval.refresh_from_db()
    for_approval.refuse(reason="Andere dag")
    for_approval.ask_approval(by=team_member.person)
    deliver()
    remind_requesters(timestamp=0)
    soon = deliver()
    age(days=8)
    remind_requesters(timestamp=0)

    assert "Kijk of je goed vindt wat we hebben gemaakt: ja of nee." in letter.body
    assert soon == []
    assert len(deliver()) == 1


def test_who_said_yes_before_the_mail_goes_is_not_asked_to_look(for_approval):
    outbox.process_events()
    for_approval.approve(seen=for_approval.seen)

    assert not [letter for letter in deliver() if "Kijk of" in letter.subject]


def test_who_answers_before_the_mail_goes_is_left_alone(asked_something):
    age(days=8)
    remind_requesters(timestamp=0)

    asked_something.answer(text="Zondag")

    assert deliver() == []


@pytest.mark.parametrize("state", ["in_progress", "approved", "done", "declined", "new"])
def test_nobody_is_reminded_of_what_is_ours(asked_something, state):
    Request.objects.update(status=state)
    age(days=8)

    remind_requesters(timestamp=0)

    assert not RequestEvent.objects.filter(kind="reminded").exists()


def test_whom_no_mail_reaches_is_not_reminded(asked_something):
    MailTrouble.note("truus@voorbeeld.test", "bounce")
    age(days=8)

    remind_requesters(timestamp=0)

    assert not RequestEvent.objects.filter(kind="reminded").exists()
    assert not OutreachTask.objects.exists()


@pytest.mark.parametrize(("act", "lines"), [
    (lambda asked: None, 1),
    (lambda asked: asked.answer(text="Zondag"), 0),
])  # fmt: skip
def test_reminder_that_comes_back_is_told_by_telephone_as_long_as_there_is_no_answer(asked_something, act, lines):
    Request.objects.update(phone="06 98765432")
    age(days=8)
    remind_requesters(timestamp=0)
    [letter] = deliver()
    asked_something.refresh_from_db()

    act(asked_something)
    bounces.take(came_back("postfix", letter))

    told = OutreachTask.objects.values_list("what", flat=True)
    assert list(told) == ["We wachten nog op een antwoord: Poster voor de opschoondag"] * lines
