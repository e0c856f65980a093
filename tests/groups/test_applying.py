"""“Meld je aan” for the koplopersgroep and for a vacant seat of a duo, and the answer to it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from communication import outbox
from groups.models import Application
from tests.factories import FacilitatorFactory, UserFactory
from themes.models import Facilitator

SEAT = "/themas/groen/duo/bewoner/"
KOPLOPERS = "/groepen/koplopersgroep/aanmelden/"
WHY = "Ik woon hier al dertig jaar."
pytestmark = pytest.mark.django_db


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def deliver():
    outbox.process_events()
    outbox.send_due()
    return {(message.to[0], message.subject) for message in mail.outbox}


@pytest.fixture
def for_koplopers(koplopersgroep, resident):
    return Application.make(person=resident.person, why=WHY, group=koplopersgroep)


@pytest.fixture
def for_seat(groen, resident):
    return Application.make(person=resident.person, why=WHY, theme=groen, voice="resident")


def late(application):
    Application.objects.filter(pk=application.pk).update(answer_due=timezone.localdate() - timedelta(days=1))


def test_a_resident_offers_to_join_the_koplopers_and_both_hear_by_when(client, koplopers_chair, resident):
    client.force_login(resident)
    assert f'href="{KOPLOPERS}"' in text_of(client.get("/groepen/koplopersgroep/"))
    assert "Je krijgt uiterlijk" in text_of(client.get(KOPLOPERS))

    page = text_of(client.post(KOPLOPERS, {"why": WHY}, follow=True))

    made = Application.objects.get()
    assert (made.person, made.group.slug, made.state) == (resident.person, "koplopersgroep", "open")
    assert made.answer_due == timezone.localdate() + timedelta(days=14)
    assert "Fijn dat je je aanmeldt! Je krijgt uiterlijk" in page
    assert deliver() == {
        (resident.email, "Je aanmelding: Koplopersgroep"),
        (koplopers_chair.email, "Aanmelding: Koplopersgroep"),
    }
    own_page = text_of(client.get("/mijn/"))
    assert "Je krijgt antwoord uiterlijk" in own_page
    assert '<a href="/groepen/koplopersgroep/">Koplopersgroep</a>' in own_page
    assert "het duo van" not in own_page
    of_group = text_of(client.get("/groepen/koplopersgroep/"))
    assert "Je hebt je aangemeld. Je krijgt antwoord uiterlijk" in of_group
    assert "Trek je aanmelding in" in of_group
    assert "Meld je aan" not in of_group
    client.force_login(koplopers_chair)
    assert "Meld je aan" not in text_of(client.get("/groepen/koplopersgroep/"))


def test_a_visitor_offers_with_a_code_by_mail(client, groen, last_code):
    assert f'href="{SEAT}"' in text_of(client.get("/themas/groen/"))
    client.post(SEAT, {"name": "Truus Wolters", "email": "truus@voorbeeld.test", "why": WHY})
    assert not Application.objects.exists()

    page = text_of(client.post("/account/login/code/confirm/", {"code": last_code()}, follow=True))
    assert "Je e-mailadres klopt." in page
    assert WHY in page
    client.post(SEAT, {"why": WHY})

    made = Application.objects.get()
    assert (made.person.name, made.theme, made.voice) == ("Truus Wolters", groen, "resident")


def test_nothing_is_offered_without_saying_why(client, groen, resident):
    client.force_login(resident)

    assert "Schrijf in een paar woorden waarom" in text_of(client.post(SEAT, {"why": " "}))
    assert not Application.objects.exists()


def test_who_offered_before_reads_so_and_takes_it_back(client, for_seat, resident):
    client.force_login(resident)
    client.post(SEAT, {"why": "Nog een keer."})
    assert Application.objects.count() == 1
    assert "Je hebt je aangemeld." in text_of(client.get(SEAT))

    page = text_of(client.post(f"/aanmeldingen/{for_seat.pk}/intrekken/", follow=True))

    assert "Je aanmelding is ingetrokken." in page
    assert Application.objects.get().state == "withdrawn"
    client.post(SEAT, {"why": "Toch wel."})
    assert Application.objects.open().get().why == "Toch wel."


def test_for_a_taken_seat_nobody_offers(client, green_resident, resident):
    client.force_login(resident)

    page = text_of(client.post(SEAT, {"why": WHY}, follow=True))

    assert "Deze plek in het duo is niet meer vrij." in page
    assert SEAT not in page
    assert not Application.objects.exists()


@pytest.mark.parametrize("address", ["/themas/groen/duo/burgemeester/", "/themas/nergens/duo/bewoner/"])
def test_a_seat_that_is_not_there_is_not_found(client, groen, address):
    assert client.get(address).status_code == 404


def test_of_a_werkgroep_one_becomes_a_member(client, group):
    assert client.get(f"{group.get_absolute_url()}aanmelden/").status_code == 404


@pytest.mark.parametrize("who", ["koplopers_chair", "administrator"])
def test_the_chair_welcomes_a_koploper(client, for_koplopers, koplopersgroep, who, request, resident):
    client.force_login(request.getfixturevalue(who))
    assert "Fenna Dijkema" in text_of(client.get("/aanmeldingen/"))
    assert WHY in text_of(client.get(f"/aanmeldingen/{for_koplopers.pk}/"))

    typed = {"answer": "accept", "text": "Kom dinsdag langs."}
    page = text_of(client.post(f"/aanmeldingen/{for_koplopers.pk}/", typed, follow=True))

    for_koplopers.refresh_from_db()
    assert "Fenna Dijkema krijgt bericht met je antwoord." in page
    assert (for_koplopers.state, for_koplopers.answer) == ("accepted", "Kom dinsdag langs.")
    assert koplopersgroep.has_member(resident)
    assert (resident.email, "Antwoord op je aanmelding: Koplopersgroep") in deliver()
    assert any("Welkom!" in message.body and "Kom dinsdag langs." in message.body for message in mail.outbox)


@pytest.mark.parametrize(("typed", "is_named"), [({}, False), ({"is_named": "on"}, True)])
def test_who_becomes_a_koploper_is_named_as_was_asked(
    client, koplopersgroep, koplopers_chair, resident, typed, is_named
):
    client.force_login(resident)
    assert "Mijn naam mag op de website" in text_of(client.get(KOPLOPERS))
    client.post(KOPLOPERS, {"why": WHY} | typed)

    Application.objects.get().accept(by=koplopers_chair.person)

    assert koplopersgroep.memberships.get(person=resident.person).is_named is is_named


def test_who_offers_to_sit_in_a_duo_is_not_asked_it(client, groen):
    assert "Mijn naam mag op de website" not in text_of(client.get(SEAT))


def test_a_no_says_why_and_seats_nobody(client, for_koplopers, koplopersgroep, koplopers_chair, resident):
    client.force_login(koplopers_chair)
    address = f"/aanmeldingen/{for_koplopers.pk}/"
    assert "Schrijf in één zin waarom het nu niet kan." in text_of(client.post(address, {"answer": "decline"}))

    client.post(address, {"answer": "decline", "text": "We zijn nu met genoeg."})

    for_koplopers.refresh_from_db()
    assert for_koplopers.state == "declined"
    assert not koplopersgroep.has_member(resident)
    client.force_login(resident)
    assert "We zijn nu met genoeg." in text_of(client.get("/mijn/"))


def test_the_administrator_gives_the_seat(client, for_seat, administrator, resident, groen):
    client.force_login(administrator)

    client.post(f"/aanmeldingen/{for_seat.pk}/", {"answer": "accept"})

    seat = Facilitator.objects.get()
    assert (seat.theme, seat.voice, seat.person, seat.until) == (groen, "resident", resident.person, None)


def test_a_seat_that_was_taken_meanwhile_is_not_given_twice(client, for_seat, administrator, groen):
    FacilitatorFactory(theme=groen, voice="resident")
    client.force_login(administrator)

    page = text_of(client.post(f"/aanmeldingen/{for_seat.pk}/", {"answer": "accept"}, follow=True))

    for_seat.refresh_from_db()
    assert "Deze plek is net aan iemand anders gegeven." in page
    assert (for_seat.state, for_seat.events.count()) == ("open", 1)


def test_an_answer_after_an_answer_changes_nothing(client, for_koplopers, koplopers_chair, koplopersgroep, resident):
    for_koplopers.decline(by=koplopers_chair.person, answer="Vol.")
    client.force_login(koplopers_chair)

    page = text_of(client.post(f"/aanmeldingen/{for_koplopers.pk}/", {"answer": "accept", "text": "Welkom."}))

    assert "Een ander was je net voor" in page
    assert "Dit schreef jij, het is niet verstuurd" in page
    assert not koplopersgroep.has_member(resident)


@pytest.mark.parametrize("who", ["koploper", "resident", "team_member", "green_resident"])
def test_others_see_and_answer_no_application(client, for_koplopers, who, request):
    client.force_login(request.getfixturevalue(who))
    address = f"/aanmeldingen/{for_koplopers.pk}/"

    assert client.get("/aanmeldingen/").status_code == 403
    assert client.get(address).status_code == client.post(address, {"answer": "accept"}).status_code == 404
    assert Application.objects.get().is_open


def test_the_chair_of_the_koplopers_answers_for_no_seat(client, for_seat, koplopers_chair):
    client.force_login(koplopers_chair)

    assert client.get(f"/aanmeldingen/{for_seat.pk}/").status_code == 404


def test_nobody_takes_back_what_another_offered(client, for_seat):
    client.force_login(UserFactory())

    assert client.post(f"/aanmeldingen/{for_seat.pk}/intrekken/").status_code == 404
    assert Application.objects.get().is_open


def test_what_is_late_rises_on_the_page_of_who_answers(client, for_koplopers, koplopers_chair, koploper):
    client.force_login(koplopers_chair)
    assert "iemand wacht op jou" not in text_of(client.get("/mijn/"))
    late(for_koplopers)

    page = text_of(client.get("/mijn/"))

    assert "Te laat: iemand wacht op jou" in page
    assert f'href="/aanmeldingen/{for_koplopers.pk}/"' in page
    assert "Te laat: had beantwoord moeten zijn op" in text_of(client.get("/aanmeldingen/"))
    client.force_login(koploper)
    assert "aanmeldingen/" not in text_of(client.get("/mijn/"))


def test_without_a_chair_the_administrator_hears_of_it(for_koplopers, administrator):
    assert (administrator.email, "Aanmelding: Koplopersgroep") in deliver()
