"""Who wrote a message corrects it or takes it away; who pulls the project may too, and its writer hears why."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Person
from communication import outbox
from projects.models import Photo, ProjectEvent, Report, Status, Update
from tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(neighbour):
    return neighbour


@pytest.fixture
def project(groen, leader):
    return ProjectFactory(title="Plukfruit", theme=groen, status=Status.UNDERWAY, leader=leader.person)


@pytest.fixture
def update(project, resident):
    """Fenna wrote it, who takes part no more."""
    return Update.post(project, by=resident.person, title="Twaalf bommen", text="Bel Truus op 06 12345678.")


@pytest.fixture
def follower(project):
    person = Person.objects.create(name="Volger", email="volger@voorbeeld.test", mail_frequency="at_once")
    project.follows.create(person=person)
    return person


def address(update, what):
    return f"/projecten/{update.project.slug}/berichten/{update.pk}/{what}/"


def correct(client, update, **typed):
    read = {"title": update.title, "text": update.text, "version": update.version}
    return client.post(address(update, "aanpassen"), read | typed, follow=True)


def letters():
    mail.outbox.clear()
    outbox.process_events()
    outbox.send_due()
    return {message.to[0]: message.body for message in mail.outbox}


@pytest.mark.parametrize("who", ["resident", "leader"])
def test_writer_and_leader_correct_a_message_and_the_page_says_when(client, update, request, who):
    client.force_login(request.getfixturevalue(who))
    page = client.get(update.project.get_absolute_url()).text
    assert f'href="{address(update, "aanpassen")}"' in page
    assert f'href="{address(update, "weghalen")}"' in page

    correct(client, update, title="Twaalf bomen", text="In de grond.")

    update.refresh_from_db()
    assert (update.title, update.text, update.version) == ("Twaalf bomen", "In de grond.", 2)
    assert update.corrected_at is not None
    client.logout()
    page = client.get(update.project.get_absolute_url()).text
    assert "Twaalf bomen" in page
    assert "bommen" not in page
    assert "aangepast op" in page
    assert address(update, "aanpassen") not in page


@pytest.mark.parametrize("who", ["green_resident", "administrator", "counter"])
def test_others_neither_correct_a_message_nor_take_it_away(client, update, request, who):
    client.force_login(request.getfixturevalue(who))

    codes = {client.post(address(update, what)).status_code for what in ("aanpassen", "weghalen")}

    assert codes == {403}
    assert address(update, "aanpassen") not in client.get(update.project.get_absolute_url()).text
    assert Update.objects.get().corrected_at is None


def test_second_of_two_who_correct_reads_what_was_typed(client, update, resident, leader):
    client.force_login(resident)
    correct(client, update, text="Eerst.")
    client.force_login(leader)

    response = correct(client, update, text="Daarna.")

    assert response.status_code == 409
    assert Update.objects.get().text == "Eerst."
    assert "Er is net iets veranderd, door een ander of door jou in een ander venster" in response.text
    assert "Eerst." in response.text
    assert ">\nDaarna.</textarea>" in response.text
    correct(client, update, text="Daarna.", version=2)
    assert Update.objects.get().text == "Daarna."


def test_message_that_was_taken_away_in_another_tab_gives_the_words_back(client, update, resident):
    client.force_login(resident)
    client.post(address(update, "weghalen"))

    page = correct(client, update, text="Daarna.").text
    again = client.post(address(update, "weghalen"), follow=True).text

    assert "of haalde het weg. Jij schreef: ‘Twaalf bommen\nDaarna.’" in page
    assert "Het bericht is al weg." in again
    assert client.get(address(update, "aanpassen")).status_code == 404


def test_corrected_message_is_mailed_as_it_reads_now(client, update, resident, follower):
    client.force_login(resident)
    correct(client, update, title="Twaalf bomen")

    body = letters()[follower.email]

    assert "Twaalf bomen" in body
    assert "bommen" not in body


def test_message_that_stays_as_it_is_was_not_corrected(client, update, resident):
    client.force_login(resident)

    correct(client, update)

    assert Update.objects.get().corrected_at is None


def test_hidden_message_is_neither_corrected_nor_taken_away(client, update, resident, green_resident):
    update.hide(by=green_resident.person, reason="Dat nummer is van iemand anders.")
    client.force_login(resident)

    correct(client, update, text="Toch.")
    client.post(address(update, "weghalen"))

    assert Update.objects.get().text == update.text
    assert Update.objects.get().hidden_by == green_resident.person


def test_nothing_stays_of_what_its_writer_takes_away(
    client, update, resident, follower, clean_photo, settings, django_capture_on_commit_callbacks
):
    Photo.add(update.project, clean_photo(), by=resident.person, update_post=update)
    outbox.process_events()
    client.force_login(resident)
    assert "Dit kun je niet terugdraaien." in client.get(address(update, "weghalen")).text

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address(update, "weghalen"), follow=True)

    assert "Het bericht is weg." in response.text
    assert update.title not in client.get(update.project.get_absolute_url()).text
    assert not Update.objects.exists()
    assert not Photo.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.webp"))
    assert not ProjectEvent.objects.filter(kind="update_posted").exists()
    assert letters() == {}


def test_what_was_told_of_an_activity_goes_with_its_message(client, project, resident):
    past = timezone.now() - timedelta(days=1)
    activity = project.activities.create(title="Planten", place="Park", starts_at=past, ends_at=past)
    told = activity.tell(by=resident.person, text="Bel Truus.", people=3)
    client.force_login(resident)

    correct(client, told, text="Het was mooi.")
    assert "Het was mooi." in client.get(activity.get_absolute_url()).text
    client.post(address(told, "weghalen"))

    page = client.get(activity.get_absolute_url()).text
    assert "Het was mooi." not in page
    assert "Bel Truus." not in page


def test_leader_takes_the_message_of_another_away_with_a_reason_that_its_writer_reads(
    client, update, resident, leader, follower
):
    client.force_login(leader)
    assert "Schrijf in één zin waarom je het weghaalt." in client.post(address(update, "weghalen")).text

    client.post(address(update, "weghalen"), {"reason": "Truus wil dat niet."})

    update.refresh_from_db()
    assert (update.hidden_by, update.hidden_reason) == (leader.person, "Truus wil dat niet.")
    mailed = letters()
    assert "Truus wil dat niet." in mailed[resident.email]
    assert follower.email not in mailed


def test_what_somebody_reported_is_kept_out_of_sight_for_who_looks_at_it(client, update, resident):
    Report.make(update, category="personal", text="Mijn nummer.", email="truus@voorbeeld.test")
    client.force_login(resident)

    client.post(address(update, "weghalen"))

    update.refresh_from_db()
    assert update.hidden_at is not None
    assert Report.objects.get().outcome == "hidden"
    assert update.title not in client.get(update.project.get_absolute_url()).text


def test_merged_project_leads_on_to_its_message(client, update, resident, green_resident):
    other = ProjectFactory(title="Pluktuin", theme=update.project.theme, status=Status.UNDERWAY)
    update.project.merge_into(other, by=green_resident.person, reason="Hetzelfde.")
    client.force_login(resident)

    response = client.get(address(update, "aanpassen"))

    assert response.url == f"/projecten/{other.slug}/berichten/{update.pk}/aanpassen/"
