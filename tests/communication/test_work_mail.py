"""On Monday a duo reads what waits for it, and each line leads to the buttons."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from communication.models import MailTrouble, Notification, OutreachTask
from communication.tasks import work_week
from communication.work_mail import contents
from projects.models import Status
from tests.factories import ProgressCheckFactory, ProjectFactory, RequestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def silent(groen):
    long_ago = timezone.localtime() - timedelta(days=74)
    return ProjectFactory(title="Sporten", theme=groen, status=Status.UNDERWAY, heard_at=long_ago)


def letters_to(user):
    return [letter for letter in mail.outbox if letter.to == [user.email]]


def test_each_half_reads_what_waits_with_a_link_to_the_buttons(client, green_resident, green_professional, silent):
    work_week(timestamp=0)

    for half, name in ((green_resident, "Ineke"), (green_professional, "Bas")):
        (letter,) = letters_to(half)
        assert letter.subject == f"Dag {name}, één project wacht op jou"
        assert "Sporten\nAl 74 dagen stil.\n" in letter.body
        client.force_login(half)
        address = next(word for word in letter.body.split() if "#project-" in word)
        assert address.endswith(f"/begeleiding/#project-{silent.pk}")
        assert f'id="project-{silent.pk}"' in client.get("/begeleiding/").text


def test_what_others_are_to_do_stands_apart_from_what_waits_for_the_reader(green_resident, groen, silent):
    long_ago = timezone.now() - timedelta(days=27)
    late = ProjectFactory(title="Kaarten", theme=groen, status=Status.UNDERWAY, heard_at=long_ago)
    ProgressCheckFactory(project=late, voice="resident", signal="needs_attention")
    ProgressCheckFactory(project=late, voice="professional", signal="needs_attention")

    work_week(timestamp=0)

    (letter,) = letters_to(green_resident)
    waits, watched = letter.body.split("OM IN DE GATEN TE HOUDEN")
    assert letter.subject == "Dag Ineke, één project wacht op jou"
    assert "WACHT OP JOU\n\nSporten\n" in waits
    assert "Kaarten\n" in watched


def test_a_week_in_which_only_others_are_to_move_says_so(green_resident, groen):
    attention = ProjectFactory(title="Kaarten", theme=groen, status=Status.UNDERWAY, heard_at=timezone.now())
    for voice in ("resident", "professional"):
        ProgressCheckFactory(project=attention, voice=voice, signal="needs_attention")

    work_week(timestamp=0)

    (letter,) = letters_to(green_resident)
    assert letter.subject == "Om in de gaten te houden: projecten van je thema"
    assert "Deze week wacht niets op jou. Hier is een ander aan zet." in letter.body
    assert "OM IN DE GATEN TE HOUDEN\n\nKaarten\n" in letter.body


def test_the_rest_is_counted_however_many_there_are(green_resident, groen):
    ProjectFactory.create_batch(60, theme=groen, answer_due=timezone.localdate() - timedelta(days=1))

    work_week(timestamp=0)

    (letter,) = letters_to(green_resident)
    assert letter.subject == "Dag Ineke, 60 projecten wachten op jou"
    assert "En nog 48." in letter.body


def test_once_a_week_however_often_it_is_asked(green_resident, silent):
    work_week(timestamp=0)
    work_week(timestamp=0)
    assert len(letters_to(green_resident)) == 1


def test_who_is_away_is_left_in_peace_and_the_others_read_it(green_resident, green_professional, silent):
    green_resident.person.away_until = timezone.localdate() + timedelta(days=3)
    green_resident.person.save(update_fields=["away_until"])

    work_week(timestamp=0)

    assert letters_to(green_resident) == []
    assert len(letters_to(green_professional)) == 1
    assert contents(green_resident.person) is None


def test_member_of_the_team_who_is_away_is_left_in_peace(team_member):
    RequestFactory()
    team_member.person.away_until = timezone.localdate()
    team_member.person.save(update_fields=["away_until"])

    work_week(timestamp=0)

    assert letters_to(team_member) == []


def test_and_again_next_week(green_resident, silent, time_machine):
    work_week(timestamp=0)
    time_machine.move_to(timezone.now() + timedelta(days=7))
    work_week(timestamp=0)

    assert len(letters_to(green_resident)) == 2


def test_nothing_waits_nothing_is_sent(green_resident, groen):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, heard_at=timezone.now())
    for voice in ("resident", "professional"):
        ProgressCheckFactory(project=project, voice=voice)

    work_week(timestamp=0)

    assert not mail.outbox
    assert Notification.objects.get().dropped_at is not None


def test_who_left_the_seat_and_who_never_had_one_get_none(green_resident, resident, silent):
    green_resident.person.seats.update(until=timezone.localdate())

    work_week(timestamp=0)

    assert not Notification.objects.exists()


@pytest.fixture
def stand_in(neighbour, groen):
    groen.fallback = neighbour.person
    groen.save(update_fields=["fallback"])
    return neighbour


def test_who_stands_in_for_a_duo_that_is_not_there_reads_what_waits(stand_in, silent):
    work_week(timestamp=0)

    (letter,) = letters_to(stand_in)
    assert "Sporten\nAl 74 dagen stil.\n" in letter.body


def test_who_would_stand_in_gets_none_while_a_half_is_there(stand_in, green_resident, silent):
    work_week(timestamp=0)

    assert not letters_to(stand_in)
    assert list(Notification.objects.values_list("person", flat=True)) == [green_resident.person.pk]


# -- the team ----------------------------------------------------------------------------------------------------------
def test_team_reads_on_monday_how_many_requests_wait_for_what(team_member):
    today = timezone.localdate()
    busy = {"status": "in_progress", "assignee": team_member.person}
    RequestFactory(due=today + timedelta(days=30))
    RequestFactory(due=today + timedelta(days=3), **busy)
    RequestFactory(due=today - timedelta(days=3), **busy)
    RequestFactory(due=today - timedelta(days=3), **busy | {"status": "waiting"})
    RequestFactory(due=today + timedelta(days=30), answered_at=timezone.now(), **busy)
    RequestFactory(status="done", closed_at=timezone.now())

    work_week(timestamp=0)

    (letter,) = letters_to(team_member)
    assert letter.subject == "De week van het communicatieteam"
    for line in (
        *("Nog van niemand: 1", "Deze week klaar: 1", "Te laat: 1", "Wacht op de aanvrager: 1", "Antwoord binnen: 1"),
    ):
        assert f"\n{line}\n" in letter.body
    assert "/beheer/\n" in letter.body


def test_member_whose_mail_does_not_arrive_is_not_called_about_the_work(team_member):
    RequestFactory()
    MailTrouble.note(team_member.email, "bounce")

    work_week(timestamp=0)

    assert Notification.objects.get(person=team_member.person).dropped_at is not None
    assert not OutreachTask.objects.exists()


def test_team_with_nothing_to_do_and_who_left_it_get_no_mail(team_member, colleague, resident):
    RequestFactory(status="done", closed_at=timezone.now())
    work_week(timestamp=0)
    assert not mail.outbox

    Notification.objects.all().delete()
    RequestFactory()
    colleague.groups.clear()
    work_week(timestamp=0)

    assert [letter.to for letter in mail.outbox] == [[team_member.email]]
