"""The wandkrant: made of what is public, on one sheet, with nothing cut off."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from communication.models import Wandkrant
from groups.models import Meeting
from projects.models import Project, Status
from tests.factories import MeetingFactory, ProjectFactory, ThemeFactory
from tests.projects.test_sharing import opened, sizes_of
from wijkdeal.tasks import keep_wandkrant
from wijkdeal.wandkrant import contents, projects_to_show

pytestmark = pytest.mark.django_db


def going(title, theme, days_ago=0, **fields):
    heard = timezone.localtime() - timedelta(days=days_ago)
    project = ProjectFactory(title=title, theme=theme, status=Status.UNDERWAY, **fields)
    Project.objects.filter(pk=project.pk).update(heard_at=heard)
    return project


def headings_of(pdf):
    """The titles on the sheet, as the bookmarks of the PDF name them."""
    found = re.findall(rb"/Title ?\((.*?)(?<!\\)\)", opened(pdf))
    return [title.decode("latin-1") for title in found]


def test_visitor_finds_the_sheet_on_its_page(client):
    page = client.get("/wandkrant/")
    sheet = client.get("/wandkrant/a3.pdf")

    assert 'href="/wandkrant/a3.pdf"' in page.content.decode()
    assert not page.cookies
    assert sheet["Content-Type"] == "application/pdf"
    assert client.get("/wandkrant/voorbeeld.png").content.startswith(b"\x89PNG")


def test_the_sheet_tells_of_projects_dates_and_whom_to_call(client, groen):
    project = going("Een bank bij de vijver", groen, summary="Om even te zitten.")
    MeetingFactory(title="Groenoverleg")

    pdf = client.get("/wandkrant/a3.pdf").content
    said = contents()

    assert sizes_of(pdf) == [(297, 420)]
    assert b"pdfuaid" in opened(pdf)
    assert {"Een bank bij de vijver", "Kom je ook?", "Groenoverleg"} <= set(headings_of(pdf))
    assert [(one["summary"], one["code"]) for one in said["projects"]] == [("Om even te zitten.", project.short_code)]
    assert "Wijkdealwerkplaats" in said["dates"][0]["when"]
    assert said["telephone"] == "050 123 45 67"


def test_what_is_hidden_private_or_off_is_not_on_it(client, groen):
    going("Uit het zicht", groen, hidden_at=timezone.now())
    ProjectFactory(title="Nog een concept", theme=groen, status=Status.DRAFT)
    MeetingFactory(title="Alleen voor leden", is_public=False)
    MeetingFactory(title="Gaat niet door", state=Meeting.State.CANCELLED, cancel_reason="Storm.")

    said = contents()

    assert (said["projects"], said["dates"]) == ([], [])
    assert sizes_of(client.get("/wandkrant/a3.pdf").content) == [(297, 420)]


def test_each_theme_comes_first_with_one_and_five_is_all(groen):
    sociaal = ThemeFactory(slug="sociaal", name="Meedoen & Samenzijn", order=1)
    for number in range(6):
        going(f"Groen {number}", groen, days_ago=number)
    going("Sociaal", sociaal, days_ago=90)

    titles = [project.title for project in projects_to_show()]

    assert titles == ["Groen 0", "Sociaal", "Groen 1", "Groen 2", "Groen 3"]


def test_what_does_not_fit_is_left_out_whole(client, groen):
    for number in range(5):
        going(f"{number} " + "bankjes en bloembakken " * 5, groen, days_ago=number, summary="Om te zitten. " * 14)
    for number in range(12):
        MeetingFactory(
            title=f"Bijeenkomst {number} " + "over bankjes en bloembakken " * 3,
            starts_at=timezone.now() + timedelta(days=number + 1),
        )

    pdf = client.get("/wandkrant/a3.pdf").content

    headings = headings_of(pdf)
    shown = [number for number in range(12) if any(title.startswith(f"Bijeenkomst {number} ") for title in headings)]
    assert sizes_of(pdf) == [(297, 420)]
    assert shown == list(range(len(shown)))
    assert 0 < len(shown) < 12


# -- those of before ---------------------------------------------------------------------------------------------------
def test_worker_keeps_the_sheet_of_each_month_once_and_the_team_finds_it_on_the_desk(team_client, time_machine):
    for day in ("2026-11-01 06:11+01:00", "2026-11-02 06:11+01:00", "2026-12-01 06:11+01:00"):
        time_machine.move_to(datetime.fromisoformat(day), tick=False)
        keep_wandkrant(0)

    new, old = Wandkrant.objects.all()
    desk = team_client.get("/beheer/").text
    sheet = team_client.get(f"/beheer/communication/wandkrant/{old.pk}/blad/")

    assert "De nieuwe wandkrant is klaar om te printen:" in desk
    assert f'href="/beheer/communication/wandkrant/{new.pk}/blad/">Wandkrant van december 2026 (pdf)</a>' in desk
    assert "Wandkrant van november 2026 (pdf)" in team_client.get("/beheer/communication/wandkrant/").text
    assert b"".join(sheet.streaming_content).startswith(b"%PDF")
    assert 'filename="wandkrant-2026-11.pdf"' in sheet["Content-Disposition"]


def test_sheet_that_is_a_week_old_is_not_called_new(team_client):
    keep_wandkrant(0)
    Wandkrant.objects.update(made_at=timezone.now() - timedelta(days=8))

    desk = team_client.get("/beheer/").text

    assert "(pdf)</a>" in desk
    assert "De nieuwe wandkrant" not in desk


def test_sheets_of_before_are_for_the_team(client, resident):
    """A project on it may have been hidden since."""
    keep_wandkrant(0)
    address = f"/beheer/communication/wandkrant/{Wandkrant.objects.get().pk}/blad/"
    as_visitor = client.get(address).status_code
    client.force_login(resident)

    assert (as_visitor, client.get(address).status_code) == (302, 403)


def test_team_without_a_sheet_reads_when_the_first_one_comes(team_client):
    shown = team_client.get("/beheer/communication/wandkrant/").text

    assert "Er is nog geen wandkrant. Op de eerste dag van de maand komt er een bij." in shown
