"""The account of a year: every figure against the rows, frozen once it is adopted."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Person
from groups.models import Decision, Group, Meeting, YearAccount
from groups.models.year_figures import compute
from projects.models import MoneyLine, Pledge, Project, Status
from tests.factories import (
    AgendaItemFactory,
    GroupFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    ProjectFactory,
)
from themes.models import AgendaRound

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
    assert len(found["projects"]["new"]) == 3
    assert found["answers"] == {"due": 4, "in_time": 1, "late": 3, "waiting": 0}


def test_answers_are_counted_as_on_the_home_page(client, groen):
    today = timezone.localdate()
    answered = {"theme": groen, "answered_at": timezone.now(), "proposed_at": timezone.now()}
    ProjectFactory(status=Status.PREPARING, answer_due=today, **answered)
    ProjectFactory(status=Status.DECLINED, answer_due=today - timedelta(days=1), **answered)
    ProjectFactory(status=Status.WITHDRAWN, answer_due=today, **answered)
    ProjectFactory(theme=groen, answer_due=today - timedelta(days=3))
    ProjectFactory(theme=groen, answer_due=today, clarification_question="Waar?")
    ProjectFactory(theme=groen, answer_due=today)

    found, home, page = compute(today.year), client.get("/").text, client.get(f"/verantwoording/{today.year}/").text

    assert found["answers"] == {"due": 3, "in_time": 1, "late": 2, "waiting": 1}
    assert "Dat lukte bij 1 van de laatste 3 ideeën." in home
    assert "<b>1</b> van 3 ideeën" in page
    assert "1 wacht nog, binnen de termijn" in page


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

    found = compute(YEAR)

    assert found["parties"] == [
        {"name": "De Stempel", "promised": 6, "late": 2, "lapsed": 1, "moved": 1, "open": 0, "kept": 2}
    ]
    assert [(one["what"], one["came_of"]) for one in found["pledges"]] == [
        ("moved", "late"), ("confirmed", "late"), ("lapsed", "lapsed"), ("y", "moved"), ("kept", "kept"),
        ("kept", "kept"),
    ]  # fmt: skip


def test_promise_that_moved_and_is_late_is_told_with_one_sentence_everywhere(client, project):
    party = OrganisationFactory(name="De Stempel")
    Pledge.objects.create(
        project=project, organisation=party, what="Hout", state="moved", reason="De boot kwam niet.",
        first_due=date(YEAR, 3, 1), due=date(YEAR, 5, 1),
    )  # fmt: skip
    said = "Verschoven van 1 maart 2021 naar 1 mei 2021, en nu te laat. De boot kwam niet."

    for address in (PAGE, party.get_absolute_url(), project.get_absolute_url()):
        assert f"<b>{said}</b>" in client.get(address).text, address
    assert "verschoven, en nu te laat" in client.get("/open-data/toezeggingen.csv").getvalue().decode()


def test_money_that_was_promised_is_not_taken_for_a_promise_of_work(client, project):
    party = OrganisationFactory(name="De Stempel")
    for kind, amount in (("promised", 38000), ("received", 100), ("spent", 300)):
        MoneyLine.objects.create(
            project=project, organisation=party, kind=kind, amount=amount, on=date(YEAR, 4, 1), what="Hout"
        )
    MoneyLine.objects.create(project=project, kind="spent", amount=7, on=date(YEAR, 4, 1), what="Hout")

    page = client.get(PAGE).text

    assert "Aan geld toegezegd" in page
    assert "Geen partij had iets toegezegd dat in 2021 klaar moest zijn." in page
    assert "Van de uitgaven betaalden partijen €\u00a0300 zelf." in page
    assert "Van €\u00a07 is niet genoteerd welke partij het betaalde." in page
    assert compute(YEAR)["money_by_party"] == [
        {"party": "De Stempel", "amounts": ["38000.00", "100.00", "300.00"]},
        {"party": "zonder partij", "amounts": ["", "", "7.00"]},
    ]


def test_year_of_the_round_tells_of_it_and_does_not_say_that_nobody_took_part(client, groen, db):
    agenda = AgendaItemFactory(theme=groen).agenda
    AgendaRound.objects.create(
        title="Agendaronde 2017", agenda=agenda, adopted_on=date(2017, 12, 1), meetings=32, earlier_wishes=500,
        collect_from=date(2017, 2, 1), group_from=date(2017, 9, 1), choose_from=date(2017, 11, 20),
        choose_until=date(2017, 11, 26),
    )  # fmt: skip

    page = client.get("/verantwoording/2017/").text

    assert "<b>32</b> bijeenkomsten, <b>500</b> wensen, <b>1</b> plan." in page
    assert "van dit jaar niet bekend" in page
    assert client.get("/verantwoording/2017.pdf").content.startswith(b"%PDF-")


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
    name = sociaal.name.replace("&", "&amp;")
    cell = '<td class="num"><b>Aan geld toegezegd</b>€\u00a050</td>'
    assert f'<th scope="row">{name}</th>{cell}' in page


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


@pytest.fixture
def meeting(db):
    koplopers = GroupFactory(name="Koplopers", kind=Group.Kind.KOPLOPERSGROEP)
    return MeetingFactory(
        group=koplopers, title="Koplopersavond", state=Meeting.State.HELD, starts_at=moment(YEAR + 1, 1),
        ends_at=moment(YEAR + 1, 1) + timedelta(hours=2),
    )  # fmt: skip


def test_chair_reads_what_it_means_and_chooses_the_meeting_before_it_is_adopted(
    client, administrator, project, meeting
):
    client.force_login(administrator)
    adopt = f"{PAGE}vaststellen/"

    asked = client.get(adopt).text
    without = client.post(adopt).text
    nothing_yet = YearAccount.objects.exists()
    for _ in range(2):
        page = client.post(adopt, {"meeting": meeting.pk}, follow=True).text
    Project.objects.update(result="Iets anders.")
    account, now = YearAccount.objects.get(), client.get(PAGE).text

    assert "Dit kun je niet terugdraaien." in asked
    assert "Koplopersavond" in asked
    assert "Kies de bijeenkomst waarop het is besloten." in without
    assert not nothing_yet
    assert (account.adopted_by, account.adopted_on) == (administrator.person, date(YEAR + 1, 1, 1))
    assert account.decision == Decision.objects.get(meeting=meeting, text="De verantwoording van 2021 is vastgesteld.")
    assert "was al vastgesteld" in page
    assert "Vastgesteld door de koplopers op zaterdag 1 januari 2022." in now
    assert meeting.get_absolute_url() in now
    assert "Achttien bomen." in now
    assert "Iets anders." not in now


def test_without_a_meeting_that_was_held_the_chair_is_led_there(client, administrator, project, meeting):
    Meeting.objects.update(state=Meeting.State.FROZEN)
    client.force_login(administrator)

    page = client.get(f"{PAGE}vaststellen/").text

    assert "Er is nog geen bijeenkomst van de koplopers om uit te kiezen." in page
    assert f'href="{meeting.group.get_absolute_url()}"' in page
    assert client.post(f"{PAGE}vaststellen/", {"meeting": meeting.pk}).status_code == 200
    assert not YearAccount.objects.exists()


def test_account_that_was_adopted_with_fewer_figures_is_still_shown(client, project):
    data = compute(YEAR)
    new = ("pledges", "pledges_made", "plans", "agenda", "tally", "on", "round", "money_by_party", "money_kinds")
    old = {name: value for name, value in data.items() if name not in new}
    YearAccount.objects.create(year=YEAR, data=old)

    assert "Achttien bomen." in client.get(PAGE).text
    assert client.get(f"/verantwoording/{YEAR}.pdf").content.startswith(b"%PDF-")


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
    with django_assert_max_num_queries(9):
        client.get(PAGE)
