"""The log: who did what and when, from everywhere, for the administrator alone; and what was cleared away."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from accounts.audit import AuditEntry
from core.models import SiteSettings
from core.retention import RetentionRun
from projects.models import Question, Status
from tests.factories import PersonFactory, ProjectFactory, UpdateFactory
from wijkdeal.retention import RULES
from wijkdeal.tasks import keep_no_longer

pytestmark = pytest.mark.django_db
LOG, KEPT = "/beheer/logboek/", "/beheer/bewaren/"


@pytest.fixture
def office(client, administrator):
    client.force_login(administrator)
    return client


def rows(response):
    return [(line.kind, line.who, line.about, line.words) for line in response.context["lines"]]


@pytest.fixture
def everything(office, administrator, resident, neighbour):
    """One of each source, a day apart."""
    SiteSettings.objects.create(id=1)
    form = office.get("/beheer/core/sitesettings/1/change/").context["adminform"].form
    fields = {name: form[name].value() or "" for name in form.fields}
    office.post("/beheer/core/sitesettings/1/change/", fields | {"telephone": "050 999 99 99"})
    AuditEntry.record("export", actor=resident.person, person=resident.person)
    AuditEntry.record("roles", actor=administrator.person, person=resident.person, words="Erbij: balie.")
    project = ProjectFactory(title="Plukfruit", status=Status.UNDERWAY)
    UpdateFactory(project=project).hide(by=neighbour.person, reason="Een adres.")
    question = Question.ask(project, by=PersonFactory(), text="Mag het?")
    question.place(by=PersonFactory())
    question.hide(by=neighbour.person, reason="Kwetsend.")
    project.hide(by=neighbour.person, reason="Reclame.")


def test_administrator_reads_who_did_what_from_everywhere_newest_first(office, everything):
    response = office.get(LOG)

    found = rows(response)
    assert [words for *_, words in found[:3]] == ["Reclame.", "Kwetsend.", "‘Twaalf bomen in de grond’: Een adres."]
    assert ("verborgen of teruggezet", "Grietje Bos", "Plukfruit", "Reclame.") in found
    assert ("rollen veranderd", "Anja Veen", "Fenna Dijkema", "Erbij: balie.") in found
    assert ("gegevens gedownload", "Fenna Dijkema", "Fenna Dijkema", "") in found
    office_lines = [row for row in found if row[0].startswith("veranderd in het beheer")]
    assert len(office_lines) == 1
    assert office_lines[0][1] == "Anja Veen"
    assert office_lines[0][2].startswith(SiteSettings._meta.verbose_name.capitalize() + ": ")
    assert "Telefoon" in office_lines[0][3]
    assert "Niemand kan hier iets veranderen of weghalen." in response.text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?soort=roles", 1),
        ("?soort=hidden", 3),
        ("?soort=office", 1),
        ("?wie=grietje", 3),
        ("?wie=FENNA@voorbeeld.test", 2),
        ("?wie=niemand-zo", 0),
        ("?soort=roles&wie=Anja", 1),
        ("?soort=onzin", 6),
        ("?vanaf=2999-01-01", 0),
        ("?tot=2000-01-01", 0),
        ("?vanaf=geen-dag", 6),
        ("?pagina=2", 0),
        ("?pagina=-4", 6),
        ("?pagina=x", 6),
    ],
)
def test_log_is_narrowed_by_person_kind_and_day(office, everything, query, count):
    response = office.get(f"{LOG}{query}")

    assert len(rows(response)) == count
    assert ("Er is niets gevonden." in response.text) == (count == 0 and "pagina" not in query)


def test_one_day_holds_what_happened_on_it(office, resident):
    yesterday = timezone.now() - timedelta(days=1)
    for at in (yesterday, timezone.now()):
        entry = AuditEntry.record("export", person=resident.person)
        AuditEntry.objects.filter(pk=entry.pk).update(at=at)
    day = timezone.localdate(yesterday).isoformat()

    assert len(rows(office.get(f"{LOG}?vanaf={day}&tot={day}"))) == 1


def test_log_is_paged_and_asks_as_much_however_long_it_is(office, resident, django_assert_max_num_queries):
    for number in range(120):
        AuditEntry.record("export", person=resident.person, words=str(number))

    with django_assert_max_num_queries(9):
        first = office.get(LOG)
    last = office.get(f"{LOG}?pagina=3")

    assert [words for *_, words in rows(first)][:2] == ["119", "118"]
    assert len(rows(first)) == 50
    assert len(rows(last)) == 20
    assert "Ouder" in first.text
    assert "Ouder" not in last.text


def test_what_somebody_typed_in_the_log_is_shown_and_not_run(office, resident):
    AuditEntry.record("second_factor", person=resident.person, words="<script>alert(1)</script>")

    page = office.get(f"{LOG}?wie=%3Cscript%3E").text + office.get(LOG).text

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("address", [LOG, KEPT])
def test_log_takes_nothing_and_is_for_the_administrator_alone(client, office, team_member, counter, address):
    assert office.post(address).status_code == 405
    assert office.delete(address).status_code == 405
    for user in (team_member, counter):
        client.force_login(user)
        assert client.get(address).status_code == 403
    client.logout()
    assert client.get(address).url.startswith("/account/login/")


def test_lines_of_the_log_stand_in_no_form_of_the_office(office, resident):
    entry = AuditEntry.record("export", person=resident.person)

    for path in ("accounts/auditentry/", f"accounts/auditentry/{entry.pk}/change/", "admin/logentry/"):
        assert office.get(f"/beheer/{path}").status_code == 404


def test_administrator_reads_what_was_cleared_away(office):
    before = office.get(KEPT).text
    keep_no_longer(0)
    RetentionRun.objects.filter(key="enquiry").update(rows=3, total=41)

    page = office.get(KEPT).text

    assert "nog niet" in before
    assert "Kijk of de worker draait." in before
    assert "Kijk of de worker draait." not in page
    for rule in RULES:
        assert rule.what in page
    assert "<td>3</td><td>41</td>" in page


def test_work_that_was_not_done_for_two_days_is_said(office):
    keep_no_longer(0)
    RetentionRun.objects.filter(key="mail").update(at=timezone.now() - timedelta(days=3))

    assert "Kijk of de worker draait." in office.get(KEPT).text


def test_administrator_finds_everything_in_groups_and_the_team_does_not(client, office, team_member):
    page = office.get("/beheer/").text

    for words in ("Mensen en rollen", "Thema’s en duo’s", "Telefoon, adres en openingstijden", "Standaardantwoorden"):
        assert words in page
    assert f'href="{LOG}"' in page
    assert f'href="{KEPT}"' in page
    client.force_login(team_member)
    assert "Voor de beheerder" not in client.get("/beheer/").text


def test_log_of_django_is_kept_when_a_row_is_read_here(office, everything):
    office.get(LOG)

    assert LogEntry.objects.count() == 1
