"""Following a story: what is new in it, and the next one about its project."""

import pytest
from django.core import mail

from accounts.models import Person
from communication import outbox
from communication.choices import choices_url
from communication.models import Story, StoryFollow
from projects.models import Status
from tests.communication.test_digest import week
from tests.factories import ProjectFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(groen):
    return ProjectFactory(title="Plukfruit", theme=groen, status=Status.UNDERWAY)


@pytest.fixture
def story(project):
    return StoryFactory(title="De bomen staan er", project=project, text="Er staan tien bomen.")


@pytest.fixture
def follower(story, neighbour):
    """Reads at once what happens to the story, and follows nothing else."""
    Person.objects.filter(pk=neighbour.person.pk).update(mail_frequency="at_once")
    story.follows.create(person=neighbour.person)
    return neighbour


def deliver():
    outbox.process_events()
    outbox.send_due()
    return [(message.to[0], message.subject) for message in mail.outbox]


def change(client, story, **fields):
    page = client.get(f"/beheer/communication/story/{story.pk}/change/")
    rows = {f"{name}-{form}_FORMS": 0 for name in ("more_photos", "portrayed") for form in ("TOTAL", "INITIAL")}
    fields = {"title": story.title, "lead": story.lead, "text": story.text, "theme": story.theme_id or ""} | fields
    return client.post(page.request["PATH_INFO"], fields | rows | {"project": story.project.title})


def test_resident_follows_a_story_by_a_press_and_stops(client, neighbour, story):
    client.force_login(neighbour)
    page = client.get(story.get_absolute_url()).text

    client.post(f"{story.get_absolute_url()}volgen/")
    followed, mine = client.get(story.get_absolute_url()).text, client.get("/mijn/").text
    is_followed = StoryFollow.objects.filter(person=neighbour.person, story=story).exists()
    client.post(f"{story.get_absolute_url()}niet-volgen/")

    assert "Volg dit verhaal</button>" in page
    assert is_followed
    assert "Volg dit verhaal niet meer" in followed
    assert f'<a href="{story.get_absolute_url()}">De bomen staan er</a>' in mine
    assert not StoryFollow.objects.exists()


def test_visitor_is_asked_for_an_address(client, story):
    page = client.get(story.get_absolute_url()).text

    assert f'href="{story.get_absolute_url()}volgen/"' in page
    assert "Volg dit verhaal" in client.get(f"{story.get_absolute_url()}volgen/").text


def test_story_that_is_not_on_the_website_cannot_be_followed(client, neighbour, story):
    Story.objects.update(published_at=None)
    client.force_login(neighbour)

    statuses = [client.post(f"{story.get_absolute_url()}{way}/").status_code for way in ("volgen", "niet-volgen")]

    assert statuses == [404, 404]


def test_follower_hears_what_is_new_in_it(team_client, story, follower):
    change(team_client, story, text="Er staan twaalf bomen.", news="Er kwamen twee bomen bij.")

    assert deliver() == [(follower.email, "Bijgewerkt: De bomen staan er")]
    assert "Er kwamen twee bomen bij." in mail.outbox[0].body
    assert "omdat je dit verhaal volgt" in mail.outbox[0].body
    assert "List-Unsubscribe" in mail.outbox[0].extra_headers


def test_follower_hears_once_of_what_is_saved_again_and_of_what_is_new_after_that(team_client, story, follower):
    for text in ("Er staan twaalf bomen.", "Er staan twaalf bomen!"):
        change(team_client, story, text=text, news="Er kwamen twee bomen bij.")
    once = deliver()
    change(team_client, story, text="Er staan dertien bomen.", news="En nog een.")

    assert once == [(follower.email, "Bijgewerkt: De bomen staan er")]
    assert deliver() == once * 2
    assert list(story.events.order_by("pk").values_list("reason", flat=True)) == [
        "Er kwamen twee bomen bij.", "En nog een.",
    ]  # fmt: skip


def test_follower_hears_nothing_of_a_typo(team_client, story, follower):
    change(team_client, story, text="Er staan tien appelbomen.")

    story.refresh_from_db()
    assert story.text == "Er staan tien appelbomen."
    assert deliver() == []


def test_news_is_asked_only_of_what_is_on_the_website(team_client, story):
    address = f"/beheer/communication/story/{story.pk}/change/"
    published = team_client.get(address).text
    Story.objects.update(published_at=None)

    assert "Wat is er nieuw?" in published
    assert "Wat is er nieuw?" not in team_client.get(address).text


def test_follower_hears_of_the_next_story_of_the_same_project_only(project, follower, team_member):
    for title, about in (("De eerste appels", project), ("Elders", ProjectFactory()), ("Nergens over", None)):
        StoryFactory(title=title, project=about, published_at=None).publish(by=team_member.person)

    assert deliver() == [(follower.email, "Een verhaal: De eerste appels")]


def test_follower_of_a_story_hears_nothing_of_a_project_that_is_hidden(project, follower, team_member, administrator):
    following = StoryFactory(title="De eerste appels", project=project, published_at=None)
    project.hide(by=administrator.person, reason="Klopt niet.")
    following.publish(by=team_member.person)

    assert follower.email not in [to for to, _ in deliver()]


def test_news_of_the_week_has_the_stories_that_are_followed(project, story, neighbour, team_member):
    story.follows.create(person=neighbour.person)
    story.edit({"text"}, changed={"text"}, by=team_member.person, news="Er kwamen twee bomen bij.")
    StoryFactory(title="De eerste appels", project=project, published_at=None).publish(by=team_member.person)

    [message] = week()

    assert "VERHALEN DIE JE VOLGT" in message.body
    assert "De bomen staan er: verhaal bijgewerkt, vandaag.\nEr kwamen twee bomen bij.\n" in message.body
    assert "Plukfruit: een verhaal, ‘De eerste appels’." in message.body


def test_who_read_what_is_new_is_not_told_again(client, story, neighbour, team_member):
    story.follows.create(person=neighbour.person)
    story.edit({"text"}, changed={"text"}, by=team_member.person, news="Er kwamen twee bomen bij.")
    client.force_login(neighbour)

    client.get(story.get_absolute_url())

    assert week() == []


def test_follower_stops_on_the_page_for_all_choices(client, story, neighbour):
    follow = story.follows.create(person=neighbour.person)
    address = choices_url(neighbour.person)
    page = client.get(address).text

    client.post(address, {"stop": f"verhaal-{follow.pk}"})

    assert "Verhalen die je volgt" in page
    assert "De bomen staan er" in page
    assert not StoryFollow.objects.exists()
