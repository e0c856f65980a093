"""The queue of the communicatieteam: searching it, keeping a list of it, giving many at once to somebody."""

from pathlib import Path

import pytest
from django.contrib.admin.utils import label_for_field
from django.contrib.staticfiles import finders
from django.utils import timezone
from django.utils.text import capfirst

from accounts.models import Person
from communication.models import Request, SavedView
from tests.factories import GroupFactory, PersonFactory, ProjectFactory, RequestFactory, UserFactory

QUEUE = "/beheer/communication/request/"
pytestmark = pytest.mark.django_db


def listed(client, query):
    return {asked.subject for asked in client.get(f"{QUEUE}?{query}").context["cl"].result_list}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("flyers", {"Flyer voor de markt"}),
        ("opschonen", {"Opschoondag"}),
        ("café", {"Opschoondag"}),
        ("cafe", {"Opschoondag"}),
        ("Wolters", {"Flyer voor de markt"}),
        ("bewoner van", {"Opschoondag"}),
        ('"de markt" -flyer', set()),
        ("olifant", set()),
        ("", {"Flyer voor de markt", "Opschoondag"}),
        ("' & | !(", set()),
    ],
)
def test_member_searches_the_queue_in_dutch(team_client, typed, found):
    RequestFactory(subject="Flyer voor de markt", text="Graag honderd stuks")
    person = PersonFactory(name="Bewoner van hiernaast")
    RequestFactory(subject="Opschoondag", text="Wij gaan opschonen bij het café", name="", requester=person)

    assert listed(team_client, f"q={typed.replace('&', '%26')}") == found


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("drukkerij", True),
        ("afgekeurde", True),
        ("Buurttuin", True),
        ("lampion", True),
        ("optochten", True),
        ("werkgroep park", True),
        ("truus@voorbeeld.test", True),
        ("TRUUS@Voorbeeld.test", True),
        ("voorbeeld.test", False),
        ("06 12345678", True),
        ("0612345678", True),
        ("12345678", False),
        ("06", False),
    ],
)
def test_member_finds_a_request_by_what_was_said_and_made_by_project_group_address_and_number(
    team_client, typed, is_found
):
    asked = RequestFactory(
        subject="Flyer", name="Truus", email="truus@voorbeeld.test", phone="06-12 34 56 78",
        project=ProjectFactory(title="Buurttuin de Wijert"), group=GroupFactory(name="Werkgroep Park"),
    )  # fmt: skip
    asked.products.create(kind="poster", title="Lampionnen", text="Loop mee in de optocht")
    RequestFactory(subject="Anders", name="Piet", email="piet@elders.test", phone="050 7654321")
    asked.messages.create(kind="to_requester", text="Hij ligt bij de drukkerij")
    asked.note(by=None, text="Dit is de afgekeurde versie")

    assert listed(team_client, f"q={typed}") == ({"Flyer"} if is_found else set())


def test_member_finds_who_asked_by_the_address_and_number_of_the_account(team_client):
    person = UserFactory(email="fenna@voorbeeld.test").person
    Person.objects.filter(pk=person.pk).update(phone="06 87654321")
    RequestFactory(subject="Poster", name="", email="", phone="", requester=person)

    assert listed(team_client, "q=fenna@voorbeeld.test") == {"Poster"}
    assert listed(team_client, "q=06-87654321") == {"Poster"}


def test_member_keeps_a_list_and_finds_it_above_the_queue(team_client, team_member):
    page = team_client.get(f"{QUEUE}?tijd=laat&q=poster&p=2").text
    kept = {"name": "Late posters", "query": "tijd=laat&q=poster&p=2"}

    response = team_client.post(f"{QUEUE}lijst-bewaren/", kept)

    assert 'name="query" value="tijd=laat&amp;q=poster"' in page
    assert response.url == f"{QUEUE}?tijd=laat&q=poster"
    assert list(SavedView.objects.values_list("person", "name", "query")) == [
        (team_member.person.pk, "Late posters", "tijd=laat&q=poster")
    ]
    assert f'<a href="{QUEUE}?tijd=laat&amp;q=poster">Late posters</a>' in team_client.get(QUEUE).text


def test_list_of_the_same_name_takes_the_place_of_the_earlier_one(team_client):
    for query in ("tijd=laat", "wie=mij"):
        team_client.post(f"{QUEUE}lijst-bewaren/", {"name": "Mijn werk", "query": query})

    assert SavedView.objects.get().query == "wie=mij"


def test_list_with_a_long_search_in_accents_is_kept_whole(team_client):
    team_client.post(f"{QUEUE}lijst-bewaren/", {"name": "Lang", "query": f"q={'é' * 400}"})

    assert SavedView.objects.get().query == f"q={'%C3%A9' * 400}"


def test_list_without_a_name_is_not_kept_and_says_why(team_client):
    response = team_client.post(f"{QUEUE}lijst-bewaren/", {"name": " ", "query": "wie=mij"}, follow=True)

    assert not SavedView.objects.exists()
    assert "Vul een naam in." in response.text


def test_member_takes_an_own_list_away_and_not_one_of_a_colleague(team_client, team_member, colleague):
    own = SavedView.objects.keep(team_member.person, "Mijn", "wie=mij")
    other = SavedView.objects.keep(colleague.person, "Van Daan", "wie=niemand")

    html = team_client.get(QUEUE).text
    refused = team_client.post(f"{QUEUE}lijst/{other.pk}/weg/")
    team_client.post(f"{QUEUE}lijst/{own.pk}/weg/")

    assert "Van Daan" not in html
    assert refused.status_code == 404
    assert list(SavedView.objects.all()) == [other]


def test_member_gives_many_to_a_colleague_and_hears_which_were_taken(team_client, team_member, colleague):
    fresh = [RequestFactory(subject=f"Nieuw {number}") for number in range(2)]
    taken = RequestFactory()
    taken.assign(to=team_member.person, by=team_member.person)
    closed = RequestFactory(status="done", closed_at=timezone.now())
    ticked = [one.pk for one in (*fresh, taken, closed)]
    data = {"action": "assign_to", "member": colleague.person.pk, "_selected_action": ticked}

    html = team_client.post(QUEUE, data, follow=True).text

    assert set(Request.objects.filter(assignee=colleague.person)) == set(fresh)
    assert Request.objects.get(pk=taken.pk).assignee == team_member.person
    assert fresh[0].events.get(kind="assigned").actor == team_member.person
    assert "Toegewezen aan Daan Mulder: 2." in html
    assert "Niet veranderd, want al van iemand of gesloten: 2." in html


@pytest.mark.parametrize(
    ("who", "said"),
    [("nobody", "Kies aan wie je de aanvragen wilt toewijzen."), ("resident", "Geen actie geselecteerd.")],
)
def test_requests_are_given_to_members_of_the_team_only(team_client, resident, who, said):
    asked = RequestFactory()
    member = resident.person.pk if who == "resident" else ""

    html = team_client.post(
        QUEUE, {"action": "assign_to", "member": member, "_selected_action": [asked.pk]}, follow=True
    ).text

    asked.refresh_from_db()
    assert asked.status == "new"
    assert said in html


@pytest.mark.parametrize("address", ["lijst-bewaren/", "lijst/1/weg/"])
def test_lists_are_for_the_team_and_changed_by_a_press_only(client, team_client, resident, address):
    assert team_client.get(f"{QUEUE}{address}").status_code == 405
    client.force_login(resident)
    assert client.post(f"{QUEUE}{address}", {"name": "x"}).status_code == 403
    assert not SavedView.objects.exists()


def test_each_cell_of_the_queue_says_on_a_phone_what_it_is(team_client):
    """The cells are Django’s, so the words stand in the style: the same as above the columns."""
    RequestFactory()
    shown = team_client.get(QUEUE).context["cl"]
    rules = Path(finders.find("css/back-office.css")).read_text(encoding="utf-8")

    columns = shown.list_display[2:]  # after the tick and the subject
    labels = {name: capfirst(label_for_field(name, Request, shown.model_admin)) for name in columns}

    wanted = [f'.field-{name}::before {{ content: "{label}: "; }}' for name, label in labels.items()]
    assert len(wanted) == 5
    assert [rule for rule in wanted if rule not in rules] == []
