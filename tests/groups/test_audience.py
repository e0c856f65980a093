"""A meeting that is opened or closed: what members said stays theirs, and who comes hears that it is closed."""

import re
from datetime import time, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from communication import outbox
from communication.models import OutreachTask
from core.repeating import Rule
from groups.models import ActionPoint, AgendaPoint, Decision, Meeting, MeetingEvent, Reply
from tests.factories import MeetingFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def private(group):
    return MeetingFactory(group=group, is_public=False, title="Ledenavond", place="Bij Wim thuis")


@pytest.fixture
def public(group):
    return MeetingFactory(group=group, place="De Wiardt")


@pytest.fixture
def neighbour(db):
    user = UserFactory(email="buur@voorbeeld.test", name="Buur Vrouw")
    user.person.mail_frequency = "at_once"
    user.person.save()
    return user


def edit(client, meeting, **typed):
    typed = {"title": meeting.title, "text": "", "online_url": "", "version": meeting.version} | typed
    return client.post(f"{meeting.get_absolute_url()}aanpassen/", typed, follow=True)


def read(meeting, user=None):
    client = Client()
    if user:
        client.force_login(user)
    return client.get(meeting.get_absolute_url()).text


def move(meeting, chair, place="De Wiardt"):
    meeting.move(by=chair.person, starts_at=meeting.starts_at, ends_at=meeting.ends_at, place=place)


def begin(meeting):
    began = timezone.now() - timedelta(minutes=5)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=began, ends_at=began + timedelta(hours=2))
    meeting.refresh_from_db()


def letters_to(user):
    outbox.process_events()
    outbox.send_due()
    return [message for message in mail.outbox if message.to == [user.email]]


def test_where_a_meeting_of_members_was_to_be_stays_theirs_when_it_is_opened(client, group, private, chair, member):
    move(private, chair)
    client.force_login(chair)

    edit(client, private, text="Iedereen is welkom.")

    assert Meeting.objects.get().is_public
    assert list(private.events.values_list("kind", "actor", "reason")[:1]) == [("opened", chair.person.pk, "")]
    assert "Bij Wim thuis" not in read(private)
    assert "is verplaatst" not in read(private)
    assert "Bij Wim thuis" in read(private, member)


def test_where_a_public_meeting_was_to_be_everybody_still_reads(client, public, chair):
    move(public, chair, place="De Brink")
    client.force_login(chair)
    edit(client, public, members_only="on")
    edit(client, Meeting.objects.get())

    assert "De Wiardt." in read(public)


def test_who_follows_the_group_gets_no_place_of_members_by_mail(client, group, private, chair, neighbour):
    group.follows.create(person=neighbour.person)
    move(private, chair)
    client.force_login(chair)
    edit(client, private)

    letters = letters_to(neighbour)

    assert letters == []


def test_why_it_was_not_held_after_all_stays_among_the_members(client, group, private, chair, member):
    begin(private)
    private.hold(by=chair.person)
    private.take_back_held(by=chair.person, reason="Ruzie over geld.")
    client.force_login(chair)

    edit(client, private)

    assert Meeting.objects.get().is_public
    assert "Ruzie" not in read(private)
    assert "Ruzie over geld." in read(private, member)


def test_what_members_agreed_stays_theirs_when_the_meeting_is_opened(client, group, private, chair, member):
    begin(private)
    Decision.write_down(private, text="Wim stopt ermee")
    ActionPoint.write_down(private, text="Een nieuwe zoeken", person=None)
    client.force_login(chair)

    edit(client, private)

    assert Decision.objects.get().members_only
    assert ActionPoint.objects.get().members_only
    assert {word in read(private) for word in ("Wim stopt ermee", "Een nieuwe zoeken")} == {False}
    assert {word in read(private, member) for word in ("Wim stopt ermee", "Een nieuwe zoeken")} == {True}


def test_what_comes_back_on_the_agenda_is_not_told_when_it_is_opened(client, group, private, chair):
    earlier = MeetingFactory(group=group, is_public=False, starts_at=timezone.now() - timedelta(days=9))
    decision = Decision.objects.create(meeting=earlier, text="Wim stopt ermee")
    action = ActionPoint.objects.create(meeting=earlier, text="Geld tellen")
    AgendaPoint.bring_back(private, decision=decision)
    AgendaPoint.bring_back(private, action=action)
    client.force_login(chair)

    edit(client, private)

    first, second = private.points.values_list("title", flat=True)
    assert first.startswith("Weer bekijken: een besluit van ")
    assert second.startswith("Nog niet gedaan: een actiepunt van ")


@pytest.mark.parametrize("where", ["whole", "point"])
def test_a_meeting_of_which_members_wrote_the_minutes_is_not_opened(client, private, chair, where):
    begin(private)
    if where == "whole":
        private.write_minutes(by=chair.person, minutes="Wim was boos.")
    else:
        AgendaPoint.bring_up(private, by=chair.person, title="Geld", minutes="Wim was boos.")
    client.force_login(chair)

    page = edit(client, Meeting.objects.get()).text

    assert "de leden schreven er al een verslag bij" in page
    assert not Meeting.objects.get().is_public
    assert not MeetingEvent.objects.filter(kind="opened").exists()


def test_a_series_is_opened_with_what_members_agreed_kept_apart(client, group, chair):
    series = Meeting.plan_series(
        group, by=chair.person, rule=Rule("week", timezone.localdate() + timedelta(days=1)), turns=range(3),
        starts=time(20), ends=time(21), title="Overleg", place="De Wiardt", is_public=False,
    ).series  # fmt: skip
    first, second, third = series.meetings.order_by("turn")
    Decision.objects.create(meeting=second, text="Wim stopt ermee")
    client.force_login(chair)

    edit(client, first, later="on")

    assert series.meetings.filter(is_public=True).count() == 3
    assert Decision.objects.get().members_only
    assert MeetingEvent.objects.filter(kind="opened").count() == 3
    assert MeetingEvent.objects.unprocessed().filter(kind="opened").count() == 1


def test_who_said_yes_and_is_no_member_hears_that_it_is_for_members(client, group, public, chair, member, neighbour):
    for person in (neighbour.person, member.person):
        public.take_answer(person, Reply.Answer.YES)
    client.force_login(chair)

    page = edit(client, public, title="Ledenavond", members_only="on").text

    [letter] = letters_to(neighbour)
    assert "Eén gast zou komen, en krijgt bericht dat het alleen nog voor leden is." in page
    assert letter.subject == "Alleen nog voor leden: Werkgroep Julianapark"
    assert "‘Groenoverleg’, " in letter.body
    assert "Je hoeft dus niet te komen." in letter.body
    assert "Ledenavond" not in letter.body
    assert letters_to(member) == []


def test_a_guest_who_was_told_not_to_come_is_asked_anew_when_it_opens_again(client, public, chair, member, neighbour):
    for person in (neighbour.person, member.person):
        public.take_answer(person, Reply.Answer.YES)
    client.force_login(chair)
    edit(client, public, members_only="on")
    letters_to(neighbour)

    edit(client, Meeting.objects.get())

    assert list(public.replies.values_list("person", flat=True)) == [member.person.pk]
    assert "Je zei:" not in read(public, neighbour)
    assert "Ik kom luisteren" in read(public, neighbour)


def test_who_said_yes_and_has_no_address_is_called(client, group, public, chair):
    public.take_answer(PersonFactory(user=None, name="Truus"), Reply.Answer.YES)
    client.force_login(chair)

    edit(client, public, title="Ledenavond", members_only="on")
    outbox.process_events()

    task = OutreachTask.objects.get()
    assert "Dit is alleen nog voor leden: ‘Groenoverleg’, " in task.text
    assert "Ledenavond" not in f"{task.what} {task.text}"


def test_of_a_series_that_is_closed_everybody_who_comes_hears_once(client, group, chair, neighbour):
    series = Meeting.plan_series(
        group, by=chair.person, rule=Rule("week", timezone.localdate() + timedelta(days=1)), turns=range(3),
        starts=time(20), ends=time(21), title="Overleg", place="De Wiardt",
    ).series  # fmt: skip
    first, second, third = series.meetings.order_by("turn")
    for meeting in (second, third):
        meeting.take_answer(neighbour.person, Reply.Answer.YES)
    client.force_login(chair)

    edit(client, first, members_only="on", later="on")

    [letter] = letters_to(neighbour)
    assert "Dat geldt ook voor de keren daarna." in letter.body


def test_one_that_was_opened_again_meanwhile_is_not_told_of(client, public, chair, neighbour):
    public.take_answer(neighbour.person, Reply.Answer.YES)
    client.force_login(chair)
    edit(client, public, members_only="on")
    edit(client, Meeting.objects.get())

    assert letters_to(neighbour) == []
    assert public.replies.get().answer == Reply.Answer.YES


def test_one_that_is_closed_in_the_back_office_is_told_of_too(client, public, administrator, neighbour):
    administrator.is_superuser = True
    administrator.save()
    public.take_answer(neighbour.person, Reply.Answer.YES)
    client.force_login(administrator)
    none = {f"{name}-{part}_FORMS": "0" for name in ("points", "decisions", "actions") for part in ("TOTAL", "INITIAL")}

    client.post(
        f"/beheer/groups/meeting/{public.pk}/change/", none | {"title": "Ledenavond", "agenda_text": "", "minutes": ""}
    )

    [letter] = letters_to(neighbour)
    assert "‘Groenoverleg’, " in letter.body


@pytest.mark.parametrize("model", [Decision, ActionPoint])
def test_a_correction_that_stood_open_does_not_publish_what_members_agreed(client, private, chair, model):
    begin(private)
    row = model.objects.create(meeting=private, text="Wim stopt ermee")
    kind = "besluiten" if model is Decision else "actiepunten"
    address = f"{private.get_absolute_url()}{kind}/{row.pk}/"
    client.force_login(chair)
    assert "asks_for_whom" not in client.get(address).text
    edit(client, private)
    assert "asks_for_whom" in client.get(address).text

    clash = client.post(address, {"text": "Wim stopt er mee", "version": 1})

    row.refresh_from_db()
    assert clash.status_code == 409
    assert re.search(r'name="members_only"[^>]* checked', clash.text)
    assert row.members_only

    client.post(address, {"text": "Wim stopt er mee", "version": row.version})

    row.refresh_from_db()
    assert (row.text, row.members_only) == ("Wim stopt er mee", True)

    client.post(address, {"text": "Wim stopt er mee", "version": row.version, "asks_for_whom": "True"})

    row.refresh_from_db()
    assert not row.members_only
