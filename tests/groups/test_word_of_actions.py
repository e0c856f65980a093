"""Whose an action point is hears of it, is reminded once, and says from the mail how it stands."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail, signing
from django.utils import timezone

from communication import outbox
from communication.models import OutreachTask
from core.logging import redact
from groups.models import ActionPoint, Meeting
from groups.tasks import remind_of_actions
from tests.factories import GroupFactory, MeetingFactory, MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def held(group):
    then = timezone.localtime() - timedelta(days=2)
    return MeetingFactory(group=group, starts_at=then, state=Meeting.State.HELD)


@pytest.fixture
def action(held, member):
    due = TODAY() + timedelta(days=9)
    return ActionPoint.objects.create(meeting=held, text="Bezems kopen", person=member.person, due=due)


def deliver():
    outbox.process_events()
    outbox.send_due()


def subjects():
    return [(message.to[0], message.subject) for message in mail.outbox]


def kinds(action):
    return list(action.events.order_by("pk").values_list("kind", "actor__name", "reason"))


# -- who hears ---------------------------------------------------------------------------------------------------------


def test_who_gets_an_action_point_hears_of_it_at_once_with_a_link_that_needs_no_password(
    client, held, secretary, member
):
    client.force_login(secretary)

    client.post(f"{held.get_absolute_url()}actiepunten/nieuw/", {"text": "Bezems kopen", "person": member.person.pk})
    deliver()

    action = ActionPoint.objects.get()
    assert kinds(action) == [("given", "Sietske Bakker", "")]
    assert subjects() == [("gea@voorbeeld.test", "Actiepunt voor jou: Bezems kopen")]
    assert "Sietske Bakker schreef bij Werkgroep Julianapark op dat jij dit doet:" in mail.outbox[0].body
    assert action.own_address in mail.outbox[0].body


@pytest.mark.usefixtures("december")
def test_the_day_of_an_action_point_is_said_in_the_same_words_in_the_mail_and_on_every_page(
    client, held, secretary, member
):
    what = {"text": "Bezems kopen", "person": member.person, "due": date(2026, 12, 10)}
    action = ActionPoint.write_down(held, by=secretary.person, **what)
    deliver()
    client.force_login(member)

    assert "Bezems kopen, uiterlijk 10 dec" in mail.outbox[0].subject
    assert "Klaar uiterlijk donderdag 10 december." in mail.outbox[0].body
    assert "Klaar uiterlijk donderdag 10 december." in client.get(action.own_address).text
    for page in ("/mijn/", held.get_absolute_url(), f"{held.group.get_absolute_url()}actiepunten/"):
        assert "uiterlijk 10 dec" in client.get(page).text, page


def test_nobody_is_mailed_of_what_one_gave_oneself_or_of_what_is_nobodys(client, held, secretary):
    client.force_login(secretary)
    for person in (secretary.person.pk, ""):
        client.post(f"{held.get_absolute_url()}actiepunten/nieuw/", {"text": f"Doen {person}", "person": person})
    deliver()

    assert ActionPoint.objects.count() == 2
    assert mail.outbox == []


def test_who_has_no_address_is_called_and_the_list_does_not_say_what_is_for_members(held, secretary):
    truus = PersonFactory(user=None, email="", name="Truus")
    MembershipFactory(group=held.group, person=truus)
    for text, members_only in (("Bezems kopen", False), ("Onder ons", True)):
        ActionPoint.write_down(held, by=secretary.person, text=text, person=truus, members_only=members_only).put_off(
            by=secretary.person, due=TODAY(), reason=f"Want {text}"
        )
    deliver()

    told = [(task.person, task.what, task.text) for task in OutreachTask.objects.order_by("pk")]
    assert len(told) == 4
    assert any("Bezems kopen" in what for _, what, _ in told)
    assert "Onder ons" not in str(told)


def test_who_did_it_before_the_mail_went_is_not_mailed(held, secretary, member):
    action = ActionPoint.write_down(held, by=secretary.person, text="Bezems", person=member.person)
    action.tick_off(by=member.person)
    deliver()

    assert mail.outbox == []


def test_the_doer_hears_what_the_chair_makes_of_it(client, action, chair):
    client.force_login(chair)
    address = f"/groepen/{action.meeting.group.slug}/actiepunten/{action.pk}/vervalt/"

    client.post(address, {"reason": "We kregen bezems"})
    deliver()

    assert subjects()[0][1].startswith("Je actiepunt is vervallen: Bezems kopen")
    assert "Het hoeft niet meer: We kregen bezems" in mail.outbox[0].body


# -- reminded ----------------------------------------------------------------------------------------------------------


def test_on_its_day_the_doer_is_reminded_once_and_again_when_it_was_put_off(action, member):
    remind_of_actions(0)
    assert not action.events.exists()
    ActionPoint.objects.update(due=TODAY())

    for _ in range(2):
        remind_of_actions(0)
    deliver()
    action.refresh_from_db()

    assert kinds(action) == [("due", None, "")]
    assert subjects()[0][1].startswith("Is het klaar? Bezems kopen")
    assert action.own_address in mail.outbox[0].body
    action.put_off(by=member.person, due=TODAY() + timedelta(days=3), reason="Winkel dicht")
    ActionPoint.objects.update(due=TODAY() - timedelta(days=1))
    remind_of_actions(0)
    assert [kind for kind, *_ in kinds(action)] == ["due", "moved", "due"]


@pytest.mark.parametrize(
    "fields",
    [{"done_on": TODAY()}, {"dropped_reason": "te duur"}, {"person": None}, {"due": TODAY() - timedelta(days=8)}],
)
def test_nobody_is_reminded_of_what_needs_no_word(action, fields):
    ActionPoint.objects.update(**({"due": TODAY()} | fields))

    remind_of_actions(0)

    assert not action.events.exists()


# -- from the mail -----------------------------------------------------------------------------------------------------


def test_opening_the_link_changes_nothing_and_is_kept_nowhere(client, action):
    response = client.get(action.own_address)

    assert response.status_code == 200
    assert "Bezems kopen" in response.text
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer, same-origin"
    assert response["X-Robots-Tag"] == "noindex"
    assert set(response.cookies) <= {"csrftoken"}
    action.refresh_from_db()
    assert (action.is_open, action.events.exists()) == (True, False)


def test_the_doer_says_that_it_is_done_without_signing_in(client, action, member):
    for _ in range(2):
        response = client.post(action.own_address, {"do": "done"})

    action.refresh_from_db()
    assert response.url == action.own_address
    assert action.done_on == TODAY()
    assert kinds(action) == [("done", "Gea Postema", "")]
    assert "Dank je wel!" in client.get(action.own_address).text
    deliver()
    assert mail.outbox == []


def test_the_doer_puts_it_off_or_drops_it_with_a_reason(client, action):
    day = TODAY() + timedelta(days=20)
    assert "Vul de reden in." in client.post(action.own_address, {"do": "later", "due": day}).text
    assert "Vul de reden in." in client.post(action.own_address, {"do": "drop"}).text

    client.post(action.own_address, {"do": "later", "due": day, "reason": "Winkel dicht"})
    action.refresh_from_db()
    assert (action.due, action.moved_reason) == (day, "Winkel dicht")
    client.post(action.own_address, {"do": "drop", "reason": "We kregen bezems"})
    client.post(action.own_address, {"do": "done"})

    action.refresh_from_db()
    assert (action.dropped_reason, action.done_on) == ("We kregen bezems", None)
    assert "We kregen bezems" in client.get(action.own_address).text
    assert [kind for kind, *_ in kinds(action)] == ["moved", "dropped"]


def test_who_puts_it_off_twice_with_one_press_tells_it_once(client, action, chair):
    day = TODAY() + timedelta(days=20)
    client.force_login(chair)

    for _ in range(2):
        client.post(
            f"/groepen/{action.group.slug}/actiepunten/{action.pk}/verzetten/",
            {"due": day, "reason": "Winkel dicht", "seen": action.stands_for},
        )

    deliver()
    assert [kind for kind, *_ in kinds(action)] == ["moved"]
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("by_link", [True, False])
def test_of_two_who_put_it_off_the_second_is_told_and_may_send_again(client, action, chair, member, by_link):
    own, other = TODAY() + timedelta(days=20), TODAY() + timedelta(days=30)
    seen = action.stands_for
    action.put_off(by=chair.person, due=other, reason="Te druk")
    address = action.own_address if by_link else f"/groepen/{action.group.slug}/actiepunten/{action.pk}/verzetten/"
    client.force_login(member)
    typed = {"do": "later", "due": own, "reason": "Winkel dicht"}

    page = client.post(address, typed | {"seen": seen}).text

    action.refresh_from_db()
    assert action.due == other
    assert "Iemand anders heeft dit net verzet" in page
    assert f'name="seen" value="{other.isoformat()}"' in page
    client.post(address, typed | {"seen": other.isoformat()})
    action.refresh_from_db()
    assert (action.due, action.moved_reason) == (own, "Winkel dicht")


def test_mijn_leads_to_the_same_buttons_also_for_who_left_the_group(client, action, member):
    action.meeting.group.leave(member.person)
    client.force_login(member)

    assert f'<a href="{action.own_address}">Bezems kopen</a>' in client.get("/mijn/").text
    assert client.get(action.own_address).status_code == 200


@pytest.mark.parametrize("what", [{"members_only": True}, {"meeting": {"is_public": False}}])
def test_who_left_the_group_reads_no_more_of_what_is_for_members_only(client, action, member, what):
    Meeting.objects.update(**what.get("meeting", {"is_public": True}))
    ActionPoint.objects.update(members_only=what.get("members_only", False), due=TODAY())
    client.force_login(member)
    assert client.get(action.own_address).status_code == 200
    action.refresh_from_db()
    action.remind()
    outbox.process_events()
    action.meeting.group.leave(member.person)

    outbox.send_due()

    assert mail.outbox == []
    assert client.get(action.own_address).status_code == 404
    assert client.post(action.own_address, {"do": "done"}).status_code == 404
    assert "Bezems kopen" not in client.get("/mijn/").text
    action.refresh_from_db()
    assert action.is_open


def test_who_is_in_the_group_that_goes_on_with_it_reads_what_is_for_members_only(client, action, member):
    other = GroupFactory()
    MembershipFactory(group=other, person=member.person)
    action.meeting.group.leave(member.person)
    ActionPoint.objects.update(members_only=True, passed_to=other)

    assert client.get(action.own_address).status_code == 200


def test_whose_account_was_closed_is_told_of_nothing_and_the_link_stops(client, action, member):
    ActionPoint.objects.update(due=TODAY())
    member.is_active = False
    member.save()

    remind_of_actions(0)
    deliver()

    assert mail.outbox == []
    assert client.get(action.own_address).status_code == 404


def test_the_link_stands_in_no_log_and_no_search_engine_comes_there(client, action):
    assert redact(f"GET {action.own_address} 200") == "GET /actiepunt/[geheim]/ 200"
    assert "Disallow: /actiepunt/" in client.get("/robots.txt").text


def test_a_link_of_somebody_else_or_that_was_tampered_with_opens_nothing(client, action, chair):
    old = action.own_address
    assert client.get(f"{old[:-3]}x/").status_code == 404
    assert client.get("/actiepunt/onzin/").status_code == 404

    ActionPoint.objects.update(person=chair.person)

    assert client.get(old).status_code == 404
    assert client.post(old, {"do": "done"}).status_code == 404


@pytest.mark.parametrize("days", [-1, 0])
def test_an_action_point_is_put_off_to_a_day_that_is_still_to_come(client, action, member, days):
    client.force_login(member)
    day = TODAY() + timedelta(days=days)
    typed = {"do": "later", "due": day, "reason": "Winkel dicht"}
    put_off = f"/groepen/{action.meeting.group.slug}/actiepunten/{action.pk}/verzetten/"

    told = [client.post(address, typed) for address in (action.own_address, put_off)]

    action.refresh_from_db()
    refused = ["Kies vandaag of een dag die nog komt." in response.text for response in told]
    assert refused == [days < 0] * 2
    assert (action.due == day) is (days == 0)


def test_the_doer_who_pressed_too_soon_opens_it_again_that_day(client, action):
    client.post(action.own_address, {"do": "done"})
    assert "Toch nog niet klaar" in client.get(action.own_address).text

    for _ in range(2):
        response = client.post(action.own_address, {"do": "not_yet"})
    deliver()

    action.refresh_from_db()
    assert response.url == action.own_address
    assert action.is_open
    assert kinds(action) == [("done", "Gea Postema", ""), ("moved", "Gea Postema", "Toch nog niet klaar.")]
    assert "Het is klaar" in client.get(action.own_address).text
    assert mail.outbox == []


@pytest.mark.parametrize(
    "fields", [{"done_on": TODAY() - timedelta(days=1)}, {"dropped_reason": "te duur"}, {"done_on": None}]
)
def test_what_was_not_done_today_is_not_opened_again(client, action, fields):
    ActionPoint.objects.update(**fields)

    client.post(action.own_address, {"do": "not_yet"})

    action.refresh_from_db()
    assert {name: getattr(action, name) for name in fields} == fields
    assert not action.events.exists()
    assert "Toch nog niet klaar" not in client.get(action.own_address).text


def test_nobody_else_opens_an_action_point_again(action, chair):
    action.tick_off(by=action.person)

    assert not action.reopen(by=chair.person)
    action.refresh_from_db()
    assert action.done_on == TODAY()


def test_the_address_in_the_mail_works_for_sixty_days_and_is_made_anew_on_the_day_itself(client, action):
    with time_machine.travel(timezone.now() - timedelta(days=60)):
        just_in_time = action.own_address
    with time_machine.travel(timezone.now() - timedelta(days=61)):
        too_late = action.own_address

    assert client.get(just_in_time).status_code == 200
    assert client.post(just_in_time, {"do": "done"}).url == just_in_time
    assert client.get(too_late).status_code == 404
    assert client.post(too_late, {"do": "not_yet"}).status_code == 404
    action.refresh_from_db()
    assert action.done_on == TODAY()


def test_a_link_that_was_mailed_before_links_said_when_works_as_long_as_others(client, action, member):
    address = f"/actiepunt/{signing.Signer(salt='groups.action').sign_object([action.pk, member.person.pk])}/"
    assert client.get(address).status_code == 404
    action.give(by=None)
    assert "Bezems kopen" in client.get(address).text

    client.post(address, {"do": "done"})

    assert "Dank je wel!" in client.get(address).text
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        assert client.get(address).status_code == 404
