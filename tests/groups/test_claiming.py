"""“Ik doe dit”: what nobody does yet is claimed by a member of the group, once."""

from functools import partial

import pytest
from django.utils import timezone

from communication.models import Notification
from communication.outbox import process_events
from groups.models import ActionPoint, Meeting
from tests.at_once import at_once
from tests.factories import GroupFactory, MeetingFactory, MembershipFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
BUTTON = "Ik doe dit"


@pytest.fixture
def held(group):
    return MeetingFactory(group=group, starts_at=timezone.localtime(), state=Meeting.State.HELD)


@pytest.fixture
def action(held):
    return ActionPoint.objects.create(meeting=held, text="Bezems kopen")


@pytest.fixture
def address(action):
    return f"{action.meeting.group.get_absolute_url()}actiepunten/{action.pk}/doen/"


def test_a_member_claims_what_nobody_does_and_then_ticks_it_off(client, action, address, member):
    client.force_login(member)
    pages = (
        action.meeting.get_absolute_url(),
        action.group.get_absolute_url(),
        f"{action.group.get_absolute_url()}actiepunten/",
    )
    shown = [BUTTON in client.get(page).text for page in pages]

    page = client.post(address, follow=True).text
    process_events()

    action.refresh_from_db()
    assert shown == [True, True, True]
    assert action.person == member.person
    assert list(action.events.values_list("kind", "actor")) == [("given", member.person.pk)]
    assert "Fijn dat je dit doet: Bezems kopen" in page
    assert BUTTON not in page
    assert f"/actiepunten/{action.pk}/afvinken/" in page
    assert not Notification.objects.exists()


def test_who_comes_second_reads_who_does_it(client, action, address, member, chair):
    action.claim(by=chair.person)
    client.force_login(member)

    page = client.post(address, follow=True).text

    action.refresh_from_db()
    assert action.person == chair.person
    assert "Wim Zuidema was je net voor, en doet dit al." in page
    assert action.events.count() == 1


def test_who_presses_twice_does_it_once(client, action, address, member):
    client.force_login(member)

    for _ in range(2):
        page = client.post(address, follow=True).text

    assert "Fijn dat je dit doet" in page
    assert action.events.count() == 1


@pytest.mark.parametrize("fields", [{"done_on": timezone.localdate()}, {"dropped_reason": "Te duur"}])
def test_what_was_handled_meanwhile_is_not_claimed(client, action, address, member, fields):
    ActionPoint.objects.update(**fields)
    client.force_login(member)

    page = client.post(address, follow=True).text

    action.refresh_from_db()
    assert action.person is None
    assert "Dit actiepunt is al afgehandeld." in page


@pytest.mark.parametrize("who", ["resident", "administrator", "koploper", "left"])
def test_who_is_no_member_claims_nothing(client, action, address, who, request):
    user = UserFactory() if who == "left" else request.getfixturevalue(who)
    if who == "left":
        MembershipFactory(group=action.group, person=user.person, until=timezone.localdate())
    client.force_login(user)

    response = client.post(address)

    action.refresh_from_db()
    assert response.status_code == 403
    assert action.person is None
    assert BUTTON not in client.get(action.meeting.get_absolute_url()).text


def test_what_was_passed_on_is_claimed_by_who_has_it_now(client, action, member):
    other = MembershipFactory(group=GroupFactory(slug="tuin"), person=UserFactory().person)
    ActionPoint.objects.update(passed_to=other.group, members_only=True)

    client.force_login(member)
    former = client.post(f"{action.meeting.group.get_absolute_url()}actiepunten/{action.pk}/doen/")
    client.force_login(other.person.user)
    client.post(f"/groepen/tuin/actiepunten/{action.pk}/doen/")

    action.refresh_from_db()
    assert former.status_code == 404
    assert action.person == other.person


@pytest.mark.django_db(transaction=True)
def test_of_two_members_at_once_one_does_it():
    action = ActionPoint.objects.create(meeting=MeetingFactory(), text="Bezems kopen")
    people = [PersonFactory(), PersonFactory()]

    won = at_once(*[partial(ActionPoint.objects.get(pk=action.pk).claim, by=person) for person in people])

    action.refresh_from_db()
    assert sorted(won) == [False, True]
    assert action.person == people[won.index(True)]
    assert action.events.count() == 1
