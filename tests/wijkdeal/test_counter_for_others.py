"""What the counter writes down besides ideas: who takes part, and what somebody asks."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import Person
from communication.models import Enquiry, Notification, OutreachTask
from communication.outbox import process_events
from core.dates import day_time
from projects.models import Participation, Status
from tests.factories import PersonFactory, ProjectFactory
from tests.projects.test_races import at_once

pytestmark = pytest.mark.django_db

JOINS = {"project": "rh7 dw", "name": "Truus Wolters", "phone": "06 98765432", "can": "soep koken", "consent": "on"}
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


@pytest.mark.parametrize("typed", ["soep", "RH7 DW", "Soep (RH7DW)", "http://testserver{address}"])
def test_counter_types_the_title_the_code_or_the_address(client, counter, project, wanted, typed):
    typed = typed.format(address=project.get_absolute_url())
    client.force_login(counter)

    empty = client.get("/balie/hulp/").text
    found = client.get("/balie/hulp/", {"project": typed}).text
    client.post("/balie/meedoen/", JOINS | {"project": typed})
    client.post("/balie/projectvraag/", UNDER | {"project": typed})

    assert "Zoek eerst het project op. Daarna zie je wat het zoekt." in empty
    assert "Welk project?" in empty
    assert "Typ de titel, de code of het adres van het project." in empty
    assert "Een aanhanger" in found
    assert project.participations.helpers().get().person.name == "Truus Wolters"
    assert project.questions.get().text == UNDER["text"]


def test_two_projects_of_one_title_ask_for_the_code(client, counter, project):
    ProjectFactory(title="Soep", theme=project.theme, status=Status.UNDERWAY)
    client.force_login(counter)

    page = client.post("/balie/meedoen/", JOINS | {"project": "soep"}).text

    assert "Er zijn meer projecten met deze titel. Typ de code van het project." in page
    assert not Participation.objects.filter(person__name="Truus Wolters").exists()


def test_session_that_ends_at_the_counter_keeps_which_project_it_was(client, counter, project):
    client.force_login(counter)
    client.get("/balie/meedoen/")
    client.logout()

    client.post("/balie/meedoen/", JOINS)
    client.force_login(counter)

    kept = cache.get(f"typed:{client.session['typed']}")["fields"]
    assert ("project", "rh7 dw") in [tuple(field) for field in kept]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"project": ""}, "Vul in welk project het is."),
        ({"project": "22222"}, "We vinden geen project met deze titel, deze code of dit adres."),
        ({"project": "x\x00" * 30}, "Fout: "),
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


@pytest.fixture
def merged(groen, project, green_resident):
    """Of which somebody kept the receipt."""
    old = ProjectFactory(title="Stamppot", theme=groen, status=Status.UNDERWAY, short_code="HVY66")
    old.merge_into(project, by=green_resident.person, reason="Past hierbij.")
    return old


def test_code_of_a_merged_project_takes_part_where_it_went(client, counter, project, merged):
    client.force_login(counter)

    page = client.post("/balie/meedoen/", JOINS | {"project": "hvy66"}, follow=True).text

    assert project.participations.helpers().get().person.name == "Truus Wolters"
    assert "Truus Wolters doet mee met ‘Soep’." in page


def test_code_of_a_merged_project_finds_what_is_needed_where_it_went(client, counter, merged, wanted):
    client.force_login(counter)

    page = client.post("/balie/hulp/?project=hvy66", OFFERS | {"wanted": wanted.pk}, follow=True).text

    assert wanted.offers.get().person.name == "Truus Wolters"
    assert "Truus Wolters biedt hulp aan: Een aanhanger." in page


def test_code_of_a_merged_project_asks_where_it_went(client, counter, project, merged):
    client.force_login(counter)

    client.post("/balie/projectvraag/", UNDER | {"project": "hvy66"})

    assert project.questions.get().text == UNDER["text"]


def test_code_that_leads_to_what_is_hidden_is_not_found(client, counter, project, merged):
    type(project).objects.filter(pk=project.pk).update(hidden_at=timezone.now())
    client.force_login(counter)

    for code in (merged.short_code, project.short_code):
        assert (
            "We vinden geen project met deze titel, deze code of dit adres."
            in client.get("/balie/hulp/", {"project": code}).text
        )
    assert client.get(merged.short_url).status_code == 404


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


# -- help offered -----------------------------------------------------------------------------------------------------
OFFERS = {"name": "Truus Wolters", "phone": "06 98765432", "text": "Alleen op zaterdag.", "consent": "on"}


@pytest.fixture
def wanted(project):
    return project.help_wanted.create(kind="things", what="Een aanhanger")


def offer(client, wanted, **other):
    return client.post("/balie/hulp/?project=rh7+dw", OFFERS | {"wanted": wanted.pk} | other, follow=True).text


def test_counter_finds_by_its_code_what_a_project_needs(client, counter, project, wanted):
    project.help_wanted.create(kind="hands", what="Al gevonden", fulfilled_at=timezone.now())
    client.force_login(counter)

    page = client.get("/balie/hulp/", {"project": "rh7 dw"}).text

    assert "Een aanhanger" in page
    assert "Al gevonden" not in page
    assert (
        "We vinden geen project met deze titel, deze code of dit adres."
        in client.get("/balie/hulp/", {"project": "22222"}).text
    )


def test_counter_writes_down_who_offers_help_and_the_answer_comes_on_the_list(
    client, counter, project, wanted, resident
):
    client.force_login(counter)

    page = offer(client, wanted)
    process_events()
    offered = wanted.offers.get()
    offered.accept(by=resident.person, answer="Graag, tot zaterdag.")
    process_events()

    assert "Truus Wolters biedt hulp aan: Een aanhanger." in page
    assert (offered.person.name, offered.person.phone) == ("Truus Wolters", "06 98765432")
    assert offered.text == "Alleen op zaterdag."
    assert list(Notification.objects.values_list("kind", "person")) == [("help-offered", resident.person.pk)]
    assert list(OutreachTask.objects.values_list("person", "text")) == [(offered.person.pk, "Graag, tot zaterdag.")]
    assert project.participations.helpers().get().person == offered.person


def test_who_has_an_address_reads_the_answer_to_the_offer_in_a_mail(client, counter, wanted, resident):
    client.force_login(counter)

    offer(client, wanted, email="truus@voorbeeld.test")
    wanted.offers.get().decline(by=resident.person, answer="Er is er al een.")
    process_events()

    assert not OutreachTask.objects.exists()
    assert Notification.objects.filter(kind="help-answer", person__email="truus@voorbeeld.test").exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"wanted": ""}, "Kies wat diegene aanbiedt."),
        ({"wanted": "0"}, "Kies iets uit de lijst."),
        ({"phone": ""}, "anders kan niemand iets afspreken"),
        ({"consent": ""}, "Vraag of het goed is en zet dan een vinkje."),
    ],
)
def test_offer_that_is_not_complete_says_so_and_keeps_nothing(client, counter, wanted, wrong, words):
    client.force_login(counter)

    page = client.post("/balie/hulp/?project=RH7DW", OFFERS | {"wanted": wanted.pk} | wrong).text

    assert words in page
    assert "Alleen op zaterdag." in page
    assert not Person.objects.filter(name="Truus Wolters").exists()


def test_what_was_found_meanwhile_is_not_offered(client, counter, wanted):
    client.force_login(counter)
    wanted.fulfil()

    assert "zoekt nu niets" in offer(client, wanted)
    assert not Person.objects.filter(name="Truus Wolters").exists()


# -- a question under a project ---------------------------------------------------------------------------------------
UNDER = {"project": "rh7 dw", "text": "Mag mijn hond mee?", "name": "Truus Wolters", "consent": "on"}


def test_counter_asks_under_a_project_and_the_answer_comes_on_the_list(client, counter, project, resident):
    client.force_login(counter)

    page = client.post("/balie/projectvraag/", UNDER | {"phone": "06 98765432"}, follow=True).text
    process_events()
    question = project.questions.get()
    question.give_answer(by=resident.person, text="Ja, aan de lijn.")
    process_events()

    assert "De mensen van ‘Soep’ hebben de vraag." in page
    assert (question.asker.name, question.text) == ("Truus Wolters", "Mag mijn hond mee?")
    assert list(Notification.objects.values_list("kind", "person")) == [("question-new", resident.person.pk)]
    assert list(OutreachTask.objects.values_list("person", "text")) == [(question.asker.pk, "Ja, aan de lijn.")]


def test_question_of_somebody_with_an_account_is_in_that_name(client, counter, project, neighbour, resident):
    client.force_login(counter)

    client.post("/balie/projectvraag/", UNDER | {"email": neighbour.email})
    project.questions.get().give_answer(by=resident.person, text="Ja.")
    process_events()

    assert project.questions.get().asker == neighbour.person
    assert Notification.objects.filter(kind="question-news", person=neighbour.person).exists()
    assert not OutreachTask.objects.exists()


def test_the_same_question_under_a_project_sent_twice_is_one(client, counter, project):
    client.force_login(counter)

    client.post("/balie/projectvraag/", UNDER)
    client.post("/balie/projectvraag/", UNDER)

    assert project.questions.count() == Person.objects.filter(name="Truus Wolters").count() == 1


def test_a_third_question_without_an_answer_is_refused_and_stays_in_the_form(client, counter, project):
    client.force_login(counter)
    for number in range(2):
        client.post("/balie/projectvraag/", UNDER | {"phone": "06 98765432", "text": f"Vraag {number}?"})

    page = client.post("/balie/projectvraag/", UNDER | {"phone": "06 98765432"}).text

    assert "Voor wie het vraagt geldt: Je hebt hier al 2 vragen zonder antwoord." in page
    assert "Mag mijn hond mee?" in page
    assert project.questions.count() == 2


def test_nothing_is_asked_under_a_project_that_is_hidden(client, counter, project):
    project.hide(by=counter.person, reason="Reclame.")
    client.force_login(counter)

    page = client.post("/balie/projectvraag/", UNDER).text

    assert "We vinden geen project met deze titel, deze code of dit adres." in page
    assert not Person.objects.filter(name="Truus Wolters").exists()


@pytest.mark.parametrize(
    "address", ["/balie/meedoen/", "/balie/vraag/", "/balie/hulp/?project=RH7DW", "/balie/projectvraag/"]
)
def test_who_does_not_work_at_the_counter_writes_nothing_down(client, resident, project, address):
    client.force_login(resident)

    assert client.post(address, JOINS | ASKS | OFFERS).status_code == 403
    assert not Person.objects.filter(name="Truus Wolters").exists()


# -- receipts, and who comes to an activity ---------------------------------------------------------------------------
def receipt(client, address, typed):
    response = client.post(address, typed, follow=True)
    assert response.redirect_chain[-1][0].startswith("/balie/bonnetje/van/"), response.text
    return re.sub(r"\s+", " ", response.text)


def test_who_offers_help_takes_a_receipt_home(client, counter, wanted):
    client.force_login(counter)

    page = receipt(client, "/balie/hulp/?project=RH7DW", OFFERS | {"wanted": wanted.pk})

    assert 'class="wrap flow read receipt"' in page
    assert "<h1>Een aanhanger</h1>" in page
    assert "Hulp van Truus Wolters" in page
    assert "Alleen op zaterdag." in page
    assert "RH7DW" in page
    assert "Je krijgt antwoord van Fenna Dijkema. We bellen je." in page
    assert "98765432" not in page


def test_who_asks_takes_a_receipt_home(client, counter, project, groen):
    client.force_login(counter)

    under = receipt(client, "/balie/projectvraag/", UNDER)
    asked = receipt(client, "/balie/vraag/", ASKS)

    assert "<h1>Een vraag bij ‘Soep’</h1>" in under
    assert "Je krijgt antwoord van Fenna Dijkema. Loop binnen of bel, dan vertellen we hoe het staat." in under
    assert "<h1>De bomen</h1>" in asked
    assert "</b> van duo van Groen &amp; Buitenzijn. We bellen je." in asked
    assert "Wanneer wordt er gesnoeid?" in asked


def test_receipt_opens_for_who_writes_down_for_others_and_that_day_only(
    client, counter, project, resident, time_machine
):
    client.force_login(counter)
    address = client.post("/balie/projectvraag/", UNDER).url

    assert client.get(address).status_code == 200
    assert client.get(address.replace("van/", "van/x")).status_code == 404
    client.force_login(resident)
    assert client.get(address).status_code == 403
    time_machine.move_to(timezone.now() + timedelta(days=2))
    client.force_login(counter)
    assert client.get(address).status_code == 404


@pytest.fixture
def activity(project):
    starts = timezone.now() + timedelta(days=3)
    return project.activities.create(title="Soep eten", place="De Semmelstee", starts_at=starts, ends_at=starts)


COMES = {"name": "Truus Wolters", "phone": "06 98765432", "consent": "on"}


def test_counter_writes_down_who_comes_to_an_activity_and_what_changes_comes_on_the_list(
    client, counter, activity, resident
):
    client.force_login(counter)

    page = receipt(client, "/balie/activiteit/", COMES | {"asked": activity.pk})
    client.post("/balie/activiteit/", COMES | {"asked": activity.pk})
    activity.cancel(by=resident.person, reason="Te weinig uien.")
    process_events()

    person = activity.attendances.get().person
    assert (person.name, person.phone, person.user) == ("Truus Wolters", "06 98765432", None)
    assert "Truus Wolters komt naar ‘Soep eten’." in page
    assert "De Semmelstee" in page
    (task,) = OutreachTask.objects.all()
    assert task.person == person
    assert task.text.startswith(f"Het zou zijn op {day_time(activity.starts_at)}")
    assert task.text.endswith(", De Semmelstee. De reden: Te weinig uien.")


def test_full_activity_takes_nobody_more_and_nothing_is_lost(client, counter, activity):
    activity.correct(title=activity.title, text="", room=1)
    activity.come(PersonFactory())
    client.force_login(counter)

    page = client.post("/balie/activiteit/", COMES | {"asked": activity.pk}).text

    assert "Het is vol." in page
    assert "Truus Wolters" in page
    assert not Person.objects.filter(name="Truus Wolters").exists()


def test_only_what_everybody_can_come_to_is_to_be_chosen(client, counter, activity, project):
    now = timezone.now()
    for title, fields in {
        "Geweest": {"starts_at": now - timedelta(days=2), "ends_at": now - timedelta(days=2)},
        "Afgelast": {"cancelled_at": now},
        "Verborgen": {"project": ProjectFactory(status=Status.UNDERWAY, hidden_at=now)},
    }.items():
        ahead = {"starts_at": activity.starts_at, "ends_at": activity.ends_at, "place": "Hier", "project": project}
        project.activities.model.objects.create(title=title, **(ahead | fields))
    client.force_login(counter)

    page = client.get("/balie/activiteit/").text

    assert [title for title in ("Soep eten", "Geweest", "Afgelast", "Verborgen") if title in page] == ["Soep eten"]
    assert "Kies een activiteit." in client.post("/balie/activiteit/", COMES).text
