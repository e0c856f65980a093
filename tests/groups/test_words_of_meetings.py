"""What the pages of a meeting say: who hears of it, and what a point is about."""

from datetime import timedelta

import pytest
from django.utils import timezone

from groups.models import AgendaPoint
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db


def said(client, address, **typed):
    response = client.post(address, typed, follow=True)
    return [str(message) for message in response.context["messages"]]


def typed_for(day):
    return {"title": "Overleg", "day": f"{day:%Y-%m-%d}", "starts": "19:30", "ends": "21:00", "place": "De Wiardt"}


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (3, "De bijeenkomst staat in de kalender. De leden krijgen bericht."),
        (-3, "De bijeenkomst staat in de kalender."),
    ],
)
def test_the_chair_reads_whether_the_members_hear_of_a_meeting(client, group, chair, days, words):
    client.force_login(chair)
    day = timezone.localdate() + timedelta(days=days)

    found = said(client, f"{group.get_absolute_url()}bijeenkomsten/nieuw/", **typed_for(day), sure="on")

    assert found[0] == words  # on a holiday that is said as well


@pytest.mark.parametrize(
    ("kind", "minutes", "words"),
    [
        ("overig", None, ""), ("overig", 15, "15 minuten"), ("succes", None, "Succes"),
        ("kritische_blik", 1, "Kritische blik, 1 minuut"),
    ],
)  # fmt: skip
def test_a_point_says_its_kind_only_where_that_says_something(kind, minutes, words):
    assert AgendaPoint(kind=kind, minutes_planned=minutes).in_words == words


def test_the_page_of_a_meeting_does_not_say_that_a_point_is_something_else(client, group):
    meeting = MeetingFactory(group=group)
    AgendaPoint.put_on(meeting, title="Rondvraag")

    page = client.get(meeting.get_absolute_url()).content.decode()

    assert "Rondvraag" in page
    assert "Overig" not in page


@pytest.mark.parametrize(
    ("state", "words"),
    [("planned", "Gepland"), ("minutes_published", "Verslag staat erbij"), ("minutes_adopted", "Verslag vastgesteld")],
)
def test_the_page_says_how_far_a_meeting_is(client, group, state, words):
    meeting = MeetingFactory(group=group, state=state, minutes="We waren met drie.")

    page = client.get(meeting.get_absolute_url())

    assert ("Stand", words, "") in page.context["page"].facts
