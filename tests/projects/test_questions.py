"""Questions under a project: asked by everybody, looked at first for somebody unknown, answered by its people."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from communication import outbox
from projects.models import HelpWanted, InvalidTransition, Question, Report, Status
from projects.models.questions import A_DAY, AT_ONCE
from tests.factories import MembershipFactory, PersonFactory, ProjectFactory, UserFactory
from wijkdeal import erasing, own_data

pytestmark = pytest.mark.django_db

TEXT = "Mag mijn kleinzoon ook plukken?"


@pytest.fixture
def project(groen, resident):
    """Fenna leads it."""
    return ProjectFactory(title="Plukfruit", theme=groen, status=Status.UNDERWAY, leader=resident.person)


@pytest.fixture
def waiting(project, neighbour):
    return Question.ask(project, by=neighbour.person, text=TEXT)


@pytest.fixture
def placed(waiting, resident):
    waiting.place(by=resident.person)
    return waiting


def words(response):
    return response.content.decode()


def page(client, project, user=None, more=""):
    client.logout()
    if user:
        client.force_login(user)
    return words(client.get(f"{project.get_absolute_url()}{more}"))


def ask(client, project, user=None, **data):
    if user:
        client.force_login(user)
    return client.post(f"{project.get_absolute_url()}vragen/stellen/", {"text": TEXT} | data)


def act(client, question, what, user, data=None, **options):
    client.force_login(user)
    return client.post(f"{question.project.get_absolute_url()}vragen/{question.pk}/{what}/", data or {}, **options)


def deliver():
    mail.outbox.clear()
    outbox.process_events()
    outbox.send_due()
    return {message.to[0]: message for message in mail.outbox}


# -- asking ------------------------------------------------------------------------------------------------------------
def test_unknown_neighbour_asks_and_it_is_looked_at_first(client, project, neighbour):
    response = ask(client, project, neighbour)

    question = project.questions.get()
    assert (question.asker, question.text, question.state) == (neighbour.person, TEXT, "waiting")
    seen = words(client.get(response.url))
    assert "kijken er eerst naar" in seen
    assert TEXT in seen
    assert TEXT not in page(client, project)
    assert TEXT not in page(client, project, more="vragen/")


def test_leader_hears_of_a_question_and_the_asker_of_her_own_does_not(waiting, resident, neighbour):
    letters = deliver()

    assert list(letters) == [resident.email]
    assert letters[resident.email].subject == "Een vraag bij Plukfruit"
    assert TEXT in letters[resident.email].body
    assert f"{waiting.project.get_absolute_url()}vragen/{waiting.pk}/antwoord/\n" in letters[resident.email].body


def test_who_opens_the_letter_without_being_signed_in_comes_to_the_question_by_signing_in(client, waiting, resident):
    address = re.search(r"http://127.0.0.1:8000(/projecten/\S+)", deliver()[resident.email].body)[1]

    asked_in = client.get(address)
    client.force_login(resident)

    assert asked_in.url == f"/account/login/?next={address}"
    assert TEXT in words(client.get(address))


@pytest.mark.parametrize(
    "known_by", ["placed question", "leading", "supporting", "idea", "accepted help", "group", "seat", "team"]
)
def test_somebody_known_is_read_at_once(client, project, neighbour, green_professional, team_member, known_by):
    asker = {"seat": green_professional, "team": team_member}.get(known_by, neighbour)
    if known_by == "placed question":
        Question.ask(project, by=asker.person, text="Eerder").place(by=PersonFactory())
    if known_by in ("leading", "supporting", "idea"):
        role = {"leading": "leader", "supporting": "supporter"}.get(known_by, "initiator")
        ProjectFactory(status=Status.PREPARING).participations.create(person=asker.person, role=role)
    if known_by == "accepted help":
        wanted = HelpWanted.objects.create(project=ProjectFactory(), what="Spitten")
        wanted.offer(asker.person, text="").accept(by=PersonFactory())
    if known_by == "group":
        MembershipFactory(person=asker.person)

    ask(client, project, asker)

    assert TEXT in page(client, project)


@pytest.mark.parametrize(
    "unknown_by",
    ["hidden question", "draft", "idea without an answer", "hidden project", "asked to join a group"]
    + ["own press", "help not answered"],
)
def test_what_nobody_said_yes_to_makes_nobody_known(client, project, neighbour, unknown_by):
    if unknown_by == "hidden question":
        earlier = Question.ask(project, by=neighbour.person, text="Eerder")
        earlier.place(by=PersonFactory())
        earlier.hide(by=None, reason="Reclame.")
    if unknown_by == "draft":
        ProjectFactory(status=Status.DRAFT, initiator=neighbour.person)
    if unknown_by == "hidden project":
        ProjectFactory(status=Status.UNDERWAY, hidden_at=timezone.now(), initiator=neighbour.person)
    if unknown_by == "idea without an answer":
        ProjectFactory(initiator=neighbour.person)
    if unknown_by == "own press":
        project.join(neighbour.person)
    if unknown_by == "help not answered":
        HelpWanted.objects.create(project=ProjectFactory(), what="Spitten").offer(neighbour.person, text="")
    if unknown_by == "asked to join a group":
        MembershipFactory(person=neighbour.person, requested=True)

    ask(client, project, neighbour)

    assert project.questions.get(text=TEXT).is_waiting


def test_the_page_says_beforehand_whether_it_is_looked_at_and_who_answers(client, project, neighbour, green_resident):
    as_visitor = page(client, project, more="vragen/stellen/")
    as_duo = page(client, project, green_resident, more="vragen/stellen/")

    assert "Het antwoord komt van Fenna Dijkema of van het duo" in as_visitor
    assert "kijken de mensen van het project er eerst naar" in as_visitor
    assert "Je vraag staat meteen op de website." in as_duo
    assert f"Je kunt per dag {A_DAY} vragen stellen." in as_visitor
    assert f"Bij één project mogen er {AT_ONCE} tegelijk zonder antwoord zijn." in as_visitor


def test_visitor_asks_by_a_code_and_one_press(client, project, neighbour, mailoutbox):
    sent = ask(client, project, name="Grietje", email=neighbour.email)
    code = re.search(r"\b\d{6}\b", mailoutbox[-1].subject + mailoutbox[-1].body)[0]
    arrived = client.post(sent.url, {"code": code})
    look = words(client.get(arrived.url))

    assert not project.questions.exists()
    assert "Eén druk op de knop" in look
    assert TEXT in look

    ask(client, project)

    assert project.questions.get().asker == neighbour.person


def test_visitor_reads_what_is_missing_and_keeps_what_was_typed(client, project):
    shown = words(ask(client, project, name=""))

    assert "<title>Fout: Stel een vraag" in shown
    assert '<a href="#id_name">Vul je naam in.</a>' in shown
    assert TEXT in shown
    assert not project.questions.exists()


@pytest.mark.parametrize(
    ("text", "kept"), [("\x00Mag\u202e het? 🌳", "Mag het? 🌳"), ("a" * 1001, None), (" \n ", None)]
)
def test_odd_text_is_cleaned_or_refused_with_a_word(client, project, neighbour, text, kept):
    shown = words(ask(client, project, neighbour, text=text))

    assert list(project.questions.values_list("text", flat=True)) == ([kept] if kept else [])
    assert kept or "Fout: " in shown


def test_what_is_typed_is_text(client, project, green_resident):
    ask(client, project, green_resident, text="<script>alert(1)</script>")

    shown = page(client, project)
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert" not in shown


def test_a_double_send_is_one_question(client, project, neighbour):
    for _ in range(2):
        ask(client, project, neighbour, form_key="8c4df2a2-97a9-4d3b-9d8f-1a5f2a9d0c11")

    assert project.questions.count() == 1
    assert len(deliver()) == 1


def test_who_asks_too_often_is_told_and_keeps_what_was_typed(client, project, neighbour):
    for n in range(A_DAY):
        Question.ask(ProjectFactory(), by=neighbour.person, text=f"Vraag {n}")

    shown = words(ask(client, project, neighbour))

    assert f"Je stelde vandaag al {A_DAY} vragen." in shown
    assert TEXT in shown
    assert not project.questions.exists()
    Question.objects.update(asked_at=timezone.localtime() - timedelta(days=2))
    ask(client, project, neighbour)
    assert project.questions.count() == 1


def test_who_has_two_questions_without_an_answer_here_is_told(client, project, neighbour, resident):
    for n in range(AT_ONCE):
        Question.ask(project, by=neighbour.person, text=f"Vraag {n}")

    before = page(client, project, neighbour, more="vragen/stellen/")
    shown = words(ask(client, project, neighbour))

    assert "Je hebt hier al 2 vragen zonder antwoord." in before
    assert 'name="text"' not in before
    assert "Je hebt hier al 2 vragen zonder antwoord." in shown
    assert TEXT in shown
    assert project.questions.count() == AT_ONCE
    ask(client, ProjectFactory(), neighbour)
    assert Question.objects.count() == AT_ONCE + 1


@pytest.mark.parametrize("settled", ["give_answer", "refuse", "withdraw", "hide"])
def test_what_is_settled_makes_room_for_another_question(client, project, neighbour, resident, settled):
    first, _ = (Question.ask(project, by=neighbour.person, text=f"Vraag {n}") for n in range(AT_ONCE))
    words_for = {"give_answer": {"text": "Ja."}, "refuse": {"reason": "Nee."}, "hide": {"reason": "Nee."}}
    getattr(first, settled)(by=resident.person, **words_for.get(settled, {}))

    ask(client, project, neighbour)

    assert project.questions.filter(text=TEXT).exists()


@pytest.mark.parametrize(("fields", "status"), [({"status": "draft"}, 404), ({"hidden_at": timezone.now()}, 404)])
def test_nothing_is_asked_where_nobody_reads_it(client, groen, neighbour, fields, status):
    project = ProjectFactory(theme=groen, **fields)

    assert ask(client, project, neighbour).status_code == status
    assert not project.questions.exists()


@pytest.mark.parametrize("what", ["merged", "hidden"])
def test_a_question_for_what_went_away_meanwhile_is_not_made(project, groen, neighbour, green_resident, what):
    read_before = type(project).objects.get(pk=project.pk)
    if what == "merged":
        project.merge_into(ProjectFactory(theme=groen), by=green_resident.person, reason="Hetzelfde.")
    else:
        project.hide(by=green_resident.person, reason="Reclame.")

    with pytest.raises(InvalidTransition):
        Question.ask(read_before, by=neighbour.person, text=TEXT)

    assert not Question.objects.exists()


@pytest.mark.parametrize("what", ["stellen", "antwoord", "plaatsen", "niet-plaatsen"])
def test_what_is_sent_to_a_merged_project_is_told_and_not_lost(client, project, waiting, groen, green_resident, what):
    other = ProjectFactory(title="Pluktuin", theme=groen)
    project.merge_into(other, by=green_resident.person, reason="Hetzelfde.")
    client.force_login(green_resident)
    step = what if what == "stellen" else f"{waiting.pk}/{what}"
    field = {"stellen": "text", "antwoord": "answer"}.get(what, "reason")

    response = client.post(f"{project.get_absolute_url()}vragen/{step}/", {field: "Wat ik typte"}, follow=True)

    assert response.redirect_chain[-1][0] == other.get_absolute_url()
    assert "Dit project is samengevoegd met ‘Pluktuin’." in words(response)
    assert "Jij schreef: ‘Wat ik typte’" in words(response)
    assert list(Question.objects.values_list("state", "answer")) == [("waiting", "")]


def test_what_somebody_did_before_makes_nobody_known_now(client, project, neighbour):
    role = ProjectFactory(status=Status.UNDERWAY, initiator=neighbour.person).participations.get()
    role.until = timezone.localdate()
    role.save()
    MembershipFactory(person=neighbour.person, until=timezone.localdate())

    ask(client, project, neighbour)

    assert project.questions.get().is_waiting


def test_administrators_hear_of_a_question_where_only_the_asker_would(groen, green_resident, administrator):
    groen.seats.exclude(person=green_resident.person).update(until=timezone.localdate())
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, leader=green_resident.person)

    Question.ask(project, by=green_resident.person, text=TEXT)

    assert list(deliver()) == [administrator.email]


# -- looking at it first ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["resident", "green_resident", "administrator"])
def test_its_people_find_what_waits_on_the_page_and_place_it(client, project, waiting, neighbour, request, who):
    user = request.getfixturevalue(who)
    deliver()
    assert TEXT in page(client, project, user)
    assert TEXT in page(client, project, user, more="vragen/")

    act(client, waiting, "plaatsen", user)

    assert TEXT in page(client, project)
    letter = deliver()[neighbour.email]
    assert letter.subject == "Geplaatst: je vraag bij Plukfruit"


@pytest.mark.parametrize("who", ["neighbour", "social_professional", "counter", "team_member"])
@pytest.mark.parametrize("what", ["plaatsen", "niet-plaatsen", "antwoord"])
def test_nobody_else_decides(client, project, waiting, request, who, what):
    other = UserFactory(email="vreemd@voorbeeld.test") if who == "neighbour" else request.getfixturevalue(who)

    assert act(client, waiting, what, other, {"reason": "Nee", "answer": "Ja"}).status_code == 403

    waiting.refresh_from_db()
    assert (waiting.state, waiting.answer) == ("waiting", "")
    assert TEXT not in page(client, project, other)
    assert TEXT not in page(client, project, other, more="vragen/")


def test_what_is_not_placed_says_why_to_who_asked_and_nobody_else(client, project, waiting, resident, neighbour):
    deliver()

    act(client, waiting, "niet-plaatsen", resident, {"reason": "Hier staat een adres in."})

    waiting.refresh_from_db()
    assert (waiting.state, waiting.refusal) == ("refused", "Hier staat een adres in.")
    assert "Hier staat een adres in." in deliver()[neighbour.email].body
    assert "De reden: Hier staat een adres in." in page(client, project, neighbour, more="vragen/")
    assert "Hier staat een adres" not in page(client, project, resident, more="vragen/")
    assert TEXT not in page(client, project)


def test_not_placing_needs_a_reason(client, waiting, resident):
    response = act(client, waiting, "niet-plaatsen", resident, {"reason": " "})

    assert "Fout: " in words(response)
    waiting.refresh_from_db()
    assert waiting.is_waiting


# -- answering --------------------------------------------------------------------------------------------------------
def test_leader_answers_and_everybody_reads_it(client, project, placed, resident, neighbour):
    deliver()
    assert "Geef antwoord" in page(client, project, resident)

    act(client, placed, "antwoord", resident, {"answer": "Ja, graag zelfs."})

    shown = page(client, project)
    assert "Ja, graag zelfs." in shown
    assert "Antwoord van Fenna Dijkema" in shown
    letter = deliver()[neighbour.email]
    assert letter.subject == "Beantwoord: je vraag bij Plukfruit"
    assert "Ja, graag zelfs." in letter.body


def test_answering_what_waits_places_it(client, project, waiting, resident):
    act(client, waiting, "antwoord", resident, {"answer": "Ja."})

    assert TEXT in page(client, project)


def test_second_to_answer_is_told_and_loses_nothing(client, placed, resident, green_resident):
    act(client, placed, "antwoord", resident, {"answer": "Ja, graag."})

    shown = words(act(client, placed, "antwoord", green_resident, {"answer": "Nee, liever niet."}, follow=True))

    placed.refresh_from_db()
    assert placed.answer == "Ja, graag."
    assert "Iemand anders was je voor" in shown
    assert "Jij schreef: ‘Nee, liever niet.’" in shown


@pytest.mark.parametrize(("first", "second"), [("plaatsen", "niet-plaatsen"), ("niet-plaatsen", "plaatsen")])
def test_of_two_who_decide_the_second_is_told(client, waiting, resident, green_resident, first, second):
    act(client, waiting, first, resident, {"reason": "Reclame."})

    shown = words(act(client, waiting, second, green_resident, {"reason": "Reclame."}, follow=True))

    assert "Iemand anders was je voor" in shown
    assert waiting.events.count() == 2


# -- correcting an answer ---------------------------------------------------------------------------------------------
@pytest.fixture
def answered(placed, resident):
    placed.give_answer(by=resident.person, text="Ja, om tien uur.")
    return placed


@pytest.mark.parametrize("who", ["resident", "green_resident", "administrator"])
def test_its_people_correct_an_answer_and_the_page_says_when(client, project, answered, neighbour, request, who):
    user = request.getfixturevalue(who)
    deliver()
    assert "Pas het antwoord aan" in page(client, project, user, more="vragen/")
    assert "Ja, om tien uur." in page(client, project, user, more=f"vragen/{answered.pk}/antwoord/aanpassen/")

    act(client, answered, "antwoord/aanpassen", user, {"answer": "Ja, om elf uur.", "version": "1"})

    answered.refresh_from_db()
    assert (answered.answer, answered.answered_by, answered.version) == ("Ja, om elf uur.", user.person, 2)
    for more in ("", "vragen/"):
        shown = page(client, project, more=more)
        assert "Ja, om elf uur." in shown
        assert "Ja, om tien uur." not in shown
        assert f"Antwoord van {user.person.public_name}" in shown
        assert "aangepast op" in shown
    letter = deliver()[neighbour.email]
    assert letter.subject == "Antwoord aangepast: je vraag bij Plukfruit"
    assert "Ja, om elf uur." in letter.body


@pytest.mark.parametrize("who", ["neighbour", "social_professional", "team_member"])
def test_nobody_else_corrects_an_answer(client, project, answered, request, who):
    user = request.getfixturevalue(who)

    assert act(client, answered, "antwoord/aanpassen", user, {"answer": "Nee.", "version": "1"}).status_code == 403

    assert "Ja, om tien uur." in page(client, project)
    assert "Pas het antwoord aan" not in page(client, project, user, more="vragen/")


def test_of_two_who_correct_the_second_is_told_and_loses_nothing(client, answered, resident, green_resident):
    act(client, answered, "antwoord/aanpassen", resident, {"answer": "Om elf uur.", "version": "1"})

    sent = {"answer": "Om twaalf uur.", "version": "1"}
    shown = words(act(client, answered, "antwoord/aanpassen", green_resident, sent, follow=True))

    answered.refresh_from_db()
    assert answered.answer == "Om elf uur."
    assert "Iemand anders was je voor" in shown
    assert "Jij schreef: ‘Om twaalf uur.’" in shown


def test_correcting_nothing_tells_nobody(client, answered, resident):
    act(client, answered, "antwoord/aanpassen", resident, {"answer": "Ja, om tien uur.", "version": "1"})

    answered.refresh_from_db()
    assert answered.corrected_at is None
    assert not answered.events.filter(kind="corrected").exists()


def test_correcting_to_nothing_says_so_and_keeps_the_answer(client, answered, resident):
    shown = words(act(client, answered, "antwoord/aanpassen", resident, {"answer": " ", "version": "1"}))

    answered.refresh_from_db()
    assert "<title>Fout: Pas het antwoord aan" in shown
    assert answered.answer == "Ja, om tien uur."


@pytest.mark.parametrize("what", ["unanswered", "hidden"])
def test_what_has_no_answer_or_is_hidden_is_not_corrected(client, placed, resident, green_resident, what):
    if what == "hidden":
        placed.give_answer(by=resident.person, text="Ja.")
        placed.hide(by=green_resident.person, reason="Een adres.")

    act(client, placed, "antwoord/aanpassen", resident, {"answer": "Nee."})

    placed.refresh_from_db()
    assert placed.answer == ("Ja." if what == "hidden" else "")


# -- taking a question back -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", ["waiting", "placed"])
def test_who_asked_takes_the_question_back(client, project, neighbour, resident, request, state):
    question = request.getfixturevalue(state)
    assert "Trek je vraag in" in page(client, project, neighbour, more="vragen/")

    shown = words(act(client, question, "intrekken", neighbour, follow=True))

    question.refresh_from_db()
    assert question.state == "withdrawn"
    assert question.events.filter(kind="withdrawn").get().actor == neighbour.person
    assert "Je vraag is ingetrokken." in shown
    for user in (None, neighbour, resident):
        assert TEXT not in page(client, project, user, more="vragen/")
        assert TEXT not in page(client, project, user)
    client.force_login(neighbour)
    assert TEXT not in words(client.get("/mijn/"))
    assert deliver() == {}


@pytest.mark.parametrize("who", ["resident", "green_resident", "administrator", "social_professional"])
def test_nobody_else_takes_a_question_back(client, project, placed, request, who):
    user = request.getfixturevalue(who)

    assert act(client, placed, "intrekken", user).status_code == 403

    placed.refresh_from_db()
    assert placed.state == "placed"
    assert "Trek je vraag in" not in page(client, project, user, more="vragen/")


def test_a_question_with_an_answer_is_not_taken_back(client, project, answered, neighbour):
    assert "Trek je vraag in" not in page(client, project, neighbour, more="vragen/")

    shown = words(act(client, answered, "intrekken", neighbour, follow=True))

    answered.refresh_from_db()
    assert "Er is al antwoord op deze vraag" in shown
    assert answered.state == "placed"


@pytest.mark.parametrize("what", ["antwoord", "plaatsen", "niet-plaatsen"])
def test_who_handles_a_question_that_was_taken_back_is_told(client, waiting, neighbour, resident, what):
    waiting.withdraw(by=neighbour.person)

    shown = words(act(client, waiting, what, resident, {"answer": "Ja.", "reason": "Nee."}, follow=True))

    waiting.refresh_from_db()
    assert "ingetrokken" in shown
    assert (waiting.state, waiting.answer) == ("withdrawn", "")


def test_own_page_offers_to_take_a_question_back(client, placed, neighbour):
    client.force_login(neighbour)

    shown = words(client.get("/mijn/"))

    assert f'action="{placed.project.get_absolute_url()}vragen/{placed.pk}/intrekken/"' in shown


# -- reading ----------------------------------------------------------------------------------------------------------
def test_five_stand_on_the_project_page_newest_first_and_all_on_their_own(client, project):
    for n in range(7):
        asker = PersonFactory(name=f"Mens {n}")
        at = timezone.now() - timedelta(hours=9 - n)
        project.questions.create(asker=asker, text=f"Vraag {n}?", state="placed", asked_at=at)

    shown = page(client, project)
    whole = page(client, project, more="vragen/")

    assert re.findall(r"<p>(Vraag \d)", shown) == ["Vraag 6", "Vraag 5", "Vraag 4", "Vraag 3", "Vraag 2"]
    assert "Alle vragen en antwoorden" in shown
    assert re.findall(r"<p>(Vraag \d)", whole) == [f"Vraag {n}" for n in (6, 5, 4, 3, 2, 1, 0)]


def test_an_empty_list_invites_to_ask(client, project):
    assert "Nog niemand vroeg iets. Wil je iets weten? Fenna Dijkema of het duo" in page(client, project)
    assert "Stel de eerste vraag" in page(client, project, more="vragen/")


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_of_questions_needs_few_queries(client, project, number, django_assert_max_num_queries):
    for n in range(number):
        project.questions.create(asker=PersonFactory(), text=f"Vraag {n}?", state="placed")

    with django_assert_max_num_queries(6):
        response = client.get(f"{project.get_absolute_url()}vragen/")

    assert not response.cookies


def test_its_people_need_at_most_twelve(client, project, waiting, resident, django_assert_max_num_queries):
    client.force_login(resident)

    for more in ("", "vragen/"):
        with django_assert_max_num_queries(12):
            client.get(f"{project.get_absolute_url()}{more}")


def test_questions_come_along_when_projects_merge(client, project, placed, groen, green_resident):
    other = ProjectFactory(theme=groen, status=Status.UNDERWAY, leader=PersonFactory())

    project.merge_into(other, by=green_resident.person, reason="Hetzelfde veld.")

    assert other.questions.get() == placed
    assert TEXT in page(client, other)
    assert client.get(f"{project.get_absolute_url()}vragen/").url == f"{other.get_absolute_url()}vragen/"


# -- hiding -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("who", "to"),
    [("green_resident", "beheerder"), ("team_member", "beheerder"), ("administrator", "communicatieteam")],
)
def test_who_may_hides_a_question_and_who_asked_reads_why(
    client, project, placed, neighbour, request, administrator, who, to
):
    deliver()

    act(client, placed, "verbergen", request.getfixturevalue(who), {"reason": "Dit is reclame."})

    assert TEXT not in page(client, project)
    assert TEXT not in page(client, project, more="vragen/")
    letter = deliver()[neighbour.email].body
    assert "Dit is reclame." in letter
    assert f"/contact/?to={to}&subject=Verborgen%20bij%20{project.short_code}" in letter
    own = page(client, project, neighbour, more="vragen/")
    assert "Je vraag is verborgen. De reden: Dit is reclame." in own
    assert f"/contact/?to={to}&amp;subject=Verborgen%20bij%20{project.short_code}" in own


@pytest.mark.parametrize("who", ["resident", "neighbour", "social_professional", "counter"])
def test_nobody_else_hides_a_question(client, placed, request, who):
    assert act(client, placed, "verbergen", request.getfixturevalue(who), {"reason": "Ik."}).status_code == 403

    placed.refresh_from_db()
    assert placed.hidden_at is None


def test_duo_puts_a_question_back(client, project, placed, green_resident, neighbour):
    placed.hide(by=green_resident.person, reason="Vergissing.")
    deliver()
    client.force_login(green_resident)

    assert "Vergissing." in words(client.get(f"{project.get_absolute_url()}verborgen/"))
    client.post(f"{project.get_absolute_url()}terugzetten/vraag-{placed.pk}/", {"reason": "Het mag wel."})

    assert TEXT in page(client, project)
    letter = deliver()[neighbour.email].body
    assert "staat nu weer op de website" in letter
    assert "Het mag wel." in letter


# -- own data ---------------------------------------------------------------------------------------------------------
def test_own_questions_and_reports_are_in_the_file(project, placed, neighbour):
    Report.make(project, by=neighbour.person, category="other", text="Kijk eens.")

    data = own_data.collect(neighbour)

    assert [row["text"] for row in data["vragen_bij_projecten"]] == [TEXT]
    assert [row["text"] for row in data["meldingen"]] == ["Kijk eens."]


def test_who_goes_away_leaves_what_was_placed_without_a_name(client, project, placed, neighbour):
    Question.ask(project, by=neighbour.person, text="Nog een?")
    Question.objects.filter(text="Nog een?").update(state="waiting")
    Report.make(project, by=neighbour.person, category="other", text="Kijk eens.")
    Report.make(placed, email=neighbour.email, category="other", text="En dit.")

    erasing.erase(neighbour)

    assert list(project.questions.values_list("text", flat=True)) == [TEXT]
    assert "Iemand uit de buurt" in page(client, project)
    assert "Grietje" not in page(client, project)
    assert list(Report.objects.values_list("reporter", "email")) == [(None, ""), (None, "")]


# -- finding one -------------------------------------------------------------------------------------------------------
def test_visitor_is_led_to_the_page_on_which_a_question_stands_now(client, project, placed):
    now = timezone.now()
    Question.objects.bulk_create(
        Question(project=project, text=f"Vraag {n}?", state="placed", asked_at=now) for n in range(20)
    )

    response = client.get(placed.get_absolute_url())

    assert response.url == f"{project.get_absolute_url()}vragen/?pagina=2#vraag-{placed.pk}"
    assert f'id="vraag-{placed.pk}"' in words(client.get(response.url))


def test_resident_is_led_to_a_question_that_waits_and_nobody_to_one_of_another_project(client, waiting, resident):
    client.force_login(resident)

    response = client.get(waiting.get_absolute_url())

    assert f'id="vraag-{waiting.pk}"' in words(client.get(response.url))
    assert client.get(f"{ProjectFactory().get_absolute_url()}vragen/{waiting.pk}/").status_code == 404
