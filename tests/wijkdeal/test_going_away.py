"""What the removal of an account leaves in projects that somebody led."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import Person
from communication.models import Notification, OutreachTask, Request
from communication.outbox import process_events
from groups.models import ActionPoint
from groups.tasks import remind_of_actions
from projects.models import Participation, Question, Status
from tests.factories import IssueFactory, MeetingFactory, PersonFactory, ProjectFactory, RequestFactory
from wijkdeal import erasing

pytestmark = pytest.mark.django_db
LEFT = "Wie dit project trok, is weggegaan. Het zoekt iemand die het overneemt."


def led_by(person, status, **fields):
    project = ProjectFactory(status=status, **fields)
    Participation.objects.create(project=project, person=person, role="leader")
    return project


def go_away(client, user):
    sign_in(client, user)
    return client.post("/mijn/verwijderen/", {"email": user.email})


def sign_in(client, user):
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def test_leader_goes_away_and_what_is_underway_is_paused(client, resident, green_resident, groen):
    project = led_by(resident.person, Status.UNDERWAY, theme=groen)

    go_away(client, resident)

    project.refresh_from_db()
    assert (project.status, project.paused_until) == (Status.PAUSED, timezone.localdate() + timedelta(days=30))
    assert sorted(project.events.values_list("kind", "reason")) == [("leader_left", LEFT), ("paused", LEFT)]
    page = client.get(project.get_absolute_url()).content.decode()
    assert LEFT in page
    assert "Fenna" not in page


@pytest.mark.parametrize("status", [Status.PREPARING, Status.PAUSED, Status.ONGOING])
def test_leader_goes_away_and_the_rest_stays_as_it_is(client, resident, status):
    project = led_by(resident.person, status)

    go_away(client, resident)

    project.refresh_from_db()
    assert project.status == status
    assert list(project.events.values_list("kind", "reason")) == [("leader_left", LEFT)]
    assert project.leader is None


def test_leader_reads_beforehand_what_happens_to_the_project(client, resident):
    sign_in(client, resident)

    page = client.get("/mijn/verwijderen/").text

    assert "Trek jij een project? Dan hoort het duo dat je stopt." in page


def test_what_is_finished_is_left_alone(client, resident):
    project = led_by(resident.person, Status.COMPLETED)

    go_away(client, resident)

    assert not project.events.exists()
    assert project.leader is None


def test_duo_hears_that_nobody_leads_it(client, resident, green_resident, groen):
    led_by(resident.person, Status.UNDERWAY, theme=groen)

    go_away(client, resident)
    process_events()

    told = green_resident.person.notifications.filter(kind="project-duo")
    assert told.count() == 1


def test_who_was_given_the_lead_meanwhile_keeps_it(resident, neighbour):
    project = led_by(resident.person, Status.UNDERWAY)
    Participation.objects.create(project=project, person=neighbour.person, role="helper")
    project.appoint_leader(by=resident.person, person=neighbour.person)

    erasing.erase(resident)

    project.refresh_from_db()
    assert (project.status, project.leader) == (Status.UNDERWAY, neighbour.person)
    assert Person.objects.get(pk=neighbour.person.pk).name == "Grietje Bos"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(3))
def test_pressed_twice_it_is_removed_once(resident, turn):
    project = led_by(resident.person, Status.UNDERWAY)
    together = Barrier(2)
    windows = [Client(), Client()]
    for window in windows:
        sign_in(window, resident)

    def press(window):
        try:
            together.wait()
            return window.post("/mijn/verwijderen/", {"email": "fenna@voorbeeld.test"})
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(press, windows))

    assert {answer.status_code for answer in answers} == {302}
    assert "/mijn/verwijderd/" in [answer.url for answer in answers]
    assert project.events.count() == 2


def test_nobody_is_called_or_mailed_about_what_somebody_asked_who_left(client, resident, team_member):
    asked = RequestFactory(requester=resident.person, status=Request.Status.IN_PROGRESS, assignee=team_member.person)
    go_away(client, resident)

    asked.refresh_from_db()
    process_events()

    assert (asked.requester, asked.name, asked.status) == (None, "Iemand uit de buurt", Request.Status.DECLINED)
    assert not OutreachTask.objects.exists()
    assert not Notification.objects.filter(kind="request-news").exists()


def test_who_goes_away_stands_in_for_no_duo_any_more(client, resident, groen):
    groen.fallback = resident.person
    groen.save(update_fields=["fallback"])

    go_away(client, resident)

    groen.refresh_from_db()
    assert groen.fallback is None


def test_nobody_is_called_about_what_somebody_still_had_to_do(resident):
    by_name = PersonFactory(user=None, email=resident.email)
    held = MeetingFactory(starts_at=timezone.localtime() - timedelta(days=2), state="held")
    for person in (resident.person, by_name):
        ActionPoint.objects.create(meeting=held, text="Bezems kopen", person=person, due=timezone.localdate())
    done = ActionPoint.objects.create(meeting=held, text="Zaal", person=resident.person, done_on=timezone.localdate())

    erasing.erase(resident)
    remind_of_actions(0)
    process_events()

    assert not ActionPoint.objects.open().exclude(person=None).exists()
    done.refresh_from_db()
    assert done.person.name == "Iemand uit de buurt"
    assert not OutreachTask.objects.exists()


def test_nobody_is_called_about_a_vraagstuk_or_question_of_who_left(resident, neighbour, groen):
    issue = IssueFactory(raised_by=resident.person)
    by_name = PersonFactory(user=None, email=resident.email)
    other = IssueFactory(raised_by=by_name, taken_up_by=resident.person, state="taken_up")
    question = Question.ask(ProjectFactory(status=Status.UNDERWAY), by=resident.person, text="Hoe laat?")
    Question.objects.update(state=Question.State.PLACED)
    question.refresh_from_db()

    erasing.erase(resident)
    issue.take_up(by=neighbour.person)
    other.settle(by=neighbour.person, answer="Het is opgelost.")
    question.give_answer(by=neighbour.person, text="Om tien uur.")
    process_events()

    assert issue.events.get().kind == "taken_up"
    assert set(other.events.values_list("kind", flat=True)) == {"given_back", "answered"}
    assert question.events.filter(kind="answered").exists()
    assert not OutreachTask.objects.exists()
