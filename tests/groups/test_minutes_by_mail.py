"""Minutes for who never signs in: in the mail to read, and on paper by way of the bellijst."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from communication import outbox
from communication.models import Notification, OutreachTask
from groups.models import ActionPoint, AgendaPoint, Briefing, Decision, Meeting
from tests.factories import GroupFactory, MeetingFactory, MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db
State = Meeting.State
SECRET = ("Wim was boos.", "Wim stopt ermee", "Een nieuwe zoeken")


@pytest.fixture
def held(group):
    meeting = MeetingFactory(
        group=group, title="Overleg", starts_at=timezone.now() - timedelta(days=2), state=State.MINUTES_DRAFT,
        minutes="We <b>groeten</b> de buurt.",
    )  # fmt: skip
    point = AgendaPoint.objects.create(
        meeting=meeting, title="De vijver", minutes="Er komt riet.", members_minutes="Wim was boos."
    )
    AgendaPoint.objects.create(meeting=meeting, title="Niet besproken")
    Decision.objects.create(meeting=meeting, point=point, text="We planten in mei")
    Decision.objects.create(meeting=meeting, point=point, text="Wim stopt ermee", members_only=True)
    ActionPoint.objects.create(meeting=meeting, text="Riet kopen", due=timezone.localdate())
    ActionPoint.objects.create(meeting=meeting, text="Een nieuwe zoeken", members_only=True)
    return meeting


@pytest.fixture
def never(group):
    """A member who never signed in."""
    person = PersonFactory(user=None, name="Nooit Binnen", email="nooit@voorbeeld.test")
    MembershipFactory(group=group, person=person)
    return person


@pytest.fixture
def truus(group):
    person = PersonFactory(user=None, name="Truus")
    MembershipFactory(group=group, person=person)
    return person


def letters_to(address):
    outbox.process_events()
    Notification.objects.update(due_at=timezone.now())
    outbox.send_due()
    return [message for message in mail.outbox if message.to == [address]]


def test_who_never_signed_in_reads_the_minutes_in_the_mail(client, held, chair, never):
    client.force_login(chair)
    client.post(f"{held.get_absolute_url()}verslag-publiceren/")

    [letter] = letters_to(never.email)
    [(html, kind)] = letter.alternatives

    assert kind == "text/html"
    for text in (letter.body, html):
        assert "Dag Nooit," in text
        assert "Je krijgt deze mail omdat je in de groep zit." in text
        assert "Over wat je volgt kies je zelf welke mail je krijgt" in text
        for words in ("Er komt riet.", "We planten in mei", "Riet kopen", "nog niemand", *SECRET):
            assert words in text
        assert "Niet besproken" not in text
    assert "DE VIJVER\n" in letter.body
    assert "We <b>groeten</b> de buurt." in letter.body
    assert "&lt;b&gt;groeten" in html


def test_who_left_the_group_meanwhile_reads_what_everybody_reads(held, chair, never):
    held.publish_minutes(by=chair.person)
    outbox.process_events()
    held.group.memberships.filter(person=never).update(until=timezone.localdate())

    [letter] = letters_to(never.email)

    assert "Er komt riet." in letter.body
    assert [words for words in SECRET if words in letter.body + letter.alternatives[0][0]] == []


def test_members_read_the_draft_a_day_after_it_was_begun(client, group, chair, never, koploper):
    began = timezone.now() - timedelta(hours=2)
    meeting = MeetingFactory(group=group, title="Overleg", starts_at=began, ends_at=began)
    group.follows.create(person=koploper.person)
    meeting.hold(by=chair.person)
    meeting.write_minutes(by=chair.person, minutes="Er")
    outbox.process_events()
    due = Notification.objects.get(kind="meeting-draft", person=never).due_at
    assert timedelta(hours=23) < due - timezone.now() < timedelta(hours=25)
    meeting.write_minutes(by=chair.person, minutes="Er komt riet.")

    [letter] = letters_to(never.email)

    assert letter.subject == "Concept van het verslag: Overleg"
    assert "Er komt riet." in letter.body
    assert letters_to(koploper.email) == []


def test_minutes_that_were_written_while_it_went_on_are_a_draft_too(group, chair, never):
    began = timezone.now() - timedelta(hours=2)
    meeting = MeetingFactory(group=group, starts_at=began, ends_at=began)
    meeting.write_minutes(by=chair.person, minutes="Er komt riet.")

    meeting.hold(by=chair.person)

    assert [one.subject.split(":")[0] for one in letters_to(never.email)] == ["Concept van het verslag"]


def test_a_draft_that_is_out_meanwhile_is_told_of_once(group, chair, never):
    began = timezone.now() - timedelta(hours=2)
    meeting = MeetingFactory(group=group, starts_at=began, ends_at=began)
    meeting.hold(by=chair.person)
    meeting.write_minutes(by=chair.person, minutes="Er komt riet.")
    meeting.publish_minutes(by=chair.person)

    assert [one.subject for one in letters_to(never.email)] == ["Verslag gepubliceerd: Groenoverleg"]


@pytest.mark.parametrize("is_public", [True, False])
def test_the_bellijst_says_what_to_print_or_whom_to_ask(client, held, chair, counter, truus, is_public):
    Meeting.objects.update(is_public=is_public)
    held.refresh_from_db()
    held.publish_minutes(by=chair.person)

    outbox.process_events()

    task = OutreachTask.objects.get()
    client.force_login(counter)
    assert client.get(task.href).status_code == 200
    if is_public:
        assert task.text == "Druk het verslag af van de website, en geef of stuur het op papier."
        assert task.href == held.get_absolute_url()
    else:
        assert task.text.startswith("Alleen de leden mogen het verslag lezen. Vraag de voorzitter van Werkgroep")
        assert task.href == held.group.get_absolute_url()


def test_the_bellijst_leads_nobody_to_a_briefing_of_members(client, koplopersgroep, koplopers_chair, counter):
    MembershipFactory(group=koplopersgroep, person=PersonFactory(user=None, name="Truus"))
    meeting = MeetingFactory(group=koplopersgroep, state=State.AGENDA_OPEN, is_public=False)
    Briefing.freeze(meeting, by=koplopers_chair.person)

    outbox.process_events()

    task = OutreachTask.objects.get()
    assert "Vraag de voorzitter van Koplopersgroep om het op papier." in task.text
    assert task.href == koplopersgroep.get_absolute_url()


@pytest.mark.parametrize("what", ["decision", "action"])
def test_a_meeting_with_only_what_was_agreed_is_published(client, group, chair, never, what):
    meeting = MeetingFactory(group=group, starts_at=timezone.now() - timedelta(days=2), state=State.HELD)
    if what == "decision":
        Decision.objects.create(meeting=meeting, text="We planten in mei")
    else:
        ActionPoint.objects.create(meeting=meeting, text="We planten in mei")
    client.force_login(chair)

    page = client.post(f"{meeting.get_absolute_url()}verslag-publiceren/", follow=True).text

    assert Meeting.objects.get().state == State.MINUTES_PUBLISHED
    words = {"decision": "besluiten", "action": "actiepunten"}[what]
    assert f"Iedereen kan de {words} nu lezen." in page
    assert f"De {words} staan erbij" in page
    assert f'id="{words}"' in page
    letter = letters_to(never.email)[0]
    assert letter.subject.startswith(f"{words.capitalize()} gepubliceerd: ")
    assert "We planten in mei" in letter.body
    for body in (letter.body, letter.alternatives[0][0]):
        assert f"{meeting.get_absolute_url()}#{words}" in body
        assert "Het verslag" not in body


def test_of_a_meeting_of_members_it_is_not_said_that_everybody_reads_the_minutes(client, group, chair):
    past = timezone.now() - timedelta(days=2)
    meeting = MeetingFactory(group=group, starts_at=past, state=State.MINUTES_DRAFT, minutes="Kort.", is_public=False)
    client.force_login(chair)

    page = client.post(f"{meeting.get_absolute_url()}verslag-publiceren/", follow=True).text

    assert "Alle leden kunnen het verslag nu lezen." in page


def test_a_page_of_minutes_does_not_grow_with_what_was_ever_decided(client, group, chair):
    past = timezone.now() - timedelta(days=2)
    meeting = MeetingFactory(group=group, starts_at=past, state=State.HELD)
    AgendaPoint.objects.bulk_create(AgendaPoint(meeting=meeting, title=f"Punt {number}") for number in range(20))
    old = MeetingFactory(group=group, starts_at=past - timedelta(days=30), state=State.MINUTES_PUBLISHED)
    text = "We spreken af dat de bank bij de vijver blijft staan. " * 3
    Decision.objects.bulk_create(Decision(meeting=old, text=f"{number} {text}") for number in range(400))
    client.force_login(chair)

    page = client.get(f"{meeting.get_absolute_url()}verslag/").text

    assert len(page) < 300_000
    assert "Een ouder besluit vervang je op de pagina van de bijeenkomst." in page
    assert '<option value="' in page
    assert "399 We spreken" in page
    assert ">1 We spreken" not in page
    assert ">1 We spreken" in client.get(f"{meeting.get_absolute_url()}besluiten/nieuw/").text


def test_the_minutes_in_the_mail_name_nobody_of_another_group_who_did_not_agree(group, held, never, chair):
    other = GroupFactory(name="Werkgroep Bomen", slug="bomen")
    for one, name in ((other, "Wim Bomen"), (group, "Joke Bos")):
        person = PersonFactory(name=name)
        MembershipFactory(group=one, person=person, is_named=False)
        ActionPoint.objects.create(meeting=held, text=f"Van {name}", person=person, passed_to=other)

    held.publish_minutes(by=chair.person)
    [letter] = letters_to(never.email)

    for text in (letter.body, letter.alternatives[0][0]):
        assert "Van Wim Bomen, een lid van de groep" in text
        assert "Van Joke Bos, Joke Bos" in text
