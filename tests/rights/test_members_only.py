"""What only members may read stands at no address for an outsider: planted as canaries, looked for everywhere.

Another field for some people only gets a line in `CANARIES`: how a word gets into it, and where its reader finds it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from groups.models import ActionPoint, AgendaPoint, Correction, Decision, Meeting
from tests.factories import IssueFactory, MeetingFactory, MembershipFactory, PersonFactory
from tests.rights import test_private_means_private as of_koplopers
from tests.rights.walking import client_of, everywhere, text_at
from tests.rights.world import World

pytestmark = pytest.mark.django_db
OUTSIDERS = ["visitor", "resident", "koploper", "team", "counter"]
OUTSIDERS_OF_KOPLOPERS = ["visitor", "resident", "chair", "team", "counter"]


@dataclass(frozen=True)
class Canary:
    """`plant` writes the word into a field; at `found_at` its `reader` does read it: so it was planted at all."""

    plant: Callable
    found_at: Callable
    reader: str = "member"


def private_meeting(world):
    return world.private.get_absolute_url()


def held_meeting(world):
    return world.held.get_absolute_url()


def group_page(world):
    return world.group.get_absolute_url()


def in_private_meeting(name):
    def plant(world, word):
        Meeting.objects.filter(pk=world.private.pk).update(**{name: word})

    return Canary(plant, private_meeting)


def in_held_meeting(**fields):
    """A point of a public meeting of which the minutes are on the site."""

    def plant(world, word):
        AgendaPoint.objects.create(meeting=world.held, title="Punt", **{name: word for name in fields})

    return Canary(plant, held_meeting)


def agreed(model, *, private=False, found_at=held_meeting, **fields):
    def plant(world, word):
        model.objects.create(
            meeting=world.private if private else world.held, text=word, members_only=not private, **fields
        )

    return Canary(plant, found_at)


def document(found_at):
    def plant(world, word):
        file = ContentFile(word.encode(), "plan.txt")
        world.group.documents.create(title=f"Plan {word}", shown_name=f"{word}.txt", file=file)

    return Canary(plant, found_at)


def newest_document(world):
    return reverse("groups:document", args=[world.group.slug, world.group.documents.first().pk])


def unnamed(world, word, **fields):
    """A member who is not named on the website, was at a meeting of which everybody reads the minutes, and has work."""
    seat = MembershipFactory(group=world.group, person=PersonFactory(name=word), is_named=False, **fields)
    world.held.attendees.add(seat.person)
    ActionPoint.objects.create(meeting=world.held, text="Vegen", person=seat.person)
    IssueFactory(group=world.group, state="taken_up", taken_up_by=seat.person)


CANARIES = {
    "title of a meeting for members": in_private_meeting("title"),
    "place of a meeting for members": in_private_meeting("place"),
    "what a meeting for members is about": in_private_meeting("agenda_text"),
    "minutes of a meeting for members": in_private_meeting("minutes"),
    "minutes of a public meeting, while they are a draft": Canary(
        lambda world, word: Meeting.objects.filter(pk=draft_of(world).pk).update(minutes=word),
        lambda world: draft_of(world).get_absolute_url(),
    ),
    "where members take part online in a public meeting": Canary(
        lambda world, word: Meeting.objects.filter(pk=world.meeting.pk).update(online_url=f"https://{word}.test/"),
        lambda world: world.meeting.get_absolute_url(),
    ),
    "guests of a meeting": Canary(
        lambda world, word: Meeting.objects.filter(pk=world.held.pk).update(guests=word), held_meeting
    ),
    "minutes for members at a public point": in_held_meeting(members_minutes=True),
    "point of a meeting for members": Canary(
        lambda world, word: AgendaPoint.objects.create(meeting=world.private, title=word, text=word), private_meeting
    ),
    "decision for members": agreed(Decision),
    "decision for members, on the page of the group": agreed(Decision, found_at=group_page),
    "decision of a meeting for members": agreed(Decision, private=True, found_at=group_page),
    "action point for members": agreed(ActionPoint),
    "action point of a meeting for members": agreed(ActionPoint, private=True, found_at=group_page),
    "correction for members": Canary(
        lambda world, word: Correction.objects.create(meeting=world.held, text=word, members_only=True), held_meeting
    ),
    "decision for members that a public one replaces": Canary(
        lambda world, word: Decision.objects.create(
            meeting=world.held, text="Nu zo",
            replaces=Decision.objects.create(meeting=world.held, text=word, members_only=True),
        ),
        held_meeting,
    ),
    "what came up, while the minutes are a draft": Canary(
        lambda world, word: AgendaPoint.objects.create(meeting=draft_of(world), title=word, came_up=True),
        lambda world: draft_of(world).get_absolute_url(),
    ),
    "minutes for members, while they are a draft": Canary(
        lambda world, word: AgendaPoint.objects.create(meeting=draft_of(world), title="Punt", minutes=word),
        lambda world: draft_of(world).get_absolute_url(),
    ),
    "document for members, on the page of the group": document(group_page),
    "document for members": document(newest_document),
    "member who is not named": Canary(unnamed, group_page),
    "member who is not named, of a party that has a page": Canary(
        lambda world, word: unnamed(world, word, organisation=world.party, voice="professional"), group_page
    ),
}  # fmt: skip


def draft_of(world):
    drafts = Meeting.objects.filter(group=world.group, title="Nog in concept")
    starts_at = world.held.starts_at
    return drafts.first() or MeetingFactory(
        group=world.group, title="Nog in concept", state=Meeting.State.MINUTES_DRAFT, starts_at=starts_at
    )


def word_of(number):
    """One word for search too, that occurs in no other text."""
    return f"kanarieblauw{number:03}x"


@pytest.fixture
def planted(db):
    world = World()
    Meeting.objects.filter(pk=world.held.pk).update(state=Meeting.State.MINUTES_PUBLISHED)
    for number, canary in enumerate(CANARIES.values()):
        canary.plant(world, word_of(number))
    return world


def words_for_others(role):
    """{word: what it is} of what this role may not read."""
    words = {word_of(number): name for number, name in enumerate(CANARIES)} if role in OUTSIDERS else {}
    return words | ({of_koplopers.CANARY: "of the koplopers"} if role in OUTSIDERS_OF_KOPLOPERS else {})


@pytest.mark.parametrize("role", sorted({*OUTSIDERS, *OUTSIDERS_OF_KOPLOPERS}))
def test_an_outsider_reads_nothing_that_is_for_members_at_any_address(planted, role):
    of_koplopers.plant(planted)
    hiding_places = {canary.found_at(planted) for canary in CANARIES.values()}
    hiding_places.update(of_koplopers.hiding_places(planted))
    words = words_for_others(role)

    read = everywhere(planted, role, hiding_places)

    assert [(what, address) for address, text in read.items() for word, what in words.items() if word in text] == []


def test_a_visitor_who_searches_finds_nothing_that_is_for_members(planted):
    words = [word_of(number) for number in range(len(CANARIES))]

    found = [word for word in words if f"Niets over ‘{word}’" not in text_at(Client(), f"/zoeken/?q={word}")]

    assert found == []


def test_a_member_does_read_what_was_planted(planted):
    unread = [
        name
        for number, (name, canary) in enumerate(CANARIES.items())
        if word_of(number) not in text_at(client_of(planted, canary.reader), canary.found_at(planted))
    ]

    assert unread == []
