"""What comes back: bounces and complaints as mail servers write them, and what follows for who has that address."""

import io
import mailbox
import smtplib
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.consents import Consent
from communication import bounces, newsletter_sending, outbox
from communication.models import (
    Enquiry,
    MailTrouble,
    Newsletter,
    NewsletterDelivery,
    NewsletterSubscriber,
    Notification,
    OutreachTask,
    Request,
)
from communication.tasks import read_bounces
from projects.models import Status, Update
from tests.factories import ProjectFactory, UserFactory
from tests.wijkdeal.test_mine import sign_in
from wijkdeal.erasing import erase
from wijkdeal.own_data import collect

SAMPLES = Path(__file__).parent / "bounces"
BOUNCES = ["postfix", "exim", "exchange"]
COMPLAINTS = ["arf", "arf-headers"]
SAYS_NOTHING = ["delayed", "full", "policy", "not-spam", "out-of-office"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(groen, resident, green_resident):
    """The mail in which somebody read the answer to an idea."""
    project = ProjectFactory(theme=groen, initiator=resident.person, title="Bankje")
    project.take_up(by=green_resident.person, reason="Goed plan.")
    deliver()
    [message] = mail.outbox
    return message


def deliver():
    outbox.process_events()
    outbox.send_due()


def came_back(sample, message, **changes):
    text = (SAMPLES / f"{sample}.eml").read_text()
    told = {"to": message.to[0], "id": message.extra_headers["Message-ID"]} | changes
    for name, value in told.items():
        text = text.replace(f"{{{name}}}", value)
    return text.replace("\n", "\r\n").encode()


@pytest.mark.parametrize(("sample", "kind"), [(s, "bounce") for s in BOUNCES] + [(s, "complaint") for s in COMPLAINTS])
def test_what_came_back_stops_mail_to_that_address(answer, resident, sample, kind):
    assert bounces.take(came_back(sample, answer))

    trouble = MailTrouble.objects.get()
    assert (trouble.address, trouble.kind, trouble.count) == (resident.email, kind, 1)


@pytest.mark.parametrize("words", ["550 SPF check failed, rejected as spam", "550 relay not permitted", "550"])
def test_what_a_server_thinks_of_our_mail_silences_nobody(answer, words):
    raw = came_back("exim", answer).replace(b"smtp; 550 No such user here", f"smtp; {words}".encode())

    assert not bounces.take(raw)

    assert not MailTrouble.objects.exists()


@pytest.mark.parametrize("sample", SAYS_NOTHING)
def test_what_says_nothing_about_the_address_changes_nothing(answer, sample):
    assert not bounces.take(came_back(sample, answer))

    assert not MailTrouble.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        "<verzonnen@voorbeeld.test>",
        "",
        "<00000000000000000000000000000000.project-answer.0000000000000000@127.0.0.1>",
        "<nieuwsbrief.2026-13.0000000000000000@127.0.0.1>",
    ],
)
def test_who_does_not_know_our_mail_silences_nobody(answer, resident, wrong):
    assert not bounces.take(came_back("postfix", answer, id=wrong))

    assert not MailTrouble.objects.exists()


def test_a_mark_of_another_persons_mail_is_of_no_use(answer, resident):
    real = answer.extra_headers["Message-ID"]
    mark = real.split("@")[0].split(".")[-1]

    assert not bounces.take(came_back("postfix", answer, id=real.replace(mark, "0" * 16)))


def test_what_comes_back_for_an_address_of_before_leaves_the_new_one_alone(answer, resident):
    resident.email = "nieuw@voorbeeld.test"
    resident.save()

    assert not bounces.take(came_back("postfix", answer, to="fenna@voorbeeld.test"))


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"Content-Type: multipart/report; boundary=x\n\n--x--",
                                 b"Content-Type: multipart/report; boundary=x\n\n--x\n\nhoi\n--x--"])  # fmt: skip
def test_what_is_no_report_is_left(raw):
    assert bounces.take(raw) is False


# -- what follows ------------------------------------------------------------------------------------------------------
def test_what_did_not_arrive_is_told_by_telephone(answer, resident):
    bounces.take(came_back("postfix", answer))

    task = OutreachTask.objects.get()
    assert (task.person, task.what) == (resident.person, "Antwoord op je idee: Bankje")


def test_nothing_more_is_sent_and_the_counter_tells_it(groen, answer, resident, green_resident):
    bounces.take(came_back("postfix", answer))
    OutreachTask.objects.all().delete()
    mail.outbox.clear()

    other = ProjectFactory(theme=groen, initiator=resident.person, title="Plukfruit")
    other.decline(by=green_resident.person, reason="De grond is niet van ons.")
    deliver()

    row = Notification.objects.get(person=resident.person, sent_at=None)
    assert mail.outbox == []
    assert (row.dropped_at is not None, row.last_error) == (True, "Dit adres neemt geen mail aan.")
    assert OutreachTask.objects.get().text == "De grond is niet van ons."


@pytest.fixture
def mistyped(client):
    """A visitor asked for a poster, with an address that does not exist and a telephone number."""
    Request.submit(
        kind="poster", subject="Poster", text="Graag.", name="Truus Wolters", email="truus@voorbeld.test",
        phone="050 1234567",
    )  # fmt: skip
    deliver()
    bounces.take(came_back("postfix", mail.outbox[0]))
    mail.outbox.clear()
    return Request.objects.get()


def test_visitor_who_mistyped_the_address_is_called_from_then_on(client, counter, team_member, mistyped):
    mistyped.assign(to=team_member.person, by=team_member.person)
    mistyped.write(by=team_member.person, text="Welke datum is het?")
    deliver()

    first, second = OutreachTask.objects.order_by("pk")
    assert (first.person, second.person) == (mistyped.requester, mistyped.requester)
    assert (mistyped.requester.name, mistyped.requester.phone) == ("Truus Wolters", "050 1234567")
    assert first.what == "Onze mail komt niet aan: Poster"
    assert "Wat ervan komt, vertellen we vanaf nu per telefoon." in first.text
    assert (second.what, second.text) == ("Bericht over de aanvraag: Poster", "Welke datum is het?")
    assert mail.outbox == []
    client.force_login(counter)
    assert "Onze mail komt niet aan: Poster" in client.get("/balie/").text


def test_who_is_called_finds_it_again_when_that_address_gets_an_account(client, mistyped):
    user = UserFactory(email="truus@voorbeld.test", name="Truus")
    client.force_login(user)

    page = client.get("/mijn/").text

    assert mistyped.requester is not None
    assert mistyped.is_of(user)
    assert f'href="{mistyped.secret_url}"' in page
    assert [row["subject"] for row in collect(user)["aanvragen"]] == ["Poster"]


def test_who_is_called_is_nowhere_any_more_after_removing_that_account(mistyped):
    called, user = mistyped.requester, UserFactory(email="truus@voorbeld.test", name="Truus")

    erase(user)

    mistyped.refresh_from_db()
    called.refresh_from_db()
    assert (mistyped.requester, mistyped.email, mistyped.phone, mistyped.status) == (None, "", "", "declined")
    assert (called.name, called.phone, called.channel) == ("Iemand uit de buurt", "", "none")
    assert (OutreachTask.objects.count(), called.consents.count()) == (0, 0)


def test_request_of_somebody_with_another_account_is_not_of_who_has_the_address(resident, neighbour, mistyped):
    Request.objects.update(requester=resident.person, email=neighbour.email)

    mistyped.refresh_from_db()
    assert (mistyped.is_of(resident), mistyped.is_of(neighbour)) == (True, False)


def test_without_a_number_there_is_nobody_to_call(mistyped):
    other = Request.submit(kind="poster", subject="Nog een", text="Graag.", name="Truus", email="truus@voorbeld.test")
    OutreachTask.objects.all().delete()

    deliver()

    other.refresh_from_db()
    assert (other.requester, OutreachTask.objects.count()) == (None, 0)


def test_team_reads_everywhere_that_mail_to_who_asked_does_not_arrive(team_client, team_member, mistyped):
    mistyped.assign(to=team_member.person, by=team_member.person)
    page = f"/beheer/communication/request/{mistyped.pk}/"

    office = team_client.get(f"{page}change/").text
    preview = team_client.post(f"{page}bericht/doen/", {"text": "Hoi", "preview": "1"}).text

    assert 'truus@voorbeld.test <b class="late">mail komt niet aan</b>, 050 1234567' in office
    assert "Mail aan de aanvrager komt niet aan. De balie belt Truus Wolters over wat je hier schrijft." in office
    assert "Bekijk de mail eerst" not in office
    assert "Er gaat een mail uit." not in office
    assert "Er gaat geen mail: mail aan dit adres komt niet aan. De balie belt Truus Wolters." in preview
    assert '<b class="late">mail komt niet aan</b>' in team_client.get("/beheer/").text
    assert '<b class="late">mail komt niet aan</b>' in team_client.get("/beheer/communication/request/").text


def test_team_that_writes_to_who_is_called_reads_that_the_counter_calls(team_client, team_member):
    asked = Request.submit(kind="poster", subject="Poster", text="Graag.", name="Truus", phone="050 1234567")
    asked.assign(to=team_member.person, by=team_member.person)
    page = f"/beheer/communication/request/{asked.pk}/"

    office = team_client.get(f"{page}change/").text
    sent = team_client.post(f"{page}bericht/doen/", {"text": "Hoi"}, follow=True).text

    assert "De aanvrager heeft geen e-mailadres. De balie belt Truus over wat je hier schrijft." in office
    assert "Bekijk de mail eerst" not in office
    assert "Je bericht is bewaard. De balie belt Truus." in sent
    assert "Je bericht is verstuurd." not in sent


def test_team_that_writes_to_whom_nothing_reaches_reads_so(team_client, team_member):
    asked = Request.submit(kind="poster", subject="Poster", text="Graag.", name="Truus")
    asked.assign(to=team_member.person, by=team_member.person)
    page = f"/beheer/communication/request/{asked.pk}/"

    office = team_client.get(f"{page}change/").text
    sent = team_client.post(f"{page}bericht/doen/", {"text": "Hoi"}, follow=True).text

    assert "Wat je hier schrijft, komt niet vanzelf aan." in office
    assert "De balie belt" not in office
    assert "Je bericht is bewaard. Dat komt niet vanzelf aan." in sent


@pytest.mark.parametrize(
    ("phone", "brings"), [("050 1234567", "De balie belt Truus."), ("", "Dat komt niet vanzelf aan.")]
)
@pytest.mark.parametrize(
    ("action", "said"),
    [
        ("afronden", "De aanvraag is afgerond."),
        ("afwijzen", "De aanvraag is afgewezen."),
        ("akkoord-vragen", "De vraag of het goed is, staat klaar."),
    ],
)
def test_team_that_ends_or_asks_reads_that_no_mail_brings_it(team_client, team_member, phone, brings, action, said):
    asked = Request.submit(kind="poster", subject="Poster", text="Graag.", name="Truus", phone=phone)
    asked.products.create(kind="poster", title="Poster")
    asked.assign(to=team_member.person, by=team_member.person)
    asked.begin(by=team_member.person)
    address = f"/beheer/communication/request/{asked.pk}/{action}/doen/"

    page = team_client.post(address, {"reason": "Het is reclame."}, follow=True).text

    assert f"{said} {brings}" in page
    assert "De aanvrager leest dat" not in page
    assert "De aanvrager leest waarom" not in page
    assert "De aanvrager krijgt" not in page


def test_mail_to_a_member_that_does_not_arrive_is_said_with_the_request(team_client, resident):
    asked = Request.submit(kind="poster", subject="Poster", text="Graag.", by=resident.person)
    page = f"/beheer/communication/request/{asked.pk}/change/"
    before = team_client.get(page).text

    MailTrouble.note(resident.email.upper(), "bounce")

    assert "mail komt niet aan" not in before
    assert "mail komt niet aan" in team_client.get(page).text


def test_news_of_the_week_is_nothing_to_call_about(groen, resident, neighbour):
    MailTrouble.note(neighbour.email.upper(), "bounce")
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, initiator=resident.person)
    project.follows.create(person=neighbour.person)
    Update.post(project, by=resident.person, title="De bomen zijn er", text="Kom kijken.")
    outbox.process_events()
    Notification.objects.update(due_at=timezone.now())

    outbox.send_due()

    assert not OutreachTask.objects.exists()
    assert neighbour.email not in [message.to[0] for message in mail.outbox]


@pytest.mark.parametrize(
    ("code", "words", "is_for_good"),
    [
        (550, b"5.1.1 User unknown", True),
        (550, b"No such user", True),
        (550, b"<fenna@spamblock.test>: user unknown", True),
        (550, b"Requested action not taken: mailbox unavailable", True),
        (550, b"5.5.0 Requested action not taken: mailbox unavailable", True),
        (550, b"5.2.1 The account is disabled", True),
        (550, b"Unrouteable address", True),
        (550, b"5.7.1 Blocked: your server is listed", False),
        (552, b"5.2.2 Mailbox full", False),
        (450, b"4.2.0 Greylisted", False),
        (450, b"User unknown for now", False),
        (550, b"", False),
        (550, b"relay not permitted", False),
        (550, b"Sender verify failed", False),
        (550, b"5.1.8 Sender address rejected: Domain not found", False),
        (550, b"authentication required", False),
        (550, b"Blocked, see spamhaus", False),
        (550, b"5.7.1 Recipient not found, or your IP is blocked", False),
        (553, b"sorry, that domain isn't in my list of allowed rcpthosts", False),
        (551, b"we do not relay for this user: account unknown", False),
    ],
)
def test_an_address_that_the_server_refuses_is_asked_once(
    groen, resident, green_resident, monkeypatch, code, words, is_for_good
):
    def refuses(self, messages):
        raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (code, words)})

    monkeypatch.setattr(EmailBackend, "send_messages", refuses)
    ProjectFactory(theme=groen, initiator=resident.person).take_up(by=green_resident.person, reason="Goed plan.")

    deliver()

    row = Notification.objects.get()
    assert (row.dropped_at is not None, row.attempts) == (is_for_good, 0 if is_for_good else 1)
    assert MailTrouble.of(resident.email).filter(kind="refused").exists() is is_for_good
    assert OutreachTask.objects.exists() is is_for_good


@pytest.mark.parametrize(("sample", "kind"), [("exim", "bounce"), ("arf", "complaint")])
def test_reader_of_the_newsletter_is_taken_off_the_list(sample, kind):
    now = timezone.now()
    newsletter = Newsletter.objects.create(month=timezone.localdate().replace(day=1), title="Nieuws", sent_at=now)
    rows = [NewsletterSubscriber(email=f"{who}@b.test", key=who, mailed_at=now, confirmed_at=now) for who in "ab"]
    readers = NewsletterSubscriber.objects.bulk_create(rows)
    Consent.give("newsletter", email="b@b.test")
    NewsletterDelivery.objects.bulk_create(NewsletterDelivery(newsletter=newsletter, subscriber=r) for r in readers)
    newsletter_sending.send_batch()

    assert bounces.take(came_back(sample, mail.outbox[1]))

    assert list(NewsletterSubscriber.objects.values_list("email", flat=True)) == ["a@b.test"]
    assert MailTrouble.objects.get().address == "b@b.test"
    assert MailTrouble.objects.get().kind == kind
    assert (Consent.objects.get().email, Consent.objects.current().exists()) == ("", False)


def test_who_presses_the_link_in_a_mail_shows_that_mail_arrives():
    reader = NewsletterSubscriber.objects.create(email="a@b.test", key="a", mailed_at=timezone.now())
    MailTrouble.note("a@b.test", "bounce")

    reader.confirm()

    assert not MailTrouble.objects.exists()


def test_twice_is_counted_and_a_complaint_stays_one(resident):
    MailTrouble.note(resident.email, "complaint", "abuse")
    MailTrouble.note("FENNA@voorbeeld.test", "bounce", "550 weg\nen nog wat")

    trouble = MailTrouble.objects.get()
    assert (trouble.kind, trouble.count, trouble.detail) == ("complaint", 2, "550 weg en nog wat")


# -- who sees it -------------------------------------------------------------------------------------------------------
def test_person_reads_that_mail_does_not_arrive_and_tries_again(client, resident):
    MailTrouble.note(resident.email, "bounce")
    client.force_login(resident)
    page = client.get("/mijn/").text

    after = client.post("/mijn/mail-opnieuw/", follow=True).text

    assert "Mail aan dit adres komt niet aan" in page
    assert 'href="/account/email/"' in page
    assert "We sturen weer mail naar je adres." in after
    assert "Mail aan dit adres komt niet aan" not in after
    assert not MailTrouble.objects.exists()


def test_who_called_it_unwanted_reads_that(client, resident, neighbour):
    MailTrouble.note(resident.email, "complaint")
    client.force_login(resident)
    page = client.get("/mijn/").text
    client.force_login(neighbour)

    assert "gemeld als ongewenst" in page
    assert "gemeld als ongewenst" not in client.get("/mijn/").text


def test_a_code_to_sign_in_still_goes_out(client, resident, mailoutbox):
    MailTrouble.note(resident.email, "bounce")

    client.post("/account/login/code/", {"email": resident.email})

    assert [message.to for message in mailoutbox] == [[resident.email]]


def test_administrator_sees_the_addresses_and_lifts_one(client, administrator, team_member, resident):
    MailTrouble.note(resident.email, "bounce", "550 5.1.1 User unknown")
    MailTrouble.note("ander@b.test", "complaint")
    address = "/beheer/communication/mailtrouble/"
    client.force_login(team_member)
    refused = client.get(address).status_code
    client.force_login(administrator)
    page = client.get(address).text

    client.post(address, {"action": "lift", "_selected_action": [MailTrouble.of(resident.email).get().pk]})

    assert refused == 403
    assert "550 5.1.1 User unknown" in page
    assert [row.address for row in MailTrouble.objects.all()] == ["ander@b.test"]


def test_it_is_in_the_own_data_and_goes_with_the_account(client, resident):
    MailTrouble.note(resident.email, "bounce")
    sign_in(client, resident)

    assert collect(resident)["mail_kwam_niet_aan"][0]["address"] == "fenna@voorbeeld.test"
    erase(resident)
    assert not MailTrouble.objects.exists()


@pytest.fixture
def mistyped_question(client, groen, green_resident):
    """A visitor asked the duo something, with an address that does not exist and a telephone number."""
    typed = {"name": "Truus Wolters", "email": "truus@voorbeld.test", "phone": "050 1234567"}
    enquiry = Enquiry.ask(theme=groen, subject="Een bankje", text="Kan dat?", **typed)
    deliver()
    [receipt] = [message for message in mail.outbox if message.to == ["truus@voorbeld.test"]]
    bounces.take(came_back("postfix", receipt))
    mail.outbox.clear()
    enquiry.refresh_from_db()
    return enquiry


def test_visitor_whose_question_bounced_is_called_about_the_answer(mistyped_question, green_resident):
    mistyped_question.reply(by=green_resident.person, text="Ja, op het plein.")
    deliver()

    first, second = OutreachTask.objects.order_by("pk")
    assert (first.person, second.person) == (mistyped_question.person, mistyped_question.person)
    assert (first.person.name, first.person.phone, first.person.email) == ("Truus Wolters", "050 1234567", "")
    assert first.what == "Onze mail komt niet aan: Een bankje"
    assert "Wat ervan komt, vertellen we vanaf nu per telefoon." in first.text
    assert (second.what, second.text) == ("Antwoord op je vraag: Een bankje", "Ja, op het plein.")
    assert mail.outbox == []


def test_who_answers_a_question_that_bounced_reads_that_it_has_to_be_told(client, mistyped_question, green_resident):
    client.force_login(green_resident)

    page = client.get(f"/contact/vragen/{mistyped_question.pk}/").text

    assert "Deze persoon heeft geen e-mail. Bel, en schrijf hieronder op wat je hebt gezegd." in page
    assert "050 1234567" in page


def test_link_to_begin_an_idea_that_did_not_arrive_is_told_without_the_link(groen, green_resident):
    typed = {"name": "Truus Wolters", "email": "truus@voorbeld.test", "phone": "050 1234567"}
    enquiry = Enquiry.ask(theme=groen, subject="Een bankje", text="Kan dat?", **typed)
    deliver()
    enquiry.become_idea(by=green_resident.person)
    MailTrouble.note("truus@voorbeld.test", "bounce")

    deliver()

    [task] = OutreachTask.objects.filter(kind="enquiry-answer")
    assert task.text.endswith("Aan de balie kun je er samen een idee van maken.")
    assert "/contact/idee/" not in task.text


def test_question_that_bounced_goes_with_the_account_of_that_address(mistyped_question):
    called, user = mistyped_question.person, UserFactory(email="truus@voorbeld.test", name="Truus")
    in_file = [row["subject"] for row in collect(user)["vragen"]]

    erase(user)

    mistyped_question.refresh_from_db()
    called.refresh_from_db()
    assert in_file == ["Een bankje"]
    assert (mistyped_question.person, mistyped_question.name) == (None, "Iemand uit de buurt")
    assert (called.name, called.phone) == ("Iemand uit de buurt", "")


def test_address_of_who_called_it_unwanted_stays_alone_after_removing_the_account(client, resident):
    address = resident.email
    MailTrouble.note(address, "complaint", "abuse, Provider-FBL/1.0")
    MailTrouble.note(address, "complaint", "abuse, Provider-FBL/1.0")
    sign_in(client, resident)
    before, policy = client.get("/mijn/verwijderen/").text, client.get("/privacy/").text

    erase(resident)

    trouble = MailTrouble.objects.get()
    assert (trouble.address, trouble.kind, trouble.detail, trouble.count) == (address, "complaint", "", 1)
    assert trouble.last_at == trouble.since
    words = "Heb je onze mail als ongewenst gemeld? Dan bewaren we alleen je e-mailadres"
    assert words in before
    assert "Verwijder je je account? Dan bewaren we hiervoor alleen je e-mailadres." in policy


# -- where it comes in -------------------------------------------------------------------------------------------------
def maildir(path, *mails):
    box = mailbox.Maildir(path)
    for one in mails:
        box.add(one)
    return path


def mbox(path, *mails):
    box = mailbox.mbox(path)
    for one in mails:
        box.add(mailbox.mboxMessage(one))
    box.close()
    return path


@pytest.mark.parametrize("kind", [maildir, mbox])
def test_a_mailbox_is_read_once(answer, tmp_path, kind, capsys):
    path = kind(tmp_path / "post", came_back("postfix", answer), came_back("out-of-office", answer))

    call_command("read_bounces", mailbox=str(path))
    call_command("read_bounces", mailbox=str(path))

    assert capsys.readouterr().out == (
        "2 gelezen, 1 over een adres dat geen mail meer aanneemt.\n"
        "0 gelezen, 0 over een adres dat geen mail meer aanneemt.\n"
    )
    assert MailTrouble.objects.get().count == 1


@pytest.mark.parametrize("kind", [maildir, mbox])
def test_what_was_read_is_not_opened_again(answer, tmp_path, kind, monkeypatch):
    path = kind(tmp_path / "post", came_back("postfix", answer), came_back("out-of-office", answer))
    bounces.take_all(path)
    opened = []
    for box in (mailbox.Maildir, mailbox.mbox):
        monkeypatch.setattr(box, "get_message", lambda box, key: opened.append(key))

    assert bounces.take_all(path) == (0, 0)

    assert opened == []


@pytest.mark.parametrize("kind", [maildir, mbox])
def test_a_letter_of_a_person_stays_unread(answer, tmp_path, kind):
    path = kind(tmp_path / "post", came_back("postfix", answer), came_back("out-of-office", answer))

    bounces.take_all(path)

    with closing(mailbox.Maildir(path) if path.is_dir() else mailbox.mbox(path)) as box:
        flags = {message.get_content_type(): message.get_flags() for message in box}
    seen = "S" if kind is maildir else "R"
    assert {what: seen in said for what, said in flags.items()} == {"multipart/report": True, "text/plain": False}


def types_in(path):
    with closing(mailbox.Maildir(path) if path.is_dir() else mailbox.mbox(path)) as box:
        return sorted(message.get_content_type() for message in box)


@pytest.mark.parametrize("kind", [maildir, mbox])
def test_a_report_goes_a_month_after_it_was_read_and_a_letter_stays(answer, tmp_path, kind, monkeypatch):
    path = kind(tmp_path / "post", came_back("postfix", answer), came_back("out-of-office", answer))
    today = time.time()

    kept = []
    for day in (0, 29, 31):
        monkeypatch.setattr(time, "time", lambda day=day: today + day * 86400)
        bounces.take_all(path)
        kept.append(types_in(path))

    assert kept == [["multipart/report", "text/plain"]] * 2 + [["text/plain"]]


def test_the_worker_reads_the_mailbox_of_the_settings(answer, tmp_path, settings):
    read_bounces(0)
    settings.BOUNCE_MAILBOX = str(maildir(tmp_path / "post", came_back("postfix", answer)))

    read_bounces(0)

    assert MailTrouble.objects.count() == 1


def test_a_mail_server_hands_one_over(answer, monkeypatch, capsys):
    class Stdin:
        buffer = io.BytesIO(came_back("exim", answer))

    monkeypatch.setattr("sys.stdin", Stdin)

    call_command("read_bounces")

    assert capsys.readouterr().out == "Dit adres krijgt geen mail meer.\n"


def test_a_mailbox_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="is er niet"):
        call_command("read_bounces", mailbox=str(tmp_path / "niets"))
