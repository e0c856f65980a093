"""What is late comes on the next agenda of its group by itself, once; and what stood on a cancelled one waits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from groups.models import ActionPoint, AgendaPoint, BriefingLine, Decision, Meeting
from groups.tasks import bring_late
from tests.factories import GroupFactory, MeetingFactory
from wijkdeal.briefing import fill_agenda

pytestmark = pytest.mark.django_db
A_WEEK = timedelta(days=7)


@pytest.fixture
def held(group):
    return MeetingFactory(group=group, starts_at=timezone.now() - 8 * A_WEEK, state="minutes_published")


@pytest.fixture
def late(held):
    return ActionPoint.objects.create(meeting=held, text="Schop lenen", due=timezone.localdate() - A_WEEK)


def plan(group, **fields):
    starts = timezone.now() + fields.pop("after", A_WEEK)
    about = {"title": "Overleg", "place": "De Wiardt", "starts_at": starts, "ends_at": starts}
    return Meeting.plan(group, by=None, **about | fields)


def titles(meeting):
    return list(meeting.points.values_list("title", flat=True))


def test_what_is_late_stands_on_the_agenda_of_a_meeting_that_is_planned(client, group, late):
    ActionPoint.objects.create(meeting=late.meeting, text="Nog niet", due=timezone.localdate() + A_WEEK)
    ActionPoint.objects.create(meeting=late.meeting, text="Klaar", due=late.due, done_on=late.due)

    coming = plan(group)

    assert titles(coming) == ["Nog niet gedaan: Schop lenen"]
    assert "Nog niet gedaan: Schop lenen" in client.get(coming.get_absolute_url()).text


def test_the_worker_puts_what_became_late_on_the_next_agenda_once(group, held):
    coming, later = plan(group), plan(group, after=2 * A_WEEK)
    ActionPoint.objects.create(meeting=held, text="Schop lenen", due=timezone.localdate() - A_WEEK)

    for _ in range(2):
        bring_late(0)

    assert titles(coming) == ["Nog niet gedaan: Schop lenen"]
    assert titles(later) == []


def test_what_the_chair_takes_off_stays_off_that_agenda_and_comes_on_the_next(client, group, chair, late):
    coming = plan(group)
    client.force_login(chair)
    client.post(f"{coming.get_absolute_url()}agendapunten/{coming.points.get().pk}/weghalen/")

    bring_late(0)

    assert titles(coming) == []
    coming.cancel(by=None, reason="Ziek.")
    assert titles(plan(group, after=2 * A_WEEK)) == ["Nog niet gedaan: Schop lenen"]


def test_what_is_on_the_agenda_by_a_press_is_not_put_there_twice(group, late):
    coming = MeetingFactory(group=group)
    AgendaPoint.bring_back(coming, action=late)

    bring_late(0)

    assert len(titles(coming)) == 1


def test_what_is_for_members_comes_on_no_public_agenda_by_itself(group, late):
    ActionPoint.objects.update(members_only=True)

    public, private = plan(group), plan(group, is_public=False, after=timedelta(days=2))

    assert titles(public) == []
    assert titles(private) == ["Nog niet gedaan: Schop lenen"]


def test_work_that_was_passed_on_comes_with_who_goes_on(group, late):
    other = GroupFactory(name="Werkgroep Nieuw", slug="nieuw")
    ActionPoint.objects.update(passed_to=other)
    own, theirs = MeetingFactory(group=group), MeetingFactory(group=other)

    bring_late(0)

    assert (titles(own), titles(theirs)) == ([], ["Nog niet gedaan: Schop lenen"])


def test_the_koplopers_read_it_in_their_briefing(koplopersgroep):
    held = MeetingFactory(group=koplopersgroep, starts_at=timezone.now() - 8 * A_WEEK, state="held")
    ActionPoint.objects.create(meeting=held, text="Schop lenen", due=timezone.localdate() - A_WEEK)

    coming = plan(koplopersgroep)
    bring_late(0)
    fill_agenda(coming)

    assert titles(coming) == []
    [line] = coming.briefing_lines.filter(kind=BriefingLine.Kind.ACTIEPUNT)
    assert line.title == "Schop lenen"
    assert line.reason.startswith("Te laat: had ")


def test_what_was_put_on_a_cancelled_agenda_waits_for_the_next_one(client, group, chair, held):
    cancelled = MeetingFactory(group=group)
    AgendaPoint.put_on(cancelled, title="De bank bij de vijver", minutes_planned=15)
    decision = Decision.objects.create(meeting=held, text="We vegen zelf", look_again_on=timezone.localdate())
    AgendaPoint.bring_back(cancelled, decision=decision)
    following = MeetingFactory(group=group, starts_at=timezone.now() + 2 * A_WEEK)
    client.force_login(chair)

    client.post(f"{cancelled.get_absolute_url()}afgelasten/", {"reason": "Storm."})

    assert titles(following) == []
    assert "Komt terug op een volgende bijeenkomst." in client.get(cancelled.get_absolute_url()).text
    page = client.get(following.get_absolute_url()).text
    assert page.count("De bank bij de vijver</p>") == page.count("weer bekijken op") == 1
    assert titles(plan(group, after=3 * A_WEEK)) == ["De bank bij de vijver"]


def test_a_long_list_of_late_work_does_not_fill_an_agenda_night_after_night(group, held):
    due = timezone.localdate() - A_WEEK
    ActionPoint.objects.bulk_create(ActionPoint(meeting=held, text=f"Taak {n}", due=due) for n in range(25))

    coming = plan(group)
    assert len(titles(coming)) == 20
    bring_late(0)

    assert len(titles(coming)) == 20
