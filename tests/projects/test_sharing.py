"""What takes a project out into the streets: poster, QR code, picture, feed, and what search engines read."""

import io
import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from PIL import Image

from core import dates
from core.printing import printable
from projects.models import Activity, Project, Status
from projects.posters import when_and_where
from projects.project_page import ProjectPage
from tests.factories import ProjectFactory, UpdateFactory
from tests.pdfs import opened, sizes_of

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
PICTURES = ("poster-a4.pdf", "poster-a3.pdf", "poster.png", "qr.svg", "beeld.png")


@pytest.fixture
def project(groen):
    return ProjectFactory(
        title="Geveltuinen", summary="Tegels eruit.", theme=groen, status=Status.UNDERWAY, short_code="RH7DW"
    )


def of(project, name):
    return f"{project.get_absolute_url()}{name}"


@pytest.mark.parametrize(("paper", "millimetres"), [("a4", (210, 297)), ("a3", (297, 420))])
def test_poster_is_one_sheet_that_a_screen_reader_can_read(client, project, paper, millimetres):
    response = client.get(of(project, f"poster-{paper}.pdf"))

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="geveltuinen-{paper}.pdf"'
    assert sizes_of(response.content) == [millimetres]
    assert b"pdfuaid" in opened(response.content)
    assert response["Cache-Control"] == "public, max-age=300"


def test_paper_says_of_which_day_it_is_and_not_what_was_heard_today(project):
    Project.objects.filter(pk=project.pk).update(status=Status.UNDERWAY, heard_at=timezone.now())

    facts = ProjectPage(Project.with_page_data().get(pk=project.pk)).facts_on_paper

    assert ("Hoe ver", "Stap 3 van 5: in uitvoering", f"Stand van {dates.day(timezone.localdate())}") in facts


def test_something_to_come_to_has_a_poster_until_it_is_off_or_over(client, project):
    start = timezone.now() + timedelta(days=3)
    activity = Activity.objects.create(
        project=project, title="Plantdag 🌱", starts_at=start, ends_at=start + timedelta(hours=2), place="Het veld",
        text="Neem een schop mee. " * 60, room=12,
    )  # fmt: skip
    address = f"{activity.get_absolute_url()}poster-a4.pdf"

    there = client.get(address)
    page = client.get(activity.get_absolute_url()).content.decode()
    Activity.objects.update(cancelled_at=timezone.now(), cancel_reason="Storm.")

    assert sizes_of(there.content) == [(210, 297)]
    assert f'href="{address}"' in page
    assert client.get(address).status_code == 404
    assert address not in client.get(activity.get_absolute_url()).content.decode()


def test_what_lasts_several_days_says_so_on_its_poster(client, project):
    start = timezone.now().replace(hour=12, minute=0) + timedelta(days=3)
    ends = start + timedelta(days=2)
    activity = Activity.objects.create(
        project=project, title="Wijkfeest", starts_at=start, ends_at=ends, place="Het veld", text="Kom ook."
    )

    when = when_and_where(activity)[0]

    assert when == ("Wanneer", dates.day(start).capitalize(), f"{dates.clock(start)}, tot {dates.day_time(ends)}")
    assert sizes_of(client.get(f"{activity.get_absolute_url()}poster-a4.pdf").content) == [(210, 297)]


def test_a_text_of_many_lines_stays_on_one_sheet(client, project):
    start = timezone.now() + timedelta(days=3)
    activity = Activity.objects.create(
        project=project, title="Plantdag", starts_at=start, ends_at=start, place="Het veld", text="a\n" * 199
    )

    assert sizes_of(client.get(f"{activity.get_absolute_url()}poster-a4.pdf").content) == [(210, 297)]


def test_posters_are_limited_for_one_address(client, project, settings):
    settings.LIMITS = {"poster": "2/d"}

    assert [client.get(of(project, "poster-a4.pdf")).status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Soep 🍲 voor 👩‍👩‍👧 iedereen", "Soep  voor  iedereen"),
        ("🌳" * 120, ""),
        ("Verkeersveiligheidsmaatregelenpakket", "Verkeersveiligheidsmaatregelenpakket"),
        ("W" * 30, "\u200b".join(["W" * 12, "W" * 12, "W" * 6])),
        ("https://voorbeeld.test/lang", "https://voor\u200bbeeld.test/l\u200bang"),
    ],
)
def test_paper_has_no_emoji_and_breaks_what_is_endless(typed, printed):
    assert printable(typed) == printed


def test_no_other_paper(client, project):
    assert client.get(of(project, "poster-a0.pdf")).status_code == 404


@pytest.mark.parametrize(
    "title",
    ["Verkeersveiligheidsmaatregelenbijeenkomst " * 2, "🌳" * 120, "ﷺ" * 120, "\u202eomgekeerd", "#let x", "*[]"],
)
def test_any_title_gives_a_poster_and_is_only_text(client, groen, title):
    project = ProjectFactory(title=title.strip(), summary="$ #image(1) " * 15, theme=groen)

    answers = {name: client.get(of(project, name)) for name in PICTURES}

    assert {answer.status_code for answer in answers.values()} == {200}


def test_picture_of_the_address_has_the_size_that_social_media_ask(client, project):
    picture = Image.open(io.BytesIO(client.get(of(project, "beeld.png")).content))

    page = client.get(project.get_absolute_url()).content.decode()
    assert picture.size == (1200, 630)
    assert '/projecten/geveltuinen/beeld.png"' in page


def test_qr_code_is_vector_and_holds_the_short_address(client, project, settings):
    settings.SITE_URL = "https://wijkdeal.example"

    svg = client.get(of(project, "qr.svg"))

    assert svg["Content-Type"] == "image/svg+xml"
    # 31 characters at level M is version 3: 29 modules, and four of white around.
    assert ElementTree.fromstring(svg.content).get("width") == "37"  # noqa: S314 - our own


def test_page_to_share_shows_code_and_sheet_and_the_project_leads_there(client, project):
    page = client.get(of(project, "delen/")).content.decode()

    assert 'href="/projecten/geveltuinen/delen/"' in client.get(project.get_absolute_url()).content.decode()
    assert "RH7DW" in page
    assert 'src="/projecten/geveltuinen/poster.png"' in page
    assert "https://wa.me/?text=Geveltuinen" in page


@pytest.mark.parametrize("state", [{"status": Status.DRAFT}, {"hidden_at": timezone.now()}])
@pytest.mark.parametrize("name", [*PICTURES, "delen/", "feed/"])
def test_what_is_not_public_is_on_no_poster(client, groen, name, state, administrator):
    project = ProjectFactory(theme=groen, **state)
    client.force_login(administrator)

    assert client.get(of(project, name)).status_code == 404


@pytest.mark.parametrize("name", [*PICTURES, "delen/", "feed/"])
def test_posters_of_a_merged_project_are_those_of_where_it_went(client, groen, project, green_resident, name):
    earlier = ProjectFactory(title="Tegels eruit", theme=groen)
    earlier.merge_into(project, by=green_resident.person, reason="Hetzelfde idee.")

    response = client.get(of(earlier, name))

    assert response.status_code == 302
    assert response.url == of(project, name)


def entries(response):
    feed = ElementTree.fromstring(response.content)  # noqa: S314 - our own
    return [(entry.findtext("a:title", namespaces=ATOM), entry) for entry in feed.findall("a:entry", ATOM)]


def test_project_can_be_followed_in_a_reader_of_news(client, project, settings):
    settings.SITE_URL = "https://wijkdeal.example"
    told = UpdateFactory(project=project, title="De tegels zijn eruit", text="Vier <b>kruiwagens</b>.")
    UpdateFactory(project=project, title="Verborgen", hidden_at=timezone.now())

    found = entries(client.get(of(project, "feed/")))

    titles = [title for title, _ in found]
    assert "De tegels zijn eruit" in titles
    assert "Verborgen" not in titles
    entry = dict(found)["De tegels zijn eruit"]
    assert (
        entry.findtext("a:id", namespaces=ATOM) == f"https://wijkdeal.example/projecten/geveltuinen/#bericht-{told.pk}"
    )
    assert "&lt;b&gt;kruiwagens" in entry.findtext("a:summary", namespaces=ATOM)


def test_what_was_pasted_in_the_back_office_breaks_no_feed(client, project):
    UpdateFactory(project=project, title="Tegels\x02", text="een\x0btwee\x02")

    assert [title for title, _ in entries(client.get(of(project, "feed/")))][0] == "Tegels"
    assert client.get("/themas/groen/feed/").status_code == 200


def test_theme_can_be_followed_in_a_reader_of_news(client, project, sociaal):
    UpdateFactory(project=project, title="De tegels zijn eruit", at=timezone.now())
    ProjectFactory(title="Bomen erbij", theme=project.theme, proposed_at=timezone.now() - timedelta(minutes=1))
    ProjectFactory(title="Eten met elkaar", theme=sociaal)
    UpdateFactory(project=ProjectFactory(theme=project.theme, hidden_at=timezone.now()), title="Verborgen")

    titles = [title for title, _ in entries(client.get("/themas/groen/feed/"))]

    assert titles == ["Geveltuinen: De tegels zijn eruit", "Nieuw idee: Geveltuinen", "Nieuw idee: Bomen erbij"]


def test_feed_that_did_not_change_is_not_sent_again(client, project):
    first = client.get("/themas/groen/feed/")

    assert client.get("/themas/groen/feed/", headers={"If-None-Match": first["ETag"]}).status_code == 304


def structured(client, address):
    page = client.get(address).content.decode()
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])


def test_search_engines_read_what_a_project_is_and_nothing_typed_ends_it(client, groen):
    project = ProjectFactory(title="</script><b>Tuin", theme=groen)

    assert structured(client, project.get_absolute_url())["name"] == "</script><b>Tuin"


def test_search_engines_read_when_and_where_something_is_and_that_it_is_off(client, project):
    start = timezone.now() + timedelta(days=3)
    activity = Activity.objects.create(
        project=project, title="Plantdag", starts_at=start, ends_at=start + timedelta(hours=2), place="Het veld"
    )

    on = structured(client, activity.get_absolute_url())
    Activity.objects.filter(pk=activity.pk).update(cancelled_at=timezone.now(), cancel_reason="Storm.")

    assert (on["@type"], on["startDate"], on["location"]["name"]) == ("Event", start.isoformat(), "Het veld")
    assert on["eventStatus"].endswith("EventScheduled")
    assert structured(client, activity.get_absolute_url())["eventStatus"].endswith("EventCancelled")
