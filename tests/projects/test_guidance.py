"""The work list of the duo: the most urgent first, with the reason in words and one button that deals with it."""

import pytest
from django.utils import timezone

from projects.models import Pledge, Status
from tests.factories import (
    FacilitatorFactory,
    OrganisationFactory,
    PersonFactory,
    ProgressCheckFactory,
    ProjectFactory,
)
from tests.projects.work_list import ADDRESS, days, looked_at, rows_of, today
from themes.models import Phase

pytestmark = pytest.mark.django_db


def test_visitor_is_sent_to_sign_in_and_back(client):
    response = client.get(ADDRESS)

    assert response.status_code == 302
    assert response.url.endswith("?next=/begeleiding/")


def test_resident_without_a_seat_is_refused(client, resident):
    client.force_login(resident)

    assert client.get(ADDRESS).status_code == 403


def test_former_member_of_a_duo_is_refused(client, green_resident):
    green_resident.person.seats.update(until=today())
    client.force_login(green_resident)

    assert client.get(ADDRESS).status_code == 403


def test_empty_list_says_that_nothing_waits(client, ineke):
    page = client.get(ADDRESS).content.decode()

    assert "Dag Ineke, geen projecten wachten op jou" in page
    assert "Er is nu niets dat op jou wacht" in page


def test_late_answer_comes_first_with_the_button_to_answer(client, ineke, groen):
    ProjectFactory(title="Nieuw", theme=groen, answer_due=today() + days(2))
    late = ProjectFactory(title="Laat", theme=groen, answer_due=today() - days(6))

    now = rows_of(client)["now"]

    assert [title for title, _, _ in now] == ["Laat", "Nieuw"]
    assert now[0][1].startswith("Antwoord had ")
    assert now[1][1].startswith("Nieuw, antwoord uiterlijk ")
    page = client.get(ADDRESS).content.decode()
    assert "Dag Ineke, twee projecten wachten op jou" in page
    assert f'href="/projecten/{late.slug}/antwoord/"' in page
    assert "6 dagen te laat" in page


def test_every_reason_is_in_words_and_in_its_part(client, ineke, groen):
    def watched(title, *, heard=1, looked=1, **fields):
        project = ProjectFactory(
            title=title, theme=groen, status=Status.UNDERWAY, heard_at=timezone.localtime() - days(heard), **fields
        )
        looked_at(project, days_ago=looked)
        return project

    watched("Stil", heard=74)
    looked_at(watched("Vast"), resident="stuck", days_ago=0, person=ineke.person)
    Pledge.objects.create(
        project=watched("Toezegging"), organisation=OrganisationFactory(name="De Wijertbouw"), what="Bak",
        due=today() - days(22), state="confirmed",
    )  # fmt: skip
    watched("Laat", heard=40, looked=20)
    watched("Eigen blik te laat", looked=40)
    looked_at(watched("Verschil"), professional="needs_attention", days_ago=0)
    watched("Bijna", looked=28)
    watched("Goed")
    ProjectFactory(
        title="Pauze voorbij", theme=groen, status=Status.PAUSED, paused_until=today() - days(1), paused_from="underway"
    )
    ProjectFactory(title="Pauze", theme=groen, status=Status.PAUSED, paused_from="underway")
    ProjectFactory(title="Ruim de tijd", theme=groen)
    asked = {"theme": groen, "clarification_question": "Waar?", "initiator": PersonFactory(name="Fenna Dijkema")}
    ProjectFactory(title="Gevraagd", clarification_asked_at=timezone.localtime() - days(3), **asked)
    ProjectFactory(title="Lang gevraagd", clarification_asked_at=timezone.localtime() - days(20), **asked)

    found = rows_of(client)

    assert [(title, label) for title, _, label in found["now"]] == [
        ("Vast", ""), ("Stil", ""), ("Pauze voorbij", "Hoe verder?"), ("Toezegging", ""),
        ("Laat", ""), ("Eigen blik te laat", ""), ("Verschil", ""),
    ]  # fmt: skip
    why = {title: words for part in found.values() for title, words, _ in part}
    assert why["Vast"] == "Jij ziet het vastlopen"
    assert why["Stil"] == "Al 74 dagen stil"
    assert why["Toezegging"] == "Toezegging De Wijertbouw 3 weken te laat"
    assert why["Laat"] == "Al 40 dagen niets gehoord"
    assert why["Eigen blik te laat"].startswith("Jouw blik had ")
    assert why["Verschil"] == "Stemmen verschillen"
    assert why["Pauze voorbij"].startswith("De pauze liep tot ")
    assert [(title, label) for title, _, label in found["week"]] == [
        ("Ruim de tijd", "Geef antwoord"), ("Lang gevraagd", "Bekijk"), ("Bijna", ""),
    ]  # fmt: skip
    assert why["Bijna"] == "Jouw blik is over 2 dagen nodig"
    assert why["Lang gevraagd"] == "Wacht al 20 dagen op uitleg van Fenna Dijkema"
    assert [title for title, _, _ in found["well"]] == ["Goed"]
    assert [title for title, _, _ in found["still"]] == ["Gevraagd", "Pauze"]
    assert ">Wachten of liggen stil <" in client.get(ADDRESS).text
    assert why["Gevraagd"] == "Wacht op uitleg van Fenna Dijkema"
    assert why["Goed"] == "Geen bijzonderheden"


def test_what_was_taken_up_waits_for_the_duo_until_somebody_pulls_it(client, ineke, groen):
    project = ProjectFactory(theme=groen, status=Status.PREPARING, heard_at=timezone.now(), initiator=PersonFactory())
    ProjectFactory(title="Gaat goed", theme=groen, status=Status.PREPARING, heard_at=timezone.now(),
                   leader=PersonFactory())  # fmt: skip
    ProjectFactory(title="Ruim de tijd", theme=groen)

    before, page = rows_of(client), client.get(ADDRESS).text
    project.appoint_leader(by=ineke.person, person=project.participations.get().person)
    after = rows_of(client)

    assert before["week"] == [
        ("Ruim de tijd", before["week"][0][1], "Geef antwoord"),
        (project.title, "Nog niemand trekt het", "Kies wie het trekt"),
    ]
    assert f'href="/projecten/{project.slug}/verder/"' in page
    assert "Dag Ineke, twee projecten wachten op jou" in page
    assert [title for title, _, _ in before["well"]] == ["Gaat goed"]
    assert {title for title, _, _ in after["well"]} == {"Gaat goed", project.title}


@pytest.mark.parametrize(("quiet", "words"), [(40, "Al 40 dagen niets gehoord"), (74, "Al 74 dagen stil")])
def test_quiet_project_that_nobody_pulls_waits_for_the_duo_and_says_so(client, ineke, groen, quiet, words):
    project = ProjectFactory(theme=groen, status=Status.PREPARING, heard_at=timezone.localtime() - days(quiet))
    looked_at(project)

    now = rows_of(client, mij="ja")["now"]

    assert now == [(project.title, f"{words}, nog niemand trekt het", "Kies wie het trekt")]


@pytest.mark.parametrize(("days_ago", "words"), [(30, "vandaag"), (29, "morgen"), (24, "over 6 dagen")])
def test_own_look_is_due_the_interval_after_my_own_voice(client, ineke, groen, days_ago, words):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, heard_at=timezone.now())
    at = timezone.localtime() - days(days_ago)
    ProgressCheckFactory(project=project, voice="resident", person=ineke.person, at=at)
    ProgressCheckFactory(project=project, voice="professional")

    assert rows_of(client)["week"] == [(project.title, f"Jouw blik is {words} nodig", "")]


def test_what_stuck_somebody_else_is_said_by_name_with_the_silence(client, ineke, groen):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, heard_at=timezone.localtime() - days(74))
    bas = PersonFactory(name="Bas Huizing")
    ProgressCheckFactory(project=project, voice="professional", person=bas, signal="stuck")

    assert rows_of(client)["now"][0][1] == "Al 74 dagen stil, Bas Huizing ziet het vastlopen"


def test_greeting_counts_what_the_choice_for_what_waits_for_me_shows(client, ineke, groen):
    ProjectFactory(title="Laat", theme=groen, answer_due=today() - days(6))
    ProjectFactory(title="Ruim de tijd", theme=groen)
    ProjectFactory(title="Pauze", theme=groen, status=Status.PAUSED, paused_from="underway")

    page = client.get(ADDRESS).text
    mine = rows_of(client, mij="ja")

    assert "Dag Ineke, twee projecten wachten op jou" in page
    assert 'Alleen wat op mij wacht</a> <span class="soft">2</span>' in page
    assert {title for part in mine.values() for title, _, _ in part} == {"Laat", "Ruim de tijd"}


def test_only_open_projects_of_ones_own_theme_are_on_the_list(client, ineke, groen, sociaal):
    ProjectFactory(title="Van mij", theme=groen)
    ProjectFactory(title="Zonder thema", theme=None)
    ProjectFactory(title="Van een ander", theme=sociaal)
    ProjectFactory(title="Verborgen", theme=groen, hidden_at=timezone.now())
    for status in (Status.DRAFT, Status.COMPLETED, Status.STOPPED, Status.DECLINED, Status.WITHDRAWN):
        ProjectFactory(title=f"Dicht {status}", theme=groen, status=status)

    found = rows_of(client)

    assert {title for part in found.values() for title, _, _ in part} == {"Van mij", "Zonder thema"}


def test_administrator_sees_all_themes_and_chooses_one(client, administrator, groen, sociaal):
    ProjectFactory(title="Groen", theme=groen, status=Status.UNDERWAY)
    ProjectFactory(title="Sociaal", theme=sociaal, status=Status.UNDERWAY)
    client.force_login(administrator)

    everything, one = rows_of(client), rows_of(client, thema="sociaal")

    assert {title for title, _, _ in everything["well"]} == {"Groen", "Sociaal"}
    assert [title for title, _, _ in one["well"]] == ["Sociaal"]
    assert 'href="?thema=groen"' in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    "query", [{"thema": "bestaat-niet"}, {"thema": "sociaal"}, {"pagina": "veel"}, {"pagina": "-3"}]
)
def test_any_query_gives_the_page(client, ineke, groen, sociaal, query):
    ProjectFactory(title="Van mij", theme=groen)
    ProjectFactory(title="Van een ander", theme=sociaal)

    assert [title for title, _, _ in rows_of(client, **query)["week"]] == ["Van mij"]


def test_duo_of_two_themes_filters_and_has_its_own_voice_in_each(client, ineke, groen, sociaal):
    FacilitatorFactory(theme=sociaal, person=ineke.person, voice="professional")
    project = ProjectFactory(theme=sociaal, status=Status.UNDERWAY, heard_at=timezone.now())
    ProgressCheckFactory(project=project, voice="resident", at=timezone.localtime() - days(40))
    ProgressCheckFactory(project=project, voice="professional", at=timezone.localtime() - days(1))
    ProjectFactory(theme=groen)

    assert [row[0] for row in rows_of(client, thema="sociaal")["well"]] == [project.title]


@pytest.mark.parametrize("who", ["green_resident", "administrator"])
def test_list_needs_at_most_twelve_queries_however_many_projects(
    client, request, groen, who, django_assert_max_num_queries
):
    client.force_login(request.getfixturevalue(who))
    organisation = OrganisationFactory()
    for number in range(12):
        project = ProjectFactory(theme=groen, status=Status.UNDERWAY, heard_at=timezone.now())
        looked_at(project, resident=["on_track", "stuck", "needs_attention"][number % 3])
        late = ProjectFactory(theme=groen, status=Status.UNDERWAY, heard_at=timezone.now())
        Pledge.objects.create(
            project=late, organisation=organisation, what="Bak", due=today() - days(5), state="confirmed"
        )
        asked = {"clarification_question": "Waar?", "clarification_asked_at": timezone.now()}
        ProjectFactory(theme=groen, initiator=PersonFactory(), **asked)

    with django_assert_max_num_queries(12):
        client.get(ADDRESS)


def test_a_thousand_projects_come_in_pages_and_are_counted(client, ineke, groen):
    for _ in range(60):
        ProjectFactory(theme=groen, status=Status.ONGOING)

    first, second = client.get(ADDRESS), client.get(ADDRESS, {"pagina": 2})

    assert (len(first.context["well"]), len(second.context["well"])) == (50, 10)
    assert first.context["counts"]["well"] == second.context["counts"]["well"] == 60
    assert 'rel="next"' in first.content.decode()
    assert 'rel="next"' not in second.content.decode()


@pytest.mark.parametrize(("phase", "is_said"), [(Phase.COLLECT, False), (Phase.GROUP, True), (Phase.CHOOSE, False)])
def test_duo_reads_when_wishes_are_to_be_grouped(client, ineke, round_in, phase, is_said):
    round_in(phase)

    assert ("De wensen voor de nieuwe agenda wachten" in client.get(ADDRESS).text) is is_said
