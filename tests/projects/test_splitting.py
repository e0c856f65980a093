"""A part of a project goes its own way, with the same people."""

import pytest
from django.utils import timezone

from communication.models import Notification
from communication.outbox import process_events
from projects.models import InvalidTransition, Project, Status
from tests.factories import PersonFactory, ProjectFactory

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "Bankje bij de bomen", "summary": "Een bank om uit te rusten.", "description": "Van hout.",
    "theme": "sociaal", "reason": "Dat kan los van de bomen.",
}  # fmt: skip


@pytest.fixture
def project(groen, sociaal, resident):
    return ProjectFactory(title="Bomen en een bank", theme=groen, initiator=resident.person)


def here(project):
    return f"{project.get_absolute_url()}splitsen/"


def test_part_that_is_split_off_stands_at_the_same_place_on_the_map(client, project, green_resident):
    project.put_on_map((53.199, 6.561))
    client.force_login(green_resident)

    client.post(here(project), TYPED)

    part = Project.objects.get(title="Bankje bij de bomen")
    assert (part.latitude, part.longitude) == (53.199, 6.561)


def test_duo_splits_a_part_off_and_it_has_its_own_answer(
    client, project, green_resident, social_professional, resident
):
    follower = PersonFactory(email="volger@voorbeeld.test", mail_frequency="at_once")
    project.follows.create(person=follower)
    client.force_login(green_resident)

    response = client.post(here(project), TYPED)
    process_events()

    part = Project.objects.get(title="Bankje bij de bomen")
    assert response.url == part.get_absolute_url()
    assert (part.status, part.theme.slug, part.place, part.split_from) == (
        "proposed",
        "sociaal",
        project.place,
        project,
    )
    assert part.answer_due > timezone.localdate()
    assert [role.person for role in part.participations.initiators()] == [resident.person]
    assert [follow.person for follow in part.follows.all()] == [follower]
    told = set(Notification.objects.values_list("kind", "person"))
    assert ("project-new", social_professional.person.pk) in told
    assert ("project-news", resident.person.pk) in told
    assert ("project-receipt", resident.person.pk) not in told
    assert f'href="{project.get_absolute_url()}">Bomen en een bank</a>' in client.get(part.get_absolute_url()).text
    assert f'href="{part.get_absolute_url()}">Bankje bij de bomen</a>' in client.get(project.get_absolute_url()).text
    assert ("followed-project", follower.pk) in told
    assert "Dat kan los van de bomen." in client.get(project.get_absolute_url()).text


def test_pressed_twice_it_is_one_part(client, project, green_resident):
    client.force_login(green_resident)

    first, second = (client.post(here(project), TYPED) for _ in range(2))

    assert first.url == second.url
    assert Project.objects.count() == 2


def test_what_is_missing_is_said_and_nothing_is_lost(client, project, green_resident):
    client.force_login(green_resident)

    page = client.post(here(project), TYPED | {"title": "", "theme": "nergens"}).text

    assert "Vul de titel in." in page
    assert "Dat kan los van de bomen." in page
    assert Project.objects.count() == 1


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.DECLINED, Status.STOPPED])
def test_nothing_is_split_off_what_ended(client, groen, sociaal, green_resident, status):
    project = ProjectFactory(theme=groen, status=status)
    client.force_login(green_resident)

    response = client.post(here(project), TYPED, follow=True)

    assert "Bankje bij de bomen" in response.text
    assert Project.objects.count() == 1


def test_who_is_late_changes_nothing(project, green_resident, sociaal):
    project.decline(by=green_resident.person, reason="Nee")

    with pytest.raises(InvalidTransition):
        project.split_off(by=green_resident.person, reason="Los", title="Deel", summary="Deel", theme=sociaal)
    assert Project.objects.count() == 1


@pytest.mark.parametrize("who", ["resident", "neighbour", "social_professional", "team_member"])
def test_only_the_duo_splits(client, project, who, request):
    client.force_login(request.getfixturevalue(who))

    assert client.post(here(project), TYPED).status_code == 403
    assert Project.objects.count() == 1


def test_title_of_a_part_that_is_hidden_stands_nowhere(client, project, green_resident):
    client.force_login(green_resident)
    client.post(here(project), TYPED)

    Project.objects.get(title=TYPED["title"]).hide(by=green_resident.person, reason="Reclame")
    client.logout()

    assert TYPED["title"] not in client.get(project.get_absolute_url()).text
    assert TYPED["title"] not in client.get(f"{project.get_absolute_url()}feed/").text


def test_nothing_is_split_off_what_was_hidden_meanwhile(project, green_resident, sociaal):
    project.hide(by=green_resident.person, reason="Reclame")

    with pytest.raises(InvalidTransition):
        project.split_off(by=green_resident.person, reason="Los", title="Deel", summary="Deel", theme=sociaal)


def test_leader_comes_along_where_nobody_proposed_it(groen, sociaal, resident, green_resident):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, leader=resident.person)

    part = project.split_off(by=green_resident.person, reason="Los", title="Deel", summary="Deel", theme=sociaal)

    assert part.participations.initiators().get().person == resident.person


def test_parts_of_a_merged_project_are_those_of_where_it_went(project, groen, sociaal, green_resident):
    part = project.split_off(by=green_resident.person, reason="Los", title="Deel", summary="Deel", theme=sociaal)
    other = ProjectFactory(theme=groen)

    project.merge_into(other, by=green_resident.person, reason="Hetzelfde")

    part.refresh_from_db()
    assert part.split_from == other
