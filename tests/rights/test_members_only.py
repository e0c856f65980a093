"""What only members may read stands at no address for an outsider: planted as canaries, looked for everywhere.

Another field for some people only gets a line in `CANARIES`: how a word gets into it, and where its reader finds it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from groups.models import ActionPoint, AgendaPoint, Correction, Decision, Meeting
from tests.factories import MeetingFactory
from tests.rights.test_every_address import NAMES, address_of
from tests.rights.world import World
from wijkdeal.open_data import DATASETS

pytestmark = pytest.mark.django_db
OUTSIDERS = ["visitor", "resident", "koploper", "team", "counter"]


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


CANARIES = {
    "title of a meeting for members": in_private_meeting("title"),
    "place of a meeting for members": in_private_meeting("place"),
    "what a meeting for members is about": in_private_meeting("agenda_text"),
    "minutes of a meeting for members": in_private_meeting("minutes"),
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
}  # fmt: skip


def draft_of(world):
    drafts = Meeting.objects.filter(group=world.group, title="Nog in concept")
    starts_at = world.held.starts_at
    return drafts.first() or MeetingFactory(
        group=world.group, title="Nog in concept", state=Meeting.State.MINUTES_DRAFT, starts_at=starts_at
    )


def word_of(number):
    """One word for search too, that occurs in no other text."""
    return f"kanariegeel{number:03}x"


@pytest.fixture
def planted(db):
    world = World()
    Meeting.objects.filter(pk=world.held.pk).update(state=Meeting.State.MINUTES_PUBLISHED)
    for number, canary in enumerate(CANARIES.values()):
        canary.plant(world, word_of(number))
    return world


def client_of(world, role):
    client = Client()
    if role != "visitor":
        client.force_login(world.people[role])
    return client


def everywhere(world):
    """Every address that the site knows, those where the canaries sit, and all that may be taken along."""
    yield from (address_of(world, name) for name in NAMES)
    yield from {canary.found_at(world) for canary in CANARIES.values()}
    for name in DATASETS:
        yield from (f"/open-data/{name}.{kind}" for kind in ("csv", "json"))


def text_at(client, address):
    response = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace")


@pytest.mark.parametrize("role", OUTSIDERS)
def test_an_outsider_reads_nothing_that_is_for_members_at_any_address(planted, role):
    client = client_of(planted, role)
    leaks = []

    for address in everywhere(planted):
        text = text_at(client, address)
        leaks += [(name, address) for number, name in enumerate(CANARIES) if word_of(number) in text]

    assert leaks == []


@pytest.mark.parametrize("name", CANARIES)
def test_a_visitor_who_searches_finds_nothing_that_is_for_members(planted, name):
    word = word_of(list(CANARIES).index(name))

    assert f"Niets over ‘{word}’" in text_at(Client(), f"/zoeken/?q={word}")


@pytest.mark.parametrize("name", CANARIES)
def test_a_member_does_read_what_was_planted(planted, name):
    canary, number = CANARIES[name], list(CANARIES).index(name)

    assert word_of(number) in text_at(client_of(planted, canary.reader), canary.found_at(planted))
