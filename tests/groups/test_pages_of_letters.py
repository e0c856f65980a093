"""The address in a letter about a meeting or a vraagstuk opens for whoever gets it, also for who has yet to sign in."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.core import mail
from django.utils import timezone

from communication import outbox
from communication.models import Notification
from groups.models import Briefing, Correction, Issue, MeetingEvent
from tests.factories import MeetingFactory, MembershipFactory, PersonFactory
from wijkdeal.briefing import fill_agenda

pytestmark = pytest.mark.django_db
NO_ACCOUNT = "nooit@voorbeeld.test"
BY_SIGNING_IN = re.compile(r"http://127.0.0.1:8000(/account/login/\?next=\S+)")
SIGN_UP = (
    "Wil je dit op de website lezen? Maak dan een account met dit e-mailadres:\nhttp://127.0.0.1:8000/account/signup/"
)
HELD = {"starts_at": timezone.now() - timedelta(days=2), "minutes": "Zo was het."}
SOON = {"starts_at": timezone.now() + timedelta(days=4)}


@pytest.fixture
def readers(koploper, koplopersgroep):
    """A member who can sign in, and one who cannot."""
    MembershipFactory(group=koplopersgroep, person=PersonFactory(user=None, email=NO_ACCOUNT))
    return koploper


def deliver():
    """{address: what the last mail there says}"""
    outbox.process_events()
    Notification.objects.update(due_at=timezone.now())
    outbox.send_due()
    return {message.to[0]: message for message in mail.outbox}


def frozen(meeting, by):
    fill_agenda(meeting)
    Briefing.freeze(meeting, by=by)


def told(kind):
    return lambda meeting, by: MeetingEvent.record(meeting=meeting, kind=kind, actor=by)


def corrected(meeting, by):
    for seat in meeting.group.memberships.select_related("person"):
        seat.person.choose_mail("at_once")
    Correction.add(meeting, by=by, text="Het waren er acht.", members_only=meeting.is_public)


# what happens: (the meeting, what is done, the page that is read about it, whether a public one has that for all)
HAPPENED = {
    "planned": (SOON, told("planned"), "", True),
    "frozen": (SOON, frozen, "briefing/", True),
    "drafted": (HELD | {"state": "minutes_draft"}, told("minutes_drafted"), "#verslag", False),
    "published": (HELD | {"state": "minutes_published"}, told("minutes_published"), "#verslag", True),
    "corrected": (HELD | {"state": "minutes_published"}, corrected, "#verslag", False),
}


@pytest.mark.parametrize("what", HAPPENED)
def test_a_member_comes_by_signing_in_to_what_is_for_members_and_who_cannot_reads_what_to_do(
    client, readers, koplopersgroep, koplopers_chair, what
):
    fields, happens, place, _ = HAPPENED[what]
    meeting = MeetingFactory(group=koplopersgroep, is_public=False, **fields)
    happens(meeting, koplopers_chair.person)

    letters = deliver()

    page = f"{meeting.get_absolute_url()}{place}"
    address = BY_SIGNING_IN.search(letters[readers.email].body)[1]
    assert unquote(address.partition("?next=")[2]) == page
    assert client.get(address).status_code == 200
    client.force_login(readers)
    assert client.get(address).url == page
    assert client.get(page).status_code == 200
    assert SIGN_UP in letters[NO_ACCOUNT].body
    assert page not in letters[NO_ACCOUNT].body
    for form in letters[NO_ACCOUNT].alternatives:
        assert page not in form.content


@pytest.mark.parametrize("what", HAPPENED)
def test_of_a_public_meeting_only_what_members_alone_read_there_asks_to_sign_in(
    client, readers, koplopersgroep, koplopers_chair, what
):
    fields, happens, place, is_for_all = HAPPENED[what]
    meeting = MeetingFactory(group=koplopersgroep, **fields)
    happens(meeting, koplopers_chair.person)

    body = deliver()[readers.email].body

    page = f"http://127.0.0.1:8000{meeting.get_absolute_url()}{place}"
    assert (f"{page}\n" in body, BY_SIGNING_IN.search(body) is None) == (is_for_all, is_for_all)


# -- a vraagstuk that waits, or was declined ---------------------------------------------------------------------------
@pytest.fixture
def waiting(resident):
    return Issue.bring_in(by=resident.person, at_once=False, title="Waarom is het hier zo donker?")


def test_writer_and_chair_come_by_signing_in_to_a_vraagstuk_that_nobody_else_reads(
    client, waiting, resident, koplopers_chair
):
    letters = deliver()
    waiting.decline(by=koplopers_chair.person, reason="Dat is voor de gemeente.")
    declined = deliver()[resident.email].body

    address = f"/account/login/?next={waiting.get_absolute_url()}"
    assert "Tot dan zien alleen jij en de koplopers het." in letters[resident.email].body
    for reader, body in (
        (resident, letters[resident.email].body), (koplopers_chair, letters[koplopers_chair.email].body),
        (resident, declined),
    ):  # fmt: skip
        assert BY_SIGNING_IN.search(body)[1] == address
        client.force_login(reader)
        assert waiting.title in client.get(address, follow=True).text


def test_writer_without_an_account_reads_what_to_do_and_finds_an_accepted_one(client, koplopers_chair):
    person = PersonFactory(user=None, email=NO_ACCOUNT)
    waiting = Issue.bring_in(by=person, at_once=False, title="Waarom is het hier zo donker?")
    first = deliver()[NO_ACCOUNT].body
    waiting.accept(by=koplopers_chair.person)
    second = deliver()[NO_ACCOUNT].body

    assert "Tot dan zien alleen de koplopers het." in first
    assert SIGN_UP in first
    assert waiting.get_absolute_url() not in first
    assert f"http://127.0.0.1:8000{waiting.get_absolute_url()}\n" in second
    assert client.get(waiting.get_absolute_url()).status_code == 200


# -- an address that was kept ------------------------------------------------------------------------------------------
def test_page_that_is_not_there_offers_who_is_not_signed_in_to_do_so_whether_it_exists_or_not(
    client, member, group, koplopers_chair
):
    meeting = MeetingFactory(group=group, is_public=False)
    there, nowhere = meeting.get_absolute_url(), "/groepen/x/bijeenkomsten/0/"
    pages = [client.get(address) for address in (there, nowhere)]
    client.force_login(koplopers_chair)
    signed_in = client.get(there)

    offers = [
        f'Is dit alleen voor leden? <a href="/account/login/?next={address}">Log dan eerst in</a>.'
        for address in (there, nowhere)
    ]
    assert [page.status_code for page in (*pages, signed_in)] == [404, 404, 404]
    assert [offer in page.text for offer, page in zip(offers, pages, strict=True)] == [True, True]
    assert pages[0].text.replace(there, nowhere) == pages[1].text
    assert "Is dit alleen voor leden?" not in signed_in.text
