"""A group of three hundred: its pages stay short and cost no more queries than of a few."""

import re

import pytest

from groups.models import Membership
from tests.factories import MeetingFactory, PersonFactory

pytestmark = pytest.mark.django_db
TYPED = {"name": "Truus Wolters", "kind": "resident", "consent": "on", "is_named": "on"}
A_PAGE = 6
MANY = 300
MORE = "<details><summary>Nog "


def fill(group, count):
    people = [PersonFactory(name=f"Lid-{n:03}.") for n in range(count)]
    Membership.objects.bulk_create(Membership(group=group, person=one, voice="resident") for one in people)


def shown(page):
    """(the names that stand there, those one opens first)"""
    before, _, rest = page.partition(MORE)
    return (re.findall(r"Lid-\d{3}\.", part) for part in (before, rest.partition("</details>")[0]))


def test_everybody_reads_the_first_thirty_and_opens_the_rest(client, group, chair, django_assert_max_num_queries):
    fill(group, MANY)

    with django_assert_max_num_queries(A_PAGE):
        page = client.get(group.get_absolute_url()).text

    first, rest = (set(names) for names in shown(page))
    assert "Wim Zuidema" in page.partition(MORE)[0]
    assert (len(first), len(rest)) == (29, 271)
    assert not first & rest
    assert "301 bewoners" in page
    assert len(page) < 200_000


def test_a_small_group_hides_nobody(client, group, chair):
    fill(group, 29)

    assert MORE not in client.get(group.get_absolute_url()).text


@pytest.mark.parametrize("where", ["group", "meeting"])
def test_the_chair_of_many_costs_what_that_of_a_few_costs(client, group, chair, where, django_assert_num_queries):
    meeting = MeetingFactory(group=group)
    address = group.get_absolute_url() if where == "group" else meeting.get_absolute_url()
    client.force_login(chair)
    fill(group, 3)
    client.get(address)
    with django_assert_num_queries(12, exact=False) as of_few:
        client.get(address)
    fill(group, MANY)

    with django_assert_num_queries(len(of_few)):
        assert "Lid-150." in client.get(address).text


def test_the_chair_adds_one_to_many(client, group, chair, django_assert_max_num_queries):
    fill(group, MANY)
    client.force_login(chair)

    with django_assert_max_num_queries(50):
        page = client.post(f"{group.get_absolute_url()}leden/nieuw/", TYPED, follow=True).text

    assert "Truus Wolters is nu lid." in page
    assert group.memberships.current().count() == MANY + 2
