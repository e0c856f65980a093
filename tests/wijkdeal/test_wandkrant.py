"""The wandkrant: made of what is public, on one sheet, with nothing cut off."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from groups.models import Meeting
from projects.models import Project, Status
from tests.factories import MeetingFactory, ProjectFactory, ThemeFactory
from tests.projects.test_sharing import opened, sizes_of
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
