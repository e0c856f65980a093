"""Getting in touch with a group, a duo or the communicatieteam, and answering."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from communication.models import Enquiry
from tests.factories import EnquiryFactory, GroupFactory, MembershipFactory, ThemeFactory

QUESTION = {
    "to": "communicatieteam",
    "subject": "Mag ik meedoen?",
    "text": "Ik woon hier pas.",
    "name": "Truus Wolters",
    "email": "truus@voorbeeld.test",
}
pytestmark = pytest.mark.django_db


def test_visitor_asks_the_duo_and_reads_when_the_answer_comes(client, groen, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get("/contact/")

    response = client.post("/contact/", QUESTION | {"to": "thema-groen"}, follow=True)

    enquiry = Enquiry.objects.get()
    assert (enquiry.theme, enquiry.group, enquiry.name) == (groen, None, "Truus Wolters")
    assert enquiry.answer_due == timezone.localdate() + timedelta(days=7)
    html = response.content.decode()
    assert "Je hoort uiterlijk" in html
    assert "duo van Groen &amp; Buitenzijn" in html
    assert "050 123 45 67" in html
    assert list(enquiry.events.values_list("kind", flat=True)) == ["asked"]


def test_signed_in_resident_asks_a_group(client, resident):
    group = GroupFactory()
    client.force_login(resident)

    client.post("/contact/", {"to": f"groep-{group.slug}", "subject": "Kom ik erbij?", "text": "Graag."})

    enquiry = Enquiry.objects.get()
    assert (enquiry.group, enquiry.person) == (group, resident.person)


def test_visitor_asks_the_administrator_and_no_team_reads_it(client, administrator, team_member):
    client.post("/contact/", QUESTION | {"to": "beheerder"})

    enquiry = Enquiry.objects.get()
    assert (enquiry.to_administrator, enquiry.theme, enquiry.group) == (True, None, None)
    assert enquiry.recipient == "beheerder van de site"
    assert enquiry.addressees() == [administrator.person]
    assert list(Enquiry.objects.addressed_to(administrator)) == [enquiry]
    assert list(Enquiry.objects.addressed_to(team_member)) == []


def test_link_chooses_to_whom(client, groen):
    html = client.get("/contact/?to=thema-groen").content.decode()

    assert re.search(r'<option value="thema-groen" selected>', html)


@pytest.mark.parametrize("typed", ["", "thema-bestaat-niet", "groep-x", "x", "groep-%00"])
def test_any_address_gives_the_form(client, typed):
    assert client.get(f"/contact/?to={typed}").status_code == 200


def test_ended_group_is_no_choice(client):
    group = GroupFactory(ended_on=timezone.localdate())

    response = client.post("/contact/", QUESTION | {"to": f"groep-{group.slug}"})

    assert Enquiry.objects.count() == 0
    assert "Kies iemand uit de lijst." in response.content.decode()


def test_group_beyond_the_list_can_still_be_asked_from_its_page(client, monkeypatch):
    monkeypatch.setattr("communication.forms.enquiries.SHOWN_GROUPS", 0)
    group = GroupFactory()

    client.post("/contact/", QUESTION | {"to": f"groep-{group.slug}"})

    assert Enquiry.objects.get().group == group


def test_empty_post_leads_from_the_summary_to_every_field(client):
    html = client.post("/contact/", {}).content.decode()

    targets = re.findall(r'<li><a href="#([^"]+)">', html)
    assert targets == ["id_to", "id_subject", "id_text", "id_name", "id_email"]
    assert all(f'id="{target}"' in html for target in targets)
    assert "<title>Fout: " in html


def test_two_identical_sends_make_one_question(client):
    answers = [client.post("/contact/", QUESTION | {"form_key": "5f1c2c52-6a8e-4f3c-9d0a-0d3ed3f4b3aa"}) for _ in "12"]

    assert Enquiry.objects.count() == 1
    assert [answer.status_code for answer in answers] == [302, 302]


def test_thanks_page_needs_its_own_address(client):
    assert client.get("/contact/verstuurd/").status_code == 404
    assert client.get("/contact/verstuurd/?vraag=1").status_code == 404


def test_only_those_who_are_asked_see_and_answer_the_question(
    client, groen, green_resident, social_professional, resident, team_member, administrator
):
    enquiry = EnquiryFactory(theme=groen, text="Mijn geheime vraag")
    page = f"/contact/vragen/{enquiry.pk}/"

    statuses = {}
    for user in (green_resident, social_professional, resident, team_member, administrator):
        client.force_login(user)
        statuses[user.person.name] = client.get(page).status_code

    assert statuses == {
        "Ineke Wiersema": 200,
        "Yara Postma": 404,
        "Fenna Dijkema": 404,
        "Mirjam Kok": 404,
        "Anja Veen": 200,
    }


def test_question_to_the_team_is_for_the_team(client, team_member, green_resident):
    enquiry = EnquiryFactory()

    client.force_login(team_member)
    assert client.get(f"/contact/vragen/{enquiry.pk}/").status_code == 200
    client.force_login(green_resident)
    assert client.get(f"/contact/vragen/{enquiry.pk}/").status_code == 404


def test_chair_answers_for_the_group_and_an_ordinary_member_does_not(client, resident, neighbour):
    chair = MembershipFactory(person=resident.person, role="chair")
    MembershipFactory(group=chair.group, person=neighbour.person)
    enquiry = EnquiryFactory(group=chair.group)

    client.force_login(neighbour)
    assert client.get(f"/contact/vragen/{enquiry.pk}/").status_code == 404
    client.force_login(resident)
    client.post(f"/contact/vragen/{enquiry.pk}/", {"answer": "Kom woensdag langs."})

    enquiry.refresh_from_db()
    assert (enquiry.answer, enquiry.answered_by) == ("Kom woensdag langs.", resident.person)
    assert enquiry.addressees() == [resident.person]


def test_every_member_answers_where_a_group_has_no_chair(client, resident):
    membership = MembershipFactory(person=resident.person)
    enquiry = EnquiryFactory(group=membership.group)

    assert list(Enquiry.objects.addressed_to(resident)) == [enquiry]
    assert enquiry.addressees() == [resident.person]


def test_fallback_answers_while_no_half_of_the_duo_is_there(resident, green_resident, groen):
    groen.fallback = resident.person
    groen.save()
    enquiry = EnquiryFactory(theme=groen)
    assert list(Enquiry.objects.addressed_to(resident)) == []

    green_resident.person.away_until = timezone.localdate()
    green_resident.person.save()

    assert list(Enquiry.objects.addressed_to(resident)) == [enquiry]
    assert enquiry.addressees() == [resident.person]


def test_second_who_answers_is_told_and_keeps_what_was_typed(client, groen, green_resident, green_professional):
    enquiry = EnquiryFactory(theme=groen)
    enquiry.reply(by=green_professional.person, text="Ja hoor.")
    client.force_login(green_resident)

    html = client.post(f"/contact/vragen/{enquiry.pk}/", {"answer": "Nee helaas"}).content.decode()

    enquiry.refresh_from_db()
    assert enquiry.answer == "Ja hoor."
    assert "Iemand anders was je voor" in html
    assert "Nee helaas" in html


def test_second_press_on_the_button_is_the_same_answer(client, groen, green_resident):
    enquiry = EnquiryFactory(theme=groen)
    client.force_login(green_resident)

    answers = [client.post(f"/contact/vragen/{enquiry.pk}/", {"answer": "Kom maar"}) for _ in "12"]

    assert [answer.url for answer in answers] == ["/contact/vragen/"] * 2
    assert enquiry.events.filter(kind="answered").count() == 1


def test_list_shows_what_is_late_and_whom_it_is_for(
    client, groen, green_resident, django_assert_max_num_queries, django_assert_num_queries
):
    EnquiryFactory(theme=groen, answer_due=timezone.localdate() - timedelta(days=1))
    client.force_login(green_resident)

    with django_assert_max_num_queries(12) as few:
        html = client.get("/contact/vragen/").content.decode()
    EnquiryFactory.create_batch(11, theme=groen)
    with django_assert_num_queries(len(few)):
        client.get("/contact/vragen/")

    assert "Te laat: had beantwoord moeten zijn" in html
    assert "Truus Wolters" in html


def test_duo_without_questions_gets_an_empty_page_and_a_resident_is_refused(client, green_resident, resident):
    client.force_login(green_resident)
    assert "Er wacht nu geen vraag op jou" in client.get("/contact/vragen/").content.decode()

    client.force_login(resident)
    assert client.get("/contact/vragen/").status_code == 403


def test_visitor_is_sent_to_sign_in_and_back(client):
    response = client.get("/contact/vragen/")

    assert response.url == "/account/login/?next=/contact/vragen/"


def test_form_does_not_ask_more_queries_with_more_themes_and_groups(client, django_assert_num_queries):
    ThemeFactory(slug="groen")
    GroupFactory()
    with django_assert_num_queries(5):
        client.get("/contact/")
    GroupFactory.create_batch(10)

    with django_assert_num_queries(5):
        client.get("/contact/")
