"""Who pulls a quiet project is asked how it goes, once in a silence."""

from datetime import timedelta

import pytest
from django.utils import timezone

from communication.models import Notification
from communication.outbox import process_events, send_due
from core.dates import day
from projects.models import ProgressCheck, Status
from projects.tasks import remind_leaders
from tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db


def quiet(groen, person, *, days=40, **fields):
    heard = timezone.localtime() - timedelta(days=days)
    fields = {"status": Status.UNDERWAY} | fields
    return ProjectFactory(title="Geveltuinen", theme=groen, leader=person, heard_at=heard, **fields)


def kinds(project):
    return list(project.events.values_list("kind", flat=True))


def test_leader_is_asked_once_in_a_silence_and_again_in_the_next(groen, resident):
    project = quiet(groen, resident.person)

    remind_leaders(0)
    remind_leaders(0)
    process_events()

    assert kinds(project) == ["reminded"]
    assert list(Notification.objects.values_list("kind", "person")) == [("project-reminder", resident.person.pk)]
    type(project).objects.update(heard_at=timezone.localtime() - timedelta(days=31))
    project.events.update(at=timezone.localtime() - timedelta(days=35))
    remind_leaders(0)
    assert kinds(project) == ["reminded", "reminded"]


@pytest.mark.parametrize(
    "fields",
    [
        {"days": 29}, {"check_in_days": 60}, {"status": Status.PAUSED}, {"status": Status.PROPOSED},
        {"hidden_at": timezone.now()},
    ],
)  # fmt: skip
def test_what_was_heard_of_in_time_pauses_or_is_hidden_is_left_in_peace(groen, resident, fields):
    project = quiet(groen, resident.person, **fields)

    remind_leaders(0)

    assert kinds(project) == []


def paused(groen, person, *, over=1, **fields):
    """Whose pause was over that many days ago."""
    now = timezone.localtime()
    times = {"heard_at": now - timedelta(days=200), "status_since": now - timedelta(days=over + 60)}
    until = timezone.localdate() - timedelta(days=over)
    fields = {"status": Status.PAUSED, "paused_from": Status.UNDERWAY, "paused_until": until} | times | fields
    return ProjectFactory(title="Geveltuinen", theme=groen, leader=person, **fields)


def test_leader_is_asked_once_after_a_pause_whether_it_goes_on(groen, resident, mailoutbox):
    project = paused(groen, resident.person)
    project.events.create(kind="reminded", at=timezone.localtime() - timedelta(days=100))  # in the silence before it

    for _ in range(2):
        remind_leaders(0)
        process_events()
        send_due()

    assert kinds(project) == ["reminded", "reminded"]
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([resident.email], "De pauze van Geveltuinen is voorbij")
    ]
    assert f"{project.get_absolute_url()}verder/" in mailoutbox[0].body
    assert f"lag stil tot {day(project.paused_until)}" in mailoutbox[0].body


def test_the_duo_is_asked_of_a_paused_project_that_nobody_pulls(groen, green_resident, mailoutbox):
    paused(groen, None)

    remind_leaders(0)
    process_events()
    send_due()

    assert [mail.to for mail in mailoutbox] == [[green_resident.email]]


def test_who_went_on_before_the_mail_went_gets_none(groen, resident, mailoutbox):
    project = paused(groen, resident.person)
    remind_leaders(0)
    process_events()
    project.resume(by=resident.person, reason="We gaan weer.")

    send_due()

    assert [mail for mail in mailoutbox if "pauze" in mail.subject] == []


@pytest.mark.parametrize("fields", [{"over": -3}, {"hidden_at": timezone.now()}])
def test_a_pause_that_lasts_or_is_hidden_is_left_in_peace(groen, resident, fields):
    project = paused(groen, resident.person, **fields)

    remind_leaders(0)

    assert kinds(project) == []


def test_who_answered_before_the_mail_went_gets_none(groen, resident, mailoutbox):
    project = quiet(groen, resident.person)
    remind_leaders(0)
    process_events()
    ProgressCheck.press(project, by=resident.person, voice="leader")

    send_due()

    assert mailoutbox == []


def test_mail_leads_to_the_buttons_and_the_page_says_nothing_of_it(client, groen, resident, mailoutbox):
    project = quiet(groen, resident.person)

    remind_leaders(0)
    process_events()
    send_due()

    assert mailoutbox[0].subject == "Hoe gaat het met Geveltuinen?"
    assert f"{project.get_absolute_url()}voortgang/" in mailoutbox[0].body
    assert "Hoe gaat het?" not in client.get(project.get_absolute_url()).content.decode()
