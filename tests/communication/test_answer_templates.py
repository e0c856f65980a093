"""Answers that the team gives often, chosen beside the form; and the mail as the requester gets it, before it goes."""

import pytest
from django.core import mail

from communication import outbox
from communication.models import AnswerTemplate
from core import dates
from tests.factories import PersonFactory

QUEUE = "/beheer/communication/request/"
TEMPLATES = "/beheer/communication/answertemplate/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def template():
    return AnswerTemplate.objects.create(
        title="Ontvangen", text="Dag {naam}, we maken {onderwerp}. Het is klaar op {datum}."
    )


def page_of(asked, query=""):
    return f"{QUEUE}{asked.pk}/change/{query}"


def write(client, asked, **fields):
    return client.post(f"{QUEUE}{asked.pk}/bericht/doen/", fields, follow=True)


def test_member_keeps_an_answer_with_places_to_fill_in(team_client):
    fields = {"title": "Ontvangen", "text": "Dag {naam}, over {onderwerp}: {datum}."}

    response = team_client.post(f"{TEMPLATES}add/", fields, follow=True)

    assert list(AnswerTemplate.objects.values_list("title", "text")) == [tuple(fields.values())]
    assert "Het is bewaard." in response.text


def test_place_that_is_not_known_is_an_error_that_names_it(team_client):
    response = team_client.post(f"{TEMPLATES}add/", {"title": "Fout", "text": "Dag {nam} en {}, {naam}"})

    assert not AnswerTemplate.objects.exists()
    assert "Dit kunnen we niet invullen: {nam}, {}. Je kunt gebruiken: {naam}, {onderwerp}, {datum}." in response.text


def test_answers_are_kept_by_the_team_only(client, resident):
    client.force_login(resident)

    assert client.post(f"{TEMPLATES}add/", {"title": "Mijn", "text": "Hoi"}).status_code == 403
    assert not AnswerTemplate.objects.exists()


def test_member_begins_with_a_chosen_answer_without_script(team_client, in_progress, template):
    html = team_client.get(page_of(in_progress, f"?antwoord={template.pk}")).text

    filled = f"Dag Truus Wolters, we maken Poster voor de opschoondag. Het is klaar op {dates.day(in_progress.due)}."
    assert f"{filled}</textarea>" in html
    assert "het komt in plaats van wat er in het vak staat" in html
    assert f'<option value="{template.pk}" selected>Ontvangen</option>' in html
    assert in_progress.messages.count() == 0


@pytest.mark.parametrize("choice", ["?antwoord=999", "?antwoord=onzin", ""])
def test_choice_that_is_not_there_begins_with_an_empty_text(team_client, in_progress, template, choice):
    response = team_client.get(page_of(in_progress, choice))

    assert response.status_code == 200
    assert not response.context["write"].initial


def test_brackets_in_what_the_requester_wrote_are_not_filled_in(in_progress, template):
    in_progress.name, in_progress.subject = "{datum}", "{naam}"

    assert template.filled_in(in_progress).startswith("Dag {datum}, we maken {naam}. ")


def test_requester_who_shows_a_first_name_is_called_by_it(in_progress, template):
    in_progress.requester = PersonFactory(name="Joke Smit", show_name="first")

    assert template.filled_in(in_progress).startswith("Dag Joke, ")


def test_member_looks_at_the_mail_first_and_nothing_goes(team_client, in_progress):
    response = write(team_client, in_progress, text="De poster is <b>bijna</b> klaar.", preview="1")

    in_progress.refresh_from_db()
    assert in_progress.messages.count() == 0
    assert not in_progress.events.filter(kind="written").exists()
    assert "Zo ziet de mail eruit" in response.text
    assert "Bericht over je aanvraag: Poster voor de opschoondag" in response.text
    assert "<p>De poster is &lt;b&gt;bijna&lt;/b&gt; klaar.</p>" in response.text
    assert "De poster is &lt;b&gt;bijna&lt;/b&gt; klaar.</textarea>" in response.text


def test_mail_that_goes_is_the_one_that_was_shown(team_client, in_progress):
    outbox.process_events()
    outbox.send_due()
    mail.outbox.clear()
    shown = write(team_client, in_progress, text="De poster is klaar.", preview="1").context["mail"]

    write(team_client, in_progress, text="De poster is klaar.")
    outbox.process_events()
    outbox.send_due()

    sent = mail.outbox[-1]
    assert (sent.subject, sent.body, sent.to) == (shown.subject, shown.body, shown.to)
    assert in_progress.messages.get().text == "De poster is klaar."


def test_preview_for_who_has_no_address_says_that_no_mail_goes(team_client, in_progress):
    type(in_progress).objects.update(email="")

    response = write(team_client, in_progress, text="De poster is klaar.", preview="1")

    assert "Er gaat geen mail: de aanvrager heeft geen e-mailadres." in response.text


def test_preview_without_a_text_asks_for_one(team_client, in_progress):
    response = write(team_client, in_progress, text="", preview="1")

    assert "Vul je bericht in." in response.text
    assert "Zo ziet de mail eruit" not in response.text


def test_page_says_of_each_form_who_reads_it(team_client, in_progress):
    html = team_client.get(page_of(in_progress)).text

    assert "<b>Truus Wolters leest dit.</b> Er gaat een mail uit." in html
    assert "Alleen het team leest dit. De aanvrager ziet het nooit." in html
    assert ">Stuur naar aanvrager</button>" in html
    assert ">Bewaar de interne notitie</button>" in html
