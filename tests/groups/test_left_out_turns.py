"""The page of a series; a day that was left out is planned after all, by who steers the group."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from communication import outbox
from core.repeating import Rule
from groups.models import InvalidTransition, Meeting, MeetingEvent
from tests.factories import MeetingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def series(group, chair):
    """Fridays from 18 December; both feast days are left out."""
    return Meeting.plan_series(
        group, by=chair.person, rule=Rule("week", date(2026, 12, 18)), turns=(0, 3, 4), starts=time(19, 30),
        ends=time(21), title="Overleg", place="De Wiardt", agenda_text="Neem een mes mee.",
    ).series  # fmt: skip


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def planning(series, turn):
    return f"{series.get_absolute_url()}plannen/{turn}/"


def words(response):
    return [str(message) for message in response.context["messages"]]


# -- the page ----------------------------------------------------------------------------------------------------------


def test_a_visitor_reads_every_meeting_of_a_series_on_one_page(client, series, chair):
    first, second, third = series.meetings.order_by("turn")
    second.cancel(by=chair.person, reason="Te glad.")

    page = text_of(client.get(series.get_absolute_url()))

    assert "Elke week op vrijdag" in page
    assert "19.30 tot 21.00 uur" in page
    for meeting in (first, second, third):
        assert meeting.get_absolute_url() in page
    assert "Te glad." in page
    assert "Overgeslagen" not in page
    assert series.get_absolute_url() in text_of(client.get(first.get_absolute_url()))


def test_a_visitor_does_not_see_of_a_series_what_is_for_members(client, series, member):
    second = series.meetings.get(turn=3)
    second.edit(version=None, is_public=False, title="Onder ons")

    page = text_of(client.get(series.get_absolute_url()))
    client.force_login(member)
    seen_by_member = text_of(client.get(series.get_absolute_url()))

    assert "Onder ons" not in page
    assert "8 januari" not in page
    assert "Onder ons" in seen_by_member
    assert "Plan alsnog" not in seen_by_member


def test_the_page_of_a_group_leads_to_a_series_as_long_as_the_reader_sees_what_comes(client, series, chair):
    leads = f'<a href="{series.get_absolute_url()}">Overleg, elke week op vrijdag</a>'
    page = text_of(client.get(series.group.get_absolute_url()))
    series.meetings.get(turn=0).and_later().edit(version=None, is_public=False)

    assert page.count(leads) == 1
    assert leads not in text_of(client.get(series.group.get_absolute_url()))
    client.force_login(chair)
    assert leads in text_of(client.get(series.group.get_absolute_url()))


def test_a_visitor_finds_no_page_of_a_series_of_members_only(client, series, member):
    Meeting.objects.update(is_public=False)

    assert client.get(series.get_absolute_url()).status_code == 404
    client.force_login(member)
    assert client.get(series.get_absolute_url()).status_code == 200


def test_what_is_over_stands_apart(client, series):
    with time_machine.travel(datetime(2026, 12, 30, tzinfo=AMSTERDAM)):
        page = text_of(client.get(series.get_absolute_url()))

    assert page.index("Wanneer is het?") < page.index("8<small>januari") < page.index("Wat is geweest")
    assert page.index("Wat is geweest") < page.index("18<small>december")


# -- planned after all -------------------------------------------------------------------------------------------------


def test_the_chair_plans_a_day_that_was_left_out(client, series, chair, member, mailoutbox):
    client.force_login(chair)
    page = text_of(client.get(series.get_absolute_url()))
    outbox.process_events()
    outbox.send_due()
    mailoutbox.clear()

    response = client.post(planning(series, 1), follow=True)

    meeting = series.meetings.get(turn=1)
    assert "<b>vrijdag 25 december</b>, Eerste Kerstdag" in page
    assert planning(series, 2) in page
    assert timezone.localtime(meeting.starts_at) == datetime(2026, 12, 25, 19, 30, tzinfo=AMSTERDAM)
    assert (meeting.title, meeting.place, meeting.agenda_text) == ("Overleg", "De Wiardt", "Neem een mes mee.")
    assert words(response) == [
        "De bijeenkomst op vrijdag 25 december is gepland. De leden krijgen bericht.",
        "Let op, een feestdag: vrijdag 25 december (Eerste Kerstdag).",
    ]
    assert response.redirect_chain[-1][0] == meeting.get_absolute_url()
    assert planning(series, 1) not in text_of(client.get(series.get_absolute_url()))
    outbox.process_events()
    outbox.send_due()
    assert [(message.to, message.subject) for message in mailoutbox] == [([member.email], "Gepland: Overleg")]


def test_a_day_is_planned_once_however_often_the_button_is_pressed(client, series, chair):
    client.force_login(chair)

    for _ in range(2):
        client.post(planning(series, 1))

    assert series.meetings.count() == 4
    assert MeetingEvent.objects.filter(kind="planned").count() == 2


def test_what_is_planned_after_all_is_as_most_of_the_others_and_for_the_same_people(series, chair):
    series.meetings.update(is_public=False)
    series.meetings.get(turn=0).edit(version=None, title="Kerstborrel")

    meeting = Meeting.plan_left_out(series, 1, by=chair.person)

    assert (meeting.title, meeting.is_public) == ("Overleg", False)


def test_what_waited_for_a_next_meeting_comes_on_its_agenda(series, chair, group):
    earlier = MeetingFactory(group=group, starts_at=datetime(2026, 11, 20, 20, tzinfo=AMSTERDAM), state="held")
    earlier.points.create(title="De bomen", is_waiting=True)

    meeting = Meeting.plan_left_out(series, 1, by=chair.person)

    assert meeting.points.get().title == "De bomen"


def test_the_chair_is_told_that_the_group_meets_at_that_hour_already(client, series, chair, group):
    begins = datetime(2026, 12, 25, 20, 0, tzinfo=AMSTERDAM)
    MeetingFactory(group=group, starts_at=begins, ends_at=begins.replace(hour=22))
    client.force_login(chair)

    page = text_of(client.get(series.get_absolute_url()))

    assert page.count("Er staat al een andere bijeenkomst op dat uur.") == 1


def test_a_member_and_a_stranger_plan_no_day(client, series, member, neighbour):
    for user in (member, neighbour):
        client.force_login(user)
        assert client.post(planning(series, 1)).status_code == 403
    client.logout()
    assert client.post(planning(series, 1)).url.startswith("/account/login/")

    assert series.meetings.count() == 3


def test_a_day_that_is_over_or_no_day_of_the_series_is_not_planned(client, series, chair):
    client.force_login(chair)

    late = client.post(planning(series, 9), follow=True)
    with time_machine.travel(datetime(2026, 12, 26, tzinfo=AMSTERDAM)):
        past = client.post(planning(series, 1), follow=True)
        page = text_of(client.get(series.get_absolute_url()))

    assert words(late) == words(past) == ["Dit kan nu niet: deze dag hoort niet meer bij de reeks."]
    assert series.meetings.count() == 3
    assert planning(series, 2) in page
    assert planning(series, 1) not in page


def test_a_series_that_was_stopped_from_one_on_asks_for_no_days_after_that(client, series, chair):
    series.meetings.get(turn=0).and_later().cancel(by=chair.person, reason="We zijn klaar.")
    client.force_login(chair)

    assert "Plan alsnog" not in text_of(client.get(series.get_absolute_url()))
    with pytest.raises(InvalidTransition):
        Meeting.plan_left_out(series, 1, by=chair.person)


def test_nothing_is_planned_in_a_group_that_stopped(client, series, chair, group):
    group.end(by=chair.person)
    client.force_login(chair)

    assert client.post(planning(series, 1)).status_code == 403
    with pytest.raises(InvalidTransition):
        Meeting.plan_left_out(series, 1, by=chair.person)


def test_the_page_of_a_series_costs_few_queries(client, series, chair, django_assert_max_num_queries):
    client.force_login(chair)
    client.get(series.get_absolute_url())

    with django_assert_max_num_queries(11):
        client.get(series.get_absolute_url())
