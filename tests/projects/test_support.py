"""*Vraag ondersteuning*: asked by the leader, answered by the duo before a date."""

from datetime import timedelta

import pytest
from django.utils import timezone

from communication.models import Notification
from communication.outbox import process_events
from projects.models import InvalidTransition, Status, SupportRequest
from tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db
ASKED = "Wie weet hoe je een vergunning aanvraagt?"


@pytest.fixture
def project(groen, resident):
    return ProjectFactory(title="Geveltuinen", theme=groen, status=Status.UNDERWAY, leader=resident.person)


@pytest.fixture
def asked(project, resident):
    return SupportRequest.ask(project, by=resident.person, text=ASKED)


def here(project, rest=""):
    return f"{project.get_absolute_url()}ondersteuning/{rest}"


def letters(*kinds):
    return set(Notification.objects.filter(kind__in=kinds).values_list("kind", "person"))


def test_leader_asks_once_and_the_duo_hears_it(client, project, resident, green_resident):
    client.force_login(resident)

    page = client.get(project.get_absolute_url()).text
    for _ in range(2):
        client.post(here(project, "vragen/"), {"text": ASKED})
    process_events()
    afterwards = client.get(project.get_absolute_url()).text

    asked = SupportRequest.objects.get()
    assert f'href="{here(project, "vragen/")}"' in page
    assert (asked.text, asked.due) == (ASKED, timezone.localdate() + timedelta(days=14))
    assert letters("support-asked") == {("support-asked", green_resident.person.pk)}
    assert f'href="{here(project, "vragen/")}"' not in afterwards
    assert ASKED in afterwards


@pytest.mark.parametrize("status", [Status.PROPOSED, Status.COMPLETED, Status.STOPPED])
def test_what_nobody_pulls_asks_for_no_support(client, groen, resident, status):
    project = ProjectFactory(theme=groen, status=status, initiator=resident.person)
    client.force_login(resident)

    response = client.post(here(project, "vragen/"), {"text": ASKED}, follow=True)

    assert f"Jij schreef: ‘{ASKED}’" in response.text
    assert not SupportRequest.objects.exists()


def test_second_at_the_same_moment_is_told(project, asked, resident):
    with pytest.raises(InvalidTransition, match="al een vraag"):
        SupportRequest.ask(project, by=resident.person, text="Nog een keer")


@pytest.mark.parametrize(("days", "why"), [(0, "Vraagt om ondersteuning"), (15, "het antwoord is te laat")])
@pytest.mark.parametrize("status", [Status.UNDERWAY, Status.PAUSED])
def test_duo_finds_it_among_what_needs_it_now(client, project, asked, green_resident, days, why, status):
    SupportRequest.objects.update(due=timezone.localdate() - timedelta(days=days))
    pause = {"paused_until": timezone.localdate() + timedelta(days=9)} if status == Status.PAUSED else {}
    type(project).objects.update(status=status, **pause)
    client.force_login(green_resident)

    (row,) = client.get("/begeleiding/").context["now"]

    assert (row.project, row.label, row.href) == (project, "Geef antwoord", here(project))
    assert why in row.why


def test_duo_names_a_supporter_who_hears_it(client, project, asked, green_resident, social_professional, resident):
    client.force_login(green_resident)
    supporter = social_professional.person

    response = client.post(here(project), {"supporter": supporter.pk, "answer": "Yara kent de regels."})
    process_events()
    client.logout()
    page = client.get(project.get_absolute_url()).text

    asked.refresh_from_db()
    assert response.url == project.get_absolute_url()
    assert (asked.supporter, asked.answer) == (supporter, "Yara kent de regels.")
    assert project.participations.current().get(role="supporter").person == supporter
    assert letters("support-given") == {("support-given", supporter.pk)}
    assert ("project-news", resident.person.pk) in letters("project-news")
    assert "Yara kent de regels." in page
    assert "Krijgt steun van" in page


def test_duo_says_that_nobody_can(client, project, asked, green_resident):
    client.force_login(green_resident)

    missing = client.post(here(project), {"supporter": "", "answer": ""}).text
    client.post(here(project), {"supporter": "", "answer": "Nu niemand. Bel de gemeente."})

    asked.refresh_from_db()
    assert "Schrijf in één zin wat jullie antwoord is." in missing
    assert (asked.supporter, asked.answer) == (None, "Nu niemand. Bel de gemeente.")
    assert not project.participations.filter(role="supporter").exists()


def test_of_two_halves_the_first_answers(client, project, asked, green_resident, green_professional):
    asked.decline(by=green_professional.person, answer="Nu niemand.")
    client.force_login(green_resident)

    response = client.post(here(project), {"supporter": "", "answer": "Ik vraag het na."}, follow=True)

    assert "Er staat geen vraag om ondersteuning open. Jij schreef: ‘Ik vraag het na.’" in response.text
    with pytest.raises(InvalidTransition):
        asked.give(by=green_resident.person, supporter=green_resident.person, answer="Ik")
    assert not project.participations.filter(role="supporter").exists()


def test_only_who_may_be_asked_is_in_the_list(client, project, asked, green_resident, neighbour):
    client.force_login(green_resident)

    page = client.post(here(project), {"supporter": neighbour.person.pk, "answer": "Zij kan het."}).text

    assert "Kies iemand uit de lijst." in page
    assert "Zij kan het." in page


@pytest.mark.parametrize("who", ["neighbour", "social_professional", "team_member"])
def test_others_neither_ask_nor_answer(client, project, asked, who, request):
    client.force_login(request.getfixturevalue(who))

    assert client.post(here(project, "vragen/"), {"text": ASKED}).status_code == 403
    assert client.post(here(project), {"answer": "Nee"}).status_code == 403


def test_merging_answers_the_question_of_what_went(groen, project, asked, green_resident, resident):
    other = ProjectFactory(theme=groen, status=Status.UNDERWAY, leader=resident.person)
    SupportRequest.ask(other, by=resident.person, text="Hier ook")

    project.merge_into(other, by=green_resident.person, reason="Hetzelfde idee.")

    asked.refresh_from_db()
    assert asked.project == other
    assert asked.answer.startswith("Het project is samengevoegd.")
    assert other.support_requests.open().get().text == "Hier ook"


def test_only_the_new_supporter_hears_that_he_supports(project, asked, green_resident, social_professional):
    earlier = green_resident.person
    project.participations.create(person=earlier, role="supporter")

    asked.give(by=green_resident.person, supporter=social_professional.person, answer="Yara kent de regels.")
    process_events()

    assert letters("support-given") == {("support-given", social_professional.person.pk)}


def test_what_stops_asks_nobody_for_support(project, asked, green_resident, resident):
    project.stop(by=green_resident.person, reason="Niemand heeft tijd.")

    asked.refresh_from_db()
    assert asked.answer == "Het project is gestopt."
    with pytest.raises(InvalidTransition):
        asked.give(by=green_resident.person, supporter=resident.person, answer="Ik")
    assert not project.participations.filter(role="supporter").exists()
