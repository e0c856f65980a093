"""Two people at once, on connections of their own: one wins, the other is told, nothing is half done."""

from datetime import time, timedelta
from functools import partial
from threading import Event
from time import sleep

import pytest
from django.db import transaction
from django.utils import timezone

from core.repeating import Rule
from groups.models import (
    ActionPoint,
    AgendaPoint,
    Application,
    Conflict,
    Group,
    InvalidTransition,
    Issue,
    Meeting,
    MeetingEvent,
    Membership,
    OnlyChair,
    SeatTaken,
)
from tests.at_once import at_once
from tests.factories import GroupFactory, IssueFactory, MeetingFactory, MembershipFactory, PersonFactory, ThemeFactory
from themes.models import Facilitator

pytestmark = pytest.mark.django_db(transaction=True)
at_once = partial(at_once, told=(InvalidTransition, Conflict, OnlyChair, SeatTaken))


def test_a_meeting_is_cancelled_once():
    meeting, person = MeetingFactory(), PersonFactory()

    told = at_once(*[lambda: Meeting.objects.get(pk=meeting.pk).cancel(by=person, reason="Te nat.")] * 2)

    assert sum(isinstance(answer, InvalidTransition) for answer in told) == 1
    assert meeting.events.count() == 1


def test_of_two_chairs_who_leave_at_once_one_stays():
    group = GroupFactory()
    chairs = [MembershipFactory(group=group, role="chair").person for _ in range(2)]

    told = at_once(*[partial(Group.objects.get(pk=group.pk).leave, chair) for chair in chairs])

    assert sum(isinstance(answer, OnlyChair) for answer in told) == 1
    assert group.memberships.current().count() == 1


def test_a_group_stops_while_its_series_is_cancelled():
    """Who cancels holds the series when the other asks what is still planned."""
    group, person = GroupFactory(), PersonFactory()
    rule = Rule("week", timezone.localdate() + timedelta(days=7))
    about = {"title": "Overleg", "place": "Hier", "starts": time(20), "ends": time(21)}
    first = Meeting.plan_series(group, by=person, rule=rule, turns=[0, 1], **about)

    def cancel():
        with transaction.atomic():
            first.and_later().cancel(by=person, reason="Te nat.")
            held.set()
            sleep(0.5)

    def stop():
        held.wait(10)
        Group.objects.get(pk=group.pk).end(by=person)

    held = Event()
    told = at_once(cancel, stop)

    group.refresh_from_db()
    assert told == [None, None]
    assert group.has_ended
    assert set(group.meetings.values_list("state", "cancel_reason")) == {("cancelled", "Te nat.")}


def test_of_two_who_edit_one_version_one_is_told():
    meeting = MeetingFactory()

    told = at_once(*[lambda: Meeting.objects.get(pk=meeting.pk).edit(version=1, title="Anders")] * 2)

    assert sum(isinstance(answer, Conflict) for answer in told) == 1


def test_a_point_never_comes_on_an_agenda_that_was_frozen():
    group, person = GroupFactory(kind="koplopersgroep"), PersonFactory()
    meeting = MeetingFactory(group=group, state=Meeting.State.AGENDA_OPEN)

    told = at_once(
        lambda: Meeting.objects.get(pk=meeting.pk).freeze_agenda(by=person),
        lambda: AgendaPoint.put_on(Meeting.objects.get(pk=meeting.pk), title="Bomen"),
    )

    assert meeting.points.count() == (0 if isinstance(told[1], InvalidTransition) else 1)
    assert Meeting.objects.get().state == "frozen"


def test_of_two_who_edit_one_agenda_point_one_is_told():
    point = AgendaPoint.put_on(MeetingFactory(), title="Bomen")

    told = at_once(*[lambda: AgendaPoint.objects.get(pk=point.pk).change(version=1, title="Anders")] * 2)

    assert sum(isinstance(answer, Conflict) for answer in told) == 1


def test_a_group_that_stops_leaves_no_meeting_that_somebody_plans_meanwhile():
    group, person = GroupFactory(), PersonFactory()
    later = timezone.now() + timedelta(days=30)
    about = {"title": "Overleg", "starts_at": later, "ends_at": later, "place": "Elders"}

    at_once(lambda: Group.objects.get(pk=group.pk).end(by=person), lambda: Meeting.plan(group, by=person, **about))

    assert not Meeting.objects.to_come().exists()


def test_a_person_who_joins_twice_at_once_is_one_member():
    group, person = GroupFactory(), PersonFactory()

    at_once(*[lambda: group.join(person)] * 3)

    assert group.memberships.count() == 1


def test_nobody_joins_a_group_after_it_stopped():
    group, chair, newcomer = GroupFactory(), PersonFactory(), PersonFactory()

    _, seat = at_once(
        lambda: Group.objects.get(pk=group.pk).end(by=chair), lambda: Group.objects.get(pk=group.pk).join(newcomer)
    )

    kinds = list(group.events.order_by("pk").values_list("kind", flat=True))
    assert kinds == (["joined", "ended"] if seat else ["ended"])
    assert group.memberships.count() == (1 if seat else 0)


def test_two_chairs_who_let_somebody_in_at_once_tell_it_once():
    asked, chair = MembershipFactory(requested=True), PersonFactory()

    won = at_once(*[lambda: Membership.objects.get(pk=asked.pk).admit(by=chair)] * 2)

    assert sorted(won) == [False, True]
    assert asked.group.events.count() == 1


def test_somebody_is_let_in_or_refused_not_both():
    asked, chair = MembershipFactory(requested=True), PersonFactory()

    won = at_once(
        lambda: Membership.objects.get(pk=asked.pk).admit(by=chair),
        lambda: asked.refuse(by=chair, reason="Vol."),
    )

    assert sorted(won) == [False, True]
    assert list(asked.group.events.values_list("kind", flat=True)) == (["admitted"] if won[0] else ["refused"])


def test_a_vraagstuk_is_taken_up_by_one():
    issue, people = IssueFactory(), [PersonFactory(), PersonFactory()]

    won = at_once(*[lambda person=person: Issue.objects.get(pk=issue.pk).take_up(by=person) for person in people])

    assert sorted(won) == [False, True]
    assert Issue.objects.get().taken_up_by == people[won.index(True)]
    assert issue.events.count() == 1


def test_a_meeting_cannot_be_moved_after_it_was_cancelled_meanwhile():
    meeting, person = MeetingFactory(), PersonFactory()
    later = timezone.now() + timedelta(days=30)

    told = at_once(
        lambda: Meeting.objects.get(pk=meeting.pk).cancel(by=person, reason="Te nat."),
        lambda: Meeting.objects.get(pk=meeting.pk).move(by=person, starts_at=later, ends_at=later, place="Elders"),
    )

    kinds = set(meeting.events.values_list("kind", flat=True))
    assert kinds == ({"cancelled"} if isinstance(told[1], InvalidTransition) else {"cancelled", "moved"})


def test_a_person_who_answers_twice_at_once_has_one_answer():
    meeting, person = MeetingFactory(), PersonFactory()

    told = at_once(
        lambda: Meeting.objects.get(pk=meeting.pk).take_answer(person, "yes"),
        lambda: Meeting.objects.get(pk=meeting.pk).take_answer(person, "no"),
    )

    assert told == [None, None]
    assert meeting.replies.count() == 1


def test_an_answer_that_comes_while_the_meeting_is_moved_does_not_count_for_the_new_time():
    meeting, chair, person = MeetingFactory(), PersonFactory(), PersonFactory()
    later = timezone.now() + timedelta(days=30)

    _, told = at_once(
        lambda: Meeting.objects.get(pk=meeting.pk).move(by=chair, starts_at=later, ends_at=later, place="Elders"),
        lambda: Meeting.objects.get(pk=meeting.pk).take_answer(person, "yes", seen=0),
    )

    assert meeting.replies.count() == (0 if isinstance(told, Conflict) else 1)
    assert not meeting.replies.standing().exists()


def test_nobody_comes_to_a_meeting_that_is_cancelled_meanwhile_without_hearing_of_it():
    meeting, chair, person = MeetingFactory(), PersonFactory(), PersonFactory()

    cancelled, told = at_once(
        lambda: Meeting.objects.get(pk=meeting.pk).cancel(by=chair, reason="Te nat."),
        lambda: Meeting.objects.get(pk=meeting.pk).take_answer(person, "yes"),
    )

    assert cancelled is None
    assert meeting.replies.count() == (0 if isinstance(told, InvalidTransition) else 1)


def _begun():
    return MeetingFactory(starts_at=timezone.now() - timedelta(hours=1))


def _writes(point, words):
    return lambda: AgendaPoint.objects.get(pk=point.pk).write(by=None, version=1, minutes=words)


def test_of_two_secretaries_at_one_point_one_is_told():
    point = AgendaPoint.objects.create(meeting=_begun(), title="Bomen")

    told = at_once(_writes(point, "Van mij"), _writes(point, "Van de ander"))

    assert sum(isinstance(answer, Conflict) for answer in told) == 1
    assert AgendaPoint.objects.get().minutes == ("Van de ander" if isinstance(told[0], Conflict) else "Van mij")


def test_two_secretaries_at_two_points_both_save():
    meeting = _begun()
    points = [AgendaPoint.objects.create(meeting=meeting, title=title) for title in ("Bomen", "Blad")]

    told = at_once(*[_writes(point, point.title) for point in points])

    assert told == [None, None]
    assert set(meeting.points.values_list("minutes", flat=True)) == {"Bomen", "Blad"}


def test_who_saves_while_the_minutes_are_adopted_is_told_or_was_in_time():
    group, person = GroupFactory(kind="koplopersgroep"), PersonFactory()
    then = timezone.localtime() - timedelta(days=30)
    meeting = MeetingFactory(group=group, state="minutes_draft", minutes="Kort.", starts_at=then)
    MeetingFactory(group=group, starts_at=timezone.now() - timedelta(hours=1))
    point = AgendaPoint.objects.create(meeting=meeting, title="Bomen")

    told = at_once(lambda: Meeting.objects.get(pk=meeting.pk).adopt_minutes(by=person), _writes(point, "Nog net"))

    meeting.refresh_from_db()
    point.refresh_from_db()
    assert meeting.state == "minutes_adopted"
    assert point.minutes == ("" if isinstance(told[1], InvalidTransition) else "Nog net")


def test_a_point_that_waits_is_on_the_meeting_that_is_planned_meanwhile():
    meeting, person = _begun(), PersonFactory()
    point = AgendaPoint.objects.create(meeting=meeting, title="Bomen")
    later = timezone.now() + timedelta(days=30)

    at_once(
        lambda: AgendaPoint.objects.get(pk=point.pk).carry_on(),
        lambda: Meeting.plan(meeting.group, by=person, title="Later", starts_at=later, ends_at=later, place="Hier"),
    )

    assert AgendaPoint.objects.get(carried_from=point).meeting.title == "Later"
    assert not AgendaPoint.objects.get(pk=point.pk).is_waiting


def test_who_is_removed_while_made_chair_is_one_of_the_two():
    chair = MembershipFactory(role="chair")
    seat = MembershipFactory(group=chair.group)
    place = {"role": "chair", "voice": "resident", "organisation": None}

    made, removed = at_once(
        lambda: Membership.objects.get(pk=seat.pk).give_place(by=chair.person, **place),
        lambda: Membership.objects.get(pk=seat.pk).remove(by=chair.person, reason="Komt niet."),
    )

    seat.refresh_from_db()
    assert (made, removed) in ((True, False), (False, True))
    assert (seat.until is None, seat.role) == ((True, "chair") if made else (False, "member"))
    assert list(chair.group.events.values_list("kind", flat=True)) == (["chair_changed"] if made else ["removed"])


def test_of_two_who_edit_the_purpose_one_is_told():
    group = GroupFactory()

    told = at_once(*[lambda: Group.objects.get(pk=group.pk).edit(version=1, purpose="Anders")] * 2)

    assert sum(isinstance(answer, Conflict) for answer in told) == 1


def test_two_chairs_who_step_back_at_once_leave_one_chair():
    first = MembershipFactory(role="chair")
    second = MembershipFactory(group=first.group, role="chair")
    place = {"role": "member", "voice": "resident", "organisation": None}

    def step_back(seat):
        return Membership.objects.get(pk=seat.pk).give_place(by=first.person, **place)

    told = at_once(lambda: step_back(first), lambda: step_back(second))

    assert sum(isinstance(answer, OnlyChair) for answer in told) == 1
    assert first.group.memberships.filter(role="chair").count() == 1


def test_no_action_point_is_lost_that_came_while_a_group_was_stopped():
    group, person = GroupFactory(), PersonFactory()
    known = {"reason": "Klaar."}
    meeting = MeetingFactory(group=group, state=Meeting.State.HELD, starts_at=timezone.localtime() - timedelta(days=2))
    action = ActionPoint.objects.create(meeting=meeting, text="Schop lenen")
    ActionPoint.objects.create(meeting=meeting, text="Bomen")

    (told,) = at_once(lambda: Group.objects.get().end(by=person, result="Een park.", where={action.pk: known}))

    assert isinstance(told, Conflict)
    assert not Group.objects.get().has_ended
    assert ActionPoint.objects.open().count() == 2


def test_a_seat_is_given_to_one_of_two_who_offered():
    theme, by = ThemeFactory(), PersonFactory()
    offers = [Application.make(person=PersonFactory(), why="Ik.", theme=theme, voice="resident") for _ in range(2)]

    told = at_once(*[lambda one=one: Application.objects.get(pk=one.pk).accept(by=by) for one in offers])

    assert sorted(isinstance(answer, SeatTaken) for answer in told) == [False, True]
    assert Facilitator.objects.count() == 1
    assert sorted(Application.objects.values_list("state", flat=True)) == ["accepted", "open"]


def test_an_offer_is_answered_once():
    offer = Application.make(person=PersonFactory(), why="Ik.", theme=ThemeFactory(), voice="resident")
    by = PersonFactory()

    won = at_once(
        lambda: Application.objects.get(pk=offer.pk).accept(by=by),
        lambda: Application.objects.get(pk=offer.pk).decline(by=by, answer="Vol."),
    )

    assert sorted(won) == [False, True]
    assert Facilitator.objects.count() == (1 if won[0] else 0)
    assert offer.events.count() == 2


def series(group, by):
    """The meetings of a series of four weeks, in order."""
    rule = Rule("week", timezone.localdate() + timedelta(days=7))
    about = {"title": "Overleg", "place": "De Wiardt", "starts": time(19, 30), "ends": time(21)}
    first = Meeting.plan_series(group, by=by, rule=rule, turns=range(4), **about)
    return list(first.series.meetings.order_by("turn"))


def test_a_group_that_stops_leaves_no_series_that_somebody_plans_meanwhile():
    group, person = GroupFactory(), PersonFactory()

    at_once(lambda: Group.objects.get(pk=group.pk).end(by=person), lambda: series(group, person))

    assert not Meeting.objects.to_come().exists()


def test_of_two_who_move_the_rest_of_one_series_one_is_told():
    person = PersonFactory()
    rows = series(GroupFactory(), person)
    later = (timezone.localtime() + timedelta(days=40)).replace(hour=20)
    to = {"starts_at": later, "ends_at": later + timedelta(hours=1), "place": "Elders", "version": 1}

    told = at_once(*[lambda: Meeting.objects.get(pk=rows[1].pk).and_later().move(by=person, **to)] * 2)

    assert sum(isinstance(answer, Conflict) for answer in told) == 1
    assert set(Meeting.objects.values_list("sequence", flat=True)) == {0, 1}
    assert Meeting.objects.filter(sequence=1).values("series").distinct().count() == 1


def test_a_series_that_stops_from_two_ends_at_once_ends_whole_and_is_told_of():
    person = PersonFactory()
    rows = series(GroupFactory(), person)

    told = at_once(
        lambda: Meeting.objects.get(pk=rows[0].pk).and_later().cancel(by=person, reason="Klaar."),
        lambda: Meeting.objects.get(pk=rows[2].pk).and_later().cancel(by=person, reason="Vakantie."),
    )

    assert sum(along.count for along in told if not isinstance(along, InvalidTransition)) == len(rows)
    assert not Meeting.objects.to_come().exists()
    assert set(Meeting.objects.values_list("sequence", flat=True)) == {1}


def test_an_answer_to_one_of_a_series_that_moves_meanwhile_does_not_count_for_the_new_day():
    person = PersonFactory()
    rows = series(GroupFactory(), person)
    later = timezone.now() + timedelta(days=40)

    at_once(
        lambda: (
            Meeting.objects.get(pk=rows[1].pk)
            .and_later()
            .move(by=person, starts_at=later, ends_at=later, place="Elders")
        ),
        lambda: Meeting.objects.get(pk=rows[3].pk).take_answer(person, "yes", seen=0),
    )

    assert not Meeting.objects.get(pk=rows[3].pk).replies.standing().exists()


def test_of_two_who_plan_a_day_that_was_left_out_there_is_one_meeting():
    person = PersonFactory()
    rows = series(GroupFactory(), person)
    Meeting.objects.filter(pk=rows[2].pk).delete()

    planned = at_once(*[lambda: Meeting.plan_left_out(rows[0].series, 2, by=person)] * 2)

    assert planned[0] == planned[1]
    assert Meeting.objects.filter(turn=2).count() == 1
    assert MeetingEvent.objects.filter(kind="planned").count() == 2


def test_a_day_that_was_left_out_is_planned_before_the_rest_moves_or_not_at_all():
    person = PersonFactory()
    rows = series(GroupFactory(), person)
    Meeting.objects.filter(pk=rows[2].pk).delete()
    later = timezone.now() + timedelta(days=40)

    at_once(
        lambda: Meeting.plan_left_out(rows[0].series, 2, by=person),
        lambda: (
            Meeting.objects.get(pk=rows[1].pk)
            .and_later()
            .move(by=person, starts_at=later, ends_at=later, place="Elders")
        ),
    )

    assert list(rows[0].series.meetings.values_list("turn", flat=True)) == [0]


def test_an_action_point_is_done_or_dropped_not_both_and_told_once():
    action, person = ActionPoint.objects.create(meeting=_begun(), text="Bezems"), PersonFactory()

    won = at_once(
        lambda: ActionPoint.objects.get(pk=action.pk).tick_off(by=person),
        lambda: ActionPoint.objects.get(pk=action.pk).drop(by=person, reason="Te duur."),
    )

    assert sorted(won) == [False, True]
    assert list(action.events.values_list("kind", flat=True)) == (["done"] if won[0] else ["dropped"])


def test_two_workers_remind_of_an_action_point_once():
    action = ActionPoint.objects.create(meeting=_begun(), text="Bezems", due=timezone.localdate())

    won = at_once(*[lambda: ActionPoint.objects.get(pk=action.pk).remind()] * 2)

    assert sorted(won) == [False, True]
    assert action.events.count() == 1
