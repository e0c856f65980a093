"""At the counter: a vraagstuk of somebody who stands there, and whether a member without mail comes to a meeting."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.consents import Consent
from accounts.models import Person
from communication.models import OutreachTask
from communication.outbox import process_events, send_due
from groups.models import Issue, Meeting, Reply
from tests.factories import GroupFactory, MeetingFactory, MembershipFactory, PersonFactory, UserFactory
from tests.groups.conftest import koplopers_chair, koplopersgroep  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
ISSUE = {
    "title": "Wie ruimt de bladeren op?",
    "text": "De goot loopt over.",
    "name": "Truus Wolters",
    "phone": "06 98765432",
    "consent": "on",
}
ASKED = re.compile(r'<option value="([\d-]+)"( selected)?>([^<]*)')


# -- a vraagstuk -------------------------------------------------------------------------------------------------------


def test_counter_brings_in_a_vraagstuk_and_what_becomes_of_it_comes_on_the_list(
    client,
    counter,
    groen,
    koplopers_chair,  # noqa: F811
):
    client.force_login(counter)

    page = client.post("/balie/vraagstuk/", ISSUE | {"theme": "groen"}, follow=True).text

    issue = Issue.objects.get()
    assert (issue.state, issue.theme, issue.entered_by) == (Issue.State.WAITING, groen, counter.person)
    assert (issue.raised_by.name, issue.raised_by.phone, issue.raised_by.user) == ("Truus Wolters", "06 98765432", None)
    said = {
        about for about, by in issue.raised_by.consents.values_list("about", "written_by") if by == counter.person.pk
    }
    assert said == {Consent.About.NAME, Consent.About.CALLS}
    assert "De voorzitter van de koplopers kijkt ernaar. Truus Wolters hoort het via de bellijst." in page
    process_events()
    send_due()
    [message] = mail.outbox
    assert message.to == [koplopers_chair.email]
    assert "Truus Wolters bracht een vraagstuk in" in message.body
    assert "Henk Smit schreef het op aan de balie." in message.body
    client.force_login(koplopers_chair)
    assert "Opgeschreven door Henk Smit, aan de balie." in client.get(issue.get_absolute_url()).text
    issue.accept(by=koplopers_chair.person)
    process_events()
    assert OutreachTask.objects.get().what == "Vraagstuk opgenomen: Wie ruimt de bladeren op?"
    client.logout()
    page = client.get(issue.get_absolute_url()).text
    assert "door Truus Wolters" in page
    assert "Henk" not in page


def test_a_vraagstuk_of_a_koploper_with_an_account_waits_too(client, counter, koplopers_chair):  # noqa: F811
    client.force_login(counter)

    page = client.post("/balie/vraagstuk/", ISSUE | {"email": koplopers_chair.email}, follow=True).text

    issue = Issue.objects.get()
    assert (issue.raised_by, issue.state) == (koplopers_chair.person, Issue.State.WAITING)
    assert "Lies Hamminga krijgt een mail." in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"consent": ""}, "Vraag of het goed is en zet dan een vinkje."),
        ({"title": ""}, "de vraag"),
        ({"name": ""}, "de naam"),
    ],
)
def test_a_vraagstuk_that_is_not_complete_says_so_and_keeps_nothing(client, counter, wrong, words):
    client.force_login(counter)

    page = client.post("/balie/vraagstuk/", ISSUE | wrong).text

    assert words in page
    assert "<title>Fout: " in page
    assert "De goot loopt over." in page
    assert not Issue.objects.exists()
    assert not Person.objects.filter(name="Truus Wolters").exists()


def test_the_same_vraagstuk_sent_twice_is_one_and_a_fourth_is_refused(client, counter):
    client.force_login(counter)
    for title in ("Een?", "Een?", "Twee?", "Drie?"):
        client.post("/balie/vraagstuk/", ISSUE | {"title": title})

    page = client.post("/balie/vraagstuk/", ISSUE | {"title": "Vier?"}).text

    assert sorted(Issue.objects.values_list("title", flat=True)) == ["Drie?", "Een?", "Twee?"]
    assert "Er wachten al 3 vraagstukken van Truus Wolters op de voorzitter." in page
    assert Person.objects.filter(name="Truus Wolters").count() == 1


# -- who comes ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def group(db):
    return GroupFactory(name="Werkgroep Bomen")


@pytest.fixture
def truus(group):
    person = PersonFactory(user=None, email="", name="Truus Bolt", phone="06 1")
    MembershipFactory(group=group, person=person)
    return person


@pytest.fixture
def meeting(group):
    return MeetingFactory(group=group, title="Overleg")


def offered(client, address="/balie/komst/"):
    return ASKED.findall(client.get(address).text)


def key_of(client, meeting):
    return next(key for key, *_ in offered(client) if key.split("-")[1] == str(meeting.pk))


@pytest.mark.parametrize("answer", Reply.Answer)
def test_counter_notes_who_comes_and_the_group_sees_it(client, counter, truus, meeting, answer):
    client.force_login(counter)

    page = client.post("/balie/komst/", {"asked": key_of(client, meeting), "answer": answer}, follow=True).text

    reply = Reply.objects.get()
    assert (reply.person, reply.meeting, reply.answer, reply.noted_by) == (truus, meeting, answer, counter.person)
    assert "Opgeschreven voor Truus Bolt: " in page
    assert f"Werkgroep Bomen, ‘Overleg’ (zei: {answer.label})" in page
    member = UserFactory()
    MembershipFactory(group=meeting.group, person=member.person)
    client.force_login(member)
    assert "Truus Bolt" in client.get(meeting.get_absolute_url()).text


def test_an_answer_may_change_and_what_one_says_oneself_counts(client, counter, truus, meeting):
    client.force_login(counter)
    for answer in ("yes", "no"):
        client.post("/balie/komst/", {"asked": key_of(client, meeting), "answer": answer})
    noted = Reply.objects.get()

    meeting.take_answer(truus, "yes")

    assert (noted.answer, noted.noted_by) == ("no", counter.person)
    assert (Reply.objects.get().answer, Reply.objects.get().noted_by) == ("yes", None)


def test_only_members_whom_no_mail_reaches_and_meetings_to_come_are_there(client, counter, group, truus, meeting):
    now = timezone.localtime()
    MembershipFactory(group=group, person=PersonFactory(user=None, email="an@voorbeeld.test", name="Met mail"))
    MembershipFactory(group=group, person=UserFactory(name="Met account").person)
    MembershipFactory(group=group, person=PersonFactory(user=None, email="", name="Was lid"), until=now.date())
    MembershipFactory(group=group, person=PersonFactory(user=None, email="", name="Wil lid worden"), requested=True)
    MeetingFactory(group=group, title="Geweest", starts_at=now - timedelta(days=1))
    MeetingFactory(group=group, title="Afgelast", state=Meeting.State.CANCELLED, cancel_reason="Te nat.")
    MeetingFactory(group=group, title="Over een jaar", starts_at=now + timedelta(days=365))
    MeetingFactory(title="Van een andere groep")
    MembershipFactory(group=group, person=PersonFactory(user=None, email="", name="Niet genoemd"), is_named=False)
    MeetingFactory(group=group, title="Geheim", is_public=False, starts_at=now + timedelta(days=30))
    client.force_login(counter)

    page = client.get("/balie/komst/").text

    assert page.count('<optgroup label="Truus Bolt">') == page.count("<optgroup") == 1
    assert [words.split(", ", 2)[-1] for *_, words in offered(client)] == ["Werkgroep Bomen, ‘Overleg’"]


def test_what_is_for_members_is_there_for_whom_the_counter_was_to_call(client, counter, group, truus):
    other = MembershipFactory(group=GroupFactory(name="Een andere groep"), person=truus, is_named=False).group
    group.memberships.update(is_named=False)
    starts = timezone.now() + timedelta(days=3)
    when = {"starts_at": starts, "ends_at": starts, "place": "Hier"}
    MeetingFactory(group=other, title="Niet verteld", **when)
    Meeting.plan(group, by=None, title="Geheim", is_public=False, **when)
    client.force_login(counter)
    before = offered(client)

    process_events()

    assert before == []
    assert [words.split(", ", 2)[-1] for *_, words in offered(client)] == ["Werkgroep Bomen, alleen voor leden"]


def test_the_bellijst_leads_to_the_answer_of_whom_one_calls(client, counter, group, truus):
    aaf = PersonFactory(user=None, email="", name="Aaf Bos")
    MembershipFactory(group=group, person=aaf)
    starts = timezone.now() + timedelta(days=3)
    Meeting.plan(group, by=None, title="Overleg", starts_at=starts, ends_at=starts, place="Hier")
    process_events()
    client.force_login(counter)

    page = client.get("/balie/").text

    address = f"/balie/komst/?wie={truus.pk}"
    assert f'href="{address}"' in page
    [chosen] = [key for key, is_chosen, _ in offered(client, address) if is_chosen]
    assert chosen.startswith(f"{truus.pk}-")
    assert not any(is_chosen for _, is_chosen, _ in offered(client, "/balie/komst/?wie=9999999"))


def test_whom_one_calls_about_what_is_off_is_not_asked_to_come(client, counter, group, truus):
    starts = timezone.now() + timedelta(days=3)
    meeting = Meeting.plan(group, by=None, title="Overleg", starts_at=starts, ends_at=starts, place="Hier")
    process_events()
    client.force_login(counter)
    before = client.get("/balie/").text
    meeting.cancel(by=None, reason="Te nat.")
    process_events()

    page = client.get("/balie/").text

    assert "Schrijf op of diegene komt" in before
    assert "Afgelast: Overleg" in page
    assert "Schrijf op of diegene komt" not in page


@pytest.mark.parametrize("meanwhile", ["moved", "cancelled", "left"])
def test_what_changed_meanwhile_is_said_and_nothing_is_noted(client, counter, truus, meeting, meanwhile):
    client.force_login(counter)
    asked = key_of(client, meeting)
    if meanwhile == "moved":
        starts = timezone.now() + timedelta(days=9)
        meeting.move(by=None, starts_at=starts, ends_at=starts, place="Elders")
    elif meanwhile == "cancelled":
        meeting.cancel(by=None, reason="Te nat.")
    else:
        meeting.group.leave(truus)

    page = client.post("/balie/komst/", {"asked": asked, "answer": "yes"}).text

    assert "Dit kan niet meer: " in page or "Er is nu geen bijeenkomst" in page
    assert not Reply.objects.exists()


def test_without_an_answer_it_asks_for_one(client, counter, truus, meeting):
    client.force_login(counter)

    page = client.post("/balie/komst/", {"asked": "", "answer": "misschien"}).text

    assert "Kies van wie het antwoord is." in page
    assert "Kies wat diegene zei." in page


def test_what_the_chair_notes_is_known_as_that(client, group, truus, meeting):
    chair = UserFactory()
    MembershipFactory(group=group, person=chair.person, role="chair")
    client.force_login(chair)

    client.post(f"{meeting.get_absolute_url()}komst/noteren/", {"person": truus.pk, "answer": "yes"})

    assert Reply.objects.get().noted_by == chair.person


@pytest.mark.parametrize("address", ["/balie/vraagstuk/", "/balie/komst/"])
def test_who_does_not_work_at_the_counter_writes_nothing_down(client, resident, truus, meeting, address):
    client.force_login(resident)

    typed = ISSUE | {"asked": f"{truus.pk}-{meeting.pk}-0", "answer": "yes"}

    assert client.get(address).status_code == client.post(address, typed).status_code == 403
    assert not Issue.objects.exists()
    assert not Reply.objects.exists()


def test_many_invitations_cost_few_queries(client, counter, django_assert_max_num_queries):
    for _ in range(5):
        group = GroupFactory()
        for name in "AB":
            MembershipFactory(group=group, person=PersonFactory(user=None, email="", name=name))
        MeetingFactory(group=group)
    client.force_login(counter)

    with django_assert_max_num_queries(10):
        assert len(offered(client)) == 10
