"""The duo's answer to a proposal, the explanation it asks for, and withdrawing."""

import re
from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.utils import timezone

from communication import outbox
from core.dates import day
from projects.models import Status
from tests.factories import PersonFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(groen, resident):
    return ProjectFactory(title="Plukfruit", theme=groen, initiator=resident.person)


def answer(client, project, user=None, **sent):
    if user:
        client.force_login(user)
    return client.post(f"/projecten/{project.slug}/antwoord/", sent)


def told(client, response):
    """The words on the page that a redirect leads to."""
    assert response.status_code == 302
    return client.get(response.url).content.decode()


@pytest.mark.parametrize(
    ("choice", "status", "kind"),
    [
        ("take_up", Status.PREPARING, "taken_up"),
        ("ask_clarification", Status.PROPOSED, "clarification_asked"),
        ("decline", Status.DECLINED, "declined"),
        ("refer", Status.DECLINED, "referred"),
    ],
)
def test_duo_answers_and_the_sentence_stands_on_the_page(client, proposal, green_resident, choice, status, kind):
    response = answer(client, proposal, green_resident, answer=choice, reason="Bel de balie, dan regelen we het.")

    proposal.refresh_from_db()
    assert response.url == proposal.get_absolute_url()
    assert proposal.status == status
    event = proposal.events.get()
    assert (event.kind, event.actor) == (kind, green_resident.person)
    assert "Bel de balie, dan regelen we het." in told(client, response)


@pytest.mark.parametrize("choice", ["take_up", "ask_clarification", "decline", "refer"])
def test_other_half_of_the_duo_hears_what_was_answered(
    client, proposal, green_resident, green_professional, choice, mailoutbox
):
    answer(client, proposal, green_resident, answer=choice, reason="Bel de balie, dan regelen we het.")
    outbox.process_events()
    outbox.send_due()

    (letter,) = [message for message in mailoutbox if message.to == [green_professional.email]]
    assert proposal.title in letter.subject
    assert f", door {green_resident.person.public_name}." in letter.body
    assert "Bel de balie, dan regelen we het." in letter.body
    assert not [message for message in mailoutbox if message.to == [green_resident.email]]


def test_duo_hands_a_proposal_to_another_theme(client, proposal, sociaal, green_resident):
    response = answer(
        client, proposal, green_resident, answer="move_to_theme", theme="sociaal", reason="Meer voor jullie."
    )

    proposal.refresh_from_db()
    assert (proposal.status, proposal.theme) == (Status.PROPOSED, sociaal)
    assert "Het duo van het andere thema geeft nu antwoord" in told(client, response)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (3, "Antwoord uiterlijk {day}. Op de pagina staat die datum voor iedereen."),
        (-3, "Het antwoord had er {day} moeten zijn. Die datum is voorbij. Antwoord zo snel als het kan."),
    ],
)
def test_duo_that_gets_a_proposal_from_another_reads_why_and_by_when(
    proposal, sociaal, green_resident, social_professional, mailoutbox, days, words
):
    proposal.answer_due = timezone.localdate() + timedelta(days=days)
    proposal.save()

    proposal.move_to_theme(by=green_resident.person, theme=sociaal, reason="Meer voor jullie.")
    outbox.process_events()
    outbox.send_due()

    mail = next(mail for mail in mailoutbox if mail.to == [social_professional.email])
    assert mail.subject == "Dit idee is nu voor jullie: Plukfruit"
    assert "Ineke Wiersema gaf het door en schrijft:\n\nMeer voor jullie." in mail.body
    assert words.format(day=day(proposal.answer_due)) in mail.body
    assert f"/projecten/{proposal.slug}/antwoord/" in mail.body


def test_proposer_reads_to_which_theme_the_idea_went_and_who_answers_by_when(
    proposal, sociaal, green_resident, social_professional, mailoutbox
):
    proposal.move_to_theme(by=green_resident.person, theme=sociaal, reason="Meer voor jullie.")
    outbox.process_events()
    outbox.send_due()

    proposer = proposal.participations.initiators().get().person
    mail = next(mail for mail in mailoutbox if mail.to == [proposer.address_on_file])
    answering, due = social_professional.person.public_name, day(proposal.answer_due)
    assert f"thema {sociaal.name}. Je krijgt antwoord van {answering}, uiterlijk {due}." in mail.body


def test_moving_needs_another_theme(client, proposal, sociaal, green_resident):
    without = answer(client, proposal, green_resident, answer="move_to_theme", reason="Ergens anders.")
    same = answer(client, proposal, answer="move_to_theme", theme="groen", reason="Ergens anders.")

    proposal.refresh_from_db()
    assert "Kies een ander thema." in without.content.decode()
    assert 'href="#id_theme_0"' in without.content.decode()
    assert same.status_code == 200
    assert proposal.theme.slug == "groen"


def test_duo_that_takes_unknown_themes_chooses_one(client, groen, sociaal, green_resident):
    project = ProjectFactory(theme=None)

    without = answer(client, project, green_resident, answer="take_up", reason="Mooi.")
    response = answer(client, project, answer="take_up", theme="sociaal", reason="Mooi.")

    project.refresh_from_db()
    assert "Kies bij welk thema het hoort." in without.content.decode()
    assert response.status_code == 302
    assert (project.status, project.theme) == (Status.PREPARING, sociaal)


def test_theme_sent_along_does_not_move_what_is_taken_up(client, proposal, sociaal, green_resident):
    answer(client, proposal, green_resident, answer="take_up", theme="sociaal", reason="Mooi.")

    proposal.refresh_from_db()
    assert proposal.theme.slug == "groen"


def test_empty_answer_is_refused_with_links_to_the_fields(client, proposal, green_resident):
    page = answer(client, proposal, green_resident).content.decode()

    assert "<title>Fout: Geef antwoord" in page
    assert '<a href="#id_answer_0">Kies wat past.</a>' in page
    assert '<a href="#id_reason">Schrijf een zin aan wie het voorstelde.</a>' in page
    assert not proposal.events.exists()


def test_answer_page_shows_the_proposal_and_its_date(client, proposal, green_resident):
    client.force_login(green_resident)

    page = client.get(f"/projecten/{proposal.slug}/antwoord/").content.decode()

    assert "Het antwoord moet er uiterlijk" in page
    assert "Fenna Dijkema" in page
    assert proposal.summary in page


def test_answer_page_says_what_was_asked_and_asks_nothing_twice(client, proposal, green_resident):
    proposal.ask_clarification(by=green_resident.person, question="Welke boom?")
    client.force_login(green_resident)

    page = client.get(f"/projecten/{proposal.slug}/antwoord/").content.decode()
    again = answer(client, proposal, answer="ask_clarification", reason="En waar?")

    assert "Welke boom?" in page
    assert 'value="ask_clarification"' not in page
    assert again.status_code == 200
    assert proposal.events.count() == 1


def test_second_of_two_answers_is_told_and_changes_nothing(client, proposal, green_resident, green_professional):
    answer(client, proposal, green_professional, answer="decline", reason="Geen grond.")

    response = answer(client, proposal, green_resident, answer="take_up", reason="Mooi.")

    proposal.refresh_from_db()
    assert "Dit kan nu niet: het project is niet doorgegaan. Jij schreef: ‘Mooi.’" in told(client, response)
    assert (proposal.status, proposal.events.count()) == (Status.DECLINED, 1)


def test_a_half_that_did_not_see_the_question_of_the_other_reads_it_first(client, proposal, green_resident):
    client.force_login(green_resident)
    address = f"/projecten/{proposal.slug}/antwoord/"
    proposal.ask_clarification(by=green_resident.person, question="Welke boom?")
    typed = {"answer": "take_up", "reason": "We beginnen meteen.", "asked": ""}

    page = client.post(address, typed).content.decode()

    proposal.refresh_from_db()
    assert proposal.status == Status.PROPOSED
    assert "Een ander van het duo stelde net een vraag." in page
    assert "Welke boom?" in page
    assert "We beginnen meteen." in page
    seen = re.search(r'name="asked" value="([^"]+)"', page)[1]
    client.post(address, typed | {"asked": seen})
    proposal.refresh_from_db()
    assert proposal.status == Status.PREPARING


def test_answer_page_shows_what_was_explained(client, proposal, resident, green_resident):
    proposal.ask_clarification(by=green_resident.person, question="Welke boom?")
    proposal.clarify(by=resident.person, answer="De beuk bij de school.")
    client.force_login(green_resident)

    page = client.get(f"/projecten/{proposal.slug}/antwoord/").content.decode()

    assert "De beuk bij de school." in page
    assert "Welke boom?" in page


@pytest.mark.parametrize("who", ["resident", "neighbour", "social_professional", "team_member"])
def test_nobody_but_the_duo_answers(client, request, proposal, who):
    response = answer(client, proposal, request.getfixturevalue(who), answer="take_up", reason="Ja!")

    proposal.refresh_from_db()
    assert response.status_code == 403
    assert proposal.status == Status.PROPOSED


def test_administrator_answers(client, proposal, administrator):
    assert answer(client, proposal, administrator, answer="take_up", reason="Ja!").status_code == 302


def test_visitor_is_sent_to_sign_in(client, proposal):
    assert "/account/login/" in answer(client, proposal, answer="take_up", reason="Ja!").url


def test_draft_of_somebody_does_not_exist_for_the_duo(client, groen, green_resident):
    draft = ProjectFactory(theme=groen, status=Status.DRAFT)

    assert answer(client, draft, green_resident, answer="take_up", reason="Ja!").status_code == 404


# -- explaining --------------------------------------------------------------------------------------------------------
@pytest.fixture
def asked(proposal, green_resident):
    proposal.ask_clarification(by=green_resident.person, question="Welke boom?")
    return proposal


def test_initiator_explains_and_the_duo_is_up_again(client, asked, resident):
    client.force_login(resident)

    page = client.get(f"/projecten/{asked.slug}/uitleg/").content.decode()
    response = client.post(f"/projecten/{asked.slug}/uitleg/", {"answer": "De beuk."})

    asked.refresh_from_db()
    assert "Welke boom?" in page
    assert asked.clarification_question == ""
    assert asked.answer_due >= timezone.localdate() + timedelta(days=3)
    assert "Dankjewel. Het duo is nu weer aan zet." in told(client, response)


def test_empty_explanation_is_refused(client, asked, resident):
    client.force_login(resident)

    page = client.post(f"/projecten/{asked.slug}/uitleg/", {"answer": "  "}).content.decode()

    assert '<a href="#id_answer">Vul je uitleg in.</a>' in page
    asked.refresh_from_db()
    assert asked.clarification_question == "Welke boom?"


def test_explaining_twice_is_told(client, asked, resident):
    client.force_login(resident)
    client.post(f"/projecten/{asked.slug}/uitleg/", {"answer": "De beuk."})

    response = client.post(f"/projecten/{asked.slug}/uitleg/", {"answer": "De eik."})

    assert "Er staat nu geen vraag open." in told(client, response)
    assert asked.events.filter(kind="clarified").count() == 1


@pytest.mark.parametrize("who", ["neighbour", "green_resident"])
def test_only_its_own_people_explain(client, request, asked, who):
    client.force_login(request.getfixturevalue(who))

    assert client.post(f"/projecten/{asked.slug}/uitleg/", {"answer": "De beuk."}).status_code == 403


@pytest.fixture
def asked_truus(groen, green_resident):
    """Asked of somebody who was written down at the counter, with a telephone and no address."""
    truus = PersonFactory(user=None, name="Truus Wolters", phone="06 98765432", email="")
    project = ProjectFactory(title="Bankje", theme=groen, initiator=truus)
    project.ask_clarification(by=green_resident.person, question="Welke halte?")
    return project


@pytest.mark.parametrize("who", ["counter", "green_professional", "administrator"])
def test_what_somebody_without_an_account_says_is_written_down(client, request, asked_truus, who):
    user = request.getfixturevalue(who)
    client.force_login(user)

    on_project = client.get(asked_truus.get_absolute_url()).text
    page = client.get(f"/projecten/{asked_truus.slug}/uitleg/").text
    response = client.post(f"/projecten/{asked_truus.slug}/uitleg/", {"answer": "Die bij de school."})

    event = asked_truus.events.get(kind="clarified")
    assert "Schrijf het antwoord op" in on_project
    assert "Wat zegt Truus Wolters?" in page
    assert (event.actor, event.person.name, event.reason) == (user.person, "Truus Wolters", "Die bij de school.")
    assert f"{user.person.public_name}, namens Truus Wolters" in told(client, response)


def test_duo_reads_whose_explanation_it_is_and_by_when_to_answer(
    asked_truus, counter, green_resident, green_professional, mailoutbox
):
    truus = asked_truus.participations.get().person

    asked_truus.clarify(by=counter.person, answer="Die bij de school.", on_behalf_of=truus)
    outbox.process_events()
    outbox.send_due()

    mails = [mail for mail in mailoutbox if mail.subject == "Uitleg bij Bankje"]
    assert {mail.to[0] for mail in mails} == {green_resident.email, green_professional.email}
    assert f"van {counter.person.public_name}, namens Truus Wolters.\n\nDie bij de school." in mails[0].body
    assert f"Antwoord uiterlijk {day(asked_truus.answer_due)}." in mails[0].body
    assert f"/projecten/{asked_truus.slug}/antwoord/" in mails[0].body


@pytest.mark.parametrize("who", ["neighbour", "team_member", "social_professional"])
def test_others_write_down_nothing_for_somebody(client, request, asked_truus, who):
    client.force_login(request.getfixturevalue(who))

    assert client.post(f"/projecten/{asked_truus.slug}/uitleg/", {"answer": "Die."}).status_code == 403
    assert not asked_truus.events.filter(kind="clarified").exists()


def test_counter_is_told_that_nothing_is_asked_any_more(client, asked_truus, counter, green_resident):
    asked_truus.take_up(by=green_resident.person, reason="We weten het al.")
    client.force_login(counter)

    response = client.post(f"/projecten/{asked_truus.slug}/uitleg/", {"answer": "Die bij de school."})

    assert "Jij schreef: ‘Die bij de school.’" in told(client, response)
    assert not asked_truus.events.filter(kind="clarified").exists()


def test_counter_writes_nothing_down_for_who_has_an_account(client, asked, counter):
    client.force_login(counter)

    assert client.post(f"/projecten/{asked.slug}/uitleg/", {"answer": "De beuk."}).status_code == 403


# -- explaining by the link in the mail --------------------------------------------------------------------------------
def test_mail_that_asks_has_a_link_that_answers_without_signing_in(client, asked, resident, mailoutbox):
    outbox.process_events()
    outbox.send_due()
    mail = next(mail for mail in mailoutbox if "Welke boom?" in mail.body)
    address = re.search(r"/uitleg/\S+/", mail.body)[0]

    page = client.get(address)
    untouched = asked.events.filter(kind="clarified").exists()
    response = client.post(address, {"answer": "De beuk."})
    after = client.get(response.url).text

    event = asked.events.get(kind="clarified")
    assert mail.to == [resident.email]
    assert "Welke boom?" in page.text
    assert page["Cache-Control"] == "private, no-store"
    assert untouched is False
    assert (event.actor, event.reason) == (resident.person, "De beuk.")
    assert "Deze vraag is beantwoord" in after
    assert "De beuk." in after


def test_link_used_a_second_time_loses_nothing_typed(client, asked, resident):
    address = asked.explain_address(resident.person)
    client.post(address, {"answer": "De beuk."})

    page = client.post(address, {"answer": "De eik."}).text

    assert asked.events.filter(kind="clarified").count() == 1
    assert "Jouw tekst is niet verstuurd:" in page
    assert "De eik." in page


def test_empty_answer_by_the_link_is_refused(client, asked, resident):
    page = client.post(asked.explain_address(resident.person), {"answer": " "}).text

    assert "Vul je uitleg in." in page
    assert not asked.events.filter(kind="clarified").exists()


def test_link_of_somebody_else_or_a_forged_one_opens_nothing(client, asked, neighbour, resident):
    forged = Signer(salt="iets-anders", sep=".").sign_object([asked.pk, resident.person.pk])
    own = asked.explain_address(resident.person)
    asked.participations.update(until=timezone.localdate())

    addresses = [asked.explain_address(neighbour.person), f"/uitleg/{forged}/", "/uitleg/onzin/", own]
    assert [client.get(address).status_code for address in addresses] == [404] * 4


# -- withdrawing -------------------------------------------------------------------------------------------------------
def test_initiator_withdraws_with_a_reason(client, proposal, resident):
    client.force_login(resident)

    assert "Trek je idee in" in client.get(f"/projecten/{proposal.slug}/intrekken/").content.decode()
    response = client.post(f"/projecten/{proposal.slug}/intrekken/", {"reason": "Ik verhuis."})

    proposal.refresh_from_db()
    assert proposal.status == Status.WITHDRAWN
    assert "Ik verhuis." in told(client, response)


def test_withdrawing_without_a_reason_is_refused(client, proposal, resident):
    client.force_login(resident)

    page = client.post(f"/projecten/{proposal.slug}/intrekken/", {}).content.decode()

    proposal.refresh_from_db()
    assert "<title>Fout: Trek je idee in" in page
    assert proposal.status == Status.PROPOSED


def test_what_was_taken_up_is_not_withdrawn(client, proposal, resident, green_resident):
    proposal.take_up(by=green_resident.person, reason="Mooi.")
    client.force_login(resident)

    response = client.post(f"/projecten/{proposal.slug}/intrekken/", {"reason": "Ik verhuis."})

    proposal.refresh_from_db()
    assert "Dit kan nu niet: het project is in voorbereiding." in told(client, response)
    assert proposal.status == Status.PREPARING


@pytest.mark.parametrize("who", ["neighbour", "green_resident", "administrator"])
def test_nobody_withdraws_somebody_elses_idea(client, request, proposal, who):
    client.force_login(request.getfixturevalue(who))

    assert client.post(f"/projecten/{proposal.slug}/intrekken/", {"reason": "Weg."}).status_code == 403
