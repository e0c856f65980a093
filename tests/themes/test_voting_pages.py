"""A code by mail, a ballot on the page, paper ballots at the counter."""

import logging
import re
from urllib.parse import urlsplit

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from communication.models import Notification
from core.printing import typeset
from tests.mail_server import mail_server_at
from themes import ballot_codes, round_papers
from themes.models import AgendaRound, Ballot, Candidate, Phase

pytestmark = pytest.mark.django_db
ASK = "/gedeelde-agenda/ronde/stemcode/"
VOTE = "/gedeelde-agenda/ronde/stemmen/"
COUNTER = "/balie/stembriefje/"
PRINT = "/balie/stembriefjes-drukken/"


@pytest.fixture
def agenda_round(round_in):
    return round_in(Phase.CHOOSE, votes=2)


@pytest.fixture
def plans(agenda_round, groen):
    fields = {"round": agenda_round, "theme": groen, "goal": "Meer.", "aim": "mooier"}
    return [Candidate.objects.create(title=title, **fields) for title in ("Bomen", "Bankjes", "Licht")]


@pytest.fixture
def code(agenda_round):
    return ballot_codes.for_paper(agenda_round)


def chosen():
    return [sorted(ballot.choices.values_list("title", flat=True)) for ballot in Ballot.objects.all()]


def test_visitor_asks_a_code_votes_and_changes_it(client, agenda_round, plans, mailoutbox):
    asked = client.post(ASK, {"email": "truus@voorbeeld.test", "postcode": "9721 ab"}, follow=True)
    body = mailoutbox[0].body
    link = urlsplit(re.search(r"http\S+stemmen/\S+", body)[0])
    ballot = client.get(f"{link.path}?{link.query}")
    typed = re.search(r"^[0-9A-Z]{5}( [0-9A-Z]{5}){3}$", body, re.MULTILINE)[0]
    voted = client.post(VOTE, {"code": typed, "choices": [plans[0].pk, plans[1].pk]})
    changed = client.post(VOTE, {"code": typed.lower().replace(" ", ""), "choices": [plans[2].pk]})

    assert mailoutbox[0].to == ["truus@voorbeeld.test"]
    assert "Je stemcode is onderweg." in asked.text
    assert typed in ballot.text
    assert "Je stem telt mee" in voted.text
    assert "Je nieuwe keuze telt mee" in changed.text
    assert chosen() == [["Licht"]]


def test_voting_week_without_plans_says_so_and_asks_nothing(client, agenda_round):
    page = client.get(VOTE).text

    assert "Er zijn deze keer geen plannen om uit te kiezen." in page
    assert 'name="code"' not in page


def test_who_asks_twice_gets_the_same_code_and_nothing_of_it_is_kept(client, agenda_round, mailoutbox):
    for email in ("truus@voorbeeld.test", " Truus@Voorbeeld.test"):
        client.post(ASK, {"email": email, "postcode": "9721"})

    assert mailoutbox[0].body == mailoutbox[1].body
    assert not Ballot.objects.exists()
    assert not ProcrastinateJob.objects.exists()
    assert not Notification.objects.exists()


def test_without_a_mail_server_nothing_is_kept_and_it_is_said(client, agenda_round):
    with mail_server_at():
        page = client.post(ASK, {"email": "truus@voorbeeld.test", "postcode": "9721"}).text

    assert "Er kan nu geen mail weg." in page
    assert "truus@voorbeeld.test" in page
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.parametrize(
    ("postcode", "message"),
    [("", "Vul je postcode in."), ("negenduizend", "Controleer je postcode."), ("1012 AB", "hoort daar niet bij")],
)
def test_postcode_that_will_not_do_is_said(client, agenda_round, mailoutbox, postcode, message):
    page = client.post(ASK, {"email": "truus@voorbeeld.test", "postcode": postcode})

    assert message in page.text
    assert "truus@voorbeeld.test" in page.text
    assert not mailoutbox


def test_page_with_a_code_shows_what_was_chosen_and_changes_nothing(client, agenda_round, plans, code):
    Ballot.cast(agenda_round, code, [plans[1]])

    page = client.get(VOTE, {"code": code})

    assert re.search(rf'value="{plans[1].pk}"[^>]*checked', page.text)
    assert not re.search(rf'value="{plans[0].pk}"[^>]*checked', page.text)
    assert page["Referrer-Policy"] == "no-referrer, same-origin"
    assert page["Cache-Control"] == "private, no-store"
    assert chosen() == [["Bankjes"]]


@pytest.mark.parametrize(
    ("number", "message"), [(0, "Kies minstens één plan."), (3, "Kies hoogstens 2 plannen. Nu zijn het er 3.")]
)
def test_too_many_or_none_is_said_and_the_ticks_stay(client, plans, code, number, message):
    page = client.post(VOTE, {"code": code, "choices": [plan.pk for plan in plans[:number]]}).text

    assert message in page
    assert page.count(" checked") == number
    assert ballot_codes.in_groups(code) in page or code in page
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("typed", ["", "BCD", "AO" * 10, "2" * 20])
def test_wrong_code_is_refused_in_words(client, plans, typed):
    page = client.post(VOTE, {"code": typed, "choices": [plans[0].pk]}).text

    messages = (
        "Vul je stemcode in.",
        "Een stemcode heeft twintig tekens.",
        "komt dit niet voor: A, O.",
        "hoort niet bij deze stemweek",
    )
    assert sum(message in page for message in messages) == 1
    assert not Ballot.objects.exists()


def test_guessing_codes_is_limited_and_noticed(client, plans, settings, caplog):
    settings.LIMITS = {"ballot-wrong-client": "3/h"}
    caplog.set_level(logging.WARNING, "themes.views.voting")

    codes = [client.post(VOTE, {"code": "2" * 20, "choices": [plans[0].pk]}).status_code for _ in range(4)]

    assert codes == [200, 200, 200, 429]
    assert "A ballot code that this round did not give was tried" in caplog.text


def test_counts_are_shown_after_the_week_only_and_the_turnout_at_once(client, round_in, agenda_round, plans, code):
    Ballot.cast(agenda_round, code, [plans[0]])

    during = client.get("/gedeelde-agenda/ronde/").text
    round_in(Phase.ADOPT)
    agenda_round.count()
    after = client.get("/gedeelde-agenda/ronde/").text

    assert "<b>1 stembiljet</b> ingevuld" in during
    assert "1 stem," not in during
    assert "1. <a" in after
    assert "1 stem," in after


@pytest.mark.parametrize("phase", [Phase.GROUP, Phase.ADOPT])
def test_outside_the_week_nobody_votes(client, round_in, agenda_round, plans, code, phase):
    round_in(phase)

    page = client.post(VOTE, {"code": code, "choices": [plans[0].pk]}, follow=True)

    assert "Dat kan nu niet" in page.text
    assert not Ballot.objects.exists()


# -- paper ------------------------------------------------------------------------------------------------------------
def test_counter_types_over_a_paper_ballot(client, counter, plans, code):
    client.force_login(counter)

    page = client.post(COUNTER, {"code": code, "choices": [plans[0].pk]}, follow=True)

    assert "Het stembriefje telt mee." in page.text
    assert chosen() == [["Bomen"]]


def test_paper_ballot_that_was_used_before_is_changed_only_on_purpose(client, counter, agenda_round, plans, code):
    Ballot.cast(agenda_round, code, [plans[1]])
    client.force_login(counter)

    page = client.post(COUNTER, {"code": code, "choices": [plans[0].pk]}).text
    assert "Met deze code is al gestemd." in page
    assert chosen() == [["Bankjes"]]
    client.post(COUNTER, {"code": code, "choices": [plans[0].pk], "again": "on"})

    assert chosen() == [["Bomen"]]


@pytest.mark.parametrize("address", [COUNTER, PRINT])
@pytest.mark.parametrize("who", ["resident", "green_resident"])
def test_only_the_counter_handles_paper(request, client, agenda_round, plans, who, address):
    client.force_login(request.getfixturevalue(who))

    assert [client.get(address).status_code, client.post(address).status_code] == [403, 403]


def test_ballots_are_printed_each_with_a_code_of_its_own(client, counter, agenda_round, plans, monkeypatch):
    set_with = []
    monkeypatch.setattr(
        round_papers, "typeset", lambda template, data: set_with.append(data) or typeset(template, data)
    )
    client.force_login(counter)

    response = client.post(PRINT, {"number": "4"})

    codes = [ballot_codes.normalise(ballot["code"]) for ballot in set_with[0]["ballots"]]
    assert len(set(codes)) == 4
    assert all(ballot_codes.belongs_to(agenda_round, code) for code in codes)
    assert [title for title, *_ in set_with[0]["plans"]] == ["Bankjes", "Bomen", "Licht"]
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert AgendaRound.objects.get().printed == 4
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("number", ["", "1", "201", "veel"])
def test_number_that_will_not_do_is_said(client, counter, plans, number):
    client.force_login(counter)

    page = client.post(PRINT, {"number": number})

    assert page["Content-Type"].startswith("text/html")
    assert 'role="alert"' in page.text


# -- posters ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("phase", [Phase.COLLECT, Phase.CHOOSE])
@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_poster_is_there_while_there_is_something_to_do(client, round_in, phase, paper):
    round_in(phase)

    response = client.get(f"/gedeelde-agenda/ronde/affiche-{paper}.pdf")

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert f"affiche-{paper}.pdf" in client.get("/gedeelde-agenda/ronde/").text


@pytest.mark.parametrize("phase", [None, Phase.PLANNED, Phase.GROUP, Phase.ADOPT])
def test_without_anything_to_do_there_is_no_poster(client, round_in, phase):
    if phase:
        round_in(phase)

    assert client.get("/gedeelde-agenda/ronde/affiche-a4.pdf").status_code == 404


def test_poster_of_another_paper_is_not_found(client, round_in):
    round_in(Phase.COLLECT)

    assert client.get("/gedeelde-agenda/ronde/affiche-a0.pdf").status_code == 404
