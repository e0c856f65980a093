"""The mail of a week: one line a thing, in order, without what was seen; never an empty one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Person, Seen
from communication import outbox
from communication.models import Notification
from core.dates import day_time
from groups.models import Issue, Meeting
from projects.models import Activity, Status, Update
from tests.factories import GroupFactory, IssueFactory, MembershipFactory, PersonFactory, ProjectFactory, StoryFactory
from wijkdeal.tasks import keep_no_longer

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(groen, resident):
    return ProjectFactory(title="Plukfruit", theme=groen, status=Status.UNDERWAY, initiator=resident.person)


def week():
    """Everything that waits for Monday goes out; the mails that were sent."""
    outbox.process_events()
    Notification.objects.update(due_at=timezone.now())
    outbox.send_due()
    return [message for message in mail.outbox if message.subject.startswith("Nieuws uit de wijk, ")]


def post(project, by, *titles):
    for title in titles:
        Update.post(project, by=by.person, title=title, text="Lees meer.")


def test_several_messages_of_one_project_are_one_line_and_the_last_one_says_it(project, resident, neighbour):
    project.follows.create(person=neighbour.person)
    post(project, resident, "De bomen zijn besteld", "De bomen zijn er", "Zaterdag planten we")

    [message] = week()

    assert message.body.count("Plukfruit") == 1
    assert "Plukfruit: bericht, vandaag (3 berichten).\nZaterdag planten we\n" in message.body
    assert "De bomen zijn besteld" not in message.body


@pytest.fixture
def planting(project, resident, neighbour):
    """Something to come to of a project that the neighbour follows."""
    project.follows.create(person=neighbour.person)
    begin = timezone.now() + timedelta(days=3)
    fields = {"title": "Bomen planten", "starts_at": begin, "ends_at": begin + timedelta(hours=2), "place": "Park"}
    return Activity.plan(project, by=resident.person, **fields)


def test_what_there_is_to_come_to_stands_beside_a_later_message(project, planting, resident):
    post(project, resident, "De bomen zijn er")

    [message] = week()

    when = f"{day_time(planting.starts_at).capitalize()}, Park."
    link = f"http://127.0.0.1:8000{planting.get_absolute_url()}"
    assert f"Plukfruit, ‘Bomen planten’: iets om naartoe te komen.\n{when}\n{link}\n" in message.body
    assert "Plukfruit: bericht, vandaag.\nDe bomen zijn er" in message.body


def test_of_what_there_is_to_come_to_the_last_word_is_told(planting, resident):
    when = {"starts_at": planting.starts_at, "ends_at": planting.ends_at}
    planting.move(by=resident.person, place="Het Wiekhuis", **when)
    planting.cancel(by=resident.person, reason="Storm.")

    [message] = week()

    off = f"Het zou zijn op {day_time(planting.starts_at)}, Het Wiekhuis. De reden: Storm."
    assert f"Plukfruit, ‘Bomen planten’: gaat niet door.\n{off}\n" in message.body
    assert "iets om naartoe te komen" not in message.body
    assert "verplaatst" not in message.body


def test_that_who_comes_was_reminded_takes_who_follows_no_news(planting):
    planting.remind()

    [message] = week()

    assert "‘Bomen planten’: iets om naartoe te komen." in message.body


def test_nobody_is_told_of_what_is_over(planting):
    Activity.objects.update(starts_at=timezone.now() - timedelta(days=1), ends_at=timezone.now())

    assert week() == []


def test_the_mail_is_there_as_text_and_as_a_page(project, resident, neighbour):
    project.follows.create(person=neighbour.person)
    post(project, resident, "Kom <b>kijken</b>", "Nog een keer <i>kijken</i>")

    [message] = week()

    [(page, kind)] = message.alternatives
    assert kind == "text/html"
    assert '<meta name="color-scheme" content="light dark">' in page
    assert f"<h1>{message.subject}</h1>" in page
    assert f'<a href="http://127.0.0.1:8000{project.get_absolute_url()}">Plukfruit</a>' in page
    assert "(2 berichten)" in page
    assert "Nog een keer &lt;i&gt;kijken&lt;/i&gt;" in page
    assert "Nog een keer <i>kijken</i>" in message.body


def test_own_things_come_first_then_projects_groups_themes_and_vraagstukken(
    groen, sociaal, project, resident, neighbour, green_resident
):
    person = neighbour.person
    own = ProjectFactory(title="Mijn bank", theme=groen, status=Status.UNDERWAY, initiator=person)
    elsewhere = ProjectFactory(title="Eettafel", theme=sociaal, status=Status.DRAFT, initiator=resident.person)
    group, issue = GroupFactory(name="Werkgroep Park"), IssueFactory(title="Te hard rijden", state=Issue.State.OPEN)
    for thing in (issue, group, sociaal, project, own):
        thing.follows.create(person=person)
    issue.take_up(by=resident.person)
    elsewhere.propose(by=resident.person)
    starts = timezone.now() + timedelta(days=9)
    Meeting.plan(group, by=resident.person, title="Rondje", starts_at=starts, ends_at=starts, place="Julianapark")
    post(project, resident, "De bomen zijn er")
    Update.post(own, by=resident.person, title="De bank staat", text="Kom zitten.")

    [message] = week()

    said = ["VAN JOU", "Mijn bank", "PROJECTEN DIE JE VOLGT", "Plukfruit", "GROEPEN DIE JE VOLGT", "Werkgroep Park",
            "THEMA’S DIE JE VOLGT", "Eettafel", "VRAAGSTUKKEN DIE JE VOLGT", "Te hard rijden"]  # fmt: skip
    places = [message.body.index(words) for words in said]
    assert places == sorted(places)


def test_what_was_read_on_the_page_is_not_told_again_and_what_came_later_is(client, project, resident, neighbour):
    project.follows.create(person=neighbour.person)
    other = ProjectFactory(title="Bank", status=Status.UNDERWAY, initiator=resident.person)
    other.follows.create(person=neighbour.person)
    post(project, resident, "De bomen zijn besteld")
    post(other, resident, "De bank is besteld")
    client.force_login(neighbour)
    for thing in (project, other):
        client.get(thing.get_absolute_url())
    post(project, resident, "De bomen zijn er")

    [message] = week()

    assert "De bomen zijn er" in message.body
    assert "berichten)" not in message.body
    assert "De bank is besteld" not in message.body


def test_who_read_everything_gets_no_mail(client, project, resident, neighbour):
    project.follows.create(person=neighbour.person)
    post(project, resident, "De bomen zijn besteld")
    client.force_login(neighbour)
    client.get(project.get_absolute_url())

    assert week() == []
    assert Notification.objects.filter(kind="week-news", dropped_at=None).count() == 0


def test_who_follows_a_theme_has_seen_a_project_on_its_own_page(client, groen, resident, neighbour):
    groen.follows.create(person=neighbour.person)
    first, second = (
        ProjectFactory(title=title, theme=groen, status=Status.DRAFT, initiator=resident.person)
        for title in ("Plukfruit", "Eetbare straat")
    )
    for one in (first, second):
        one.propose(by=resident.person)
    client.force_login(neighbour)
    client.get(first.get_absolute_url())

    [message] = week()

    assert "Eetbare straat" in message.body
    assert "Plukfruit" not in message.body


def test_a_meeting_and_a_vraagstuk_that_were_opened_are_not_told_again(client, resident, neighbour):
    group, issue = GroupFactory(), IssueFactory(state=Issue.State.OPEN)
    for thing in (group, issue):
        thing.follows.create(person=neighbour.person)
    starts = timezone.now() + timedelta(days=9)
    meeting = Meeting.plan(group, by=resident.person, title="Rondje", starts_at=starts, ends_at=starts, place="Park")
    issue.take_up(by=resident.person)
    client.force_login(neighbour)
    client.get(meeting.get_absolute_url())
    client.get(issue.get_absolute_url())

    assert week() == []


def test_nothing_is_kept_of_who_looks_at_what_is_not_followed_or_looks_around(client, project, neighbour):
    client.get(project.get_absolute_url())
    client.force_login(neighbour)
    client.get(project.get_absolute_url())

    assert not Seen.objects.exists()


def test_what_is_seen_twice_is_one_row(project, neighbour):
    Seen.note(neighbour.person, project)
    Seen.note(neighbour.person, project)
    keep_no_longer(0)
    assert Seen.objects.count() == 1

    Seen.objects.update(at=timezone.now() - timedelta(days=15))
    keep_no_longer(0)

    assert not Seen.objects.exists()


def test_what_is_followed_no_more_on_monday_is_left_out(project, resident, neighbour):
    follow = project.follows.create(person=neighbour.person)
    post(project, resident, "De bomen zijn besteld")
    outbox.process_events()
    follow.delete()

    assert week() == []


def test_who_has_no_account_but_an_address_is_told_too(project, resident):
    person = PersonFactory(email="truus@voorbeeld.test")
    project.follows.create(person=person)
    post(project, resident, "De bomen zijn besteld")

    [message] = week()

    assert message.to == ["truus@voorbeeld.test"]


@pytest.mark.parametrize(("frequency", "subjects"), [
    ("at_once", ["Nieuw bericht: Plukfruit"]),
    ("weekly", ["Nieuws uit de wijk, 23 tot en met 29 november"]),
    ("never", []),
])  # fmt: skip
def test_each_of_the_three_choices_does_what_it_says(project, resident, neighbour, time_machine, frequency, subjects):
    time_machine.move_to(datetime(2026, 11, 30, 8, tzinfo=UTC))
    neighbour.person.choose_mail(frequency)
    project.follows.create(person=neighbour.person)
    post(project, resident, "De bomen zijn besteld")

    week()

    assert [message.subject for message in mail.outbox if message.to == [neighbour.email]] == subjects


def test_a_new_person_reads_once_a_week(neighbour):
    assert neighbour.person.mail_frequency == Person.MailFrequency.WEEKLY


def test_an_answer_to_me_comes_at_once_also_for_who_wants_no_news(groen, resident, green_resident):
    resident.person.choose_mail("never")
    project = ProjectFactory(theme=groen, initiator=resident.person)

    project.take_up(by=green_resident.person, reason="Goed plan.")
    outbox.process_events()
    outbox.send_due()

    [message] = [message for message in mail.outbox if message.to == [resident.email]]
    assert "List-Unsubscribe" not in message.extra_headers
    assert "/meldingen/" in message.body


def test_a_mail_at_once_stays_home_when_somebody_stopped_following_meanwhile(project, resident, neighbour):
    neighbour.person.choose_mail("at_once")
    follow = project.follows.create(person=neighbour.person)
    post(project, resident, "De bomen zijn besteld")
    outbox.process_events()
    follow.delete()

    outbox.send_due()

    assert neighbour.email not in [message.to[0] for message in mail.outbox]


def test_a_story_is_news_of_the_project_it_is_about(project, neighbour, team_member):
    project.follows.create(person=neighbour.person)
    story = StoryFactory(title="Appels voor iedereen", project=project, published_at=None)

    story.publish(by=team_member.person)

    [message] = week()
    assert "Plukfruit: een verhaal, ‘Appels voor iedereen’." in message.body
    assert story.get_absolute_url() in message.body


def test_a_story_that_was_read_is_not_told_again(client, project, neighbour, team_member):
    project.follows.create(person=neighbour.person)
    story = StoryFactory(title="Appels voor iedereen", project=project, published_at=None)
    story.publish(by=team_member.person)
    client.force_login(neighbour)
    client.get(story.get_absolute_url())

    assert week() == []


def test_a_story_that_was_taken_down_is_not_told(project, neighbour, team_member):
    project.follows.create(person=neighbour.person)
    story = StoryFactory(title="Appels voor iedereen", project=project, published_at=None)
    story.publish(by=team_member.person)
    outbox.process_events()

    story.take_down(by=team_member.person)

    assert week() == []


@pytest.mark.parametrize("frequency", ["at_once", "weekly"])
def test_a_story_that_is_published_again_after_a_typo_is_told_once(project, neighbour, team_member, frequency):
    Person.objects.filter(pk=neighbour.person.pk).update(mail_frequency=frequency)
    project.follows.create(person=neighbour.person)
    story = StoryFactory(title="Apels", project=project, published_at=None)
    for act in (story.publish, story.take_down, story.publish):
        act(by=team_member.person)
        outbox.process_events()

    told = Notification.objects.filter(person=neighbour.person)

    assert story.events.filter(kind="published").count() == 2
    assert told.count() == 1


def test_member_of_a_group_who_follows_it_too_hears_once_and_at_once(resident, neighbour):
    group = GroupFactory(name="Werkgroep Park")
    MembershipFactory(group=group, person=neighbour.person)
    group.follows.create(person=neighbour.person)
    group.follows.create(person=PersonFactory(email="volger@voorbeeld.test"))

    group.end(by=resident.person, result="Het park is klaar.")

    [message] = week()
    assert message.to == ["volger@voorbeeld.test"]
    assert "Het park is klaar." in message.body
    assert len([message for message in mail.outbox if message.to == [neighbour.email]]) == 1
