"""What the removal of an account leaves in a group that somebody chaired."""

from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from communication import outbox
from groups.models import Group
from tests.factories import MembershipFactory
from wijkdeal import erasing

pytestmark = pytest.mark.django_db
SUBJECT = "Geen voorzitter meer: Werkgroep Julianapark"


def told():
    outbox.process_events()
    outbox.send_due()
    return [(message.to, message.subject) for message in mail.outbox]


def test_the_administrator_hears_that_a_group_has_no_chair(group, chair, secretary, member, administrator):
    erasing.erase(chair)

    assert list(group.events.values_list("kind", "person", "reason")) == [("chair_left", None, "")]
    assert group.memberships.get(role="chair").until == timezone.localdate()
    assert told() == [([administrator.email], SUBJECT)]
    assert "De groep heeft nu geen voorzitter." in mail.outbox[0].body
    assert f"/beheer/groups/group/{group.pk}/change/" in mail.outbox[0].body
    assert "Wim" not in mail.outbox[0].body


@pytest.mark.parametrize("who", ["secretary", "member"])
def test_nothing_is_told_of_who_was_no_chair(group, chair, who, administrator, request):
    erasing.erase(request.getfixturevalue(who))

    assert told() == []
    assert not group.events.exists()


def test_nothing_is_told_of_one_of_two_chairs(group, chair, administrator):
    MembershipFactory(group=group, role="chair")

    erasing.erase(chair)

    assert told() == []
    assert not group.events.exists()


def test_nothing_is_told_of_a_group_that_stopped(group, chair, administrator):
    Group.objects.filter(pk=group.pk).update(ended_on=timezone.localdate())

    erasing.erase(chair)

    assert told() == []


def test_nothing_is_told_where_somebody_became_chair_before_the_mail_went(group, chair, member, administrator):
    erasing.erase(chair)
    group.memberships.filter(person=member.person).update(role="chair")

    assert told() == []


@pytest.mark.django_db(transaction=True)
def test_of_two_chairs_who_go_at_once_the_last_is_told_of(group, chair, secretary, administrator):
    group.memberships.update(role="chair")
    together = Barrier(2)

    def go(user):
        together.wait()
        erasing.erase(user)
        connection.close()

    threads = [Thread(target=go, args=[user]) for user in (chair, secretary)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert list(group.events.values_list("kind", flat=True)) == ["chair_left"]
    assert told() == [([administrator.email], SUBJECT)]
