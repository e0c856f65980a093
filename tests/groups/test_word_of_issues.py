"""Whoever raised a vraagstuk and whoever follows it hear that it is taken up, and what became of it."""

import pytest
from django.core import mail
from django.utils import timezone

from communication import outbox
from communication.models import OutreachTask
from groups.models import IssueEvent
from tests.factories import IssueFactory, PersonFactory, ProjectFactory

pytestmark = pytest.mark.django_db


def deliver():
    outbox.process_events()
    outbox.send_due()


def bodies():
    return {message.to[0]: message.body for message in mail.outbox}


@pytest.fixture
def issue(resident):
    issue = IssueFactory(title="Wie ruimt de bladeren op?", raised_by=resident.person)
    for often in ("at_once", "weekly", "never"):
        issue.follows.create(person=PersonFactory(email=f"{often}@voorbeeld.test", mail_frequency=often))
    return issue


def test_writer_and_followers_hear_who_took_it_up(client, issue, koploper, resident):
    client.force_login(koploper)
    for _ in range(2):
        client.post(f"/vraagstukken/{issue.pk}/oppakken/")

    deliver()

    assert list(issue.events.values_list("kind", "actor")) == [("taken_up", koploper.person.pk)]
    assert {message.subject for message in mail.outbox} == {"Vraagstuk opgepakt: Wie ruimt de bladeren op?"}
    assert set(bodies()) == {resident.email, "at_once@voorbeeld.test"}
    assert "Mehmet Kaya heeft het vraagstuk ‘Wie ruimt de bladeren op?’ opgepakt." in bodies()[resident.email]
    assert "omdat je dit vraagstuk volgt" not in bodies()[resident.email]
    assert "omdat je dit vraagstuk volgt" in bodies()["at_once@voorbeeld.test"]


def test_writer_followers_and_who_took_it_up_hear_what_became_of_it(client, issue, koploper, koplopers_chair, resident):
    issue.take_up(by=koploper.person)
    issue.events.update(processed_at=timezone.now())
    project = ProjectFactory(title="Bladploeg")
    client.force_login(koplopers_chair)
    typed = {"answer": "We vegen samen.", "project": project.short_code}
    for _ in range(2):
        client.post(f"/vraagstukken/{issue.pk}/beantwoorden/", typed)

    deliver()

    assert list(issue.events.filter(kind="answered").values_list("reason", "actor")) == [
        ("We vegen samen.", koplopers_chair.person.pk)
    ]
    assert set(bodies()) == {resident.email, koploper.email, "at_once@voorbeeld.test"}
    for body in bodies().values():
        assert "We vegen samen." in body
        assert "Het hoort nu bij het project ‘Bladploeg’." in body
        assert issue.get_absolute_url() in body
    mail.outbox.clear()
    outbox.Notification.objects.update(due_at=timezone.now())
    deliver()
    assert set(bodies()) == {"weekly@voorbeeld.test"}
    assert "Vraagstuk ‘Wie ruimt de bladeren op?’: beantwoord.\nWe vegen samen." in bodies()["weekly@voorbeeld.test"]


def test_that_it_was_taken_up_is_not_told_after_the_answer(issue, koploper, koplopers_chair, resident):
    issue.take_up(by=koploper.person)
    issue.settle(by=koplopers_chair.person, answer="We vegen samen.")

    deliver()

    assert {message.subject for message in mail.outbox} == {"Vraagstuk beantwoord: Wie ruimt de bladeren op?"}


def test_a_writer_whom_no_mail_reaches_stands_on_the_bellijst_with_the_answer(koploper):
    issue = IssueFactory(title="Wie veegt?", raised_by=PersonFactory(name="Truus Bolt"))
    issue.settle(by=koploper.person, answer="We vegen samen.")

    deliver()

    task = OutreachTask.objects.get()
    assert (task.person.name, task.what, task.text, task.href) == (
        "Truus Bolt", "Vraagstuk beantwoord: Wie veegt?", "We vegen samen.", issue.get_absolute_url(),
    )  # fmt: skip


@pytest.mark.parametrize(("who", "action"), [("resident", "oppakken"), ("koploper", "beantwoorden")])
def test_who_may_not_leaves_no_event(client, issue, who, action, request):
    client.force_login(request.getfixturevalue(who))

    assert client.post(f"/vraagstukken/{issue.pk}/{action}/", {"answer": "Ja"}).status_code == 403

    assert not IssueEvent.objects.exists()
