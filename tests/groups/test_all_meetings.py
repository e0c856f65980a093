"""What the page of a group says of when it meets, however often that is, and the page with all of its meetings."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core import dates
from groups.models import Meeting
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db
A_WEEK = timedelta(days=7)


def weekly(group, begin, times, **fields):
    days = (begin + number * A_WEEK for number in range(times))
    return Meeting.objects.bulk_create(
        Meeting(group=group, place="De Wiardt", starts_at=day, ends_at=day, **fields) for day in days
    )


def test_the_page_of_a_group_that_meets_twice_a_week_says_the_nearest_one(client, group):
    begin = timezone.now() + timedelta(days=1)
    nearest, *_ = weekly(group, begin, 53, title="Wieden")
    weekly(group, begin + timedelta(days=1), 53, title="Zaaien")

    page = client.get(group.get_absolute_url())

    assert page.context["page"].next_meeting == nearest
    assert page.context["page"].facts[0] == ("Volgende keer", dates.day_time(nearest.starts_at), "De Wiardt")


def test_the_next_one_is_said_once_this_one_was_held(client, group):
    held, following = weekly(group, timezone.now() + timedelta(hours=1), 2, title="Wieden")
    Meeting.objects.filter(pk=held.pk).update(state=Meeting.State.HELD)

    assert client.get(group.get_absolute_url()).context["page"].next_meeting == following
    assert dates.day_time(following.starts_at) in client.get("/groepen/").text
    assert dates.day_time(held.starts_at) not in client.get("/groepen/").text


def test_every_meeting_of_a_group_is_found_from_its_page(client, group):
    weekly(group, timezone.now() - 120 * A_WEEK, 110, title="Wieden")
    oldest = MeetingFactory(group=group, title="De eerste keer", starts_at=timezone.now() - 130 * A_WEEK)
    address = f"{group.get_absolute_url()}bijeenkomsten/"
    assert f'href="{address}"' in client.get(group.get_absolute_url()).text

    last = client.get(f"{address}?pagina=99").text
    year = dates.as_day(oldest.starts_at).year
    assert f"{dates.day(oldest.starts_at)}," in last
    assert f" {year}," in last

    assert f'href="{oldest.get_absolute_url()}"' in last
    assert "De eerste keer" not in client.get(address).text


def test_what_comes_stands_before_what_was_and_the_next_one_first(client, group):
    now = timezone.now()
    titles = {"Vorige": -1, "Straks": 1, "Later": 2, "Eerder": -2}
    for title, weeks in titles.items():
        MeetingFactory(group=group, title=title, starts_at=now + weeks * A_WEEK)

    page = client.get(f"{group.get_absolute_url()}bijeenkomsten/").text

    order = ("<h2>Komt nog</h2>", ">Straks<", ">Later<", "<h2>Geweest</h2>", ">Vorige<", ">Eerder<")
    assert sorted(order, key=page.index) == list(order)


def test_a_meeting_of_members_stands_among_all_of_them_for_members_only(client, group, member, koploper):
    address = f"{group.get_absolute_url()}bijeenkomsten/"
    MeetingFactory(group=group, title="Ledenavond", is_public=False)

    assert "Deze groep kwam nog niet bij elkaar." in client.get(address).text
    client.force_login(koploper)
    assert "Ledenavond" not in client.get(address).text
    client.force_login(member)
    assert "Ledenavond" in client.get(address).text


def test_all_meetings_of_another_group_are_not_there(client, group, koplopersgroep):
    MeetingFactory(group=koplopersgroep, title="Koplopersavond")

    assert "Koplopersavond" not in client.get(f"{group.get_absolute_url()}bijeenkomsten/").text
    assert client.get("/groepen/bestaat-niet/bijeenkomsten/").status_code == 404
