"""What the counter writes down besides ideas: who takes part, and what somebody asks."""

import pytest
from django.test import Client

from accounts.models import Person
from communication.models import Enquiry, Notification, OutreachTask
from communication.outbox import process_events
from projects.models import Participation, Status
from tests.factories import ProjectFactory
from tests.projects.test_races import at_once

pytestmark = pytest.mark.django_db

JOINS = {"code": "rh7 dw", "name": "Truus Wolters", "phone": "06 98765432", "can": "soep koken", "consent": "on"}
ASKS = {
    "to": "thema-groen",
    "subject": "De bomen",
    "text": "Wanneer wordt er gesnoeid?",
    "name": "Truus Wolters",
    "phone": "06 98765432",
    "consent": "on",
}


@pytest.fixture
def project(groen, resident):
    return ProjectFactory(title="Soep", theme=groen, status=Status.UNDERWAY, short_code="RH7DW", leader=resident.person)


def test_counter_writes_down_who_takes_part_and_the_leader_hears(client, counter, project, resident):
    client.force_login(counter)

    page = client.post("/balie/meedoen/", JOINS, follow=True).text
    process_events()

    helper = project.participations.helpers().get()
    assert (helper.person.name, helper.person.phone, helper.can) == ("Truus Wolters", "06 98765432", "soep koken")
    assert helper.person.consent_at is not None
    assert "Truus Wolters doet mee met ‘Soep’." in page
    assert list(Notification.objects.values_list("kind", "person")) == [("project-helper", resident.person.pk)]


def test_leader_reads_that_the_counter_passes_it_on_and_never_the_number(client, counter, project, resident):
    client.force_login(counter)
    client.post("/balie/meedoen/", JOINS)
    client.force_login(resident)

    page = client.get(f"{project.get_absolute_url()}deelnemers/").text

    assert "dan geeft de balie het door" in page
    assert "98765432" not in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"code": ""}, "Vul de code van het project in."),
        ({"code": "22222"}, "Er is geen project met deze code."),
        ({"code": "x\x00" * 30}, "Fout: "),
        ({"phone": ""}, "anders kan niemand iets afspreken"),
        ({"consent": ""}, "Vraag of het goed is en zet dan een vinkje."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(client, counter, project, wrong, words):
    client.force_login(counter)

    page = client.post("/balie/meedoen/", JOINS | wrong).text

    assert words in page
    assert "soep koken" in page
    assert not Person.objects.filter(name="Truus Wolters").exists()


def test_a_project_that_ended_takes_nobody(client, counter, project):
    type(project).objects.update(status=Status.STOPPED)
    client.force_login(counter)

    assert "‘Soep’ zoekt nu niemand meer." in client.post("/balie/meedoen/", JOINS).text
    assert not project.participations.helpers().exists()


@pytest.mark.django_db(transaction=True)
def test_two_identical_sends_at_once_write_down_one_person(client, counter, project):
    def send():
        own = Client()
        own.force_login(counter)
        own.post("/balie/meedoen/", JOINS)

    at_once(send, send)

    assert Person.objects.filter(name="Truus Wolters").count() == 1
    assert project.participations.filter(role=Participation.Role.HELPER).count() == 1


def test_counter_asks_for_somebody_and_the_answer_comes_on_the_list(client, counter, groen, green_resident):
    client.force_login(counter)

    page = client.post("/balie/vraag/", ASKS, follow=True).text
    enquiry = Enquiry.objects.get()
    process_events()
    enquiry.reply(by=green_resident.person, text="In februari.")
    process_events()

    assert "De vraag ligt bij: duo van Groen &amp; Buitenzijn." in page
    assert (enquiry.person.name, enquiry.person.phone, enquiry.theme) == ("Truus Wolters", "06 98765432", groen)
    assert list(Notification.objects.values_list("kind", "person")) == [("enquiry-new", green_resident.person.pk)]
    assert list(OutreachTask.objects.values_list("person", "text")) == [(enquiry.person.pk, "In februari.")]


def test_the_same_question_sent_twice_is_one(client, counter, groen):
    client.force_login(counter)

    client.post("/balie/vraag/", ASKS)
    client.post("/balie/vraag/", ASKS)

    assert Enquiry.objects.count() == Person.objects.filter(name="Truus Wolters").count() == 1


@pytest.mark.parametrize("address", ["/balie/meedoen/", "/balie/vraag/"])
def test_who_does_not_work_at_the_counter_writes_nothing_down(client, resident, project, address):
    client.force_login(resident)

    assert client.post(address, JOINS | ASKS).status_code == 403
    assert not Person.objects.filter(name="Truus Wolters").exists()
