"""Meetings that come back: planned together, skipped, moved or stopped by one or from one on, told of once."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from ical.calendar_stream import IcsCalendarStream

from communication import outbox
from communication.models import OutreachTask
from core.dates import day
from core.repeating import Rule
from groups.models import Conflict, InvalidTransition, Meeting, MeetingEvent, Reply, Series
from tests.factories import MeetingFactory, MembershipFactory, PersonFactory
from tests.groups.reading import occurrences, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 12, 1, 10, 0, tzinfo=AMSTERDAM)


def typed(**fields):
    about = {"title": "Overleg", "day": "2026-12-08", "starts": "19:30", "ends": "21:00", "place": "De Wiardt"}
    return about | {"repeat": "week", "times": 4} | fields


def plan(client, group, **fields):
    return client.post(f"{group.get_absolute_url()}bijeenkomsten/nieuw/", typed(**fields), follow=True)


def series_of(group, by, times=4, every="week", first=date(2026, 12, 8), **fields):
    """The meetings of a new series, in order."""
    about = {"title": "Overleg", "place": "De Wiardt"} | fields
    first = Meeting.plan_series(
        group, by=by.person, rule=Rule(every, first), turns=range(times), starts=time(19, 30), ends=time(21), **about
    )
    return list(first.series.meetings.order_by("turn"))


def days():
    return [f"{timezone.localtime(row.starts_at):%d-%m %H.%M}" for row in Meeting.objects.order_by("starts_at")]


def states():
    return list(Meeting.objects.order_by("starts_at").values_list("state", flat=True))


def letters(mailoutbox):
    mailoutbox.clear()
    outbox.process_events()
    outbox.send_due()
    return [(message.to[0], message) for message in mailoutbox]


def words(response):
    return [str(message) for message in response.context["messages"]]


# -- planning ----------------------------------------------------------------------------------------------------------


def test_the_chair_plans_a_series_and_each_meeting_is_a_row_with_its_own_page(client, group, chair):
    client.force_login(chair)

    response = plan(client, group)

    assert days() == ["08-12 19.30", "15-12 19.30", "22-12 19.30", "29-12 19.30"]
    assert words(response)[0].startswith("Er staan 4 bijeenkomsten in de kalender: elke week op dinsdag.")
    assert response.redirect_chain[-1][0] == Meeting.objects.earliest("starts_at").get_absolute_url()
    assert "elke week op dinsdag" in response.content.decode()
    assert Series.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"repeat": "two_weeks"}, ["08-12", "22-12", "05-01", "19-01"]),
        ({"repeat": "month"}, ["08-12", "12-01", "09-02", "09-03"]),
        ({"times": "", "until": "2026-12-22"}, ["08-12", "15-12", "22-12"]),
        ({"repeat": "", "times": ""}, ["08-12"]),
    ],
)
def test_the_days_follow_from_how_often_and_until_when(client, group, chair, fields, found):
    client.force_login(chair)

    plan(client, group, **fields)

    assert [day.split()[0] for day in days()] == found


def test_holidays_are_skipped_by_a_tick_and_that_is_said(client, group, chair):
    client.force_login(chair)

    response = plan(client, group, day="2026-12-18", times="3", skip_holidays="on")

    assert days() == ["18-12 19.30", "08-01 19.30", "15-01 19.30"]
    assert words(response)[1] == (
        "Overgeslagen: vrijdag 25 december (Eerste Kerstdag), vrijdag 1 januari 2027 (Nieuwjaarsdag)."
    )


def test_without_the_tick_a_holiday_is_planned_and_said(client, group, chair):
    client.force_login(chair)

    response = plan(client, group, day="2026-12-18", times="2")

    assert days() == ["18-12 19.30", "25-12 19.30"]
    assert words(response)[1] == "Let op, feestdagen: vrijdag 25 december (Eerste Kerstdag)."


def test_of_one_meeting_on_a_holiday_it_is_said_too(client, group, chair):
    client.force_login(chair)

    response = plan(client, group, day="2026-12-26", repeat="", times="")

    assert "Let op, feestdagen: zaterdag 26 december (Tweede Kerstdag)." in words(response)


def test_the_days_can_be_looked_at_before_anything_is_planned(client, group, chair):
    client.force_login(chair)

    page = plan(client, group, day="2026-12-18", times="3", skip_holidays="on", look="1").content.decode()

    assert not Meeting.objects.exists()
    assert "<s>vrijdag 25 december</s> overgeslagen: <b>Eerste Kerstdag</b>" in page
    assert 'value="2026-12-18"' in page


@pytest.mark.parametrize(
    ("fields", "mistake"),
    [
        ({"times": ""}, "Vul in tot en met welke dag, of hoeveel keer."),
        ({"times": "", "until": "2026-12-01"}, "De laatste dag moet later zijn dan de eerste."),
        ({"times": "", "until": "2027-12-31"}, "Plan hoogstens een jaar vooruit."),
        ({"times": "2", "until": "2027-02-01"}, "Vul één van de twee in: de laatste dag, of hoeveel keer."),
        ({"repeat": "", "times": "5"}, "Kies bij ‘Komt het vaker terug?’ hoe vaak, of laat dit leeg."),
        ({"repeat": "", "times": "", "until": "2027-02-01"}, "Kies bij ‘Komt het vaker terug?’ hoe vaak"),
        ({"day": "2026-11-30"}, "Deze dag is al voorbij. Schrijf je op wat er was? Zet dan hieronder een vinkje."),
        ({"repeat": "month", "times": "20"}, "In een jaar past dit 12 keer."),
        ({"times": "99"}, "Vul hoogstens 53 keer in"),
        ({"times": "1"}, "Vul minstens 2 keer in."),
        ({"repeat": "dag"}, "dag"),
        ({"day": "2026-12-25", "until": "2027-01-01", "times": "", "skip_holidays": "on"}, "is een feestdag"),
        ({"day": "2027-03-21", "starts": "02:30", "ends": "04:00"}, "In een van de nachten gaat de klok"),
    ],
)
def test_what_cannot_be_planned_is_said_and_nothing_is_planned(client, group, chair, fields, mistake):
    client.force_login(chair)

    page = plan(client, group, **fields)

    assert mistake in page.content.decode()
    assert not Meeting.objects.exists()


def test_the_chair_is_asked_about_an_hour_that_is_over_today(client, group, chair):
    """It is ten in the morning."""
    client.force_login(chair)
    hours = {"day": "2026-12-01", "starts": "08:00", "ends": "09:30", "repeat": "", "times": ""}

    asked = plan(client, group, **hours).content.decode()
    assert not Meeting.objects.exists()
    plan(client, group, **hours, sure="on")

    assert "Deze tijd is al voorbij. Schrijf je op wat er was? Zet dan hieronder een vinkje." in asked
    assert days() == ["01-12 08.00"]


def test_the_chair_plans_what_goes_on_now_without_a_question(client, group, chair):
    client.force_login(chair)

    plan(client, group, day="2026-12-01", starts="09:30", ends="11:00", repeat="", times="")

    assert days() == ["01-12 09.30"]


def test_the_chair_writes_down_a_meeting_that_was_after_a_tick(client, group, chair):
    client.force_login(chair)
    asked = plan(client, group, day="2026-11-30", repeat="", times="").content.decode()

    plan(client, group, day="2026-11-30", repeat="", times="", sure="on")

    assert "Ja, het klopt: plan het toch" in asked
    assert days() == ["30-11 19.30"]


def test_a_tick_that_was_about_one_thing_does_not_answer_another(client, group, chair):
    begins = datetime(2026, 12, 15, 20, 0, tzinfo=AMSTERDAM)
    MeetingFactory(group=group, starts_at=begins, ends_at=begins + timedelta(hours=1))
    client.force_login(chair)
    once = {"repeat": "", "times": ""}
    over = plan(client, group, day="2026-11-30", **once).context["form"]

    taken = plan(client, group, day="2026-12-15", sure="on", asked=over["asked"].value(), **once)
    unasked = Meeting.objects.count() - 1
    form = taken.context["form"]
    plan(client, group, day="2026-12-15", sure="on", asked=form["asked"].value(), **once)

    assert "Er staat al een bijeenkomst op dat uur: dinsdag 15 december." in taken.text
    assert (unasked, form["sure"].value()) == (0, False)
    assert Meeting.objects.count() == 2


@pytest.mark.parametrize("fields", [{}, {"repeat": "", "times": "", "day": "2026-12-15", "starts": "20:30"}])
def test_the_chair_is_asked_before_two_meetings_of_the_group_are_at_once(client, group, chair, fields):
    begins = datetime(2026, 12, 15, 20, 0, tzinfo=AMSTERDAM)
    MeetingFactory(group=group, starts_at=begins, ends_at=begins + timedelta(hours=1))
    client.force_login(chair)

    page = plan(client, group, **fields).content.decode()
    planned_unasked = Meeting.objects.count() - 1
    plan(client, group, **fields, sure="on")

    assert "Er staat al een bijeenkomst op dat uur: dinsdag 15 december." in page
    assert planned_unasked == 0
    assert Meeting.objects.during([(begins, begins + timedelta(hours=1))]).count() == 2


def test_the_chair_plans_at_the_hour_of_one_that_was_cancelled_or_ends_then_or_is_of_others(client, group, chair):
    begins = datetime(2026, 12, 8, 18, 30, tzinfo=AMSTERDAM)
    hour = {"starts_at": begins, "ends_at": begins + timedelta(hours=1)}
    MeetingFactory(group=group, **hour)
    MeetingFactory(group=group, starts_at=begins, ends_at=begins + timedelta(hours=3)).cancel(
        by=chair.person, reason="Te nat."
    )
    MeetingFactory(starts_at=begins, ends_at=begins + timedelta(hours=3))
    client.force_login(chair)
    assert "plan het toch" not in client.get(f"{group.get_absolute_url()}bijeenkomsten/nieuw/").content.decode()

    plan(client, group, repeat="", times="")

    assert group.meetings.filter(title="Overleg", place="De Wiardt").count() == 1


def test_a_form_that_is_sent_twice_makes_one_series(client, group, chair):
    client.force_login(chair)
    key = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"

    first, second = (plan(client, group, form_key=key) for _ in range(2))

    assert Meeting.objects.count() == 4
    assert first.redirect_chain == second.redirect_chain


def test_a_member_plans_no_series(client, group, member):
    client.force_login(member)

    assert plan(client, group).status_code == 403
    assert not Series.objects.exists()


def test_no_series_is_planned_in_a_group_that_stopped(group, chair):
    group.end(by=chair.person)

    with pytest.raises(InvalidTransition):
        series_of(group, chair)
    assert not Series.objects.exists()


def test_a_turn_is_of_one_meeting(group, chair):
    first, *_ = series_of(group, chair)

    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingFactory(group=group, series=first.series, turn=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingFactory(group=group, series=first.series)


# -- told of once ------------------------------------------------------------------------------------------------------


def test_the_members_hear_of_a_series_in_one_mail_with_every_day_in_its_file(group, chair, member, mailoutbox):
    rows = series_of(group, chair)

    ((address, message),) = letters(mailoutbox)

    assert address == member.email
    assert "elke week op dinsdag" in message.body
    assert "- dinsdag 29 december, 19.30 uur" in message.body
    assert "Kom je?" in message.body
    _, file, _ = message.attachments[0]
    assert [begin for begin, *_ in occurrences(file)] == [row.starts_at for row in rows]


def test_the_one_link_in_the_mail_answers_for_every_turn(client, group, chair, member, mailoutbox):
    rows = series_of(group, chair)
    body = dict(letters(mailoutbox))[member.email].body
    address = rows[0].answer_address(member.person)
    assert address in body
    assert "Zeg het voor elke keer apart" in body
    assert "dinsdag 29 december" in client.get(address).text

    client.post(address, {"answer": "yes", "seen": 0})
    to_turn = client.post(address, {"answer": "no", "turn": rows[2].pk, "seen": 0})

    said = Reply.objects.order_by("meeting__starts_at").values_list("meeting", "person", "answer")
    assert list(said) == [(rows[0].pk, member.person.pk, "yes"), (rows[2].pk, member.person.pk, "no")]
    assert to_turn.url == f"{address}#keer-{rows[2].pk}"
    assert "De Wiardt. Je zei: <b>ik kom niet</b>" in client.get(address).text


def test_the_link_works_as_long_as_the_series_goes_on(client, group, chair, member):
    rows = series_of(group, chair)
    address = rows[0].answer_address(member.person)
    long_ago = timezone.now() - timedelta(days=3)
    Meeting.objects.filter(pk=rows[0].pk).update(starts_at=long_ago, ends_at=long_ago)

    page = client.post(address, {"answer": "yes", "turn": rows[1].pk, "seen": 0}, follow=True)

    assert Reply.objects.get().meeting == rows[1]
    assert "Je zei: <b>ik kom</b>" in page.text
    Meeting.objects.update(starts_at=long_ago, ends_at=long_ago)
    assert client.get(address).status_code == 410


@pytest.mark.parametrize("which", ["of another", "cancelled", "moved", "nonsense"])
def test_the_link_answers_for_no_other_meeting_and_not_for_one_that_changed(client, group, chair, member, which):
    first, second, *_ = series_of(group, chair)
    other = MeetingFactory(group=group)
    if which == "cancelled":
        second.cancel(by=chair.person, reason="Ziek.")
    if which == "moved":
        second.move(by=chair.person, starts_at=second.starts_at, ends_at=second.ends_at, place="Elders")
    turn = {"of another": other.pk, "nonsense": "x"}.get(which, second.pk)

    answer = client.post(first.answer_address(member.person), {"answer": "yes", "turn": turn, "seen": 0})

    assert answer.status_code == 409
    assert not Reply.objects.exists()


def test_who_follows_the_group_does_not_hear_of_one_for_members_only(group, chair, neighbour, mailoutbox):
    neighbour.person.mail_frequency = "at_once"
    neighbour.person.save()
    group.follows.create(person=neighbour.person)
    rows = series_of(group, chair)
    rows[2].edit(version=None, is_public=False)

    ((_, message),) = letters(mailoutbox)

    assert [begin for begin, *_ in occurrences(message.attachments[0][1])] == [
        row.starts_at for row in rows if row != rows[2]
    ]


def test_a_series_of_which_the_first_was_moved_at_once_is_told_of_all_the_same(group, chair, member, mailoutbox):
    first, *_ = series_of(group, chair)
    starts = NOW + timedelta(days=3)
    first.move(by=chair.person, starts_at=starts, ends_at=starts, place="Elders")

    subjects = sorted(message.subject for _, message in letters(mailoutbox))

    assert subjects == ["Gepland: Overleg", "Verplaatst: Overleg"]


# -- one of them -------------------------------------------------------------------------------------------------------


def test_one_is_moved_and_one_is_skipped_and_the_others_stay(client, group, chair):
    rows = series_of(group, chair)
    client.force_login(chair)
    moved = {"day": "2026-12-17", "starts": "20:00", "ends": "21:00", "place": "Elders", "version": 1}
    client.post(f"{rows[1].get_absolute_url()}verplaatsen/", moved)
    client.post(f"{rows[2].get_absolute_url()}afgelasten/", {"reason": "Vakantie."})

    assert days() == ["08-12 19.30", "17-12 20.00", "22-12 19.30", "29-12 19.30"]
    assert states() == ["planned", "planned", "cancelled", "planned"]


# -- from one on -------------------------------------------------------------------------------------------------------


def moved_from(client, meeting, **fields):
    sent = {"day": "2026-12-17", "starts": "20:00", "ends": "21:30", "place": "Elders", "later": "on", "version": 1}
    return client.post(f"{meeting.get_absolute_url()}verplaatsen/", sent | fields, follow=True)


def test_those_that_go_along_are_not_in_the_way_and_those_that_stay_are(client, group, chair):
    rows = series_of(group, chair)
    client.force_login(chair)
    to_the_next = {"day": "2026-12-22", "starts": "20:00"}

    asked = moved_from(client, rows[1], later="", **to_the_next).content.decode()
    moved_alone = len({*days()} - {"08-12 19.30", "15-12 19.30", "22-12 19.30", "29-12 19.30"})
    moved_from(client, rows[1], **to_the_next)

    assert "Er staat al een bijeenkomst op dat uur: dinsdag 22 december." in asked
    assert moved_alone == 0
    assert days() == ["08-12 19.30", "22-12 20.00", "29-12 20.00", "05-01 20.00"]


def test_the_chair_is_asked_about_each_day_to_which_a_series_moves(client, group, chair):
    rows = series_of(group, chair)
    begins = datetime(2026, 12, 24, 20, 0, tzinfo=AMSTERDAM)
    MeetingFactory(group=group, starts_at=begins, ends_at=begins + timedelta(hours=1))
    moved_by_itself = datetime(2026, 12, 31, 20, 0, tzinfo=AMSTERDAM)
    rows[3].move(
        by=chair.person, starts_at=moved_by_itself, ends_at=moved_by_itself + timedelta(hours=1), place="De kerk"
    )
    client.force_login(chair)

    asked = moved_from(client, rows[0], day="2026-12-10").text
    unasked = days()
    moved_from(client, rows[0], day="2026-12-10", sure="on")

    assert "Er staat al een bijeenkomst op dat uur: donderdag 24 december." in asked
    assert unasked == ["08-12 19.30", "15-12 19.30", "22-12 19.30", "24-12 20.00", "31-12 20.00"]
    assert days() == ["10-12 20.00", "17-12 20.00", "24-12 20.00", "24-12 20.00", "31-12 20.00"]


def test_the_chair_is_asked_about_what_was_moved_by_itself_and_does_not_move_along(client, group, chair):
    rows = series_of(group, chair)
    begins = datetime(2026, 12, 24, 20, 0, tzinfo=AMSTERDAM)
    rows[3].move(by=chair.person, starts_at=begins, ends_at=begins + timedelta(hours=1), place="De kerk")
    client.force_login(chair)

    asked = moved_from(client, rows[1]).text

    assert "Er staat al een bijeenkomst op dat uur: donderdag 24 december." in asked
    assert not MeetingEvent.objects.filter(kind="moved").exclude(meeting=rows[3]).exists()


def test_from_one_on_it_is_another_weekday_time_and_place(client, group, chair):
    rows = series_of(group, chair)
    client.force_login(chair)
    assert "Ook alle keren hierna (2)" in client.get(f"{rows[1].get_absolute_url()}verplaatsen/").content.decode()

    moved_from(client, rows[1])

    assert days() == ["08-12 19.30", "17-12 20.00", "24-12 20.00", "31-12 20.00"]
    first, second, *_ = Meeting.objects.order_by("starts_at")
    assert (first.series.in_words, second.series.in_words) == ("elke week op dinsdag", "elke week op donderdag")
    assert (first.place, second.place, second.turn) == ("De Wiardt", "Elders", 0)


def test_a_series_of_which_nothing_changes_stays_and_keeps_its_answers(client, group, chair, member):
    rows = series_of(group, chair)
    rows[2].take_answer(member.person, "yes")
    client.force_login(chair)

    page = moved_from(client, rows[1], day="2026-12-15", starts="19:30", ends="21:00", place="De Wiardt").text

    assert "Er verandert niets" in page
    assert set(Meeting.objects.values_list("version", "sequence", "series")) == {(1, 0, rows[0].series_id)}
    assert rows[2].replies.standing().count() == 1
    assert not MeetingEvent.objects.filter(kind="moved").exists()


def test_of_the_rest_of_a_series_only_what_changes_is_told_of_and_asked_again(client, group, chair, member):
    rows = series_of(group, chair)
    starts = datetime(2026, 12, 17, 19, 30, tzinfo=AMSTERDAM)
    place = {"place": rows[1].place}
    rows[1].move(by=chair.person, starts_at=starts, ends_at=starts + timedelta(minutes=90), **place)
    for row in rows:
        row.refresh_from_db()
        row.take_answer(member.person, "yes")
    client.force_login(chair)

    response = moved_from(client, rows[1], starts="19:30", ends="21:00", version=2, **place)

    assert days() == ["08-12 19.30", "17-12 19.30", "24-12 19.30", "31-12 19.30"]
    assert words(response)[0] == "Er zijn 2 bijeenkomsten verplaatst. De leden krijgen bericht."
    assert [row.replies.standing().count() for row in rows] == [1, 1, 0, 0]
    assert [row.events.filter(kind="moved").count() for row in rows] == [0, 1, 1, 1]


def test_the_chair_reads_how_many_moved_and_which_of_their_days_are_holidays(client, group, chair):
    rows = series_of(group, chair)
    rows[2].move(by=chair.person, starts_at=rows[2].starts_at, ends_at=rows[2].ends_at, place="De kerk")
    starts = datetime(2026, 12, 23, 18, 0, tzinfo=AMSTERDAM)
    rows[3].move(by=chair.person, starts_at=starts, ends_at=starts, place="De kerk")
    client.force_login(chair)

    response = moved_from(client, rows[0], day="2026-12-18", starts="19:30")

    assert words(response) == [
        "Er zijn 3 bijeenkomsten verplaatst. De leden krijgen bericht.",
        "1 keer hierna was al los verplaatst. Die blijft staan waar die stond.",
        "1 keer hierna heeft een eigen plek. Die plek bleef staan.",
        "Let op, feestdagen: vrijdag 25 december (Eerste Kerstdag), vrijdag 1 januari 2027 (Nieuwjaarsdag).",
    ]
    places = list(Meeting.objects.order_by("turn").values_list("place", flat=True))
    assert places == ["Elders", "Elders", "De kerk", "De kerk"]


def test_members_hear_and_are_asked_of_what_still_comes_of_a_series_that_moves_to_a_day_that_is_over(
    client, group, chair, member, mailoutbox
):
    truus = PersonFactory(name="Truus", user=None, email="")
    MembershipFactory(group=group, person=truus)
    rows = series_of(group, chair, first=date(2026, 11, 24))
    letters(mailoutbox)
    OutreachTask.objects.all().delete()
    client.force_login(chair)

    asked = moved_from(client, rows[0], day="2026-11-26").text
    response = moved_from(client, rows[0], day="2026-11-26", sure="on")

    assert "De leden krijgen alleen bericht over de keren die nog komen. Was de bijeenkomst echt toen?" in asked
    assert "dan geen bericht" not in asked
    assert words(response)[0] == "Er zijn 4 bijeenkomsten verplaatst. De leden krijgen bericht."
    ((address, message),) = letters(mailoutbox)
    assert address == member.email
    assert "26 november" not in message.body
    link = rows[0].answer_address(member.person)
    assert "Kom je?" in message.body
    assert link in message.body
    assert "donderdag 3 december" in client.get(link).text
    called = OutreachTask.objects.get(person=truus).text
    assert called == "Donderdag 3 december, 20.00 uur, Elders, daarna elke week op donderdag. Kom je?"


@pytest.mark.parametrize("later_there", [True, False])
def test_members_hear_of_another_place_of_a_series_only_where_some_of_it_still_comes(
    client, group, chair, member, mailoutbox, later_there
):
    first, *later = series_of(group, chair, first=date(2026, 11, 24))
    for row in later if later_there else ():
        row.move(by=chair.person, starts_at=row.starts_at, ends_at=row.ends_at, place="Elders")
    letters(mailoutbox)
    client.force_login(chair)

    response = moved_from(client, first, day="2026-11-24", starts="19:30", ends="21:00")

    told = letters(mailoutbox)
    if later_there:
        assert (words(response)[0], told) == ("De bijeenkomst is verplaatst.", [])
    else:
        assert words(response)[0] == "Er zijn 4 bijeenkomsten verplaatst. De leden krijgen bericht."
        assert [address for address, _ in told] == [member.email]
        assert "Kom je?" in told[0][1].body


def test_members_hear_of_a_series_of_which_the_first_was_already(client, group, chair, member, mailoutbox):
    client.force_login(chair)

    planned = words(plan(client, group, day="2026-11-24", sure="on"))[0]
    ((_, invited),) = letters(mailoutbox)
    first = Meeting.objects.earliest("starts_at")
    stop = {"reason": "We zijn klaar.", "later": "on"}
    stopped = words(client.post(f"{first.get_absolute_url()}afgelasten/", stop, follow=True))[0]

    assert planned.endswith("De leden krijgen bericht.")
    assert "Kom je?" in invited.body
    assert stopped == "Er zijn 4 bijeenkomsten afgelast. De leden krijgen bericht."
    assert [address for address, _ in letters(mailoutbox)] == [member.email]


def test_of_a_single_move_onto_a_holiday_it_is_said_too(client, group, chair):
    rows = series_of(group, chair)
    client.force_login(chair)

    response = moved_from(client, rows[1], day="2026-12-25", later="")

    assert words(response) == [
        "De bijeenkomst is verplaatst. De leden krijgen bericht.",
        "Let op, feestdagen: vrijdag 25 december (Eerste Kerstdag).",
    ]


def test_a_turn_that_was_skipped_is_said_when_the_series_moves(client, group, chair):
    client.force_login(chair)
    plan(client, group, day="2026-12-18", times="3", skip_holidays="on")
    first = Meeting.objects.earliest("starts_at")

    response = moved_from(client, first, day="2026-12-15", starts="19:30")

    assert days() == ["15-12 19.30", "05-01 19.30", "12-01 19.30"]
    assert words(response) == [
        "Er zijn 3 bijeenkomsten verplaatst. De leden krijgen bericht.",
        "Deze keren waren overgeslagen of afgelast, dan is er dus niets: dinsdag 22 december, dinsdag 29 december.",
    ]


def test_what_was_moved_or_cancelled_by_itself_stays_so_when_the_rest_moves(client, group, chair):
    rows = series_of(group, chair, times=5)
    starts = datetime(2026, 12, 23, 18, 0, tzinfo=AMSTERDAM)
    rows[2].move(by=chair.person, starts_at=starts, ends_at=starts, place="De kerk")
    rows[3].cancel(by=chair.person, reason="Vakantie.")
    client.force_login(chair)

    moved_from(client, rows[1])

    assert days() == ["08-12 19.30", "17-12 20.00", "23-12 18.00", "29-12 19.30", "07-01 20.00"]
    assert Meeting.objects.get(pk=rows[2].pk).place == "De kerk"


def test_who_said_yes_to_any_of_them_is_asked_again_in_one_mail(group, chair, member, resident, mailoutbox):
    rows = series_of(group, chair)
    letters(mailoutbox)
    rows[3].take_answer(resident.person, "yes")
    rows[3].take_answer(member.person, "yes")
    rows[0].take_answer(member.person, "yes")

    starts = datetime(2026, 12, 17, 20, 0, tzinfo=AMSTERDAM)
    rows[1].and_later().move(by=chair.person, starts_at=starts, ends_at=starts, place="Elders")

    told = dict(letters(mailoutbox))
    assert set(told) == {member.email, resident.email}
    assert "- donderdag 31 december, 20.00 uur" in told[resident.email].body
    assert "Je zei dat je kwam. Kom je nu ook?" in told[resident.email].body
    assert [row.replies.standing().count() for row in rows] == [1, 0, 0, 0]
    assert MeetingEvent.objects.filter(kind="moved").count() == 3


def test_the_words_are_changed_for_all_that_follow(client, group, chair):
    rows = series_of(group, chair)
    client.force_login(chair)

    client.post(
        f"{rows[2].get_absolute_url()}aanpassen/",
        {"title": "Samen koken", "text": "Neem een mes mee.", "later": "on", "version": 1},
    )

    titles = list(Meeting.objects.order_by("starts_at").values_list("title", flat=True))
    assert titles == ["Overleg", "Overleg", "Samen koken", "Samen koken"]


def edited_from(client, meeting, **fields):
    sent = {"title": meeting.title, "text": meeting.agenda_text, "later": "on", "version": meeting.version}
    return client.post(f"{meeting.get_absolute_url()}aanpassen/", sent | fields, follow=True)


def test_what_a_later_one_has_of_its_own_stays_when_the_chair_edits_the_rest(client, group, chair):
    rows = series_of(group, chair, agenda_text="Zoals altijd.")
    rows[2].edit(version=None, title="Ledenavond", agenda_text="Over geld.", is_public=False)
    client.force_login(chair)

    response = edited_from(client, rows[0], text="Neem een mes mee.")

    found = Meeting.objects.order_by("turn").values_list("title", "agenda_text", "is_public")
    assert list(found) == [
        ("Overleg", "Neem een mes mee.", True), ("Overleg", "Neem een mes mee.", True),
        ("Ledenavond", "Over geld.", False), ("Overleg", "Neem een mes mee.", True),
    ]  # fmt: skip
    assert words(response) == [
        "Je wijziging is bewaard, ook voor 2 keer hierna.",
        "1 keer hierna was los aangepast. Wat daar eigen aan is, bleef staan.",
    ]
    assert Meeting.objects.get(pk=rows[2].pk).version == 2


def test_one_for_members_only_takes_the_new_text_and_stays_for_members_only(client, group, chair):
    rows = series_of(group, chair)
    rows[2].edit(version=None, is_public=False)
    client.force_login(chair)

    response = edited_from(client, rows[1], text="Neem een mes mee.")

    found = Meeting.objects.order_by("turn").values_list("agenda_text", "is_public")
    assert list(found)[2:] == [("Neem een mes mee.", False), ("Neem een mes mee.", True)]
    assert words(response) == ["Je wijziging is bewaard, ook voor 2 keer hierna."]


def test_the_chair_makes_all_that_follow_for_members_only_or_public_by_saying_so(client, group, chair):
    rows = series_of(group, chair)
    client.force_login(chair)

    edited_from(client, rows[1], members_only="on")
    closed = list(Meeting.objects.order_by("turn").values_list("is_public", flat=True))
    edited_from(client, Meeting.objects.get(pk=rows[2].pk))

    assert closed == [True, False, False, False]
    assert list(Meeting.objects.order_by("turn").values_list("is_public", flat=True)) == [True, False, True, True]


def test_the_series_stops_from_one_on_and_that_is_told_once(client, group, chair, member, mailoutbox):
    rows = series_of(group, chair)
    letters(mailoutbox)
    client.force_login(chair)

    address = f"{rows[1].get_absolute_url()}afgelasten/"
    response = client.post(address, {"reason": "We zijn klaar.", "later": "on"}, follow=True)

    assert words(response) == ["Er zijn 3 bijeenkomsten afgelast. De leden krijgen bericht."]
    assert states() == ["planned", "cancelled", "cancelled", "cancelled"]
    ((address, message),) = letters(mailoutbox)
    assert address == member.email
    assert "We zijn klaar." in message.body
    events = IcsCalendarStream.calendar_from_ics(message.attachments[0][1]).events
    assert [event.status for event in events] == ["CANCELLED"] * 3


@pytest.mark.parametrize("often", ["at_once", "weekly"])
def test_who_follows_the_group_hears_that_the_rest_of_a_series_is_off_and_why(group, chair, mailoutbox, often):
    group.follows.create(person=PersonFactory(email="volger@voorbeeld.test", mail_frequency=often))
    rows = series_of(group, chair)
    outbox.process_events()
    outbox.Notification.objects.all().delete()

    rows[1].and_later().cancel(by=chair.person, reason="We zijn klaar.")
    outbox.process_events()
    outbox.Notification.objects.update(due_at=timezone.now())
    told = dict(letters(mailoutbox))["volger@voorbeeld.test"].body

    days, why = ", ".join(day(row.starts_at) for row in rows[1:]), "De reden: We zijn klaar."
    assert {
        "at_once": f"De bijeenkomsten van {group} vanaf dinsdag 15 december gaan niet door.\n\n{why}\n",
        "weekly": f"{group}, ‘Overleg’: afgelast.\nHet gaat om {days}, De Wiardt. {why}\n",
    }[often] in told
    assert "Daarna" not in told
    assert "\n\n\n" not in told


def test_who_follows_the_group_hears_when_one_that_is_off_would_be(group, chair, mailoutbox):
    group.follows.create(person=PersonFactory(email="volger@voorbeeld.test", mail_frequency="at_once"))
    first, *_ = series_of(group, chair)
    letters(mailoutbox)

    first.cancel(by=chair.person, reason="Ziek.")
    told = dict(letters(mailoutbox))["volger@voorbeeld.test"].body

    assert f"De bijeenkomst ‘Overleg’ van {group} gaat niet door.\n\nDe reden: Ziek." in told
    assert "Het zou zijn op dinsdag 8 december, 19.30 uur, De Wiardt.\n\nMet de bijlage haal je het" in told


def test_who_calls_a_member_says_which_days_of_a_series_are_off(group, chair):
    truus = PersonFactory(name="Truus", user=None, email="")
    MembershipFactory(group=group, person=truus)
    rows = series_of(group, chair)
    outbox.process_events()
    OutreachTask.objects.all().delete()

    rows[1].and_later().cancel(by=chair.person, reason="We zijn klaar.")
    outbox.process_events()

    days = ", ".join(day(row.starts_at) for row in rows[1:])
    task = OutreachTask.objects.get(person=truus)
    assert task.text == f"Het gaat om {days}, {rows[1].place}. De reden: We zijn klaar."


def test_who_comes_second_is_told_also_for_a_whole_series(group, chair):
    rows = series_of(group, chair)
    rows[1].edit(version=None, title="Anders")

    with pytest.raises(Conflict):
        rows[1].and_later().edit(version=1, title="Nog anders")
    rows[1].cancel(by=chair.person, reason="Te nat.")
    with pytest.raises(InvalidTransition):
        rows[1].and_later().cancel(by=chair.person, reason="Te nat.")
    assert states() == ["planned", "cancelled", "planned", "planned"]


def test_what_has_been_is_left_as_it_is(group, chair):
    rows = series_of(group, chair)

    with time_machine.travel(datetime(2026, 12, 16, tzinfo=AMSTERDAM)):
        rows[0].and_later().edit(version=None, title="Anders")

    titles = list(Meeting.objects.order_by("starts_at").values_list("title", flat=True))
    assert titles == ["Anders", "Overleg", "Anders", "Anders"]


def test_one_that_stands_by_itself_has_no_tick_for_the_rest(client, group, chair):
    meeting = MeetingFactory(group=group)
    client.force_login(chair)

    for page in ("aanpassen", "verplaatsen", "afgelasten"):
        assert "Ook alle keren hierna" not in client.get(f"{meeting.get_absolute_url()}{page}/").content.decode()


# -- clock and calendar ------------------------------------------------------------------------------------------------


def test_a_meeting_in_the_night_that_the_clock_goes_back_ends_after_it_begins(client, group, chair):
    night = datetime(2027, 10, 31, 1, 30, tzinfo=AMSTERDAM)
    MeetingFactory(group=group, title="Waken", starts_at=night, ends_at=night + timedelta(hours=4))

    event = read(client.get("/agenda.ics"))["Waken"]

    assert event.dtend.astimezone(UTC) > event.dtstart.astimezone(UTC)
