"""Minutes that are out: not changed any more, put right below them; and the clock beside the points of an agenda."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Person
from communication import outbox
from communication.choices import choices_url
from communication.models import Notification, OutreachTask
from groups.models import AgendaPoint, Correction, InvalidTransition, Meeting
from tests.factories import MeetingFactory, MembershipFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
State = Meeting.State


@pytest.fixture
def adopted(koplopersgroep):
    then = timezone.localtime() - timedelta(days=40)
    return MeetingFactory(group=koplopersgroep, starts_at=then, state=State.MINUTES_ADOPTED, minutes="Zo was het.")


def correct(client, meeting, **fields):
    return client.post(f"{meeting.get_absolute_url()}verslag/verbeteren/", fields)


def test_the_chair_puts_adopted_minutes_right_below_them(client, adopted, koplopers_chair):
    client.force_login(koplopers_chair)
    assert "Verbeter het verslag" in client.get(adopted.get_absolute_url()).text

    for _ in range(2):
        response = correct(client, adopted, text="Het waren er acht.")

    assert response.url == f"{adopted.get_absolute_url()}#verslag"
    assert list(adopted.corrections.values_list("text", "by", "on", "members_only")) == [
        ("Het waren er acht.", koplopers_chair.person.pk, timezone.localdate(), False)
    ]
    client.logout()
    page = client.get(adopted.get_absolute_url()).text
    for words in ("Zo was het.", "Verbetering van ", "Het waren er acht."):
        assert words in page
    assert "Verbeter het verslag" not in page


def test_a_correction_for_members_is_for_members(client, adopted, koplopers_chair, koploper):
    client.force_login(koplopers_chair)
    correct(client, adopted, text="Jan zei dat niet.", members_only="on")

    client.logout()
    assert "Jan zei dat niet." not in client.get(adopted.get_absolute_url()).text
    client.force_login(koploper)
    assert "Jan zei dat niet." in client.get(adopted.get_absolute_url()).text


def deliver():
    outbox.process_events()
    outbox.send_due()


def test_members_hear_of_a_correction_at_once_weekly_not_at_all_or_by_telephone(
    client, adopted, koplopers_chair, koploper
):
    chosen = Person.MailFrequency
    rows = {choice: UserFactory(email=f"{choice}@voorbeeld.test").person for choice in chosen}
    for choice, person in rows.items():
        person.choose_mail(choice)
        MembershipFactory(group=adopted.group, person=person)
    truus = MembershipFactory(group=adopted.group, person=PersonFactory(user=None, email="", name="Truus")).person
    UserFactory().person.groupfollows.create(group=adopted.group)
    client.force_login(koplopers_chair)

    correct(client, adopted, text="Het waren er acht.")
    page = client.get(adopted.get_absolute_url()).text
    deliver()

    assert "De verbetering staat onder het verslag. De leden krijgen bericht." in page
    assert list(adopted.events.values_list("kind", "actor", "reason")) == [
        ("corrected", koplopers_chair.person.pk, "Het waren er acht.")
    ]
    assert {(one.person, one.kind) for one in Notification.objects.select_related("person")} == {
        (rows[chosen.AT_ONCE], "meeting-corrected"),
        (rows[chosen.WEEKLY], "week-news"),
        (koploper.person, "week-news"),
    }
    [message] = mail.outbox
    assert message.subject == f"Verslag verbeterd: {adopted.title}"
    assert "Het waren er acht." in message.body
    assert f"{adopted.get_absolute_url()}#verslag" in message.body
    assert not message.attachments
    assert rows[chosen.AT_ONCE].address_on_file == message.to[0]
    assert message.extra_headers["List-Unsubscribe"] == f"<http://127.0.0.1:8000{choices_url(rows[chosen.AT_ONCE])}>"
    [task] = OutreachTask.objects.all()
    assert (task.person, task.what, task.text) == (truus, f"Verslag verbeterd: {adopted.title}", "Het waren er acht.")


def test_who_wants_no_mail_any_more_gets_no_correction_that_still_waited(adopted, koplopers_chair, koploper):
    koploper.person.choose_mail("at_once")
    Correction.add(adopted, by=koplopers_chair.person, text="Het waren er acht.")
    outbox.process_events()
    koploper.person.choose_mail("never")

    outbox.send_due()

    assert mail.outbox == []


def test_the_mail_of_the_week_has_one_line_of_it_for_who_is_still_a_member(adopted, koplopers_chair, koploper):
    left = MembershipFactory(group=adopted.group, person=UserFactory(email="weg@voorbeeld.test").person).person
    for text in ("Het waren er zeven.", "Het waren er acht."):
        Correction.add(adopted, by=koplopers_chair.person, text=text)
    outbox.process_events()
    adopted.group.leave(left)

    Notification.objects.update(due_at=timezone.now())
    outbox.send_due()

    [message] = mail.outbox
    assert message.to == ["koploper@voorbeeld.test"]
    assert "VAN JOU" in message.body
    assert f"Koplopersgroep, ‘{adopted.title}’: verslag verbeterd (2 berichten).\nHet waren er acht.\n" in message.body


@pytest.mark.parametrize(("is_public", "members_only"), [(True, True), (False, False)])
def test_what_is_for_members_stands_on_no_list_and_in_no_event(adopted, koplopers_chair, is_public, members_only):
    MembershipFactory(group=adopted.group, person=PersonFactory(user=None, email="", name="Truus"))
    Meeting.objects.update(is_public=is_public)
    adopted.refresh_from_db()

    Correction.add(adopted, by=koplopers_chair.person, text="Jan zei dat niet.", members_only=members_only)
    deliver()

    task = OutreachTask.objects.get()
    assert task.what.startswith("Verslag verbeterd: ")
    assert task.text == adopted.events.get().reason == ""


def test_others_correct_nothing(client, adopted, koploper, chair):
    for user in (koploper, chair):
        client.force_login(user)
        assert correct(client, adopted, text="Anders").status_code == 403

    assert not Correction.objects.exists()


@pytest.mark.parametrize("state", [State.PLANNED, State.HELD, State.MINUTES_DRAFT])
def test_what_can_still_be_written_is_not_corrected(client, adopted, koplopers_chair, state):
    Meeting.objects.update(state=state)
    client.force_login(koplopers_chair)

    assert correct(client, adopted, text="Anders").url == adopted.get_absolute_url()
    with pytest.raises(InvalidTransition):
        Correction.add(adopted, text="Anders")
    assert not Correction.objects.exists()


def test_an_empty_correction_says_so(client, adopted, koplopers_chair):
    client.force_login(koplopers_chair)

    assert "Schrijf op wat er anders moet." in correct(client, adopted, text=" ").text


def test_who_types_while_the_minutes_are_adopted_keeps_the_text(client, adopted, koplopers_chair):
    point = AgendaPoint.objects.create(meeting=adopted, title="Bomen")
    client.force_login(koplopers_chair)

    response = client.post(
        f"{adopted.get_absolute_url()}verslag/", {"part": "text", "point": point.pk, "minutes": "Net getypt"}
    )

    assert response.status_code == 409
    assert "Net getypt" in response.text
    assert "Dit kan nu niet: het verslag is vastgesteld." in response.text
    point.refresh_from_db()
    assert point.minutes == ""


def test_the_back_office_does_not_change_adopted_minutes(client, adopted, administrator):
    adopted.decisions.create(text="Zo is het")
    client.force_login(administrator)

    page = client.get(f"/beheer/groups/meeting/{adopted.pk}/change/").text

    assert "Zo was het." in page
    for name in ("minutes", "decisions-0-text", "points-0-title"):
        assert f'name="{name}"' not in page


def test_the_clock_stands_beside_the_points_until_nobody_knows(client, group):
    starts = timezone.localtime().replace(hour=19, minute=30) + timedelta(days=2)
    meeting = MeetingFactory(group=group, starts_at=starts, ends_at=starts + timedelta(minutes=30))
    for title, minutes in (("Een", 15), ("Twee", None), ("Drie", 40)):
        AgendaPoint.put_on(meeting, title=title, minutes_planned=minutes)

    page = client.get(meeting.get_absolute_url()).text

    assert page.count("<time>19.30 uur</time>") == page.count("<time>19.45 uur</time>") == 1
    assert page.count("<time>") == 2
    assert "Samen 55 minuten." in page
    assert "Dat is 25 minuten langer dan de bijeenkomst duurt." in page


def test_an_agenda_without_minutes_has_no_clock(client, group):
    meeting = MeetingFactory(group=group)
    AgendaPoint.put_on(meeting, title="Een")

    assert "<time>" not in client.get(meeting.get_absolute_url()).text
