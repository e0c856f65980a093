"""Who hears that a group stops hears in that one mail what does not take place."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from ical.calendar_stream import IcsCalendarStream

from accounts.models import Person
from communication import outbox
from communication.models import OutreachTask
from core.repeating import Rule
from groups.models import Meeting, MeetingEvent
from tests.factories import MeetingFactory, MembershipFactory, PersonFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def planned(group, chair):
    """A series of four Tuesdays, the third for members only, and one meeting that stands by itself."""
    first = Meeting.plan_series(
        group, by=chair.person, rule=Rule("week", date(2026, 12, 8)), turns=range(4), starts=time(19, 30),
        ends=time(21), title="Overleg", place="De Wiardt",
    )  # fmt: skip
    rows = list(first.series.meetings.order_by("turn"))
    rows[2].edit(version=None, is_public=False, title="Onder ons")
    starts = datetime(2026, 12, 10, 20, 0, tzinfo=AMSTERDAM)
    return [*rows, MeetingFactory(group=group, title="Los", starts_at=starts)]


def letters(mailoutbox):
    """{address: the one letter to it}"""
    mailoutbox.clear()
    outbox.process_events()
    outbox.send_due()
    assert len({message.to[0] for message in mailoutbox}) == len(mailoutbox)
    return {message.to[0]: message for message in mailoutbox}


def cancelled_in(message):
    if not message.attachments:
        return []
    events = IcsCalendarStream.calendar_from_ics(message.attachments[0][1]).events
    assert {event.status for event in events} == {"CANCELLED"}
    return [event.summary for event in events]


def follower(group, frequency):
    person = UserFactory(email=f"{frequency}@voorbeeld.test").person
    Person.objects.filter(pk=person.pk).update(mail_frequency=frequency)
    group.follows.create(person=person)
    return person


def test_a_member_hears_in_one_mail_that_the_group_stops_and_what_does_not_take_place(
    group, chair, member, planned, mailoutbox
):
    letters(mailoutbox)

    group.end(by=chair.person, result="Een park met bomen.")

    told = letters(mailoutbox)
    message = told[member.email]
    assert set(told) == {member.email}
    assert message.subject == f"Gestopt: {group.name}"
    for line in (
        "Wat de groep bracht: Een park met bomen.",
        "- dinsdag 8 december, 19.30 uur: Overleg",
        "- donderdag 10 december, 20.00 uur: Los",
        "- dinsdag 22 december, 19.30 uur: Onder ons",
        "Met de bijlage haal je het uit je eigen agenda.",
    ):
        assert line in message.body
    assert cancelled_in(message) == ["Overleg", "Los", "Overleg", "Onder ons", "Overleg"]
    assert {row.state for row in Meeting.objects.all()} == {"cancelled"}
    assert MeetingEvent.objects.filter(kind="cancelled").count() == 5
    assert not MeetingEvent.objects.unprocessed().exists()


def test_who_follows_the_group_and_who_said_yes_hear_once_and_only_what_is_for_everybody(
    group, chair, planned, neighbour, mailoutbox
):
    at_once = follower(group, "at_once")
    planned[0].take_answer(neighbour.person, "yes")
    planned[2].take_answer(at_once, "yes")
    outbox.process_events()
    outbox.send_due()

    group.end(by=chair.person)

    told = letters(mailoutbox)
    assert set(told) == {at_once.user.email, neighbour.email}
    for message in told.values():
        assert "Onder ons" not in message.body
        assert "22 december" not in message.body
        assert cancelled_in(message) == ["Overleg", "Los", "Overleg", "Overleg"]
    assert "omdat je zei dat je kwam" in told[neighbour.email].body
    assert "omdat je de groep volgt" in told[at_once.user.email].body


def test_who_waited_to_be_let_in_hears_both_in_one_mail(group, chair, planned, mailoutbox):
    waiting = UserFactory(email="wacht@voorbeeld.test")
    MembershipFactory(group=group, person=waiting.person, requested=True)
    group.follows.create(person=waiting.person)
    planned[0].take_answer(waiting.person, "yes")
    letters(mailoutbox)

    group.end(by=chair.person)

    message = letters(mailoutbox)[waiting.email]
    assert message.subject == f"Gestopt: {group.name}"
    assert "Je meldde je aan om lid te worden. Dat kan nu niet meer." in message.body
    assert "- dinsdag 8 december, 19.30 uur: Overleg" in message.body
    assert "Onder ons" not in message.body
    assert not group.memberships.waiting().exists()


def test_the_mail_of_the_week_says_on_which_days_it_does_not_meet(group, chair, planned, mailoutbox):
    person = follower(group, "weekly")
    letters(mailoutbox)

    group.end(by=chair.person, result="Een park.")
    outbox.process_events()
    with time_machine.travel(datetime(2026, 12, 7, 9, 0, tzinfo=AMSTERDAM)):
        outbox.send_due()

    (message,) = (message for message in mailoutbox if message.to == [person.user.email])
    assert "dinsdag 8 december, donderdag 10 december, dinsdag 15 december, dinsdag 29 december" in message.body
    assert "22 december" not in message.body


def test_a_member_without_an_address_is_called_once_about_all_of_it(group, chair, planned):
    called = PersonFactory(user=None, name="Truus", email="")
    MembershipFactory(group=group, person=called)
    outbox.process_events()
    OutreachTask.objects.all().delete()

    group.end(by=chair.person, result="Een park.")
    outbox.process_events()

    (task,) = OutreachTask.objects.filter(person=called)
    assert task.text == (
        "Een park.\nDit gaat niet door: dinsdag 8 december, donderdag 10 december, dinsdag 15 december,"
        " dinsdag 22 december, en nog 1 keer."
    )
    assert "Onder ons" not in f"{task.what} {task.text}"


def test_what_was_cancelled_before_is_not_told_again(group, chair, member, planned, mailoutbox):
    letters(mailoutbox)
    planned[4].cancel(by=chair.person, reason="Te nat.")
    letters(mailoutbox)

    group.end(by=chair.person)

    message = letters(mailoutbox)[member.email]
    assert "Los" not in message.body
    assert cancelled_in(message) == ["Overleg", "Overleg", "Onder ons", "Overleg"]
    assert Meeting.objects.get(title="Los").cancel_reason == "Te nat."


def test_a_group_without_plans_says_only_that_it_stops(group, chair, member, mailoutbox):
    MeetingFactory(group=group, starts_at=timezone.now() - timedelta(days=3), state="held")

    group.end(by=chair.person)

    message = letters(mailoutbox)[member.email]
    assert "gaat niet door" not in message.body
    assert message.attachments == []


def test_a_new_chair_is_told_of_no_meetings(group, chair, member, secretary, planned, mailoutbox):
    letters(mailoutbox)

    group.hand_over(by=chair.person, to=member.person)

    told = letters(mailoutbox)
    assert set(told) == {member.email, secretary.email}
    assert all("gaat niet door" not in message.body and not message.attachments for message in told.values())
