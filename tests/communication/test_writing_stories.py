"""Writing stories and the texts of the site in the back office."""

from io import BytesIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from communication.models import Story
from core import dates
from core.models import PageText, SiteSettings, TimelineMoment
from projects.models import Photo
from tests.factories import ProjectFactory, StoryFactory, ThemeFactory

LIST = "/beheer/communication/story/"
TYPED = {"title": "Soep op woensdag", "lead": "Dertig mensen aan tafel.", "text": "Het begon met **één** pan."}
NO_ROWS = {
    "more_photos-TOTAL_FORMS": 0, "more_photos-INITIAL_FORMS": 0, "portrayed-TOTAL_FORMS": 0,
    "portrayed-INITIAL_FORMS": 0,
}  # fmt: skip
pytestmark = pytest.mark.django_db


def jpeg():
    buffer = BytesIO()
    Image.new("RGB", (1200, 800), (30, 107, 54)).save(buffer, "JPEG")
    return SimpleUploadedFile("foto.jpg", buffer.getvalue(), "image/jpeg")


@pytest.fixture
def photo_of_project(db):
    return Photo.objects.create(project=ProjectFactory(), alt="Een rode schop", width=1200, height=800)


def page_of(story):
    return f"{LIST}{story.pk}/change/"


def test_member_writes_a_story_that_nobody_sees_yet(team_client, team_member):
    response = team_client.post(f"{LIST}add/", TYPED)

    story = Story.objects.get()
    assert response.status_code == 302
    assert (story.slug, story.author, story.published_at) == ("soep-op-woensdag", team_member.person, None)
    assert "Zet op de website" in team_client.get(page_of(story)).content.decode()


@pytest.mark.parametrize("typed", [{"title": ""}, {"text": ""}])
def test_member_who_empties_the_address_and_forgets_a_field_gets_the_form_again(team_client, typed):
    story = StoryFactory(published_at=None)

    response = team_client.post(page_of(story), TYPED | NO_ROWS | {"slug": ""} | typed)

    story.refresh_from_db()
    assert response.status_code == 200
    assert "errornote" in response.text
    assert story.slug


def test_member_publishes_and_takes_down(team_client, client):
    story = StoryFactory(published_at=None)

    team_client.post(f"{LIST}{story.pk}/publiceren/doen/")
    twice = team_client.post(f"{LIST}{story.pk}/publiceren/doen/", follow=True).content.decode()
    story.refresh_from_db()
    published = story.published_at
    team_client.post(f"{LIST}{story.pk}/weghalen/doen/")

    story.refresh_from_db()
    assert published is not None
    assert "stond al op de website" in twice
    assert story.published_at is None
    assert sorted(story.events.values_list("kind", flat=True)) == ["published", "taken_down"]


@pytest.mark.parametrize("chosen", [False, True])
def test_a_story_about_a_project_stands_under_the_theme_of_it_unless_another_is_chosen(team_client, groen, chosen):
    project, other = ProjectFactory(theme=groen), ThemeFactory(slug="sociaal")
    typed = TYPED | {"project": project.short_code} | ({"theme": other.pk} if chosen else {})

    team_client.post(f"{LIST}add/", typed)

    assert Story.objects.get().theme == (other if chosen else groen)


def test_photos_of_a_project_are_told_apart_by_their_day(team_client, photo_of_project):
    story = StoryFactory(project=photo_of_project.project)

    page = team_client.get(page_of(story)).content.decode()

    assert f"{dates.day(photo_of_project.added_at)}: Een rode schop" in page


def test_publishing_by_reading_does_nothing(team_client):
    story = StoryFactory(published_at=None)

    assert team_client.get(f"{LIST}{story.pk}/publiceren/doen/").status_code == 405
    assert not Story.objects.published().exists()


def test_form_cannot_set_when_it_was_published_nor_move_a_published_address(team_client):
    story = StoryFactory(slug="soep")

    team_client.post(page_of(story), TYPED | NO_ROWS | {"slug": "anders", "published_at": "2020-01-01", "author": "1"})

    before, after = story.published_at, Story.objects.get()
    assert (after.slug, after.published_at, after.text) == ("soep", before, TYPED["text"])


def test_photo_needs_a_project_words_and_consent(team_client):
    html = team_client.post(f"{LIST}add/", TYPED | {"new_photo": jpeg()}).content.decode()

    assert Story.objects.count() == 0
    assert "Kies het project waar de nieuwe foto bij hoort" in html
    assert "Schrijf in één zin wat je op de foto ziet. Doe dat bij elke foto." in html
    assert "Zet een vinkje als de mensen op de foto het goed vinden." in html


def test_project_that_is_not_found_is_said_once_with_the_photo_that_needs_it(team_client):
    html = team_client.post(f"{LIST}add/", TYPED | {"new_photo": jpeg(), "project": "Bestaat niet"}).text

    assert "We vinden geen project met deze titel, deze code of dit adres." in html
    assert "Kies het project waar de nieuwe foto bij hoort" not in html


def test_list_of_page_texts_is_called_by_what_is_in_it(team_client):
    assert team_client.get("/beheer/core/pagetext/").context["title"] == "Paginateksten"


def test_photo_with_everything_becomes_the_photo_of_the_story(team_client, team_member):
    project = ProjectFactory(status="underway")
    fields = {"project": project.short_code, "new_photo": jpeg(), "new_photo_alt": "Soep", "new_photo_consent": "on"}

    response = team_client.post(f"{LIST}add/", TYPED | fields)

    story = Story.objects.get()
    assert response.status_code == 302
    assert (story.project, story.photo.project, story.photo.alt) == (project, project, "Soep")
    assert story.photo.added_by == team_member.person
    assert team_client.get(page_of(story)).status_code == 200


def test_the_log_says_of_a_story_what_was_changed_and_nothing_more(team_client):
    story = StoryFactory(title="Soep op woensdag", lead="Dertig mensen aan tafel.", text="Een pan")
    same = TYPED | NO_ROWS | {"slug": story.slug, "text": "Een pan"}

    for typed in (same, same | {"text": "Twee pannen"}):
        team_client.post(page_of(story), typed)

    assert [entry.get_change_message() for entry in LogEntry.objects.all()] == ["Tekst gewijzigd."]


def test_second_of_two_writers_is_told_and_keeps_what_was_typed(team_client):
    story = StoryFactory()
    read = team_client.get(page_of(story)).context["adminform"].form.initial["read"]
    Story.objects.update(text="Van een collega")

    told = team_client.post(page_of(story), TYPED | NO_ROWS | {"read": read})
    kept = Story.objects.get().text
    again = team_client.post(page_of(story), TYPED | NO_ROWS | {"read": told.context["adminform"].form["read"].value()})

    html = told.content.decode()
    assert "Iemand anders heeft dit net veranderd." in html
    assert TYPED["text"] in html
    assert kept == "Van een collega"
    assert again.status_code == 302
    assert Story.objects.get().text == TYPED["text"]


def test_resident_publishes_nothing(client, resident):
    story = StoryFactory(published_at=None)
    client.force_login(resident)

    assert client.post(f"{LIST}{story.pk}/publiceren/doen/").status_code in (302, 403)
    assert not Story.objects.published().exists()


def test_member_changes_the_telephone_of_the_site(team_client):
    response = team_client.get("/beheer/core/sitesettings/")
    typed = {
        "name": "Wijkdeal", "place": "De Wijert", "telephone": "050 999 99 99", "address": "Vondellaan",
        "opening_hours": "maandag", "film_url": "", "facebook_url": "", "is_example": "on",
    }  # fmt: skip

    team_client.post(response.url, typed)

    site = SiteSettings.objects.get()
    assert response.url == "/beheer/core/sitesettings/1/change/"
    assert (site.telephone, site.is_example) == ("050 999 99 99", False)


def test_member_writes_a_page_text_and_a_moment(team_client):
    team_client.post("/beheer/core/pagetext/add/", {"slug": "over-test", "title": "Over", "text": "Wij", "order": 1})
    team_client.post(
        "/beheer/core/timelinemoment/add/",
        {"when": "voorjaar 2018", "sort": "2018-04-01", "title": "Café", "text": "Praten"},
    )

    assert PageText.objects.filter(slug="over-test").exists()
    assert TimelineMoment.objects.filter(title="Café").exists()


# -- looking first -----------------------------------------------------------------------------------------------------
def test_member_looks_at_what_changes_in_a_published_story_before_anybody_else_reads_it(team_client):
    story = StoryFactory(title="De soep was op", text="Er was soep.")
    form = team_client.get(page_of(story)).text

    page = team_client.post(f"{LIST}{story.pk}/bekijken/", TYPED)

    story.refresh_from_db()
    assert f'formaction="{LIST}{story.pk}/bekijken/" formtarget="_blank"' in form
    assert "<h1>Soep op woensdag</h1>" in page.text
    assert "<strong>één</strong>" in page.text
    assert "Er is nog niets bewaard." in page.text
    assert (story.title, story.text, story.changed_at) == ("De soep was op", "Er was soep.", None)


def test_member_looks_at_a_new_story_first(team_client):
    page = team_client.post(f"{LIST}nieuw/bekijken/", TYPED)

    assert "<h1>Soep op woensdag</h1>" in page.text
    assert not Story.objects.exists()


def test_member_who_looks_at_a_story_without_a_title_reads_what_is_wrong(team_client):
    page = team_client.post(f"{LIST}nieuw/bekijken/", TYPED | {"title": ""})

    assert "Vul de titel in." in page.text
    assert "Dit kan nog niet" in page.text


def test_resident_cannot_look_at_what_is_typed(client, resident):
    client.force_login(resident)

    assert client.post(f"{LIST}nieuw/bekijken/", TYPED).status_code == 403
