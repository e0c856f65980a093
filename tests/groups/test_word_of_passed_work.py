"""Work of a group that stops is told to who chairs the group that goes on with it, in one mail."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from communication import outbox
from communication.models import OutreachTask
from groups.models import ActionPoint
from tests.factories import GroupFactory, MeetingFactory, MembershipFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(db):
    return GroupFactory(name="Werkgroep Bomen", slug="bomen")


@pytest.fixture
def other_chair(other):
    user = UserFactory(email="bomen@voorbeeld.test", name="Joke Bos")
    MembershipFactory(group=other, person=user.person, role="chair")
    MembershipFactory(group=other, person=UserFactory(email="lid@voorbeeld.test").person)
    return user


@pytest.fixture
def actions(group, member):
    held = MeetingFactory(group=group, starts_at=timezone.localtime() - timedelta(days=3), state="minutes_published")
    texts = {"Schop lenen": member.person, "Bomen tellen": None}
    return [ActionPoint.objects.create(meeting=held, text=text, person=person) for text, person in texts.items()]


def stop(client, group, chair, actions, *choices):
    client.force_login(chair)
    typed = {f"actie_{action.pk}": choice for action, choice in zip(actions, choices, strict=True)}
    return client.post(f"{group.get_absolute_url()}stoppen/", typed | {"result": "Een park.", "reason": "Te duur."})


def deliver():
    outbox.process_events()
    outbox.send_due()
    return [message for message in mail.outbox if "Werk van een groep die stopt" in message.subject]


def test_the_chair_who_goes_on_with_it_reads_all_of_it_in_one_mail(client, group, chair, actions, other, other_chair):
    stop(client, group, chair, actions, "groep-bomen", "groep-bomen")

    [message] = deliver()

    assert list(other.events.values_list("kind", "actor", "reason")) == [
        (
            "work_passed_on",
            chair.person.pk,
            "Werkgroep Julianapark is gestopt. 2 actiepunten liggen nu bij Werkgroep Bomen.",
        )
    ]
    assert message.to == ["bomen@voorbeeld.test"]
    assert message.subject == "Werk van een groep die stopt, voor Werkgroep Bomen"
    for words in (
        "2 actiepunten liggen nu bij",
        "- Schop lenen: Gea",
        "- Bomen tellen: nog niemand",
        "/groepen/bomen/",
    ):
        assert words in message.body


def test_who_chairs_and_has_no_mail_is_called_and_the_list_names_no_work(client, group, chair, actions, other):
    truus = PersonFactory(user=None, email="", name="Truus Mulder")
    MembershipFactory(group=other, person=truus, role="chair")
    stop(client, group, chair, actions, "groep-bomen", "vervalt")

    assert deliver() == []

    task = OutreachTask.objects.get(person=truus)
    assert task.what == "Werk van een groep die stopt, voor Werkgroep Bomen"
    assert task.text == "Werkgroep Julianapark is gestopt. 1 actiepunt ligt nu bij Werkgroep Bomen."
    assert task.href == "/groepen/bomen/"


def test_nobody_is_told_of_work_that_stays_or_that_one_passed_on_oneself(client, group, chair, member, actions, other):
    MembershipFactory(group=other, person=chair.person, role="chair")
    stop(client, group, chair, actions, f"persoon-{member.person.pk}", "groep-bomen")

    assert deliver() == []
    assert not OutreachTask.objects.exists()


def test_what_was_done_before_the_mail_went_is_not_told(client, group, chair, actions, other, other_chair):
    stop(client, group, chair, actions, "groep-bomen", "vervalt")
    ActionPoint.objects.get(pk=actions[0].pk).tick_off(by=other_chair.person)

    assert deliver() == []


def test_where_nobody_chairs_the_members_hear_it(client, group, chair, actions, other):
    MembershipFactory(group=other, person=UserFactory(email="lid@voorbeeld.test").person)
    stop(client, group, chair, actions, "groep-bomen", "vervalt")

    assert [message.to for message in deliver()] == [["lid@voorbeeld.test"]]


def test_who_goes_on_with_it_reads_no_name_of_who_did_not_agree(client, group, chair, actions, other, other_chair):
    group.memberships.update(is_named=False)
    stop(client, group, chair, actions, "groep-bomen", "groep-bomen")

    [message] = deliver()

    assert "- Schop lenen: een lid van de groep" in message.body
    assert "- Bomen tellen: nog niemand" in message.body
