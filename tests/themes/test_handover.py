"""A seat of a duo goes from one to the next: one page, one press, with what to know."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.audit import AuditEntry
from tests.factories import FacilitatorFactory, PersonFactory, UserFactory
from themes.models import Facilitator, Voice

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, administrator):
    client.force_login(administrator)
    return client


def address(theme, voice="resident"):
    return f"/beheer/themes/theme/{theme.pk}/change/overdracht/{voice}/"


def seats(theme, voice="resident"):
    rows = theme.seats.filter(voice=voice).order_by("pk")
    return [(seat.person.name, seat.until is None, seat.handover_note) for seat in rows]


def current(theme, voice="resident"):
    return theme.seats.current().get(voice=voice)


def test_administrator_hands_a_seat_over_with_what_to_know(office, groen, green_resident, neighbour):
    page = office.get(address(groen)).text
    seen = current(groen).pk

    answer = office.post(
        address(groen), {"person": neighbour.email, "note": "Bel Truus over de beuk.", "seen": seen}, follow=True
    )

    assert "Nu van Ineke Wiersema" in page
    assert "De plek is nu van Grietje Bos." in answer.text
    assert seats(groen) == [("Ineke Wiersema", False, "Bel Truus over de beuk."), ("Grietje Bos", True, "")]
    assert Facilitator.objects.get(pk=seen).until == timezone.localdate()
    entries = AuditEntry.objects.order_by("pk").values_list("kind", "actor__name", "person__name", "words")
    assert list(entries) == [
        ("seat", "Anja Veen", "Ineke Wiersema", f"Gaf de plek op in het duo van {groen} (bewoner)"),
        ("seat", "Anja Veen", "Grietje Bos", f"Kreeg de plek in het duo van {groen} (bewoner)"),
    ]


@pytest.mark.parametrize("note", [None, ""])
def test_note_that_was_written_before_stands_in_the_form_and_is_not_lost(
    office, groen, green_resident, neighbour, note
):
    seat = current(groen)
    Facilitator.objects.filter(pk=seat.pk).update(handover_note="Bel Truus over de beuk.")

    form = office.get(address(groen)).context["form"]
    sent = form["note"].value() if note is None else note
    office.post(address(groen), {"person": neighbour.email, "note": sent, "seen": seat.pk})

    assert form["note"].value() == "Bel Truus over de beuk."
    assert seats(groen) == [("Ineke Wiersema", False, "Bel Truus over de beuk."), ("Grietje Bos", True, "")]


def test_work_of_the_theme_is_the_successors_from_then_on(client, office, groen, green_resident, neighbour):
    office.post(
        address(groen), {"person": neighbour.email, "note": "Bel Truus over de beuk.", "seen": current(groen).pk}
    )

    client.force_login(neighbour)
    page = client.get("/begeleiding/")
    assert page.status_code == 200
    assert "Wat Ineke Wiersema je meegeeft" in page.text
    assert "Bel Truus over de beuk." in page.text
    client.force_login(green_resident)
    assert client.get("/begeleiding/").status_code == 403


@pytest.mark.parametrize(("days", "is_shown"), [(89, True), (91, False)])
def test_note_is_read_for_three_months_by_the_successor_alone(client, groen, green_professional, days, is_shown):
    left = timezone.localdate() - timedelta(days=days)
    FacilitatorFactory(theme=groen, voice="resident", since="2020-01-01", until=left, handover_note="Bel Truus.")
    successor = UserFactory()
    FacilitatorFactory(theme=groen, voice="resident", person=successor.person, since=left)

    shown = []
    for user in (successor, green_professional):
        client.force_login(user)
        shown.append("Bel Truus." in client.get("/begeleiding/").text)

    assert shown == [is_shown, False]


def test_seat_that_nobody_takes_is_vacant(office, groen, green_resident):
    answer = office.post(address(groen), {"person": "", "seen": current(groen).pk}, follow=True)

    assert "De plek is nu vacant." in answer.text
    assert seats(groen) == [("Ineke Wiersema", False, "")]


def test_vacant_seat_gets_somebody(office, groen):
    PersonFactory(name="Piet Smid")

    page = office.get(address(groen, "professional")).text
    office.post(address(groen, "professional"), {"person": "piet smid", "seen": ""})

    assert "Nu is de plek vacant." in page
    assert seats(groen, "professional") == [("Piet Smid", True, "")]


@pytest.mark.parametrize("whose", ["own", "closed", "nobody"])
def test_what_cannot_be_is_said_and_keeps_what_was_typed(office, groen, whose):
    holder = FacilitatorFactory(theme=groen, voice="resident").person if whose != "nobody" else None
    person = {"own": holder, "closed": UserFactory(is_active=False, name="Dichte Deur").person, "nobody": None}[whose]
    seen = current(groen).pk if holder else ""

    page = office.post(
        address(groen), {"person": person.name if person else "", "note": "Bel Truus.", "seen": seen}
    ).text

    said = {"own": "heeft deze plek nu al.", "closed": "Dit account is gesloten.", "nobody": "Kies wie de plek krijgt."}
    assert said[whose] in page
    assert "Bel Truus." in page
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [("Nie Mand", "Er is niemand met deze naam of dit adres."), ("Jan Vos", "Er zijn meer mensen met deze naam.")],
)
def test_who_is_meant_is_one_and_is_there(office, groen, green_resident, typed, said):
    for _ in range(2):
        PersonFactory(name="Jan Vos")

    page = office.post(address(groen), {"person": typed, "note": "Bel Truus.", "seen": current(groen).pk}).text

    assert said in page
    assert f'value="{typed}"' in page
    assert "Bel Truus." in page
    assert current(groen).person == green_resident.person


def test_names_are_suggested_of_who_can_sign_in(office, groen, neighbour):
    UserFactory(is_active=False, name="Dichte Deur")

    page = office.get(address(groen)).text

    assert '<option value="Grietje Bos">' in page
    assert "Dichte Deur" not in page


def test_second_of_two_administrators_is_told(office, groen, green_resident, neighbour):
    seen, other = current(groen).pk, PersonFactory(name="Ander")
    groen.hand_over(Voice.RESIDENT, to=other, by=PersonFactory(), seen=seen)

    page = office.post(address(groen), {"person": neighbour.email, "note": "Hoi", "seen": seen}).text

    assert "Iemand anders veranderde deze plek net." in page
    assert current(groen).person == other
    assert not theme_of(neighbour)


def theme_of(user):
    return Facilitator.objects.filter(person=user.person).exists()


def test_unknown_half_and_theme_are_not_there(office, groen):
    assert office.get(address(groen, "voorzitter")).status_code == 404
    assert office.get("/beheer/themes/theme/999/change/overdracht/resident/").status_code == 404


@pytest.mark.parametrize("who", ["team_member", "green_resident"])
def test_nobody_else_hands_a_seat_over(client, groen, green_resident, neighbour, who, request):
    client.force_login(request.getfixturevalue(who))

    answer = client.post(address(groen), {"person": neighbour.email, "seen": current(groen).pk})

    assert answer.status_code == 403
    assert current(groen).person == green_resident.person


def test_theme_leads_to_both_handovers(office, groen):
    page = office.get(f"/beheer/themes/theme/{groen.pk}/change/").text

    assert address(groen) in page
    assert address(groen, "professional") in page
    assert "Draag de plek van de bewoner over" in page
