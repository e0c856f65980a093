"""Getting the newsletter, and being rid of it."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone

from communication.models import MailTrouble, Newsletter, NewsletterItem, NewsletterSubscriber
from communication.tasks import mail_subscriber
from tests.factories import StoryFactory
from wijkdeal.erasing import erase
from wijkdeal.own_data import collect
from wijkdeal.tasks import keep_an_hour

FORM = "/nieuwsbrief/aanmelden/"
EMAIL = "truus@voorbeeld.test"
pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(client):
    client.post(FORM, {"email": EMAIL})
    return NewsletterSubscriber.objects.get()


@pytest.fixture
def reader(asked):
    asked.confirm()
    asked.refresh_from_db()
    return asked


@pytest.fixture
def sent(db):
    newsletter = Newsletter.objects.create(
        month=timezone.localdate().replace(day=1),
        title="Nieuws uit de wijk",
        intro="Dag buren.",
        sent_at=timezone.now(),
    )
    NewsletterItem.objects.create(newsletter=newsletter, title="Tot slot", text="Fijne maand.", link="/agenda/")
    return newsletter


def test_visitor_subscribes_by_a_button_behind_the_link_in_a_mail(client, asked):
    mail_subscriber(asked.pk)
    link = next(line for line in mail.outbox[0].body.splitlines() if "/nieuwsbrief/bevestigen/" in line)
    page = "/" + link.split("/", 3)[3]

    looked = client.get(page).content.decode()
    asked.refresh_from_db()
    before = asked.confirmed_at
    done = client.post(page, follow=True).content.decode()

    asked.refresh_from_db()
    assert mail.outbox[0].to == [EMAIL]
    assert "Ja, stuur mij de nieuwsbrief" in looked
    assert before is None
    assert asked.confirmed_at is not None
    assert "Je krijgt de nieuwsbrief" in done


def test_who_subscribes_reads_the_same_as_who_did_before(client, reader):
    again = client.post(FORM, {"email": EMAIL.upper()}, follow=True).content.decode()
    other = client.post(FORM, {"email": "nieuw@voorbeeld.test"}, follow=True).content.decode()

    assert "Kijk in je mail" in again
    assert "Kijk in je mail" in other
    assert NewsletterSubscriber.objects.filter(email=EMAIL).count() == 1


def test_address_that_takes_no_mail_is_asked_once(asked, monkeypatch):
    def refuses(self, messages):
        raise SMTPRecipientsRefused({EMAIL: (550, b"5.1.1 User unknown")})

    monkeypatch.setattr(EmailBackend, "send_messages", refuses)

    mail_subscriber(asked.pk)

    assert MailTrouble.of(EMAIL).get().kind == MailTrouble.Kind.REFUSED


def test_link_is_mailed_again_when_the_server_is_busy(asked, monkeypatch):
    def refuses(self, messages):
        raise SMTPRecipientsRefused({EMAIL: (451, b"4.3.2 Try again later")})

    monkeypatch.setattr(EmailBackend, "send_messages", refuses)

    with pytest.raises(SMTPRecipientsRefused):
        mail_subscriber(asked.pk)

    assert not MailTrouble.objects.exists()


def test_link_that_is_mailed_twice_has_one_id_and_that_of_who_asks_again_another(client, asked, time_machine):
    mail_subscriber(asked.pk)
    mail_subscriber(asked.pk)
    time_machine.move_to(timezone.now() + timedelta(minutes=11))
    client.post(FORM, {"email": EMAIL})
    mail_subscriber(asked.pk)

    first, again, later = [message.extra_headers["Message-ID"] for message in mail.outbox]
    assert first == again
    assert later != first


def test_reader_whose_address_is_typed_again_gets_a_mail_that_says_so(reader):
    mail_subscriber(reader.pk)

    assert "Die krijg je al" in mail.outbox[0].body
    assert reader.leave_url in mail.outbox[0].body
    assert "/bevestigen/" not in mail.outbox[0].body


def test_an_address_that_is_typed_again_and_again_is_not_mailed_each_time(client, asked):
    before = asked.mailed_at

    client.post(FORM, {"email": EMAIL})

    asked.refresh_from_db()
    assert asked.mailed_at == before


def test_robot_that_fills_in_the_trap_subscribes_nobody(client):
    response = client.post(FORM, {"email": EMAIL, "tweede_regel": "x"})

    assert response.status_code == 200
    assert not NewsletterSubscriber.objects.exists()


def test_mistyped_address_is_said(client):
    response = client.post(FORM, {"email": "truus"})

    assert "Controleer je e-mailadres" in response.content.decode()
    assert not NewsletterSubscriber.objects.exists()


@pytest.mark.parametrize("email", ["", EMAIL])
def test_who_types_too_much_waits(client, settings, email):
    settings.LIMITS = {"newsletter": "1/h", "newsletter-address": "9/h"}

    statuses = [client.post(FORM, {"email": email}).status_code for _ in range(2)]

    assert statuses[1] == 429


def test_an_old_or_invented_link_confirms_nothing(client, asked, monkeypatch):
    monkeypatch.setattr("communication.models.newsletter.CONFIRM_WITHIN", timedelta(seconds=-1))

    pages = [client.post(address) for address in (asked.confirm_url, "/nieuwsbrief/bevestigen/verzonnen/")]

    asked.refresh_from_db()
    assert asked.confirmed_at is None
    assert all("Deze link werkt niet meer" in page.content.decode() for page in pages)


def test_the_link_to_unsubscribe_confirms_nothing(client, asked):
    client.post(f"/nieuwsbrief/bevestigen/{asked.key}/")

    asked.refresh_from_db()
    assert asked.confirmed_at is None


def test_address_that_nobody_confirmed_is_removed_after_a_day_and_a_reader_stays(client, reader):
    client.post(FORM, {"email": "niet-van-mij@voorbeeld.test"})
    NewsletterSubscriber.objects.update(mailed_at=timezone.localtime() - timedelta(days=2))

    keep_an_hour(0)

    assert list(NewsletterSubscriber.objects.all()) == [reader]


def test_mail_program_unsubscribes_with_one_press_without_cookie(reader):
    response = Client(enforce_csrf_checks=True).post(reader.leave_url, {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert not NewsletterSubscriber.objects.exists()


def test_reader_opens_the_way_out_and_is_still_there_until_the_press(client, reader):
    looked = client.get(reader.leave_url)
    still = NewsletterSubscriber.objects.exists()
    done = client.post(reader.leave_url).content.decode()
    again = client.post(reader.leave_url).content.decode()

    assert "Stuur hem niet meer" in looked.content.decode()
    assert looked["Referrer-Policy"].startswith("no-referrer")
    assert still
    assert "Je krijgt de nieuwsbrief niet meer" in done
    assert "Je krijgt de nieuwsbrief niet meer" in again
    assert not NewsletterSubscriber.objects.exists()


def test_old_link_unsubscribes_who_came_back(client, reader):
    old = reader.leave_url
    client.post(old)
    client.post(FORM, {"email": EMAIL})

    client.post(old)

    assert not NewsletterSubscriber.objects.exists()


def test_visitor_reads_what_was_sent_and_no_draft(client, sent):
    Newsletter.objects.create(month="2020-01-01", title="Nog niet af")

    archive = client.get("/nieuwsbrief/").content.decode()
    page = client.get(sent.get_absolute_url())

    assert sent.title in archive
    assert "Nog niet af" not in archive
    assert "Dag buren." in page.content.decode()
    assert 'href="/agenda/"' in page.content.decode()
    assert not page.cookies
    assert client.get("/nieuwsbrief/2020-01/").status_code == 404


@pytest.mark.parametrize("month", ["2026-13", "x", "2019-02", "2026-1"])
def test_a_month_without_a_newsletter_is_not_found(client, month, sent):
    assert client.get(f"/nieuwsbrief/{month}/").status_code == 404


def test_what_was_taken_down_later_is_no_longer_in_the_archive(client, sent, team_member):
    story = StoryFactory(title="Bij vergissing")
    sent.items.create(title=story.title, story=story, link=story.get_absolute_url())
    before = client.get(sent.get_absolute_url()).content.decode()

    story.take_down(by=team_member.person)

    assert "Bij vergissing" in before
    assert "Bij vergissing" not in client.get(sent.get_absolute_url()).content.decode()


def test_who_has_an_account_finds_the_subscription_in_the_own_data_and_goes_with_it(resident, client):
    client.post(FORM, {"email": resident.email})

    kept = collect(resident)["nieuwsbrief"]
    erase(resident)

    assert [row["email"] for row in kept] == ["fenna@voorbeeld.test"]
    assert not NewsletterSubscriber.objects.exists()
