"""All choices about mail by the link under every mail, without signing in."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.consents import Consent
from communication import outbox
from communication.choices import choices_url
from communication.letters import request_news
from communication.models import NewsletterSubscriber, Notification, Request
from projects.models import Project, ProjectFollow, Status, Update
from tests.factories import GroupFactory, IssueFactory, ProjectFactory, RequestFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(neighbour):
    return neighbour.person


@pytest.fixture
def project(groen, resident):
    return ProjectFactory(title="Plukfruit", theme=groen, status=Status.UNDERWAY, initiator=resident.person)


@pytest.fixture
def newsletter(person):
    NewsletterSubscriber.objects.ask(person.address_on_file)
    reader = NewsletterSubscriber.objects.get()
    reader.confirm()
    return reader


def test_every_followed_mail_carries_the_way_out_and_one_post_takes_it(client, project, resident, person):
    project.follows.create(person=person)
    Update.post(project, by=resident.person, title="De bomen zijn er", text="Kom kijken.")
    outbox.process_events()
    Notification.objects.update(due_at=timezone.now())
    outbox.send_due()
    [message] = [message for message in mail.outbox if message.to == [person.address_on_file]]
    address = re.fullmatch(r"<http://127.0.0.1:8000(/meldingen/[^>]+)>", message.extra_headers["List-Unsubscribe"])[1]

    response = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})

    person.refresh_from_db()
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (
        f"Kies zelf welke mail je krijgt, of stop ermee. Je hoeft niet in te loggen:\nhttp://127.0.0.1:8000{address}"
        in message.body
    )
    assert response.status_code == 200
    assert not response.cookies
    assert person.mail_frequency == "never"


@pytest.mark.parametrize("thing", ["project", "group", "issue", "story"])
def test_mail_at_once_carries_it_too(thing, groen, resident, person, team_member, project):
    person.choose_mail("at_once")
    if thing == "project":
        project.follows.create(person=person)
        Update.post(project, by=resident.person, title="De bomen zijn er", text="Kom kijken.")
    elif thing == "group":
        group = GroupFactory()
        group.follows.create(person=person)
        group.end(by=resident.person, result="Klaar.")
    elif thing == "issue":
        issue = IssueFactory(state="open")
        issue.follows.create(person=person)
        issue.take_up(by=resident.person)
    else:
        project.follows.create(person=person)
        StoryFactory(project=project, published_at=None).publish(by=team_member.person)
    outbox.process_events()
    outbox.send_due()

    [message] = [message for message in mail.outbox if message.to == [person.address_on_file]]
    assert message.extra_headers["List-Unsubscribe"] == f"<http://127.0.0.1:8000{choices_url(person)}>"


def test_opening_the_page_changes_nothing_and_signs_nobody_in(client, project, person, newsletter):
    project.follows.create(person=person)

    page = client.get(choices_url(person))

    person.refresh_from_db()
    assert "Plukfruit" in page.text
    assert person.address_on_file not in page.text
    assert person.name not in page.text
    assert (person.mail_frequency, project.follows.count()) == ("weekly", 1)
    assert NewsletterSubscriber.objects.exists()
    assert not page.cookies
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex"
    assert client.get("/mijn/").status_code == 302


def test_person_chooses_how_often(client, person):
    response = client.post(choices_url(person), {"mail_frequency": "at_once"}, follow=True)

    person.refresh_from_db()
    assert person.mail_frequency == "at_once"
    assert "Je keuze is bewaard." in response.text


def test_a_choice_that_is_none_is_said(client, person):
    response = client.post(choices_url(person), {"mail_frequency": "elk uur"})

    person.refresh_from_db()
    assert "Fout:" in response.text
    assert person.mail_frequency == "weekly"


def test_person_stops_following_one_thing_and_not_another_nor_anybody_elses(client, project, person, groen, resident):
    follow = project.follows.create(person=person)
    other = project.follows.create(person=resident.person)
    groen.follows.create(person=person)
    page = client.get(choices_url(person)).text

    client.post(choices_url(person), {"stop": f"project-{follow.pk}"})
    client.post(choices_url(person), {"stop": f"project-{other.pk}"})
    for nonsense in ("project-", "iets-1", "project-9999999999999999999999", "project-²"):
        assert client.post(choices_url(person), {"stop": nonsense}).status_code == 302

    assert f'value="project-{follow.pk}"' in page
    assert list(ProjectFollow.objects.all()) == [other]
    assert groen.follows.count() == 1


def test_person_ends_the_newsletter(client, person, newsletter):
    client.post(choices_url(person), {"newsletter": "stop"})

    person.refresh_from_db()
    assert not NewsletterSubscriber.objects.exists()
    assert person.mail_frequency == "weekly"


def test_who_wants_no_mail_gets_no_news_and_no_newsletter(client, person, newsletter):
    response = client.post(choices_url(person), {"none": "1"}, follow=True)

    person.refresh_from_db()
    assert person.mail_frequency == "never"
    assert not NewsletterSubscriber.objects.exists()
    assert "Je krijgt nu geen mail over wat je volgt." in response.text


@pytest.mark.parametrize("pressed", ["none", "newsletter"])
def test_who_ends_the_newsletter_leaves_no_address_with_what_was_agreed_to(client, person, newsletter, pressed):
    client.post(choices_url(person), {pressed: "1"})

    consent = Consent.objects.get(about="newsletter")
    assert (consent.email, consent.withdrawn_at is not None) == ("", True)


@pytest.mark.parametrize("posted", [{"none": "1"}, {"List-Unsubscribe": "One-Click"}, {"mail_frequency": "never"}])
def test_who_wants_no_mail_takes_back_that_it_was_agreed_to(client, person, posted):
    Consent.give("mail", person=person)

    client.post(choices_url(person), posted)

    assert Consent.objects.get(about="mail").withdrawn_at is not None


def test_who_wants_mail_after_all_agrees_to_it(client, person):
    client.post(choices_url(person), {"mail_frequency": "weekly"})

    assert Consent.objects.current().filter(person=person, about="mail").count() == 1


def test_what_nobody_may_see_does_not_stand_there(client, project, person):
    project.follows.create(person=person)
    Project.objects.filter(pk=project.pk).update(hidden_at=timezone.now())
    issue = IssueFactory(title="Nog niet openbaar", state="waiting")
    issue.follows.create(person=person)

    page = client.get(choices_url(person)).text

    assert "Plukfruit" not in page
    assert "Nog niet openbaar" not in page


def test_the_link_ends_with_the_address_and_cannot_be_changed(client, person, resident):
    old = choices_url(person)
    others = choices_url(resident.person)
    mixed = others.split(".")[0] + "." + old.split(".")[1]
    assert client.post(mixed, {"none": "1"}).status_code == 410
    person.user.email = "nieuw@voorbeeld.test"
    person.user.save()

    response = client.post(old, {"none": "1"})

    person.refresh_from_db()
    assert response.status_code == 410
    assert "Deze link werkt niet meer" in response.text
    assert person.mail_frequency == "weekly"
    assert client.get("/meldingen/verzonnen/").status_code == 410


@pytest.mark.parametrize(
    ("is_helper", "status"), [(True, Status.PAUSED), (True, Status.STOPPED), (False, Status.PAUSED)]
)
def test_mail_that_does_not_stop_says_why_it_comes_and_how_to_leave(project, resident, person, is_helper, status):
    person.choose_mail("never")
    project.join(person) if is_helper else project.participations.create(person=person, role="supporter")
    if status == Status.PAUSED:
        project.pause(by=resident.person, reason="Het vriest.", until=timezone.localdate())
    else:
        project.stop(by=resident.person, reason="Het vriest.")
    outbox.process_events()
    outbox.send_due()

    [body] = [message.body for message in mail.outbox if message.to == [person.address_on_file]]
    leave = f"Doe je niet meer mee? Zeg het hier:\nhttp://127.0.0.1:8000/account/login/?next=/projecten/{project.slug}/meedoen/"
    assert "Je krijgt deze mail omdat je meedoet met dit project." in body
    assert (leave in body) is (is_helper and status == Status.PAUSED)
    assert "Over wat je volgt kies je zelf welke mail je krijgt. Je hoeft niet in te loggen:" in body
    assert "stop ermee" not in body


def test_the_team_does_not_read_the_secret_address_of_a_requester(person):
    preview = request_news(RequestFactory(requester=person), "Welke datum?")

    assert "/meldingen/" not in preview.body


def test_an_address_that_a_visitor_typed_gets_no_such_link(team_member):
    Request.submit(kind="poster", subject="Opschoondag", text="Graag.", name="Truus", email="truus@b.test")
    outbox.process_events()
    outbox.send_due()

    [message] = [message for message in mail.outbox if message.to == ["truus@b.test"]]
    assert "/meldingen/" not in message.body


def test_visitor_who_asked_is_called_by_name_in_the_answer_and_not_in_the_receipt(team_member):
    asked = Request.submit(kind="poster", subject="Opschoondag", text="Graag.", name="Truus", email="truus@b.test")
    asked.decline(by=team_member.person, reason="Het lukt niet.")
    outbox.process_events()
    outbox.send_due()

    said = {message.subject: message.body for message in mail.outbox if message.to == ["truus@b.test"]}
    assert said["We hebben je aanvraag"].startswith("Dag,")
    assert said["Bericht over je aanvraag: Opschoondag"].startswith("Dag Truus,")
