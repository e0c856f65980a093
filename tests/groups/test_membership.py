"""Becoming a member, leaving, being let in, following."""

import re

import pytest

from communication import outbox
from groups.models import Group
from tests.factories import GroupFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_a_resident_joins_an_open_group(client, group, resident):
    client.force_login(resident)

    response = client.post(f"{group.get_absolute_url()}meedoen/")

    assert response.url == group.get_absolute_url()
    membership = group.memberships.get()
    assert (membership.person, membership.voice, membership.requested) == (resident.person, "resident", False)
    page = text_of(client.get(response.url))
    assert "Welkom! Je bent nu lid van deze groep." in page
    assert "Fenna Dijkema" in page


def test_an_entrepreneur_counts_as_a_professional(client, group, resident):
    type(resident.person).objects.update(kind="entrepreneur")
    resident.refresh_from_db()
    client.force_login(resident)

    client.post(f"{group.get_absolute_url()}meedoen/")

    assert group.memberships.get().voice == "professional"


def test_joining_twice_makes_one_member(client, group, resident):
    client.force_login(resident)

    for _ in range(2):
        client.post(f"{group.get_absolute_url()}meedoen/")

    assert group.memberships.count() == 1


def test_who_joins_a_group_that_stopped_meanwhile_reads_so(client, group, resident, chair, monkeypatch):
    client.force_login(resident)
    monkeypatch.setattr(Group, "joinable", lambda self: self.end(by=chair.person) or True)

    page = text_of(client.post(f"{group.get_absolute_url()}meedoen/", follow=True))

    assert "Deze groep is net gestopt. Je kunt er geen lid meer van worden." in page
    assert not group.memberships.filter(person=resident.person).exists()
    assert list(group.events.values_list("kind", flat=True)) == ["ended"]


def test_a_visitor_joins_with_a_code_by_mail(client, group, last_code):
    address = f"{group.get_absolute_url()}meedoen/"
    typed = {"name": "Truus Wolters", "email": "truus@voorbeeld.test", "is_named": "on"}

    assert "We sturen je een code." in text_of(client.get(address))
    assert "Vul je e-mailadres in." in text_of(client.post(address, {"name": "Truus Wolters"}))
    client.post(address, typed)
    assert not group.memberships.exists()
    page = text_of(client.post("/account/login/code/confirm/", {"code": last_code()}, follow=True))
    assert "Je e-mailadres klopt. Nog één druk op de knop." in page
    assert re.search(r'name="is_named"[^>]* checked', page)
    client.post(address, {"is_named": "on"})

    seat = group.memberships.get()
    assert (seat.person.name, seat.is_named) == ("Truus Wolters", True)


def test_who_joins_is_asked_whether_the_name_may_be_on_the_website(client, group, resident):
    client.force_login(resident)
    address = f"{group.get_absolute_url()}meedoen/"

    page = text_of(client.get(group.get_absolute_url()))
    assert f'href="{address}"' in page
    assert f'action="{address}"' not in page
    assert "Mijn naam mag op de website" in text_of(client.get(address))
    assert not group.memberships.exists()
    client.post(address)

    assert group.memberships.get().is_named is False
    client.logout()
    assert "Fenna Dijkema" not in text_of(client.get(group.get_absolute_url()))


def test_the_chair_lets_in_who_asked(client, group, chair, resident):
    Group.objects.update(is_open=False)
    client.force_login(resident)
    client.post(f"{group.get_absolute_url()}meedoen/")
    asked = group.memberships.get(person=resident.person)
    assert asked.requested
    assert "Je hebt je aangemeld." in text_of(client.get(group.get_absolute_url()))

    client.force_login(chair)
    assert "Fenna Dijkema" in text_of(client.get(group.get_absolute_url()))
    client.post(f"{group.get_absolute_url()}aanmeldingen/{asked.pk}/toelaten/")

    asked.refresh_from_db()
    assert not asked.requested


def test_the_chair_says_no_and_the_person_may_ask_again(client, group, chair, resident):
    asked = MembershipFactory(group=group, person=resident.person, requested=True)
    client.force_login(chair)

    address = f"{group.get_absolute_url()}aanmeldingen/{asked.pk}/afwijzen/"
    assert f'href="{address}"' in text_of(client.get(group.get_absolute_url()))
    assert "Laat je Fenna Dijkema nu niet toe?" in text_of(client.get(address))
    assert "Schrijf in één zin waarom het nu niet kan." in text_of(client.post(address, {"reason": " "}))
    assert group.memberships.waiting().exists()

    page = text_of(client.post(address, {"reason": "We zijn al met twaalf."}, follow=True))

    assert "De aanmelding van Fenna Dijkema is afgewezen." in page
    assert not group.memberships.filter(person=resident.person).exists()


@pytest.mark.parametrize("action", ["toelaten", "afwijzen"])
def test_who_answers_a_request_that_was_taken_back_is_told(client, group, chair, resident, action):
    asked = MembershipFactory(group=group, person=resident.person, requested=True)
    group.leave(resident.person)
    client.force_login(chair)

    address = f"{group.get_absolute_url()}aanmeldingen/{asked.pk}/{action}/"
    page = text_of(client.post(address, {"reason": "Vol."}, follow=True))

    assert "Deze aanmelding is er niet meer." in page
    assert not group.has_member(resident)
    assert not group.events.exists()


def test_a_no_after_somebody_else_let_him_in_changes_nothing(client, group, chair, resident):
    asked = MembershipFactory(group=group, person=resident.person, requested=False)
    client.force_login(chair)

    client.post(f"{group.get_absolute_url()}aanmeldingen/{asked.pk}/afwijzen/", {"reason": "Vol."})

    assert group.has_member(resident)


@pytest.mark.parametrize("who", ["member", "resident", "green_resident", "team_member"])
def test_others_let_nobody_in(client, group, who, request):
    asked = MembershipFactory(group=group, requested=True)
    client.force_login(request.getfixturevalue(who))

    for action in ("toelaten", "afwijzen"):
        response = client.post(f"{group.get_absolute_url()}aanmeldingen/{asked.pk}/{action}/")
        assert response.status_code == 403

    asked.refresh_from_db()
    assert asked.requested


def test_a_chair_of_another_group_reaches_no_request(client, chair, group):
    other = GroupFactory()
    asked = MembershipFactory(group=other, requested=True)
    client.force_login(chair)

    client.post(f"/groepen/{group.slug}/aanmeldingen/{asked.pk}/toelaten/")
    assert other.memberships.waiting().exists()
    assert client.post(f"/groepen/{other.slug}/aanmeldingen/{asked.pk}/toelaten/").status_code == 403


def test_a_member_leaves_and_the_row_stays(client, group, member):
    client.force_login(member)

    client.post(f"{group.get_absolute_url()}weggaan/")

    assert group.memberships.get().until is not None
    assert "Gea Postema" not in text_of(client.get(group.get_absolute_url()))


def test_nobody_joins_a_fixed_group_by_a_button(client, koplopersgroep, resident):
    client.force_login(resident)

    client.post("/groepen/koplopersgroep/meedoen/")

    assert not koplopersgroep.has_member(resident)


def test_a_member_of_a_fixed_group_leaves_after_a_question_and_the_chair_hears_it(
    client, koplopersgroep, koploper, koplopers_chair, mailoutbox
):
    address = "/groepen/koplopersgroep/weggaan/"
    client.force_login(koploper)
    assert f'href="{address}"' in text_of(client.get("/groepen/koplopersgroep/"))
    assert "Stop je als lid?" in text_of(client.get(address))
    assert koplopersgroep.memberships.current().filter(person=koploper.person).exists()

    page = text_of(client.post(address, follow=True))
    outbox.process_events()
    outbox.send_due()

    assert "Je bent geen lid meer. Bedankt voor wat je deed." in page
    assert not koplopersgroep.memberships.current().filter(person=koploper.person).exists()
    assert [(message.to, message.subject) for message in mailoutbox] == [
        ([koplopers_chair.email], "Iemand stopt als lid: Koplopersgroep")
    ]
    assert "Mehmet Kaya stopt als lid van Koplopersgroep." in mailoutbox[0].body
    assert "/aanmeldingen/\n" in mailoutbox[0].body  # where who offers to sit there is listed


def test_the_only_chair_of_a_fixed_group_names_who_takes_over_and_leaves_then(
    client, koplopersgroep, koploper, koplopers_chair
):
    address = "/groepen/koplopersgroep/weggaan/"
    client.force_login(koplopers_chair)
    assert "de groep stopt" not in text_of(client.get("/groepen/koplopersgroep/"))
    assert "Kies wie voorzitter wordt." in text_of(client.post(address, follow=True))
    assert "Kies iemand die nu lid is." in text_of(client.post(address, {"heir": "niemand"}, follow=True))

    heir = koplopersgroep.memberships.get(person=koploper.person)
    client.post(address, {"heir": heir.pk})
    client.post(address)

    heir.refresh_from_db()
    current = koplopersgroep.memberships.current()
    assert (heir.role, list(current.values_list("person", flat=True))) == ("chair", [koploper.person.pk])


def test_a_resident_follows_and_unfollows_a_group(client, group, resident):
    client.force_login(resident)

    assert "Volg deze groep" in text_of(client.get(f"{group.get_absolute_url()}volgen/"))
    assert not group.follows.exists()
    for _ in range(2):
        client.post(f"{group.get_absolute_url()}volgen/")
    assert group.follows.get().person == resident.person
    assert "Volg niet meer" in text_of(client.get(group.get_absolute_url()))
    client.post(f"{group.get_absolute_url()}niet-volgen/")
    assert not group.follows.exists()


@pytest.mark.parametrize(("action", "status"), [("weggaan", 200), ("niet-volgen", 405)])
def test_a_get_changes_nothing(client, group, member, action, status):
    client.force_login(member)

    assert client.get(f"{group.get_absolute_url()}{action}/").status_code == status
    assert group.has_member(member)


def test_who_was_taken_out_of_an_open_group_asks_to_come_back(client, group, chair, resident):
    seat = MembershipFactory(group=group, person=resident.person)
    seat.remove(by=chair.person, reason="Er was ruzie.")
    client.force_login(resident)
    address = f"{group.get_absolute_url()}meedoen/"

    assert "De voorzitter kijkt eerst naar je aanmelding." in text_of(client.get(address))
    page = text_of(client.post(address, follow=True))

    asked = group.memberships.waiting().get()
    assert asked.person == resident.person
    assert "Je hebt je aangemeld. De voorzitter kijkt ernaar." in page
    asked.admit(by=chair.person)
    group.leave(resident.person)
    client.post(address)
    assert group.has_member(resident)
