"""Half a year after a project was done: one question, once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from communication.models import Notification
from communication.outbox import process_events, send_due
from core.dates import month
from projects.models import InvalidTransition, Project, Status
from projects.models.events import ProjectEvent
from projects.tasks import ask_back
from tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db


def done(groen, person=None, *, days=190, **fields):
    ended = timezone.localtime() - timedelta(days=days)
    return ProjectFactory(
        title="Hondenspeeltuin", theme=groen, status=Status.COMPLETED, ended_at=ended, leader=person, **fields
    )


def asked(groen, person=None):
    return done(groen, person, asked_back_at=timezone.now())


def answer(client, project, still_good="yes", note="Het hek staat recht."):
    return client.post(f"{project.get_absolute_url()}nog-goed/", {"still_good": still_good, "note": note})


def test_its_people_are_asked_once_by_mail(groen, resident, mailoutbox):
    project = done(groen, resident.person)

    ask_back(0)
    ask_back(0)
    process_events()

    project.refresh_from_db()
    assert project.asked_back_at is not None
    assert list(project.events.values_list("kind", flat=True)) == ["asked_back"]
    assert list(Notification.objects.values_list("kind", "person")) == [("project-asked-back", resident.person.pk)]


@pytest.mark.parametrize(
    ("is_leader", "words"),
    [
        (True, "Zeg je nee? Dan krijgt het duo bericht en kan het project weer verder."),
        (False, "Zeg je nee? Dan kunnen jullie het weer oppakken."),
    ],
)
def test_who_is_asked_reads_in_which_month_it_was_done_and_what_a_no_brings(
    groen, green_resident, resident, mailoutbox, is_leader, words
):
    project = done(groen, resident.person if is_leader else None, days=400)

    ask_back(0)
    process_events()
    send_due()

    assert f"‘Hondenspeeltuin’ kwam klaar in {month(project.ended_at)}. Is het nog goed?" in mailoutbox[0].body
    assert words in mailoutbox[0].body


def test_the_duo_reads_in_which_month_that_was_done_of_which_somebody_says_no(
    client, groen, resident, green_resident, mailoutbox
):
    project = done(groen, resident.person, days=400, asked_back_at=timezone.now())
    client.force_login(resident)
    mine = client.get("/mijn/").text

    answer(client, project, "no", "Het hek is gestolen.")
    process_events()
    send_due()

    assert f"Dit kwam klaar in {month(project.ended_at)}. Is het nog goed?" in mine
    assert f"‘Hondenspeeltuin’ kwam klaar in {month(project.ended_at)}. Nu is het niet goed" in mailoutbox[0].body


@pytest.mark.parametrize("closed", [False, True])
def test_where_nobody_is_left_the_duo_is_asked(groen, green_resident, resident, closed):
    resident.is_active = not closed
    resident.save(update_fields=["is_active"])
    done(groen, resident.person if closed else None)

    ask_back(0)
    process_events()

    assert list(Notification.objects.values_list("kind", "person")) == [
        ("project-asked-back", green_resident.person.pk)
    ]


@pytest.mark.parametrize(
    "fields", [{"days": 100}, {"days": 900}, {"hidden_at": timezone.now()}, {"asked_back_at": timezone.now()}]
)
def test_what_is_too_fresh_too_old_hidden_or_asked_is_left_in_peace(groen, fields):
    project = done(groen, **fields)

    ask_back(0)

    assert not project.events.exists()


@pytest.mark.parametrize("still_good", ["yes", "partly", "no"])
def test_leader_answers_and_everybody_reads_it(client, groen, resident, still_good):
    project = asked(groen, resident.person)
    client.force_login(resident)
    before = client.get(project.get_absolute_url()).content.decode()

    response = answer(client, project, still_good)

    project.refresh_from_db()
    page = client.get(project.get_absolute_url()).content.decode()
    assert f'href="{project.get_absolute_url()}nog-goed/"' in before
    assert response.url == project.get_absolute_url()
    assert project.still_good == still_good
    assert "Het hek staat recht." in page
    assert ("Stap 5 van 5: nagekeken" in page) is (still_good != "no")
    assert f'href="{project.get_absolute_url()}nog-goed/"' not in page


def test_a_no_goes_to_the_duo(client, groen, resident, green_resident):
    client.force_login(resident)

    answer(client, asked(groen, resident.person), "no", "Het hek is gestolen.")
    process_events()

    assert list(Notification.objects.values_list("kind", "person")) == [("project-not-good", green_resident.person.pk)]


def test_a_no_says_what_is_wrong_and_the_page_what_is_next(client, groen, resident):
    project = asked(groen, resident.person)
    client.force_login(resident)

    refused = answer(client, project, "no", "").content.decode()
    answer(client, project, "no", "De poort klemt.")

    page = client.get(project.get_absolute_url()).content.decode()
    assert "Vertel in één zin wat er niet goed meer is." in refused
    assert "Het is niet goed meer" in page
    assert "half jaar later" not in page


def test_the_question_stands_on_the_own_page(client, groen, resident):
    project = asked(groen, resident.person)
    client.force_login(resident)

    assert f'href="{project.get_absolute_url()}nog-goed/"' in client.get("/mijn/").text


def test_others_do_not_answer(client, groen, neighbour, social_professional):
    project = asked(groen)

    for user in (neighbour, social_professional):
        client.force_login(user)
        assert answer(client, project).status_code == 403

    project.refresh_from_db()
    assert project.still_good == ""


@pytest.mark.parametrize(("typed", "words"), [("", "Kies ja, voor een deel of nee."), ("misschien", "misschien")])
def test_an_answer_that_is_none_is_said_and_nothing_is_lost(client, groen, resident, typed, words):
    client.force_login(resident)

    page = answer(client, asked(groen, resident.person), typed, "Mijn zin.").content.decode()

    assert words in page
    assert "Mijn zin." in page


def test_the_second_answer_is_told_and_its_words_are_shown(client, groen, resident, green_resident):
    project = asked(groen, resident.person)
    client.force_login(resident)
    answer(client, project)
    client.force_login(green_resident)

    answer(client, project, "no", "De poort klemt.")

    project.refresh_from_db()
    page = client.get(project.get_absolute_url()).content.decode()
    assert project.still_good == "yes"
    assert "Hier is al antwoord op gegeven" in page
    assert "De poort klemt." in page


def test_what_is_taken_up_again_is_asked_about_anew(groen, green_resident):
    project = asked(groen)
    project.look_back(by=green_resident.person, still_good="no", note="")

    project.reopen(by=green_resident.person, reason="Het hek komt terug.")

    assert (project.asked_back_at, project.still_good) == (None, "")
    with pytest.raises(InvalidTransition):
        project.look_back(by=green_resident.person, still_good="yes", note="")
    assert Project.objects.to_ask_back().count() == 0
    assert ProjectEvent.objects.filter(kind="looked_back").count() == 1


def test_what_is_not_good_any_more_stands_first_on_the_list_of_its_duo(client, groen, resident, green_resident):
    project = asked(groen, resident.person)
    project.look_back(by=resident.person, still_good="no", note="Het hek is stuk.")
    client.force_login(green_resident)

    before = client.get("/begeleiding/").context["now"]
    project.reopen(by=green_resident.person, reason="We maken het hek.")
    after = client.get("/begeleiding/").context["now"]

    assert [(row.project, row.why, row.label) for row in before] == [
        (project, "Was klaar, maar is niet goed meer", "Hoe verder?")
    ]
    assert after == []


def test_what_was_left_so_leaves_the_list_after_a_quarter(client, groen, resident, green_resident):
    project = asked(groen, resident.person)
    project.look_back(by=resident.person, still_good="no", note="Het hek is stuk.")
    project.events.update(at=timezone.localtime() - timedelta(days=91))
    client.force_login(green_resident)

    assert client.get("/begeleiding/").context["now"] == []


def test_who_led_what_is_done_reads_so_on_the_own_page(client, groen, resident):
    done(groen, resident.person)
    client.force_login(resident)

    page = client.get("/mijn/").text

    assert "jij trok het" in page
    assert "jij trekt het" not in page
