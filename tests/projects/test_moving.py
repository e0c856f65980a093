"""One page with what can happen to a project now: for the duo, and for the leader who drives it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone

from communication import outbox
from communication.models import OutreachTask
from core.dates import day, short_day
from projects.models import Status
from tests.factories import PersonFactory, ProjectFactory, UpdateFactory

pytestmark = pytest.mark.django_db
ASKS = "Niemand trekt het nu. Wil jij dat? Zeg het tegen het duo."
SOON = timezone.localdate() + timedelta(days=30)


def address(project):
    return f"/projecten/{project.slug}/verder/"


def move(client, project, name, **sent):
    return client.post(address(project), {"move": name, **sent})


def moves_of(client, project):
    response = client.get(address(project))
    assert response.status_code == 200
    return [move.name for move in response.context["moves"]]


def told(client, response):
    assert response.status_code == 302
    return client.get(response.url).content.decode()


def project_in(status, leader=None, **fields):
    paused = {"paused_from": Status.UNDERWAY} if status == Status.PAUSED else {}
    return ProjectFactory(status=status, leader=leader or PersonFactory(name="Mehmet Yilmaz"), **paused, **fields)


@pytest.fixture
def duo(client, green_resident):
    client.force_login(green_resident)
    return green_resident


@pytest.fixture
def leader(client, groen, resident):
    client.force_login(resident)
    return resident


OF_THE_DUO = {
    Status.PROPOSED: ["merge"],
    Status.PREPARING: ["start", "pause", "merge", "stop"],
    Status.UNDERWAY: ["complete", "continue", "pause", "merge", "stop"],
    Status.PAUSED: ["resume", "merge", "stop"],
    Status.ONGOING: ["complete", "merge", "stop"],
    Status.COMPLETED: ["reopen"],
    Status.STOPPED: ["reopen"],
    Status.DECLINED: ["reopen"],
    Status.WITHDRAWN: [],
}
OF_THE_LEADER = {
    Status.PROPOSED: [],
    Status.PREPARING: ["start", "pause", "step_down"],
    Status.UNDERWAY: ["complete", "continue", "pause", "step_down"],
    Status.PAUSED: ["resume", "step_down"],
    Status.ONGOING: ["complete", "step_down"],
    Status.COMPLETED: [],
    Status.STOPPED: [],
}


@pytest.mark.parametrize(("status", "names"), OF_THE_DUO.items())
def test_duo_sees_only_what_can_happen_now(client, duo, status, names):
    assert moves_of(client, project_in(status)) == names


@pytest.mark.parametrize(("status", "names"), OF_THE_LEADER.items())
def test_leader_sees_only_what_can_happen_now(client, leader, status, names):
    assert moves_of(client, project_in(status, leader.person)) == names


@pytest.mark.parametrize("status", OF_THE_LEADER)
def test_what_is_not_offered_is_explained(client, leader, status):
    page = client.get(address(project_in(status, leader.person))).content.decode()

    assert ("Er is nu niets dat je hier kunt kiezen." in page) == (not OF_THE_LEADER[status])


CARRIED_OUT = [
    ("start", Status.PREPARING, {"reason": "De schop gaat erin."}, Status.UNDERWAY),
    ("pause", Status.UNDERWAY, {"reason": "Het vriest.", "until": SOON.isoformat()}, Status.PAUSED),
    ("resume", Status.PAUSED, {"reason": "Het dooit."}, Status.UNDERWAY),
    ("complete", Status.UNDERWAY, {"result": "Achttien bomen.", "caretaker": "de buren"}, Status.COMPLETED),
    ("continue", Status.UNDERWAY, {"reason": "Het bloeit.", "caretaker": "de buren"}, Status.ONGOING),
    ("stop", Status.ONGOING, {"reason": "Geen handen meer."}, Status.STOPPED),
    ("reopen", Status.STOPPED, {"reason": "Nieuwe handen."}, Status.PREPARING),
]


@pytest.mark.parametrize(("name", "before", "sent", "after"), CARRIED_OUT)
def test_duo_moves_a_project_and_its_sentence_stands_on_the_page(client, duo, name, before, sent, after):
    project = project_in(before)

    response = move(client, project, name, **sent)

    project.refresh_from_db()
    assert response.url == project.get_absolute_url()
    assert project.status == after
    sentence = sent.get("reason") or sent["result"]
    assert project.events.get().reason == sentence
    assert sentence in told(client, response)


@pytest.mark.parametrize(("name", "before", "sent", "after"), CARRIED_OUT)
def test_leader_drives_his_project_and_closes_none(client, leader, name, before, sent, after):
    project = project_in(before, leader.person)

    response = move(client, project, name, **sent)

    project.refresh_from_db()
    closes = name in ("stop", "reopen")
    assert response.status_code == (403 if closes else 302)
    assert project.status == (before if closes else after)


@pytest.mark.parametrize(("name", "before", "sent", "after"), CARRIED_OUT)
def test_a_move_from_a_wrong_state_is_told_and_changes_nothing(client, duo, name, before, sent, after):
    project = project_in(Status.WITHDRAWN)

    response = move(client, project, name, **sent)

    project.refresh_from_db()
    assert "Dit kan nu niet: het project is ingetrokken." in told(client, response)
    assert (project.status, project.events.count()) == (Status.WITHDRAWN, 0)


@pytest.mark.parametrize(("name", "before", "sent", "after"), CARRIED_OUT)
def test_each_field_of_a_move_has_to_be_filled_in(client, duo, name, before, sent, after):
    project = project_in(before)

    for field in sent:
        page = move(client, project, name, **{**sent, field: ""}).content.decode()
        assert "<title>Fout: Hoe verder?" in page
        assert f'<a href="#id_{field}">' in page
    project.refresh_from_db()
    assert project.status == before


@pytest.mark.parametrize("who", ["neighbour", "social_professional", "team_member"])
def test_somebody_else_is_refused(client, request, groen, who):
    project = project_in(Status.PREPARING)
    client.force_login(request.getfixturevalue(who))

    assert client.get(address(project)).status_code == 403
    assert move(client, project, "start", reason="Hup.").status_code == 403


def test_initiator_who_does_not_pull_it_is_refused(client, groen, resident):
    project = project_in(Status.PREPARING, initiator=resident.person)
    client.force_login(resident)

    assert move(client, project, "start", reason="Hup.").status_code == 403


def test_visitor_is_sent_to_sign_in(client, groen):
    assert "/account/login/" in client.get(address(project_in(Status.PREPARING))).url


def test_no_choice_at_all_is_refused_with_a_link(client, duo):
    page = client.post(address(project_in(Status.PREPARING)), {}).content.decode()

    assert '<a href="#id_move_0">Kies wat past.</a>' in page


@pytest.mark.parametrize("until", ["2020-01-01", timezone.localdate().isoformat(), "9999-12-31", "morgen"])
def test_pause_lasts_until_a_day_to_come(client, duo, until):
    project = project_in(Status.UNDERWAY)

    response = move(client, project, "pause", reason="Het vriest.", until=until)

    project.refresh_from_db()
    assert response.status_code == 200
    assert '<a href="#id_until">' in response.content.decode()
    assert project.status == Status.UNDERWAY


def test_project_without_a_leader_does_not_offer_to_start_and_says_why(client, duo):
    project = ProjectFactory(status=Status.PREPARING)

    assert "start" not in moves_of(client, project)
    assert "Eerst een trekker" in client.get(address(project)).content.decode()


def test_declined_proposal_without_a_theme_is_reopened_with_one(client, duo, sociaal):
    project = ProjectFactory(status=Status.DECLINED, theme=None)

    without = move(client, project, "reopen", reason="Toch.")
    move(client, project, "reopen", reason="Toch.", theme="sociaal")

    project.refresh_from_db()
    assert "Kies bij welk thema het hoort." in without.content.decode()
    assert (project.status, project.theme) == (Status.PREPARING, sociaal)


# -- merging -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("written", ["code", "spaced", "slug", "address", "short"])
def test_duo_merges_by_code_or_address(client, duo, written):
    old, new = ProjectFactory(), ProjectFactory(title="Het andere")
    other = {
        "code": new.short_code,
        "spaced": f" {new.short_code.lower()[:3]} {new.short_code.lower()[3:]} ",
        "slug": f"projecten/{new.slug}",
        "address": f"https://wijkdeal.example/projecten/{new.slug}/?x=1",
        "short": f"wijkdeal.example/p/{new.short_code}/",
    }[written]

    check = move(client, old, "merge", other=other, reason="Hetzelfde idee.").text
    untouched = type(old).objects.get(pk=old.pk).status
    response = move(client, old, "merge", other=new.short_code, reason="Hetzelfde idee.", sure="1")

    assert f"Je voegt ‘{old.title}’ samen met ‘Het andere’." in check
    assert f'name="other" value="{new.short_code}"' in check
    assert untouched == Status.PROPOSED
    old.refresh_from_db()
    assert response.url == new.get_absolute_url()
    assert old.merged_into == new
    assert "De projecten zijn samen" in told(client, response)


def test_merge_with_what_cannot_be_is_explained(client, duo, groen, sociaal):
    old = ProjectFactory()
    wrong = {
        "ZZZZZ": "We kunnen dat project niet vinden.",
        old.short_code: "Dat is dit project zelf.",
        ProjectFactory(status=Status.STOPPED).short_code: "is gestopt.",
        ProjectFactory(theme=sociaal).short_code: "hoort bij een ander duo",
        ProjectFactory(status=Status.DRAFT).short_code: "We kunnen dat project niet vinden.",
        "": "Vul de titel, de code of het adres van het andere project in.",
    }

    for typed, words in wrong.items():
        page = move(client, old, "merge", other=typed, reason="Hetzelfde.").content.decode()
        assert words in page, typed
        assert '<a href="#id_other">' in page
    old.refresh_from_db()
    assert old.status == Status.PROPOSED


@pytest.mark.parametrize("which", ["old", "new"])
def test_what_is_hidden_is_merged_neither_way_and_the_administrator_reads_why(client, duo, administrator, which):
    pair = {"old": ProjectFactory(title="Reclame"), "new": ProjectFactory(title="Pluktuin")}
    UpdateFactory(project=pair["old"], title="Koop nu")
    pair[which].hide(by=duo.person, reason="Reclame.")
    client.force_login(administrator)

    response = move(client, pair["old"], "merge", other=pair["new"].short_code, reason="Hetzelfde.", sure="1")

    page = told(client, response) if response.status_code == 302 else response.text
    pair["old"].refresh_from_db()
    assert f"‘{pair[which].title}’ is verborgen. Zet het eerst terug, dan kunnen de projecten samen." in page
    assert pair["old"].status == Status.PROPOSED
    assert not pair["new"].updates.exists()


def test_duo_merges_by_a_part_of_the_title_choosing_which_is_meant(client, duo, sociaal):
    old, new = ProjectFactory(title="Fruit voor iedereen"), ProjectFactory(title="Pluktuin aan de singel")
    also = ProjectFactory(title="Een tweede pluktuin")
    ProjectFactory(title="Pluktuin van een ander duo", theme=sociaal)
    ProjectFactory(title="Pluktuin die stopte", status=Status.STOPPED)

    one = move(client, old, "merge", other="aan de SINGEL", reason="Hetzelfde.").text
    more = move(client, old, "merge", other="pluktuin", reason="Hetzelfde.", sure="1").text
    move(client, old, "merge", other=also.short_code, reason="Hetzelfde.", sure="1")

    old.refresh_from_db()
    assert "Je voegt ‘Fruit voor iedereen’ samen met ‘Pluktuin aan de singel’." in one
    assert "Welk project bedoel je?" in more
    assert {row for row in (new, also) if f'value="{row.short_code}"' in more} == {new, also}
    assert not {words for words in ("ander duo", "die stopte") if words in more}
    assert old.merged_into == also


def test_everybody_reads_in_the_timeline_what_came_in_and_what_it_said(client, duo):
    old = ProjectFactory(title="Fruit voor iedereen", description="Langs het pad bij de school.")
    hidden = ProjectFactory(title="Scheldwoorden")
    new = ProjectFactory(title="Pluktuin")
    for project in (old, hidden):
        project.merge_into(new, by=duo.person, reason="Samen één tuin.")
    type(hidden).objects.filter(pk=hidden.pk).update(hidden_at="2026-01-01T12:00Z")  # as it could be before

    for address in (new.get_absolute_url(), f"{new.get_absolute_url()}?pagina=1"):
        page = client.get(address).text
        assert "‘Fruit voor iedereen’ kwam hierbij" in page
        assert "Samen één tuin." in page
        assert "Wat er in ‘Fruit voor iedereen’ stond" in page
        assert "Langs het pad bij de school." in page
        assert "Scheldwoorden" not in page


# -- who pulls it ------------------------------------------------------------------------------------------------------
def test_duo_chooses_the_leader_among_who_takes_part(client, duo):
    project = ProjectFactory(status=Status.PREPARING)
    helper, stranger = PersonFactory(name="Mehmet Yilmaz"), PersonFactory()
    project.join(helper)

    refused = move(client, project, "leader", person=stranger.pk)
    response = move(client, project, "leader", person=helper.pk)

    assert refused.status_code == 200
    assert project.leader == helper
    assert "Het project heeft een nieuwe trekker." in told(client, response)


def test_leader_hands_over(client, leader):
    project = project_in(Status.UNDERWAY, leader.person)
    helper = PersonFactory(name="Mehmet Yilmaz")
    project.join(helper)

    move(client, project, "step_down", reason="Ik verhuis.", person=helper.pk)

    project.refresh_from_db()
    assert (project.leader, project.status) == (helper, Status.UNDERWAY)
    assert client.get(address(project)).status_code == 403


def test_leader_steps_down_with_an_heir_or_a_pause_only(client, leader):
    project = project_in(Status.UNDERWAY, leader.person)

    page = move(client, project, "step_down", reason="Ik verhuis.").content.decode()
    assert "Kies wie het overneemt, of tot wanneer het project stil ligt." in page
    assert project.leader == leader.person
    move(client, project, "step_down", reason="Ik verhuis.", until=SOON.isoformat())

    project.refresh_from_db()
    assert (project.leader, project.status, project.paused_until) == (None, Status.PAUSED, SOON)
    history = client.get(project.get_absolute_url()).content.decode()
    assert "Trekker gestopt" in history
    assert "Nieuwe trekker" not in history


def test_duo_and_followers_hear_that_the_leader_stopped_not_that_there_is_a_new_one(leader, duo, neighbour):
    project = project_in(Status.PREPARING, leader.person)
    neighbour.person.mail_frequency = "at_once"
    neighbour.person.save()
    project.follows.create(person=neighbour.person)

    project.step_down(by=leader.person, reason="Ik verhuis.")
    outbox.process_events()
    outbox.send_due()

    told = {message.to[0]: message.subject for message in mail.outbox}
    assert told[duo.email] == told[neighbour.email] == f"Trekker gestopt: {project.title}"
    asked = f"Niemand trekt het nu. Spreek af wie het wil, en leg het vast: {{}}{project.get_absolute_url()}verder/"
    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert asked.format(settings.SITE_URL) in bodies[duo.email]
    assert f"{leader.person.public_name} trekt ‘{project.title}’ niet meer." in bodies[neighbour.email]
    wanted = (
        f"Niemand trekt het nu. Wil jij dat? Zeg het tegen het duo. Dat kan hier:\n{settings.SITE_URL}/contact/?to="
    )
    assert wanted in bodies[neighbour.email]


def test_duo_that_hears_of_it_when_somebody_else_pulls_it_already_is_not_asked(leader, duo):
    helper = PersonFactory()
    project = project_in(Status.PREPARING, leader.person)
    project.join(helper)
    project.step_down(by=leader.person, reason="Ik verhuis.")
    project.appoint_leader(by=duo.person, person=helper)

    outbox.process_events()
    outbox.send_due()

    stopped = next(m for m in mail.outbox if m.to == [duo.email] and m.subject.startswith("Trekker gestopt"))
    assert "Niemand trekt het nu" not in stopped.body


def test_that_a_leader_stops_and_leaves_it_paused_is_told_once(leader, duo, neighbour):
    project, called = project_in(Status.UNDERWAY, leader.person), PersonFactory(user=None)
    project.join(neighbour.person)
    project.join(called)

    project.step_down(by=leader.person, reason="Ik verhuis.", pause_until=SOON)
    outbox.process_events()
    outbox.send_due()

    letters = [
        message for message in mail.outbox if "trekt" not in message.subject and "doet mee" not in message.subject
    ]
    assert sorted(message.to[0] for message in letters) == sorted([duo.email, neighbour.email])
    assert {message.subject for message in letters} == {f"Trekker gestopt: {project.title}"}
    assert all(f"Ik verhuis.\n\nHet project ligt stil tot {day(SOON)}." in message.body for message in letters)
    task = OutreachTask.objects.get()
    assert (task.what, task.text) == (
        letters[0].subject,
        f"Ik verhuis.\nHet project ligt stil tot {day(SOON)}.\n{ASKS}",
    )


def test_duo_does_not_step_down_for_the_leader(client, duo):
    project = project_in(Status.UNDERWAY)

    assert move(client, project, "step_down", reason="Weg.", until=SOON.isoformat()).status_code == 403


# -- turning back ------------------------------------------------------------------------------------------------------
def test_duo_reads_what_the_leader_did_and_turns_it_back(client, duo):
    project = project_in(Status.PREPARING)
    project.start(by=project.leader, reason="De schop gaat erin.")

    page = client.get(address(project)).content.decode()
    response = move(client, project, "turn_back", reason="Eerst de vergunning.")

    project.refresh_from_db()
    assert "De schop gaat erin." in page
    assert 'value="turn_back"' in page
    assert project.status == Status.PREPARING
    assert "Eerst de vergunning." in told(client, response)


def test_turning_back_a_resumption_asks_for_a_date(client, duo):
    project = project_in(Status.PAUSED)
    project.resume(by=project.leader, reason="Het dooit.")

    page = move(client, project, "turn_back", reason="Nog koud.").content.decode()
    move(client, project, "turn_back", reason="Nog koud.", until=SOON.isoformat())

    project.refresh_from_db()
    assert "Kies een datum." in page
    assert (project.status, project.paused_until) == (Status.PAUSED, SOON)


def test_turning_back_what_was_turned_back_is_told(client, duo):
    project = project_in(Status.PREPARING)
    project.start(by=project.leader, reason="De schop gaat erin.")
    move(client, project, "turn_back", reason="Nee.")

    response = move(client, project, "turn_back", reason="Nee.")

    assert response.status_code == 200
    assert project.events.filter(kind="turned_back").count() == 1


def test_leader_does_not_turn_back(client, leader):
    project = project_in(Status.PREPARING, leader.person)
    project.start(by=leader.person, reason="De schop gaat erin.")

    assert move(client, project, "turn_back", reason="Toch niet.").status_code == 403


def test_project_that_its_leader_left_paused_says_so_to_everybody_and_on_the_work_list(client, leader, duo, neighbour):
    project = project_in(Status.UNDERWAY, leader.person)
    project.participations.create(person=neighbour.person, role="initiator")
    ask = "Niemand trekt het nu. Wil jij"
    assert ask not in client.get(project.get_absolute_url()).text

    project.step_down(by=leader.person, reason="Ik verhuis.", pause_until=SOON)

    page = client.get(project.get_absolute_url()).text
    assert f'{ask} het trekken? <a href="/contact/?to=thema-groen&amp;subject=' in page
    for user, address, words in (
        (duo, "/begeleiding/", f"Gepauzeerd tot {short_day(SOON)}, niemand trekt het nu"),
        (neighbour, "/mijn/", f"{ask} dat?"),
    ):
        client.force_login(user)
        assert words in client.get(address).text
    client.force_login(leader)
    assert ask not in client.get("/mijn/").text
