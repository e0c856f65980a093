"""“Ik doe mee” and following: with an account at once, as a visitor after a code."""

import re

import pytest

from projects.models import Participation, Status
from projects.models.states import OPEN_TO_HELP
from tests.factories import ProjectFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(groen):
    return ProjectFactory(theme=groen, status=Status.UNDERWAY)


def act(client, project, what, data=None, **kwargs):
    return client.post(f"/projecten/{project.slug}/{what}/", data or {}, **kwargs)


def test_neighbour_joins_and_says_what_she_can_do(client, project, neighbour):
    client.force_login(neighbour)

    response = act(client, project, "meedoen", {"can": "Snoeien"}, follow=True)

    helper = project.participations.get()
    assert (helper.person, helper.role, helper.can) == (neighbour.person, "helper", "Snoeien")
    assert list(project.events.values_list("kind", "actor")) == [("helper_joined", neighbour.person.pk)]
    assert "Fijn dat je meedoet!" in response.content.decode()
    assert "Iemand doet mee" not in response.content.decode()
    assert "Je doet mee" in response.content.decode()


def test_joining_twice_is_once_and_changes_what_one_can_do(client, project, neighbour):
    client.force_login(neighbour)

    act(client, project, "meedoen", {"can": "Snoeien"})
    act(client, project, "meedoen", {"can": "Graven"})

    assert project.participations.get().can == "Graven"
    assert project.events.count() == 1


def test_neighbour_leaves_and_the_row_stays(client, project, neighbour):
    client.force_login(neighbour)
    act(client, project, "meedoen")

    act(client, project, "afmelden")

    helper = Participation.objects.get()
    assert helper.until is not None
    assert not project.participations.helpers().exists()
    act(client, project, "meedoen")
    assert project.participations.helpers().count() == 1


@pytest.mark.parametrize("status", sorted(set(Status) - set(OPEN_TO_HELP) - {Status.DRAFT, Status.MERGED}))
def test_what_ended_takes_nobody_any_more(client, groen, neighbour, status):
    project = ProjectFactory(theme=groen, status=status)
    client.force_login(neighbour)

    response = act(client, project, "meedoen")

    assert response.url == project.get_absolute_url()
    assert not project.participations.exists()
    assert "Ik doe mee" not in client.get(project.get_absolute_url()).content.decode()


@pytest.mark.parametrize("what", ["meedoen", "volgen", "afmelden", "niet-volgen", "deelnemers"])
def test_draft_is_not_there_to_join_or_follow(client, groen, neighbour, what):
    draft = ProjectFactory(theme=groen, status=Status.DRAFT)
    client.force_login(neighbour)

    assert client.post(f"/projecten/{draft.slug}/{what}/").status_code in (404, 405)
    assert not draft.participations.exists()


def test_visitor_joins_by_a_code_and_one_press(client, project, neighbour, mailoutbox):
    sent = act(client, project, "meedoen", {"name": "Grietje", "email": neighbour.email, "can": "Snoeien"})
    code = re.search(r"\b\d{6}\b", mailoutbox[-1].subject + mailoutbox[-1].body)[0]
    arrived = client.post(sent.url, {"code": code})

    look = client.get(arrived.url).content.decode()
    assert not project.participations.exists()
    act(client, project, "meedoen", {"can": "Snoeien"})

    assert "Nog één druk op de knop" in look
    assert 'value="Snoeien"' in look
    assert project.participations.get().person == neighbour.person


@pytest.mark.parametrize("key", [{}, {"form_key": "8c4df2a2-97a9-4d3b-9d8f-1a5f2a9d0c11"}])
def test_visitor_who_presses_twice_gets_one_code_that_works(client, project, neighbour, mailoutbox, key):
    sent = {"name": "Grietje", "email": neighbour.email, "can": "Snoeien"} | key

    act(client, project, "meedoen", sent)
    second = act(client, project, "meedoen", sent)

    assert len(mailoutbox) == 1
    code = re.search(r"\b\d{6}\b", mailoutbox[0].subject + mailoutbox[0].body)[0]
    assert client.post(second.url, {"code": code}).url == f"/projecten/{project.slug}/meedoen/"


def test_visitor_reads_what_is_missing(client, project):
    response = act(client, project, "meedoen", {"can": "Snoeien"})

    page = response.content.decode()
    assert "<title>Fout: Ik doe mee" in page
    assert '<a href="#id_name">Vul je naam in.</a>' in page
    assert '<a href="#id_email">Vul je e-mailadres in.</a>' in page
    assert 'value="Snoeien"' in page


# -- merged meanwhile --------------------------------------------------------------------------------------------------
@pytest.fixture
def merge(project, groen, green_resident):
    """Merges the project, and gives the one that it went into."""

    def into():
        target = ProjectFactory(theme=groen, title="Fruit voor iedereen", status=Status.UNDERWAY)
        project.merge_into(target, by=green_resident.person, reason="Hetzelfde idee.")
        return target

    return into


def test_neighbour_who_joins_or_follows_what_was_merged_is_led_on_and_loses_nothing(client, project, merge, neighbour):
    target = merge()
    client.force_login(neighbour)

    joined = act(client, project, "meedoen", {"can": "Snoeien"}, follow=True)
    followed = act(client, project, "volgen", follow=True)

    assert joined.redirect_chain[-1][0] == target.get_absolute_url()
    assert "Dit project is samengevoegd met ‘Fruit voor iedereen’." in joined.text
    assert "Jij schreef: ‘Snoeien’" in joined.text
    assert "Dit project is samengevoegd met ‘Fruit voor iedereen’." in followed.text
    assert not project.participations.exists()
    assert not project.follows.exists()


@pytest.mark.parametrize("what", ["meedoen", "volgen"])
def test_visitor_whose_code_comes_after_the_merge_follows_or_joins_where_it_went(
    client, project, merge, neighbour, last_code, what
):
    sent = act(client, project, what, {"name": "Grietje", "email": neighbour.email, "can": "Snoeien"})
    target = merge()

    page = client.post(sent.url, {"code": last_code()}, follow=True)
    act(client, target, what, {"can": "Snoeien"})

    assert page.redirect_chain[-1][0] == f"/projecten/{target.slug}/{what}/"
    assert ('value="Snoeien"' in page.text) is (what == "meedoen")
    assert target.follows.filter(person=neighbour.person).exists() is (what == "volgen")
    assert target.participations.filter(person=neighbour.person).exists() is (what == "meedoen")


def test_visitor_who_joins_what_looks_for_nobody_reads_so_with_what_she_wrote(client, groen):
    project = ProjectFactory(theme=groen, status=Status.COMPLETED)

    page = act(client, project, "meedoen", {"name": "Grietje", "can": "Snoeien"}, follow=True).text

    assert "Dit project zoekt nu niemand meer. Jij schreef: ‘Snoeien’" in page


def test_visitor_with_an_old_link_reads_that_it_looks_for_nobody_and_gets_no_cookie(client, groen):
    project = ProjectFactory(theme=groen, status=Status.COMPLETED)

    response = client.get(f"/projecten/{project.slug}/meedoen/")

    assert "<h1>Dit project zoekt nu niemand meer</h1>" in response.text
    assert f'href="{project.get_absolute_url()}"' in response.text
    assert not response.cookies


@pytest.mark.parametrize("what", ["meedoen", "volgen"])
def test_what_was_merged_into_a_project_that_is_hidden_leads_nobody_on(client, project, merge, green_resident, what):
    merge().hide(by=green_resident.person, reason="Reclame.")

    assert client.get(f"/projecten/{project.slug}/{what}/").status_code == 404


def test_neighbour_follows_and_stops(client, project, neighbour):
    client.force_login(neighbour)

    act(client, project, "volgen")
    page = act(client, project, "volgen", follow=True).content.decode()
    assert project.follows.count() == 1
    assert "Volg niet meer" in page

    act(client, project, "niet-volgen")
    assert not project.follows.exists()


def test_following_by_a_link_asks_for_a_press(client, project, neighbour):
    client.force_login(neighbour)

    response = client.get(f"/projecten/{project.slug}/volgen/")

    assert response.status_code == 200
    assert not project.follows.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("neighbour", 403), ("social_professional", 403), ("green_resident", 200), ("resident", 200)]
)
def test_who_reads_who_takes_part(client, groen, resident, who, status, request):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, leader=resident.person)
    reader = request.getfixturevalue(who)
    project.join(UserFactory(email="helper@voorbeeld.test", name="Hulp Vaardig").person, can="Graven")
    client.force_login(reader)

    response = client.get(f"/projecten/{project.slug}/deelnemers/")

    assert response.status_code == status
    assert ("helper@voorbeeld.test" in response.content.decode()) == (status == 200)
    assert "helper@voorbeeld.test" not in client.get(project.get_absolute_url()).content.decode()
