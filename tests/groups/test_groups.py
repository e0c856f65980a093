"""The list of groups and the page of one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from groups.models import ActionPoint, Decision, Group, Meeting
from projects.models import Status
from tests.factories import (
    GroupFactory,
    IssueFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def past(days=20):
    return timezone.localtime() - timedelta(days=days)


def fill(group, times):
    """`times` of everything the page of a group shows."""
    for n in range(times):
        MembershipFactory(group=group, person=PersonFactory(name=f"Lid {n}"), organisation=OrganisationFactory())
        MembershipFactory(group=group, voice="professional")
        meeting = MeetingFactory(group=group, starts_at=past(20 + n), state=Meeting.State.MINUTES_PUBLISHED)
        MeetingFactory(group=group)
        Decision.objects.create(meeting=meeting, text=f"Besluit {n}")
        ActionPoint.objects.create(meeting=meeting, text=f"Actie {n}", person=PersonFactory())
        IssueFactory(group=group)


def test_a_visitor_sees_the_fixed_groups_first_and_ended_ones_folded(client, koplopersgroep, group):
    GroupFactory(name="Werkgroep Voorbij", started_on="2020-01-01", ended_on="2021-02-01")
    MeetingFactory(group=group, starts_at=timezone.now() + timedelta(days=2))
    MembershipFactory(group=group)
    MembershipFactory(group=group, voice="professional")
    MembershipFactory(group=group, requested=True)

    page = text_of(client.get("/groepen/"))

    assert page.index("Koplopersgroep") < page.index("Werkgroep Julianapark") < page.index("Werkgroep Voorbij")
    assert page.index("<details") < page.index("Werkgroep Voorbij")
    assert "1 bewoner en 1 professional" in page
    assert "Volgende keer" in page
    assert "van januari 2020 tot februari 2021" in page


def test_a_visitor_of_an_empty_list_is_told_what_to_do(client, db):
    page = text_of(client.get("/groepen/"))

    assert "Een groep begint bij een project" in page


def test_a_visitor_leafs_through_all_ended_groups(client, db):
    for n in range(14):
        GroupFactory(name=f"Oud {n}", started_on="2020-01-01", ended_on="2021-02-01")

    assert "?gestopt=1" in text_of(client.get("/groepen/"))
    assert text_of(client.get("/groepen/?gestopt=1")).count("Oud ") == 14


def test_a_visitor_sees_what_a_group_is_who_is_in_it_and_what_it_agreed(client, group, chair):
    MembershipFactory(
        group=group, person=PersonFactory(name="Betty Vondeling", kind="entrepreneur"), voice="professional"
    )
    MembershipFactory(group=group, person=PersonFactory(name="Jan Jansen", show_name="first"))
    MembershipFactory(group=group, person=PersonFactory(name="Oud Lid"), until=timezone.localdate())
    MembershipFactory(group=group, person=PersonFactory(name="Vraagt Nog"), requested=True)
    meeting = MeetingFactory(group=group, starts_at=past(), state=Meeting.State.MINUTES_PUBLISHED)
    old = Decision.objects.create(meeting=meeting, text="Eerst een bankje")
    Decision.objects.create(meeting=meeting, text="Toch geen bankje", replaces=old)
    ActionPoint.objects.create(meeting=meeting, text="De gemeente bellen", person=chair.person, due="2026-01-01")
    ActionPoint.objects.create(meeting=meeting, text="Al gedaan", done_on="2026-01-01")
    IssueFactory(group=group, title="Wie ruimt de bladeren op?")

    page = text_of(client.get(group.get_absolute_url()))

    assert "Het park levendiger maken." in page
    assert "voorzitter, bewoner" in page
    assert "ondernemer" in page
    assert "Jansen" not in page
    assert "Oud Lid" not in page
    assert "Vraagt Nog" not in page
    assert "2 bewoners en 1 professional" in page
    assert "Toch geen bankje" in page
    assert "Eerst een bankje" not in page
    assert "De gemeente bellen" in page
    assert "had klaar moeten zijn" in page
    assert "Al gedaan" not in page
    assert "Wie ruimt de bladeren op?" in page
    assert f"/contact/?to=groep-{group.slug}" in page


def test_a_visitor_does_not_see_what_is_for_members_only(client, group, member):
    secret = MeetingFactory(group=group, title="Vertrouwelijk", is_public=False)
    Decision.objects.create(meeting=secret, text="Geheim besluit")
    ActionPoint.objects.create(meeting=secret, text="Geheime actie")
    client_page = text_of(client.get(group.get_absolute_url()))

    client.force_login(member)
    member_page = text_of(client.get(group.get_absolute_url()))

    for words in ("Vertrouwelijk", "Geheim besluit", "Geheime actie"):
        assert words not in client_page
        assert words in member_page
    assert "Alleen voor leden." in member_page


def test_the_project_of_a_group_is_named_only_when_it_is_public(client, groen):
    shown = GroupFactory(project=ProjectFactory(theme=groen, title="Plukfruit"))
    hidden = GroupFactory(project=ProjectFactory(theme=groen, title="Verstopt plan", hidden_at=timezone.now()))

    assert "Plukfruit" in text_of(client.get(shown.get_absolute_url()))
    assert "Verstopt plan" not in text_of(client.get(hidden.get_absolute_url()))
    assert "Verstopt plan" not in text_of(client.get("/groepen/"))


def test_an_ended_group_says_so_and_cannot_be_joined(client, resident, groen):
    group = GroupFactory(started_on="2020-01-01", ended_on="2021-02-01")
    client.force_login(resident)

    page = text_of(client.get(group.get_absolute_url()))

    assert "Deze groep is gestopt op 1 februari 2021" in page
    assert "Word lid" not in page


def test_an_unknown_group_is_404(client, db):
    assert client.get("/groepen/bestaat-niet/").status_code == 404


@pytest.mark.parametrize("times", [2, 12])
def test_public_pages_set_no_cookie_and_cost_few_queries(client, group, times, django_assert_max_num_queries):
    fill(group, times)
    for _ in range(times):
        GroupFactory(kind=Group.Kind.PROJECTGROEP, project=ProjectFactory())

    for address in ("/groepen/", group.get_absolute_url()):
        with django_assert_max_num_queries(6):
            response = client.get(address)
        assert not response.cookies


@pytest.mark.parametrize("times", [2, 12])
def test_the_page_of_a_group_costs_its_chair_few_queries(client, group, chair, times, django_assert_max_num_queries):
    fill(group, times)
    MembershipFactory(group=group, requested=True)
    client.force_login(chair)

    with django_assert_max_num_queries(12):
        page = text_of(client.get(group.get_absolute_url()))

    assert page.count("/afvinken/") == times
    assert "Wie wil lid worden?" in page


# -- beginning one ---------------------------------------------------------------------------------------------------


@pytest.fixture
def project(groen, resident):
    return ProjectFactory(theme=groen, title="Plukfruit", initiator=resident.person, status=Status.UNDERWAY)


def start(client, project, **fields):
    data = {"project": project.slug, "name": "Projectgroep Plukfruit", "purpose": "Wij planten.", "joining": "request"}
    return client.post("/groepen/beginnen/", data | fields)


def test_an_initiator_starts_a_group_and_is_its_chair(client, project, resident):
    client.force_login(resident)

    response = start(client, project)

    group = Group.objects.get()
    assert response.url == "/groepen/projectgroep-plukfruit/"
    assert (group.project, group.kind, group.is_open) == (project, "projectgroep", False)
    assert list(group.memberships.values_list("person", "role", "voice")) == [(resident.person.pk, "chair", "resident")]
    assert "Jij bent voorzitter" not in text_of(client.get(response.url))
    assert "Je bent voorzitter van deze groep." in text_of(client.get(response.url))


@pytest.mark.parametrize("who", ["green_resident", "green_professional", "administrator"])
def test_the_duo_and_the_administrator_may_start_a_group(client, project, who, request):
    client.force_login(request.getfixturevalue(who))

    start(client, project)

    assert Group.objects.count() == 1


@pytest.mark.parametrize("who", ["neighbour", "social_professional", "team_member", "counter"])
def test_others_may_not_start_a_group(client, project, who, request):
    client.force_login(request.getfixturevalue(who))

    assert client.get(f"/groepen/beginnen/?project={project.slug}").status_code == 403
    assert start(client, project).status_code == 403
    assert not Group.objects.exists()


def test_a_visitor_signs_in_first_and_comes_back(client, project):
    response = client.get(f"/groepen/beginnen/?project={project.slug}")

    assert response.url == f"/account/login/?next=/groepen/beginnen/%3Fproject%3D{project.slug}"


def test_a_group_cannot_start_for_a_project_that_is_over_or_unknown(client, project, resident):
    client.force_login(resident)
    type(project).objects.update(status=Status.STOPPED)

    assert start(client, project).status_code == 403
    assert client.get("/groepen/beginnen/?project=nergens").status_code == 404


def test_two_sends_start_one_group(client, project, resident):
    client.force_login(resident)

    first = start(client, project)
    second = start(client, project)
    other = start(client, project, name="Projectgroep Snoeien", form_key="0b7f0c9c-3a5f-4a53-9d3e-0d7e6b6e5a01")

    assert first.url == second.url
    assert other.url != first.url
    assert Group.objects.count() == 2


def test_a_wrong_form_keeps_what_was_typed(client, project, resident):
    client.force_login(resident)

    page = text_of(start(client, project, name="", purpose="Wij planten bomen."))

    assert "<title>Fout:" in page
    assert "Vul de naam in." in page
    assert "Wij planten bomen." in page


@pytest.mark.parametrize("name", ["Beginnen", "Groep", "🌳", "Werkgroep Julianapark"])
def test_a_name_that_is_taken_or_reserved_gets_an_address_of_its_own(client, group, project, resident, name):
    client.force_login(resident)

    response = start(client, project, name=name)

    assert text_of(client.get(response.url)).count(name)


def test_without_a_project_the_page_asks_for_which(client, project, resident, neighbour):
    client.force_login(resident)
    assert f"?project={project.slug}" in text_of(client.get("/groepen/beginnen/"))

    client.force_login(neighbour)
    assert "Je hebt nu geen project" in text_of(client.get("/groepen/beginnen/"))


def test_the_duo_chooses_among_the_projects_of_its_theme(client, project, green_resident):
    client.force_login(green_resident)

    assert f"?project={project.slug}" in text_of(client.get("/groepen/beginnen/"))


def test_own_people_find_on_the_page_how_to_begin_a_group(client, groen, resident, neighbour):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, initiator=resident.person)
    link = f'href="/groepen/beginnen/?project={project.slug}"'

    client.force_login(resident)
    assert link in client.get(project.get_absolute_url()).content.decode()
    client.force_login(neighbour)
    assert link not in client.get(project.get_absolute_url()).content.decode()

    GroupFactory(project=project)
    client.force_login(resident)
    assert link not in client.get(project.get_absolute_url()).content.decode()
