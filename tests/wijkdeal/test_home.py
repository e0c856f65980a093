from datetime import timedelta

import pytest
from django.utils import timezone

from projects.models import Activity, HelpWanted, Status
from tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    ProjectFactory,
    StoryFactory,
    UpdateFactory,
)
from wijkdeal.views.home import in_time


def a_full_home(theme, number):
    for n in range(number):
        project = ProjectFactory(theme=theme, status=Status.UNDERWAY)
        UpdateFactory(project=project, title=f"Nieuws {n}")
        HelpWanted.objects.create(project=project, kind="hands", what=f"Hulp {n}")
        starts = timezone.now() + timedelta(days=1 + n)
        Activity.objects.create(
            project=project, title=f"Opschonen {n}", starts_at=starts, ends_at=starts, place="Van Lenneplaan"
        )
        MeetingFactory()
        AgendaItemFactory(theme=theme).projects.add(project)
        StoryFactory(theme=theme)


def test_visitor_reads_an_empty_home(client, db):
    response = client.get("/")

    assert response.status_code == 200
    assert not response.cookies
    assert "Er is nog geen bericht van een project" in response.text
    assert "Er staat nu niets in de kalender" in response.text


@pytest.mark.parametrize("number", [2, 12])
def test_home_costs_six_queries_however_much_there_is(client, groen, number, django_assert_max_num_queries):
    a_full_home(groen, number)

    with django_assert_max_num_queries(6):
        response = client.get("/")

    assert f"{number} projecten" in response.text
    assert "Met elf buren" in response.text


def test_visitor_sees_news_dates_help_agenda_and_stories(client, groen):
    a_full_home(groen, 1)

    page = client.get("/").text

    assert "1 project<" in page
    assert "Met elf buren hebben we geplant" in page
    assert "Opschonen 0" in page
    assert "Hulp 0" in page
    assert "koos de wijk 1 plan." in page
    assert "Soep op woensdag" in page


def test_hidden_projects_and_members_only_meetings_stay_away(client, groen):
    hidden = ProjectFactory(theme=groen, title="Verborgen plan", status=Status.UNDERWAY, hidden_at=timezone.now())
    UpdateFactory(project=hidden, text="Dit mag niemand zien")
    HelpWanted.objects.create(project=hidden, kind="hands", what="Geheime hulp")
    MeetingFactory(title="Besloten overleg", is_public=False)
    ProjectFactory(theme=groen, title="Concept", status=Status.DRAFT)

    page = client.get("/").text

    assert "nog geen projecten" in page
    for secret in ("Dit mag niemand zien", "Geheime hulp", "Besloten overleg", "Concept"):
        assert secret not in page


def test_home_says_how_many_were_answered_in_time(client, groen):
    today = timezone.localdate()
    ProjectFactory(theme=groen, status=Status.PREPARING, answered_at=timezone.now(), answer_due=today)
    ProjectFactory(
        theme=groen, status=Status.DECLINED, answered_at=timezone.now(), answer_due=today - timedelta(days=1)
    )
    ProjectFactory(theme=groen, answer_due=today - timedelta(days=3))
    ProjectFactory(theme=groen, answer_due=today + timedelta(days=3))

    page = client.get("/").text

    assert "Dat lukte bij 1 van de laatste 3 ideeën." in page


def test_only_the_last_twenty_answers_count():
    old = {"due": "2026-01-01", "answered_at": None, "proposed_at": "2025-12-18T10:00:00+00:00"}
    new = {"due": "2026-03-01", "answered_at": "2026-02-20T10:00:00+00:00", "proposed_at": "2026-02-15T10:00:00+00:00"}

    assert in_time([old, *[new] * 19]) == {"in_time": 19, "of": 20}
    assert in_time([old, *[new] * 25]) == {"in_time": 20, "of": 20}


def test_without_answers_nothing_is_said_about_them():
    assert in_time([]) is None


def test_project_with_two_updates_stands_in_the_news_once(client, groen):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, title="Bankjes")
    UpdateFactory(project=project, text="Eerst dit", at=timezone.localtime() - timedelta(days=2))
    UpdateFactory(project=project, text="Toen dat")

    page = client.get("/").text

    assert "Toen dat" in page
    assert "Eerst dit" not in page


def test_cancelled_meeting_is_shown_as_cancelled(client, groen):
    MeetingFactory(title="Groenoverleg", state="cancelled", cancel_reason="De zaal is bezet.")

    page = client.get("/").text

    assert "Afgelast." in page
    assert "De zaal is bezet." in page


def test_browser_that_prefers_english_gets_dutch(client, groen):
    MeetingFactory(starts_at=timezone.now() + timedelta(days=2))

    response = client.get("/", headers={"Accept-Language": "en"})

    assert 'lang="nl"' in response.text
    assert response["Content-Language"] == "nl"
    assert "Accept-Language" not in response.get("Vary", "")
