"""A resident raises a vraagstuk, the chair accepts or declines it, and everybody sees the chain from then on."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from communication import outbox
from groups.models import AgendaPoint, Decision, Issue, IssueEvent, Meeting
from projects.models import Status
from tests.factories import GroupFactory, IssueFactory, MeetingFactory, PersonFactory, ProjectFactory
from wijkdeal import erasing
from wijkdeal.briefing import fill_agenda

pytestmark = pytest.mark.django_db
NEW = "/vraagstukken/nieuw/"
SENT = {"title": "Waarom is het hier zo donker?", "text": "Bij de singel brandt niets.", "theme": "groen"}


@pytest.fixture
def waiting(resident):
    return Issue.bring_in(by=resident.person, at_once=False, title="Waarom is het hier zo donker?")


def deliver():
    mail.outbox.clear()
    outbox.process_events()
    outbox.send_due()
    return {message.to[0]: message for message in mail.outbox}


# -- raised -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["resident", "chair", "green_professional", "team_member", "counter"])
def test_who_is_no_koploper_raises_one_that_waits(client, koplopers_chair, groen, who, request):
    user = request.getfixturevalue(who)
    client.force_login(user)
    assert "De voorzitter van de koplopers kijkt er eerst naar." in client.get(NEW).text

    for _ in range(2):
        response = client.post(NEW, SENT, follow=True)

    issue = Issue.objects.get()
    assert (issue.state, issue.raised_by, issue.theme) == ("waiting", user.person, groen)
    assert "Dit vraagstuk wacht op de voorzitter." in response.text
    assert "Volg dit vraagstuk" not in response.text


def test_visitor_raises_one_and_confirms_with_a_code(client, koplopers_chair, groen, last_code):
    sent = SENT | {"name": "Truus Wolters", "email": "truus@voorbeeld.test"}
    client.post(NEW, sent, follow=True)
    assert not Issue.objects.exists()

    page = client.post("/account/login/code/confirm/", {"code": last_code()}, follow=True)

    assert page.request["PATH_INFO"] == NEW
    assert "Je e-mailadres klopt." in page.text
    assert SENT["text"] in page.text
    client.post(NEW, SENT)
    issue = Issue.objects.get()
    assert (issue.state, issue.raised_by.name) == ("waiting", "Truus Wolters")
    assert "Je e-mailadres klopt." not in client.get(NEW).text


def test_visitor_without_name_reads_what_is_missing(client, koplopersgroep):
    page = client.post(NEW, {"title": "Waarom?"}).text

    assert "Vul je naam in" in page
    assert not Issue.objects.exists()


def test_fourth_that_would_wait_is_not_taken(client, resident, koplopersgroep):
    client.force_login(resident)
    for number in range(4):
        page = client.post(NEW, {"title": f"Vraag {number}"}, follow=True).text

    assert Issue.objects.waiting().count() == 3
    assert "Er wachten al drie vraagstukken van jou" in page
    assert "Vraag 3" in page


def test_writer_gets_a_receipt_and_the_chair_is_asked(waiting, resident, koplopers_chair, koploper):
    told = deliver()

    assert set(told) == {koplopers_chair.email, resident.email}
    assert told[resident.email].subject == "We hebben je vraagstuk: Waarom is het hier zo donker?"
    assert told[koplopers_chair.email].subject == "Een vraagstuk wacht op jou: Waarom is het hier zo donker?"
    assert waiting.get_absolute_url() in told[koplopers_chair.email].body


def test_without_a_chair_the_administrator_is_asked(waiting, resident, koploper, administrator):
    assert set(deliver()) == {administrator.email, resident.email}


# -- seen -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", Issue.NOT_PUBLIC)
def test_until_it_is_accepted_only_its_writer_and_the_koplopers_see_it(
    client, waiting, resident, koploper, neighbour, administrator, state
):
    Issue.objects.filter(pk=waiting.pk).update(state=state, decline_reason="Dit is voor de gemeente.")
    places = ("/vraagstukken/", "/zoeken/?q=donker", "/sitemap-vraagstukken.xml", waiting.get_absolute_url())

    found = {}
    for who in (None, neighbour, resident, koploper, administrator):
        client.logout()
        if who:
            client.force_login(who)
        answers = [client.get(place) for place in places]
        found[who] = (answers[-1].status_code, any("zo donker" in answer.text for answer in answers[1:-1]))

    assert found[None] == found[neighbour] == (404, False)
    assert found[resident] == found[koploper] == found[administrator] == (200, False)


def test_writer_and_koplopers_find_it_in_the_list(client, waiting, resident, koploper, neighbour):
    found = {}
    for who in (None, neighbour, resident, koploper):
        client.logout()
        if who:
            client.force_login(who)
        found[who] = "zo donker" in client.get("/vraagstukken/").text

    assert found == {None: False, neighbour: False, resident: True, koploper: True}


def test_it_is_not_put_on_an_agenda_before_it_is_accepted(client, waiting, koplopersgroep, koplopers_chair):
    meeting = MeetingFactory(group=koplopersgroep)
    client.force_login(koplopers_chair)

    page = client.get(f"{meeting.get_absolute_url()}agendapunten/nieuw/").text
    client.post(f"{meeting.get_absolute_url()}agendapunten/nieuw/", {"title": "x", "issue": waiting.pk})

    assert "zo donker" not in page
    assert not AgendaPoint.objects.exists()


def test_nobody_follows_what_they_may_not_see(client, waiting, neighbour):
    client.force_login(neighbour)

    assert client.post(f"{waiting.get_absolute_url()}volgen/").status_code == 404
    assert not waiting.follows.exists()


# -- accepted, declined -----------------------------------------------------------------------------------------------
def test_chair_accepts_it_and_the_writer_hears(client, waiting, resident, koplopers_chair):
    deliver()
    client.force_login(koplopers_chair)
    assert "Neem op" in client.get(waiting.get_absolute_url()).text

    for _ in range(2):
        page = client.post(f"{waiting.get_absolute_url()}opnemen/", follow=True).text

    waiting.refresh_from_db()
    assert (waiting.state, waiting.accepted_on) == ("open", timezone.localdate())
    assert "Dit kan nu niet: het vraagstuk is open." in page
    client.logout()
    assert "Opgenomen door de koplopers" in client.get(waiting.get_absolute_url()).text
    told = deliver()
    assert set(told) == {resident.email}
    assert told[resident.email].subject == "Vraagstuk opgenomen: Waarom is het hier zo donker?"


def test_chair_declines_it_with_a_reason_that_the_writer_hears(client, waiting, resident, koplopers_chair):
    deliver()
    client.force_login(koplopers_chair)
    address = f"{waiting.get_absolute_url()}afwijzen/"
    assert "Schrijf in een paar zinnen waarom niet." in client.post(address, {"reason": ""}).text

    client.post(address, {"reason": "Een kapotte lamp meld je bij de gemeente."})

    waiting.refresh_from_db()
    assert (waiting.state, waiting.decline_reason) == ("declined", "Een kapotte lamp meld je bij de gemeente.")
    assert "Dit kan nu niet" in client.post(address, {"reason": "Nog eens"}, follow=True).text
    assert "Een kapotte lamp meld je bij de gemeente." in deliver()[resident.email].body
    client.force_login(resident)
    assert "Waarom niet?" in client.get(waiting.get_absolute_url()).text
    assert "Een kapotte lamp" in client.get("/mijn/").text


@pytest.mark.parametrize(("who", "status"), [("koploper", 403), ("resident", 403), ("neighbour", 404)])
@pytest.mark.parametrize("verb", ["opnemen", "afwijzen"])
def test_nobody_else_accepts_or_declines(request, client, waiting, koplopersgroep, who, status, verb):
    client.force_login(request.getfixturevalue(who))

    assert client.post(f"{waiting.get_absolute_url()}{verb}/", {"reason": "Nee."}).status_code == status
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_what_waits_is_not_taken_up_nor_answered(client, waiting, koplopers_chair):
    client.force_login(koplopers_chair)

    client.post(f"{waiting.get_absolute_url()}oppakken/")
    client.post(f"{waiting.get_absolute_url()}beantwoorden/", {"answer": "Ja"})
    page = client.get(f"{waiting.get_absolute_url()}beantwoorden/", follow=True).text

    waiting.refresh_from_db()
    assert waiting.state == "waiting"
    assert "Dit kan nu niet: het vraagstuk wacht nog op de voorzitter." in page


def test_chair_reads_at_mijn_what_waits_too_long(client, waiting, koploper, koplopers_chair):
    Issue.objects.filter(pk=waiting.pk).update(raised_on=timezone.localdate() - timedelta(days=15))
    client.force_login(koplopers_chair)
    of_chair = client.get("/mijn/").text
    client.force_login(koploper)

    assert "Waarom is het hier zo donker?’ wacht sinds" in of_chair
    assert "Dat is langer dan 14 dagen." in of_chair
    assert "zo donker" not in client.get("/mijn/").text


def test_who_leaves_takes_along_what_waits(waiting, resident):
    erasing.erase(resident)

    assert not Issue.objects.exists()


# -- the chain --------------------------------------------------------------------------------------------------------
def test_writer_and_followers_hear_that_it_was_discussed(client, waiting, resident, koplopersgroep, koplopers_chair):
    waiting.accept(by=koplopers_chair.person)
    waiting.follows.create(person=PersonFactory(email="volger@voorbeeld.test", mail_frequency="at_once"))
    meeting = MeetingFactory(group=koplopersgroep, starts_at=timezone.now() - timedelta(hours=3))
    AgendaPoint.objects.create(meeting=meeting, title="Donker", issue=waiting)
    deliver()
    client.force_login(koplopers_chair)

    client.post(f"{meeting.get_absolute_url()}geweest/")

    assert list(waiting.events.values_list("kind", flat=True))[0] == "discussed"
    told = deliver()
    assert set(told) == {resident.email, "volger@voorbeeld.test"}
    assert "is besproken: Koplopersgroep" in told[resident.email].body
    assert meeting.get_absolute_url() in told[resident.email].body


def test_nothing_is_told_of_a_meeting_of_members(client, waiting, resident, koplopersgroep, koplopers_chair, koploper):
    waiting.accept(by=koplopers_chair.person)
    meeting = MeetingFactory(
        group=koplopersgroep, title="Onder ons", is_public=False, starts_at=timezone.now() - timedelta(hours=3)
    )
    AgendaPoint.objects.create(meeting=meeting, title="Donker", issue=waiting)
    deliver()
    client.force_login(koplopers_chair)

    client.post(f"{meeting.get_absolute_url()}geweest/")

    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.HELD
    assert not IssueEvent.objects.filter(kind="discussed").exists()
    assert deliver() == {}
    client.force_login(resident)
    assert "Onder ons" not in client.get(waiting.get_absolute_url()).text
    client.force_login(koploper)
    assert "Onder ons" in client.get(waiting.get_absolute_url()).text


def test_both_ends_show_the_chain(client, waiting, koplopersgroep, koplopers_chair, groen):
    waiting.accept(by=koplopers_chair.person)
    waiting.take_up(by=koplopers_chair.person)
    meeting = MeetingFactory(
        group=koplopersgroep,
        title="Overleg over licht",
        state="held",
        starts_at=timezone.localtime() - timedelta(days=2),
    )
    AgendaPoint.objects.create(meeting=meeting, title="Donker", issue=waiting)
    project = ProjectFactory(
        title="Licht langs de singel", theme=groen, status=Status.COMPLETED, result="Er staan acht lampen."
    )
    group = GroupFactory(name="Lichtploeg")
    waiting.settle(by=koplopers_chair.person, answer="We hangen lampen op.", project=project, group=group)

    page = client.get(waiting.get_absolute_url())

    steps = [(link.what, link.label) for link in page.context["page"].chain]
    assert sorted(steps[:4]) == [
        ("Besproken", "Overleg over licht"), ("Ingebracht", ""), ("Opgenomen door de koplopers", ""), ("Opgepakt", ""),
    ]  # fmt: skip
    assert steps[4:] == [
        ("Hoort bij het project", "Licht langs de singel"), ("Werk voor", "Lichtploeg"), ("Beantwoord", ""),
    ]  # fmt: skip
    assert "Er staan acht lampen." in page.text
    assert "Kwam uit vraagstuk" in client.get(project.get_absolute_url()).text
    assert "Waarom is het hier zo donker?" in client.get(group.get_absolute_url()).text


def test_decisions_on_it_stand_in_the_chain_for_who_may_read_them(client, waiting, koplopersgroep, koploper, resident):
    Issue.objects.filter(pk=waiting.pk).update(state="open")
    ago = timezone.localtime() - timedelta(days=2)
    meetings = {
        word: MeetingFactory(group=koplopersgroep, is_public=word == "open", starts_at=ago)
        for word in ("open", "dicht")
    }
    for meeting, text, members_only in (
        (meetings["open"], "We hangen lampen op.", False),
        (meetings["open"], "Niet duurder dan duizend euro.", True),
        (meetings["dicht"], "We praten met de buurman.", False),
    ):
        point = AgendaPoint.objects.create(meeting=meeting, title="Donker", issue=waiting)
        Decision.objects.create(meeting=meeting, point=point, text=text, members_only=members_only)

    found = {}
    for who in (None, resident, koploper):
        client.logout()
        if who:
            client.force_login(who)
        page = client.get(waiting.get_absolute_url()).text
        found[who] = [words in page for words in ("We hangen lampen op.", "Niet duurder", "We praten met")]

    assert found == {None: [True, False, False], resident: [True, False, False], koploper: [True, True, True]}


def test_project_page_does_not_tell_of_one_that_waits(client, waiting):
    project = ProjectFactory()
    Issue.objects.filter(pk=waiting.pk).update(project=project)

    assert "zo donker" not in client.get(project.get_absolute_url()).text


def test_waiting_one_is_on_no_briefing(waiting, koplopersgroep):
    IssueFactory(title="Open vraag")
    meeting = MeetingFactory(group=koplopersgroep)

    fill_agenda(meeting)

    assert list(meeting.briefing_lines.filter(kind="vraagstuk").values_list("title", flat=True)) == ["Open vraag"]
