"""Two people at once with one question: one wins, nothing is made twice."""

import pytest

from communication.models import Enquiry, Request
from tests.factories import EnquiryFactory, GroupFactory, PersonFactory, ThemeFactory
from tests.groups.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked():
    return EnquiryFactory(theme=ThemeFactory())


def again(enquiry):
    return Enquiry.objects.get(pk=enquiry.pk)


def test_two_who_take_it_up_at_once_are_one_owner(asked):
    people = [PersonFactory(), PersonFactory()]

    won = at_once(*[lambda person=person: again(asked).take(by=person) for person in people])

    assert sorted(won) == [False, True]
    assert again(asked).owner == people[won.index(True)]
    assert asked.events.count() == 1


def test_two_who_answer_at_once_give_one_answer(asked):
    person = PersonFactory()

    won = at_once(*[lambda text=text: again(asked).reply(by=person, text=text) for text in ("Ja.", "Nee.")])

    assert sorted(won) == [False, True]
    assert again(asked).answer == ("Ja." if won[0] else "Nee.")
    assert asked.events.count() == 1


def test_it_is_answered_or_becomes_a_request_not_both(asked):
    person = PersonFactory()

    won = at_once(
        lambda: again(asked).reply(by=person, text="Ja."),
        lambda: again(asked).become_request(by=person),
        lambda: again(asked).become_request(by=person),
    )

    assert sorted(won) == [False, False, True]
    assert Request.objects.count() == (0 if won[0] else 1)


def test_it_is_forwarded_to_one_of_two(asked):
    person, groups = PersonFactory(), [GroupFactory(), GroupFactory()]
    read = [(again(asked), group) for group in groups]

    won = at_once(*[lambda one=one, group=group: one.forward(by=person, note="x", group=group) for one, group in read])

    assert sorted(won) == [False, True]
    assert again(asked).group == groups[won.index(True)]
