"""What may not happen to a meeting yet, or any more: the page offers no button, and a POST says why not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from groups.models import InvalidTransition, Meeting
from groups.models.group import Group
from tests.factories import MeetingFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]
State = Meeting.State


def send(client, meeting, action, **typed):
    return client.post(f"{meeting.get_absolute_url()}{action}/", typed, follow=True).text


def days_ago(days):
    starts = timezone.localtime() - timedelta(days=days)
    return {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}


def stays(meeting, state):
    meeting.refresh_from_db()
    return (meeting.state, meeting.version, meeting.events.count()) == (state, 1, 0)


@pytest.mark.parametrize("state", Meeting.BEFORE)
def test_what_has_not_begun_is_not_held(client, group, chair, state):
    meeting = MeetingFactory(group=group, state=state)
    client.force_login(chair)

    before = client.get(meeting.get_absolute_url()).text
    page = send(client, meeting, "geweest")

    assert "De bijeenkomst is geweest" not in before
    assert "Dit kan nu niet: de bijeenkomst is nog niet begonnen." in page
    assert stays(meeting, state)


@pytest.mark.parametrize("minutes", ["", " \n"])
@pytest.mark.parametrize("state", [State.HELD, State.MINUTES_DRAFT])
def test_minutes_without_a_word_are_not_published(client, group, chair, state, minutes):
    meeting = MeetingFactory(group=group, state=state, minutes=minutes, **days_ago(2))
    client.force_login(chair)

    before = client.get(meeting.get_absolute_url()).text
    page = send(client, meeting, "verslag-publiceren")

    assert "Publiceer het verslag" not in before
    assert "Dit kan nu niet: er is nog geen verslag geschreven." in page
    assert stays(meeting, state)


def test_the_koplopers_adopt_and_do_not_publish(client, koplopersgroep, koplopers_chair):
    meeting = MeetingFactory(group=koplopersgroep, state=State.MINUTES_DRAFT, minutes="Kort.", **days_ago(2))
    client.force_login(koplopers_chair)

    page = send(client, meeting, "verslag-publiceren")

    assert "Dit kan nu niet: de koplopersgroep stelt haar verslag vast op de volgende bijeenkomst." in page
    assert stays(meeting, State.MINUTES_DRAFT)


@pytest.mark.parametrize(
    "next_one", [{}, days_ago(-7), {**days_ago(1), "state": State.CANCELLED, "cancel_reason": "Ziek."}]
)
def test_minutes_are_adopted_at_the_next_meeting_and_not_before(client, koplopersgroep, koplopers_chair, next_one):
    meeting = MeetingFactory(group=koplopersgroep, state=State.MINUTES_DRAFT, minutes="Kort.", **days_ago(30))
    if next_one:
        MeetingFactory(group=koplopersgroep, **next_one)
    client.force_login(koplopers_chair)

    page = send(client, meeting, "verslag-vaststellen")

    assert "stellen jullie vast op de volgende bijeenkomst, en die is nog niet begonnen." in page
    assert stays(meeting, State.MINUTES_DRAFT)


@pytest.mark.parametrize(
    ("action", "state", "words"),
    [
        ("agenda-openen", State.PLANNED, "alleen de koplopersgroep zet haar agenda open en vast."),
        ("agenda-vastzetten", State.AGENDA_OPEN, "alleen de koplopersgroep zet haar agenda open en vast."),
        ("verslag-vaststellen", State.MINUTES_DRAFT, "alleen de koplopersgroep stelt haar verslag vast."),
    ],
)
def test_a_werkgroep_takes_no_steps_of_the_koplopers(client, group, chair, action, state, words):
    meeting = MeetingFactory(group=group, state=state, minutes="Kort.", **days_ago(9))
    MeetingFactory(group=group, **days_ago(1))
    client.force_login(chair)

    page = send(client, meeting, action)

    assert f"Dit kan nu niet: {words}" in page
    assert stays(meeting, state)


@pytest.mark.parametrize("action", ["besluiten/nieuw", "actiepunten/nieuw"])
def test_before_it_begins_nothing_is_agreed_and_the_page_says_why(client, group, chair, action):
    meeting = MeetingFactory(group=group)
    client.force_login(chair)

    page = send(client, meeting, action, text="Te vroeg")

    assert "Dit kan nu niet: de bijeenkomst is nog niet begonnen." in page
    assert not meeting.decisions.exists()
    assert not meeting.actions.exists()


@pytest.mark.parametrize("state", [state for state in State if state not in (*Meeting.BEFORE, State.CANCELLED)])
@pytest.mark.parametrize("action", ["afgelasten", "verplaatsen", "aanpassen"])
def test_what_was_held_is_not_cancelled_moved_or_edited(client, group, chair, action, state):
    meeting = MeetingFactory(group=group, state=state, **days_ago(2))
    client.force_login(chair)
    typed = {"reason": "Te nat.", "title": "Anders", "day": "2026-12-10", "starts": "20:00", "ends": "21:00"}

    page = send(client, meeting, action, place="Elders", **typed)

    assert "Dit kan nu niet: " in page
    assert stays(meeting, state)


def test_a_group_that_stopped_moves_and_plans_no_meeting(client, group, chair):
    meeting = MeetingFactory(group=group, **days_ago(2))
    Group.objects.filter(pk=group.pk).update(ended_on=timezone.localdate())
    client.force_login(chair)
    when = {"day": "2026-12-10", "starts": "20:00", "ends": "21:00", "place": "Elders"}

    page = send(client, meeting, "verplaatsen", **when)

    assert "Dit kan nu niet: de groep is gestopt." in page
    assert stays(meeting, State.PLANNED)


def test_a_group_that_stops_while_somebody_plans_has_no_new_meeting(client, group, chair, monkeypatch):
    client.force_login(chair)
    monkeypatch.setattr(Group, "plannable_by", lambda group, user: True)  # as it was when the page was asked for
    Group.objects.filter(pk=group.pk).update(ended_on=timezone.localdate())
    day = timezone.localdate() + timedelta(days=9)
    typed = {"title": "Overleg", "day": str(day), "starts": "20:00", "ends": "21:00", "place": "Elders"}

    page = client.post(f"/groepen/{group.slug}/bijeenkomsten/nieuw/", typed, follow=True).text

    assert "Dit kan nu niet: de groep is gestopt." in page
    assert not Meeting.objects.exists()


def test_the_clock_and_the_words_of_now_count_not_those_of_an_instance_read_before(group):
    stale = MeetingFactory(group=group, **days_ago(1))
    Meeting.objects.filter(pk=stale.pk).update(**days_ago(-3))

    with pytest.raises(InvalidTransition, match="nog niet begonnen"):
        stale.hold(by=PersonFactory())

    assert stays(stale, State.PLANNED)


def test_what_it_was_before_it_moved_is_what_the_database_says(group):
    stale = MeetingFactory(group=group, place="Wijkdealwerkplaats")
    Meeting.objects.filter(pk=stale.pk).update(place="De Wiardt")

    stale.move(by=PersonFactory(), starts_at=stale.starts_at, ends_at=stale.ends_at, place="Het Wiekhuis")

    assert stale.events.get().reason.endswith(", De Wiardt")
