"""Who was added by name and address, and turns out to have an account: one person, one place."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.signals import user_logged_in

from groups.models import ActionPoint, Application
from tests.factories import MeetingFactory, MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db


def sign_in(client, user, last_code):
    client.post("/account/login/code/", {"email": user.email})
    return client.post("/account/login/code/confirm/", {"code": last_code()}, follow=True)


def written_down(group, user, **fields):
    person = PersonFactory(name="Fenna D.", email=user.email.upper())
    return MembershipFactory(group=group, person=person, is_named=False, **fields)


def test_who_was_added_to_a_fixed_group_is_in_it_after_signing_in(client, koplopersgroep, resident, last_code):
    seat = written_down(koplopersgroep, resident, role="secretary", voice="professional")
    meeting = MeetingFactory(group=koplopersgroep)
    meeting.attendees.add(seat.person)
    action = ActionPoint.objects.create(meeting=meeting, text="Vegen", person=seat.person)

    page = sign_in(client, resident, last_code).text

    assert "Je zit in Koplopersgroep. Je was erbij gezet met dit mailadres." in page
    own = koplopersgroep.memberships.get()
    assert (own.pk, own.person, own.role, own.is_named) == (seat.pk, resident.person, "secretary", False)
    action.refresh_from_db()
    assert (action.person, list(meeting.attendees.all())) == (resident.person, [resident.person])
    assert "Je bent notulist van deze groep." in client.get(koplopersgroep.get_absolute_url()).text


def test_nobody_takes_the_place_of_one_of_two_with_one_address(client, koplopersgroep, resident, last_code):
    for name in ("Fenna D.", "Henk D."):
        MembershipFactory(group=koplopersgroep, person=PersonFactory(name=name, email=resident.email))

    page = sign_in(client, resident, last_code).text

    assert "Je zit in Koplopersgroep" not in page
    assert not koplopersgroep.has_person(resident.person)


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_only_an_address_that_was_confirmed_takes_a_place(rf, koplopersgroep, resident, is_confirmed):
    written_down(koplopersgroep, resident)
    address, _ = EmailAddress.objects.get_or_create(user=resident, email=resident.email)
    EmailAddress.objects.filter(pk=address.pk).update(verified=is_confirmed)

    user_logged_in.send(type(resident), request=rf.get("/"), user=resident)

    assert koplopersgroep.has_person(resident.person) is is_confirmed


def test_who_has_a_place_already_keeps_one(client, koplopersgroep, resident, last_code):
    own, other = MembershipFactory(group=koplopersgroep, person=resident.person), written_down(koplopersgroep, resident)

    sign_in(client, resident, last_code)

    other.refresh_from_db()
    assert (own.person, other.person.user) == (resident.person, None)


def test_a_koploper_who_offers_to_sit_where_she_was_written_down_has_one_place(koplopersgroep, koploper, resident):
    seat = written_down(koplopersgroep, resident)
    offered = Application.make(person=resident.person, why="Ik doe het al.", group=koplopersgroep, is_named=True)

    offered.accept(by=koploper.person)

    own = koplopersgroep.memberships.exclude(person=koploper.person).get()
    assert (own.pk, own.person, own.is_named) == (seat.pk, resident.person, True)


def test_who_was_signed_in_already_takes_the_place_on_the_page_of_the_group(client, koplopersgroep, resident):
    EmailAddress.objects.update_or_create(user=resident, email=resident.email, defaults={"verified": True})
    client.force_login(resident)
    seat = written_down(koplopersgroep, resident)
    address = koplopersgroep.get_absolute_url()
    assert "Neem je plek in" in client.get(address).text

    page = client.post(f"{address}meedoen/", follow=True).text

    seat.refresh_from_db()
    assert "Je hebt nu je plek in deze groep." in page
    assert (seat.person, seat.is_named) == (resident.person, False)
    assert "Neem je plek in" not in page


def test_another_takes_nobody_s_place(client, koplopersgroep, resident, neighbour):
    seat = written_down(koplopersgroep, resident)
    client.force_login(neighbour)
    address = koplopersgroep.get_absolute_url()
    assert "Neem je plek in" not in client.get(address).text

    client.post(f"{address}meedoen/")

    seat.refresh_from_db()
    assert seat.person.user is None


def confirmed(user):
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True})
    return user


@pytest.mark.parametrize(("typed", "is_named"), [({}, False), ({"is_named": "on"}, True)])
def test_who_has_a_place_on_paper_is_named_as_answered_on_the_page(client, group, resident, typed, is_named):
    client.force_login(confirmed(resident))
    seat = written_down(group, resident)
    group.memberships.update(is_named=not is_named)
    address = f"{group.get_absolute_url()}meedoen/"
    assert "Mijn naam mag op de website" in client.get(address).text

    client.post(address, typed)

    seat.refresh_from_db()
    assert (seat.person, seat.is_named) == (resident.person, is_named)


def answer_as_visitor(client, group, resident, **typed):
    typed = {"name": "Fenna Dijkema", "email": resident.email.upper()} | typed
    client.post(f"{group.get_absolute_url()}meedoen/", typed)


@pytest.mark.parametrize(("typed", "is_named"), [({}, False), ({"is_named": "on"}, True)])
def test_what_a_visitor_answered_holds_for_the_place_on_paper(client, group, resident, last_code, typed, is_named):
    seat = written_down(group, resident)
    group.memberships.update(is_named=not is_named)
    answer_as_visitor(client, group, resident, **typed)

    client.post("/account/login/code/confirm/", {"code": last_code()}, follow=True)

    seat.refresh_from_db()
    assert (seat.person, seat.is_named) == (resident.person, is_named)
    group.memberships.update(is_named=True)
    client.get(f"{group.get_absolute_url()}meedoen/")
    seat.refresh_from_db()
    assert seat.is_named  # what was answered once is forgotten


def test_what_another_answered_at_this_computer_is_of_nobody_else(client, group, resident, neighbour):
    seat = MembershipFactory(group=group, person=neighbour.person, is_named=True)
    answer_as_visitor(client, group, resident)
    client.force_login(neighbour)

    client.get(f"{group.get_absolute_url()}meedoen/")

    seat.refresh_from_db()
    assert seat.is_named


def test_who_joins_takes_the_place_of_neither_of_two_with_one_address(client, group, resident):
    for name in ("Fenna D.", "Henk D."):
        MembershipFactory(group=group, person=PersonFactory(name=name, email=resident.email))
    client.force_login(confirmed(resident))

    client.post(f"{group.get_absolute_url()}meedoen/")

    assert group.memberships.filter(person__user=None).count() == 2
    assert group.memberships.get(person=resident.person).is_named is False
