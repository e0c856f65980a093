"""A photo that comes with a story is seen by nobody before the story is: not at its project, nor at its own address."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from communication.making.things import thing_of
from communication.models import Story
from projects.models import Photo, Status
from projects.tasks import make_photo_sizes
from tests.factories import ProjectFactory, StoryFactory, UserFactory

LIST = "/beheer/communication/story/"
TYPED = {"title": "Soep op woensdag", "lead": "Dertig mensen aan tafel.", "text": "Het begon met één pan."}
NO_ROWS = {
    "more_photos-TOTAL_FORMS": 0, "more_photos-INITIAL_FORMS": 0, "portrayed-TOTAL_FORMS": 0,
    "portrayed-INITIAL_FORMS": 0,
}  # fmt: skip
SOUP, PAN = "Dertig mensen aan lange tafels", "Een pan van veertig liter"
pytestmark = pytest.mark.django_db


def jpeg(colour):
    buffer = BytesIO()
    Image.new("RGB", (1200, 800), colour).save(buffer, "JPEG")
    return SimpleUploadedFile("foto.jpg", buffer.getvalue(), "image/jpeg")


@pytest.fixture
def initiator(db):
    return UserFactory(email="soep@voorbeeld.test", name="Sanne Soep")


@pytest.fixture
def project(groen, initiator):
    return ProjectFactory(title="Soep", theme=groen, status=Status.UNDERWAY, initiator=initiator.person)


@pytest.fixture
def story(team_client, project):
    """A concept with two new photos: one at the top, one below the text."""
    photos = {"new_photo": [jpeg((30, 107, 54)), jpeg((200, 80, 20))], "new_photo_alt": [SOUP, PAN]}
    team_client.post(f"{LIST}add/", TYPED | photos | {"project": project.short_code, "new_photo_consent": "on"})
    for photo in Photo.objects.all():
        make_photo_sizes(photo_id=photo.pk)
    return Story.objects.get()


def press(client, story, action, **fields):
    return client.post(f"{LIST}{story.pk}/{action}/doen/", fields, follow=True)


def plan(client, story, at):
    press(client, story, "plannen", day=at.date().isoformat(), clock=f"{at:%H:%M}")


def pages_that_show(client, project, photo):
    """Which of the places where photos of a project stand show this one."""
    project.refresh_from_db()
    places = {
        "project": project.get_absolute_url(),
        "list": "/projecten/",
        "theme": project.theme.get_absolute_url(),
        "home": "/",
        "search": "/zoeken/?q=soep",
        "feed": f"{project.get_absolute_url()}feed/",
        "theme feed": f"{project.theme.get_absolute_url()}feed/",
        "stories": "/verhalen/",
        "stories feed": "/verhalen/feed/",
        "export": "/open-data/projecten.json",
        "report": f"{project.get_absolute_url()}melden/",
    }
    found = {name: client.get(address).getvalue().decode() for name, address in places.items()}
    shown = [name for name, text in found.items() if f"/foto/{photo.pk}/" in text or photo.alt in text]
    return shown + (["address"] if client.get(photo.src).status_code == 200 else [])


# -- a concept ---------------------------------------------------------------------------------------------------------
def test_photos_of_a_concept_are_seen_nowhere_by_a_visitor(story, project):
    for photo in Photo.objects.all():
        assert pages_that_show(Client(), project, photo) == []
        assert Client().get(f"/foto/{photo.pk}/960.webp").status_code == 404


def test_photos_of_a_concept_are_seen_nowhere_by_the_people_of_the_project(client, initiator, story, project):
    client.force_login(initiator)

    assert pages_that_show(client, project, story.photo) == []
    assert SOUP not in client.get(f"{project.get_absolute_url()}aanpassen/").text


def test_project_takes_no_waiting_photo_as_its_cover(story, project):
    project.choose_cover()

    project.refresh_from_db()
    assert project.cover is None


def test_nothing_is_made_with_a_photo_that_waits(story, project, team_member):
    assert not thing_of(f"project-{project.pk}", team_member).photos.exists()


def test_team_sees_the_photos_in_the_page_as_readers_will(team_client, story):
    page = team_client.get(story.get_absolute_url()).text

    assert SOUP in page
    assert PAN in page
    answer = team_client.get(story.photo.src)
    assert answer.status_code == 200
    assert "private" in answer["Cache-Control"]


def test_writer_reads_beforehand_when_a_photo_becomes_public(team_client):
    html = team_client.get(f"{LIST}add/").text

    assert "De foto komt ook bij het project te staan, zodra het verhaal op de website staat." in html


# -- out ---------------------------------------------------------------------------------------------------------------
def test_photos_are_public_with_their_story(team_client, story, project):
    press(team_client, story, "publiceren")

    visitor = Client()
    assert {"project", "report", "address"} <= set(pages_that_show(visitor, project, story.photo))
    assert {"project", "report", "address"} <= set(pages_that_show(visitor, project, story.more_photos.get().photo))
    page = visitor.get(story.get_absolute_url()).text
    assert SOUP in page
    assert PAN in page


def test_photos_of_a_planned_story_come_at_its_moment_without_anybody(team_client, story, project):
    at = timezone.localtime(timezone.now() + timedelta(days=1)).replace(second=0, microsecond=0)
    plan(team_client, story, at)

    assert set(Photo.objects.values_list("public_from", flat=True)) == {at}
    assert pages_that_show(Client(), project, story.photo) == []
    passed = timezone.now() - timedelta(minutes=1)
    Story.objects.update(published_at=passed)
    Photo.objects.update(public_from=passed)
    assert {"project", "address"} <= set(pages_that_show(Client(), project, story.photo))


def test_photos_of_a_story_that_is_a_concept_again_wait_again(team_client, story, project):
    plan(team_client, story, timezone.localtime(timezone.now() + timedelta(days=1)))

    press(team_client, story, "concept")

    assert set(Photo.objects.values_list("public_from", flat=True)) == {None}


def test_photos_that_were_out_stay_at_the_project_when_the_story_is_taken_down(team_client, story, project):
    press(team_client, story, "publiceren")

    press(team_client, story, "weghalen")

    assert {"project", "address"} <= set(pages_that_show(Client(), project, story.photo))


def test_photo_that_stood_at_the_project_stays_there_while_a_concept_has_it(team_client, project):
    photo = Photo.objects.create(project=project, alt="Een rode schop", width=9, height=9, sizes={"480": "x.webp"})
    story = StoryFactory(project=project, photo=photo, published_at=None)

    team_client.post(f"{LIST}{story.pk}/change/", TYPED | NO_ROWS | {"project": project.short_code, "photo": photo.pk})
    press(team_client, story, "klaar")

    assert "Een rode schop" in Client().get(project.get_absolute_url()).text


def test_photo_added_to_a_story_that_is_out_is_public_at_once(team_client, project):
    story = StoryFactory(project=project)
    photo = {"new_photo": jpeg((1, 2, 3)), "new_photo_alt": SOUP, "new_photo_consent": "on"}

    team_client.post(f"{LIST}{story.pk}/change/", TYPED | NO_ROWS | photo | {"project": project.short_code})

    assert Photo.objects.get().is_public


def test_photo_of_two_stories_comes_with_the_first(team_client, story, project):
    other = StoryFactory(project=project, photo=story.photo, published_at=None)

    press(team_client, other, "publiceren")

    assert Photo.objects.get(pk=story.photo_id).is_public
    assert not story.more_photos.get().photo.is_public


def test_photo_that_was_hidden_stays_so_when_its_story_comes_out(team_client, story, project):
    Photo.objects.update(hidden_at=timezone.now())

    press(team_client, story, "publiceren")

    assert pages_that_show(Client(), project, story.photo) == []
    assert SOUP not in Client().get(story.get_absolute_url()).text
