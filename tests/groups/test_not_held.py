"""A meeting of members that was marked as held by mistake: its chair takes that back, for a while and with a reason."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from groups.models import InvalidTransition, Meeting, MeetingEvent
from tests.at_once import at_once
from tests.factories import GroupFactory, MeetingFactory, PersonFactory

pytestmark = pytest.mark.django_db
State = Meeting.State
LINK = "Is toch niet geweest"


@pytest.fixture
def meeting(group):
    starts = timezone.localtime() - timedelta(hours=3)
    return MeetingFactory(group=group, is_public=False, starts_at=starts, ends_at=starts + timedelta(hours=2))


@pytest.fixture
def held(meeting, chair):
    meeting.hold(by=chair.person)
    return meeting


def take_back(client, meeting, **typed):
    return client.post(f"{meeting.get_absolute_url()}niet-geweest/", typed, follow=True)


def stands(meeting):
    meeting.refresh_from_db()
    return meeting.state, list(meeting.events.order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize("who", ["chair", "administrator"])
def test_the_chair_takes_it_back_with_a_reason_and_moves_it(client, held, member, who, request):
    user = request.getfixturevalue(who)
    client.force_login(user)
    assert LINK in client.get(held.get_absolute_url()).text
    assert "Waarom was het toch niet?" in client.get(f"{held.get_absolute_url()}niet-geweest/").text

    page = take_back(client, held, reason="Niemand had een sleutel.").text

    assert stands(held) == (State.PLANNED, ["held", "not_held"])
    event = held.events.get(kind="not_held")
    assert (event.actor, event.reason) == (user.person, "Niemand had een sleutel.")
    assert "Teruggedraaid. Verplaats de bijeenkomst nu, of laat hem vervallen." in page
    assert LINK not in page
    client.force_login(member)
    assert (
        "is teruggedraaid dat deze bijeenkomst is geweest. De reden: Niemand had een sleutel."
        in client.get(held.get_absolute_url()).text
    )
    held.hold(by=user.person)
    assert "Niemand had een sleutel." not in client.get(held.get_absolute_url()).text


@pytest.mark.parametrize(
    ("steps", "state"),
    [([], State.PLANNED), (["open_agenda"], State.AGENDA_OPEN), (["open_agenda", "freeze_agenda"], State.FROZEN)],
)
def test_it_stands_again_where_it_stood_and_what_was_written_stays(koplopersgroep, koplopers_chair, steps, state):
    starts = timezone.localtime() - timedelta(hours=3)
    meeting = MeetingFactory(group=koplopersgroep, is_public=False, starts_at=starts, minutes="We begonnen.")
    by = koplopers_chair.person
    for step in [*steps, "hold"]:
        getattr(meeting, step)(by=by)
    assert meeting.state == State.MINUTES_DRAFT

    meeting.take_back_held(by=by, reason="Verkeerde knop.")

    assert (meeting.state, meeting.minutes) == (state, "We begonnen.")


@pytest.mark.parametrize("who", ["secretary", "member", "koploper"])
def test_others_take_nothing_back(client, held, who, request):
    client.force_login(request.getfixturevalue(who))

    response = take_back(client, held, reason="Ik was er niet.")

    assert response.status_code == (404 if who == "koploper" else 403)
    assert stands(held) == (State.HELD, ["held"])
    if who != "koploper":
        assert LINK not in client.get(held.get_absolute_url()).text


def test_without_a_reason_nothing_changes(client, held, chair):
    client.force_login(chair)

    page = take_back(client, held, reason=" ").text

    assert "Schrijf in één zin waarom het toch niet is geweest." in page
    assert stands(held) == (State.HELD, ["held"])


def test_after_two_weeks_it_was_held(client, held, chair):
    client.force_login(chair)
    for days, is_there in ((13, True), (15, False)):
        MeetingEvent.objects.update(at=timezone.now() - timedelta(days=days))
        assert (LINK in client.get(held.get_absolute_url()).text) == is_there

    page = take_back(client, held, reason="Toch niet.").text

    assert "Dit kan nu niet: dat kan tot 14 dagen nadat het zo is opgeschreven." in page
    assert stands(held) == (State.HELD, ["held"])


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"is_public": True}, "dat kan alleen bij een bijeenkomst voor leden"),
        ({"state": State.PLANNED}, "de bijeenkomst is gepland"),
        ({"state": State.MINUTES_PUBLISHED}, "het verslag staat al op de website"),
        ({"state": State.CANCELLED, "cancel_reason": "Te nat."}, "de bijeenkomst is afgelast"),
    ],
)
def test_in_another_state_it_says_why_not(client, held, chair, fields, why):
    Meeting.objects.update(**fields)
    client.force_login(chair)

    page = take_back(client, held, reason="Toch niet.").text

    assert f"Dit kan nu niet: {why}." in page
    assert LINK not in page
    assert "not_held" not in stands(held)[1]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_takes_it_back():
    starts = timezone.localtime() - timedelta(hours=3)
    meeting, by = MeetingFactory(group=GroupFactory(), is_public=False, starts_at=starts), PersonFactory()
    meeting.hold(by=by)
    read = [Meeting.objects.get(pk=meeting.pk) for _ in range(2)]

    told = at_once(*[partial(one.take_back_held, by=by, reason="Toch niet.") for one in read], told=InvalidTransition)

    assert sum(isinstance(answer, InvalidTransition) for answer in told) == 1
    assert stands(meeting) == (State.PLANNED, ["held", "not_held"])


def test_that_minutes_were_written_is_told_once_however_often_it_was_held(meeting, chair):
    Meeting.objects.update(minutes="We begonnen.")
    for _ in range(2):
        meeting.hold(by=chair.person)
        meeting.take_back_held(by=chair.person, reason="Verkeerde knop.")

    meeting.hold(by=chair.person)

    assert meeting.events.filter(kind="minutes_drafted").count() == 1
