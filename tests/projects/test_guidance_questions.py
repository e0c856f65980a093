"""What somebody asked under a project, on the work list of its duo; and the list narrowed to one kind of work."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from communication import outbox, work_mail
from projects.models import Participation, Question, Status, SupportRequest
from tests.factories import OrganisationFactory, PersonFactory, ProjectFactory
from tests.projects.work_list import ADDRESS, days, looked_at, rows_of, today

pytestmark = pytest.mark.django_db


def asked(project, *, days_ago=0, text="Mag mijn hond mee?"):
    question = Question.ask(project, by=PersonFactory(), text=text)
    Question.objects.filter(pk=question.pk).update(asked_at=timezone.localtime() - timedelta(days=days_ago))
    return question


def watched(title, groen, **fields):
    project = ProjectFactory(title=title, theme=groen, status=Status.UNDERWAY, heard_at=timezone.now(), **fields)
    looked_at(project)
    return project


# -- questions --------------------------------------------------------------------------------------------------------
def test_question_that_the_leader_left_for_a_week_waits_for_the_duo(client, ineke, groen):
    project = watched("Plukfruit", groen, leader=PersonFactory())
    question = asked(project, days_ago=9)
    asked(project, days_ago=2, text="En mijn kat?")

    assert rows_of(client)["now"] == [("Plukfruit", "2 vragen wachten al 9 dagen op antwoord", "Geef antwoord")]
    assert f'href="/projecten/{project.slug}/vragen/{question.pk}/antwoord/"' in client.get(ADDRESS).content.decode()


def test_duo_presses_its_own_look_beside_the_question_that_waits(client, ineke, groen):
    project = watched("Plukfruit", groen)
    looked_at(project, resident="stuck", days_ago=0)
    asked(project)

    page = client.get(ADDRESS).content.decode()
    row = page[page.index(f'id="project-{project.pk}"') :]

    assert 'name="signal" value="on_track"' in row
    assert 'name="signal" value="stuck" class="own"' in row
    client.post(f"/projecten/{project.slug}/hoe-gaat-het/", {"signal": "on_track", "next": ADDRESS})
    assert project.checks.first().signal == "on_track"
    assert rows_of(client)["now"] == [("Plukfruit", "Een vraag wacht op antwoord", "Geef antwoord")]


def test_duo_presses_its_own_look_beside_the_support_that_is_asked_for(client, ineke, groen, resident):
    project = watched("Plukfruit", groen)
    SupportRequest.ask(project, by=resident.person, text="Iemand die kan metselen.")

    row = client.get(ADDRESS).context["now"][0]

    assert row.href == f"/projecten/{project.slug}/ondersteuning/"
    assert [value for value, _, is_own in row.signals if is_own] == ["on_track"]


def test_administrator_without_a_voice_has_the_link_only(client, administrator, groen):
    asked(watched("Plukfruit", groen))
    client.force_login(administrator)

    row = client.get(ADDRESS).context["now"][0]

    assert (row.label, row.signals) == ("Geef antwoord", [])


def test_leader_has_a_week_to_answer_first(client, ineke, groen):
    asked(watched("Plukfruit", groen, leader=PersonFactory()), days_ago=6)

    assert [title for title, _, _ in rows_of(client)["well"]] == ["Plukfruit"]


def test_question_where_nobody_pulls_waits_for_the_duo_at_once(client, ineke, groen):
    project = watched("Plukfruit", groen, leader=PersonFactory())
    asked(project)
    project.participations.filter(role=Participation.Role.LEADER).update(until=today())

    assert rows_of(client)["now"] == [("Plukfruit", "Een vraag wacht op antwoord", "Geef antwoord")]


@pytest.mark.parametrize(("days_ago", "part"), [(6, "week"), (7, "now")])
def test_who_proposed_has_a_week_to_answer_first(client, ineke, groen, days_ago, part):
    asked(ProjectFactory(title="Nieuw", theme=groen, answer_due=today() + days(12)), days_ago=days_ago)

    assert [title for title, _, _ in rows_of(client)[part]] == ["Nieuw"]


@pytest.mark.parametrize("what", ["answered", "refused", "hidden"])
def test_question_that_is_dealt_with_waits_for_nobody(client, ineke, groen, what):
    question = asked(watched("Plukfruit", groen, leader=PersonFactory()), days_ago=9)
    if what == "answered":
        question.give_answer(by=ineke.person, text="Ja hoor.")
    elif what == "refused":
        question.refuse(by=ineke.person, reason="Reclame.")
    else:
        question.hide(by=ineke.person, reason="Reclame.")

    assert rows_of(client)["now"] == []


def test_the_mail_of_monday_tells_of_the_question(ineke, groen):
    asked(watched("Plukfruit", groen, leader=PersonFactory()), days_ago=9)
    work_mail.plan_week()
    outbox.send_due()

    body = next(letter for letter in mail.outbox if letter.to == [ineke.email]).body
    assert "Plukfruit\nEen vraag wacht al 9 dagen op antwoord." in body


# -- narrowing --------------------------------------------------------------------------------------------------------
@pytest.fixture
def six(groen):
    """One of each kind, and one that goes well."""
    ProjectFactory(title="Antwoord", theme=groen, answer_due=today() - days(1))
    own = ProjectFactory(title="Blik", theme=groen, status=Status.UNDERWAY, heard_at=timezone.now())
    looked_at(own, days_ago=40)
    silent = watched("Stil", groen)
    type(silent).objects.filter(pk=silent.pk).update(heard_at=timezone.localtime() - days(40))
    promised = watched("Toezegging", groen)
    promised.pledges.create(organisation=OrganisationFactory(), what="Bak", due=today() - days(9), state="confirmed")
    ProjectFactory(title="Pauze", theme=groen, status=Status.PAUSED, paused_from="underway")
    watched("Goed", groen)


def titles(client, **query):
    return {title for part in rows_of(client, **query).values() for title, _, _ in part}


@pytest.mark.parametrize(
    ("kind", "title"),
    [("antwoord", "Antwoord"), ("blik", "Blik"), ("stil", "Stil"), ("lastig", "Toezegging"), ("pauze", "Pauze")],
)
def test_duo_narrows_the_list_to_one_kind_of_work(client, ineke, six, kind, title):
    page = client.get(ADDRESS).content.decode()

    assert f'href="?soort={kind}"' in page
    assert titles(client, soort=kind) == {title}


def test_duo_narrows_the_list_to_what_waits_for_her(client, ineke, six):
    page = client.get(ADDRESS).content.decode()

    assert 'Alleen wat op mij wacht</a> <span class="soft">2</span>' in page
    assert "Dag Ineke, twee projecten wachten op jou" in page
    assert titles(client, mij="ja") == {"Antwoord", "Blik"}
    assert titles(client, mij="ja", soort="blik") == {"Blik"}


def test_links_keep_the_other_choices_and_count_within_them(client, ineke, six):
    page = client.get(ADDRESS, {"mij": "ja", "soort": "blik", "thema": "groen"}).content.decode()

    assert 'href="?mij=ja&amp;soort=antwoord&amp;thema=groen"' in page
    assert 'href="?soort=blik&amp;thema=groen">Ook wat op anderen wacht' in page
    assert "soort=pauze" not in page


def test_own_look_is_asked_also_where_something_else_is_worse(client, ineke, groen):
    project = ProjectFactory(title="Vast", theme=groen, status=Status.UNDERWAY, heard_at=timezone.now())
    looked_at(project, professional="stuck", days_ago=40)

    assert titles(client, soort="blik") == titles(client, soort="lastig") == {"Vast"}


def test_choice_that_finds_nothing_says_so_and_leads_back(client, ineke, groen):
    page = client.get(ADDRESS, {"soort": "pauze"}).content.decode()

    assert "Met deze keuze staat hier niets." in page
    assert '<a href="?">Alles</a>' in page


def test_unknown_kind_gives_the_whole_list(client, ineke, six):
    assert len(titles(client, soort="bestaat-niet")) == 6
