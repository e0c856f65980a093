"""What is for the koplopers only stands in no mail of others and on no list of who calls; its readers do read it.

That it stands at no address for others is looked for in test_members_only.py, in one walk with the rest.
"""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Person
from communication import outbox
from communication.models import OutreachTask
from groups.models import ActionPoint, AgendaPoint, Briefing, BriefingLine, Decision, Issue, Meeting, MeetingEvent
from tests.factories import IssueFactory, MeetingFactory, MembershipFactory, PersonFactory
from tests.rights.walking import client_of, text_at
from tests.rights.world import World

pytestmark = pytest.mark.django_db
CANARY = "kanariegeel"  # each planted word begins with it
WORDS = (
    *("titel", "plaats", "agenda", "punt", "tekst", "actie", "besluit", "verslag", "regel", "reden"),
    *(".voorbeeld.test", "inwording", "wacht", "toelichting", "nee", "waarom"),
)
INSIDERS = ("koploper", "administrator")


@pytest.fixture
def planted(db):
    return plant(World())


def plant(world):
    koplopers = world.koplopers
    MembershipFactory(group=koplopers, person=(chair := PersonFactory(name="Lies")), role="chair")
    private = {"group": koplopers, "is_public": False, "place": f"{CANARY}plaats", "agenda_text": f"{CANARY}agenda"}
    private["online_url"] = f"https://{CANARY}.voorbeeld.test/"
    past = timezone.localtime() - timedelta(days=9)
    held = MeetingFactory(title=f"{CANARY}toen", starts_at=past - timedelta(days=20), state="agenda_open", **private)
    world.secret = MeetingFactory(title=f"{CANARY}titel", state="agenda_open", **private)
    issue = world.issue
    for meeting in (held, world.secret):
        AgendaPoint.objects.create(meeting=meeting, title=f"{CANARY}punt", text=f"{CANARY}tekst", issue=issue)
        BriefingLine.add(meeting, kind="overig", title=f"{CANARY}regel", reason=f"{CANARY}reden")
        ActionPoint.objects.create(meeting=meeting, text=f"{CANARY}actie", person=chair)
        Decision.objects.create(meeting=meeting, text=f"{CANARY}besluit")
    Briefing.freeze(held, by=chair)
    Meeting.objects.filter(pk=held.pk).update(state="minutes_adopted", minutes=f"{CANARY}verslag")
    world.frozen = held
    BriefingLine.add(world.koplopers_meeting, kind="overig", title=f"{CANARY}inwording")
    by = PersonFactory(name="Truus")
    fields = {"raised_by": by, "text": f"{CANARY}toelichting", "project": world.underway, "group": world.group}
    world.unseens = [
        IssueFactory(title=f"{CANARY}wacht", state="waiting", **fields),
        IssueFactory(title=f"{CANARY}nee", state="declined", decline_reason=f"{CANARY}waarom", **fields),
    ]
    return world


def hiding_places(world):
    """The addresses of the secrets, and of what is near them."""
    for meeting in (world.secret, world.frozen, world.koplopers_meeting):
        here = meeting.get_absolute_url()
        yield from (f"{here}{rest}" for rest in ("", "briefing/", "briefing.pdf", "verslag/", "aanpassen/"))
        yield f"{here[:-1]}.ics"
    yield from (world.koplopers.get_absolute_url(), world.issue.get_absolute_url())
    yield from (issue.get_absolute_url() for issue in world.unseens)
    yield from ("/agenda.ics", "/vraagstukken/?stand=lopend", "/agenda/?thema=groen")


def where_members_read(world):
    """The few pages on which all of it stands."""
    for meeting in (world.secret, world.frozen, world.koplopers_meeting):
        yield from (meeting.get_absolute_url(), f"{meeting.get_absolute_url()}briefing/")
    yield from ("/vraagstukken/", *(issue.get_absolute_url() for issue in world.unseens))


@pytest.mark.parametrize("role", INSIDERS)
def test_who_may_does_read_what_was_planted(planted, role):
    client = client_of(planted, role)

    read = "".join(text_at(client, address) for address in where_members_read(planted))
    found = {word for word in WORDS if f"{CANARY}{word}" in read}

    assert found == set(WORDS)


@pytest.mark.parametrize("role", ["visitor", "chair"])
def test_an_outsider_who_searches_finds_nothing_of_it(planted, role):
    client = client_of(planted, role)

    for word in WORDS:
        assert f"Niets over ‘{CANARY}{word}’" in text_at(client, f"/zoeken/?q={CANARY}{word}"), word


def test_no_outsider_gets_a_mail_or_a_call_about_it(planted):
    members = set(planted.koplopers.memberships.values_list("person", flat=True))
    MembershipFactory(group=planted.koplopers, person=PersonFactory(user=None, name="Truus"))
    Person.objects.update(mail_frequency="at_once")
    for person in Person.objects.exclude(pk__in=members).exclude(user=None):
        planted.koplopers.follows.create(person=person)
        planted.issue.follows.create(person=person)
    for kind in MeetingEvent.Kind:
        MeetingEvent.objects.create(meeting=planted.secret, kind=kind, reason=f"{CANARY}reden")
    MeetingEvent.objects.create(meeting=planted.frozen, kind="agenda_frozen")
    began = timezone.now() - timedelta(hours=3)
    Meeting.objects.filter(pk=planted.secret.pk).update(starts_at=began, ends_at=began + timedelta(hours=2))
    planted.secret.refresh_from_db()
    Issue.hold(planted.secret, by=planted.person("koploper"))

    outbox.process_events()
    outbox.send_due()

    told = {to for message in mail.outbox if CANARY in str(message.message()) for to in message.to}
    assert told <= {planted.people["koploper"].email}
    called = [f"{task.what} {task.text}" for task in OutreachTask.objects.filter(person__name="Truus")]
    assert len(called) > 1
    assert CANARY not in str(list(OutreachTask.objects.values_list("what", "text")))
