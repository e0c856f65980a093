"""The only chair of a group stops: somebody takes over, or the group stops."""

import pytest
from django.utils import timezone

from groups.models import Group, OnlyChair
from tests.factories import GroupFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def stop(client, group, **typed):
    return text_of(client.post(f"{group.get_absolute_url()}weggaan/", typed, follow=True))


def roles(group):
    return dict(group.memberships.current().values_list("person__name", "role"))


def test_the_page_asks_the_only_chair_who_takes_over(client, group, chair, member):
    client.force_login(chair)
    asked = text_of(client.get(group.get_absolute_url()))
    client.force_login(member)
    not_asked = text_of(client.get(group.get_absolute_url()))

    assert "Ik stop als voorzitter" in asked
    assert f'<option value="{group.memberships.get(person=member.person).pk}">Gea Postema</option>' in asked
    assert "Ik stop als lid" not in asked
    assert "Ik stop als voorzitter" not in not_asked
    assert "Ik stop als lid" in not_asked


def test_the_chair_hands_over_and_stays_a_member(client, group, chair, member):
    client.force_login(chair)

    page = stop(client, group, heir=group.memberships.get(person=member.person).pk)

    assert roles(group) == {"Wim Zuidema": "member", "Gea Postema": "chair"}
    assert "Gea Postema is nu voorzitter. Jij bent nog lid." in page
    assert "Ik stop als lid" in page


@pytest.mark.parametrize("typed", ["", "0", "-1", "x" * 3000, "9" * 40])
def test_the_only_chair_does_not_go_without_an_heir(client, group, chair, typed):
    client.force_login(chair)

    page = stop(client, group, heir=typed)

    assert roles(group) == {"Wim Zuidema": "chair"}
    assert "of dat de groep stopt." in page


def test_nobody_of_another_group_or_who_only_asked_takes_over(client, group, chair):
    client.force_login(chair)
    others = [MembershipFactory(group=GroupFactory()), MembershipFactory(group=group, requested=True)]

    for other in others:
        stop(client, group, heir=other.pk)

    assert roles(group) == {"Wim Zuidema": "chair"}


def test_where_nobody_takes_over_the_chair_comes_to_the_page_to_stop_the_group(client, group, chair):
    client.force_login(chair)

    page = stop(client, group, heir="niemand")

    assert "Wat heeft de groep gebracht?" in page
    assert roles(group) == {"Wim Zuidema": "chair"}


def test_one_of_two_chairs_simply_leaves(client, group, chair):
    MembershipFactory(group=group, role="chair")
    client.force_login(chair)

    stop(client, group)

    assert not group.has_member(chair)


def test_nobody_lets_the_only_chair_go(group, chair, member):
    with pytest.raises(OnlyChair):
        group.leave(chair.person)

    assert roles(group) == {"Wim Zuidema": "chair", "Gea Postema": "member"}


def test_the_chair_of_a_group_that_stopped_simply_leaves(client, group, chair):
    Group.objects.filter(pk=group.pk).update(ended_on=timezone.localdate())
    client.force_login(chair)

    stop(client, group)

    assert not group.has_member(chair)


def test_a_member_ends_no_group_and_takes_no_chair(client, group, chair, member):
    client.force_login(member)

    stop(client, group, heir="niemand")

    group.refresh_from_db()
    assert not group.has_ended
    assert roles(group) == {"Wim Zuidema": "chair"}


def test_handing_over_to_who_left_meanwhile_changes_nothing(group, chair, member):
    group.leave(member.person)

    assert not group.hand_over(by=chair.person, to=member.person)
    assert roles(group) == {"Wim Zuidema": "chair"}


def test_who_asked_to_join_takes_that_back(client, group, chair, resident):
    Group.objects.filter(pk=group.pk).update(is_open=False)
    MembershipFactory(group=group, person=resident.person, requested=True)
    client.force_login(resident)
    assert "Trek je aanmelding in" in text_of(client.get(group.get_absolute_url()))

    page = stop(client, group)

    assert "Je aanmelding is ingetrokken." in page
    assert "Meld je aan" in page
    assert not group.memberships.waiting().exists()


def test_the_page_of_a_group_that_stopped_offers_nothing_of_before(client, group, member):
    Group.objects.filter(pk=group.pk).update(ended_on=timezone.localdate())
    client.force_login(member)

    page = text_of(client.get(group.get_absolute_url()))

    assert "Deze groep is gestopt op" in page
    for words in ("Je bent lid", "Volg deze groep", "Ik stop als lid", "Word lid"):
        assert words not in page
