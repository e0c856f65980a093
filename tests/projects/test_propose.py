"""Proposing: signed in at once, a visitor after a code by mail; nothing typed gets lost, nothing is made twice."""

import re
import uuid
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import Person
from core.short_codes import ALPHABET
from projects.models import InvalidTransition, Participation, Project, Status
from tests.factories import PersonFactory, ProjectFactory, ThemeFactory, UserFactory
from wijkdeal.tasks import keep_an_hour

pytestmark = pytest.mark.django_db

ADDRESS = "/projecten/voorstellen/"
IDEA = {
    "title": "Bankjes langs de singel",
    "summary": "Vier banken om uit te rusten.",
    "description": "Mijn moeder loopt slecht.",
    "theme": "groen",
    "place": "Hora Siccamasingel",
}
VISITOR = IDEA | {"name": "Truus Wolters", "email": "Truus@Voorbeeld.test", "phone": "050 123 45 67"}


def test_resident_proposes_and_reads_what_happens_next(client, groen, sociaal, green_resident, resident):
    client.force_login(resident)

    response = client.post(ADDRESS, IDEA | {"other_themes": ["sociaal"], "send": "1"}, follow=True)

    project = Project.objects.get()
    page = response.content.decode()
    assert response.redirect_chain == [(f"/projecten/{project.slug}/voorgesteld/", 302)]
    assert project.status == Status.PROPOSED
    assert {name: getattr(project, name) for name in ("title", "summary", "description", "place")} == {
        name: value for name, value in IDEA.items() if name != "theme"
    }
    assert project.theme == groen
    assert list(project.other_themes.all()) == [sociaal]
    assert list(project.participations.values_list("person__user__email", "role")) == [(resident.email, "initiator")]
    assert list(project.events.values_list("kind", "actor__name")) == [("proposed", "Fenna Dijkema")]
    assert project.answer_due == timezone.localdate() + timedelta(days=14)
    assert project.short_code in page
    assert set(project.short_code) <= set(ALPHABET)
    assert "Ineke Wiersema" in page


def test_resident_keeps_a_draft_with_only_a_title(client, groen, resident):
    client.force_login(resident)

    response = client.post(ADDRESS, {"title": "Nog vaag", "save": "1"}, follow=True)

    project = Project.objects.get()
    assert project.status == Status.DRAFT
    assert not project.events.exists()
    assert response.redirect_chain[0][0] == project.get_absolute_url()
    assert "Schrijf nog in één zin wat je wilt." in response.content.decode()


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [("title", "Geef je idee eerst een titel."), ("summary", "Schrijf eerst in één zin wat je wilt.")],
)
def test_half_an_idea_is_not_sent_and_its_writer_is_told(client, groen, resident, missing, sentence):
    project = ProjectFactory(status=Status.DRAFT, theme=groen, initiator=resident.person, **{missing: ""})
    client.force_login(resident)

    page = client.post(f"{project.get_absolute_url()}insturen/", follow=True).content.decode()
    with pytest.raises(InvalidTransition, match=sentence):
        project.propose(by=resident.person)

    project.refresh_from_db()
    assert sentence in page
    assert project.status == Status.DRAFT
    assert not project.events.exists()


def test_resident_need_not_know_the_theme(client, groen, resident):
    client.force_login(resident)

    client.post(ADDRESS, IDEA | {"theme": "", "send": "1"})

    assert Project.objects.get().theme is None


@pytest.mark.parametrize(
    "title",
    [
        "'s Avonds samen eten", "’t Hoekje", "AED", "LED", "50+", "3 bankjes", "één boom per straat",
        "WIJ HELPEN ELKAAR", "ĳs!", "Hoe?", "🌳", "voorstellen", "lijkt-op", "x" * 120, "مرحبا", "<b>",
        "Verkeersveiligheidsmaatregelenpakket Vondellaan",
    ],
)  # fmt: skip
def test_every_honest_title_is_taken_and_shown_as_typed(client, groen, resident, title):
    client.force_login(resident)

    client.post(ADDRESS, IDEA | {"title": title, "send": "1"})

    project = Project.objects.get()
    page = client.get(project.get_absolute_url())
    assert project.title == title
    assert page.context["project"].title == title
    assert page.status_code == 200


def test_nothing_filled_in_keeps_nothing_and_says_what_is_missing(client, groen, resident):
    client.force_login(resident)

    response = client.post(ADDRESS, {})

    page = response.content.decode()
    assert response.status_code == 200
    assert "<title>Fout: Wat is je idee?" in page
    assert '<a href="#id_title">Geef je idee een titel.</a>' in page
    assert '<a href="#id_summary">Schrijf in één zin wat je wilt.</a>' in page
    assert 'id="id_title"' in page
    assert 'id="id_title-f"' in page
    assert not Project.objects.exists()


def test_too_long_a_title_is_said_and_everything_typed_is_kept(client, groen, resident):
    client.force_login(resident)

    response = client.post(ADDRESS, IDEA | {"title": "a" * 131})

    page = response.content.decode()
    assert "Maak de titel korter: hoogstens 120 tekens. Nu zijn het er 131." in page
    for typed in ("a" * 131, IDEA["summary"], IDEA["description"], IDEA["place"]):
        assert typed in page
    assert 'value="groen" id="id_theme_0" checked' in page or "checked" in page


def test_double_click_makes_one_proposal(client, groen, resident):
    client.force_login(resident)
    sent = IDEA | {"form_key": str(uuid.uuid4()), "send": "1"}

    first = client.post(ADDRESS, sent)
    second = client.post(ADDRESS, sent)

    assert Project.objects.count() == 1
    assert first.url == second.url


def test_same_send_without_a_key_makes_one_proposal_a_person(client, groen, resident, neighbour):
    for user in (resident, resident, neighbour):
        client.force_login(user)
        client.post(ADDRESS, IDEA | {"send": "1"})

    assert Project.objects.count() == 2


def test_going_back_to_send_another_idea_makes_two(client, groen, resident):
    client.force_login(resident)
    key = {"form_key": str(uuid.uuid4()), "send": "1"}

    client.post(ADDRESS, IDEA | key)
    client.post(ADDRESS, IDEA | key | {"title": "Nog een idee"})

    assert Project.objects.count() == 2


def test_similar_projects_stand_beside_the_form_and_never_block(client, groen, resident):
    ProjectFactory(title="Een bankje bij de vijver", theme=groen)
    client.force_login(resident)

    wrong = client.post(ADDRESS, IDEA | {"summary": ""})
    right = client.post(ADDRESS, IDEA)

    assert "Een bankje bij de vijver" in wrong.content.decode()
    assert right.status_code == 302


# -- a visitor ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("address", "asks_who"), [(ADDRESS, False), (f"{ADDRESS}alles/", True)])
def test_visitor_sees_the_form_with_only_the_csrf_cookie(
    client, groen, django_assert_max_num_queries, address, asks_who
):
    with django_assert_max_num_queries(3):
        response = client.get(address)

    assert set(response.cookies) == {"csrftoken"}
    assert ('autocomplete="email"' in response.content.decode()) == asks_who


def test_visitors_idea_is_kept_as_a_draft_that_nobody_sees(client, groen):
    response = client.post(ADDRESS, VISITOR | {"send": "1"})

    project = Project.objects.get()
    person = project.participations.get().person
    assert response.status_code == 302
    assert project.status == Status.DRAFT
    assert (person.user, person.name, person.email, person.phone) == (
        None, "Truus Wolters", "truus@voorbeeld.test", "050 123 45 67",
    )  # fmt: skip
    assert client.get(project.get_absolute_url()).status_code == 404
    assert client.get("/projecten/").context["page"].items == []


def sign_in_after_sending(client, user):
    """As the code page does: the session goes on, with an account."""
    kept = dict(client.session)
    client.force_login(user)
    session = client.session
    session.update({name: value for name, value in kept.items() if not name.startswith("_")})
    session.save()


@pytest.fixture
def truus(db):
    return UserFactory(email="truus@voorbeeld.test", name="Truus Wolters")


def test_visitor_confirms_and_presses_once_more(client, groen, green_resident, truus):
    client.post(ADDRESS, VISITOR | {"send": "1"})
    sign_in_after_sending(client, truus)

    look = client.get("/projecten/voorstellen/bevestigen/")
    assert Project.objects.get().status == Status.DRAFT  # looking changes nothing
    done = client.post("/projecten/voorstellen/bevestigen/", {"send": "1"}, follow=True)

    project = Project.objects.get()
    assert "Stuur mijn idee in" in look.content.decode()
    assert IDEA["title"] in look.content.decode()
    assert project.status == Status.PROPOSED
    assert project.participations.get().person == truus.person
    assert Person.objects.get(pk=truus.person.pk).phone == "050 123 45 67"
    assert not Person.objects.filter(user=None, email="truus@voorbeeld.test").exists()
    assert project.events.get().actor == truus.person
    assert project.short_code in done.content.decode()


def test_visitor_keeps_it_for_later_after_confirming(client, groen, truus):
    client.post(ADDRESS, VISITOR | {"summary": "", "save": "1"})
    sign_in_after_sending(client, truus)

    response = client.get("/projecten/voorstellen/bevestigen/")

    project = Project.objects.get()
    page = client.get(response.url).text
    assert (project.status, project.initiator) == (Status.DRAFT, truus.person)
    assert response.url == project.get_absolute_url()
    assert "<h2>Je idee is bewaard</h2>" in page


def test_idea_without_a_sentence_is_kept_and_not_sent(client, groen, truus):
    client.post(ADDRESS, VISITOR | {"summary": "", "save": "1"})
    sign_in_after_sending(client, truus)

    page = client.post("/projecten/voorstellen/bevestigen/", {"send": "1"}, follow=True).content.decode()

    assert "Schrijf eerst in één zin wat je wilt." in page
    assert Project.objects.get().status == Status.DRAFT


def test_another_address_than_the_one_typed_gets_nothing(client, groen, neighbour):
    client.post(ADDRESS, VISITOR | {"send": "1"})
    sign_in_after_sending(client, neighbour)

    for method in (client.get, client.post):
        assert method("/projecten/voorstellen/bevestigen/").status_code == 403
    assert Project.objects.get().status == Status.DRAFT


def test_who_sent_nothing_has_nothing_to_confirm(client, groen, neighbour):
    ProjectFactory(status=Status.DRAFT, theme=groen, initiator=PersonFactory(email=neighbour.email))
    client.force_login(neighbour)

    assert client.post("/projecten/voorstellen/bevestigen/", {"send": "1"}).url == ADDRESS
    assert Project.objects.get().status == Status.DRAFT


def test_visitor_without_account_is_sent_to_sign_in_before_confirming(client, groen):
    client.post(ADDRESS, VISITOR)

    assert client.get("/projecten/voorstellen/bevestigen/").url.startswith("/account/login/?next=")


def test_double_click_of_a_visitor_keeps_one_draft(client, groen):
    sent = VISITOR | {"form_key": str(uuid.uuid4()), "send": "1"}

    for _ in range(2):
        assert client.post(ADDRESS, sent).status_code == 302

    assert Project.objects.count() == 1
    assert Person.objects.filter(email="truus@voorbeeld.test").count() == 1


def test_double_click_of_a_visitor_is_one_mail_and_its_code_is_right_for_both(client, groen, mailoutbox, last_code):
    sent = VISITOR | {"send": "", "form_key": str(uuid4())}

    Client().post("/projecten/voorstellen/", sent)
    client.post("/projecten/voorstellen/", sent)
    response = client.post("/account/login/code/confirm/", {"code": last_code()})

    assert len(mailoutbox) == 1
    assert response.url == "/projecten/voorstellen/bevestigen/"


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("name", "", "Vul je naam in."),
        ("email", "", "Vul je e-mailadres in."),
        ("email", "geen adres", "Controleer je e-mailadres."),
        ("phone", "bel maar", "Controleer je telefoonnummer."),
        ("tweede_regel", "robot", "Laat het veld"),
    ],
)
def test_visitor_reads_what_is_wrong(client, groen, field, typed, message):
    response = client.post(ADDRESS, VISITOR | {field: typed})

    assert message in response.content.decode()
    assert IDEA["description"] in response.content.decode()
    assert not Project.objects.exists()


def test_draft_that_was_not_confirmed_within_a_day_is_thrown_away(client, groen, resident):
    client.post(ADDRESS, VISITOR | {"send": "1"})
    old = timezone.localtime() - timedelta(days=2)
    Project.objects.update(created_at=old)
    fresh = ProjectFactory(theme=groen, status=Status.DRAFT, initiator=PersonFactory())
    owned = ProjectFactory(theme=groen, status=Status.DRAFT, initiator=resident.person, created_at=old)
    counter = ProjectFactory(
        theme=groen, status=Status.DRAFT, initiator=PersonFactory(), created_at=old, source="counter"
    )
    public = ProjectFactory(theme=groen, initiator=PersonFactory(), created_at=old)

    keep_an_hour(0)

    assert set(Project.objects.all()) == {fresh, owned, counter, public}
    assert not Person.objects.filter(email="truus@voorbeeld.test").exists()


def test_only_the_proposer_reads_the_page_after_sending(client, groen, resident, neighbour):
    project = ProjectFactory(theme=groen, initiator=resident.person)

    client.force_login(neighbour)
    assert client.get(f"/projecten/{project.slug}/voorgesteld/").status_code == 403
    client.force_login(resident)
    assert client.get(f"/projecten/{project.slug}/voorgesteld/").status_code == 200


def test_page_after_sending_names_the_administrator_where_both_seats_are_vacant(client, resident, administrator):
    project = ProjectFactory(theme=ThemeFactory(), initiator=resident.person)
    client.force_login(resident)

    page = client.get(f"/projecten/{project.slug}/voorgesteld/").text

    assert "<b>Anja Veen</b>" in page or "<b>Anja V.</b>" in page
    assert "valt in voor het duo" in page
    assert "geen procesbegeleider" not in page


def test_page_after_sending_leads_on_once_it_was_answered(client, groen, resident):
    project = ProjectFactory(theme=groen, initiator=resident.person, status=Status.PREPARING)
    client.force_login(resident)

    assert client.get(f"/projecten/{project.slug}/voorgesteld/").url == project.get_absolute_url()


# -- photos ------------------------------------------------------------------------------------------------------------


def test_photos_come_along_with_the_words_about_them(client, groen, resident, photo):
    client.force_login(resident)

    client.post(
        ADDRESS,
        IDEA | {"photo": [photo("een.jpg"), photo("twee.jpg")], "photo_alt": ["De singel", ""], "photo_consent": "on"},
    )

    project = Project.objects.get()
    assert [row.alt for row in project.photos.all()] == ["De singel", "Foto bij ‘Bankjes langs de singel’"]
    assert project.cover == project.photos.first()
    assert all(row.consent_at and row.added_by == resident.person for row in project.photos.all())


def test_photo_without_consent_is_not_kept_and_the_browser_is_explained(client, groen, resident, photo):
    client.force_login(resident)

    response = client.post(ADDRESS, IDEA | {"photo": [photo()]})

    page = response.content.decode()
    assert "Zet een vinkje als de mensen op de foto het goed vinden." in page
    assert "Kies je foto’s nog een keer: " in page
    assert not Project.objects.exists()


def test_who_chooses_far_too_many_photos_keeps_what_was_typed(client, groen, resident):
    client.force_login(resident)
    many = [SimpleUploadedFile(f"{number}.jpg", b"x", "image/jpeg") for number in range(30)]

    response = client.post(ADDRESS, IDEA | {"photo": many, "photo_consent": "on"})

    assert "Kies hoogstens 6 foto’s. Nu zijn het er 30." in response.content.decode()
    assert IDEA["title"] in response.content.decode()
    assert not Project.objects.exists()


def test_file_that_is_no_photo_leaves_nothing_behind(client, groen, resident, settings):
    client.force_login(resident)
    disguised = ContentFile(b"MZ not a photo", name="vakantie.jpg")

    response = client.post(ADDRESS, IDEA | {"photo": [disguised], "photo_consent": "on"})

    assert "Dit is geen foto die we kunnen gebruiken." in response.content.decode()
    assert not Project.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.*"))


def test_roles_are_given_to_nobody_by_fields_that_the_form_does_not_have(client, groen, resident):
    client.force_login(resident)

    client.post(
        ADDRESS,
        IDEA | {"status": "completed", "featured": "1", "entered_by": "1", "slug": "eigen", "source": "counter"},
    )

    project = Project.objects.get()
    assert (project.status, project.source, project.slug) == ("proposed", "online", "bankjes-langs-de-singel")
    assert Participation.objects.count() == 1


# -- the whole way, with the code from the mail ------------------------------------------------------------------------


def type_the_code(client, sent, mailoutbox):
    code = re.search(r"\b\d{6}\b", mailoutbox[-1].subject + mailoutbox[-1].body)[0]
    return client.post(sent.url, {"code": code})


@pytest.mark.parametrize("known", [True, False])
def test_visitor_proposes_with_the_code_from_the_mail(client, groen, mailoutbox, known):
    if known:
        UserFactory(email="truus@voorbeeld.test", name="Truus Wolters")

    sent = client.post(ADDRESS, VISITOR | {"send": "1"})
    arrived = type_the_code(client, sent, mailoutbox)
    done = client.post(arrived.url, {"send": "1"}, follow=True)

    project = Project.objects.get()
    person = project.participations.get().person
    assert arrived.url == "/projecten/voorstellen/bevestigen/"
    assert project.status == Status.PROPOSED
    assert (person.name, person.user.email, person.phone) == ("Truus Wolters", "truus@voorbeeld.test", "050 123 45 67")
    assert Person.objects.count() == 1
    assert project.short_code in done.content.decode()
    assert not any(IDEA["title"] in mail.body for mail in mailoutbox)
