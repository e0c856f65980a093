"""A series in calendar files is one rule with its exceptions: written out, these are exactly the meetings there are."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from icalendar import Calendar

from communication import outbox
from core.repeating import Rule
from groups.models import AgendaPoint, Meeting, OwnCalendar, Series
from tests.factories import MeetingFactory
from tests.groups.reading import occurrences, parts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 12, 1, 10, 0, tzinfo=AMSTERDAM)
ONLINE = "https://praten.voorbeeld.test/kamer-7"


def plan(group, by, *, every="week", first=date(2026, 12, 8), turns=range(5), at=(19, 30), until=(21, 0), **fields):
    """The meetings of a new series, in order."""
    about = {"title": "Overleg", "place": "De Wiardt"} | fields
    first = Meeting.plan_series(
        group, by=by.person, rule=Rule(every, first), turns=turns, starts=time(*at), ends=time(*until), **about
    )
    return list(first.series.meetings.order_by("turn"))


def address(group):
    return f"{group.get_absolute_url()}agenda.ics"


def own_address(user):
    return OwnCalendar.objects.renew(user.person).get_absolute_url()


def there_are(rows=None):
    """What a file has to say, from the rows: nothing is computed here."""
    rows = Meeting.objects.filter(is_public=True) if rows is None else rows
    status = {True: "CANCELLED", False: "CONFIRMED"}
    return sorted((row.starts_at, row.ends_at, row.title, row.place, status[row.is_cancelled]) for row in rows)


def ruled(response):
    """(the rule, {day of the turn: event} of the others)"""
    rule, *others = sorted(parts(response), key=lambda event: event.recurrence_id or "")
    assert rule.rrule
    assert {event.uid for event in others} <= {rule.uid}
    return rule, {event.recurrence_id[:8]: event for event in others}


def lines(response):
    return response.content.replace(b"\r\n ", b"").decode().split("\r\n")


# -- the rule ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("every", "first", "rule"),
    [
        ("week", date(2026, 12, 8), "RRULE:FREQ=WEEKLY;UNTIL=20270105T183000Z;INTERVAL=1;BYDAY=TU"),
        ("two_weeks", date(2026, 12, 8), "RRULE:FREQ=WEEKLY;UNTIL=20270202T183000Z;INTERVAL=2;BYDAY=TU"),
        ("month", date(2026, 12, 8), "RRULE:FREQ=MONTHLY;UNTIL=20270413T173000Z;BYDAY=2TU"),
        ("month", date(2026, 12, 31), "RRULE:FREQ=MONTHLY;UNTIL=20270429T173000Z;BYDAY=-1TH"),
        ("month", date(2026, 12, 25), "RRULE:FREQ=MONTHLY;UNTIL=20270423T173000Z;BYDAY=4FR"),
        ("month", date(2028, 2, 29), "RRULE:FREQ=MONTHLY;UNTIL=20280627T173000Z;BYDAY=-1TU"),
        ("week", date(2028, 2, 15), "RRULE:FREQ=WEEKLY;UNTIL=20280314T183000Z;INTERVAL=1;BYDAY=TU"),
        ("week", date(2027, 3, 14), "RRULE:FREQ=WEEKLY;UNTIL=20270411T173000Z;INTERVAL=1;BYDAY=SU"),
        ("two_weeks", date(2027, 10, 17), "RRULE:FREQ=WEEKLY;UNTIL=20271212T183000Z;INTERVAL=2;BYDAY=SU"),
    ],
)
def test_a_series_is_one_rule_and_written_out_it_is_the_meetings_there_are(client, group, chair, every, first, rule):
    plan(group, chair, every=every, first=first)

    response = client.get(address(group))

    assert rule in lines(response)
    assert f"DTSTART;TZID=Europe/Amsterdam:{first:%Y%m%d}T193000" in lines(response)
    assert len(parts(response)) == 1
    assert occurrences(response.content) == there_are()
    assert {timezone.localtime(begin).time() for begin, *_ in occurrences(response.content)} == {time(19, 30)}


def test_every_file_has_the_rule_under_the_same_number(client, group, chair, member):
    series = plan(group, chair)[0].series

    for file in ("/agenda.ics", "/themas/groen/agenda.ics", address(group), own_address(member)):
        (rule,) = parts(client.get(file))
        assert rule.uid == f"reeks-{series.uid}@wijkdeal"
        assert str(rule.url).endswith(series.get_absolute_url())


def test_what_stands_by_itself_is_as_it_was_beside_a_series(client, group, chair):
    plan(group, chair)
    single = MeetingFactory(group=group, title="Los", starts_at=NOW + timedelta(days=1))

    found = {event.summary: event for event in parts(client.get("/agenda.ics"))}

    assert found["Los"].uid == f"bijeenkomst-{single.uid}@wijkdeal"
    assert found["Los"].rrule is None
    assert found["Los"].recurrence_id is None
    assert occurrences(client.get("/agenda.ics").content) == there_are()


def test_a_year_of_weeks_is_one_rule(client, group, chair):
    plan(group, chair, turns=range(53))

    response = client.get("/agenda.ics")

    assert len(parts(response)) == 1
    assert len(occurrences(response.content)) == 53
    assert occurrences(response.content) == there_are()


# -- what is not as the rule says --------------------------------------------------------------------------------------


def test_a_turn_that_was_left_out_is_no_turn_and_one_that_was_planned_after_all_is(client, group, chair):
    rows = plan(group, chair, turns=[1, 2, 4, 5])
    before, _ = ruled(client.get(address(group)))
    planned = occurrences(client.get(address(group)).content) == there_are()

    Meeting.plan_left_out(rows[0].series, 3, by=chair.person)

    after, own = ruled(client.get(address(group)))
    assert planned
    assert [moment.date() for moment in before.exdate] == [date(2026, 12, 29)]
    assert after.exdate == []
    assert own == {}
    assert after.sequence > before.sequence
    assert occurrences(client.get(address(group)).content) == there_are()


def test_a_turn_that_moved_says_instead_of_which_it_is_however_often_it_moves(client, group, chair):
    rows = plan(group, chair)
    for hour in (18, 20):
        starts = datetime(2026, 12, 17, hour, 0, tzinfo=AMSTERDAM)
        rows[1].move(by=chair.person, starts_at=starts, ends_at=starts + timedelta(hours=1), place="De kerk")

    rule, own = ruled(client.get(address(group)))

    assert set(own) == {"20261215"}
    assert own["20261215"].dtstart == datetime(2026, 12, 17, 20, 0, tzinfo=AMSTERDAM)
    assert own["20261215"].sequence == 2
    assert str(own["20261215"].url).endswith(rows[1].get_absolute_url())
    assert "RECURRENCE-ID;TZID=Europe/Amsterdam:20261215T193000" in lines(client.get(address(group)))
    assert rule.location == "De Wiardt"
    assert occurrences(client.get(address(group)).content) == there_are()


def test_a_turn_that_is_cancelled_says_so_and_why(client, group, chair):
    rows = plan(group, chair)
    rows[2].cancel(by=chair.person, reason="Te glad.")

    rule, own = ruled(client.get(address(group)))

    assert rule.status == "CONFIRMED"
    assert (own["20261222"].status, own["20261222"].description) == ("CANCELLED", "Te glad.")
    assert occurrences(client.get(address(group)).content) == there_are()


def test_a_turn_with_words_of_its_own_has_these(client, group, chair):
    rows = plan(group, chair, agenda_text="Zoals altijd.")
    rows[3].edit(version=None, title="Ledenavond", agenda_text="Over geld.")

    rule, own = ruled(client.get(address(group)))

    assert (rule.summary, rule.description) == ("Overleg", "Zoals altijd.")
    assert (own["20261229"].summary, own["20261229"].description) == ("Ledenavond", "Over geld.")
    assert occurrences(client.get(address(group)).content) == there_are()


def test_the_rule_says_what_most_of_the_turns_have_in_common(client, group, chair):
    rows = plan(group, chair)
    rows[0].edit(version=None, title="Kennismaken")
    rows[2].and_later().edit(version=None, title="Samen koken")

    rule, own = ruled(client.get(address(group)))

    assert rule.summary == "Samen koken"
    assert {day: event.summary for day, event in own.items()} == {"20261208": "Kennismaken", "20261215": "Overleg"}
    assert occurrences(client.get(address(group)).content) == there_are()


def test_a_turn_with_an_agenda_leads_to_its_own_page(client, group, chair):
    rows = plan(group, chair)
    AgendaPoint.put_on(rows[1], title="De bomen")

    _, own = ruled(client.get(address(group)))

    assert set(own) == {"20261215"}
    assert str(own["20261215"].url).endswith(rows[1].get_absolute_url())
    assert occurrences(client.get(address(group)).content) == there_are()


def test_what_came_up_at_a_turn_does_not_show_before_the_minutes_are_out(client, group, chair):
    rows = plan(group, chair)
    rows[1].points.create(title="Onverwacht", came_up=True)

    assert len(parts(client.get(address(group)))) == 1


def test_all_turns_cancelled_is_a_rule_that_is_cancelled(client, group, chair):
    plan(group, chair)[0].and_later().cancel(by=chair.person, reason="We zijn klaar.")

    rule, own = ruled(client.get(address(group)))

    assert rule.status == "CANCELLED"
    assert len(own) == 5
    assert occurrences(client.get(address(group)).content) == there_are()


# -- from one on -------------------------------------------------------------------------------------------------------


def test_where_the_rest_goes_another_day_the_old_rule_ends_and_a_new_one_begins(client, group, chair):
    rows = plan(group, chair)
    rows[3].cancel(by=chair.person, reason="Vakantie.")
    starts = datetime(2026, 12, 24, 20, 0, tzinfo=AMSTERDAM)
    before, _ = ruled(client.get(address(group)))

    rows[2].and_later().move(by=chair.person, starts_at=starts, ends_at=starts + timedelta(hours=1), place="De kerk")

    response = client.get(address(group))
    old, new = sorted((event for event in parts(response) if event.rrule), key=lambda event: event.start)
    assert old.uid == before.uid != new.uid
    assert old.sequence > before.sequence
    assert old.rrule.until == datetime(2026, 12, 29, 18, 30, tzinfo=UTC)  # the one that was cancelled stays with it
    assert [moment.date() for moment in old.exdate] == [date(2026, 12, 22)]
    assert new.start == starts
    assert [moment.date() for moment in new.exdate] == [date(2026, 12, 31)]
    assert occurrences(response.content) == there_are()


def test_where_all_of_it_goes_another_day_it_stays_the_series_that_it_was(client, group, chair):
    rows = plan(group, chair, turns=[1, 3, 4])
    starts = datetime(2026, 12, 18, 20, 0, tzinfo=AMSTERDAM)
    before, _ = ruled(client.get(address(group)))

    rows[0].and_later().move(by=chair.person, starts_at=starts, ends_at=starts + timedelta(hours=1), place="De kerk")

    after, own = ruled(client.get(address(group)))
    assert Series.objects.count() == 1
    assert after.uid == before.uid
    assert after.sequence > before.sequence
    assert own == {}
    assert list(Meeting.objects.order_by("turn").values_list("turn", flat=True)) == [0, 2, 3]
    assert occurrences(client.get(address(group)).content) == there_are()


def test_the_page_of_a_series_leads_to_what_was_before_it_and_goes_on_after_it(client, group, chair):
    rows = plan(group, chair)
    starts = datetime(2026, 12, 24, 20, 0, tzinfo=AMSTERDAM)
    rows[2].and_later().move(by=chair.person, starts_at=starts, ends_at=starts + timedelta(hours=1), place="De kerk")
    old, new = rows[0].series, Meeting.objects.get(pk=rows[2].pk).series

    for here, there in ((old, new), (new, old)):
        page = client.get(here.get_absolute_url()).content.decode()
        assert there.get_absolute_url() in page
        assert there.in_words in page
    new.meetings.update(is_public=False)
    assert new.get_absolute_url() not in client.get(old.get_absolute_url()).content.decode()


# -- what is for members -----------------------------------------------------------------------------------------------


def test_a_turn_for_members_is_no_turn_in_a_file_for_everybody(client, group, chair, member):
    rows = plan(group, chair, online_url=ONLINE)
    rows[0].edit(version=None, is_public=False)
    rows[2].edit(version=None, is_public=False, title="Onder ons", agenda_text="Geheim plan.")
    rows[4].edit(version=None, is_public=False)

    public = client.get(address(group))
    rule, own = ruled(public)

    assert occurrences(public.content) == there_are()
    assert (rule.start.date(), rule.rrule.until.date()) == (date(2026, 12, 15), date(2026, 12, 29))
    assert [moment.date() for moment in rule.exdate] == [date(2026, 12, 22)]
    assert own == {}
    for words in ("Onder ons", "Geheim", ONLINE):
        assert words not in public.content.decode()
    members = client.get(own_address(member))
    assert occurrences(members.content) == there_are(Meeting.objects.all())
    assert ONLINE in "".join(lines(members))


def test_what_members_change_among_themselves_changes_nothing_in_a_file_for_everybody(client, group, chair, member):
    rows = plan(group, chair)
    rows[2].edit(version=None, is_public=False)
    file, own = address(group), own_address(member)
    public, before = client.get(file).content, ruled(client.get(own))[0].sequence

    rows[2].edit(version=None, title="Onder ons")
    starts = datetime(2026, 12, 23, 20, 0, tzinfo=AMSTERDAM)
    rows[2].move(by=chair.person, starts_at=starts, ends_at=starts, place="Elders")
    rows[2].cancel(by=chair.person, reason="Te glad.")

    assert client.get(file).content == public
    assert ruled(client.get(own))[0].sequence == before + 3


def test_a_file_for_everybody_says_nothing_of_a_series_of_members(client, group, chair, member):
    plan(group, chair, is_public=False)

    assert parts(client.get("/agenda.ics")) == []
    assert occurrences(client.get(own_address(member)).content) == there_are(Meeting.objects.all())


def test_ones_own_file_leaves_out_a_turn_that_one_does_not_come_to(client, group, chair, member):
    rows = plan(group, chair)
    rows[1].take_answer(member.person, "no")

    found = occurrences(client.get(own_address(member)).content)

    assert found == there_are(Meeting.objects.exclude(pk=rows[1].pk))


def test_who_comes_to_listen_once_has_that_turn_and_no_other(client, group, chair, neighbour):
    rows = plan(group, chair)
    rows[3].take_answer(neighbour.person, "yes")

    found = occurrences(client.get(own_address(neighbour)).content)

    assert found == there_are([rows[3]])


# -- one of them, in a file and in the mail ----------------------------------------------------------------------------


def test_the_file_of_one_meeting_is_that_turn_of_the_series(client, group, chair):
    rows = plan(group, chair)
    rule, _ = ruled(client.get(address(group)))

    (event,) = parts(client.get(f"{rows[2].get_absolute_url()[:-1]}.ics"))

    assert (event.uid, event.recurrence_id) == (rule.uid, "20261222T193000")
    assert event.rrule is None
    assert str(event.url).endswith(rows[2].get_absolute_url())


def letters(mailoutbox):
    mailoutbox.clear()
    outbox.process_events()
    outbox.send_due()
    return [message.attachments[0][1] for message in mailoutbox]


def test_a_phone_that_takes_every_mail_shows_the_meetings_there_are(group, chair, member, mailoutbox):
    """Whatever has a number it knows replaces that, where its own number is higher."""
    phone = {}

    def take():
        for file in letters(mailoutbox):
            for event in Calendar.from_ical(file).events:
                turn = event.get("recurrence-id")
                key = str(event["uid"]), turn and turn.dt
                if key not in phone or phone[key]["sequence"] < event["sequence"]:
                    phone[key] = event

    rows = plan(group, chair)
    take()
    starts = datetime(2026, 12, 17, 20, 0, tzinfo=AMSTERDAM)
    rows[1].move(by=chair.person, starts_at=starts, ends_at=starts + timedelta(hours=1), place="De kerk")
    take()
    later = datetime(2026, 12, 24, 20, 0, tzinfo=AMSTERDAM)
    rows[2].and_later().move(by=chair.person, starts_at=later, ends_at=later + timedelta(hours=1), place="Buiten")
    take()
    Meeting.objects.get(pk=rows[3].pk).and_later().cancel(by=chair.person, reason="We zijn klaar.")
    take()

    merged = Calendar()
    for name, value in (("prodid", "-//Telefoon//NL"), ("version", "2.0")):
        merged.add(name, value)
    for event in phone.values():
        merged.add_component(event)
    merged.add_missing_timezones()
    assert occurrences(merged.to_ical()) == there_are()


# -- the clock ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "at", "until"),
    [
        (date(2027, 3, 14), (1, 30), (4, 0)),  # over the hour that is not there
        (date(2027, 3, 28), (1, 30), (4, 0)),  # the first of them is
        (date(2027, 3, 14), (2, 30), (4, 0)),  # begins in that hour
        (date(2027, 3, 28), (2, 30), (4, 0)),
        (date(2027, 10, 17), (1, 30), (4, 0)),  # over the hour that is there twice
        (date(2027, 10, 31), (1, 30), (4, 0)),
        (date(2027, 10, 17), (2, 30), (2, 45)),  # in it
    ],
)
def test_a_series_in_the_nights_that_the_clock_changes_is_what_the_rows_say(client, group, chair, first, at, until):
    plan(group, chair, first=first, at=at, until=until)

    assert occurrences(client.get(address(group)).content) == there_are()


@pytest.mark.parametrize(("first", "night"), [(date(2027, 3, 14), "20270328"), (date(2027, 10, 17), "20271031")])
def test_a_turn_that_lasts_otherwise_because_of_the_clock_is_written_out(client, group, chair, first, night):
    plan(group, chair, first=first, at=(1, 30), until=(4, 0))

    rule, own = ruled(client.get(address(group)))

    assert rule.end - rule.start == timedelta(hours=2, minutes=30)
    assert set(own) == {night}
    assert own[night].end.astimezone(UTC) - own[night].start.astimezone(UTC) != rule.end - rule.start


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 10, 31)])
def test_a_turn_that_moves_to_the_other_side_of_the_change_keeps_its_time(client, group, chair, day):
    rows = plan(group, chair, first=day - timedelta(days=1))
    starts = datetime.combine(day, time(19, 30), tzinfo=AMSTERDAM)
    rows[0].move(by=chair.person, starts_at=starts, ends_at=starts + timedelta(minutes=90), place="De Wiardt")

    _, own = ruled(client.get(address(group)))

    (moved,) = own.values()
    assert moved.recurrence_id == f"{day - timedelta(days=1):%Y%m%d}T193000"
    assert moved.dtstart.replace(tzinfo=None) == datetime.combine(day, time(19, 30))
    assert occurrences(client.get(address(group)).content) == there_are()


def test_a_turn_in_the_hour_that_is_there_twice_goes_along_when_the_rest_moves(group, chair):
    rows = plan(group, chair, first=date(2027, 10, 24), at=(2, 30), until=(2, 45), turns=range(3))
    starts = datetime(2027, 10, 25, 20, 0, tzinfo=AMSTERDAM)

    rows[0].and_later().move(by=chair.person, starts_at=starts, ends_at=starts, place="Elders")

    assert set(Meeting.objects.values_list("place", flat=True)) == {"Elders"}


# -- what is over ------------------------------------------------------------------------------------------------------


def test_a_series_stands_in_the_file_whole_until_the_last_of_it_is_over_for_three_months(client, group, chair):
    rows = plan(group, chair, every="month", turns=range(6))
    rows[0].cancel(by=chair.person, reason="Te glad.")
    before = client.get(address(group)).content

    with time_machine.travel(datetime(2027, 5, 20, tzinfo=AMSTERDAM)):
        later = client.get(address(group)).content
    with time_machine.travel(datetime(2027, 9, 1, tzinfo=AMSTERDAM)):
        gone = client.get(address(group))

    assert later == before
    assert occurrences(before) == there_are()
    assert parts(gone) == []


# -- whatever happens --------------------------------------------------------------------------------------------------


class Happening:
    """Everything that can be done with a series, at random but the same for the same seed."""

    def __init__(self, group, chair, seed):
        self.group, self.chair, self.random = group, chair.person, Random(seed)
        every = self.random.choice(["week", "two_weeks", "month"])
        first = date(2026, 12, 8) + timedelta(days=self.random.randrange(40))
        turns = [turn for turn in range(9) if self.random.random() < 0.8] or [0, 1]
        plan(group, chair, every=every, first=first, turns=turns)

    def step(self):
        rows = list(Meeting.objects.select_related("group", "series").filter(state="planned").order_by("pk"))
        row = self.random.choice(rows) if rows else None
        what = self.random.choice([self.edit, self.edit_later, self.move, self.move_later, self.cancel, self.plan])
        if row:
            what(row)

    def edit(self, row):
        row.edit(version=None, **self._about())

    def edit_later(self, row):
        row.and_later().edit(version=None, **self._about())

    def move(self, row):
        row.move(by=self.chair, **self._when(row))

    def move_later(self, row):
        row.and_later().move(by=self.chair, **self._when(row))

    def cancel(self, row):
        (row.and_later() if self.random.random() < 0.2 else row).cancel(by=self.chair, reason="Te glad.")

    def plan(self, row):
        free = row.series.left_out(list(row.series.meetings.all()))
        if free:
            Meeting.plan_left_out(row.series, self.random.choice(list(free)), by=self.chair)

    def _about(self):
        title = self.random.choice(["Overleg", "Overleg", "Koken", "Ledenavond"])
        return {
            "title": title,
            "is_public": self.random.random() < 0.6,
            "agenda_text": self.random.choice(["", "Mes."]),
        }

    def _when(self, row):
        begin = timezone.localtime(row.starts_at) + timedelta(days=self.random.randrange(-3, 4))
        begin = max(begin.replace(hour=self.random.choice([18, 19])), NOW + timedelta(days=1))
        place = self.random.choice(["De Wiardt", "De kerk"])
        return {"starts_at": begin, "ends_at": begin + timedelta(minutes=90), "place": place}


def content_of(event):
    """All of it but its numbers and when it was written."""
    return {name: str(value) for name, value in event.items() if name not in ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED")}


def by_number(content):
    found = {}
    for event in Calendar.from_ical(content).events:
        turn = event.get("recurrence-id")
        found[str(event["uid"]), turn and turn.dt] = event
    return found


@pytest.mark.parametrize("seed", range(8))
def test_whatever_happens_to_a_series_its_files_are_the_rows_and_numbers_rise(client, group, chair, member, seed):
    happening, files, before = Happening(group, chair, seed), {address(group), own_address(member)}, {}

    for _ in range(12):
        for file in files:
            response = client.get(file)
            rows = Meeting.objects.filter(**{"is_public": True} if file == address(group) else {})
            assert occurrences(response.content) == there_are(rows)
            now = by_number(response.content)
            for key, event in now.items():
                if known := before.get((file, key)):
                    assert event["sequence"] >= known["sequence"]
                    assert content_of(event) == content_of(known) or event["sequence"] > known["sequence"]
                before[file, key] = event
        happening.step()


# -- how much it costs -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 6])
def test_a_file_costs_as_many_queries_however_many_series_it_has(
    client, group, chair, number, django_assert_num_queries
):
    for day in range(number):
        rows = plan(group, chair, first=date(2026, 12, 8) + timedelta(days=day))
        rows[1].edit(version=None, title="Ledenavond")
    client.get("/agenda.ics")

    with django_assert_num_queries(5):
        client.get("/agenda.ics")


def test_the_series_nearest_to_today_are_in_the_file(client, group, chair, monkeypatch):
    monkeypatch.setattr("groups.calendars.MOST_SERIES", 1)
    plan(group, chair, first=date(2027, 2, 2), title="Ver weg")
    plan(group, chair, first=date(2026, 12, 3), title="Dichtbij")

    assert {event.summary for event in parts(client.get("/agenda.ics"))} == {"Dichtbij"}
