from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Person
from projects.models import MoneyLine, Pledge, Status
from tests.factories import (
    AgendaItemFactory,
    GroupFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    ProjectFactory,
)


@pytest.fixture
def party(db):
    return OrganisationFactory(name="Woningcorporatie De Stempel", slug="de-stempel", about="Verhuurt 720 huizen.")


def pledge(party, **fields):
    fields = {"project": ProjectFactory(), "what": "Twintig tonnen", "due": "2020-01-01", "state": "confirmed"} | fields
    return Pledge.objects.create(organisation=party, **fields)


def test_visitor_sees_parties_by_kind_with_their_numbers(client, party):
    ProjectFactory().partners.add(party)
    ProjectFactory(status=Status.DRAFT).partners.add(party)
    pledge(party)
    pledge(party, state="offered")

    page = client.get("/partijen/").text

    assert "<h2>Woningcorporatie</h2>" in page
    assert "1 project, 1 toezegging<" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"due": "2020-01-01"}, "<b>Te laat: het had er 1 januari 2020 moeten zijn.</b>"),
        (
            {"state": "moved", "reason": "Het stroomnet is vol.", "due": "2020-03-01", "first_due": "2020-01-01"},
            "<b>Verschoven van 1 januari 2020 naar 1 maart 2020, en nu te laat. Het stroomnet is vol.</b>",
        ),
        ({"due": timezone.localdate() + timedelta(days=9)}, "Toegezegd, uiterlijk"),
        ({"state": "kept"}, "Nagekomen."),
        ({"state": "moved", "reason": "Het stroomnet is vol.", "due": "2099-01-01"}, "Het stroomnet is vol."),
        ({"state": "lapsed", "reason": "Het project stopte."}, "Vervallen. Het project stopte."),
    ],
)
def test_promise_says_what_came_of_it(client, party, fields, words):
    pledge(party, **fields)

    page = client.get("/partijen/de-stempel/").text

    assert "Twintig tonnen" in page
    assert words in page


def test_unconfirmed_promises_and_hidden_projects_are_not_shown(client, party):
    hidden = ProjectFactory(title="Geheim", hidden_at=timezone.now())
    hidden.partners.add(party)
    pledge(party, what="Nog niet bevestigd", state="offered")
    pledge(party, what="Bij iets geheims", project=hidden)
    MoneyLine.objects.create(project=hidden, organisation=party, kind="promised", amount=100, what="hout")

    page = client.get("/partijen/de-stempel/").text

    for secret in ("Geheim", "Nog niet bevestigd", "Bij iets geheims", "100"):
        assert secret not in page


def test_party_shows_its_plans_projects_and_money(client, party):
    AgendaItemFactory(title="Zonnedaken", responsible=party)
    AgendaItemFactory(title="Los van het gas").others.add(party)
    project = ProjectFactory(title="De tochtploeg")
    project.partners.add(party)
    MoneyLine.objects.create(project=project, organisation=party, kind="promised", amount=840, what="folie")
    MoneyLine.objects.create(project=project, organisation=party, kind="promised", amount=-40, what="hersteld")

    page = client.get("/partijen/de-stempel/").text

    assert "Zonnedaken</a></b>, verantwoordelijk" in page
    assert "Los van het gas" in page
    assert "De tochtploeg" in page
    assert "<dt>Zegde deze partij toe</dt><dd><b>€\u00a0800</b></dd>" in page


def test_money_of_a_party_says_in_words_whose_it_was_always_in_one_order(client, party):
    project = ProjectFactory()
    for kind in ("spent", "received", "promised"):
        MoneyLine.objects.create(project=project, organisation=party, kind=kind, amount=10, what="hout")

    page = client.get("/partijen/de-stempel/").text
    found = [page.index(words) for words in ("Zegde deze partij toe", "Gaf deze partij aan", "Betaalde deze partij")]

    assert found == sorted(found)


def test_party_shows_its_people_in_groups_as_they_agreed_to_be_named(client, party):
    group = GroupFactory(name="Werkgroep Daken", slug="daken")
    person = PersonFactory(name="Sven Lubbers", show_name=Person.ShowName.FIRST)
    MembershipFactory(group=group, person=person, role="chair", organisation=party)
    MembershipFactory(
        group=group, person=PersonFactory(name="Weg Gegaan"), organisation=party, since="2019-01-01", until="2020-01-01"
    )
    MembershipFactory(group=group, person=PersonFactory(name="Vraagt Nog"), organisation=party, requested=True)
    MembershipFactory(group=group, person=PersonFactory(name="Van Elders"))
    MembershipFactory(group=group, person=PersonFactory(name="Liever Niet"), organisation=party, is_named=False)

    page = client.get("/partijen/de-stempel/").text

    assert '<b>Sven</b>, voorzitter van <a href="/groepen/daken/">Werkgroep Daken</a>' in page
    for other in ("Lubbers", "Weg Gegaan", "Vraagt Nog", "Van Elders", "Liever Niet"):
        assert other not in page


@pytest.mark.parametrize("number", [2, 12])
def test_parties_cost_six_queries_however_much_there_is(client, party, number, django_assert_max_num_queries):
    for _ in range(number):
        ProjectFactory().partners.add(party)
        pledge(party)
        pledge(party, project=None, agenda_item=AgendaItemFactory(responsible=party))
        OrganisationFactory()

    with django_assert_max_num_queries(6):
        first = client.get("/partijen/")
    with django_assert_max_num_queries(6):
        second = client.get("/partijen/de-stempel/")

    assert not first.cookies
    assert not second.cookies
    assert second.text.count("Twintig tonnen") == 2 * number


def test_unknown_party_is_not_found(client, db):
    assert client.get("/partijen/bestaat-niet/").status_code == 404


def test_without_parties_the_page_says_what_to_do(client, db):
    assert "Er staat nog geen organisatie bij" in client.get("/partijen/").text
