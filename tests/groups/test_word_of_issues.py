"""Whoever raised a vraagstuk and whoever follows it hear that it is taken up, and what became of it."""

import pytest
from django.core import mail
from django.utils import timezone

from communication import outbox
from communication.models import OutreachTask
from groups.models import Group, IssueEvent
from tests.factories import IssueFactory, MembershipFactory, PersonFactory, ProjectFactory
from wijkdeal.erasing import erase

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


def test_writer_hears_which_werkgroep_goes_on_with_it(client, issue, koploper, resident):
    issue.take_up(by=koploper.person)
    issue.events.update(processed_at=timezone.now())
    client.force_login(koploper)
    client.post("/groepen/beginnen/", {"vraagstuk": issue.pk, "name": "Werkgroep Bladeren", "purpose": "Harken."})

    deliver()

    (body,) = [body for to, body in bodies().items() if to == resident.email]
    assert "opgepakt. Werkgroep Bladeren gaat ermee verder. Je hoort het als er een antwoord is." in body


def test_who_took_it_up_gives_it_back_and_another_takes_it(client, issue, koploper, koplopers_chair, resident):
    issue.take_up(by=koploper.person)
    issue.events.update(processed_at=timezone.now())
    client.force_login(koploper)
    assert "Ik geef het terug" in client.get(f"/vraagstukken/{issue.pk}/").text

    for _ in range(2):
        page = client.post(f"/vraagstukken/{issue.pk}/teruggeven/", follow=True).text
    deliver()

    issue.refresh_from_db()
    assert (issue.state, issue.taken_up_by, issue.taken_up_on) == ("open", None, None)
    assert "Dit kan nu niet: het vraagstuk is open." in page
    assert list(issue.events.filter(kind="given_back").values_list("actor", flat=True)) == [koploper.person.pk]
    assert set(bodies()) == {resident.email, "at_once@voorbeeld.test", koplopers_chair.email}
    assert "is weer open: wie het oppakte, kan niet verder." in bodies()[resident.email]
    chain = client.get(issue.get_absolute_url()).text
    assert "De vraag is weer open: wie haar oppakte, kan niet verder." in chain
    assert "Mehmet Kaya" not in chain.split("Wat kwam ervan?")[1]
    assert issue.take_up(by=koplopers_chair.person)


def test_what_went_on_in_a_group_was_taken_up_once_before_it_was_given_back(client, issue, koploper, koplopers_chair):
    for group in ("Werkgroep Bladeren", "Werkgroep Harken"):
        issue.take_up(by=koploper.person)
        Group.start(by=koploper.person, issue=issue, name=group, purpose="Harken.")
        issue.give_back(by=koplopers_chair.person)
        issue.refresh_from_db()
    client.force_login(koploper)

    chain = client.get(issue.get_absolute_url()).context["page"].chain

    once = ["Opgepakt", "Verder in een groep", "Weer open"]
    assert [link.what for link in chain] == ["Ingebracht", *once, *once]
    assert [link.words for link in chain if link.what == "Verder in een groep"] == [
        "Werkgroep Bladeren gaat ermee verder.", "Werkgroep Harken gaat ermee verder.",
    ]  # fmt: skip


def test_the_chair_gives_back_what_lies_still_and_who_had_it_hears_so(client, issue, koploper, koplopers_chair):
    issue.take_up(by=koploper.person)
    issue.events.update(processed_at=timezone.now())
    client.force_login(koplopers_chair)
    assert "Zet het weer open" in client.get(f"/vraagstukken/{issue.pk}/").text

    client.post(f"/vraagstukken/{issue.pk}/teruggeven/")
    deliver()

    issue.refresh_from_db()
    page = client.get(issue.get_absolute_url()).text
    assert issue.state == "open"
    assert "is weer open: de voorzitter zette het weer open. Een ander" in bodies()[koploper.email]
    assert {message.subject for message in mail.outbox} == {"Vraagstuk weer open: Wie ruimt de bladeren op?"}
    assert "De voorzitter zette het vraagstuk weer open." in page
    assert "wie haar oppakte" not in page


@pytest.mark.parametrize("opened_again", [False, True])
def test_a_group_that_was_begun_for_it_goes_on_no_more_once_it_is_given_back(
    client, issue, koploper, koplopers_chair, chair, opened_again
):
    issue.take_up(by=koploper.person)
    group = Group.start(by=koploper.person, issue=issue, name="Werkgroep Bladeren", purpose="Harken.")
    MembershipFactory(group=group, person=chair.person, role="secretary")
    issue.events.update(processed_at=timezone.now())
    client.force_login(koplopers_chair if opened_again else koploper)

    client.post(f"/vraagstukken/{issue.pk}/teruggeven/")
    deliver()

    issue.refresh_from_db()
    page, listed = (client.get(at).text for at in (issue.get_absolute_url(), "/vraagstukken/"))
    assert (issue.state, issue.group, issue.events.get(kind="given_back").group_before) == ("open", None, group)
    assert "Nog niemand heeft dit opgepakt." in page
    assert "Werk voor" not in page
    assert "werk voor Werkgroep Bladeren" not in listed
    assert issue.title not in client.get(group.get_absolute_url()).text
    (told,) = [message for message in mail.outbox if message.to == [chair.email]]
    why = "de voorzitter van de koplopers zette het weer open" if opened_again else "wie het oppakte, kan niet verder"
    assert told.subject == "Niet meer voor Werkgroep Bladeren: Wie ruimt de bladeren op?"
    assert f"Dat is weer open: {why}. Het is geen werk meer voor jullie groep." in told.body


def test_a_group_that_it_was_passed_on_to_keeps_it_once_a_member_gives_it_back(
    client, issue, koplopers_chair, group, chair, member
):
    Group.start(by=koplopers_chair.person, issue=issue, name="Werkgroep Bladeren", purpose="Harken.")
    issue.give_back(by=koplopers_chair.person)
    issue.pass_on(by=koplopers_chair.person, group=group)
    issue.take_up(by=member.person)
    issue.events.update(processed_at=timezone.now())
    client.force_login(member)

    client.post(f"/vraagstukken/{issue.pk}/teruggeven/")
    deliver()

    issue.refresh_from_db()
    assert (issue.state, issue.group) == ("open", group)
    assert "Werk voor" in client.get(issue.get_absolute_url()).text
    assert not [message for message in mail.outbox if message.subject.startswith("Niet meer voor")]
    assert issue.takeable_by(chair)


def test_who_cannot_be_mailed_is_called_with_who_opened_it_again(koploper, koplopers_chair):
    issue = IssueFactory(title="Wie ruimt de bladeren op?", raised_by=PersonFactory(user=None, email="", phone="050"))
    issue.take_up(by=koploper.person)
    issue.events.update(processed_at=timezone.now())
    issue.give_back(by=koplopers_chair.person)
    deliver()

    task = OutreachTask.objects.get()
    assert task.what == "Vraagstuk weer open: Wie ruimt de bladeren op?"
    assert "De voorzitter zette het vraagstuk weer open" in task.text


@pytest.mark.parametrize("who", ["resident", "neighbour"])
def test_others_give_nothing_back(client, issue, koploper, who, request):
    issue.take_up(by=koploper.person)
    client.force_login(request.getfixturevalue(who))

    assert "Zet het weer open" not in client.get(f"/vraagstukken/{issue.pk}/").text
    assert client.post(f"/vraagstukken/{issue.pk}/teruggeven/").status_code == 403

    issue.refresh_from_db()
    assert issue.state == "taken_up"


def test_what_somebody_had_taken_up_is_open_when_the_account_goes(issue, koploper):
    issue.take_up(by=koploper.person)

    erase(koploper)

    issue.refresh_from_db()
    assert (issue.state, issue.taken_up_by) == ("open", None)


def test_who_did_not_agree_to_be_named_is_not_named_in_the_mail(issue, koploper, koplopersgroep, resident):
    koplopersgroep.memberships.filter(person=koploper.person).update(is_named=False)
    issue.take_up(by=koploper.person)

    deliver()

    assert "Een lid van de groep heeft het vraagstuk" in bodies()[resident.email]
    assert not any("Mehmet" in body for body in bodies().values())


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
