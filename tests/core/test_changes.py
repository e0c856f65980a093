"""Who changed what of the settings and the page texts, and looking at a text before it is saved."""

import pytest
from django.contrib.admin.models import LogEntry

from core.changes import changed_lines
from core.models import PageText, SiteSettings, TimelineMoment
from tests.factories import UserFactory

TEXTS = "/beheer/core/pagetext/"
SETTINGS = (
    "read",
    "name",
    "place",
    "telephone",
    "address",
    "opening_hours",
    "film_url",
    "film_transcript",
    "facebook_url",
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def text(db):
    return PageText.objects.create(slug="over-hoe", title="Zo werkt het", text="Eén.\n\nTwee.\n\nDrie.", order=1)


def page_of(text):
    return f"{TEXTS}{text.pk}/"


def typed(row, **other):
    return {"title": row.title, "text": row.text, "order": row.order} | other


def read_of(client, text):
    return client.get(f"{page_of(text)}change/").context["adminform"].form.initial["read"]


# -- who changed what --------------------------------------------------------------------------------------------------
def test_member_reads_who_changed_which_lines_the_newest_first(team_client, team_member, text):
    team_client.post(f"{page_of(text)}change/", typed(text, title="Zo gaat het"))
    team_client.post(f"{page_of(text)}change/", typed(text, title="Zo gaat het", text="Eén.\n\n2 <b>.\n\nDrie."))

    page = team_client.get(f"{page_of(text)}history/").text

    assert page.index("<del>Twee.</del>") < page.index("<del>Zo werkt het</del>") < page.index("<ins>Zo gaat het</ins>")
    assert "<ins>2 &lt;b&gt;.</ins>" in page
    assert "<del>Eén.</del>" not in page
    assert page.count(team_member.person.name) >= 2
    assert "Wie veranderde wat: Zo gaat het" in page


def test_change_of_the_telephone_says_what_it_was_and_is(team_client):
    SiteSettings.objects.create(id=1, telephone="050 111 11 11")
    fields = {
        "name": "Wijkdeal", "place": "De Wijert", "telephone": "050 999 99 99", "address": "Vondellaan",
        "opening_hours": "maandag",
    }  # fmt: skip

    team_client.post("/beheer/core/sitesettings/1/change/", fields)

    page = team_client.get("/beheer/core/sitesettings/1/history/").text
    assert "<h3>Telefoon</h3>" in page
    assert "<del>050 111 11 11</del>" in page
    assert "<ins>050 999 99 99</ins>" in page


def test_new_text_is_said_to_be_made_and_saving_nothing_is_not_said(team_client):
    team_client.post(f"{TEXTS}add/", {"slug": "nieuw", "title": "Nieuw", "text": "Hoi", "order": 0})
    text = PageText.objects.get()
    team_client.post(f"{page_of(text)}change/", typed(text))

    page = team_client.get(f"{page_of(text)}history/").text

    assert "Gemaakt." in page
    assert "Bewaard zonder iets te veranderen." not in page


def test_change_of_before_the_values_were_kept_says_which_field(team_client, team_member, text):
    LogEntry.objects.log_actions(
        team_member.pk, [text], 2, change_message=[{"changed": {"fields": ["Kop"]}}], single_object=True
    )
    LogEntry.objects.log_actions(team_member.pk, [text], 2, change_message="Iets anders", single_object=True)

    page = team_client.get(f"{page_of(text)}history/").text

    assert "<h3>Kop</h3>" in page
    assert "Veranderd." in page


def test_what_was_not_saved_is_not_in_the_history(team_client, text):
    team_client.post(f"{page_of(text)}change/", typed(text, title=""))

    assert "Hier veranderde nog niemand iets." in team_client.get(f"{page_of(text)}history/").text


def test_history_is_for_the_team(client, resident, text):
    as_visitor = client.get(f"{page_of(text)}history/")
    client.force_login(resident)

    assert as_visitor.url.startswith("/account/login/")
    assert client.get(f"{page_of(text)}history/").status_code == 403


def test_history_of_what_does_not_exist_leads_back(team_client):
    assert team_client.get(f"{TEXTS}999/history/").status_code == 302


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("a\nb", "a\nc", [("gone", "b"), ("new", "c")]),
        ("a", "a\n\nb", [("new", "b")]),
        ("", "a", [("new", "a")]),
        ("a", "", [("gone", "a")]),
        ("a", "a", []),
    ],
)
def test_only_lines_that_went_or_came_are_named(before, after, lines):
    assert changed_lines(before, after) == lines


# -- looking first -----------------------------------------------------------------------------------------------------
def test_member_looks_at_a_text_first_and_nothing_is_saved(team_client, text):
    form = team_client.get(f"{page_of(text)}change/").text
    fields = typed(text, title="Anders", text="**Vet** <script>alert(1)</script>", read=read_of(team_client, text))

    page = team_client.post(f"{page_of(text)}bekijken/", fields)

    text.refresh_from_db()
    assert f'formaction="{page_of(text)}bekijken/"' in form
    assert "<h1>Anders</h1>" in page.text
    assert "<strong>Vet</strong>" in page.text
    assert "<script>alert" not in page.text
    assert "Zo ziet de lezer het. Er is nog niets bewaard." in page.text
    assert f'action="{page_of(text)}change/"' in page.text
    assert "no-store" in page["Cache-Control"]
    assert text.title == "Zo werkt het"
    assert not LogEntry.objects.exists()


def test_what_was_looked_at_is_saved_with_the_button_below_it(team_client, text):
    fields = typed(text, title="Anders", read=read_of(team_client, text))
    form = team_client.post(f"{page_of(text)}bekijken/", fields).context["form"]

    response = team_client.post(f"{page_of(text)}change/", {name: form[name].value() for name in form.fields})

    text.refresh_from_db()
    assert response.status_code == 302
    assert text.title == "Anders"


def test_new_text_is_looked_at_too(team_client):
    fields = {"slug": "nieuw", "title": "Nieuw", "text": "Hoi", "order": 0}

    page = team_client.post(f"{TEXTS}nieuw/bekijken/", fields)

    assert "<h1>Nieuw</h1>" in page.text
    assert f'action="{TEXTS}add/"' in page.text
    assert not PageText.objects.exists()


def test_what_cannot_be_saved_is_said_while_looking_and_keeps_what_was_typed(team_client, text):
    page = team_client.post(f"{page_of(text)}bekijken/", typed(text, title="", text="Mijn lange tekst"))

    assert "Vul de kop in." in page.text
    assert "Mijn lange tekst" in page.text
    assert "Zo ziet de lezer het." not in page.text


def test_who_looks_hears_that_somebody_else_changed_it_meanwhile(team_client, text):
    read = read_of(team_client, text)
    PageText.objects.update(text="Van een ander")

    page = team_client.post(f"{page_of(text)}bekijken/", typed(text, text="Van mij", read=read))

    assert "Iemand anders heeft dit net veranderd." in page.text
    assert "Van mij" in page.text


def test_looking_is_a_post_of_the_team(client, team_client, resident, text):
    by_reading = team_client.get(f"{page_of(text)}bekijken/").status_code
    client.force_login(resident)
    as_resident = client.post(f"{page_of(text)}bekijken/", typed(text)).status_code
    client.force_login(UserFactory(email="staf@voorbeeld.test", is_staff=True))
    as_staff_without_role = client.post(f"{TEXTS}nieuw/bekijken/", typed(text)).status_code

    assert (by_reading, as_resident, as_staff_without_role) == (405, 403, 403)


def test_member_looks_at_telephone_and_opening_hours_first(team_client):
    site, _ = SiteSettings.objects.get_or_create(id=1)
    address = f"/beheer/core/sitesettings/{site.pk}/"
    form = team_client.get(f"{address}change/")
    fields = {name: form.context["adminform"].form[name].value() or "" for name in SETTINGS}
    typed = fields | {"telephone": "050 765 43 21", "opening_hours": "alleen op vrijdag"}

    page = team_client.post(f"{address}bekijken/", typed).text

    site.refresh_from_db()
    assert f'formaction="{address}bekijken/" formtarget="_blank"' in form.text
    assert page.count("050 765 43 21") == 2
    assert page.count("alleen op vrijdag") == 2
    assert site.telephone != "050 765 43 21"


def test_member_looks_at_a_moment_first(team_client):
    fields = {"when": "voorjaar 2018", "sort": "2018-04-01", "title": "Het eerste bankje", "text": "Bij de vijver."}

    page = team_client.post("/beheer/core/timelinemoment/nieuw/bekijken/", fields).text

    assert "<h3>Het eerste bankje</h3>" in page
    assert 'action="/beheer/core/timelinemoment/add/"' in page
    assert not TimelineMoment.objects.exists()


def test_log_keeps_no_values_of_a_person(client, administrator, resident):
    client.force_login(administrator)
    person = resident.person
    page = f"/beheer/accounts/person/{person.pk}/change/"

    form = client.get(page).context["adminform"].form
    kept = {name: form[name].value() for name in form.fields}
    client.post(page, {name: value for name, value in kept.items() if value} | {"phone": "050 123 00 00"})

    person.refresh_from_db()
    assert person.phone == "050 123 00 00"
    assert "050 123 00 00" not in "".join(LogEntry.objects.values_list("change_message", flat=True))
