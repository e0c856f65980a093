"""Public pages kept as bytes: what changed shows on the next request, and nobody gets the page of somebody else."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communication.models import Story
from core.kept_pages import Page, Store, store
from core.models import PageText, SiteSettings
from projects.models import Project
from tests.at_once import at_once
from tests.factories import GroupFactory, MeetingFactory, ProjectFactory
from wijkdeal import public_version

HOME = "/"


@pytest.fixture
def project(groen):
    return ProjectFactory(theme=groen, title="Bankje bij de vijver", slug="bankje-bij-de-vijver", status="underway")


def queries_of(client, address):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", [HOME, "/projecten/", "/projecten/?thema=groen&pagina=1", "/agenda/", "/over/"])
def test_the_second_visitor_gets_the_page_for_one_query(client, project, address):
    first = client.get(address)

    assert queries_of(client, address) == 1
    again = client.get(address)
    assert again.content == first.content
    assert {**first.headers} == {**again.headers}


def test_a_browser_that_has_the_page_hears_that_nothing_changed(client, project):
    first = client.get("/projecten/")

    again = client.get("/projecten/", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_what_changed_shows_on_the_next_request(client, project):
    first = client.get("/projecten/")

    Project.objects.filter(pk=project.pk).update(title="Bankje bij de sloot")
    again = client.get("/projecten/", headers={"if-none-match": first["ETag"]})

    assert again.status_code == 200
    assert "Bankje bij de sloot" in again.text


def test_a_change_that_is_taken_back_leaves_the_page_kept(client, project):
    client.get(HOME)

    with transaction.atomic():
        Project.objects.filter(pk=project.pk).update(title="Bankje bij de sloot")
        transaction.set_rollback(True)

    assert queries_of(client, HOME) == 1


def test_somebody_with_a_session_gets_a_page_of_his_own(client, project, resident):
    visitor = client.get(project.get_absolute_url())
    own = Client()
    own.force_login(resident)

    page = own.get(project.get_absolute_url())

    assert "/mijn/" in page.text
    assert "/mijn/" not in visitor.text
    assert "ETag" not in page
    assert page["Cache-Control"] == "private, no-store"
    assert client.get(project.get_absolute_url()).content == visitor.content


def test_a_page_that_sets_a_cookie_is_not_kept(client, project):
    """A form carries a secret of this visitor."""
    first, second = client.get("/contact/"), Client().get("/contact/")

    assert "csrftoken" in first.cookies
    assert first.cookies["csrftoken"].value != second.cookies["csrftoken"].value
    assert "ETag" not in first


def test_an_unknown_parameter_is_not_kept(client, project):
    client.get("/over/?utm_source=x")

    assert queries_of(client, "/over/?utm_source=x") > 1


def test_the_names_of_the_site_are_read_anew_after_a_change(client, project):
    SiteSettings.objects.create(id=1, telephone="050 111 11 11")
    client.get(HOME)
    client.get("/over/")

    SiteSettings.objects.filter(id=1).update(telephone="050 222 22 22")

    assert "050 222 22 22" in client.get(HOME).text
    assert "050 222 22 22" in client.get("/over/").text


def test_a_hidden_project_is_gone_at_once(client, project, green_resident):
    assert client.get(project.get_absolute_url()).status_code == 200

    project.hide(by=green_resident.person, reason="Er staat een naam in die er niet in hoort.")

    assert client.get(project.get_absolute_url()).status_code == 404
    assert "Bankje bij de vijver" not in client.get("/projecten/").text


def test_a_story_that_is_published_later_appears_when_its_moment_comes(client, groen):
    Story.objects.create(
        slug="later", title="Het plein is klaar", lead="Kom kijken.", text="Kom.", published_at=timezone.now()
    )
    Story.objects.filter(slug="later").update(published_at=timezone.now() + timedelta(seconds=1))
    before = public_version.version()
    assert "Het plein is klaar" not in client.get("/verhalen/").text

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(1.1)")

    assert public_version.version() != before
    assert "Het plein is klaar" in client.get("/verhalen/").text


def test_a_meeting_that_began_is_another_version(groen):
    meeting = MeetingFactory(group=GroupFactory(), starts_at=timezone.now() + timedelta(hours=1))
    before = public_version.version()

    with connection.cursor() as cursor:  # as time would: no trigger sees it
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE groups_meeting SET starts_at = now() - interval '1 minute' WHERE id = %s", [meeting.pk])
        cursor.execute("RESET session_replication_role")

    assert public_version.version() != before


def test_a_page_that_is_kept_knows_what_day_it_is_on_our_clock_too(client, groen, time_machine):
    due = timezone.localdate() + timedelta(days=2)
    project = ProjectFactory(theme=groen, status="proposed", answer_due=due)
    before = client.get(project.get_absolute_url()).text

    time_machine.move_to(timezone.now() + timedelta(days=4))
    after = client.get(project.get_absolute_url()).text

    assert "te laat" not in before
    assert "te laat" in after


def test_folding_the_tokens_keeps_the_version(project):
    PageText.objects.create(slug="over-a", title="A", text="a")
    PageText.objects.create(slug="over-b", title="B", text="b")
    before = public_version.version()

    public_version.fold()
    public_version.fold()

    assert public_version.version() == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_change")
        assert cursor.fetchone() == (1,)


def test_folding_nothing_leaves_nothing(db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_change")
        public_version.fold()
        cursor.execute("SELECT count(*) FROM core_change")
        assert cursor.fetchone() == (0,)


def test_every_table_is_public_or_named_as_private(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'change'")
        watched = {table for (table,) in cursor.fetchall()}
    tables = set(connection.introspection.django_table_names())

    assert watched == set(public_version.public_tables())
    assert tables - watched == public_version.PRIVATE_TABLES


def test_signing_in_makes_no_page_new(resident):
    before = public_version.version()

    resident.last_login = timezone.now()
    resident.save(update_fields=["last_login"])

    assert public_version.version() == before


def test_a_table_that_became_private_loses_its_triggers(db, monkeypatch):
    monkeypatch.setattr(public_version, "PRIVATE_TABLES", public_version.PRIVATE_TABLES | {"core_pagetext"})

    public_version.watch_tables()

    before = public_version.version()
    PageText.objects.create(slug="over-a", title="A", text="a")
    assert public_version.version() == before


def test_the_least_recent_page_makes_room(settings):
    settings.KEPT_PAGES_BYTES = 40_000
    pages = Store()

    for number in range(20):
        pages.keep(number, Page("1", b"x" * 1_000, ()))
        pages.get(0, "1")

    assert 0 in pages
    assert 1 not in pages
    assert 19 in pages
    assert sum(number in pages for number in range(20)) == 13


def test_a_page_that_would_take_all_room_is_not_kept(settings):
    settings.KEPT_PAGES_BYTES = 40_000
    pages = Store()

    pages.keep("large", Page("1", b"x" * 10_000, ()))

    assert "large" not in pages


def test_without_room_nothing_is_kept(client, project, settings):
    settings.KEPT_PAGES_BYTES = 0
    client.get(HOME)

    assert queries_of(client, HOME) > 1
    assert HOME not in store


@pytest.mark.django_db(transaction=True)
def test_eight_who_write_each_see_their_own_change_at_once(transactional_db):
    """With savepoints and changes that are taken back between them, on connections of their own."""
    projects = [ProjectFactory(title=f"Project {number}", slug=f"project-{number}") for number in range(8)]

    def write_and_look(project):
        client, stale = Client(), 0
        for turn in range(15):
            with transaction.atomic():
                with transaction.atomic():
                    Project.objects.filter(pk=project.pk).update(title=f"Nooit {turn}", version=turn)
                    transaction.set_rollback(True)
                Project.objects.filter(pk=project.pk).update(title=f"Beurt {turn} van {project.pk}.")
            if turn % 5 == 0:
                public_version.fold()
            stale += f"Beurt {turn} van {project.pk}." not in client.get("/projecten/").text
            stale += f"Beurt {turn} van {project.pk}." not in client.get(f"/projecten/{project.slug}/").text
        return stale

    assert at_once(*[lambda project=project: write_and_look(project) for project in projects]) == [0] * 8
