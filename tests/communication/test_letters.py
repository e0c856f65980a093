"""What stands in a letter, and when it is no longer sent."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from communication import newsletter_sending, outbox
from communication.models import Enquiry, Newsletter, NewsletterSubscriber, OutreachTask
from groups.models import Meeting
from projects.models import Pledge, Status, SupportRequest
from tests.factories import (
    GroupFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db


def deliver():
    outbox.process_events()
    outbox.send_due()


@pytest.fixture
def group(resident):
    group = GroupFactory(name="Werkgroep Schone straten")
    MembershipFactory(group=group, person=resident.person)
    return group


def planned(group, *, days):
    starts = timezone.now() + timedelta(days=days)
    ends = starts + timedelta(hours=2)
    return Meeting.plan(
        group, by=PersonFactory(), title="Overleg", starts_at=starts, ends_at=ends, place="Wijkdealwerkplaats"
    )


@pytest.mark.parametrize(("days", "letters"), [(3, 1), (-3, 0)])
def test_members_hear_of_a_meeting_that_is_to_come(group, days, letters):
    planned(group, days=days)

    deliver()

    assert len(mail.outbox) == letters


@pytest.mark.parametrize(
    ("is_cancelled", "words", "not_said"),
    [(False, "zet je het in", "haal je het uit"), (True, "haal je het uit", "zet je het in")],
)
def test_a_letter_says_what_its_file_does_in_the_own_calendar(group, is_cancelled, words, not_said):
    meeting = planned(group, days=3)
    if is_cancelled:
        meeting.cancel(by=PersonFactory(), reason="De zaal is dicht.")

    deliver()

    body = mail.outbox[-1].body
    assert f"Met de bijlage {words} je eigen agenda." in body
    assert "Je krijgt deze mail omdat je in de groep zit." in body
    assert "\n\n\n" not in body
    assert not_said not in body


@pytest.mark.parametrize(
    ("reply_to", "words"),
    [
        ("", "Vragen? Antwoord niet op deze mail, dat leest niemand. Bel "),
        ("balie@b.test", "Antwoord op deze mail, bel "),
    ],
)
def test_every_mail_says_whether_somebody_reads_an_answer(client, group, resident, settings, reply_to, words):
    settings.REPLY_TO = reply_to
    planned(group, days=3)
    subscriber = NewsletterSubscriber.objects.create(email="lezer@voorbeeld.test", mailed_at=timezone.now())

    deliver()
    client.post("/account/login/code/", {"email": resident.email})
    newsletter_sending.invite(subscriber)
    newsletter = Newsletter.objects.create(month=timezone.localdate().replace(day=1), title="Deze maand")
    newsletter_sending.write_trial(newsletter, "lezer@voorbeeld.test").send()

    assert len(mail.outbox) == 4
    for message in mail.outbox:
        assert message.extra_headers.get("Reply-To", "") == reply_to
        assert words in message.body
    assert words in mail.outbox[-1].alternatives[0][0]


def test_who_asks_reads_whom_it_is_for_and_on_which_day_the_answer_comes(team_member):
    enquiry = Enquiry.ask(subject="Helpen", text="Mag ik helpen?", name="Piet", email="piet@voorbeeld.test")
    deliver()
    letters = {message.to[0]: message.body for message in mail.outbox}

    assert "We hebben je vraag aan: communicatieteam. Je krijgt uiterlijk " in letters["piet@voorbeeld.test"]
    assert f"/contact/vragen/{enquiry.pk}/" in letters[team_member.email]


def test_an_answer_says_where_to_ask_on(team_member):
    enquiry = Enquiry.ask(subject="Helpen", text="Mag ik helpen?", name="Piet", email="piet@voorbeeld.test")
    enquiry.reply(by=team_member.person, text="Graag, kom langs.")

    deliver()

    answer = mail.outbox[-1].body
    assert "Graag, kom langs." in answer
    assert "Wil je nog iets vragen? Dat kan op http" in answer


# -- letters about a project -------------------------------------------------------------------------------------------
def test_receipt_names_who_answers(groen, green_resident, resident):
    project = ProjectFactory(theme=groen, status=Status.DRAFT, initiator=resident.person)
    project.propose(by=resident.person)

    deliver()

    receipt = next(message for message in mail.outbox if message.subject.startswith("We hebben je idee"))
    assert f"Het antwoord komt van {green_resident.person.public_name}." in receipt.body


def test_receipt_that_waited_says_nothing_of_an_answer_that_is_there(groen, green_resident, resident):
    project = ProjectFactory(theme=groen, status=Status.DRAFT, initiator=resident.person)
    project.propose(by=resident.person)
    outbox.process_events()
    project.take_up(by=green_resident.person, reason="Goed plan.")

    deliver()

    receipt = next(message for message in mail.outbox if message.subject.startswith("We hebben je idee"))
    assert project.short_code in receipt.body
    assert "antwoord" not in receipt.body
    assert "\n\n\n" not in receipt.body


def test_word_of_a_split_names_the_part_and_leads_to_it(groen, green_resident, resident):
    project = ProjectFactory(theme=groen, initiator=resident.person)
    part = project.split_off(
        by=green_resident.person, reason="Twee dingen.", title="De vogelkijkhut", summary="Een hut.", theme=groen
    )

    deliver()

    (told,) = [message for message in mail.outbox if "Een deel gaat apart verder" in message.subject]
    assert "Het deel dat apart verdergaat heet ‘De vogelkijkhut’:" in told.body
    assert part.get_absolute_url() in told.body


@pytest.mark.parametrize(
    ("reason", "words"),
    [("", "Fijn dat je dat doet!\n\nLaat af en toe"), ("Ik verhuis.", "doet!\n\nTruus schrijft: Ik verhuis.\n\nLaat")],
)
def test_new_leader_reads_what_another_wrote_and_nothing_about_herself_by_name(groen, resident, reason, words):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, leader=PersonFactory(user=None))
    project.participations.create(person=resident.person, role="helper")
    project.appoint_leader(by=PersonFactory(name="Truus", user=None), person=resident.person, reason=reason)

    deliver()

    (told,) = [message for message in mail.outbox if message.subject.startswith("Jij trekt nu")]
    assert words in told.body
    assert "trekt het project nu" not in told.body


def test_who_supports_reads_first_where_the_project_is_and_asks_the_duo_of_its_theme(groen, resident):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, leader=PersonFactory(user=None))
    asked = SupportRequest.ask(project, by=project.leader, text="Wie weet het?")
    asked.give(by=PersonFactory(), supporter=resident.person, answer="Zij weet het.")

    deliver()

    (told,) = [message for message in mail.outbox if message.subject.startswith("Jij ondersteunt nu")]
    site = "http://127.0.0.1:8000"
    assert f"hoe het gaat.\n\n{site}{project.get_absolute_url()}\n\nHeb je een vraag?" in told.body
    assert f"het duo van het thema:\n{site}/contact/?to=thema-groen\n" in told.body


def test_subject_says_first_what_happened_and_cuts_a_long_title_at_a_word(groen, green_resident, neighbour, resident):
    begin = "Samen eten op het grasveld tussen de flats aan de Vondellaan"
    project = ProjectFactory(title=f"{begin} en de Hora", theme=groen, status=Status.UNDERWAY, leader=resident.person)
    project.join(neighbour.person)
    project.pause(by=green_resident.person, reason="Storm.", until=timezone.localdate() + timedelta(days=9))

    deliver()

    assert f"Gepauzeerd: {begin} …" in [message.subject for message in mail.outbox if message.to == [neighbour.email]]


def test_subject_of_one_long_word_keeps_its_beginning(groen, green_resident, resident):
    project = ProjectFactory(title="Hottentotten" * 9, theme=groen, initiator=resident.person)
    project.take_up(by=green_resident.person, reason="Goed plan.")

    deliver()

    assert mail.outbox[0].subject == f"Antwoord op je idee: {'Hottentotten' * 5} …"


def test_who_calls_reads_the_whole_title(groen, green_resident):
    title = "Samen eten op het grasveld tussen de flats aan de Vondellaan en de Hora Siccamasingel"
    truus = PersonFactory(name="Truus", user=None, email="")
    project = ProjectFactory(title=title, theme=groen, status=Status.UNDERWAY, initiator=truus)

    project.stop(by=green_resident.person, reason="Er is geen geld.")
    outbox.process_events()

    assert OutreachTask.objects.get().what == f"Gestopt: {title}"


def test_word_of_a_pledge_has_the_thing_the_amount_and_the_date(groen, resident):
    project = ProjectFactory(theme=groen, initiator=resident.person)
    pledge = Pledge.objects.create(
        project=project, organisation=OrganisationFactory(name="Gemeente"), what="Hout", amount="250",
        due="2030-03-01", state="offered",
    )  # fmt: skip
    pledge.confirm(by=PersonFactory())

    deliver()

    (told,) = [message for message in mail.outbox if "Toegezegd" in message.subject]
    assert "Hout (€\u00a0250), uiterlijk 1 maart 2030" in told.body
