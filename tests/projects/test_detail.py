"""The page of one project: who, where, how far, what now, and what only its own people see."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.dates import short_day
from groups.models import Meeting
from projects.models import Activity, HelpWanted, Milestone, MoneyLine, Pledge, ProgressCheck, Status
from tests.factories import (
    AgendaItemFactory,
    GroupFactory,
    MeetingFactory,
    OrganisationFactory,
    PersonFactory,
    ProgressCheckFactory,
    ProjectFactory,
    StoryFactory,
    ThemeFactory,
    UpdateFactory,
)

pytestmark = pytest.mark.django_db


def page_of(client, project):
    response = client.get(project.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def full_project(groen, *, times=1):
    """A project with `times` of everything that its page can show."""
    leader = PersonFactory(name="Fenna Dijkema")
    project = ProjectFactory(
        theme=groen, status=Status.UNDERWAY, leader=leader, initiator=leader, heard_at=timezone.now()
    )
    organisation = OrganisationFactory()
    project.partners.add(organisation)
    for n in range(times):
        UpdateFactory(project=project, title=f"Bericht {n}")
        ProgressCheckFactory(project=project, voice="resident", note=f"Blik {n}")
        ProgressCheckFactory(project=project, voice="professional", signal="stuck")
        Milestone.objects.create(project=project, title=f"Mijlpaal {n}", due=timezone.localdate() + timedelta(days=40))
        HelpWanted.objects.create(project=project, kind="hands", what=f"Vier mensen met een schop {n}", count=4)
        Pledge.objects.create(
            project=project, organisation=organisation, what=f"Regentonnen {n}", due="2026-01-05", state="confirmed"
        )
        MoneyLine.objects.create(project=project, kind="needed", amount="1250.50", what="bomen")
        start = timezone.now() + timedelta(days=3 + n)
        Activity.objects.create(
            project=project,
            title=f"Plantdag {n}",
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            place="Het veld",
        )
        project.agenda_items.add(AgendaItemFactory(theme=groen))
        project.other_themes.add(ThemeFactory(slug=f"thema{n}", name=f"Thema {n}"))
        MeetingFactory(group=GroupFactory(project=project))
        StoryFactory(project=project, title=f"Verhaal {n}")
        project.join(PersonFactory())
    return project


def test_visitor_reads_who_where_how_far_and_what_now(client, groen):
    project = full_project(groen)

    page = page_of(client, project)

    for words in (
        "<b>Fenna Dijkema</b><br>trekt het, met 1 ander",
        "Van Lenneplaan",
        "Stap 3 van 5: in uitvoering",
        "Plantdag 0",
        "Bericht 0",
        "Vier mensen met een schop 0",
        f"Te laat: het had er {short_day(date(2026, 1, 5))} moeten zijn.",
        "€\u00a01.250,50",
        "Mijlpaal 0",
        "Groenoverleg",
        "Verhaal 0",
        project.short_code,
        "https://wa.me/?text=",
    ):
        assert words in page, words


@pytest.mark.parametrize("times", [1, 12])
def test_visitor_page_needs_two_queries_whatever_it_shows(client, groen, times, django_assert_max_num_queries):
    project = full_project(groen, times=times)

    with django_assert_max_num_queries(2):
        response = client.get(project.get_absolute_url())

    assert not response.cookies


def test_duo_page_needs_at_most_twelve_queries(client, groen, green_resident, django_assert_max_num_queries):
    project = full_project(groen, times=3)
    client.force_login(green_resident)

    with django_assert_max_num_queries(12):
        page = page_of(client, project)

    for words in ("bijwerken/", "voortgang/", "aanpassen/", "verder/"):
        assert f'href="{project.get_absolute_url()}{words}"' in page


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.DRAFT, Status.MERGED}))
def test_every_public_state_has_a_page(client, groen, green_resident, status):
    project = ProjectFactory(theme=groen, status=status, paused_from="underway" if status == "paused" else "")

    page = page_of(client, project)

    assert f"<h1>{project.title}</h1>" in page


@pytest.mark.usefixtures("december")
def test_proposal_says_by_when_and_who_answers(client, groen, green_resident, green_professional):
    project = ProjectFactory(theme=groen, answer_due="2026-12-09")

    page = page_of(client, project)

    assert "Dat geven Bas Huizing en Ineke Wiersema." in page
    assert "9 december" in page


def test_proposal_without_theme_names_who_takes_it(client, groen, green_resident, social_professional):
    page = page_of(client, ProjectFactory(theme=None))

    assert "Dat geven Ineke Wiersema." in page or "Dat geeft Ineke Wiersema." in page
    assert "Nog geen thema" in page
    assert "Yara Postma" not in page


def test_half_that_is_away_does_not_answer(client, groen, green_resident, green_professional):
    green_resident.person.away_until = timezone.localdate() + timedelta(days=3)
    green_resident.person.save()

    page = page_of(client, ProjectFactory(theme=groen))

    assert "Dat geeft Bas Huizing." in page


def test_late_answer_is_said_plainly(client, groen):
    page = page_of(client, ProjectFactory(theme=groen, answer_due=timezone.localdate() - timedelta(days=2)))

    assert "Dat is te laat." in page


def test_open_question_of_the_duo_stands_on_the_page(client, groen, green_resident, resident):
    project = ProjectFactory(theme=groen, initiator=resident.person)
    project.ask_clarification(by=green_resident.person, question="Welke bomen bedoel je?")

    page = page_of(client, project)

    assert "Welke bomen bedoel je?" in page
    assert "Eerst is er uitleg nodig" in page


@pytest.mark.parametrize("answer", ["decline", "refer"])
def test_page_says_why_it_did_not_happen(client, groen, green_resident, answer):
    project = ProjectFactory(theme=groen)
    getattr(project, answer)(by=green_resident.person, reason="Hier ligt een gasleiding.")

    page = page_of(client, project)

    assert "Waarom ging het niet door?" in page
    assert "<blockquote>Hier ligt een gasleiding.</blockquote>" in page


def test_two_voices_that_differ_are_said_to_differ(client, groen):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)
    ProgressCheckFactory(project=project, voice="resident", signal="needs_attention", note="Wie geeft ze water?")
    ProgressCheckFactory(project=project, voice="professional", signal="on_track", note="Geen problemen.")
    ProgressCheckFactory(project=project, voice="leader", signal="on_track", note="We zoeken buren.")

    page = page_of(client, project)

    for words in ("Nu zien ze het niet hetzelfde.", "Wie geeft ze water?", "Geen problemen.", "We zoeken buren."):
        assert words in page


def test_voices_of_what_ended_are_told_as_past(client, groen):
    project = ProjectFactory(theme=groen, status=Status.STOPPED, leader=PersonFactory(name="Harm Kremer"))
    ProgressCheckFactory(project=project, voice="resident", signal="stuck")
    ProgressCheckFactory(project=project, voice="professional", signal="on_track")

    page = page_of(client, project)

    assert "Dit zeiden ze het laatst." in page
    assert "op tafel" not in page
    assert "trok het" in page


def test_what_stays_is_called_lasting_and_not_done(client, groen, green_resident):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)
    project.continue_for_good(by=green_resident.person, reason="De tuin blijft.", caretaker="de buren")

    page = page_of(client, project)

    assert "Stap 4 van 5: blijvend" in page
    assert "Blijvend<span" in page
    assert "<li>Afgerond" not in page


def test_only_the_last_check_of_a_voice_is_shown(client, groen):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)
    ProgressCheckFactory(project=project, note="Vroeger", at=timezone.localtime() - timedelta(days=9))
    ProgressCheckFactory(project=project, note="Nu")

    page = page_of(client, project)

    assert "Nu</blockquote>" in page
    assert "Vroeger" not in page


def test_activity_has_an_address_on_the_page(client, groen):
    project = full_project(groen)

    page = page_of(client, project)

    assert f'href="{project.activities.get().get_absolute_url()}"' in page


def test_private_note_of_the_duo_is_nowhere(client, groen):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)
    ProgressCheck.give(project, by=PersonFactory(), voice="resident", signal="on_track", private_note="geheim")

    assert "geheim" not in page_of(client, project)


def test_silent_project_says_since_when(client, groen):
    heard = timezone.localtime() - timedelta(days=74)

    page = page_of(client, ProjectFactory(theme=groen, status=Status.UNDERWAY, heard_at=heard))

    assert "Al 74 dagen niets gehoord." in page


def test_members_only_meeting_and_unpublished_story_stay_away(client, groen):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)
    MeetingFactory(group=GroupFactory(project=project), title="Besloten overleg", is_public=False)
    MeetingFactory(
        group=GroupFactory(project=project), title="Afgelast overleg", state=Meeting.State.CANCELLED, cancel_reason="x"
    )
    StoryFactory(project=project, title="Nog niet klaar", published_at=None)

    page = page_of(client, project)

    assert "Besloten overleg" not in page
    assert "Afgelast overleg" not in page
    assert "Nog niet klaar" not in page


def test_offered_pledge_is_not_public_yet(client, groen):
    project = ProjectFactory(theme=groen)
    Pledge.objects.create(project=project, organisation=OrganisationFactory(), what="Misschien", due="2026-12-01")

    assert "Misschien" not in page_of(client, project)


def test_hidden_update_is_not_shown(client, groen):
    update = UpdateFactory(title="Scheldpartij")
    update.hide(by=None, reason="Scheldwoorden.")

    assert "Scheldpartij" not in page_of(client, update.project)


def test_first_names_only_where_that_was_chosen(client, groen):
    leader = PersonFactory(name="Karima Achternaam", show_name="first")
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, leader=leader, initiator=leader)
    UpdateFactory(project=project, author=leader)

    page = page_of(client, project)

    assert "Karima" in page
    assert "Achternaam" not in page


def test_merged_project_leads_on_over_any_number_of_steps(client, groen):
    last = ProjectFactory(theme=groen)
    middle = ProjectFactory(theme=groen, status=Status.MERGED, merged_into=last)
    first = ProjectFactory(theme=groen, status=Status.MERGED, merged_into=middle)

    response = client.get(first.get_absolute_url())

    assert response.status_code == 301
    assert response.url == last.get_absolute_url()
    assert client.get(first.short_url).url == last.get_absolute_url()


def test_short_code_from_a_poster_works_as_people_type_it(client, groen):
    project = ProjectFactory(theme=groen, short_code="7K4M")

    for typed in ("7K4M/", "7k4m", "7k4%20m/"):
        assert client.get(f"/p/{typed}").url == project.get_absolute_url()


def test_unknown_code_gives_a_page_that_says_what_to_do(client, groen):
    response = client.get("/p/ZZZZ/")

    assert response.status_code == 404
    assert "Had je een code van een poster?" in response.content.decode()


@pytest.mark.parametrize("who", ["visitor", "neighbour", "green_resident"])
def test_draft_is_not_there_for_others(client, groen, resident, who, request):
    draft = ProjectFactory(theme=groen, status=Status.DRAFT, initiator=resident.person)
    if who != "visitor":
        client.force_login(request.getfixturevalue(who))

    assert client.get(draft.get_absolute_url()).status_code == 404


def test_initiator_sees_his_draft_and_goes_on(client, groen, resident):
    draft = ProjectFactory(theme=groen, status=Status.DRAFT, initiator=resident.person)
    client.force_login(resident)

    page = page_of(client, draft)

    assert "alleen jij ziet dit" in page
    assert "Stuur mijn idee in" in page
    assert "Schrijf verder" in page


def test_hidden_project_is_gone_for_everybody_but_the_administrator(client, groen, administrator):
    project = ProjectFactory(theme=groen, hidden_at=timezone.now())

    assert client.get(project.get_absolute_url()).status_code == 404
    client.force_login(administrator)
    assert "Dit project is verborgen" in page_of(client, project)


def test_neighbour_sees_no_buttons_of_the_projects_own_people(client, groen, neighbour):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)
    client.force_login(neighbour)

    page = page_of(client, project)

    assert "Ik doe mee" in page
    for words in ("bijwerken/", "voortgang/", "aanpassen/", "verder/", "antwoord/", "deelnemers/"):
        assert words not in page


@pytest.mark.parametrize(
    ("status", "shown"), [("proposed", True), ("preparing", True), ("declined", True), ("withdrawn", False)]
)
def test_duo_is_led_to_the_moves_where_there_are_any(client, groen, green_resident, status, shown):
    project = ProjectFactory(theme=groen, status=status)
    client.force_login(green_resident)

    assert ("Hoe verder?" in page_of(client, project)) is shown


def test_what_people_type_is_text(client, groen):
    project = ProjectFactory(
        theme=groen, title="<b>Vet</b> & 'co'", summary="<script>alert(1)</script>", description="<i>x</i>"
    )

    page = page_of(client, project)

    assert "<h1>&lt;b&gt;Vet&lt;/b&gt; &amp; &#x27;co&#x27;</h1>" in page
    assert "<script>alert" not in page
    assert "<i>x</i>" not in page


def test_milestone_that_is_late_says_so(client, groen):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, leader=PersonFactory())
    today = timezone.localdate()
    Milestone.objects.create(project=project, title="De bak staat", due=today - timedelta(days=3))
    Milestone.objects.create(project=project, title="De bak is leeg", due=today + timedelta(days=3))

    page = page_of(client, project)

    assert page.count("moeten zijn</b>") == 1
    assert page.count("verwacht uiterlijk") == 1


def test_the_address_is_that_of_the_url_configuration(groen):
    project = ProjectFactory(theme=groen)

    assert project.get_absolute_url() == reverse("projects:detail", args=[project.slug])


def test_what_was_taken_up_asks_who_wants_to_pull_it_until_somebody_does(client, groen):
    project = ProjectFactory(theme=groen, status=Status.PREPARING, short_code="RH7DW", initiator=PersonFactory())
    to_duo = "/contact/?to=thema-groen&amp;subject=Ik%20wil%20dit%20project%20trekken%3A%20RH7DW"

    before = page_of(client, project)
    project.participations.create(person=PersonFactory(), role="leader")
    after = page_of(client, project)

    assert "<b>Nog niemand trekt het</b><br>Wil jij dat? Zeg het tegen het duo, of bel ons." in before
    assert f'Wil jij het trekken? <a href="{to_duo}">Zeg het tegen het duo</a>, of bel ons.' in before
    assert "Nog niemand trekt" not in after
    assert "Er staat nog geen datum vast." in after


@pytest.mark.parametrize("status", [Status.PROPOSED, Status.UNDERWAY, Status.ONGOING, Status.COMPLETED])
def test_only_what_is_to_begin_asks_for_somebody_who_pulls_it(client, groen, status):
    project = ProjectFactory(theme=groen, status=status, initiator=PersonFactory())

    assert "Nog niemand trekt" not in page_of(client, project)


@pytest.mark.parametrize(("days", "words"), [(5, "Ligt stil tot"), (-3, "De pauze liep tot"), (0, "De pauze liep tot")])
def test_a_pause_that_is_over_is_said_to_be_over(client, groen, days, words):
    until = timezone.localdate() + timedelta(days=days)
    project = ProjectFactory(
        theme=groen, status=Status.PAUSED, paused_from=Status.UNDERWAY, paused_until=until, leader=PersonFactory()
    )

    page = client.get(project.get_absolute_url()).text

    assert f"{words} {short_day(until)}" in page
    assert (f"gepauzeerd tot {short_day(until)}" in page) == (days > 0)
