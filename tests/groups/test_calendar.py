"""The calendar: a page by month, and a file to subscribe to."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from icalendar import Calendar

from core.when import LONGEST
from groups.models import Group, Meeting
from projects.models import Activity, Status
from tests.factories import GroupFactory, MeetingFactory, ProjectFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CASES = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def soon(days=3):
    return timezone.now() + timedelta(days=days)


def activity(project, starts_at=None, **fields):
    starts_at = starts_at or soon()
    fields = {"title": "Plantdag", "place": "Het veld"} | fields
    return Activity.objects.create(
        project=project, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **fields
    )


def events_of(client, address="/agenda.ics"):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert not response.cookies
    return Calendar.from_ical(response.content).events


def unescape(value):
    signs = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
    result, rest = "", value
    while rest:
        step = 2 if rest[:2] in signs else 1
        result += signs.get(rest[:2], rest[0])
        rest = rest[step:]
    return result


# -- the page ----------------------------------------------------------------------------------------------------------


def test_a_visitor_sees_what_is_to_come_by_month(client, group, groen):
    MeetingFactory(group=group, title="Overleg")
    MeetingFactory(group=group, title="Gesloten", is_public=False)
    MeetingFactory(group=group, title="Voorbij", starts_at=soon(-9))
    MeetingFactory(group=group, title="Gaat niet door", state=Meeting.State.CANCELLED, cancel_reason="Te nat.")
    activity(ProjectFactory(theme=groen, title="Plukfruit"))
    activity(ProjectFactory(theme=groen, status=Status.DRAFT), title="Nog een concept")
    activity(ProjectFactory(theme=groen, hidden_at=timezone.now()), title="Verborgen")

    response = client.get("/agenda/")

    page = text_of(response)
    for words in ("Overleg", "Werkgroep Julianapark", "Plantdag", "Plukfruit", "Gaat niet door", "Te nat."):
        assert words in page
    for words in ("Gesloten", "Voorbij", "Nog een concept", "Verborgen"):
        assert words not in page
    assert not response.cookies


def test_a_member_sees_the_meetings_of_the_group_too(client, group, member):
    MeetingFactory(group=group, title="Gesloten", is_public=False)
    client.force_login(member)

    assert "Gesloten" in text_of(client.get("/agenda/"))


def test_a_month_shows_all_of_it_and_leads_to_the_next_and_the_one_before(client, group):
    for day, title in ((1, "Eerste"), (31, "Laatste")):
        MeetingFactory(group=group, title=title, starts_at=datetime(2026, 1, day, 0, 30, tzinfo=AMSTERDAM))
    MeetingFactory(group=group, title="Erna", starts_at=datetime(2026, 2, 1, 0, 0, tzinfo=AMSTERDAM))
    MeetingFactory(
        group=group, title="Ervoor", starts_at=datetime(2025, 12, 31, 20, 0, tzinfo=AMSTERDAM),
        ends_at=datetime(2025, 12, 31, 23, 0, tzinfo=AMSTERDAM),
    )  # fmt: skip

    page = text_of(client.get("/agenda/?maand=2026-01"))

    assert "<h1>Januari 2026</h1>" in page
    assert "Eerste" in page
    assert "Laatste" in page
    assert "Erna" not in page
    assert "Ervoor" not in page
    assert "?maand=2025-12" in page
    assert "?maand=2026-02" in page


def test_a_theme_shows_its_groups_its_projects_and_the_groups_of_these(client, group, groen, sociaal):
    MeetingFactory(group=group, title="Van het thema")
    MeetingFactory(group=GroupFactory(project=ProjectFactory(theme=groen)), title="Van een projectgroep")
    MeetingFactory(group=GroupFactory(theme=sociaal), title="Van een ander")
    activity(ProjectFactory(theme=sociaal), title="Ook van een ander")

    page = text_of(client.get("/agenda/?thema=groen"))

    assert "Van het thema" in page
    assert "Van een projectgroep" in page
    assert "Van een ander" not in page
    assert "Ook van een ander" not in page
    assert "/themas/groen/agenda.ics" in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Er staat nog niets in de kalender."),
        ("?thema=groen", "Bij dit thema staat er niets in de kalender."),
        ("?maand=2019-02", "In deze maand staat er niets in de kalender."),
    ],
)
def test_an_empty_calendar_says_what_to_do_next(client, groen, query, words):
    assert words in text_of(client.get(f"/agenda/{query}"))


@pytest.mark.parametrize(
    "query", ["maand=2026-13", "maand=2026-00", "maand=0001-01", "maand=9999-12", "maand=x", "maand=²⁰²⁶-01",
              "thema=nergens", "pagina=-1", "pagina=99999999999999", "pagina=x", "maand=2017-01", "maand=2100-12"],
)  # fmt: skip
def test_whatever_stands_in_the_address_there_is_a_page(client, groen, query):
    text_of(client.get(f"/agenda/?{query}"))


@pytest.mark.parametrize("times", [2, 60])
def test_the_calendar_costs_few_queries_and_goes_on_on_a_next_page(client, group, times, django_assert_max_num_queries):
    for _ in range(times):
        MeetingFactory(group=group, title="Overleg van de groep")

    with django_assert_max_num_queries(6):
        first = text_of(client.get("/agenda/"))
    second = text_of(client.get("/agenda/?pagina=2"))

    assert first.count("Overleg van de groep") == min(times, 40)
    assert second.count("Overleg van de groep") == max(times - 40, 0)


# -- the file ----------------------------------------------------------------------------------------------------------


def test_the_file_holds_what_is_public_of_the_last_three_months_and_to_come(client, group, groen):
    meeting = MeetingFactory(group=group, title="Overleg", agenda_text="Over bomen.", online_url="https://o.test/1")
    MeetingFactory(group=group, title="Kort geleden", starts_at=soon(-60))
    MeetingFactory(group=group, title="Lang geleden", starts_at=soon(-120))
    MeetingFactory(group=group, title="Gesloten", is_public=False)
    planned = activity(ProjectFactory(theme=groen))
    activity(ProjectFactory(theme=groen, hidden_at=timezone.now()), title="Verborgen")

    events = {str(event["summary"]): event for event in events_of(client)}

    assert set(events) == {"Overleg", "Kort geleden", "Plantdag"}
    assert events["Overleg"]["uid"] == f"bijeenkomst-{meeting.uid}@wijkdeal"
    assert str(events["Overleg"]["url"]).endswith(meeting.get_absolute_url())
    assert str(events["Overleg"]["description"]) == "Over bomen."
    assert events["Overleg"].start == meeting.starts_at.replace(microsecond=0)
    assert str(events["Plantdag"]["url"]).endswith(planned.get_absolute_url())


def test_members_only_meetings_are_not_in_the_file_for_members_either(client, group, member):
    MeetingFactory(group=group, is_public=False)
    client.force_login(member)

    assert not events_of(client)


def test_a_theme_has_a_file_of_its_own(client, group, groen, sociaal):
    MeetingFactory(group=group, title="Groen")
    MeetingFactory(group=GroupFactory(theme=sociaal), title="Sociaal")

    assert [str(event["summary"]) for event in events_of(client, "/agenda.ics?thema=groen")] == ["Groen"]
    assert len(events_of(client, "/agenda.ics?thema=nergens")) == 2


@pytest.mark.parametrize("times", [2, 12])
def test_the_file_costs_few_queries(client, group, groen, times, django_assert_max_num_queries):
    for _ in range(times):
        MeetingFactory(group=GroupFactory())
        activity(ProjectFactory(theme=groen))

    with django_assert_max_num_queries(4):
        assert len(events_of(client)) == 2 * times


def test_who_has_the_file_already_is_told_so_until_something_changes(client, group, chair):
    meeting = MeetingFactory(group=group)
    known = client.get("/agenda.ics")["ETag"]

    again = client.get("/agenda.ics", headers={"If-None-Match": known})
    meeting.cancel(by=chair.person, reason="Te nat.")
    changed = client.get("/agenda.ics", headers={"If-None-Match": known})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


def test_a_file_for_members_is_kept_by_nobody(client, group, member):
    meeting = MeetingFactory(group=group, is_public=False)
    client.force_login(member)

    response = client.get(f"/groepen/{group.slug}/bijeenkomsten/{meeting.pk}.ics")

    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response


# -- what went wrong elsewhere -----------------------------------------------------------------------------------------


def plan(client, group, title, place, text, day="2026-12-05", starts="19:30"):
    data = {"title": title, "place": place, "text": text, "day": day, "starts": starts, "ends": "21:00", "sure": "on"}
    response = client.post(f"/groepen/{group.slug}/bijeenkomsten/nieuw/", data)
    assert response.status_code == 302
    return Meeting.objects.latest("pk")


@pytest.mark.parametrize("title", [CASES["06"]["title"], *CASES["06"]["titles"]])
def test_case_06_what_was_typed_comes_back_whole(client, group, chair, title):
    case = CASES["06"]
    client.force_login(chair)
    meeting = plan(client, group, title, case["place"], case["text"])
    client.logout()

    for address in ("/agenda.ics", f"/groepen/{group.slug}/bijeenkomsten/{meeting.pk}.ics"):
        content = client.get(address).content
        for line in content.removesuffix(b"\r\n").split(b"\r\n"):
            assert len(line) <= 75
            assert line.decode()
        unfolded = content.replace(b"\r\n ", b"").decode().split("\r\n")
        values = dict(line.split(":", 1) for line in unfolded if ":" in line)
        assert unescape(values["SUMMARY"]) == title
        assert unescape(values["LOCATION"]) == case["place"]
        assert unescape(values["DESCRIPTION"]) == case["text"]


def test_case_07_a_cancelled_meeting_is_cancelled_in_the_calendar(client, group, chair):
    case = CASES["07"]
    day, starts = case["when"].split()
    client.force_login(chair)
    meeting = plan(client, group, case["title"], "Wijkdealwerkplaats", "", day=day, starts=starts)
    (before,) = events_of(client)

    client.post(f"{meeting.get_absolute_url()}afgelasten/", {"reason": "De zaal is dicht."})

    (after,) = events_of(client)
    assert str(before["summary"]) == str(after["summary"]) == case["title"]
    assert before["uid"] == after["uid"]
    assert after["sequence"] > before["sequence"]
    assert (before["status"], after["status"]) == ("CONFIRMED", "CANCELLED")
    assert after["last-modified"].dt >= before["last-modified"].dt
    client.logout()
    for address in (meeting.get_absolute_url(), "/agenda/?maand=2026-12"):
        assert "De zaal is dicht." in text_of(client.get(address))


def test_a_moved_and_an_edited_meeting_have_a_higher_number_each_time(client, group, chair):
    meeting = MeetingFactory(group=group)
    numbers = [events_of(client)[0]["sequence"]]

    meeting.move(by=chair.person, starts_at=soon(9), ends_at=soon(10), place="De Wiardt")
    numbers.append(events_of(client)[0]["sequence"])
    meeting.edit(version=None, title="Anders")
    numbers.append(events_of(client)[0]["sequence"])

    assert numbers == [0, 1, 2]


def test_a_meeting_that_becomes_for_members_only_is_gone(client, group):
    meeting = MeetingFactory(group=group)

    meeting.edit(version=None, is_public=False)

    assert not events_of(client)


def test_a_cancelled_activity_is_cancelled_in_the_calendar(client, groen):
    activity(ProjectFactory(theme=groen), cancelled_at=timezone.now(), cancel_reason="Storm", sequence=1)

    (event,) = events_of(client)
    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)
    assert "Storm" in str(event["description"])


def test_titles_are_shown_exactly_and_never_as_html(client, koplopersgroep, koplopers_chair):
    assert koplopersgroep.kind == Group.Kind.KOPLOPERSGROEP
    client.force_login(koplopers_chair)

    meeting = plan(client, koplopersgroep, "<b>Thee</b> & taart", "<i>Zaal</i>", "<script>alert(1)</script>")

    page = text_of(client.get(meeting.get_absolute_url()))
    assert "&lt;b&gt;Thee&lt;/b&gt; &amp; taart" in page
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("number", ["00000199999999999999999999", "9" * 400, "0", "-1", "٣"])
def test_any_number_of_a_page_gives_the_calendar(client, db, number):
    assert client.get("/agenda/", {"pagina": number}).status_code == 200


def test_what_lasts_a_week_is_shown_to_its_end_and_nothing_lasts_longer(client, group):
    began = timezone.localtime() - timedelta(days=6)
    meeting = MeetingFactory(group=group, title="Week van de groene gevel", starts_at=began, ends_at=began + LONGEST)

    assert "Week van de groene gevel" in client.get("/agenda/").text
    meeting.ends_at += timedelta(minutes=1)
    with pytest.raises(ValidationError, match="hoogstens een week"):
        meeting.validate_constraints()
    with pytest.raises(IntegrityError, match="meeting_is_short"), transaction.atomic():
        meeting.save()


# -- the days of a month -----------------------------------------------------------------------------------------------


def test_a_full_month_shows_each_of_three_hundred_once_and_each_day_leads_to_it(
    client, group, django_assert_max_num_queries
):
    Meeting.objects.bulk_create(
        Meeting(
            group=group, title=f"Overleg {number}.", place="De Wiardt",
            starts_at=datetime(2027, 1, 1 + number % 31, 19, 30, tzinfo=AMSTERDAM),
            ends_at=datetime(2027, 1, 1 + number % 31, 21, 0, tzinfo=AMSTERDAM),
        )
        for number in range(300)
    )  # fmt: skip

    with django_assert_max_num_queries(6):
        page = client.get("/agenda/?maand=2027-01")
    pages = [text_of(client.get(f"/agenda/?maand=2027-01&pagina={number}")) for number in range(1, 9)]

    whole = "".join(pages)
    assert all(whole.count(f">Overleg {number}.<") == 1 for number in range(300))
    days = [day for week in page.context["grid"] for day in week if day]
    assert len(days) == 31
    for day in days:
        address, anchor = day.href.split("#")
        assert f'id="{anchor}"' in text_of(client.get(address))


def test_the_days_of_a_month_count_what_begins_there_and_only_what_the_reader_may_see(client, group, groen, member):
    for is_public in (True, False):
        MeetingFactory(
            group=group, is_public=is_public, starts_at=datetime(2026, 1, 31, 23, 30, tzinfo=AMSTERDAM),
            ends_at=datetime(2026, 2, 1, 1, 0, tzinfo=AMSTERDAM),
        )  # fmt: skip
    activity(ProjectFactory(theme=groen), datetime(2026, 2, 1, 0, 30, tzinfo=AMSTERDAM))

    def counted(month):
        weeks = client.get(f"/agenda/?maand={month}").context["grid"]
        return {day.date.day: day.count for week in weeks for day in week if day and day.count}

    assert (counted("2026-01"), counted("2026-02")) == ({31: 1}, {1: 1})
    client.force_login(member)
    assert (counted("2026-01"), counted("2026-02")) == ({31: 2}, {1: 1})


@pytest.mark.parametrize(("month", "weeks", "first"), [("2028-02", 5, 1), ("2027-02", 4, 0), ("2026-08", 6, 5)])
def test_a_month_stands_in_weeks_from_monday(client, groen, month, weeks, first):
    grid = client.get(f"/agenda/?maand={month}").context["grid"]

    assert len(grid) == weeks
    assert [day is None for day in grid[0]].index(False) == first
