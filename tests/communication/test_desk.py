"""The desk on which the back office opens for the communicatieteam."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from communication.models import Placement, Product, Request
from tests.factories import RequestFactory

DESK = "/beheer/"
QUEUE = "/beheer/communication/request/"
pytestmark = pytest.mark.django_db


def day(number):
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def full_desk(team_member, colleague):
    """One request of every pile, and something to place."""
    RequestFactory(subject="Splinternieuw", due=day(20))
    RequestFactory(subject="Verlopen", due=day(-3))
    RequestFactory(subject="Voor vandaag", due=day(0), status="in_progress", assignee=colleague.person)
    RequestFactory(subject="Wachtend", due=day(20), status="waiting", assignee=colleague.person)
    elsewhere = {"due": day(20), "assignee": colleague.person}
    RequestFactory(subject="Geantwoord", status="in_progress", answered_at=timezone.now(), **elsewhere)
    RequestFactory(subject="Te bekijken", status="for_approval", **elsewhere)
    RequestFactory(subject="Nagelaten", due=day(20), status="approved")
    mine = RequestFactory(subject="Eigen werk", due=day(3), status="approved", assignee=team_member.person)
    product = Product.objects.create(request=mine, kind="poster", title="Poster A2", approved_at=timezone.now())
    Placement.objects.create(product=product, channel="posters", planned_on=day(2))
    Placement.objects.create(product=product, channel="website", planned_on=day(1), placed_on=day(0))


def piles(response):
    return {pile.title: [asked.subject for asked, *_ in pile.rows] for pile in response.context["desk"].piles}


def test_member_opens_the_back_office_on_the_desk(team_client, full_desk, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        response = team_client.get(DESK)

    assert piles(response) == {
        "Te laat": ["Verlopen"],
        "Vandaag klaar": ["Voor vandaag"],
        "Nieuw": ["Verlopen", "Splinternieuw"],
        "Van niemand meer": ["Nagelaten"],
        "Van mij": ["Eigen werk"],
        "Antwoord binnen": ["Geantwoord"],
        "Wacht op de aanvrager": ["Wachtend"],
        "Wacht op akkoord": ["Te bekijken"],
    }
    assert 'Nieuw <span class="number">2</span>' in response.text
    assert "Alles in het beheer" in response.text


@pytest.mark.parametrize(
    ("pile", "query", "found"),
    [
        ("Te laat", "tijd=laat", {"Verlopen"}),
        ("Vandaag klaar", "tijd=vandaag", {"Voor vandaag"}),
        ("Nieuw", "stand=new", {"Verlopen", "Splinternieuw"}),
        ("Van niemand meer", "wie=niemand-meer", {"Nagelaten"}),
        ("Van mij", "wie=mij&stand=open", {"Eigen werk"}),
        ("Antwoord binnen", "tijd=antwoord", {"Geantwoord"}),
        ("Wacht op de aanvrager", "stand=waiting", {"Wachtend"}),
        ("Wacht op akkoord", "stand=for_approval", {"Te bekijken"}),
        ("De week van het team", "tijd=week", {"Voor vandaag", "Eigen werk"}),
    ],
)
def test_number_of_a_pile_leads_to_the_queue_with_just_these(team_client, full_desk, pile, query, found):
    desk = team_client.get(DESK).text
    queue = team_client.get(f"{QUEUE}?{query}")

    assert f'href="{QUEUE}?{query.replace("&", "&amp;")}">{pile}' in desk
    assert {asked.subject for asked in queue.context["cl"].result_list} == found


@pytest.mark.parametrize(("waiting", "links"), [(5, []), (7, ["Alle 7"])])
def test_member_finds_below_a_pile_the_way_to_what_is_not_shown(team_client, waiting, links):
    for number in range(waiting):
        RequestFactory(subject=f"Nummer {number}", due=day(20))

    response = team_client.get(DESK)

    assert len(piles(response)["Nieuw"]) == 5
    found = re.findall(rf'<a href="{re.escape(QUEUE)}\?stand=new">(Alle \d+)<span', response.text)
    assert found == links


def test_week_names_what_is_due_and_what_is_to_be_placed_by_day(team_client, full_desk):
    week = team_client.get(DESK).context["desk"].week

    shown = [(when, [one.subject for one in due], [one.channel for one in placed]) for when, due, placed in week]
    assert shown == [(day(0), ["Voor vandaag"], []), (day(2), [], ["posters"]), (day(3), ["Eigen werk"], [])]


def test_member_takes_a_request_from_the_desk_and_is_back_on_it(team_client, team_member):
    asked = RequestFactory()
    html = team_client.get(DESK).text

    response = team_client.post(f"{QUEUE}{asked.pk}/oppakken/doen/", {"desk": "1"})

    asked.refresh_from_db()
    assert f'action="{QUEUE}{asked.pk}/oppakken/doen/"' in html
    assert response.url == DESK
    assert (asked.status, asked.assignee) == ("assigned", team_member.person)
    assert list(asked.events.values_list("kind", "actor")) == [("assigned", team_member.person.pk)]


def test_member_who_presses_second_is_told_so_on_the_desk(team_client, colleague):
    asked = RequestFactory()
    asked.assign(to=colleague.person, by=colleague.person)

    response = team_client.post(f"{QUEUE}{asked.pk}/oppakken/doen/", {"desk": "1"}, follow=True)

    asked.refresh_from_db()
    assert asked.assignee == colleague.person
    assert f"Dit kan nu niet. De aanvraag staat op: toegewezen, bij {colleague.person.name}." in response.text


@pytest.mark.parametrize(
    ("status", "is_mine", "pressed"),
    [
        ("new", False, "Ik pak dit op"),
        ("assigned", True, "Begin"),
        ("approved", True, "Rond af"),
        ("in_progress", False, "Ik neem dit over"),
        ("in_progress", True, ""),
        ("waiting", True, ""),
    ],
)
def test_member_sees_the_one_press_that_moves_it_on(team_client, team_member, colleague, status, is_mine, pressed):
    person = None if status == "new" else (team_member if is_mine else colleague).person
    RequestFactory(status=status, assignee=person, due=day(0))

    today = team_client.get(DESK).context["desk"].piles[1]

    assert [words for _, _, words in today.rows] == [pressed]


def test_member_who_finishes_hears_what_is_still_to_be_placed_and_is_not_offered_it_on_the_desk(
    team_client, team_member
):
    asked = RequestFactory(status="approved", assignee=team_member.person, due=day(-1))
    product = Product.objects.create(request=asked, kind="poster", title="Poster", approved_at=timezone.now())
    Placement.objects.create(product=product, channel="facebook", planned_on=day(2))
    Placement.objects.create(product=product, channel="press", placed_on=day(0))

    assert [action for _, action, _ in team_client.get(DESK).context["desk"].piles[0].rows] == [""]
    response = team_client.post(f"/beheer/communication/request/{asked.pk}/afronden/doen/", follow=True)

    asked.refresh_from_db()
    assert asked.status == "done"
    assert "Poster: Facebook" in response.text
    assert "Nog te plaatsen op" in response.text
    assert "Poster: de pers" not in response.text


@pytest.mark.parametrize("state", ["waiting", "for_approval"])
def test_what_the_requester_is_at_is_not_late_and_needs_no_excuse(client, team_client, team_member, state):
    asked = RequestFactory(subject="Bij jou", status=state, assignee=team_member.person, due=day(-3))

    desk = team_client.get(DESK)

    assert "Bij jou" not in piles(desk)["Te laat"]
    assert "te laat:" not in desk.text
    assert Request.objects.in_numbers()["late"] == 0
    assert not team_client.get(f"{QUEUE}?tijd=laat").context["cl"].result_list
    client.logout()
    assert "Onze excuses" not in client.get(asked.secret_url).text
    Request.objects.update(status="in_progress")
    assert "Onze excuses" in client.get(asked.secret_url).text


@pytest.mark.parametrize(
    ("state", "page", "typed"),
    [("waiting", "", {"text": "Het is zondag."}), ("for_approval", "niet-akkoord/", {"reason": "De dag klopt niet."}),
     ("for_approval", "akkoord/", {})],
)  # fmt: skip
def test_who_answers_late_gets_no_excuses_and_the_team_has_days_for_it(client, team_member, state, page, typed):
    asked = RequestFactory(status=state, assignee=team_member.person, due=day(-3))

    client.post(asked.secret_url + page, typed)

    asked.refresh_from_db()
    assert asked.status == ("approved" if page == "akkoord/" else "in_progress")
    assert asked.due == Request.first_day_of("question")
    assert "Onze excuses" not in client.get(asked.secret_url).text


def test_who_answers_in_time_moves_no_day(client, team_member):
    asked = RequestFactory(status="waiting", assignee=team_member.person, due=day(30))

    client.post(asked.secret_url, {"text": "Het is zondag."})

    asked.refresh_from_db()
    assert (asked.status, asked.due) == ("in_progress", day(30))


def test_who_writes_unasked_about_what_is_late_moves_no_day(client, team_member):
    asked = RequestFactory(status="in_progress", assignee=team_member.person, due=day(-3))

    client.post(asked.secret_url, {"text": "Hoe staat het ermee?"})

    asked.refresh_from_db()
    assert (asked.due, asked.is_late) == (day(-3), True)


def test_of_what_was_declined_nothing_is_to_be_placed(team_client, team_member):
    asked = RequestFactory(status="in_progress", assignee=team_member.person)
    product = Product.objects.create(request=asked, kind="poster", title="Poster A2")
    Placement.objects.create(product=product, channel="posters", planned_on=day(0))
    Placement.objects.create(product=product, channel="website", planned_on=day(0), placed_on=day(0))
    week = "/beheer/communication/placement/kalender/"
    assert "Poster A2" in team_client.get(DESK).text

    asked.decline(by=team_member.person, reason="Het is reclame.")

    assert "Poster A2" not in team_client.get(DESK).text
    assert team_client.get(week).text.count(">Poster A2</a>") == 1


def test_desk_says_that_the_requester_wants_it_sooner(team_client):
    RequestFactory(due=day(20), wanted_by=day(1))

    assert "graag morgen" in team_client.get(DESK).text


def test_long_pile_shows_five_and_says_how_many_there_are(team_client):
    for number in range(7):
        RequestFactory(subject=f"Aanvraag {number}")

    new = team_client.get(DESK).context["desk"].piles[2]

    assert (len(new.rows), new.total) == (5, 7)


def test_empty_desk_is_a_friendly_sentence(team_client):
    RequestFactory(status="done", closed_at=timezone.now())

    assert "Je bureau is leeg." in team_client.get(DESK).text


def test_administrator_gets_the_desk_and_the_rest(client, administrator, full_desk):
    client.force_login(administrator)

    html = client.get(DESK).text

    assert "Verlopen" in html
    assert 'href="#alles"' in html
    assert 'href="/beheer/accounts/user/"' in html


def test_who_handles_no_requests_sees_no_desk(client, team_member, full_desk):
    team_member.groups.clear()
    client.force_login(team_member)

    html = client.get(DESK).text

    assert "Verlopen" not in html
    assert 'class="desk"' not in html


def test_resident_and_visitor_do_not_come_in(client, resident):
    as_visitor = client.get(DESK)
    client.force_login(resident)

    assert as_visitor.url == "/account/login/?next=%2Fbeheer%2F"
    assert client.get(DESK).status_code == 403


def test_list_of_everything_in_the_back_office_has_its_heads_in_dutch(team_client):
    page = team_client.get(DESK).text

    heads = "".join(f'<th scope="col">{word}</th>' for word in ("Wat", "Iets toevoegen", "De lijst openen"))
    assert heads in page
    assert [words for words in ("Model name", "Add link", "Change or view", "Modellen in") if words in page] == []
    assert '<a href="/beheer/communication/story/add/" class="addlink"' in page
