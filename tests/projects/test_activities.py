"""Something to come to: planned in one screen, “ik kom” with and without an account, moved, cancelled, told of."""

import re
from datetime import UTC, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.signing import Signer
from django.utils import timezone

from accounts.models import Person
from communication import outbox
from communication.models import OutreachTask
from core.dates import day, day_time
from core.logging import redact
from projects.models import Activity, NoPlace, Project, ProjectEvent, Status, Update
from projects.tasks import remind
from tests.factories import PersonFactory, ProjectFactory, UserFactory
from tests.projects.test_races import at_once

pytestmark = pytest.mark.django_db
AGO = timezone.now() - timedelta(days=2)
TOMORROW = timezone.localdate() + timedelta(days=1)
TYPED = {
    "title": "Bomen planten", "day": TOMORROW.isoformat(), "starts": "10:00", "ends": "12.30",
    "place": "Van Lenneplaan", "text": "Neem laarzen mee.", "room": "12",
}  # fmt: skip


@pytest.fixture
def project(groen, resident):
    return ProjectFactory(theme=groen, status=Status.UNDERWAY, leader=resident.person, title="Plukfruit")


@pytest.fixture
def planting(project):
    begin = timezone.now() + timedelta(days=3)
    return Activity.objects.create(
        project=project,
        title="Bomen planten",
        starts_at=begin,
        ends_at=begin + timedelta(hours=2),
        place="Park",
        room=2,
    )


def deliver():
    outbox.process_events()
    outbox.send_due()


# -- planning ----------------------------------------------------------------------------------------------------------
def test_leader_plans_in_one_screen_and_it_stands_in_the_calendar(client, project, resident):
    client.force_login(resident)

    response = client.post(f"{project.get_absolute_url()}activiteiten/nieuw/", TYPED, follow=True)

    activity = Activity.objects.get()
    assert (activity.title, activity.place, activity.room) == ("Bomen planten", "Van Lenneplaan", 12)
    assert timezone.localtime(activity.ends_at).strftime("%H:%M") == "12:30"
    assert "Het staat in de kalender." in response.text
    for address in ("/agenda/", project.get_absolute_url()):
        assert f'href="{activity.get_absolute_url()}"' in client.get(address).text
    assert "Bomen planten" in client.get("/agenda.ics").text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"day": "2024-01-01", "room": "0"}, "Die dag en tijd zijn al voorbij."),
        ({"title": ""}, "de titel"),
        ({"day": "2024-01-01"}, "Die dag en tijd zijn al voorbij."),
        ({"ends": "09:00"}, "Het einde moet later zijn dan het begin."),
        ({"room": "0"}, "Vul een getal in van 1 of meer."),
        ({"room": "9" * 30}, "Vul een getal in van hoogstens 2000."),
        ({"day": "2400-01-01"}, "Kies een dag tussen 2017 en"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(client, project, resident, wrong, words):
    client.force_login(resident)

    response = client.post(f"{project.get_absolute_url()}activiteiten/nieuw/", TYPED | wrong)

    assert not Activity.objects.exists()
    assert words in response.text
    assert "Neem laarzen mee." in response.text


def test_two_identical_sends_plan_one_thing(client, project, resident):
    client.force_login(resident)
    address = f"{project.get_absolute_url()}activiteiten/nieuw/"
    key = client.get(address).context["form"]["form_key"].value()

    for _ in range(2):
        client.post(address, TYPED | {"form_key": key})

    assert Activity.objects.count() == 1
    assert ProjectEvent.objects.filter(kind="activity_planned").count() == 1


def test_others_do_not_plan(client, project, neighbour, planting):
    client.force_login(neighbour)

    for path in ("nieuw/", f"{planting.pk}/verplaatsen/", f"{planting.pk}/afgelasten/", f"{planting.pk}/hoe-was-het/"):
        assert client.post(f"{project.get_absolute_url()}activiteiten/{path}", TYPED).status_code == 403


# -- a project that ends ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("end", "words", "why"), [
    (lambda project, by: project.stop(by=by, reason="De grond is verkocht."), "Het project is gestopt.",
     "De grond is verkocht."),
    (lambda project, by: project.complete(by=by, result="Er staan bomen.", caretaker="de buren"),
     "Het project is afgerond.", "Er staan bomen."),
])  # fmt: skip
def test_what_is_planned_is_cancelled_with_its_project_and_who_comes_is_told(
    client, project, planting, resident, green_resident, neighbour, end, words, why
):
    planting.come(neighbour.person)

    end(project, green_resident.person)
    outbox.process_events()
    outbox.send_due()

    planting.refresh_from_db()
    assert planting.cancel_reason == words
    assert planting.events.get(kind="activity_cancelled").actor == green_resident.person
    letters = [message for message in mail.outbox if message.to == [neighbour.email]]
    assert len(letters) == 1
    assert "‘Bomen planten’ van het project ‘Plukfruit’ gaat niet door." in letters[0].body
    assert f"{words} {why}" in letters[0].body
    assert "Dit gaat niet door." in client.get(planting.get_absolute_url()).text
    assert "Afgelast." in client.get(project.get_absolute_url()).text


def test_follower_reads_in_one_mail_that_it_ended_and_what_does_not_go_on(
    project, planting, resident, green_resident, neighbour
):
    project.follows.create(person=neighbour.person)
    Person.objects.filter(pk=neighbour.person.pk).update(mail_frequency="at_once")
    called = PersonFactory(user=None)
    project.join(called)

    project.stop(by=green_resident.person, reason="De grond is verkocht.")
    deliver()

    off = f"De grond is verkocht.\n\nDit gaat niet door: ‘Bomen planten’ op {day(planting.starts_at)}."
    letters = [message for message in mail.outbox if message.to == [neighbour.email]]
    assert [message.subject for message in letters] == ["Gestopt: Plukfruit"]
    assert off in letters[0].body
    assert OutreachTask.objects.get(person=called).text == off.replace("\n\n", "\n")


def test_who_reads_once_a_week_and_the_half_of_the_duo_read_too_what_does_not_go_on(
    project, planting, green_resident, green_professional, neighbour
):
    Person.objects.filter(pk=neighbour.person.pk).update(mail_frequency="weekly")
    for user in (neighbour, green_professional):
        project.follows.create(person=user.person)

    project.stop(by=green_resident.person, reason="De grond is verkocht.")
    deliver()
    outbox.Notification.objects.update(due_at=timezone.now())
    deliver()

    off = f"Dit gaat niet door: ‘Bomen planten’ op {day(planting.starts_at)}."
    bodies = {message.to[0]: " ".join(message.body.split()) for message in mail.outbox}
    assert f"De grond is verkocht. {off}" in bodies[neighbour.email]
    assert off in bodies[green_professional.email]


def test_stopped_once_more_it_does_not_tell_again_what_was_off_already(project, planting, green_resident, neighbour):
    project.follows.create(person=neighbour.person)
    Person.objects.filter(pk=neighbour.person.pk).update(mail_frequency="at_once")
    project.stop(by=green_resident.person, reason="De grond is verkocht.")
    project.reopen(by=green_resident.person, reason="Toch niet.")
    deliver()
    mail.outbox.clear()

    project.stop(by=green_resident.person, reason="Nu echt.")
    deliver()

    (letter,) = [message for message in mail.outbox if message.to == [neighbour.email]]
    assert "Nu echt." in letter.body
    assert "Dit gaat niet door" not in letter.body


def test_follower_still_hears_of_one_activity_that_is_off(project, planting, resident, neighbour):
    project.follows.create(person=neighbour.person)
    Person.objects.filter(pk=neighbour.person.pk).update(mail_frequency="at_once")

    planting.cancel(by=resident.person, reason="Regen.")
    deliver()

    assert [message.subject for message in mail.outbox if message.to == [neighbour.email]] == [
        "Gaat niet door: Bomen planten"
    ]


def test_nobody_comes_to_what_a_stopped_project_still_had_planned(client, project, planting, neighbour):
    project.status = Status.STOPPED
    project.save(update_fields=["status"])
    client.force_login(neighbour)

    response = client.post(planting.get_absolute_url(), follow=True)

    assert not planting.attendances.exists()
    assert "Dit gaat niet door." in response.text
    assert "Kom je ook?" not in response.text


def test_what_was_planned_goes_on_while_a_project_is_paused(project, planting, resident):
    project.pause(by=resident.person, reason="Even rust.", until=TOMORROW)

    planting.refresh_from_db()
    assert planting.is_open


def test_what_began_before_the_project_ended_is_not_cancelled(project, planting, green_resident):
    planting.starts_at = timezone.now() - timedelta(hours=1)
    planting.save(update_fields=["starts_at"])

    project.stop(by=green_resident.person, reason="Klaar ermee.")

    planting.refresh_from_db()
    assert planting.cancelled_at is None


def test_leader_reads_before_and_after_a_pause_what_goes_on_in_it(client, project, planting, resident, neighbour):
    later = timezone.now() + timedelta(days=30)
    project.activities.create(title="Oogsten", starts_at=later, ends_at=later, place="Park")
    client.force_login(resident)
    before = client.get(f"{project.get_absolute_url()}verder/").text

    typed = {"move": "pause", "reason": "De grond is nat.", "until": timezone.localdate() + timedelta(days=10)}
    after = client.post(f"{project.get_absolute_url()}verder/", typed, follow=True).text

    client.logout()
    assert f'href="{planting.get_absolute_url()}afgelasten/"' in before
    assert "Oogsten" in before
    assert f"Dit valt in de pauze en gaat gewoon door: ‘Bomen planten’ ({day(planting.starts_at)}). Gaat" in after
    assert (
        f"Dit gaat wel door: Bomen planten, {day_time(planting.starts_at)}."
        in client.get(project.get_absolute_url()).text
    )
    assert "Het project ligt nu stil. Dit gaat wel door." in client.get(planting.get_absolute_url()).text


def test_what_comes_after_a_pause_or_when_it_is_over_says_nothing_of_it(client, project, planting, resident):
    today = timezone.localdate()
    project.pause(by=resident.person, reason="Even rust.", until=today + timedelta(days=3))
    after = client.get(planting.get_absolute_url()).text
    Activity.objects.filter(pk=planting.pk).update(starts_at=timezone.now() - timedelta(days=1))
    type(project).objects.filter(pk=project.pk).update(paused_until=today)
    over = client.get(planting.get_absolute_url()).text

    assert "Kom je ook?" in after
    assert "Het project ligt nu stil." not in after
    assert "Kom je ook?" in over
    assert "Het project ligt nu stil." not in over


def test_leader_who_pauses_with_nothing_planned_in_it_reads_of_nothing_that_goes_on(
    client, project, planting, resident
):
    client.force_login(resident)

    typed = {"move": "pause", "reason": "De grond is nat.", "until": timezone.localdate() + timedelta(days=3)}
    after = client.post(f"{project.get_absolute_url()}verder/", typed, follow=True).text

    assert "Ligt stil tot" in after
    assert "gaat gewoon door" not in after
    assert "Dit gaat wel door" not in after


def test_nothing_is_planned_for_a_project_that_ended(client, project, resident, green_resident):
    project.complete(by=green_resident.person, result="Er staan bomen.", caretaker="de buren")
    client.force_login(resident)

    response = client.post(f"{project.get_absolute_url()}activiteiten/nieuw/", TYPED, follow=True)

    assert "Dit kan nu niet: het project is afgerond." in response.text
    assert not project.activities.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(3))
def test_what_is_planned_while_its_project_stops_does_not_go_on(project, resident, green_resident, turn):
    begin = timezone.now() + timedelta(days=3)
    when = {"starts_at": begin, "ends_at": begin + timedelta(hours=2), "place": "Het veld"}

    told = at_once(
        lambda: project.stop(by=green_resident.person, reason="De grond is verkocht."),
        lambda: Activity.plan(Project.objects.get(pk=project.pk), by=resident.person, title="Bomen planten", **when),
    )

    assert told[0] is None
    assert not project.activities.planned().exists()


# -- ik kom ------------------------------------------------------------------------------------------------------------
def test_neighbour_comes_and_stays_away_again(client, planting, neighbour):
    client.force_login(neighbour)

    came = client.post(planting.get_absolute_url(), follow=True)
    again = client.post(planting.get_absolute_url(), follow=True)
    number = planting.attendances.count()
    client.post(f"{planting.get_absolute_url()}afmelden/")

    assert "Je komt" in came.text
    assert "nog 1 plek" in again.text
    assert number == 1
    assert not planting.attendances.exists()


def type_code(client):
    """The code from the last mail."""
    code = mail.outbox[-1].subject + mail.outbox[-1].body
    digits = next(word for word in code.replace(".", " ").split() if len(word) == 6 and word.isdecimal())
    return client.post("/account/login/code/confirm/", {"code": digits}, follow=True)


def test_visitor_comes_with_a_name_an_address_and_a_code(client, planting):
    client.post(planting.get_absolute_url(), {"name": "Truus Wolters", "email": "truus@voorbeeld.test"})
    assert not planting.attendances.exists()
    response = type_code(client)

    assert "Nog één druk op de knop." in response.text
    client.post(planting.get_absolute_url())

    assert planting.attendances.get().person.name == "Truus Wolters"


LAST_WENT = "Je staat niet op de lijst: de laatste plek ging net weg."


def test_visitor_who_types_the_code_after_the_last_place_went_reads_that(client, planting):
    client.post(planting.get_absolute_url(), {"name": "Truus Wolters", "email": "truus@voorbeeld.test"})
    others = [PersonFactory(), PersonFactory()]
    for person in others:
        planting.come(person)

    late = type_code(client)
    planting.stay_away(others[0])
    again = client.get(planting.get_absolute_url()).text
    client.post(planting.get_absolute_url())

    assert LAST_WENT in late.text
    assert "Nog één druk op de knop." in again
    assert LAST_WENT not in again
    assert planting.attendances.filter(person__name="Truus Wolters").exists()


def test_who_did_not_ask_for_the_last_place_or_has_it_reads_nothing_of_that(client, planting, neighbour):
    client.post(planting.get_absolute_url(), {"name": "Nel", "email": neighbour.email})
    planting.come(neighbour.person)
    planting.come(PersonFactory())

    assert LAST_WENT not in client.get(planting.get_absolute_url()).text
    assert LAST_WENT not in type_code(client).text
    assert planting.attendances.filter(person=neighbour.person).exists()


def test_visitor_sees_from_the_start_what_is_asked_and_takes_it_along_in_a_calendar(client, planting):
    page = client.get(planting.get_absolute_url())
    file = client.get(f"{planting.project.get_absolute_url()}activiteiten/{planting.pk}.ics")

    assert 'id="id_name"' in page.text
    assert 'id="id_email"' in page.text
    assert "Fout:" not in page.text
    assert f'href="{planting.project.get_absolute_url()}activiteiten/{planting.pk}.ics"' in page.text
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Bomen planten" in file.text
    assert f"UID:activiteit-{planting.pk}@wijkdeal" in file.text


def test_who_comes_gets_a_mail_with_the_day_the_place_and_a_calendar_file(client, planting, neighbour):
    client.force_login(neighbour)
    client.post(planting.get_absolute_url())
    client.post(planting.get_absolute_url())

    deliver()

    (message,) = mail.outbox
    assert (message.to, message.subject) == ([neighbour.email], "Je komt: Bomen planten")
    assert "Waar: Park." in message.body
    assert "SUMMARY:Bomen planten" in message.attachments[0].content
    assert "Je komt" not in client.get(planting.project.get_absolute_url()).text


TRUUS = "truus@voorbeeld.test"


@pytest.fixture
def comer(planting):
    """Who comes to what is full by that, and has no account."""
    person = PersonFactory(user=None, name="Truus Wolters", email=TRUUS)
    Activity.objects.update(room=1)
    planting.come(person)
    return person


def link_in(message):
    return re.search(r"Je hoeft niet in te loggen:\nhttp://127.0.0.1:8000(/afmelden/\S+)", message.body)[1]


def test_who_comes_says_by_the_link_in_the_mail_not_to_and_another_can(client, planting, comer, neighbour):
    deliver()
    address = link_in(mail.outbox[0])

    asked = client.get(address)
    told = client.post(address, follow=True)
    planting.come(neighbour.person)

    assert "Kun je toch niet? Dan kan een ander komen." in asked.text
    assert "Deze link is van Truus Wolters." in asked.text
    assert asked["Cache-Control"] == "private, no-store"
    assert "Je komt niet. Fijn dat je het laat weten." in told.text
    assert [row.person for row in planting.attendances.all()] == [neighbour.person]
    assert redact(f"GET {address} 200") == "GET /afmelden/[geheim]/ 200"


def test_each_word_about_what_somebody_comes_to_has_that_link(planting, comer, resident, green_resident):
    deliver()
    begin = planting.starts_at + timedelta(days=1)
    planting.move(by=resident.person, starts_at=begin, ends_at=begin, place="Park")
    deliver()
    planting.project.hide(by=green_resident.person, reason="Even kijken.")
    deliver()
    planting.project.show_again(by=green_resident.person, reason="Toch niet.")
    deliver()

    address = planting.stay_away_address(comer)
    assert [address in message.body for message in mail.outbox if message.to == [TRUUS]] == [True, True, False, True]


@pytest.mark.parametrize("changes", [{"cancelled_at": timezone.now()}, {"starts_at": AGO, "ends_at": AGO}])
def test_nobody_is_taken_off_the_list_by_that_link_of_what_is_off_or_over(client, planting, comer, changes):
    Activity.objects.update(**changes)

    page = client.post(planting.stay_away_address(comer))

    assert "Dit gaat niet door of is al geweest." in page.text
    assert planting.attendances.exists()


def test_a_link_to_stay_away_that_we_did_not_give_out_is_not_found(client, planting, comer, project):
    address = planting.stay_away_address(comer)
    forged = Signer(salt="iets-anders", sep=".").sign_object([planting.pk, comer.pk])

    for path in (address[:-2] + "/", f"/afmelden/{forged}/", "/afmelden/x/"):
        assert client.post(path).status_code == 404
    assert planting.attendances.exists()


def test_who_stays_away_before_it_was_sent_gets_none_and_leaves_no_trace(client, planting, neighbour):
    client.force_login(neighbour)
    client.post(planting.get_absolute_url())
    client.post(f"{planting.get_absolute_url()}afmelden/")

    deliver()

    assert mail.outbox == []
    assert not planting.events.exists()


def test_others_who_come_take_nobody_the_word_that_it_moved(client, planting, neighbour, resident):
    planting.come(neighbour.person)
    deliver()
    begin = planting.starts_at + timedelta(days=1)
    planting.move(by=resident.person, starts_at=begin, ends_at=begin + timedelta(hours=2), place="Park")
    planting.come(PersonFactory(user=None, email="truus@voorbeeld.test"))

    deliver()

    assert {(message.to[0], message.subject) for message in mail.outbox} == {
        (neighbour.email, "Je komt: Bomen planten"),
        (neighbour.email, "Verplaatst: Bomen planten"),
        ("truus@voorbeeld.test", "Je komt: Bomen planten"),
        ("truus@voorbeeld.test", "Verplaatst: Bomen planten"),
    }


# -- correcting --------------------------------------------------------------------------------------------------------
def test_leader_corrects_the_text_and_the_room_not_below_who_comes(client, planting, resident):
    planting.come(PersonFactory())
    planting.come(PersonFactory())
    client.force_login(resident)
    address = f"{planting.get_absolute_url()}aanpassen/"

    before = client.get(address).text
    nameless = client.post(address, {"title": "", "text": "Neem een schep mee.", "room": "5"}).text
    refused = client.post(address, {"title": "Hagen planten", "text": "Neem een schep mee.", "room": "1"}).text
    response = client.post(address, {"title": "Hagen planten", "text": "Neem een schep mee.", "room": "5"}, follow=True)

    planting.refresh_from_db()
    assert 'value="2"' in before
    assert "Er zeiden al 2 mensen dat ze komen. Vul 2 in of meer." in refused
    assert (planting.title, planting.text, planting.room) == ("Hagen planten", "Neem een schep mee.", 5)
    assert planting.sequence == 1
    assert 'value="Bomen planten"' in before
    assert "Vul de titel in." in nameless
    assert "Het is aangepast." in response.text
    assert "Hagen planten" in response.text
    assert "Neem een schep mee." in response.text


def test_who_changes_nothing_reads_that(client, planting, resident):
    client.force_login(resident)
    same = {"title": planting.title, "text": planting.text, "room": planting.room or "", "version": planting.sequence}

    page = client.post(f"{planting.get_absolute_url()}aanpassen/", same).text

    assert "Er verandert niets: zo staat het er al." in page
    assert "Het is aangepast" not in page
    assert Activity.objects.get(pk=planting.pk).sequence == planting.sequence


def test_of_two_who_correct_the_second_reads_both(client, planting, resident):
    client.force_login(resident)
    address = f"{planting.get_absolute_url()}aanpassen/"
    assert 'name="version" value="0"' in client.get(address).text
    planting.correct(title=planting.title, text="Neem laarzen mee.", room=8)

    typed = {"title": "Hagen planten", "text": "Neem een schep mee.", "room": "5"}
    clash = client.post(address, typed | {"version": "0"})
    again = client.post(address, typed | {"version": "1"})

    planting.refresh_from_db()
    assert clash.status_code == 409
    assert "Er is net iets veranderd, door een ander of door jou in een ander venster" in clash.text
    assert "Neem laarzen mee." in clash.text
    assert "plek voor 8 mensen" in clash.text
    assert "Neem een schep mee." in clash.text
    assert 'name="version" value="1"' in clash.text
    assert again.status_code == 302
    assert (planting.title, planting.text) == ("Hagen planten", "Neem een schep mee.")


def test_of_two_who_move_it_the_second_reads_both_and_who_comes_hears_of_one(client, planting, resident):
    client.force_login(resident)
    address = f"{planting.get_absolute_url()}verplaatsen/"
    begin = planting.starts_at + timedelta(days=1)
    typed = {name: TYPED[name] for name in ("day", "starts", "ends")} | {"place": "Het Wiekhuis", "version": "0"}
    planting.move(by=resident.person, starts_at=begin, ends_at=begin + timedelta(hours=2), place="De school")

    clash = client.post(address, typed)

    planting.refresh_from_db()
    assert clash.status_code == 409
    assert f"Er staat nu: Bomen planten, {day_time(begin)}, De school" in clash.text
    assert 'value="Het Wiekhuis"' in clash.text
    assert planting.place == "De school"
    assert planting.events.filter(kind="activity_moved").count() == 1


@pytest.mark.parametrize("version", [{"version": "0"}, {}], ids=["as read", "by a script"])
def test_leader_who_changes_nothing_reads_so_and_nobody_hears_of_a_move(client, planting, resident, version):
    client.force_login(resident)
    begin = timezone.localtime(planting.starts_at).replace(hour=14, minute=0, second=0, microsecond=0)
    Activity.objects.filter(pk=planting.pk).update(starts_at=begin, ends_at=begin + timedelta(hours=2))
    same = {"day": f"{begin:%Y-%m-%d}", "starts": "14:00", "ends": "16:00", "place": planting.place}

    response = client.post(f"{planting.get_absolute_url()}verplaatsen/", same | version, follow=True)

    planting.refresh_from_db()
    assert "Er verandert niets" in response.text
    assert "krijgt bericht.</p></div>" not in response.text
    assert planting.sequence == 0
    assert not planting.events.filter(kind="activity_moved").exists()


def test_leader_who_presses_twice_moves_and_corrects_it_once(client, planting, resident):
    client.force_login(resident)
    moved = {name: TYPED[name] for name in ("day", "starts", "ends")} | {"place": "Het Wiekhuis", "version": "0"}
    corrected = {"title": "Hagen planten", "text": "Neem een schep mee.", "room": "5", "version": "1"}

    presses = [
        client.post(f"{planting.get_absolute_url()}{what}/", typed, follow=True)
        for what, typed in (("verplaatsen", moved), ("aanpassen", corrected))
        for _ in range(2)
    ]

    planting.refresh_from_db()
    words = ("Het is verplaatst.", "Het is verplaatst.", "Het is aangepast.", "Het is aangepast.")
    assert all(word in press.text for word, press in zip(words, presses, strict=True))
    assert (planting.place, planting.text, planting.sequence) == ("Het Wiekhuis", "Neem een schep mee.", 2)
    assert planting.events.filter(kind="activity_moved").count() == 1


def test_who_corrects_what_was_cancelled_meanwhile_reads_that(client, planting, resident):
    client.force_login(resident)
    planting.cancel(by=resident.person, reason="Storm.")

    page = client.post(
        f"{planting.get_absolute_url()}aanpassen/", {"title": "Toch", "text": "Toch.", "version": "0"}, follow=True
    )

    assert "Dit gaat niet door of is al geweest." in page.text


def test_what_does_not_go_on_is_not_corrected(client, planting, resident):
    planting.cancel(by=resident.person, reason="Storm.")
    client.force_login(resident)

    response = client.post(f"{planting.get_absolute_url()}aanpassen/", {"title": "Toch", "text": "Toch."}, follow=True)

    planting.refresh_from_db()
    assert planting.text == ""
    assert "Dit gaat niet door of is al geweest." in response.text


def test_only_who_organises_corrects(client, planting, neighbour):
    client.force_login(neighbour)

    assert client.post(f"{planting.get_absolute_url()}aanpassen/", {"text": "Hoi."}).status_code == 403


def test_visitor_who_presses_twice_gets_one_code(client, planting):
    sent = {"name": "Truus Wolters", "email": "truus@voorbeeld.test", "form_key": str(uuid4())}

    client.post(planting.get_absolute_url(), sent)
    client.post(planting.get_absolute_url(), sent)
    assert [message.to for message in mail.outbox] == [["truus@voorbeeld.test"]]

    client.post(planting.get_absolute_url(), sent | {"email": "truus.wolters@voorbeeld.test"})

    assert [message.to for message in mail.outbox[1:]] == [["truus.wolters@voorbeeld.test"]]


def test_visitor_without_an_address_is_told_so_and_loses_nothing(client, planting):
    response = client.post(planting.get_absolute_url(), {"name": "Truus Wolters", "email": "truus"})

    assert "<title>Fout:" in response.text
    assert 'value="Truus Wolters"' in response.text
    assert 'value="truus"' in response.text


def test_full_is_full_until_somebody_stays_away(client, planting, neighbour):
    somebody = PersonFactory()
    planting.come(somebody)
    planting.come(PersonFactory())
    client.force_login(neighbour)

    refused = client.post(planting.get_absolute_url(), follow=True)
    planting.stay_away(somebody)
    client.post(planting.get_absolute_url())

    assert "Het is vol." in refused.text
    assert planting.attendances.filter(person=neighbour.person).exists()


@pytest.mark.django_db(transaction=True)
def test_the_last_place_goes_to_one_of_eight(planting):
    planting.come(PersonFactory())
    people = [PersonFactory() for _ in range(8)]

    told = at_once(*[lambda person=person: planting.come(person) for person in people])

    assert planting.attendances.count() == 2
    assert sum(isinstance(mistake, NoPlace) for mistake in told) == 7


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cancelled_at": timezone.now()}, "Dit gaat niet door."),
        (
            {
                "starts_at": timezone.localtime() - timedelta(days=2),
                "ends_at": timezone.localtime() - timedelta(days=1),
            },
            "al geweest",
        ),
    ],
)
def test_nobody_comes_to_what_is_off_or_over(client, planting, neighbour, changes, words):
    Activity.objects.filter(pk=planting.pk).update(**changes)
    client.force_login(neighbour)

    response = client.post(planting.get_absolute_url(), follow=True)

    assert words in response.text
    assert not planting.attendances.exists()


def test_names_and_addresses_are_for_who_organises(client, planting, neighbour, resident):
    planting.come(neighbour.person)

    for user, seen in ((UserFactory(), False), (resident, True)):
        client.force_login(user)
        assert (neighbour.email in client.get(planting.get_absolute_url()).text) is seen
    client.logout()
    assert neighbour.person.name not in client.get(planting.get_absolute_url()).text


def test_of_a_hidden_project_there_is_nothing_to_come_to(client, planting, project, neighbour):
    type(project).objects.filter(pk=project.pk).update(hidden_at=timezone.now())
    client.force_login(neighbour)

    assert client.get(planting.get_absolute_url()).status_code == 404
    assert client.post(planting.get_absolute_url()).status_code == 404


def test_who_comes_to_something_of_a_project_that_is_hidden_hears_once_that_it_is_off_in_our_words(
    project, planting, neighbour, resident, green_resident
):
    truus = PersonFactory(user=None, name="Truus Wolters", phone="06 98765432", email="")
    planting.come(neighbour.person)
    planting.come(truus)
    off = Activity.objects.create(
        project=project, title="Soep", starts_at=planting.starts_at, ends_at=planting.ends_at, place="Park"
    )
    off.come(UserFactory().person)
    off.cancel(by=resident.person, reason="Geen pan.")
    deliver()
    mail.outbox.clear()

    project.hide(by=green_resident.person, reason="Reclame voor een webwinkel.")
    for _ in range(2):
        deliver()

    words = f"Je zou komen op {day_time(planting.starts_at)}. Dat gaat voorlopig niet door."
    told = [letter for letter in mail.outbox if "voorlopig" in letter.subject]
    assert [letter.to for letter in told] == [[neighbour.email]]
    assert words in told[0].body
    assert "Bel 050 123 45 67." in told[0].body
    assert not [said for said in ("Reclame", "Bomen planten", "Plukfruit") if said in told[0].body + told[0].subject]
    assert OutreachTask.objects.get(person=truus).text == words


def test_who_heard_that_it_is_off_hears_that_it_is_on_again(project, planting, neighbour, green_resident):
    truus = PersonFactory(user=None, name="Truus Wolters", phone="06 98765432", email="")
    planting.come(neighbour.person)
    planting.come(truus)
    project.hide(by=green_resident.person, reason="Reclame.")
    deliver()
    mail.outbox.clear()

    project.show_again(by=green_resident.person, reason="Het was geen reclame.")
    for _ in range(2):
        deliver()

    when = day_time(planting.starts_at)
    [told] = [letter for letter in mail.outbox if letter.to == [neighbour.email]]
    assert told.subject == "Waar je zou komen, gaat weer door"
    assert f"‘Bomen planten’, {when}, {planting.place}." in told.body
    assert planting.get_absolute_url() in told.body
    assert "reclame" not in told.body
    said = OutreachTask.objects.filter(person=truus).order_by("pk").last()
    assert (said.what, said.text) == (told.subject, f"Je zou komen op {when}. Dat gaat weer door.")


def test_who_comes_hears_nothing_when_a_message_of_the_project_is_put_back(
    project, planting, neighbour, resident, green_resident
):
    planting.come(neighbour.person)
    update = Update.objects.create(project=project, author=resident.person, text="De bomen zijn er.")
    update.hide(by=green_resident.person, reason="Klopt niet.")
    deliver()
    mail.outbox.clear()

    update.show_again(by=green_resident.person, reason="Klopt wel.")
    deliver()

    assert not [letter for letter in mail.outbox if letter.to == [neighbour.email]]


def test_nobody_is_told_that_it_is_off_when_the_project_was_put_back_before_the_mail_went(
    project, planting, neighbour, green_resident
):
    planting.come(neighbour.person)
    deliver()
    mail.outbox.clear()

    project.hide(by=green_resident.person, reason="Reclame.")
    project.show_again(by=green_resident.person, reason="Toch niet.")
    deliver()

    assert not [letter for letter in mail.outbox if letter.to == [neighbour.email]]


# -- another title or text ---------------------------------------------------------------------------------------------
@pytest.fixture
def truus():
    return PersonFactory(user=None, name="Truus Wolters", phone="06 98765432", email="")


CORRECTED = {"title": "Hagen planten", "text": "Neem een schep mee.", "room": "", "version": "0"}


def correct(client, planting, **typed):
    return client.post(f"{planting.get_absolute_url()}aanpassen/", CORRECTED | typed, follow=True)


def test_who_comes_hears_of_another_title_and_text_where_that_was_ticked(client, planting, resident, neighbour, truus):
    Activity.objects.filter(pk=planting.pk).update(room=None)
    for person in (resident.person, neighbour.person, truus):
        planting.come(person)
    deliver()
    mail.outbox.clear()
    client.force_login(resident)

    form = client.get(f"{planting.get_absolute_url()}aanpassen/").text
    done = [correct(client, planting, tell="on") for _ in range(2)]
    deliver()

    assert "Laat het weten aan wie komt (2 mensen)" in form
    assert 'name="tell" checked' not in form
    assert all("Het is aangepast. 2 mensen krijgen bericht." in page.text for page in done)
    assert list(planting.events.filter(kind="activity_corrected").values_list("reason", "actor")) == [
        ("Bomen planten", resident.person.pk)
    ]
    [letter] = mail.outbox
    when = day_time(planting.starts_at)
    assert (letter.to, letter.subject) == ([neighbour.email], "Aangepast: Hagen planten")
    assert f"Wat: Hagen planten. Het heette eerst ‘Bomen planten’.\nWanneer: {when}.\nWaar: Park.\n" in letter.body
    assert "Neem een schep mee." in letter.body
    assert "SEQUENCE:1" in letter.attachments[0][1]
    words = f"{when.capitalize()}, Park.\nHet heette eerst ‘Bomen planten’.\nNeem een schep mee."
    task = OutreachTask.objects.get()
    assert (task.person, task.what, task.text) == (truus, letter.subject, words)
    assert "Aangepast" not in client.get(planting.project.get_absolute_url()).text


def test_who_comes_hears_nothing_of_it_without_the_tick_and_the_page_says_so(client, planting, resident, neighbour):
    planting.come(neighbour.person)
    client.force_login(resident)

    page = correct(client, planting).text
    deliver()

    planting.refresh_from_db()
    assert planting.title == "Hagen planten"
    assert "Het is aangepast. Wie komt, krijgt hier geen bericht van." in page
    assert not planting.events.filter(kind="activity_corrected").exists()
    assert not [letter for letter in mail.outbox if "Aangepast" in letter.subject]


def test_who_forgot_the_tick_sets_it_afterwards(client, planting, resident, neighbour):
    planting.come(neighbour.person)
    client.force_login(resident)
    correct(client, planting)

    page = correct(client, planting, version="1", tell="on").text
    deliver()

    assert "Het is aangepast. 1 persoon krijgt bericht." in page
    assert mail.outbox[-1].subject == "Aangepast: Hagen planten"


def test_nobody_is_told_where_nobody_comes_but_who_changes_it(client, planting, resident):
    planting.come(resident.person)
    client.force_login(resident)

    form = client.get(f"{planting.get_absolute_url()}aanpassen/").text
    page = correct(client, planting, tell="on").text

    assert "Laat het weten" not in form
    assert "Het is aangepast.<" in page
    assert not planting.events.filter(kind="activity_corrected").exists()


def test_nobody_is_told_of_another_title_of_what_is_off(client, planting, resident, neighbour):
    planting.come(neighbour.person)
    client.force_login(resident)
    planting.cancel(by=resident.person, reason="Storm.")

    page = correct(client, planting, tell="on").text

    assert "Dit gaat niet door of is al geweest." in page
    assert not planting.events.filter(kind="activity_corrected").exists()


def test_another_title_takes_nobody_the_word_that_it_moved(planting, resident, neighbour):
    planting.come(neighbour.person)
    deliver()
    mail.outbox.clear()
    begin = planting.starts_at + timedelta(days=1)

    planting.move(by=resident.person, starts_at=begin, ends_at=begin, place="Het Wiekhuis")
    for title, version in (("Hagen planten", 1), ("Heggen planten", 2)):
        planting.correct(by=resident.person, title=title, text="", room=None, version=version, tell=True)
    deliver()

    assert sorted(letter.subject for letter in mail.outbox) == [
        "Aangepast: Heggen planten",
        "Verplaatst: Heggen planten",
    ]


def test_who_comes_hears_of_another_title_also_where_it_moved_after_that(planting, resident, neighbour):
    planting.come(neighbour.person)
    deliver()
    mail.outbox.clear()
    begin = planting.starts_at + timedelta(days=1)

    planting.correct(by=resident.person, title="Hagen planten", text="Neem een schep mee.", room=None, tell=True)
    planting.move(by=resident.person, starts_at=begin, ends_at=begin, place="Het Wiekhuis")
    deliver()

    letters = {letter.subject: letter.body for letter in mail.outbox}
    assert set(letters) == {"Aangepast: Hagen planten", "Verplaatst: Hagen planten"}
    assert f"Wanneer: {day_time(begin)}.\nWaar: Het Wiekhuis." in letters["Aangepast: Hagen planten"]
    assert "Neem een schep mee." in letters["Aangepast: Hagen planten"]


def test_who_comes_hears_of_no_other_title_of_what_was_cancelled_after_that(planting, resident, neighbour):
    planting.come(neighbour.person)
    deliver()
    mail.outbox.clear()

    planting.correct(by=resident.person, title="Hagen planten", text="", room=None, tell=True)
    planting.cancel(by=resident.person, reason="Storm.")
    deliver()

    assert [letter.subject for letter in mail.outbox] == ["Gaat niet door: Hagen planten"]


def test_who_organises_reads_who_of_those_who_come_gets_no_mail(client, planting, resident, neighbour, truus):
    planting.come(neighbour.person)
    planting.come(truus)
    client.force_login(resident)

    page = client.get(planting.get_absolute_url()).text
    client.force_login(neighbour)
    of_neighbour = client.get(planting.get_absolute_url()).text

    assert "Truus Wolters<br>Krijgt geen mail. Bel 050 123 45 67, dan geeft de balie het door.</li>" in page
    assert page.count("Krijgt geen mail.") == 1
    assert "98765432" not in page
    assert "Truus" not in of_neighbour


# -- changes and what they say -----------------------------------------------------------------------------------------
def test_who_comes_hears_that_it_moved(client, planting, neighbour, resident):
    planting.come(neighbour.person)
    client.force_login(resident)
    typed = {name: TYPED[name] for name in ("day", "starts", "ends")} | {"place": "Het Wiekhuis"}

    client.post(f"{planting.get_absolute_url()}verplaatsen/", typed)
    deliver()

    planting.refresh_from_db()
    assert (planting.place, planting.sequence) == ("Het Wiekhuis", 1)
    letter = next(letter for letter in mail.outbox if letter.to == [neighbour.email])
    assert letter.subject == "Verplaatst: Bomen planten"
    assert "Het Wiekhuis" in letter.body
    assert "Park" in letter.body
    assert "SEQUENCE:1" in letter.attachments[0][1]


@pytest.mark.parametrize("what", ["correct", "move", "cancel"])
def test_a_calendar_sees_by_its_stamp_that_it_was_changed(client, planting, resident, what):
    before = timezone.now() - timedelta(days=9)
    Activity.objects.filter(pk=planting.pk).update(changed_at=before)
    stamp = f"DTSTAMP:{before.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    address = f"{planting.project.get_absolute_url()}activiteiten/{planting.pk}.ics"
    old = client.get(address).text

    begin = planting.starts_at + timedelta(days=1)
    {
        "correct": lambda: planting.correct(title=planting.title, text="Neem laarzen mee.", room=8),
        "move": lambda: planting.move(by=resident.person, starts_at=begin, ends_at=begin, place="Park"),
        "cancel": lambda: planting.cancel(by=resident.person, reason="Storm."),
    }[what]()

    new = client.get(address).text
    assert stamp in old
    assert stamp not in new
    assert f"LAST-MODIFIED:{timezone.now().astimezone(UTC):%Y%m%d}" in new


def test_who_comes_hears_why_it_is_off_and_only_once(client, planting, neighbour, resident):
    planting.come(neighbour.person)
    client.force_login(resident)

    for _ in range(2):
        client.post(f"{planting.get_absolute_url()}afgelasten/", {"reason": "Het gaat stormen."})
    deliver()

    told = [letter for letter in mail.outbox if letter.to == [neighbour.email]]
    assert len(told) == 1
    assert "Het gaat stormen." in told[0].body
    assert "STATUS:CANCELLED" in told[0].attachments[0][1]
    assert "Het gaat stormen." in client.get(planting.get_absolute_url()).text


# -- who follows the project -------------------------------------------------------------------------------------------
@pytest.fixture
def follower(project):
    person = PersonFactory(email="volger@voorbeeld.test", mail_frequency="at_once")
    project.follows.create(person=person)
    return person


def plan(project, resident):
    begin = timezone.now() + timedelta(days=3)
    fields = {"title": "Bomen planten", "starts_at": begin, "ends_at": begin + timedelta(hours=2), "place": "Park"}
    return Activity.plan(project, by=resident.person, **fields)


def test_who_follows_reads_when_and_where_and_comes_to_its_page(project, resident, follower):
    planting = plan(project, resident)
    deliver()

    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([follower.email], "Iets om naartoe te komen: Bomen planten")
    assert "Er is iets om naartoe te komen bij ‘Plukfruit’: ‘Bomen planten’." in letter.body
    assert f"Wanneer: {day_time(planting.starts_at)}.\nWaar: Park.\n" in letter.body
    assert "Met de bijlage zet je het in je eigen agenda." in letter.body
    assert f"{planting.get_absolute_url()}\n\nJe krijgt deze mail omdat je ‘Plukfruit’ volgt." in letter.body
    assert "Meld je dan af" not in letter.body
    assert "\n\n\n" not in letter.body


def test_who_follows_hears_that_it_moved_and_that_it_is_off(project, resident, follower):
    planting = plan(project, resident)
    deliver()
    mail.outbox.clear()

    planting.move(by=resident.person, starts_at=planting.starts_at, ends_at=planting.ends_at, place="Het Wiekhuis")
    deliver()
    planting.cancel(by=resident.person, reason="Storm.")
    deliver()

    moved, off = mail.outbox
    assert moved.to == off.to == [follower.email]
    assert f"Nu: {day_time(planting.starts_at)}, Het Wiekhuis." in moved.body
    assert "De reden: Storm." in off.body
    assert "Staat het in je eigen agenda? Met de bijlage haal je het eruit." in off.body
    assert "STATUS:CANCELLED" in off.attachments[0][1]


def test_who_comes_and_follows_hears_once_that_it_is_off(project, resident, follower):
    planting = plan(project, resident)
    deliver()
    planting.come(follower)
    deliver()
    mail.outbox.clear()

    planting.cancel(by=resident.person, reason="Storm.")
    deliver()

    assert [letter.to for letter in mail.outbox] == [[follower.email]]
    assert "Je krijgt deze mail omdat" not in mail.outbox[0].body


def test_who_follows_is_not_sent_to_what_moved_or_is_over_before_the_mail_goes(project, resident, follower):
    moved, over = plan(project, resident), plan(project, resident)
    moved.move(by=resident.person, starts_at=moved.starts_at, ends_at=moved.ends_at, place="Het Wiekhuis")
    Activity.objects.filter(pk=over.pk).update(starts_at=timezone.now() - timedelta(days=1), ends_at=timezone.now())

    deliver()

    assert [letter.subject for letter in mail.outbox] == ["Verplaatst: Bomen planten"]


# -- the day before ----------------------------------------------------------------------------------------------------
def test_who_comes_tomorrow_is_reminded_once(planting, neighbour):
    planting.come(neighbour.person)
    begin = timezone.now() + timedelta(days=1)
    Activity.objects.filter(pk=planting.pk).update(starts_at=begin, ends_at=begin + timedelta(hours=1))

    for _ in range(2):
        remind(timestamp=0)
    deliver()

    assert [letter.subject for letter in mail.outbox] == ["Morgen is het zover: Bomen planten"]


def test_nobody_is_told_on_the_day_itself_that_it_is_tomorrow(planting, neighbour, time_machine):
    planting.come(neighbour.person)
    deliver()
    mail.outbox.clear()
    planting.remind()
    outbox.process_events()

    time_machine.move_to(planting.starts_at - timedelta(minutes=1))
    deliver()

    assert mail.outbox == []


def tomorrow(activity):
    begin = timezone.now() + timedelta(days=1)
    Activity.objects.filter(pk=activity.pk).update(starts_at=begin, ends_at=begin + timedelta(hours=1))


def test_what_moved_after_the_reminder_is_reminded_of_once_more_the_day_before(planting, resident):
    planting.come(PersonFactory())
    tomorrow(planting)
    remind(timestamp=0)
    planting.refresh_from_db()
    later = timezone.now() + timedelta(days=20)
    planting.move(by=resident.person, starts_at=later, ends_at=later + timedelta(hours=1), place="Park")
    tomorrow(planting)

    for _ in range(2):
        remind(timestamp=0)

    assert planting.events.filter(kind="activity_reminder").count() == 2


@pytest.mark.parametrize(("days", "is_promised"), [(1, False), (3, True)])
def test_a_mail_the_day_before_is_promised_while_it_can_still_come(client, planting, neighbour, days, is_promised):
    begin = timezone.now() + timedelta(days=days)
    Activity.objects.filter(pk=planting.pk).update(starts_at=begin, ends_at=begin + timedelta(hours=1))
    client.force_login(neighbour)

    page = client.post(planting.get_absolute_url(), follow=True).text
    deliver()

    assert "Verandert de dag, de tijd of de plek, dan hoor je het." in page
    promises = ("en de dag ervoor nog een", "De dag ervoor krijg je een mail.")
    assert [words in page for words in promises] == [is_promised] * 2
    assert ("De dag ervoor krijg je nog een mail." in mail.outbox[-1].body) is is_promised


def test_who_is_called_hears_the_new_day_and_place_and_what_it_was(planting, resident):
    planting.come(PersonFactory(user=None, name="Truus Wolters", phone="06 98765432", email=""))
    before = day_time(planting.starts_at)
    begin = planting.starts_at + timedelta(days=1)

    planting.move(by=resident.person, starts_at=begin, ends_at=begin + timedelta(hours=2), place="Het Wiekhuis")
    outbox.process_events()

    assert OutreachTask.objects.get().text == f"{day_time(begin).capitalize()}, Het Wiekhuis. Eerst: {before}, Park."


def test_who_is_called_hears_when_it_would_be_and_the_counter_reads_no_other_day(client, planting, resident, counter):
    planting.come(PersonFactory(user=None, name="Truus Wolters", phone="06 98765432", email=""))
    planting.cancel(by=resident.person, reason="Het vriest te hard.")
    outbox.process_events()
    client.force_login(counter)

    page = client.get("/balie/").text

    words = f"Het zou zijn op {day_time(planting.starts_at)}, Park. De reden: Het vriest te hard."
    assert OutreachTask.objects.get().text == words
    assert words in page
    assert "Gaat niet door: Bomen planten</a> (nieuws van vandaag)<br>" in page


def test_who_is_called_the_day_before_hears_when_and_where(planting):
    planting.come(PersonFactory(user=None, name="Truus Wolters", phone="06 98765432", email=""))
    tomorrow(planting)

    remind(timestamp=0)
    outbox.process_events()

    planting.refresh_from_db()
    assert OutreachTask.objects.get().text == f"{day_time(planting.starts_at).capitalize()}, Park."


def test_nobody_is_reminded_of_what_is_off_or_later(planting, neighbour):
    planting.come(neighbour.person)

    remind(timestamp=0)

    assert not ProjectEvent.objects.filter(kind="activity_reminder").exists()


def test_afterwards_a_number_and_some_words_become_a_message(client, planting, resident, photo):
    past = timezone.localtime() - timedelta(days=1)
    Activity.objects.filter(pk=planting.pk).update(starts_at=past, ends_at=past)
    client.force_login(resident)
    typed = {
        "text": "Het was modderig.",
        "people": "14",
        "photo": photo(),
        "photo_alt": "Een boom",
        "photo_consent": "on",
    }

    client.post(f"{planting.get_absolute_url()}hoe-was-het/", typed)

    post = Update.objects.get()
    assert (post.title, post.text) == ("Bomen planten", "Er waren 14 mensen.\n\nHet was modderig.")
    assert post.photos.count() == 1
    assert "Het was modderig." in client.get(planting.get_absolute_url()).text


@pytest.mark.parametrize(("is_off", "words"), [(False, "Dit is nog niet geweest."), (True, "Dit ging niet door.")])
def test_nobody_tells_how_it_was_before_it_was_or_when_it_was_not(client, planting, resident, is_off, words):
    if is_off:
        planting.cancel(by=resident.person, reason="Storm.")
        past = timezone.localtime() - timedelta(days=1)
        Activity.objects.filter(pk=planting.pk).update(starts_at=past, ends_at=past)
    client.force_login(resident)
    address = f"{planting.get_absolute_url()}hoe-was-het/"

    look = client.get(address, follow=True).text
    page = client.post(address, {"text": "Het was modderig."}, follow=True).text

    planting.refresh_from_db()
    assert words in look
    assert words in page
    assert "Jij schreef: ‘Het was modderig.’" in page
    assert (planting.happened, Update.objects.count()) == ("", 0)


@pytest.mark.parametrize("number", [1, 12])
def test_the_page_costs_few_queries_however_many_come(client, planting, number, django_assert_max_num_queries):
    Activity.objects.filter(pk=planting.pk).update(room=None)
    planting.refresh_from_db()
    for _ in range(number):
        planting.come(PersonFactory())

    with django_assert_max_num_queries(6):
        assert client.get(planting.get_absolute_url()).status_code == 200


def test_no_code_is_sent_to_a_visitor_who_cannot_come(client, planting):
    planting.come(PersonFactory())
    planting.come(PersonFactory())

    response = client.post(planting.get_absolute_url(), {"name": "Truus", "email": "truus@voorbeeld.test"}, follow=True)

    assert "Het is vol." in response.text
    assert not mail.outbox


# -- merged meanwhile --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["{}/", "{}.ics", "{}/poster-a4.pdf"])
def test_what_was_printed_before_a_merge_leads_to_the_same_of_where_it_went(
    client, groen, project, planting, green_resident, path
):
    target = ProjectFactory(theme=groen, status=Status.UNDERWAY, title="Fruit voor iedereen")
    rest = f"activiteiten/{path.format(planting.pk)}"
    project.merge_into(target, by=green_resident.person, reason="Hetzelfde idee.")

    response = client.get(project.get_absolute_url() + rest)

    assert response.status_code == 302
    assert response.url == target.get_absolute_url() + rest


@pytest.mark.parametrize(("path", "typed"), [("", {}), ("hoe-was-het/", {"text": "Het was modderig."})])
def test_what_is_sent_to_an_activity_of_a_merged_project_is_told_and_not_lost(
    client, groen, project, planting, resident, green_resident, path, typed
):
    address = planting.get_absolute_url()
    target = ProjectFactory(theme=groen, status=Status.UNDERWAY, title="Fruit voor iedereen")
    project.merge_into(target, by=green_resident.person, reason="Hetzelfde idee.")
    client.force_login(resident)

    page = client.post(address + path, typed, follow=True).text

    assert "Dit project is samengevoegd met ‘Fruit voor iedereen’." in page
    assert typed.get("text", "") in page
