"""Who comes: answered on the page, by a link without signing in, written down by the chair; and asked again."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.signing import Signer
from django.utils import timezone

from communication import outbox
from communication.models import OutreachTask
from core.dates import day, day_time
from core.logging import redact
from groups import tasks
from groups.models import Meeting, MeetingEvent, Reply
from tests.factories import GroupFactory, MeetingFactory, MembershipFactory, PersonFactory, UserFactory
from wijkdeal import erasing, own_data

WHO_KNOWS = "Waar het is, weet de voorzitter van Werkgroep Julianapark."
pytestmark = pytest.mark.django_db
SECRET_PLACE = "https://praten.voorbeeld.test/kamer-7"


@pytest.fixture
def meeting(group):
    return MeetingFactory(group=group, title="Overleg van november", place="De Wiardt", online_url=SECRET_PLACE)


def planned(group, chair, **fields):
    starts = timezone.now() + timedelta(days=9)
    about = {"title": "Overleg", "starts_at": starts, "ends_at": starts + timedelta(hours=2), "place": "De Wiardt"}
    return Meeting.plan(group, by=chair.person, **(about | fields))


def moved(meeting, by, days=20):
    starts = timezone.now() + timedelta(days=days)
    meeting.move(by=by.person, starts_at=starts, ends_at=starts + timedelta(hours=1), place="Elders")


def letters(mailoutbox):
    """{address: text} of what goes out now."""
    mailoutbox.clear()
    outbox.process_events()
    outbox.send_due()
    return {message.to[0]: message.body for message in mailoutbox}


def link_in(text):
    return re.search(r"https?://[^/\s]+(/komst/\S+)", text)[1]


def answers():
    return list(Reply.objects.order_by("person__name").values_list("person__name", "answer"))


# -- on the page -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "words"),
    [("yes", "Fijn dat je komt."), ("no", "Je komt niet."), ("maybe", "Je weet het nog niet.")],
)
def test_a_member_says_whether_she_comes(client, meeting, member, answer, words):
    client.force_login(member)

    page = client.post(f"{meeting.get_absolute_url()}komst/", {"answer": answer, "seen": 0}, follow=True)

    assert answers() == [("Gea Postema", answer)]
    assert words in page.content.decode()
    assert page.redirect_chain[0][0].endswith("#komst")


def test_a_member_who_changes_her_mind_has_one_answer(client, meeting, member):
    client.force_login(member)
    for answer in ("yes", "no"):
        client.post(f"{meeting.get_absolute_url()}komst/", {"answer": answer})

    assert answers() == [("Gea Postema", "no")]


def test_members_see_how_many_come_and_who(client, meeting, member, chair, secretary):
    meeting.take_answer(chair.person, "yes")
    meeting.take_answer(secretary.person, "maybe")
    client.force_login(member)

    page = client.get(meeting.get_absolute_url()).content.decode()

    assert "1 mens komt" in page
    assert "Weten het nog niet: \nSietske Bakker" in page
    assert "Nog geen antwoord" not in page


def test_the_chair_sees_who_did_not_answer_and_writes_down_what_he_hears(client, meeting, member, chair):
    client.force_login(chair)
    assert "Nog geen antwoord: \nGea Postema" in client.get(meeting.get_absolute_url()).content.decode()
    assert '<option value="">Kies een lid</option>' in client.get(meeting.get_absolute_url()).text

    page = client.post(
        f"{meeting.get_absolute_url()}komst/noteren/", {"person": member.person.pk, "answer": "yes"}, follow=True
    )

    assert answers() == [("Gea Postema", "yes")]
    assert "Het antwoord is bewaard." in page.content.decode()


def test_the_chair_writes_down_nothing_for_who_is_not_in_the_group(client, meeting, chair, resident):
    client.force_login(chair)

    page = client.post(
        f"{meeting.get_absolute_url()}komst/noteren/", {"person": resident.person.pk, "answer": "yes"}, follow=True
    )

    assert answers() == []
    assert "Kies van wie het antwoord is." in page.content.decode()


def test_the_secretary_puts_right_what_a_member_said_before(client, meeting, member, secretary):
    meeting.take_answer(member.person, "yes")
    client.force_login(secretary)
    assert "Gea Postema (zei: ik kom)" in client.get(meeting.get_absolute_url()).text

    client.post(f"{meeting.get_absolute_url()}komst/noteren/", {"person": member.person.pk, "answer": "no"})

    reply = meeting.replies.get()
    assert (reply.answer, reply.noted_by) == ("no", secretary.person)


def test_a_member_does_not_answer_for_another(client, meeting, member, chair):
    client.force_login(member)

    response = client.post(f"{meeting.get_absolute_url()}komst/noteren/", {"person": chair.person.pk, "answer": "no"})

    assert response.status_code == 403
    assert answers() == []


def test_a_resident_comes_to_listen_to_a_public_meeting_and_sees_nobody_else(client, meeting, resident, member):
    meeting.take_answer(member.person, "yes")
    client.force_login(resident)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Kom je luisteren?" in page
    assert "Gea Postema" not in page

    client.post(f"{meeting.get_absolute_url()}komst/", {"answer": "yes"})

    assert answers() == [("Fenna Dijkema", "yes"), ("Gea Postema", "yes")]


def test_a_visitor_is_not_told_who_comes(client, meeting, member):
    meeting.take_answer(member.person, "yes")

    page = client.get(meeting.get_absolute_url()).content.decode()

    assert "Gea Postema" not in page
    assert "Kom je" not in page


@pytest.mark.parametrize("is_public", [True, False])
def test_who_may_answer_on_the_page(meeting, member, resident, administrator, is_public):
    Meeting.objects.update(is_public=is_public)
    meeting.refresh_from_db()
    people = {"visitor": AnonymousUser(), "member": member, "resident": resident, "administrator": administrator}

    found = {name for name, user in people.items() if meeting.answerable_by(user)}

    assert found == ({"member", "resident", "administrator"} if is_public else {"member"})


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "cancelled", "cancel_reason": "Te nat."}, "de bijeenkomst is afgelast"),
        ({"state": "held"}, "de bijeenkomst is gehouden"),
        ({"starts_at": timezone.localtime() - timedelta(days=2)}, "de bijeenkomst is geweest"),
    ],
)
def test_nobody_says_to_come_to_what_is_over_or_off(client, group, member, fields, words):
    meeting = MeetingFactory(group=group, **fields)
    client.force_login(member)
    assert "Kom je?" not in client.get(meeting.get_absolute_url()).content.decode()

    page = client.post(f"{meeting.get_absolute_url()}komst/", {"answer": "yes"}, follow=True)

    assert words in page.content.decode()
    assert answers() == []


@pytest.mark.parametrize("sent", [{}, {"answer": "misschien"}, {"answer": "yes", "seen": "9" * 30}])
def test_what_no_button_sends_is_no_answer(client, meeting, member, sent):
    client.force_login(member)

    page = client.post(f"{meeting.get_absolute_url()}komst/", sent, follow=True)

    assert "Kies een van de knoppen" in page.content.decode()
    assert answers() == []


# -- the link in the mail ----------------------------------------------------------------------------------------------


def test_the_mail_about_a_new_meeting_holds_a_link_of_ones_own(client, group, chair, member, secretary, mailoutbox):
    meeting = planned(group, chair, online_url=SECRET_PLACE)

    told = letters(mailoutbox)

    assert set(told) == {member.email, secretary.email}
    links = {link_in(text) for text in told.values()}
    assert len(links) == 2
    page = client.get(link_in(told[member.email]))
    assert "Deze link is van Gea Postema" in page.content.decode()
    assert SECRET_PLACE in page.content.decode()
    assert meeting.title in page.content.decode()


def test_opening_the_link_changes_nothing_and_pressing_a_button_does(client, meeting, member):
    address = meeting.answer_address(member.person)
    for _ in range(3):
        client.get(address)
        client.head(address)
    assert answers() == []

    page = client.post(address, {"answer": "yes", "seen": meeting.sequence}, follow=True)

    assert answers() == [("Gea Postema", "yes")]
    assert "Je zei: <b>ik kom</b>" in page.content.decode()
    assert "sessionid" not in client.cookies


def test_the_page_behind_the_link_is_kept_and_found_by_nobody_and_told_to_no_other_site(client, meeting, member):
    response = client.get(meeting.answer_address(member.person))

    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer, same-origin"
    assert response["X-Robots-Tag"] == "noindex"


def test_the_link_does_not_stand_in_a_log(meeting, member):
    address = meeting.answer_address(member.person)

    assert redact(f"GET {address} 200") == "GET /komst/[geheim]/ 200"


def test_the_link_gives_no_more_than_this_meeting(client, group, meeting, member):
    other = MeetingFactory(group=group, title="Iets anders")
    response = client.get(meeting.answer_address(member.person))

    assert "Iets anders" not in response.content.decode()
    assert not response.wsgi_request.user.is_authenticated
    assert other.answer_address(member.person) != meeting.answer_address(member.person)


def test_a_link_that_we_did_not_give_out_is_not_found(client, meeting, member, resident):
    address = meeting.answer_address(member.person)
    forged = Signer(salt="iets-anders", sep=".").sign_object([meeting.pk, member.person.pk])

    for path in (address[:-2] + "/", address.replace(".", "A.", 1), f"/komst/{forged}/", "/komst/x/"):
        assert client.get(path).status_code == 404


def left(member, meeting):
    meeting.group.leave(member.person)


def closed(member, meeting):
    member.is_active = False
    member.save()


def over(member, meeting):
    long_ago = timezone.localtime() - timedelta(days=3)
    Meeting.objects.update(starts_at=long_ago, ends_at=long_ago)


@pytest.mark.parametrize("happened", [left, closed, over])
def test_the_link_stops_when_the_meeting_is_over_or_the_person_no_member_any_more(client, meeting, member, happened):
    address = meeting.answer_address(member.person)
    happened(member, meeting)

    shown, pressed = client.get(address), client.post(address, {"answer": "yes"})

    assert (shown.status_code, pressed.status_code) == (410, 410)
    assert answers() == []
    for words in (meeting.title, meeting.place, SECRET_PLACE):
        assert words not in shown.content.decode()


def test_the_link_of_a_cancelled_meeting_says_that_it_is_off(client, meeting, member, chair):
    address = meeting.answer_address(member.person)
    meeting.cancel(by=chair.person, reason="De zaal is dicht.")

    shown, pressed = client.get(address), client.post(address, {"answer": "yes"})

    assert "De zaal is dicht." in shown.content.decode()
    assert SECRET_PLACE not in shown.content.decode()
    assert pressed.status_code == 409
    assert answers() == []


# -- moved and cancelled -----------------------------------------------------------------------------------------------


def test_an_answer_to_the_old_time_does_not_count_for_the_new_one(client, meeting, member, chair):
    meeting.take_answer(member.person, "yes")

    moved(meeting, chair)

    client.force_login(chair)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "0 mensen komen" in page
    assert "Nog geen antwoord: \nGea Postema" in page


def test_an_answer_stays_when_only_the_words_change(meeting, member):
    meeting.take_answer(member.person, "yes")

    meeting.edit(version=None, agenda_text="Ook over de bomen.")

    assert meeting.replies.standing().count() == 1


def test_who_presses_while_it_was_moved_is_told_and_shown_the_new_time(client, meeting, member, chair):
    address, seen = meeting.answer_address(member.person), meeting.sequence
    moved(meeting, chair)

    page = client.post(address, {"answer": "yes", "seen": seen})

    assert page.status_code == 409
    assert "net verplaatst" in page.content.decode()
    assert "Elders" in page.content.decode()
    assert answers() == []
    client.post(address, {"answer": "yes", "seen": meeting.sequence})
    assert meeting.replies.standing().count() == 1


def test_on_the_page_too_who_presses_while_it_was_moved_is_told(client, meeting, member, chair):
    moved(meeting, chair)
    client.force_login(member)

    page = client.post(f"{meeting.get_absolute_url()}komst/", {"answer": "yes", "seen": 0}, follow=True)

    assert "net verplaatst" in page.content.decode()
    assert answers() == []


def test_who_said_yes_is_asked_again_when_it_moves_members_or_not(group, chair, member, resident, mailoutbox):
    meeting = planned(group, chair, online_url=SECRET_PLACE)
    letters(mailoutbox)
    for user in (member, resident):
        meeting.take_answer(user.person, "yes")

    moved(meeting, chair)
    told = letters(mailoutbox)

    assert set(told) == {member.email, resident.email}
    assert "Je zei dat je kwam. Kom je nu ook?" in told[member.email]
    assert link_in(told[member.email])
    assert "Je zei dat je kwam. Kom je nu ook?" in told[resident.email]
    assert "/komst/" not in told[resident.email]
    assert SECRET_PLACE not in told[resident.email]
    assert SECRET_PLACE in told[member.email]


def test_who_said_yes_hears_at_once_that_it_is_off_also_with_a_weekly_mail(meeting, resident, chair, mailoutbox):
    meeting.take_answer(resident.person, "yes")
    meeting.cancel(by=chair.person, reason="De zaal is dicht.")

    assert "De zaal is dicht." in letters(mailoutbox)[resident.email]


def test_who_said_no_and_is_no_member_is_left_in_peace(meeting, resident, chair, mailoutbox):
    meeting.take_answer(resident.person, "no")
    moved(meeting, chair)

    assert resident.email not in letters(mailoutbox)


def test_who_left_hears_nothing_of_what_is_for_members_only(group, member, chair, mailoutbox):
    meeting = MeetingFactory(group=group, is_public=False)
    meeting.take_answer(member.person, "yes")
    group.leave(member.person)

    moved(meeting, chair)

    assert letters(mailoutbox) == {}
    assert not meeting.replies.standing().exists()


# -- the reminder ------------------------------------------------------------------------------------------------------


def reminded(mailoutbox):
    tasks.remind(0)
    return letters(mailoutbox)


@pytest.mark.parametrize(("days", "is_reminded"), [(1, True), (2, True), (4, False), (-1, False)])
def test_who_did_not_answer_is_reminded_two_days_before(group, member, secretary, mailoutbox, days, is_reminded):
    meeting = MeetingFactory(group=group, starts_at=timezone.now() + timedelta(days=days))
    meeting.replies.create(person=secretary.person, answer="no", sequence=0)

    told = reminded(mailoutbox)

    assert set(told) == ({member.email} if is_reminded else set())
    if is_reminded:
        assert "We hoorden nog niet of je komt." in told[member.email]
        assert link_in(told[member.email])


def test_nobody_is_reminded_twice_or_right_after_the_invitation(group, chair, member, mailoutbox):
    MeetingFactory(group=group, starts_at=timezone.now() + timedelta(days=2))
    soon = timezone.now() + timedelta(days=1)
    planned(group, chair, starts_at=soon, ends_at=soon)

    tasks.remind(0)
    tasks.remind(0)

    assert MeetingEvent.objects.filter(kind="reminded").count() == 1


def test_who_answers_before_the_reminder_goes_out_does_not_get_it(group, member, mailoutbox):
    meeting = MeetingFactory(group=group, starts_at=timezone.now() + timedelta(days=2))
    tasks.remind(0)
    outbox.process_events()
    meeting.take_answer(member.person, "yes")

    assert letters(mailoutbox) == {}


def test_two_days_before_is_said_by_the_clock_here_in_the_night_that_it_changes(group, member):
    amsterdam = ZoneInfo("Europe/Amsterdam")
    last = MeetingFactory(group=group, starts_at=datetime(2027, 3, 28, 23, 30, tzinfo=amsterdam))
    MeetingFactory(group=group, starts_at=datetime(2027, 3, 29, 0, 0, tzinfo=amsterdam))

    with time_machine.travel(datetime(2027, 3, 26, 9, 13, tzinfo=amsterdam)):
        tasks.remind(0)

    assert list(MeetingEvent.objects.values_list("meeting", "kind")) == [(last.pk, "reminded")]


# -- without an address ------------------------------------------------------------------------------------------------


def test_a_member_without_mail_is_called_about_the_invitation_and_not_once_more(group, chair, mailoutbox):
    truus = PersonFactory(name="Truus", user=None, email="")
    MembershipFactory(group=group, person=truus)
    starts = timezone.now() + timedelta(hours=47)
    meeting = planned(group, chair, starts_at=starts, ends_at=starts)
    letters(mailoutbox)
    MeetingEvent.objects.update(at=timezone.localtime() - timedelta(days=8))

    reminded(mailoutbox)

    task = OutreachTask.objects.get()
    assert (task.person, task.href) == (truus, meeting.get_absolute_url())
    assert "Kom je?" in task.text


def test_who_calls_a_member_without_mail_does_not_read_what_is_for_members_only(client, group, chair, counter):
    truus = PersonFactory(name="Truus", user=None, email="")
    MembershipFactory(group=group, person=truus)
    meeting = planned(group, chair, title="Ruzie om de sleutel", place="Bij Wim thuis", is_public=False)
    later = meeting.starts_at + timedelta(days=1)
    outbox.process_events()
    meeting.move(by=chair.person, starts_at=later, ends_at=later, place="Bij Gea thuis")
    outbox.process_events()
    meeting.cancel(by=chair.person, reason="Wim en Gea maken ruzie.")
    outbox.process_events()

    told = f"een bijeenkomst van Werkgroep Julianapark, alleen voor leden, op {day(later)}"
    first, asked = (f"{day_time(at).capitalize()}. {WHO_KNOWS} Kom je?" for at in (later - timedelta(days=1), later))
    off = f"Het zou zijn op {day_time(later)}. De reden weet de voorzitter van Werkgroep Julianapark."
    tasks = OutreachTask.objects.filter(person=truus).order_by("pk").values_list("what", "text")
    planned_on = told.replace(day(later), day(later - timedelta(days=1)))
    assert list(tasks) == [
        (f"Gepland: {planned_on}", first),
        (f"Verplaatst: {told}", asked),
        (f"Afgelast: {told}", off),
    ]
    client.force_login(counter)
    page = client.get("/balie/").text
    assert told in page
    assert not any(word in page for word in ("sleutel", "thuis", "ruzie"))


def test_nobody_calls_about_a_meeting_that_was_over_when_it_was_written_down(group, chair):
    MembershipFactory(group=group, person=PersonFactory(user=None, email=""))
    yesterday = timezone.now() - timedelta(days=1)
    planned(group, chair, starts_at=yesterday, ends_at=yesterday + timedelta(hours=1))

    outbox.process_events()

    assert not OutreachTask.objects.exists()


def test_who_calls_a_member_says_on_which_day_and_where_it_would_be_and_why_it_is_off(group, chair):
    truus = PersonFactory(name="Truus", user=None, email="")
    MembershipFactory(group=group, person=truus)
    meeting = MeetingFactory(group=group, place="Het Wiekhuis")

    meeting.cancel(by=chair.person, reason="De zaal is dicht.")
    outbox.process_events()

    words = f"Het zou zijn op {day_time(meeting.starts_at)}, Het Wiekhuis. De reden: De zaal is dicht."
    assert OutreachTask.objects.get(person=truus).text == words


def test_why_it_was_off_among_members_stays_there_when_all_may_see_the_meeting(group, chair):
    truus = PersonFactory(name="Truus", user=None, email="")
    MembershipFactory(group=group, person=truus)
    meeting = MeetingFactory(group=group, place="Het Wiekhuis", is_public=False)

    meeting.cancel(by=chair.person, reason="Wim en Gea maken ruzie.")
    MeetingEvent.objects.create(meeting=meeting, kind="opened")
    type(meeting).objects.filter(pk=meeting.pk).update(is_public=True)
    outbox.process_events()

    task = OutreachTask.objects.get(person=truus)
    assert task.text == f"Het zou zijn op {day_time(meeting.starts_at)}, Het Wiekhuis."


# -- where to take part online -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["visitor", "resident", "member"])
def test_only_members_read_where_to_take_part_online(client, meeting, member, resident, role):
    if role != "visitor":
        client.force_login({"resident": resident, "member": member}[role])
    url = meeting.get_absolute_url()

    found = {SECRET_PLACE in client.get(address).content.decode().replace("\r\n ", "")
             for address in (url, f"{url.removesuffix('/')}.ics")}  # fmt: skip

    assert found == {role == "member"}
    assert SECRET_PLACE not in client.get("/agenda.ics").content.decode().replace("\r\n ", "")


def test_followers_do_not_get_the_online_address_by_mail(group, chair, neighbour, mailoutbox):
    neighbour.person.mail_frequency = "at_once"
    neighbour.person.save()
    group.follows.create(person=neighbour.person)
    planned(group, chair, online_url=SECRET_PLACE)

    told = letters(mailoutbox)

    assert SECRET_PLACE not in told[neighbour.email]
    assert all(SECRET_PLACE not in str(attached) for attached in mailoutbox[0].attachments)


# -- one's own data ----------------------------------------------------------------------------------------------------


def test_what_one_answered_is_in_ones_data_and_goes_with_the_account(meeting, member):
    meeting.take_answer(member.person, "maybe")

    assert own_data.collect(member)["ik_kom_naar_bijeenkomsten"][0]["answer"] == "maybe"
    erasing.erase(member)

    assert not Reply.objects.exists()


@pytest.mark.parametrize("times", [2, 12])
def test_the_page_costs_as_many_queries_whoever_comes(client, meeting, chair, times, django_assert_max_num_queries):
    for number in range(times):
        user = UserFactory(name=f"Lid {number}")
        MembershipFactory(group=meeting.group, person=user.person)
        meeting.take_answer(user.person, "yes")
    client.force_login(chair)
    GroupFactory()

    with django_assert_max_num_queries(12):
        client.get(meeting.get_absolute_url())
