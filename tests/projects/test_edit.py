"""Changing a project, finishing a draft: by whom, when, and with two people at once."""

import html

import pytest

from projects.models import InvalidTransition, Project, Status
from projects.models.states import EDITABLE
from tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db

NEW = {"title": "Nieuwe titel", "summary": "Nieuwe zin.", "description": "Meer.", "place": "Elders"}
DRAFT = Status.DRAFT


def edit(client, project, *, follow=False, **changes):
    typed = NEW | {"version": project.version} | changes
    return client.post(f"/projecten/{project.slug}/aanpassen/", typed, follow=follow)


@pytest.fixture
def own(groen, resident):
    return ProjectFactory(theme=groen, initiator=resident.person, title="Oude titel")


@pytest.fixture
def draft(groen, resident):
    return ProjectFactory(theme=groen, initiator=resident.person, status=DRAFT, title="Oude titel")


def test_initiator_edits_and_the_address_stays(client, own, resident):
    client.force_login(resident)
    slug = own.slug

    response = edit(client, own)

    own.refresh_from_db()
    assert response.url == f"/projecten/{slug}/"
    assert {name: getattr(own, name) for name in NEW} == NEW
    assert own.version == 2
    assert own.status == Status.PROPOSED


@pytest.mark.parametrize(
    ("who", "status"),
    [("neighbour", 403), ("social_professional", 403), ("green_resident", 302), ("administrator", 302)],
)
def test_edit_by_who_may(client, own, who, status, request):
    client.force_login(request.getfixturevalue(who))

    assert edit(client, own).status_code == status
    assert client.get(f"/projecten/{own.slug}/aanpassen/").status_code == (200 if status == 302 else 403)


def test_visitor_is_sent_to_sign_in(client, own):
    assert edit(client, own).url == "/account/login/?next=%2Faccount%2Fverder%2F"


@pytest.mark.parametrize("status", [Status.STOPPED, Status.DECLINED, Status.WITHDRAWN])
def test_what_ended_meanwhile_is_not_edited_and_what_was_typed_comes_back(client, groen, resident, neighbour, status):
    project = ProjectFactory(theme=groen, initiator=resident.person, status=status)
    client.force_login(resident)

    response = edit(client, project, follow=True)

    page = html.unescape(response.content.decode())
    assert f"Dit kan nu niet: het project is {project.get_status_display()}." in page
    assert "Nieuwe zin." in page
    project.refresh_from_db()
    assert project.summary != "Nieuwe zin."
    client.force_login(neighbour)
    assert edit(client, project).status_code == 403


def test_what_stops_between_looking_and_saving_stays_as_it_was(own):
    stale = Project.objects.get(pk=own.pk)
    Project.objects.filter(pk=own.pk).update(status=Status.STOPPED)

    with pytest.raises(InvalidTransition):
        stale.edit(version=own.version, among=EDITABLE, summary="Nieuwe zin.")

    own.refresh_from_db()
    assert own.summary != "Nieuwe zin."


def test_second_of_two_writers_is_told_and_loses_nothing(client, own, resident):
    client.force_login(resident)
    Project.objects.get(pk=own.pk).edit(version=1, summary="Van een ander.")

    response = edit(client, own)

    own.refresh_from_db()
    page = response.content.decode()
    assert response.status_code == 409
    assert own.summary == "Van een ander."
    assert "aangepast door een ander, of door jou in een ander venster." in page
    assert "Bij ‘Zo staat het er nu’ lees je wat er bewaard is." in page
    assert "<h2>Zo staat het er nu</h2>" in page
    assert "Van een ander." in page
    assert "Nieuwe zin." in page
    assert edit(client, own, version=own.version).status_code == 302


@pytest.mark.parametrize("version", ["", "x", "99", "-1", "99999999999999999999"])
def test_version_that_nobody_read_changes_nothing(client, own, resident, version):
    client.force_login(resident)

    assert edit(client, own, version=version).status_code in (200, 409)
    own.refresh_from_db()
    assert own.title == "Oude titel"


def test_theme_of_a_public_project_is_not_changed_here(client, own, resident, sociaal):
    client.force_login(resident)

    edit(client, own, theme="sociaal")

    own.refresh_from_db()
    assert own.theme.slug == "groen"


def test_draft_is_changed_fully_and_sent(client, draft, resident, sociaal):
    client.force_login(resident)

    response = edit(client, draft, theme="sociaal", other_themes=["groen"], send="1")

    draft.refresh_from_db()
    assert response.url == f"/projecten/{draft.slug}/voorgesteld/"
    assert (draft.theme, draft.status) == (sociaal, Status.PROPOSED)
    assert [theme.slug for theme in draft.other_themes.all()] == ["groen"]


def test_draft_is_kept_for_later(client, draft, resident):
    client.force_login(resident)

    edit(client, draft, summary="", save="1")

    draft.refresh_from_db()
    assert (draft.title, draft.status) == ("Nieuwe titel", DRAFT)


def test_draft_is_sent_as_it_stands(client, draft, resident):
    client.force_login(resident)

    client.post(f"/projecten/{draft.slug}/insturen/")

    draft.refresh_from_db()
    assert draft.status == Status.PROPOSED
    assert draft.events.get().kind == "proposed"


@pytest.mark.parametrize("how", ["insturen", "aanpassen"])
def test_draft_without_a_sentence_is_not_sent(client, draft, resident, how):
    Project.objects.update(summary="")
    client.force_login(resident)

    response = client.post(
        f"/projecten/{draft.slug}/{how}/", NEW | {"summary": "", "version": "1", "send": "1"}, follow=True
    )

    draft.refresh_from_db()
    assert draft.status == DRAFT
    assert "in één zin wat je wilt" in response.content.decode()


def test_sending_twice_changes_nothing_more(client, own, resident):
    client.force_login(resident)

    response = client.post(f"/projecten/{own.slug}/insturen/", follow=True)

    assert not own.events.exists()
    assert "Dit kan nu niet" in response.content.decode()


def test_initiator_throws_his_draft_away(client, draft, resident):
    client.force_login(resident)

    response = client.post(f"/projecten/{draft.slug}/weggooien/", follow=True)

    assert not Project.objects.exists()
    assert "Je concept is weggegooid." in response.content.decode()
    assert resident.person.pk


def test_what_was_proposed_is_not_thrown_away(client, own, resident):
    client.force_login(resident)

    response = client.post(f"/projecten/{own.slug}/weggooien/", follow=True)

    assert Project.objects.get() == own
    assert "geen concept meer" in response.content.decode()


@pytest.mark.parametrize("action", ["insturen", "weggooien", "aanpassen"])
def test_draft_of_another_is_not_there(client, draft, neighbour, action):
    client.force_login(neighbour)

    assert client.post(f"/projecten/{draft.slug}/{action}/").status_code == 404
    assert Project.objects.get().status == DRAFT


@pytest.mark.parametrize("action", ["insturen", "weggooien", "afmelden", "niet-volgen"])
def test_nothing_changes_by_looking(client, draft, resident, action):
    client.force_login(resident)

    assert client.get(f"/projecten/{draft.slug}/{action}/").status_code == 405


def test_photos_are_added_and_taken_away(client, own, resident, photo):
    client.force_login(resident)
    edit(client, own, photo=[photo(), photo()], photo_alt=["Een", "Twee"], photo_consent="on")
    first = own.photos.first()

    edit(client, Project.objects.get(), remove_photo=[first.pk])

    own.refresh_from_db()
    assert [row.alt for row in own.photos.all()] == ["Twee"]
    assert own.cover == own.photos.get()


def test_photo_of_another_project_is_not_taken_away(client, own, resident, photo, groen):
    client.force_login(resident)
    edit(client, own, photo=[photo()], photo_consent="on")
    other = ProjectFactory(theme=groen, initiator=resident.person)

    edit(client, other, remove_photo=[own.photos.get().pk])

    assert own.photos.count() == 1


def test_seventh_photo_is_one_too_many(client, own, resident, photo):
    client.force_login(resident)
    edit(client, own, photo=[photo() for _ in range(6)], photo_consent="on")

    response = edit(client, Project.objects.get(), photo=[photo()], photo_consent="on")

    assert "Hoogstens 6 eigen foto’s" in response.content.decode()
    assert own.photos.count() == 6
