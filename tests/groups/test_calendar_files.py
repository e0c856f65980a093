"""The files to subscribe to, of a group, a theme, one person; read by another program than the one that writes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from core.logging import redact
from groups.models import Meeting, OwnCalendar
from projects.models import Activity, Attendance
from tests.factories import GroupFactory, MeetingFactory, ProjectFactory
from tests.groups.reading import read
from wijkdeal import erasing, own_data

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ONLINE = "https://praten.voorbeeld.test/kamer-7"


def own_file(user):
    return OwnCalendar.objects.renew(user.person).get_absolute_url()


def activity(theme, title):
    starts = timezone.now() + timedelta(days=2)
    project = ProjectFactory(theme=theme)
    return Activity.objects.create(project=project, title=title, starts_at=starts, ends_at=starts, place="Het veld")


# -- of a group, of a theme --------------------------------------------------------------------------------------------


def test_a_group_has_a_file_with_its_public_meetings(client, group):
    meeting = MeetingFactory(group=group, title="Overleg", online_url=ONLINE)
    MeetingFactory(group=group, title="Gesloten", is_public=False)
    MeetingFactory(group=GroupFactory(), title="Van een ander")

    found = read(client.get(f"/groepen/{group.slug}/agenda.ics"))

    assert set(found) == {"Overleg"}
    assert found["Overleg"].uid == f"bijeenkomst-{meeting.uid}@wijkdeal"
    assert str(found["Overleg"].url).endswith(meeting.get_absolute_url())
    assert ONLINE not in (found["Overleg"].description or "")


def test_a_theme_has_a_file_at_an_address_of_its_own(client, group, groen, sociaal):
    MeetingFactory(group=group, title="Groen")
    MeetingFactory(group=GroupFactory(theme=sociaal), title="Sociaal")
    activity(groen, "Planten")

    assert set(read(client.get("/themas/groen/agenda.ics"))) == {"Groen", "Planten"}
    assert "/themas/groen/agenda.ics" in client.get("/agenda/?thema=groen").content.decode()
    assert client.get("/themas/nergens/agenda.ics").status_code == 404


@pytest.mark.parametrize("address", ["/groepen/werkgroep-julianapark/agenda.ics", "/themas/groen/agenda.ics"])
def test_a_phone_that_has_the_file_is_told_that_nothing_changed(client, group, address):
    MeetingFactory(group=group)
    known = client.get(address)["ETag"]

    assert client.get(address, headers={"If-None-Match": known}).status_code == 304
    assert not client.cookies


def test_a_phone_that_read_it_before_changes_the_entry_and_gets_no_second_one(client, group, chair):
    meeting = MeetingFactory(group=group, title="Overleg")
    address = f"/groepen/{group.slug}/agenda.ics"
    before = read(client.get(address))["Overleg"]
    starts = timezone.now() + timedelta(days=30)

    meeting.move(by=chair.person, starts_at=starts, ends_at=starts, place="Elders")
    moved = read(client.get(address))["Overleg"]
    meeting.cancel(by=chair.person, reason="Te nat.")
    off = read(client.get(address))["Overleg"]

    assert before.uid == moved.uid == off.uid
    assert before.sequence < moved.sequence < off.sequence
    assert moved.location == "Elders"
    assert off.status == "CANCELLED"


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [((2055, 3, 27), 18), ((2055, 3, 28), 17), ((2054, 10, 24), 17), ((2054, 10, 25), 18), ((2056, 2, 29), 18)],
)
def test_half_past_seven_is_half_past_seven_on_both_sides_of_the_change_of_the_clock(client, group, day, utc_hour):
    MeetingFactory(group=group, title="Overleg", starts_at=datetime(*day, 19, 30, tzinfo=AMSTERDAM))

    starts = read(client.get("/agenda.ics"))["Overleg"].dtstart

    assert (starts.hour, starts.minute) == (19, 30)
    assert starts.astimezone(UTC).hour == utc_hour


# -- of one person -----------------------------------------------------------------------------------------------------


def test_ones_own_file_has_the_meetings_of_ones_groups_and_what_one_goes_to(client, group, groen, member):
    MeetingFactory(group=group, title="Voor leden", is_public=False, online_url=ONLINE)
    MeetingFactory(group=group, title="Openbaar")
    elsewhere = MeetingFactory(group=GroupFactory(), title="Luisteren", online_url=ONLINE)
    elsewhere.take_answer(member.person, "yes")
    MeetingFactory(group=GroupFactory(), title="Van een ander")
    MeetingFactory(group=group, title="Kan ik niet").take_answer(member.person, "no")
    Attendance.objects.create(activity=activity(groen, "Planten"), person=member.person)
    activity(groen, "Zonder mij")

    found = read(client.get(own_file(member)))

    assert set(found) == {"Voor leden", "Openbaar", "Luisteren", "Planten"}
    assert ONLINE in found["Voor leden"].description
    assert ONLINE not in (found["Luisteren"].description or "")


def test_ones_own_file_is_kept_and_found_by_nobody(client, member):
    response = client.get(own_file(member))

    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert "ETag" not in response
    assert not response.cookies


def test_who_left_the_group_no_longer_reads_what_is_for_its_members(client, group, member):
    meeting = MeetingFactory(group=group, title="Voor leden", is_public=False)
    meeting.take_answer(member.person, "yes")
    address = own_file(member)

    group.leave(member.person)

    assert read(client.get(address)) == {}


def test_what_was_cancelled_stays_in_ones_own_file_as_cancelled(client, group, member, chair):
    MeetingFactory(group=group, title="Overleg").cancel(by=chair.person, reason="Te nat.")

    assert read(client.get(own_file(member)))["Overleg"].status == "CANCELLED"


def test_a_member_makes_a_secret_address_and_another_one_instead(client, member):
    client.force_login(member)
    assert "Maak een geheim adres" in client.get("/mijn/kalender/").content.decode()

    client.post("/mijn/kalender/")
    first = OwnCalendar.objects.get().get_absolute_url()
    shown = client.get("/mijn/kalender/").content.decode()
    client.post("/mijn/kalender/")
    second = OwnCalendar.objects.get().get_absolute_url()

    assert first in shown
    assert [client.get(address).status_code for address in (first, second)] == [404, 200]


def test_a_member_reads_that_an_earlier_address_stops_only_when_there_was_one(client, member):
    client.force_login(member)

    first, second = (
        [str(message) for message in client.post("/mijn/kalender/", follow=True).context["messages"]] for _ in range(2)
    )

    assert first == ["Je eigen kalender heeft nu een adres."]
    assert second == ["Je eigen kalender heeft een nieuw adres. Het adres dat je eerder had, werkt niet meer."]


def test_a_member_opens_the_own_calendar_on_a_phone_with_one_press_or_takes_the_address(client, member, settings):
    address = own_file(member)
    client.force_login(member)

    page = client.get("/mijn/kalender/").content.decode()

    host = settings.SITE_URL.partition(":")[2]
    assert f'href="webcal:{host}{address}"' in page
    assert f'value="{settings.SITE_URL}{address}" readonly' in page


def test_a_member_stops_and_begins_again_and_the_first_address_stays_dead(client, member):
    first = own_file(member)
    client.force_login(member)

    client.post("/mijn/kalender/stoppen/")
    assert not OwnCalendar.objects.exists()
    second = own_file(member)

    assert [client.get(address).status_code for address in (first, second)] == [404, 200]


def test_the_address_is_long_is_no_guess_and_does_not_stand_in_a_log(client, member):
    address = own_file(member)
    key, signature = address.removeprefix("/agenda/van/").removesuffix(".ics").split(".")

    assert len(bytes.fromhex(key)) == 16
    assert len(signature) == 43  # 256 bits
    assert client.get(f"/agenda/van/{key}.{'A' * 43}.ics").status_code == 404
    assert client.get("/agenda/van/x.ics").status_code == 404
    assert redact(f"GET {address} 200") == "GET /agenda/van/[geheim] 200"


def test_the_address_of_who_may_no_longer_sign_in_stops(client, member):
    address = own_file(member)
    member.is_active = False
    member.save()

    assert client.get(address).status_code == 404


def test_the_address_goes_with_the_account_and_is_in_no_file_that_is_handed_out(member):
    address = own_file(member)

    told = own_data.collect(member)["eigen_kalender"]
    erasing.erase(member)

    assert list(told[0]) == ["since"]
    assert address not in str(told)
    assert not OwnCalendar.objects.exists()


@pytest.mark.parametrize("times", [2, 12])
def test_ones_own_file_costs_few_queries(client, group, groen, member, times, django_assert_max_num_queries):
    for _ in range(times):
        MeetingFactory(group=group)
        Attendance.objects.create(activity=activity(groen, "Planten"), person=member.person)
    address = own_file(member)

    with django_assert_max_num_queries(6):
        client.get(address)


def test_a_visitor_makes_no_calendar_of_her_own(client):
    assert client.post("/mijn/kalender/").url == "/account/login/?next=/mijn/kalender/"
    assert not Meeting.objects.exists()
