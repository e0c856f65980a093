"""The life of a story: concept, ready for a colleague, on the website now or later, at the top of the home page."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from communication.models import Story, StoryPerson, StoryPhoto
from communication.models.stories import NoPlace
from core import dates
from projects.models import Photo
from tests.at_once import at_once
from tests.factories import PersonFactory, ProjectFactory, StoryFactory

LIST = "/beheer/communication/story/"
TYPED = {"title": "Soep op woensdag", "lead": "Elke week schuiven dertig mensen aan.", "text": "Het begon met één pan."}
RETYPED = TYPED | {"lead": "Nu schuiven er veertig mensen aan."}
NO_ROWS = {
    "more_photos-TOTAL_FORMS": 0, "more_photos-INITIAL_FORMS": 0, "portrayed-TOTAL_FORMS": 0,
    "portrayed-INITIAL_FORMS": 0,
}  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(db):
    return StoryFactory(published_at=None)


def page_of(story):
    return f"{LIST}{story.pk}/change/"


def act(client, story, action, fields=None):
    return client.post(f"{LIST}{story.pk}/{action}/doen/", fields or {}, follow=True)


def kinds(story):
    return list(story.events.order_by("id").values_list("kind", flat=True))


def at(**later):
    return timezone.localtime(timezone.now() + timedelta(**later)).replace(second=0, microsecond=0)


def typed_moment(moment):
    return {"day": moment.date().isoformat(), "clock": f"{moment:%H:%M}"}


def jpeg(colour=(30, 107, 54)):
    buffer = BytesIO()
    Image.new("RGB", (1200, 800), colour).save(buffer, "JPEG")
    return SimpleUploadedFile("foto.jpg", buffer.getvalue(), "image/jpeg")


# -- ready, and back ---------------------------------------------------------------------------------------------------
def test_member_says_that_a_concept_is_ready_and_a_colleague_sees_it_on_the_desk(client, draft, team_member, colleague):
    client.force_login(team_member)
    act(client, draft, "klaar")
    client.force_login(colleague)

    desk = client.get("/beheer/").text
    page = client.get(page_of(draft)).text

    draft.refresh_from_db()
    assert (draft.state, draft.ready_by) == (Story.State.READY, team_member.person)
    assert kinds(draft) == ["ready"]
    assert "Verhalen om te bekijken" in desk
    assert f"Klaar om te bekijken, volgens {team_member.person.name}" in page


def test_member_takes_a_ready_story_back_to_concept(team_client, draft):
    act(team_client, draft, "klaar")
    act(team_client, draft, "concept")
    twice = act(team_client, draft, "concept")

    draft.refresh_from_db()
    assert (draft.state, draft.ready_at, draft.ready_by) == (Story.State.DRAFT, None, None)
    assert kinds(draft) == ["ready", "draft_again"]
    assert "Het verhaal was al een concept" in twice.text


def test_published_story_does_not_become_ready_nor_a_concept(team_client):
    story = StoryFactory()

    act(team_client, story, "klaar")
    act(team_client, story, "concept")

    story.refresh_from_db()
    assert story.state == Story.State.PUBLISHED
    assert kinds(story) == []


@pytest.mark.parametrize(
    ("made", "button", "words", "state"),
    [
        ([], "_klaar", "Klaar om te bekijken", "ready"),
        ([], "_publiceren", "Zet op de website", "published"),
        (["klaar"], "_publiceren", "Zet op de website", "published"),
        (["plannen"], "_publiceren", "Zet nu al op de website", "published"),
    ],
)
def test_member_who_presses_a_button_saves_what_was_typed_with_it(team_client, draft, made, button, words, state):
    for action in made:
        act(team_client, draft, action, typed_moment(at(days=2)))
    page = team_client.get(page_of(draft)).text

    team_client.post(page_of(draft), RETYPED | NO_ROWS | {"slug": draft.slug, button: "1"})

    draft.refresh_from_db()
    assert f'form="story_form" name="{button}" value="1">{words}</button>' in page
    assert page.index('form="story_form" name="_save"') < page.index(f'name="{button}"')
    assert (draft.state, draft.lead) == (state, RETYPED["lead"])


@pytest.mark.parametrize("button", ["_klaar", "_publiceren"])
def test_member_who_presses_a_button_with_something_wrong_reads_that_and_nothing_happens(team_client, draft, button):
    page = team_client.post(page_of(draft), RETYPED | NO_ROWS | {"slug": draft.slug, "lead": "", button: "1"}).text

    draft.refresh_from_db()
    assert "errornote" in page
    assert TYPED["text"] in page
    assert (draft.state, kinds(draft)) == (Story.State.DRAFT, [])


def test_member_who_publishes_after_a_colleague_did_reads_that_what_was_typed_is_kept(team_client, draft, colleague):
    draft.publish(by=colleague.person)

    typed = RETYPED | NO_ROWS | {"_publiceren": "1"}
    page = team_client.post(page_of(draft), typed, follow=True).text

    draft.refresh_from_db()
    assert "Het verhaal stond al op de website." in page
    assert "Wat je typte, is bewaard." in page
    assert (draft.lead, kinds(draft)) == (RETYPED["lead"], ["published"])


def test_member_who_presses_too_late_and_typed_nothing_does_not_read_that_something_is_kept(
    team_client, draft, colleague
):
    draft.publish(by=colleague.person)

    untouched = {name: getattr(draft, name) for name in TYPED} | {"slug": draft.slug, "theme": draft.theme_id or ""}
    page = team_client.post(page_of(draft), untouched | NO_ROWS | {"_publiceren": "1"}, follow=True).text

    assert "Het verhaal stond al op de website." in page
    assert "Wat je typte, is bewaard." not in page


def test_half_a_text_is_not_out_because_a_colleague_published_meanwhile(team_client, draft, colleague):
    draft.publish(by=colleague.person)

    page = team_client.post(page_of(draft), RETYPED | NO_ROWS | {"slug": draft.slug, "_klaar": "1"}).text

    draft.refresh_from_db()
    assert "Een collega zette het verhaal intussen op de website." in page
    assert RETYPED["lead"] in page
    assert draft.lead != RETYPED["lead"]
    assert 'name="_save"' in page


def test_resident_saves_and_publishes_nothing(client, resident, draft):
    client.force_login(resident)

    response = client.post(page_of(draft), RETYPED | NO_ROWS | {"slug": draft.slug, "_publiceren": "1"})

    draft.refresh_from_db()
    assert response.status_code == 403
    assert (draft.state, kinds(draft)) == (Story.State.DRAFT, [])
    assert draft.lead != RETYPED["lead"]


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ([], "Met deze knoppen bewaar je ook wat je hieronder typte."),
        (["klaar"], "De andere knoppen doen dat niet: sla het eerst op."),
        (["publiceren"], "Bewaar eerst wat je hieronder typte. Deze knoppen doen dat niet."),
    ],
)
def test_page_says_which_buttons_save_what_was_typed(team_client, draft, made, said):
    for action in made:
        act(team_client, draft, action)

    assert said in team_client.get(page_of(draft)).text


# -- later -------------------------------------------------------------------------------------------------------------
def test_member_plans_a_story_that_readers_see_at_that_moment_and_not_before(team_client, client, draft):
    moment = at(days=2)

    response = act(team_client, draft, "plannen", typed_moment(moment))

    draft.refresh_from_db()
    assert (draft.state, draft.published_at) == (Story.State.PLANNED, moment)
    assert kinds(draft) == ["planned"]
    assert f"Het verhaal komt op de website op {dates.day_time(moment)}." in response.text
    client.logout()
    assert client.get(draft.get_absolute_url()).status_code == 404
    Story.objects.update(published_at=timezone.now() - timedelta(seconds=1))
    assert client.get(draft.get_absolute_url()).status_code == 200


def test_who_follows_is_told_when_the_moment_comes_and_once(draft, team_member):
    draft.plan(timezone.now() + timedelta(days=1), by=team_member.person)
    early = Story.objects.announce_due()
    Story.objects.update(published_at=timezone.now() - timedelta(seconds=1))

    told = [Story.objects.announce_due(), Story.objects.announce_due()]

    assert (early, told) == (0, [1, 0])
    assert kinds(draft) == ["planned", "published"]
    assert draft.events.get(kind="published").actor == team_member.person


def test_what_is_published_by_hand_is_not_told_again(draft, team_member):
    draft.publish(by=team_member.person)

    assert Story.objects.announce_due() == 0
    assert kinds(draft) == ["published"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_of_a_story_once(team_member):
    story = StoryFactory(published_at=timezone.now() - timedelta(minutes=1))

    assert sorted(at_once(story.announce, Story.objects.get().announce)) == [False, True]
    assert kinds(story) == ["published"]


def test_member_chooses_another_moment_publishes_at_once_or_not_at_all(team_client, draft):
    act(team_client, draft, "plannen", typed_moment(at(days=2)))
    act(team_client, draft, "plannen", typed_moment(at(days=3)))
    act(team_client, draft, "concept")
    act(team_client, draft, "plannen", typed_moment(at(days=4)))
    act(team_client, draft, "publiceren")

    draft.refresh_from_db()
    assert draft.state == Story.State.PUBLISHED
    assert kinds(draft) == ["planned", "planned", "draft_again", "planned", "published"]


def next_summer_time():
    """The last Sunday of the next March that is to come."""
    today = timezone.localdate()
    marches = (date(year, 3, 31) for year in (today.year, today.year + 1))
    sundays = (last - timedelta(days=last.isoweekday() % 7) for last in marches)
    return next(day for day in sundays if day > today)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"day": "2020-01-01", "clock": "10:00"}, "Kies vandaag of een dag die nog komt."),
        ({"day": timezone.localdate().isoformat(), "clock": "00:00"}, "Kies een tijd die nog komt."),
        ({"day": next_summer_time().isoformat(), "clock": "02:30"}, "Die nacht gaat de klok een uur vooruit"),
        ({"day": "", "clock": "25:00"}, "Vul een tijd in, bijvoorbeeld 19:30."),
    ],
)
def test_member_who_types_no_moment_to_come_sees_why_and_what_was_typed(team_client, draft, typed, said):
    response = act(team_client, draft, "plannen", typed)

    draft.refresh_from_db()
    assert draft.state == Story.State.DRAFT
    assert said in response.text
    assert f'value="{typed["clock"]}"' in response.text


def test_published_story_cannot_be_planned(team_client):
    story = StoryFactory()

    response = act(team_client, story, "plannen", typed_moment(at(days=2)))

    assert "stond al op de website" in response.text
    assert Story.objects.get().state == Story.State.PUBLISHED


# -- the home page -----------------------------------------------------------------------------------------------------
def test_featured_story_comes_first_on_the_home_page(team_client, client):
    old = StoryFactory(title="Oud maar mooi", published_at=timezone.now() - timedelta(days=90))
    StoryFactory.create_batch(3, title="Nieuwer")

    act(team_client, old, "voorpagina")
    with_it = client.get("/").context["stories"]
    act(team_client, old, "niet-voorpagina")
    without = client.get("/").context["stories"]

    assert [story.title for story in with_it] == ["Oud maar mooi", "Nieuwer", "Nieuwer"]
    assert [story.title for story in without] == ["Nieuwer"] * 3
    assert kinds(old) == ["featured", "not_featured"]


def test_fourth_featured_story_is_refused_with_the_names_of_the_three(team_client):
    for place in (1, 2, 3):
        StoryFactory(title=f"Nummer {place}", featured=place)
    fourth = StoryFactory()

    response = act(team_client, fourth, "voorpagina")

    fourth.refresh_from_db()
    assert fourth.featured is None
    assert "‘Nummer 1’, ‘Nummer 2’, ‘Nummer 3’." in response.text


@pytest.mark.django_db(transaction=True)
def test_of_two_stories_for_the_last_place_one_gets_it(team_member):
    StoryFactory(featured=1)
    StoryFactory(featured=3)
    one, other = StoryFactory.create_batch(2)

    outcomes = at_once(
        lambda: one.feature(by=team_member.person), lambda: other.feature(by=team_member.person), told=(NoPlace,)
    )

    assert sum(outcome is True for outcome in outcomes) == 1
    assert set(Story.objects.exclude(featured=None).values_list("featured", flat=True)) == {1, 2, 3}


def test_concept_gets_no_place_and_what_is_taken_down_loses_it(team_client, draft):
    story = StoryFactory(featured=2)

    act(team_client, draft, "voorpagina")
    act(team_client, story, "weghalen")

    assert not Story.objects.exclude(featured=None).exists()


# -- changed after publication -----------------------------------------------------------------------------------------
def test_reader_and_feed_see_when_the_words_of_a_published_story_changed(team_client, client):
    story = StoryFactory(published_at=timezone.now() - timedelta(days=3))

    team_client.post(page_of(story), TYPED | {"text": "Het begon met twee pannen."} | NO_ROWS)

    story.refresh_from_db()
    assert story.changed_at is not None
    assert "Bijgewerkt op" in client.get(story.get_absolute_url()).text
    feed = client.get("/verhalen/feed/").text
    assert f"<updated>{story.changed_at.isoformat()[:16]}" in feed


@pytest.mark.parametrize("published", [None, timedelta(days=-3)])
def test_a_concept_or_another_film_is_no_change_for_readers(team_client, published):
    story = StoryFactory(published_at=published and timezone.now() + published)
    text = {"text": "Anders"} if published is None else {}

    team_client.post(page_of(story), TYPED | {"film_url": "https://film.example/1"} | text | NO_ROWS)

    story.refresh_from_db()
    assert story.film_url == "https://film.example/1"
    assert (story.changed_at, story.updated_at) == (None, None)


# -- photos and people -------------------------------------------------------------------------------------------------
def test_member_sends_several_photos_at_once_the_first_on_top_and_the_rest_in_order(team_client, client, groen):
    project = ProjectFactory(theme=groen, status="underway")
    story = StoryFactory(project=project)
    fields = {
        "project": project.short_code, "new_photo": [jpeg(), jpeg((1, 2, 3)), jpeg((4, 5, 6))],
        "new_photo_alt": ["Soep", "Brood", "Kaas"], "new_photo_consent": "on",
    }  # fmt: skip

    team_client.post(page_of(story), TYPED | fields | NO_ROWS)

    story.refresh_from_db()
    assert story.photo.alt == "Soep"
    assert [row.photo.alt for row in story.more_photos.all()] == ["Brood", "Kaas"]
    for photo in Photo.objects.all():
        photo.make_sizes()
    html = client.get(story.get_absolute_url()).text
    assert html.index('alt="Soep"') < html.index('alt="Brood"') < html.index('alt="Kaas"')


def test_each_new_photo_needs_its_own_words(team_client, groen):
    project = ProjectFactory(theme=groen, status="underway")
    story = StoryFactory(project=project)
    fields = {"project": project.short_code, "new_photo": [jpeg(), jpeg()], "new_photo_alt": ["Soep"]}

    response = team_client.post(page_of(story), TYPED | fields | {"new_photo_consent": "on"} | NO_ROWS)

    assert "Doe dat bij elke foto." in response.text
    assert not Photo.objects.exists()


def test_hidden_photo_of_a_story_is_not_shown(client, groen):
    project = ProjectFactory(theme=groen, status="underway")
    story = StoryFactory(project=project)
    fields = {"project": project, "width": 640, "height": 480, "sizes": {"480": "photos/a.webp"}}
    for alt, hidden_at in (("Te zien", None), ("Verborgen", timezone.now())):
        StoryPhoto.append(story, Photo.objects.create(alt=alt, hidden_at=hidden_at, **fields))

    html = client.get(story.get_absolute_url()).text

    assert 'alt="Te zien"' in html
    assert "Verborgen" not in html


def test_member_writes_down_who_is_in_it_and_agreed_and_readers_do_not_see_that(team_client, client, groen):
    helper = PersonFactory(name="Truus Wolters")
    project = ProjectFactory(theme=groen, status="underway", initiator=helper)
    story = StoryFactory(project=project)
    rows = NO_ROWS | {
        "portrayed-TOTAL_FORMS": 2, "portrayed-0-person": helper.pk, "portrayed-0-agreed_on": "2026-03-02",
        "portrayed-1-name": "Meneer met de hond", "portrayed-1-agreed_on": "2026-03-03",
    }  # fmt: skip

    response = team_client.post(page_of(story), TYPED | {"project": project.short_code} | rows)

    assert response.status_code == 302
    assert [str(row) for row in story.portrayed.all()] == ["Truus Wolters", "Meneer met de hond"]
    assert "Meneer met de hond" not in client.get(story.get_absolute_url()).text


@pytest.mark.parametrize("is_of_the_project", [True, False])
def test_who_is_in_it_is_of_its_project_or_typed(team_client, groen, is_of_the_project):
    person = PersonFactory()
    project = ProjectFactory(theme=groen, status="underway", **({"initiator": person} if is_of_the_project else {}))
    story = StoryFactory(project=project)
    rows = NO_ROWS | {
        "portrayed-TOTAL_FORMS": 1, "portrayed-0-person": person.pk if not is_of_the_project else "",
        "portrayed-0-agreed_on": "2026-03-02", "portrayed-0-name": "",
    }  # fmt: skip

    response = team_client.post(page_of(story), TYPED | {"project": project.short_code} | rows)

    assert response.status_code == 200 or not is_of_the_project or not StoryPerson.objects.exists()
    assert not StoryPerson.objects.exists()


# -- looking at it, finding it -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Dit is een concept."),
        ({"ready_at": timezone.now()}, "Het is klaar om te bekijken."),
        ({"published_at": timezone.now() + timedelta(days=1)}, "Het komt op de website op"),
    ],
)
def test_team_sees_it_as_the_reader_will_and_nobody_else_does(client, team_client, resident, fields, said):
    story = StoryFactory(**({"published_at": None} | fields))

    seen = team_client.get(story.get_absolute_url())
    client.force_login(resident)

    assert said in seen.text
    assert "Het begon met één pan." in seen.text
    assert client.get(story.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("state", "found"), [("draft", "Concept"), ("ready", "Klaar"), ("planned", "Later"), ("published", "Gelezen")]
)
def test_member_narrows_the_stories_to_a_state(team_client, state, found):
    StoryFactory(title="Concept", published_at=None)
    StoryFactory(title="Klaar", published_at=None, ready_at=timezone.now())
    StoryFactory(title="Later", published_at=timezone.now() + timedelta(days=1))
    StoryFactory(title="Gelezen")

    rows = team_client.get(f"{LIST}?stand={state}").context["cl"].result_list

    assert [story.title for story in rows] == [found]


@pytest.mark.parametrize("action", ["klaar", "concept", "plannen", "voorpagina", "niet-voorpagina"])
def test_resident_moves_no_story(client, resident, draft, action):
    client.force_login(resident)

    response = client.post(f"{LIST}{draft.pk}/{action}/doen/", typed_moment(at(days=2)))

    draft.refresh_from_db()
    assert response.status_code in (302, 403)
    assert draft.state == Story.State.DRAFT
    assert kinds(draft) == []
