"""Making a newsletter in the back office, and sending it: to everybody once, whatever breaks on the way."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from communication import newsletter_sending
from communication.models import Newsletter, NewsletterDelivery, NewsletterItem, NewsletterSubscriber
from communication.tasks import newsletters_left
from projects.models import Status
from tests.factories import MeetingFactory, ProjectFactory, StoryFactory

LIST = "/beheer/communication/newsletter/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def readers(db):
    """Three who read it, and one who did not press the button."""
    now = timezone.now()
    rows = [
        NewsletterSubscriber(email=f"{name}@voorbeeld.test", key=name, mailed_at=now, confirmed_at=now)
        for name in ("an", "bo", "cor")
    ]
    NewsletterSubscriber.objects.create(email="niet@voorbeeld.test", key="niet", mailed_at=now)
    return NewsletterSubscriber.objects.bulk_create(rows)


@pytest.fixture
def draft(db):
    newsletter = Newsletter.objects.create(month=timezone.localdate().replace(day=1), title="Nieuws uit de wijk")
    NewsletterItem.objects.create(newsletter=newsletter, title="Soep op woensdag", text="Schuif aan.", link="/agenda/")
    return newsletter


@pytest.fixture
def sending(draft, readers, team_member):
    draft.send(by=team_member.person, seen=draft.seen)
    return draft


def page_of(newsletter, more="change/"):
    return f"{LIST}{newsletter.pk}/{more}"


def press_send(client, newsletter, **typed):
    return client.post(page_of(newsletter, "versturen/"), {"seen": newsletter.seen} | typed, follow=True)


def sent_to():
    return sorted(message.to[0] for message in mail.outbox)


def test_member_makes_it_of_what_happened_this_month(team_client):
    story = StoryFactory(title="De soep was op")
    StoryFactory(title="Van lang geleden", published_at=timezone.localtime() - timedelta(days=90))
    StoryFactory(title="Nog een concept", published_at=None)
    project = ProjectFactory(title="Een bank bij de vijver", status=Status.UNDERWAY, status_since=timezone.now())
    ProjectFactory(title="Nog maar een idee", status=Status.PROPOSED, status_since=timezone.now())
    ProjectFactory(title="Uit het zicht", status=Status.UNDERWAY, hidden_at=timezone.now())
    meeting = MeetingFactory(title="Groenoverleg")
    MeetingFactory(title="Alleen voor leden", is_public=False)

    response = team_client.post(f"{LIST}maken/", follow=True)

    newsletter = Newsletter.objects.get()
    assert newsletter.month == timezone.localdate().replace(day=1)
    assert list(newsletter.items.values_list("kind", "title", "story", "project", "meeting")) == [
        ("story", "De soep was op", story.pk, None, None),
        ("project", "Een bank bij de vijver", None, project.pk, None),
        ("date", "Groenoverleg", None, None, meeting.pk),
    ]
    assert "De nieuwsbrief is gemaakt" in response.content.decode()


def test_date_that_is_past_when_it_is_sent_drops_out_and_one_that_came_later_stays(
    team_client, team_member, time_machine
):
    MeetingFactory(title="Overleg van morgen", starts_at=timezone.now() + timedelta(days=1))
    MeetingFactory(title="Overleg van later", starts_at=timezone.now() + timedelta(days=9))
    team_client.post(f"{LIST}maken/")
    newsletter = Newsletter.objects.get()
    time_machine.move_to(timezone.now() + timedelta(days=3))

    newsletter.send(by=team_member.person, seen=newsletter.seen)
    time_machine.move_to(timezone.now() + timedelta(days=30))

    (dates,) = newsletter.parts
    assert [item.title for item in dates[1]] == ["Overleg van later"]


def test_member_who_presses_twice_gets_the_one_that_is_there(team_client, draft):
    response = team_client.post(f"{LIST}maken/", follow=True)

    assert Newsletter.objects.get() == draft
    assert "was er al" in response.content.decode()


def test_the_next_one_begins_where_the_last_one_that_was_sent_was_made(team_client):
    now = timezone.now()
    Newsletter.objects.create(month="2020-01-01", title="Vorige", made_at=now - timedelta(hours=1), sent_at=now)
    Newsletter.objects.create(month="2020-02-01", title="Nooit verstuurd", made_at=now + timedelta(hours=1))
    StoryFactory(title="Al verteld", published_at=timezone.localtime() - timedelta(days=2))
    StoryFactory(title="Nieuw")

    team_client.post(f"{LIST}maken/")

    assert list(Newsletter.objects.first().items.values_list("title", flat=True)) == ["Nieuw"]


def test_member_orders_changes_removes_and_adds(team_client, draft):
    first = draft.items.get()
    gone = draft.items.create(title="Weg ermee")
    typed = {
        "title": "Winternieuws", "intro": "Dag buren.", "read": "",
        "items-TOTAL_FORMS": 3, "items-INITIAL_FORMS": 2,
        "items-0-id": first.pk, "items-0-newsletter": draft.pk, "items-0-order": 50, "items-0-kind": "story",
        "items-0-title": "Soep op donderdag", "items-0-text": "", "items-0-link": "/agenda/",
        "items-1-id": gone.pk, "items-1-newsletter": draft.pk, "items-1-order": 60, "items-1-kind": "other",
        "items-1-title": gone.title, "items-1-DELETE": "on",
        "items-2-newsletter": draft.pk, "items-2-order": 10, "items-2-kind": "other", "items-2-title": "Eerst dit",
        "items-2-link": "https://voorbeeld.test/x",
    }  # fmt: skip

    team_client.post(page_of(draft), typed)

    draft.refresh_from_db()
    assert (draft.title, draft.intro) == ("Winternieuws", "Dag buren.")
    assert list(draft.items.values_list("title", flat=True)) == ["Eerst dit", "Soep op donderdag"]


# -- who received it ---------------------------------------------------------------------------------------------------
def test_member_reads_what_became_of_each_mail_and_no_whole_address(team_client, sending):
    newsletter_sending.send_batch(size=1)
    first, second = sending.deliveries.order_by("pk")[:2]
    second.refuse()

    page = team_client.get(page_of(sending, "ontvangers/")).text

    assert "1 verstuurd. 1 mislukt. 1 wacht." in page
    assert "an…@v….test" in page
    assert "Adres is weg" in page
    assert "Mislukt. Dit adres neemt geen mail aan." in page
    assert not [row.email for row in NewsletterSubscriber.objects.all() if row.email in page]
    assert f'href="{page_of(sending, "ontvangers/")}"' in team_client.get(page_of(sending, "bekijken/")).text


def test_administrator_reads_whole_addresses(client, administrator, sending):
    client.force_login(administrator)

    assert "an@voorbeeld.test</th>" in client.get(page_of(sending, "ontvangers/")).text


def test_who_received_it_is_for_the_team_and_of_what_was_sent(client, team_client, resident, draft):
    of_draft = team_client.get(page_of(draft, "ontvangers/")).status_code
    Newsletter.objects.update(sent_at=timezone.now())
    client.force_login(resident)

    assert (of_draft, client.get(page_of(draft, "ontvangers/")).status_code) == (404, 403)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "//elders.test/", "agenda"])
def test_a_link_that_leads_nowhere_is_said(team_client, draft, link):
    typed = {
        "title": "X", "intro": "", "items-TOTAL_FORMS": 1, "items-INITIAL_FORMS": 0, "items-0-newsletter": draft.pk,
        "items-0-order": 1, "items-0-kind": "other", "items-0-title": "Kop", "items-0-link": link,
    }  # fmt: skip

    response = team_client.post(page_of(draft), typed)

    assert "Begin de link met / of met https://." in response.content.decode()
    assert draft.items.count() == 1


def test_member_sees_what_the_reader_will_see(team_client, draft, readers):
    html = team_client.get(page_of(draft, "bekijken/")).content.decode()

    assert '/agenda/">Soep op woensdag</a>' in html
    assert "== Verder ==" in html
    assert "Verstuur aan 3 lezers" in html


def test_member_sends_a_trial_to_herself_only(team_client, draft, readers, team_member):
    response = team_client.post(page_of(draft, "proef/"), follow=True)

    draft.refresh_from_db()
    assert sent_to() == [team_member.email]
    assert mail.outbox[0].subject == "Proef: Nieuws uit de wijk"
    assert "Soep op woensdag" in mail.outbox[0].body
    assert "List-Unsubscribe" not in mail.outbox[0].message()
    assert draft.sent_at is None
    assert "De proef is verstuurd" in response.content.decode()


def test_member_sends_it_to_who_confirmed_and_it_stands_on_the_website(team_client, draft, readers, team_member):
    response = press_send(team_client, draft)
    newsletters_left(0)

    draft.refresh_from_db()
    assert draft.sent_by == team_member.person
    assert sent_to() == ["an@voorbeeld.test", "bo@voorbeeld.test", "cor@voorbeeld.test"]
    assert "gaat nu naar de lezers" in response.content.decode()
    assert team_client.get(draft.get_absolute_url()).status_code == 200
    assert "3 verstuurd" in team_client.get(LIST).content.decode()


def test_each_mail_has_both_forms_and_the_way_out_of_its_reader(sending, settings):
    newsletter_sending.send_batch()

    message = next(message for message in mail.outbox if message.to == ["bo@voorbeeld.test"])
    sent = message.message()
    for part in (message.body, message.alternatives[0].content):
        assert "Je krijgt deze mail omdat je je hebt aangemeld voor de nieuwsbrief." in part
    assert sent["List-Unsubscribe"] == f"<{settings.SITE_URL}/nieuwsbrief/afmelden/bo/>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/nieuwsbrief/afmelden/bo/" in message.body
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "/nieuwsbrief/afmelden/bo/" in html
    assert "<h3>" in html


def test_nobody_gets_it_twice_whoever_presses_again(team_client, sending, readers):
    newsletter_sending.send_batch()

    response = press_send(team_client, sending)
    newsletter_sending.send_batch()

    assert len(mail.outbox) == 3
    assert NewsletterDelivery.objects.count() == 3
    assert "Iemand veranderde net iets" in response.content.decode()


def test_what_was_changed_after_it_was_looked_at_is_looked_at_first(team_client, draft, readers):
    response = press_send(team_client, draft, seen="iets anders")

    draft.refresh_from_db()
    assert draft.sent_at is None
    assert "Kijk nog een keer" in response.content.decode()


def test_an_empty_one_is_not_sent(team_client, draft):
    draft.items.all().delete()

    response = press_send(team_client, draft)

    draft.refresh_from_db()
    assert draft.sent_at is None
    assert "Er staat nog niets in" in response.content.decode()


def test_link_to_the_website_is_there_once_the_website_has_it(team_client, draft, readers, team_member):
    on_site = "Weergeven op website"
    before = team_client.get(f"{LIST}{draft.pk}/change/").text
    Newsletter.objects.update(sent_at=timezone.now())

    assert on_site not in before
    assert on_site in team_client.get(f"{LIST}{draft.pk}/change/").text


def test_what_was_sent_stays_as_it_is(team_client, sending):
    response = team_client.post(page_of(sending), {"title": "Anders"})

    sending.refresh_from_db()
    assert response.status_code == 403
    assert sending.title == "Nieuws uit de wijk"


def test_what_is_hidden_before_it_goes_out_is_not_told(draft, readers, team_member):
    project = ProjectFactory(status=Status.UNDERWAY, title="Verborgen plan")
    draft.items.create(title=project.title, project=project)
    draft.send(by=team_member.person, seen=draft.seen)
    type(project).objects.filter(pk=project.pk).update(hidden_at=timezone.now())

    newsletter_sending.send_batch()

    assert len(mail.outbox) == 3
    assert not [message for message in mail.outbox if "Verborgen plan" in message.body]


def test_after_a_crash_the_rest_goes_out_and_nobody_gets_it_twice(sending, monkeypatch):
    class Killed(BaseException):
        pass

    real, calls = EmailBackend.send_messages, []

    def dies_at_the_second(self, messages):
        calls.append(1)
        if len(calls) == 2:
            raise Killed
        return real(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", dies_at_the_second)
    with pytest.raises(Killed):
        newsletter_sending.send_batch()
    after_the_crash = len(mail.outbox)
    newsletters_left(0)

    assert after_the_crash == 1
    assert sent_to() == ["an@voorbeeld.test", "bo@voorbeeld.test", "cor@voorbeeld.test"]
    assert NewsletterDelivery.objects.filter(sent_at=None).count() == 0


def test_a_batch_sends_no_more_than_its_size_and_says_there_may_be_more(sending):
    assert newsletter_sending.send_batch(2) is True
    assert len(mail.outbox) == 2
    assert newsletter_sending.send_batch(2) is False
    assert len(mail.outbox) == 3


def test_a_mail_keeps_its_id_and_another_reader_has_another(draft, readers):
    first, second = readers[:2]
    ids = [newsletter_sending.write(draft, reader).extra_headers["Message-ID"] for reader in (first, first, second)]

    assert ids[0] == ids[1] != ids[2]


def test_who_unsubscribes_meanwhile_gets_none(sending, client, readers):
    client.post(readers[0].leave_url)

    newsletter_sending.send_batch()

    assert sent_to() == ["bo@voorbeeld.test", "cor@voorbeeld.test"]
    assert NewsletterDelivery.objects.exclude(dropped_at=None).count() == 1


@pytest.mark.parametrize(("code", "stays"), [(550, False), (452, True)])
def test_an_address_that_does_not_exist_is_removed_and_a_full_mailbox_is_tried_again(
    team_client, sending, monkeypatch, code, stays
):
    real = EmailBackend.send_messages

    def refuses_one(self, messages):
        if messages[0].to == ["an@voorbeeld.test"]:
            raise smtplib.SMTPRecipientsRefused({"an@voorbeeld.test": (code, b"No such user: an@voorbeeld.test")})
        return real(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuses_one)
    newsletter_sending.send_batch()

    assert sent_to() == ["bo@voorbeeld.test", "cor@voorbeeld.test"]
    assert NewsletterSubscriber.objects.filter(email="an@voorbeeld.test").exists() is stays
    assert NewsletterDelivery.objects.filter(last_error__contains="voorbeeld.test").count() == 0
    assert ("1 wacht" if stays else "1 mislukt") in team_client.get(LIST).content.decode()


def test_a_mail_server_that_is_away_ends_the_batch_and_costs_no_reader(sending, monkeypatch):
    def is_away(self, messages):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", is_away)

    assert newsletter_sending.send_batch() is False
    assert NewsletterDelivery.objects.filter(attempts=1).count() == 1
    assert NewsletterSubscriber.objects.confirmed().count() == 3


@pytest.mark.parametrize("more", ["proef/", "versturen/"])
def test_who_is_not_of_the_team_sends_nothing(client, draft, readers, resident, more):
    client.force_login(resident)

    statuses = [client.post(page_of(draft, more)).status_code, client.get(page_of(draft, "bekijken/")).status_code]
    made = client.post(f"{LIST}maken/").status_code

    draft.refresh_from_db()
    assert statuses == [403, 403]
    assert made == 403
    assert draft.sent_at is None
    assert mail.outbox == []


def test_the_team_sees_no_addresses_of_readers_and_the_administrator_removes_one(
    team_client, readers, client, administrator
):
    closed = team_client.get("/beheer/communication/newslettersubscriber/").status_code
    client.force_login(administrator)
    client.post(f"/beheer/communication/newslettersubscriber/{readers[0].pk}/delete/", {"post": "yes"})

    assert closed == 403
    assert not NewsletterSubscriber.objects.filter(pk=readers[0].pk).exists()
