"""*Kritische blik*: what stays lying comes to the koplopers by itself, and goes when it is done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.dates import short_day
from groups.models import Group
from projects.models import Status, SupportRequest
from tests.factories import GroupFactory, MembershipFactory, ProgressCheckFactory, ProjectFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/groepen/koplopersgroep/kritische-blik/"


@pytest.fixture
def koploper(neighbour):
    group = GroupFactory(slug="koplopersgroep", kind=Group.Kind.KOPLOPERSGROEP, is_open=False)
    MembershipFactory(group=group, person=neighbour.person)
    return neighbour


def found(client):
    parts = client.get(ADDRESS).context["parts"]
    return [(heading, row.project.title, row.why) for heading, _, rows in parts for row in rows]


def underway(title, groen, days=1, **fields):
    at = timezone.localtime() - timedelta(days=days)
    return ProjectFactory(title=title, theme=groen, status=Status.UNDERWAY, heard_at=at, status_since=at, **fields)


def test_koploper_reads_what_stays_lying_in_all_themes(client, groen, sociaal, koploper, resident):
    yesterday = timezone.localdate() - timedelta(days=1)
    ProjectFactory(title="Zonder antwoord", theme=sociaal, answer_due=yesterday)
    underway("Stil", groen, days=61)
    divided = underway("Verdeeld", groen)
    for voice, signal in (("resident", "on_track"), ("professional", "needs_attention")):
        ProgressCheckFactory(project=divided, voice=voice, signal=signal)
    ProgressCheckFactory(project=underway("Vast", groen), voice="leader", signal="stuck")
    supported = underway("Hulp nodig", groen, leader=resident.person)
    SupportRequest.ask(supported, by=resident.person, text="Wie weet raad?")
    SupportRequest.objects.update(due=yesterday)
    client.force_login(koploper)

    assert [(heading, title) for heading, title, _ in found(client)] == [
        ("Het antwoord op een voorstel is te laat", "Zonder antwoord"),
        ("De vraag om ondersteuning wacht te lang", "Hulp nodig"),
        ("Iemand ziet het vastlopen", "Vast"),
        ("Al lang niets gehoord", "Stil"),
        ("De twee stemmen verschillen", "Verdeeld"),
    ]


@pytest.mark.parametrize(("days", "is_there"), [(29, False), (30, True)])
def test_a_pause_that_is_over_comes_to_the_koplopers_after_the_interval_of_the_project(
    client, groen, koploper, days, is_there
):
    until = timezone.localdate() - timedelta(days=days)
    ProjectFactory(title="Stil gelegd", theme=groen, status=Status.PAUSED, paused_until=until)
    client.force_login(koploper)

    lines = found(client)

    there = [("De pauze is al lang voorbij", "Stil gelegd", f"De pauze liep tot {short_day(until)}")]
    assert lines == (there if is_there else [])


def test_what_is_late_and_divided_is_divided(client, groen, koploper):
    project = underway("Verdeeld", groen, days=35)
    for voice, signal in (("resident", "on_track"), ("professional", "needs_attention")):
        ProgressCheckFactory(project=project, voice=voice, signal=signal, at=timezone.localtime() - timedelta(days=35))
    client.force_login(koploper)

    assert found(client) == [("De twee stemmen verschillen", "Verdeeld", "Stemmen verschillen")]


def test_what_goes_well_waits_in_time_or_is_hidden_is_not_there(client, groen, koploper):
    underway("Goed", groen)
    ProjectFactory(title="Op tijd", theme=groen)
    underway("Verborgen", groen, days=100, hidden_at=timezone.now())
    client.force_login(koploper)

    response = client.get(ADDRESS)

    assert response.context["parts"] == []
    assert "Er blijft niets liggen" in response.text


@pytest.mark.parametrize(("who", "status"), [("resident", 403), ("green_resident", 403), ("administrator", 200)])
def test_others_do_not_read_it(client, koploper, who, status, request):
    client.force_login(request.getfixturevalue(who))

    assert client.get(ADDRESS).status_code == status


def test_another_group_has_no_such_page(client, koploper):
    group = GroupFactory(slug="werkgroep")
    client.force_login(koploper)

    assert client.get(f"{group.get_absolute_url()}kritische-blik/").status_code == 404


def test_members_find_it_on_the_page_of_the_group(client, koploper):
    visitor = client.get("/groepen/koplopersgroep/").text
    client.force_login(koploper)

    assert ADDRESS not in visitor
    assert ADDRESS in client.get("/groepen/koplopersgroep/").text


def test_it_needs_few_queries_however_many_projects(client, groen, koploper, django_assert_max_num_queries):
    for number in range(30):
        underway(f"Stil {number}", groen, days=100)
    client.force_login(koploper)

    with django_assert_max_num_queries(12):
        client.get(ADDRESS)


def test_many_late_answers_push_nothing_off_the_list(client, groen, koploper):
    yesterday = timezone.localdate() - timedelta(days=1)
    for number in range(30):
        ProjectFactory(title=f"Idee {number}", theme=groen, answer_due=yesterday)
    ProgressCheckFactory(project=underway("Vast", groen), voice="leader", signal="stuck")
    client.force_login(koploper)

    response = client.get(ADDRESS)

    assert [(heading, count, len(rows)) for heading, count, rows in response.context["parts"]] == [
        ("Het antwoord op een voorstel is te laat", 30, 25),
        ("Iemand ziet het vastlopen", 1, 1),
    ]
    assert "Hier staan de eerste 25." in response.text


def test_question_for_support_of_a_paused_project_stays_when_the_pause_is_over(client, groen, koploper, resident):
    project = underway("Stil gelegd", groen, leader=resident.person)
    SupportRequest.ask(project, by=resident.person, text="Wie weet raad?")
    yesterday = timezone.localdate() - timedelta(days=1)
    SupportRequest.objects.update(due=yesterday)
    type(project).objects.update(status=Status.PAUSED, paused_until=yesterday)
    client.force_login(koploper)

    assert [title for _, title, _ in found(client)] == ["Stil gelegd"]
