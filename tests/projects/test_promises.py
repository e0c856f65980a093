"""What parties promise: asked, confirmed, moved, kept, late; and the money, line by line."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from communication import outbox
from core.dates import short_day
from projects.models import MoneyLine, Pledge, Status
from projects.tasks import remind_of_pledges
from tests.factories import AgendaItemFactory, OrganisationFactory, ProjectFactory, UserFactory

pytestmark = pytest.mark.django_db
STATE = Pledge.State


def in_days(number):
    return (timezone.localdate() + timedelta(days=number)).isoformat()


@pytest.fixture
def contact(db):
    return UserFactory(email="corporatie@voorbeeld.test", name="Els Bakker")


@pytest.fixture
def party(contact):
    party = OrganisationFactory(name="De Stempel", slug="de-stempel")
    party.contacts.add(contact)
    return party


@pytest.fixture
def project(groen, resident):
    return ProjectFactory(title="Plukfruit", theme=groen, status=Status.UNDERWAY, leader=resident.person)


@pytest.fixture
def pledge(project, party):
    """A function that makes one in a state."""

    def make(state=STATE.CONFIRMED, days=30, **fields):
        due = timezone.localdate() + timedelta(days=days)
        fields = {"project": project, "organisation": party, "what": "Twintig bomen", "due": due} | fields
        return Pledge.objects.create(state=state, **fields)

    return make


def deliver():
    mail.outbox.clear()
    outbox.process_events()
    outbox.send_due()
    return [(message.to[0], message.subject, message.body) for message in mail.outbox]


def page_of(client, thing):
    return client.get(thing.get_absolute_url()).text


# -- asked and confirmed ----------------------------------------------------------------------------------------------
def test_leader_asks_and_it_is_public_once_a_contact_confirms(client, project, party, resident, contact):
    client.force_login(resident)
    typed = {"organisation": "de-stempel", "what": "Twintig bomen", "amount": "1.250,50", "due": in_days(30)}
    for _ in range(2):
        client.post(f"{project.get_absolute_url()}toezeggingen/", typed)
    pledge = Pledge.objects.get()
    client.logout()

    assert (pledge.state, pledge.amount) == (STATE.OFFERED, Decimal("1250.50"))
    assert "Twintig bomen" not in page_of(client, project)
    assert "1 gevraagde toezegging wacht op een antwoord" in page_of(client, party)
    ((to, subject, body),) = deliver()
    assert (to, subject) == (contact.email, "Over jullie toezegging: Twintig bomen")
    assert pledge.get_absolute_url() in body
    assert "(\u20ac\u00a01.250,50)" in body

    client.force_login(contact)
    client.post(pledge.get_absolute_url(), {"confirm": "1"})

    pledge.refresh_from_db()
    assert pledge.state == STATE.CONFIRMED
    line = MoneyLine.objects.get()
    assert (line.kind, line.amount, line.organisation, line.project) == ("promised", pledge.amount, party, project)
    assert "Twintig bomen" in page_of(client, project)
    ((to, subject, _),) = deliver()
    assert (to, subject) == (resident.email, "Toegezegd: Twintig bomen van De Stempel")


def test_contact_refuses_with_a_reason_and_it_stays_out_of_sight(client, project, pledge, resident, contact):
    row = pledge(STATE.OFFERED)
    client.force_login(contact)

    refused = client.post(row.get_absolute_url(), {"refuse": "1"}).text
    client.post(row.get_absolute_url(), {"refuse": "1", "reason": "Dat hebben we niet gezegd."})

    row.refresh_from_db()
    assert "Schrijf op waarom niet." in refused
    assert (row.state, row.reason) == (STATE.REFUSED, "Dat hebben we niet gezegd.")
    assert "Twintig bomen" not in page_of(client, project)
    assert [(to, subject) for to, subject, _ in deliver()] == [
        (resident.email, "Niet toegezegd: Twintig bomen van De Stempel")
    ]


def test_contact_promises_for_a_plan_and_it_stands_there_at_once(client, party, groen, contact):
    item = AgendaItemFactory(theme=groen, code="G1")
    client.force_login(contact)

    client.post(f"{party.get_absolute_url()}toezeggingen/", {
        "about": f"plan-{item.pk}", "what": "Elk jaar tien bankjes", "due": in_days(90), "amount": "500",
    })  # fmt: skip

    pledge = Pledge.objects.get()
    assert (pledge.state, pledge.agenda_item, pledge.organisation) == (STATE.CONFIRMED, item, party)
    assert "Elk jaar tien bankjes, \u20ac\u00a0500" in page_of(client, item)
    assert "Elk jaar tien bankjes, \u20ac\u00a0500" in page_of(client, party)
    line = MoneyLine.objects.get()
    assert (line.project, line.agenda_item, line.kind, line.amount) == (None, item, "promised", 500)
    assert "<dt>Toegezegd</dt><dd><b>\u20ac\u00a0500</b></dd>" in page_of(client, item)
    assert "<dt>Zegde deze partij toe</dt><dd><b>\u20ac\u00a0500</b></dd>" in page_of(client, party)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("what", "", "Vul de toezegging in."),
        ("due", "2020-01-01", "Kies vandaag of een dag die nog komt."),
        ("amount", "veel", "Schrijf het bedrag met cijfers."),
        ("amount", "-5", "Vul een bedrag in dat niet onder nul is."),
        ("organisation", "", "Kies een partij."),
    ],
)
def test_what_is_wrong_is_said_and_stays(client, project, party, resident, field, value, message):
    client.force_login(resident)
    typed = {"organisation": "de-stempel", "what": "Twintig bomen", "amount": "12", "due": in_days(3)} | {field: value}

    page = client.post(f"{project.get_absolute_url()}toezeggingen/", typed).text

    assert message in page
    assert not Pledge.objects.exists()
    if value:
        assert f'value="{value}"' in page


# -- kept, moved, lapsed ----------------------------------------------------------------------------------------------
def test_contact_keeps_it_with_a_sentence(client, project, party, pledge, contact):
    row = pledge()
    client.force_login(contact)

    client.post(row.get_absolute_url(), {"keep": "1", "reason": "De bomen staan er, achttien linden."})

    row.refresh_from_db()
    assert row.state == STATE.KEPT
    assert "Nagekomen. De bomen staan er, achttien linden." in page_of(client, party)


def test_contact_moves_it_with_a_reason_and_a_later_date(client, party, pledge, contact):
    row = pledge(days=-3)
    was_due = row.due
    client.force_login(contact)
    address = row.get_absolute_url()

    earlier = client.post(address, {"move": "1", "reason": "De kweker is te laat.", "due": in_days(-1)}).text
    client.post(address, {"move": "1", "reason": "De kweker is te laat.", "due": in_days(20)})

    row.refresh_from_db()
    assert "Kies een dag die later is" in earlier
    assert (row.state, row.is_late, row.due.isoformat()) == (STATE.MOVED, False, in_days(20))
    assert row.first_due == was_due
    assert f"Verschoven van {short_day(was_due)} naar {short_day(row.due)}. De kweker" in page_of(client, party)


def test_enter_in_the_field_of_the_date_moves_it_and_keeps_nothing(client, pledge, contact):
    row = pledge()
    client.force_login(contact)

    page = page_of(client, row)

    assert re.findall(r'<button class="(?:button|button plain|quiet)" name="(\w+)"', page) == ["move", "keep", "lapse"]


@pytest.mark.parametrize("act", ["keep", "lapse"])
def test_contact_who_fills_in_a_new_date_and_presses_another_button_is_asked_back(client, pledge, contact, act):
    row = pledge()
    client.force_login(contact)

    page = client.post(row.get_absolute_url(), {act: "1", "reason": "De fabriek levert later.", "due": in_days(50)})

    row.refresh_from_db()
    assert "Wordt het later? Druk dan op ‘Het wordt later’." in page.text
    assert row.state == STATE.CONFIRMED
    assert not row.events.exists()


@pytest.mark.parametrize("answer", ["keep", "lapse"])
def test_contact_opens_again_what_was_answered_by_mistake(client, project, party, pledge, resident, contact, answer):
    row = pledge(STATE.OFFERED, amount=500)
    row.confirm(by=contact.person)
    client.force_login(contact)
    client.post(row.get_absolute_url(), {answer: "1", "reason": "De fabriek levert later."})
    deliver()
    assert row.get_absolute_url() in client.get(f"{party.get_absolute_url()}toezeggingen/").text

    unsaid = client.post(row.get_absolute_url(), {"reopen": "1"}).text
    said = client.post(row.get_absolute_url(), {"reopen": "1", "reason": "Verkeerde knop."})

    row.refresh_from_db()
    assert "Schrijf op wat er niet klopte." in unsaid
    assert said.url == row.get_absolute_url()
    assert "Het wordt later" in client.get(said.url).text
    told = f"Het is toch niet {'nagekomen' if answer == 'keep' else 'vervallen'}. Verkeerde knop."
    assert (row.state, row.reason) == (STATE.CONFIRMED, told)
    assert list(row.events.values_list("kind", "reason"))[0] == ("reopened", told)
    assert f"Toegezegd, uiterlijk {short_day(row.due)}. {told}" in page_of(client, party)
    assert "Nagekomen." not in page_of(client, party)
    assert sum(project.money_lines.values_list("amount", flat=True)) == 500
    ((to, subject, body),) = deliver()
    assert (to, subject) == (resident.email, "Toezegging weer open: Twintig bomen van De Stempel")
    assert f"Toezegging weer open.\n\n{told}" in body


def test_what_is_late_when_it_is_opened_again_says_why(client, project, pledge, contact):
    row = pledge(days=-3)
    row.keep(by=None, reason="Ze staan er.")

    row.reopen(by=contact.person, reason="Verkeerde knop.")

    told = f"Te laat: het had er {short_day(row.due)} moeten zijn. Het is toch niet nagekomen. Verkeerde knop."
    assert told in page_of(client, project)


def test_that_it_was_opened_again_is_not_told_of_what_was_kept_meanwhile(pledge, contact, resident):
    row = pledge()
    for step in (row.keep, row.reopen, row.keep):
        step(by=contact.person, reason="Zo.")

    assert "Toezegging weer open: Twintig bomen van De Stempel" not in {subject for _, subject, _ in deliver()}


def test_what_was_moved_before_is_moved_again_when_it_is_opened(pledge, contact):
    row = pledge()
    row.move(by=None, due=in_days(40), reason="De kweker is te laat.")
    row.keep(by=None, reason="Ze staan er.")

    assert row.reopen(by=contact.person, reason="Verkeerde knop.") is True
    assert (row.state, row.due.isoformat()) == (STATE.MOVED, in_days(40))
    assert row.in_words.endswith(f"naar {short_day(row.due)}. Het is toch niet nagekomen. Verkeerde knop.")
    assert row.events.first().kind == "reopened"


@pytest.mark.parametrize(("state", "days_ago"), [("kept", 15), ("lapsed", 15), ("refused", 0), ("moved", 0)])
def test_what_is_long_ago_or_was_no_answer_is_not_opened_again(client, pledge, contact, state, days_ago):
    row = pledge(state, reason="Zo.")
    at = timezone.now() - timedelta(days=days_ago)
    row.events.create(kind=state, at=at)
    client.force_login(contact)

    page = client.post(row.get_absolute_url(), {"reopen": "1", "reason": "Verkeerde knop."}, follow=True).text

    row.refresh_from_db()
    assert "Hier is al antwoord op gegeven. Jij schreef: ‘Verkeerde knop.’" in page
    assert (row.state, row.events.count()) == (state, 1)


def test_who_presses_after_it_was_kept_reads_so(client, pledge, contact):
    row = pledge()
    client.force_login(contact)

    pages = [client.post(row.get_absolute_url(), {"keep": "1", "reason": "Ze staan er."}, follow=True) for _ in "12"]

    assert "Dankjewel." in pages[0].text
    assert "Hier is al antwoord op gegeven." in pages[1].text
    assert row.events.count() == 1


def test_money_of_what_lapses_is_taken_off_by_a_line_of_its_own(client, project, pledge, contact):
    row = pledge(STATE.OFFERED, amount=500)
    row.confirm(by=contact.person)
    client.force_login(contact)

    client.post(row.get_absolute_url(), {"lapse": "1", "reason": "Er is geen geld meer."})

    assert list(project.money_lines.order_by("id").values_list("kind", "amount")) == [
        ("promised", Decimal(500)), ("promised", Decimal(-500)),
    ]  # fmt: skip


def test_second_of_two_contacts_is_told_and_keeps_the_words(client, pledge, contact):
    row = pledge(STATE.OFFERED)
    client.force_login(contact)
    row.confirm(by=None)
    Pledge.objects.update(state=STATE.KEPT)

    page = client.post(row.get_absolute_url(), {"refuse": "1", "reason": "Nee hoor."}, follow=True).text

    row.refresh_from_db()
    assert "Hier is al antwoord op gegeven." in page
    assert row.state == STATE.KEPT


@pytest.mark.parametrize(
    ("act", "begins"), [("confirm", STATE.KEPT), ("refuse", STATE.CONFIRMED), ("keep", STATE.OFFERED)]
)
def test_step_from_another_state_changes_nothing(pledge, act, begins):
    row = pledge(begins)
    said = {} if act == "confirm" else {"reason": "Zo."}

    assert getattr(row, act)(by=None, **said) is False
    row.refresh_from_db()
    assert row.state == begins
    assert not row.events.exists()


def test_second_of_two_who_move_it_changes_nothing(pledge):
    row = pledge()
    second = Pledge.objects.get()

    assert row.move(by=None, due=in_days(40), reason="De kweker is te laat.") is True
    assert second.move(by=None, due=in_days(50), reason="Iets anders.") is False
    row.refresh_from_db()
    assert (row.due.isoformat(), row.reason) == (in_days(40), "De kweker is te laat.")


@pytest.mark.parametrize("who", ["resident", "green_resident", "counter"])
def test_nobody_else_speaks_for_a_party(request, client, party, pledge, who):
    row = pledge(STATE.OFFERED)
    client.force_login(request.getfixturevalue(who))

    addresses = [f"{party.get_absolute_url()}toezeggingen/", row.get_absolute_url()]
    assert [client.post(address, {"confirm": "1"}).status_code for address in addresses] == [403, 403]
    row.refresh_from_db()
    assert row.state == STATE.OFFERED


# -- reminders --------------------------------------------------------------------------------------------------------
def test_contacts_are_reminded_before_the_date_and_after_it_once_each(pledge, contact):
    soon, far = pledge(days=10), pledge(days=40)

    remind_of_pledges(0)
    remind_of_pledges(0)
    first = deliver()
    Pledge.objects.filter(pk=soon.pk).update(
        due=timezone.localdate() - timedelta(days=8), reminded_at=timezone.localtime() - timedelta(days=20)
    )
    remind_of_pledges(0)
    remind_of_pledges(0)
    second = deliver()

    assert [(to, subject) for to, subject, _ in first] == [(contact.email, "Over jullie toezegging: Twintig bomen")]
    assert [(to, subject) for to, subject, _ in second] == [(contact.email, "Over jullie toezegging: Twintig bomen")]
    far.refresh_from_db()
    assert far.reminded_at is None


def test_a_mail_that_waited_says_of_nothing_that_it_is_late_once_it_has_another_date(pledge, contact):
    late = pledge(days=-8)
    remind_of_pledges(0)
    outbox.process_events()

    late.move(by=contact.person, due=timezone.localdate() + timedelta(days=20), reason="De kweker is laat.")

    assert contact.email not in [to for to, *_ in deliver()]


# -- money ------------------------------------------------------------------------------------------------------------
def test_leader_notes_money_and_corrects_it_with_a_line(client, project, party, resident):
    client.force_login(resident)
    address = f"{project.get_absolute_url()}geld/"

    for _ in range(2):
        client.post(
            address, {"kind": "spent", "amount": "\u20ac 1.250,-", "what": "Hout", "organisation": "de-stempel"}
        )
    page = client.post(address, {"kind": "spent", "amount": "-250", "what": "Hout was goedkoper"}, follow=True).text

    lines = list(project.money_lines.order_by("id").values_list("amount", "organisation__slug", "entered_by"))
    person = resident.person.pk
    assert lines == [(Decimal(1250), "de-stempel", person), (Decimal(-250), None, person)]
    assert "\u20ac\u00a01.000" in page


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("amount", "", "Vul een bedrag in."),
        ("amount", "0", "Vul een bedrag in dat niet nul is."),
        ("amount", "99999999", "hoogstens 9.999.999 euro"),
        ("kind", "promised", "Kies wat voor bedrag het is."),
        ("on", in_days(1), "Die dag moet nog komen."),
    ],
)
def test_amount_that_will_not_do_is_said(client, project, resident, field, value, message):
    client.force_login(resident)

    page = client.post(
        f"{project.get_absolute_url()}geld/", {"kind": "spent", "amount": "5", "what": "Hout"} | {field: value}
    )

    assert message in page.text
    assert not MoneyLine.objects.exists()


@pytest.mark.parametrize("who", ["neighbour", "social_professional", "contact"])
@pytest.mark.parametrize("page", ["geld/", "toezeggingen/"])
def test_who_does_not_work_on_it_notes_nothing(request, client, project, who, page):
    client.force_login(request.getfixturevalue(who))

    assert client.post(f"{project.get_absolute_url()}{page}", {"kind": "spent", "amount": "5"}).status_code == 403


# -- a project that ends ----------------------------------------------------------------------------------------------
def test_what_was_promised_falls_away_with_a_project_that_stops_and_the_party_hears_why(
    client, project, pledge, contact, resident, green_resident
):
    promised, asked = pledge(amount=Decimal(500)), pledge(STATE.OFFERED, what="Aarde")
    kept = pledge(STATE.KEPT, what="Palen")

    project.stop(by=green_resident.person, reason="De grond is verkocht.")
    sent = deliver()

    for one, state in ((promised, STATE.LAPSED), (asked, STATE.REFUSED), (kept, STATE.KEPT)):
        one.refresh_from_db()
        assert one.state == state
    assert list(project.money_lines.values_list("kind", "amount")) == [("promised", Decimal(-500))]
    letters = {subject: body for to, subject, body in sent if to == contact.email}
    assert set(letters) == {"Over jullie toezegging: Twintig bomen", "Over jullie toezegging: Aarde"}
    assert all("Over ‘Plukfruit’: Het project is gestopt. De grond is verkocht." in body for body in letters.values())
    assert "Wat De Stempel toezegde, hoeft niet meer." in letters["Over jullie toezegging: Twintig bomen"]
    assert "Jullie hoeven hier niets meer over te zeggen." in letters["Over jullie toezegging: Aarde"]
    assert not promised.organisation.pledges.reopenable().exists()
    assert not [subject for to, subject, _ in sent if to == resident.email and "De Stempel" in subject]
    assert "Te laat" not in page_of(client, project)
    remind_of_pledges(0)
    assert deliver() == []


def test_what_was_promised_to_a_project_that_is_completed_may_still_come(project, pledge, green_resident):
    promised = pledge()

    project.complete(by=green_resident.person, result="Er staan bomen.", caretaker="de buren")

    promised.refresh_from_db()
    assert promised.state == STATE.CONFIRMED


def test_last_bill_is_noted_after_the_end_and_nothing_is_asked_any_more(client, project, resident, neighbour):
    project.stop(by=resident.person, reason="De grond is verkocht.")
    client.force_login(resident)

    page = client.get(project.get_absolute_url()).text
    client.post(f"{project.get_absolute_url()}geld/", {"kind": "spent", "amount": "12.50", "what": "Verf"})
    asked = client.post(f"{project.get_absolute_url()}toezeggingen/", {"what": "Twintig bomen"}, follow=True).text

    assert f'href="{project.get_absolute_url()}geld/"' in page
    assert f'href="{project.get_absolute_url()}toezeggingen/"' not in page
    assert project.money_lines.get().amount == Decimal("12.50")
    assert "Dit kan nu niet: het project is gestopt. Jij schreef: ‘Twintig bomen’" in asked
    client.force_login(neighbour)
    assert client.get(f"{project.get_absolute_url()}geld/").status_code == 403
    assert client.get(f"{project.get_absolute_url()}toezeggingen/").status_code == 403


def test_leader_reads_before_it_stops_that_pledges_fall_away(client, project, pledge, resident, green_resident):
    pledge()
    pledge(STATE.OFFERED)
    client.force_login(green_resident)

    page = client.get(f"{project.get_absolute_url()}verder/").text

    assert "Er zijn nog 2 toezeggingen die niet zijn nagekomen. Stopt het project, dan vervallen die." in page


def test_amount_that_was_put_right_is_noted_again_in_the_same_words(client, project, resident):
    client.force_login(resident)
    address = f"{project.get_absolute_url()}geld/"

    for amount in ("250", "-250", "250", "-250", "250"):
        key = re.search(r'name="form_key" value="([^"]+)"', client.get(address).text)[1]
        client.post(address, {"kind": "spent", "amount": amount, "what": "Verf", "form_key": key})

    assert sorted(project.money_lines.values_list("amount", flat=True)) == [-250, -250, 250, 250, 250]


@pytest.mark.parametrize("status", [Status.DECLINED, Status.WITHDRAWN, Status.MERGED])
def test_no_money_is_noted_of_what_was_never_begun_or_went_on_elsewhere(client, project, resident, status):
    project.status, project.merged_into = status, ProjectFactory() if status == Status.MERGED else None
    project.save()
    client.force_login(resident)

    assert client.post(f"{project.get_absolute_url()}geld/", {"amount": "5", "what": "Verf"}).status_code in (403, 404)
    assert not project.money_lines.exists()
