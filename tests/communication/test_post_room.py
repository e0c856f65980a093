"""Post and worker: the administrator sees what waits and what failed, and sends it once more."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from communication import outbox
from communication.job_names import NAMES, name_of
from communication.letter_kinds import LETTERS, words_of
from communication.models import Newsletter, NewsletterDelivery, NewsletterSubscriber, Notification
from communication.models.notifications import WEEK_NEWS
from communication.post_room import PostRoom
from communication.work_mail import WORK_WEEK
from projects.models import ProjectEvent
from tests.factories import PersonFactory, ProjectFactory

ROOM = "/beheer/post-en-werker/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_client(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def failed(groen, resident, green_resident):
    """A mail that was tried for the last time."""
    ProjectFactory(theme=groen, initiator=resident.person).take_up(by=green_resident.person, reason="Goed plan.")
    outbox.process_events()
    Notification.objects.update(failed_at=timezone.now(), attempts=8, last_error="ConnectionRefusedError: weg")
    return Notification.objects.get()


def heard(ago):
    """A worker whose heart beat so long ago."""
    with connection.cursor() as cursor:
        beat = timezone.now() - ago
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [beat])


def failed_job():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts)"
            " VALUES ('default', 'core.deliver_events', '{}', 'failed', 3) RETURNING id"
        )
        return cursor.fetchone()[0]


def status_of(job):
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [job])
        return cursor.fetchone()[0]


def test_administrator_reads_on_a_phone_what_each_cell_of_what_failed_is(admin_client, failed):
    failed_job()

    page = admin_client.get(ROOM).text

    assert 'data-label="Waarom">' in page
    assert page.count('data-label="Waarom"') == 2
    assert page.count('data-label="Wanneer"') == 1


def test_administrator_sends_what_failed_once_more(admin_client, failed, resident):
    page = admin_client.get(ROOM).text

    after = admin_client.post(ROOM, {"melding": [failed.pk], "retry": "1"}, follow=True).text
    outbox.send_due()

    failed.refresh_from_db()
    assert "De mailserver is er niet. (ConnectionRefusedError: weg)" in page
    assert "Antwoord op je idee: …, aan Fenna Dijkema" in page
    assert "1 keer: het gaat opnieuw." in after
    assert "Er is niets mislukt." in after
    assert (failed.failed_at, failed.sent_at is not None) == (None, True)
    assert [message.to for message in mail.outbox] == [[resident.email]]
    assert LogEntry.objects.get().change_message == "Opnieuw geprobeerd."


def test_administrator_lets_it_go(admin_client, failed):
    admin_client.post(ROOM, {"melding": [failed.pk], "drop": "1"})

    failed.refresh_from_db()
    assert (failed.failed_at, failed.dropped_at is not None) == (None, True)
    assert outbox.send_due() == 0


def test_what_was_sent_meanwhile_is_not_sent_again(admin_client, failed):
    Notification.objects.update(failed_at=None, sent_at=timezone.now())

    page = admin_client.post(ROOM, {"melding": [failed.pk, "x", "9" * 30], "retry": "1"}, follow=True).text

    failed.refresh_from_db()
    assert "Er is niets veranderd." in page
    assert failed.sent_at is not None


def test_nothing_chosen_is_said(admin_client, failed):
    assert "Kies eerst" in admin_client.post(ROOM, {"retry": "1"}, follow=True).text


def test_a_newsletter_mail_and_a_job_go_once_more(admin_client):
    now = timezone.now()
    newsletter = Newsletter.objects.create(month=now.date().replace(day=1), title="Nieuws", sent_at=now)
    reader = NewsletterSubscriber.objects.create(email="a@b.test", key="a", mailed_at=now, confirmed_at=now)
    row = NewsletterDelivery.objects.create(newsletter=newsletter, subscriber=reader, failed_at=now, attempts=8)
    job = failed_job()
    page = admin_client.get(ROOM).text

    admin_client.post(ROOM, {"nieuwsbrief": [row.pk], "job": [job, job + 1], "retry": "1"})

    row.refresh_from_db()
    assert "Klus: Mail maken en versturen van wat er gebeurde" in page
    assert "In het logboek van de server heet dit core.deliver_events." in page
    assert (row.failed_at, row.attempts) == (None, 0)
    assert status_of(job) == "todo"


def test_numbers_of_what_waits_and_what_is_late(admin_client, failed):
    Notification.objects.update(failed_at=None, due_at=timezone.now() - timedelta(minutes=11))

    [letters, _] = PostRoom().kinds

    assert (letters.waiting, letters.late, letters.failed) == (1, 1, 0)
    assert admin_client.get(ROOM).status_code == 200


@pytest.mark.parametrize(("ago", "words"), [(1, "De werker draait. We hoorden"), (11, "De werker draait niet.")])
def test_page_says_whether_the_worker_runs(admin_client, ago, words):
    heard(timedelta(minutes=ago))

    assert words in admin_client.get(ROOM).text


def test_page_says_that_no_worker_was_there(admin_client):
    assert "De werker draait niet." in admin_client.get(ROOM).text


@pytest.mark.parametrize(("minutes", "is_said"), [(9, False), (11, True)])
def test_desk_says_in_red_that_events_wait(admin_client, groen, resident, green_resident, minutes, is_said):
    ProjectFactory(theme=groen, initiator=resident.person).take_up(by=green_resident.person, reason="Goed plan.")
    ProjectEvent.objects.update(at=timezone.now() - timedelta(minutes=minutes))

    desk = admin_client.get("/beheer/").text

    assert ("Er wacht iets sinds" in desk) is is_said
    assert 'href="/beheer/post-en-werker/"' in desk


def test_team_sees_no_post_room(client, team_member):
    client.force_login(team_member)

    assert "Post en werker" not in client.get("/beheer/").text
    assert client.get(ROOM).status_code == 403


@pytest.mark.parametrize("button", ["retry", "drop"])
def test_what_was_pressed_takes_few_queries_and_writes_down_no_names(
    admin_client, failed, django_assert_max_num_queries, button
):
    people = PersonFactory.create_batch(30, name="Truus de Vries")
    rows = Notification.objects.bulk_create(
        Notification(event_uuid=failed.event_uuid, event_model=failed.event_model, kind="project-answer",
                     person=person, failed_at=timezone.now()) for person in people
    )  # fmt: skip

    with django_assert_max_num_queries(18):
        admin_client.post(ROOM, {"melding": [row.pk for row in rows], button: "1"})

    written = set(LogEntry.objects.values_list("object_repr", flat=True))
    assert written == {f"project-answer {row.pk}" for row in rows}
    assert {entry.get_edited_object().kind for entry in LogEntry.objects.all()[:1]} == {"project-answer"}


def test_page_takes_few_queries_however_much_failed(admin_client, failed, django_assert_max_num_queries):
    rows = [Notification(event_uuid=failed.event_uuid, event_model=failed.event_model, kind=f"soort-{n}",
                         person=failed.person, failed_at=timezone.now()) for n in range(30)]  # fmt: skip
    Notification.objects.bulk_create(rows)

    with django_assert_max_num_queries(18):
        admin_client.get(ROOM)


def test_every_kind_of_letter_has_words(admin_client, failed):
    page = admin_client.get("/beheer/communication/notification/").text

    assert "Antwoord op je idee: …" in page
    assert ">project-answer<" not in page
    assert [kind for kind in (*LETTERS, WEEK_NEWS, WORK_WEEK) if words_of(kind) in (kind, "…", "…: …")] == []


def test_every_job_of_ours_has_a_name_that_people_read():
    ours = {name for name in jobs.tasks if "builtin" not in name}

    assert ours == set(NAMES)


def test_job_without_a_name_goes_by_what_the_code_calls_it():
    assert name_of("andere.klus") == "andere.klus"
