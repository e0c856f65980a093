"""The account of a year: every figure against the rows, frozen once it is adopted."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from accounts.models import Person
from groups.models import YearAccount
from groups.models.year_account import compute
from projects.models import MoneyLine, Pledge, Project, Status
from tests.factories import (
    AgendaItemFactory,
    GroupFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db
YEAR = 2021
PAGE = f"/verantwoording/{YEAR}/"


def moment(year, month=6):
    return datetime(year, month, 1, 12, tzinfo=UTC)


@pytest.fixture
def project(groen):
    return ProjectFactory(
        title="Plukfruit", theme=groen, status=Status.COMPLETED, proposed_at=moment(YEAR, 1), ended_at=moment(YEAR),
        result="Achttien bomen.", answer_due=date(YEAR, 2, 1), answered_at=moment(YEAR, 1),
    )  # fmt: skip


def test_projects_and_answers_are_counted_in_their_year(project, groen):
    late = {"answer_due": date(YEAR, 3, 1), "answered_at": moment(YEAR, 5)}
    ProjectFactory(theme=groen, status=Status.UNDERWAY, proposed_at=moment(YEAR), **late)
    ProjectFactory(theme=groen, status=Status.STOPPED, ended_at=moment(YEAR), proposed_at=moment(YEAR - 1), **late)
    ProjectFactory(theme=groen, status=Status.COMPLETED, ended_at=moment(YEAR + 1), proposed_at=moment(YEAR - 1))
    ProjectFactory(theme=groen, status=Status.COMPLETED, ended_at=moment(YEAR), hidden_at=moment(YEAR))
    ProjectFactory(theme=groen, proposed_at=moment(YEAR), answer_due=date(YEAR, 8, 1))

    found = compute(YEAR)

    assert {key: found["projects"][key] for key in ("proposed", "finished", "stopped")} == {
        "proposed": 3, "finished": 1, "stopped": 1,
    }  # fmt: skip
    assert [one["title"] for one in found["projects"]["list"]] == ["Plukfruit"]
    assert found["answers"] == {"due": 4, "in_time": 1, "late": 2}


def test_pledges_are_counted_by_party_and_state(project):
    party = OrganisationFactory(name="De Stempel")
    states = ["kept", "kept", "moved", "lapsed", "confirmed", "offered", "refused"]
    for state in states:
        Pledge.objects.create(
            project=project, organisation=party, what=state, due=date(YEAR, 5, 1), state=state, reason="Zo."
        )
    later = {"due": date(YEAR + 1, 1, 1), "state": "kept"}
    Pledge.objects.create(project=project, organisation=party, what="x", **later)
    Pledge.objects.create(project=project, organisation=party, what="y", first_due=date(YEAR, 12, 1), **later)

    assert compute(YEAR)["parties"] == [
        {"name": "De Stempel", "promised": 6, "kept": 2, "moved": 2, "lapsed": 1, "open": 1}
    ]


def test_money_is_added_up_once_when_projects_merge(project, groen):
    other = ProjectFactory(theme=groen, status=Status.UNDERWAY, proposed_at=moment(YEAR - 2))
    into = ProjectFactory(theme=groen, status=Status.UNDERWAY, proposed_at=moment(YEAR - 2))
    for one in (project, other):
        MoneyLine.objects.create(project=one, kind="spent", amount="100.10", on=date(YEAR, 4, 1), what="Hout")
    MoneyLine.objects.create(project=project, kind="spent", amount="5", on=date(YEAR + 1, 1, 1), what="Later")

    other.merge_into(into, by=None, reason="Hetzelfde.")

    assert compute(YEAR)["money"] == [{"kind": "uitgegeven", "amount": "200.20"}]


def test_money_is_told_per_theme_and_that_of_a_plan_counts(client, project, groen, sociaal):
    item = AgendaItemFactory(theme=sociaal)
    line = {"on": date(YEAR, 4, 1), "what": "Hout"}
    MoneyLine.objects.create(project=project, kind="spent", amount="100.10", **line)
    MoneyLine.objects.create(agenda_item=item, kind="promised", amount="50", **line)
    MoneyLine.objects.create(project=ProjectFactory(hidden_at=timezone.now()), kind="spent", amount="7", **line)

    data, page = compute(YEAR), client.get(PAGE).text

    assert data["money"] == [
        {"kind": "toegezegd", "amount": "50.00"}, {"kind": "uitgegeven", "amount": "100.10"},
    ]  # fmt: skip
    assert data["money_by_theme"] == [
        {"theme": groen.name, "amounts": ["", "100.10"]}, {"theme": sociaal.name, "amounts": ["50.00", ""]},
    ]  # fmt: skip
    assert f'<th scope="row">{sociaal.name.replace("&", "&amp;")}</th><td>€\u00a050</td><td></td>' in page


def test_people_are_counted_once_by_what_they_are(project):
    resident, professional = PersonFactory(), PersonFactory(kind=Person.Kind.PROFESSIONAL)
    gone = PersonFactory()
    group = GroupFactory()
    for person, since, until in (
        (resident, date(YEAR - 1, 1, 1), None),
        (professional, date(YEAR, 5, 1), date(YEAR, 6, 1)),
        (gone, date(YEAR - 2, 1, 1), date(YEAR - 1, 12, 31)),
    ):
        project.participations.create(person=person, role="helper", since=since, until=until)
    MembershipFactory(group=group, person=resident, since=date(YEAR, 1, 1))
    MembershipFactory(group=group, since=date(YEAR, 1, 1), requested=True)

    assert compute(YEAR)["people"] == {"residents": 1, "professionals": 1}


def test_visitor_reads_it_and_takes_it_along_on_paper(client, project):
    page = client.get(PAGE).text
    paper = client.get(f"/verantwoording/{YEAR}.pdf")

    assert "Wat kwam ervan in 2021?" in page
    assert "Achttien bomen." in page
    assert "Stel dit vast" not in page
    assert paper.content.startswith(b"%PDF-")


@pytest.mark.parametrize("year", [2016, 2999])
def test_there_is_none_of_another_year(client, db, year):
    assert client.get(f"/verantwoording/{year}/").status_code == 404
    assert client.get(f"/verantwoording/{year}.pdf").status_code == 404


def test_once_adopted_it_stays_as_it_was(client, administrator, project):
    client.force_login(administrator)

    for _ in range(2):
        page = client.post(f"{PAGE}vaststellen/", follow=True).text
    Project.objects.update(result="Iets anders.")

    assert YearAccount.objects.get().adopted_by == administrator.person
    assert "was al vastgesteld" in page
    assert "Achttien bomen." in client.get(PAGE).text
    assert "Iets anders." not in client.get(PAGE).text


def test_year_that_goes_on_is_not_adopted(client, administrator):
    client.force_login(administrator)
    now = datetime.now(UTC).year

    page = client.post(f"/verantwoording/{now}/vaststellen/", follow=True).text

    assert "Een jaar wordt vastgesteld als het voorbij is." in page
    assert not YearAccount.objects.exists()


@pytest.mark.parametrize("who", ["resident", "green_resident", "team_member"])
def test_nobody_else_adopts_it(request, client, who):
    client.force_login(request.getfixturevalue(who))

    assert client.post(f"{PAGE}vaststellen/").status_code == 403
    assert not YearAccount.objects.exists()


def test_page_costs_few_queries(client, project, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get(PAGE)
