import pytest
from django.utils import timezone

from accounts.models import Person
from projects.models import Project, Status
from tests.factories import ProjectFactory

TYPED = {
    "title": "Bankje bij de bushalte",
    "summary": "Dan kan ik even zitten.",
    "theme": "groen",
    "name": "Truus Wolters",
    "phone": "06 98765432",
    "consent": "on",
    "send": "",
}


def test_counter_proposes_for_somebody_and_gets_a_receipt(client, counter, groen):
    client.force_login(counter)

    response = client.post("/balie/", TYPED, follow=True)

    project = Project.objects.get()
    person = project.participations.initiators().get().person
    assert (project.status, project.source, project.entered_by) == (Status.PROPOSED, "counter", counter)
    assert (person.name, person.phone, person.user, person.channel) == ("Truus Wolters", "06 98765432", None, "phone")
    assert person.consent_at is not None
    assert response.redirect_chain == [(f"/balie/bonnetje/{project.short_code}/", 302)]
    assert project.short_code in response.text
    assert "Je krijgt antwoord uiterlijk" in response.text
    assert "We bellen je." in response.text


def test_receipt_names_who_gives_the_answer(client, counter, groen, green_resident, green_professional):
    client.force_login(counter)

    page = client.post("/balie/", TYPED, follow=True).text

    assert "</b> van Bas Huizing of Ineke Wiersema." in page or "</b> van Ineke Wiersema of Bas Huizing." in page


def test_receipt_says_into_which_project_it_was_merged_while_that_is_public(client, counter, groen, green_resident):
    new = ProjectFactory(theme=groen, title="De zithoek")
    client.force_login(counter)
    address = client.post("/balie/", TYPED).url
    Project.objects.get(source="counter").merge_into(new, by=green_resident.person, reason="Past hierbij.")

    page = client.get(address).text
    Project.objects.filter(pk=new.pk).update(hidden_at=timezone.now())

    assert "Nu: <b>samengevoegd met ‘De zithoek’</b>. We bellen je." in page
    assert "Nu: <b>samengevoegd</b>. We bellen je." in client.get(address).text


def test_proposal_of_the_counter_is_public_without_the_number(client, counter, groen):
    client.force_login(counter)
    client.post("/balie/", TYPED)
    client.logout()

    page = client.get(Project.objects.get().get_absolute_url()).text

    assert "Truus Wolters" in page
    assert "98765432" not in page


def test_without_consent_nothing_is_made_and_nothing_is_lost(client, counter, groen):
    client.force_login(counter)

    response = client.post("/balie/", TYPED | {"consent": ""})

    assert not Project.objects.exists()
    assert "<title>Fout: Balie" in response.text
    assert "Vraag of het goed is en zet dan een vinkje." in response.text
    assert "Bankje bij de bushalte" in response.text
    assert "Truus Wolters" in response.text


def test_double_send_makes_one_proposal(client, counter, groen):
    client.force_login(counter)

    first = client.post("/balie/", TYPED)
    second = client.post("/balie/", TYPED)

    assert Project.objects.count() == 1
    assert Person.objects.filter(name="Truus Wolters").count() == 1
    assert first.url == second.url


def test_same_person_is_written_down_once(client, counter, groen):
    client.force_login(counter)

    client.post("/balie/", TYPED)
    client.post("/balie/", TYPED | {"title": "Nog een bankje"})

    assert Project.objects.count() == 2
    assert Person.objects.filter(name="Truus Wolters").count() == 1


def test_address_of_an_account_makes_it_theirs(client, counter, resident, groen):
    client.force_login(counter)

    client.post("/balie/", TYPED | {"email": "Fenna@Voorbeeld.test"})

    assert Project.objects.get().participations.get().person == resident.person


def test_without_phone_or_address_the_receipt_says_to_come_by(client, counter, groen):
    client.force_login(counter)

    response = client.post("/balie/", TYPED | {"phone": "", "source": "meeting"}, follow=True)

    assert "Loop binnen of bel" in response.text
    assert Project.objects.get().source == "meeting"
    assert Person.objects.get(name="Truus Wolters").channel == "none"


@pytest.mark.parametrize("role", ["counter", "green_resident", "team_member", "administrator"])
def test_who_may_write_down_for_others_may(client, request, role):
    client.force_login(request.getfixturevalue(role))

    assert client.get("/balie/").status_code == 200


def test_resident_may_not(client, resident, groen):
    client.force_login(resident)

    assert client.get("/balie/").status_code == 403
    assert client.post("/balie/", TYPED).status_code == 403
    assert not Project.objects.exists()


def test_visitor_signs_in_first(client, groen):
    assert client.get("/balie/").url == "/account/login/?next=/balie/"
    assert client.post("/balie/", TYPED).status_code == 302
    assert not Project.objects.exists()


def test_receipt_is_for_the_counter_and_for_what_it_wrote_down(client, counter, resident, groen):
    online = ProjectFactory()
    client.force_login(counter)
    client.post("/balie/", TYPED)
    written = Project.objects.exclude(pk=online.pk).get()

    assert client.get(f"/balie/bonnetje/{online.short_code}/").status_code == 404
    client.force_login(resident)
    assert client.get(f"/balie/bonnetje/{written.short_code}/").status_code == 403


@pytest.mark.parametrize("number", [2, 12])
def test_counter_costs_twelve_queries_however_many_were_written_down(
    client, counter, groen, number, django_assert_max_num_queries
):
    client.force_login(counter)
    for n in range(number):
        client.post("/balie/", TYPED | {"title": f"Bankje {n}"})

    with django_assert_max_num_queries(12):
        client.get("/balie/")


def test_a_telephone_number_that_is_too_long_is_said_and_nothing_is_lost(client, counter, groen):
    client.force_login(counter)

    response = client.post("/balie/", TYPED | {"phone": "+31 (0) 6 - 12 34 56 78"})

    assert "Maak je telefoonnummer korter: hoogstens 20 tekens." in response.text
    assert "Bankje bij de bushalte" in response.text
    assert not Project.objects.exists()
