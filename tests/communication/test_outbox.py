"""Events become mail after the commit: none lost, none for what was rolled back, none twice."""

import socket
import threading
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from accounts.models import Person
from communication import outbox
from communication.models import Enquiry, Notification, Request
from core.models import DELIVER_EVENTS
from groups.models import GroupFollow, Meeting
from projects.models import Project, ProjectEvent, Question, Status, Update
from tests.at_once import at_once
from tests.factories import GroupFactory, MembershipFactory, PersonFactory, ProjectFactory
from tests.mail_server import mail_server_at
from themes.models import ThemeFollow


def deliver():
    outbox.process_events()
    return outbox.send_due()


def sent_to():
    return sorted(message.to[0] for message in mail.outbox)


@pytest.fixture
def proposal(groen, resident):
    return ProjectFactory(theme=groen, status=Status.DRAFT, initiator=resident.person, title="Een bank bij de vijver")


class Sink(MessageHandler):
    """A mail server that remembers what it took."""

    def __init__(self):
        super().__init__()
        self.taken = []

    def handle_message(self, message):
        self.taken.append(message)


@pytest.fixture
def mail_port():
    """The port of a mail server that is not there yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with mail_server_at(port):
        yield port


# -- who is told -------------------------------------------------------------------------------------------------------
def test_both_halves_hear_of_a_proposal_and_its_maker_gets_a_receipt(
    proposal, resident, green_resident, green_professional, neighbour
):
    proposal.propose(by=resident.person)

    deliver()

    assert sent_to() == sorted([resident.email, green_resident.email, green_professional.email])
    receipt = next(message for message in mail.outbox if message.to == [resident.email])
    assert receipt.subject == "We hebben je idee: Een bank bij de vijver"
    assert proposal.short_code in receipt.body


def test_the_half_that_is_away_is_left_in_peace(proposal, resident, green_resident, green_professional):
    green_professional.person.away_until = timezone.localdate()
    green_professional.person.save()

    proposal.propose(by=resident.person)
    deliver()

    assert sent_to() == sorted([resident.email, green_resident.email])


@pytest.mark.parametrize("arrow", ["take_up", "decline", "refer"])
def test_the_initiator_reads_the_answer_in_the_mail(groen, resident, green_resident, arrow):
    project = ProjectFactory(theme=groen, initiator=resident.person)

    getattr(project, arrow)(by=green_resident.person, reason="We gaan het samen uitzoeken.")
    deliver()

    assert sent_to() == [resident.email]
    assert "We gaan het samen uitzoeken." in mail.outbox[0].body
    assert f"/projecten/{project.slug}/" in mail.outbox[0].body


def test_whoever_does_it_is_not_told_of_it(groen, resident, green_resident):
    project = ProjectFactory(theme=groen, status=Status.PREPARING, initiator=resident.person, leader=resident.person)

    project.start(by=resident.person, reason="We beginnen.")
    deliver()

    assert sent_to() == [green_resident.email]


def test_followers_hear_at_once_only_when_they_chose_to(groen, resident, neighbour, green_resident):
    eager = PersonFactory(email="meteen@voorbeeld.test", mail_frequency="at_once")
    project = ProjectFactory(theme=groen, status=Status.PREPARING, initiator=resident.person)
    for person in (eager, neighbour.person):
        project.follows.create(person=person)

    project.stop(by=green_resident.person, reason="Het park gaat op de schop.")
    deliver()

    assert sent_to() == sorted([resident.email, "meteen@voorbeeld.test"])


def test_nobody_is_told_twice_of_a_merge(groen, resident, neighbour, green_resident):
    one = ProjectFactory(theme=groen, initiator=resident.person, leader=resident.person)
    one.follows.create(person=resident.person)
    other = ProjectFactory(theme=groen, initiator=neighbour.person)

    one.merge_into(other, by=green_resident.person, reason="Hetzelfde veld.")
    deliver()

    assert sent_to().count(resident.email) == 1


def test_the_leader_hears_who_joins(groen, resident, neighbour):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, leader=resident.person, title="Plukfruit")

    project.join(neighbour.person, can="graven")
    deliver()

    assert sent_to() == [resident.email]
    assert "Grietje Bos doet mee met ‘Plukfruit’" in mail.outbox[0].body


def test_a_visitor_gets_a_receipt_without_a_word_that_was_typed(team_member):
    request = Request.submit(
        kind="poster", subject="Goedkope pillen", text="Kijk op pillen.test", name="Goedkope Pillen", email="a@b.test"
    )

    deliver()

    receipt = next(message for message in mail.outbox if message.to == ["a@b.test"])
    whole = receipt.subject + receipt.body
    assert request.secret_url in receipt.body
    assert "pillen" not in whole.lower()


def test_the_team_hears_of_a_new_request(team_member):
    Request.submit(kind="poster", subject="Opschoondag", text="Graag een poster.", name="Truus", phone="050 111 22 33")

    deliver()

    assert sent_to() == [team_member.email]
    assert "Opschoondag" in mail.outbox[0].subject


def test_the_one_who_does_it_hears_that_the_requester_answered(team_member):
    request = Request.submit(kind="poster", subject="Opschoondag", text="Graag.", name="Truus", email="truus@b.test")
    request.assign(to=team_member.person, by=team_member.person)
    request.write(by=team_member.person, text="Welke datum?", wait=True)
    request.answer(text="Zaterdag.")

    deliver()

    subjects = [message.subject for message in mail.outbox if message.to == [team_member.email]]
    assert "Antwoord op een aanvraag: Opschoondag" in subjects


@pytest.mark.usefixtures("december")
def test_members_hear_old_and_new_day_and_place_of_a_meeting_that_moves(resident, neighbour):
    """cases/34"""
    title = "Buurtoverleg 7f3a9c"  # with a mark by which this mail is told from others
    group = GroupFactory()
    MembershipFactory(group=group, person=resident.person, role="chair")
    MembershipFactory(group=group, person=PersonFactory(email="nooit@voorbeeld.test"))
    MembershipFactory(group=group, person=neighbour.person)
    old = timezone.make_aware(timezone.datetime(2026, 12, 9, 19, 30))
    new = timezone.make_aware(timezone.datetime(2026, 12, 10, 20, 30))
    hours = timezone.timedelta(hours=2)
    meeting = Meeting.plan(
        group, by=resident.person, title=title, starts_at=old, ends_at=old + hours, place="Wijkdealwerkplaats"
    )
    deliver()
    mail.outbox.clear()

    meeting.move(by=resident.person, starts_at=new, ends_at=new + hours, place="De Wiardt")
    deliver()

    assert sent_to() == sorted(["nooit@voorbeeld.test", neighbour.email])
    for message in mail.outbox:
        for words in (title, "donderdag 10 december", "20.30 uur", "De Wiardt"):
            assert words in message.body
        for words in ("woensdag 9 december", "19.30 uur", "Wijkdealwerkplaats"):
            assert words in message.body
        assert title in message.subject
        name, file, kind = message.attachments[0]
        assert kind == "text/calendar"
        assert f"UID:bijeenkomst-{meeting.uid}@wijkdeal" in file
        assert "SEQUENCE:1" in file


def test_a_question_reaches_the_duo_and_its_answer_the_sender(groen, green_resident):
    enquiry = Enquiry.ask(
        theme=groen, subject="Mag ik meedoen?", text="Ik woon hier pas.", name="Truus", email="t@b.test"
    )
    deliver()
    assert sent_to() == sorted([green_resident.email, "t@b.test"])
    mail.outbox.clear()

    enquiry.reply(by=green_resident.person, text="Natuurlijk, kom langs.")
    deliver()

    assert sent_to() == ["t@b.test"]
    assert "Natuurlijk, kom langs." in mail.outbox[0].body


@pytest.fixture
def typed_often():
    """Somebody keeps typing the address of Truus; the first of what they ask."""
    for number in range(outbox.RECEIPTS_A_DAY_TO_A_TYPED_ADDRESS + 3):
        Request.submit(kind="poster", subject=f"Poster {number}", text="Graag.", name="Truus", email="truus@b.test")
        deliver()
    return Request.objects.order_by("pk").first()


def test_an_address_that_keeps_being_typed_is_left_in_peace(team_member, typed_often):
    assert sent_to().count("truus@b.test") == outbox.RECEIPTS_A_DAY_TO_A_TYPED_ADDRESS


def test_who_has_an_address_that_others_keep_typing_gets_what_the_team_answers(team_member, typed_often):
    mail.outbox.clear()
    typed_often.assign(to=team_member.person, by=team_member.person)

    typed_often.write(by=team_member.person, text="Welke datum?", wait=True)
    deliver()

    [message] = mail.outbox
    assert message.to == ["truus@b.test"]
    assert "Welke datum?" in message.body


def test_what_the_team_answered_does_not_cost_somebody_a_receipt(team_member):
    asked = Request.submit(kind="poster", subject="Poster", text="Graag.", name="Truus", email="truus@b.test")
    asked.assign(to=team_member.person, by=team_member.person)
    asked.begin(by=team_member.person)
    for number in range(outbox.RECEIPTS_A_DAY_TO_A_TYPED_ADDRESS):
        asked.write(by=team_member.person, text=f"Bericht {number}")
    deliver()
    mail.outbox.clear()

    Request.submit(kind="flyer", subject="Flyer", text="Graag.", name="Truus", email="truus@b.test")
    deliver()

    assert "truus@b.test" in sent_to()


# -- what still holds --------------------------------------------------------------------------------------------------
def test_what_was_hidden_meanwhile_is_not_sent(proposal, resident, green_resident):
    """cases/26, in spirit: checked at sending, not at queueing."""
    proposal.propose(by=resident.person)
    outbox.process_events()
    Project.objects.filter(pk=proposal.pk).update(hidden_at=timezone.now())

    outbox.send_due()

    assert mail.outbox == []
    assert Notification.objects.exclude(dropped_at=None).count() == 2


def test_the_duo_is_not_called_for_what_was_answered_meanwhile(proposal, resident, green_resident, green_professional):
    proposal.propose(by=resident.person)
    outbox.process_events()
    proposal.take_up(by=green_resident.person, reason="Goed plan.")

    outbox.send_due()

    assert sent_to() == [resident.email]


@pytest.mark.parametrize("leads", [False, True])
def test_who_hears_that_an_idea_is_taken_up_reads_that_it_waits_for_somebody_who_pulls_it(
    groen, resident, green_resident, leads
):
    project = ProjectFactory(theme=groen, initiator=resident.person, short_code="RH7DW")
    project.take_up(by=green_resident.person, reason="Mooi idee.")
    if leads:
        project.participations.create(person=PersonFactory(email=""), role="leader")

    deliver()

    (body,) = [message.body for message in mail.outbox if message.to == [resident.email]]
    page = f"http://127.0.0.1:8000{project.get_absolute_url()}"
    next_step = (
        "Nog niemand trekt het. Het begint als iemand dat doet. Wil jij dat? Zeg het tegen het duo. Dat kan hier:\n"
        "http://127.0.0.1:8000/contact/?to=thema-groen&subject=Ik%20wil%20dit%20project%20trekken%3A%20RH7DW\n\n"
        "Dit is je project:\n"
    )
    assert f"Mooi idee.\n\n{'' if leads else next_step}{page}\n" in body


def test_a_subject_cannot_bring_headers_along(groen, resident, green_resident):
    project = ProjectFactory(theme=groen, initiator=resident.person, title="Een bank\nBcc: iedereen@voorbeeld.test")

    project.take_up(by=green_resident.person, reason="Goed plan.")
    deliver()

    assert mail.outbox[0].subject == "Antwoord op je idee: Een bank Bcc: iedereen@voorbeeld.test"
    assert mail.outbox[0].recipients() == [resident.email]


# -- nothing lost, nothing doubled -------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_sends_nothing(proposal, resident, green_resident):
    with transaction.atomic():
        proposal.propose(by=resident.person)
        transaction.set_rollback(True)

    deliver()

    assert mail.outbox == []
    assert ProjectEvent.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_worker_mails_what_the_transaction_left_for_it(proposal, resident, green_resident):
    proposal.propose(by=resident.person)

    with jobs.replace_connector(jobs.connector.get_worker_connector()) as worker_jobs:
        worker_jobs.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    assert sent_to() == sorted([resident.email, green_resident.email])
    assert ProjectEvent.objects.unprocessed().count() == 0


def test_an_event_leaves_a_job_in_its_own_transaction(proposal, resident):
    proposal.propose(by=resident.person)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [DELIVER_EVENTS])
        assert cursor.fetchone() == (1,)


def test_looking_twice_at_an_event_tells_once(proposal, resident, green_resident):
    proposal.propose(by=resident.person)
    outbox.process_events()
    ProjectEvent.objects.update(processed_at=None)

    deliver()

    assert len(mail.outbox) == 2


@pytest.mark.django_db(transaction=True)
def test_mail_waits_for_a_server_that_is_down_and_goes_out_once(proposal, resident, green_resident, mail_port):
    proposal.propose(by=resident.person)
    outbox.process_events()
    assert outbox.send_due() == 0
    assert Notification.objects.filter(sent_at=None, attempts=0, last_error="ConnectionRefusedError").count() == 1

    server = Controller(Sink(), hostname="127.0.0.1", port=mail_port)
    server.start()
    try:
        assert outbox.send_due() == 2
        assert outbox.send_due() == 0
    finally:
        server.stop()

    assert sorted(message["To"] for message in server.handler.taken) == sorted([resident.email, green_resident.email])
    assert len({message["Message-ID"] for message in server.handler.taken}) == 2


@pytest.mark.django_db(transaction=True)
def test_question_that_was_hidden_while_the_server_was_down_is_in_no_mail_and_no_digest(
    groen, resident, neighbour, green_resident, team_member, mail_port, time_machine
):
    """Case 26."""
    marker = "Dit gaat de deur niet uit zoekmerk26qx"
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, leader=resident.person)
    project.follows.create(person=neighbour.person)
    asker = Person.objects.create(name="Truus", email="truus@voorbeeld.test")
    question = Question.ask(project, by=asker, text=marker)
    question.place(by=resident.person)
    outbox.process_events()
    assert outbox.send_due() == 0
    question.hide(by=team_member.person, reason="Reclame.")
    outbox.process_events()
    server = Controller(Sink(), hostname="127.0.0.1", port=mail_port)
    server.start()
    try:
        outbox.send_due()
        time_machine.move_to(outbox.next_monday() + timedelta(minutes=5))
        outbox.send_due()
    finally:
        server.stop()

    assert [message["To"] for message in server.handler.taken] == [asker.email]
    told = server.handler.taken[0].get_payload(decode=True).decode()
    assert marker not in told
    assert "Reclame." in told
    assert not Notification.objects.due().exists()


def test_a_mail_keeps_its_id_however_often_it_is_tried(proposal, resident):
    proposal.propose(by=resident.person)
    outbox.process_events()
    outbox.send_due()
    Notification.objects.update(sent_at=None)

    outbox.send_due()

    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_a_server_that_is_away_for_days_costs_no_mail(proposal, resident, mail_port):
    proposal.propose(by=resident.person)
    outbox.process_events()

    for _ in range(len(outbox.BACKOFF) + 2):
        outbox.send_due()

    notification = Notification.objects.get()
    assert (notification.attempts, notification.failed_at) == (0, None)
    assert Notification.objects.due().exists()


class Busy(Sink):
    """A mail server that takes nothing today."""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        return "451 4.3.2 Try again later"


class Rude(Sink):
    """A mail server that breaks off at one subject."""

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        if b"Subject: We hebben je idee" in envelope.content:
            server.transport.abort()
            return "421 Gone"
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture
def serving(mail_port):
    """Starts a mail server of that kind; it stops with the test."""
    servers = []

    def start(handler):
        server = Controller(handler, hostname="127.0.0.1", port=mail_port)
        server.start()
        servers.append(server)
        return handler

    yield start
    for server in servers:
        server.stop()


@pytest.mark.django_db(transaction=True)
def test_after_the_last_try_a_person_can_see_that_it_failed(proposal, resident, serving):
    serving(Busy())
    proposal.propose(by=resident.person)
    outbox.process_events()

    for _ in range(len(outbox.BACKOFF) + 1):
        Notification.objects.filter(failed_at=None).update(due_at=timezone.now())
        outbox.send_due()

    notification = Notification.objects.get()
    assert notification.failed_at is not None
    assert notification.last_error.startswith("SMTPRecipientsRefused")


@pytest.mark.django_db(transaction=True)
def test_a_mail_at_which_the_server_breaks_off_holds_up_no_other(proposal, resident, green_resident, serving):
    server = serving(Rude())
    proposal.propose(by=resident.person)
    outbox.process_events()
    Notification.objects.filter(person=resident.person).update(due_at=timezone.now() - timezone.timedelta(minutes=1))

    outbox.send_due()

    assert [message["To"] for message in server.taken] == [green_resident.email]
    assert Notification.objects.get(sent_at=None).attempts == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_mail_once(groen, resident, green_resident):
    for _ in range(10):
        ProjectFactory(theme=groen, status=Status.DRAFT, initiator=resident.person).propose(by=resident.person)

    def work():
        try:
            deliver()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(mail.outbox) == 20
    assert Notification.objects.filter(sent_at=None).count() == 0


# -- news once a week --------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_who_follows_gets_one_mail_of_the_week_from_two_workers(groen, resident, neighbour):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, initiator=resident.person)
    project.follows.create(person=neighbour.person)
    for title in ("De bomen zijn besteld", "De bomen zijn er"):
        Update.post(project, by=resident.person, title=title, text="Lees meer.")
    outbox.process_events()
    Notification.objects.update(due_at=timezone.now())

    with transaction.atomic():  # one of them is busy with the mail
        assert Notification.objects.one_a_mail().claim(1).get().person == neighbour.person
        at_once(outbox.send_due)
        assert mail.outbox == []
    outbox.send_due()

    [message] = mail.outbox
    assert "(2 berichten)" in message.body
    assert not Notification.objects.waiting().exists()


def test_who_follows_gets_the_news_of_the_week_in_one_mail(groen, resident, neighbour, green_resident, time_machine):
    project = ProjectFactory(theme=groen, status=Status.PREPARING, initiator=resident.person, title="Plukfruit")
    group = GroupFactory(name="Werkgroep Julianapark")
    project.follows.create(person=neighbour.person)
    GroupFollow.objects.create(person=neighbour.person, group=group)
    starts = timezone.now() + timezone.timedelta(days=30)
    Meeting.plan(
        group, by=resident.person, title="Een rondje park", starts_at=starts, ends_at=starts, place="Julianapark"
    )
    project.stop(by=green_resident.person, reason="Het park gaat op de schop.")
    deliver()
    assert neighbour.email not in sent_to()

    time_machine.move_to(outbox.next_monday())
    deliver()
    deliver()

    news = [message for message in mail.outbox if message.to == [neighbour.email]]
    assert len(news) == 1
    assert news[0].subject.startswith("Nieuws uit de wijk, ")
    for words in (
        "Plukfruit: gestopt",
        "Het park gaat op de schop.",
        "Werkgroep Julianapark, ‘Een rondje park’: gepland",
    ):
        assert words in news[0].body


def test_news_that_was_hidden_or_is_no_longer_wanted_stays_at_home(groen, resident, neighbour, green_resident):
    other = PersonFactory(email="liever-niet@voorbeeld.test")
    hidden = ProjectFactory(theme=groen, status=Status.PREPARING, initiator=resident.person)
    seen = ProjectFactory(theme=groen, status=Status.PREPARING, initiator=resident.person)
    hidden.follows.create(person=neighbour.person)
    seen.follows.create(person=other)
    for project in (hidden, seen):
        project.stop(by=green_resident.person, reason="Het park gaat op de schop.")
    outbox.process_events()
    hidden.hide(by=green_resident.person, reason="Er stond een naam in.")
    other.mail_frequency = "never"
    other.save()
    Notification.objects.update(due_at=timezone.now())

    deliver()

    assert not {neighbour.email, other.email} & set(sent_to())
    assert Notification.objects.filter(kind="week-news", dropped_at=None).count() == 0


def test_who_follows_a_theme_hears_of_a_new_idea_and_nobody_else_does(groen, sociaal, resident, proposal):
    eager = PersonFactory(email="meteen@voorbeeld.test", mail_frequency="at_once")
    elsewhere = PersonFactory(email="elders@voorbeeld.test", mail_frequency="at_once")
    ThemeFollow.objects.create(person=eager, theme=groen)
    ThemeFollow.objects.create(person=elsewhere, theme=sociaal)
    nowhere = ProjectFactory(theme=None, status=Status.DRAFT, initiator=resident.person)

    proposal.propose(by=resident.person)
    nowhere.propose(by=resident.person)
    deliver()

    assert sent_to().count(eager.email) == 1
    assert elsewhere.email not in sent_to()


def test_who_follows_a_group_hears_nothing_of_a_meeting_for_members_only(resident):
    eager = PersonFactory(email="meteen@voorbeeld.test", mail_frequency="at_once")
    group = GroupFactory()
    GroupFollow.objects.create(person=eager, group=group)
    starts = timezone.now() + timezone.timedelta(days=3)
    plan = {"starts_at": starts, "ends_at": starts, "place": "Wijkdealwerkplaats"}
    Meeting.plan(group, by=resident.person, title="Besloten", is_public=False, **plan)
    Meeting.plan(group, by=resident.person, title="Open", **plan)

    deliver()

    assert [message.subject for message in mail.outbox if message.to == [eager.email]] == ["Gepland: Open"]


def test_writer_hears_why_a_message_was_hidden_and_followers_hear_nothing_of_it(
    groen, resident, neighbour, green_resident
):
    project = ProjectFactory(title="Plukfruit", theme=groen, status=Status.UNDERWAY, initiator=resident.person)
    Person.objects.filter(pk=neighbour.person.pk).update(mail_frequency="at_once")
    project.follows.create(person=neighbour.person)
    update = Update.post(project, by=resident.person, title="Bel Truus maar", text="06 12345678")
    outbox.process_events()
    update.hide(by=green_resident.person, reason="Dat nummer is van iemand anders.")

    deliver()

    assert sent_to() == [resident.email]
    message = mail.outbox[0]
    assert message.subject == "Een bericht staat niet meer op de website: Plukfruit"
    assert "‘Bel Truus maar’: Dat nummer is van iemand anders." in message.body


def test_who_proposed_what_was_hidden_comes_by_signing_in_to_its_page_and_who_pulls_it_only_reads_why(
    client, groen, resident, neighbour, green_resident
):
    project = ProjectFactory(title="Plukfruit", theme=groen, status=Status.UNDERWAY, initiator=resident.person,
                             leader=neighbour.person)  # fmt: skip
    project.hide(by=green_resident.person, reason="Er staat een nummer in.")

    deliver()

    bodies = {message.to[0]: message.body for message in mail.outbox}
    page = project.get_absolute_url()
    to_page = f"Log in om het te lezen:\nhttp://127.0.0.1:8000/account/login/?next={page}\n"
    assert to_page in bodies[resident.email]
    assert "Er staat een nummer in." in bodies[neighbour.email]
    assert page not in bodies[neighbour.email]
    client.force_login(resident)
    assert client.get(page).status_code == 200
    client.force_login(neighbour)
    assert client.get(page).status_code == 404


@pytest.fixture
def followed(groen, resident, neighbour):
    """A project whose messages the neighbour gets at once."""
    project = ProjectFactory(title="Plukfruit", theme=groen, status=Status.UNDERWAY, initiator=resident.person)
    Person.objects.filter(pk=neighbour.person.pk).update(mail_frequency="at_once")
    project.follows.create(person=neighbour.person)
    return project


def test_of_two_messages_with_one_title_only_the_visible_one_is_mailed(followed, resident, neighbour, green_resident):
    hidden, seen = (Update.post(followed, by=resident.person, title="Nieuws", text=text) for text in ("Een", "Twee"))
    outbox.process_events()
    hidden.hide(by=green_resident.person, reason="Er staat een nummer in.")

    deliver()

    told = Notification.objects.filter(person=neighbour.person, sent_at__isnull=False)
    assert [row.event_uuid for row in told] == [seen.events.get().uuid]
    assert sent_to().count(neighbour.email) == 1


@pytest.mark.parametrize("meanwhile", ["another title", "another project"])
def test_hidden_message_is_not_mailed_whatever_became_of_it(followed, resident, neighbour, green_resident, meanwhile):
    update = Update.post(followed, by=resident.person, title="Bel Truus maar", text="06 12345678")
    outbox.process_events()
    if meanwhile == "another title":
        Update.objects.filter(pk=update.pk).update(title="Bel maar")
    else:
        Update.objects.filter(pk=update.pk).update(project=ProjectFactory(status=Status.UNDERWAY))
    Update.objects.get().hide(by=green_resident.person, reason="Dat nummer is van iemand anders.")

    deliver()

    assert neighbour.email not in sent_to()


def test_who_is_told_why_a_project_was_hidden_gets_the_reason(groen, resident, green_resident):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, initiator=resident.person)
    project.hide(by=green_resident.person, reason="Dit is reclame.")

    deliver()

    assert sent_to() == [resident.email]
    assert "Dit is reclame." in mail.outbox[0].body
