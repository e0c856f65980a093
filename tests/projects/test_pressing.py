"""How it goes, in one press: from the work list and from the page of the project."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from projects.models import Status
from tests.factories import ProgressCheckFactory, ProjectFactory
from tests.projects.work_list import ADDRESS, days, looked_at, rows_of, today

pytestmark = pytest.mark.django_db


# -- loopt nog ---------------------------------------------------------------------------------------------------------
def test_duo_presses_loopt_nog_and_comes_back_to_the_list(client, ineke, groen):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, heard_at=timezone.now() - days(74))

    response = client.post(f"/projecten/{project.slug}/hoe-gaat-het/", {"next": ADDRESS}, follow=True)

    check = project.checks.get()
    assert response.redirect_chain == [(ADDRESS, 302)]
    assert (check.signal, check.note, check.voice) == ("on_track", "Loopt nog, niets veranderd.", "resident")
    assert check.person == ineke.person
    assert f"‘{project.title}’ loopt nog. Dankjewel!" in response.content.decode()
    assert rows_of(client)["now"] == []


def test_pressing_twice_makes_one_check_and_a_day_later_another(client, ineke, groen):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)
    address = f"/projecten/{project.slug}/hoe-gaat-het/"

    client.post(address)
    client.post(address)
    assert project.checks.count() == 1
    project.checks.update(at=timezone.now() - days(1))
    client.post(address)

    assert project.checks.count() == 2


def test_loopt_nog_never_leads_away_from_the_site(client, ineke, groen):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)

    response = client.post(f"/projecten/{project.slug}/hoe-gaat-het/", {"next": "https://elders.test/"})

    assert response.url == project.get_absolute_url()


def test_leader_presses_loopt_nog_in_the_leaders_voice(client, resident):
    project = ProjectFactory(status=Status.UNDERWAY, leader=resident.person)
    client.force_login(resident)

    response = client.post(f"/projecten/{project.slug}/hoe-gaat-het/")

    assert response.url == project.get_absolute_url()
    assert project.checks.get().voice == "leader"


@pytest.mark.parametrize("status", [Status.PROPOSED, Status.PAUSED, Status.COMPLETED, Status.STOPPED])
def test_loopt_nog_where_nobody_is_waited_for_changes_nothing(client, ineke, groen, status):
    project = ProjectFactory(theme=groen, status=status)

    response = client.post(f"/projecten/{project.slug}/hoe-gaat-het/", follow=True)

    assert "Dit kan nu niet" in response.content.decode()
    assert not project.checks.exists()


def test_loopt_nog_is_a_press_and_no_link(client, ineke, groen):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)

    assert client.get(f"/projecten/{project.slug}/hoe-gaat-het/").status_code == 405


def test_one_press_says_on_track_whatever_the_reason(client, groen, green_resident):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)
    ProgressCheckFactory(project=project, voice="resident", signal="on_track", person=green_resident.person)
    ProgressCheckFactory(project=project, voice="professional", signal="stuck")
    client.force_login(green_resident)

    page = client.get("/begeleiding/").content.decode()
    client.post(f"/projecten/{project.slug}/hoe-gaat-het/")

    assert f'action="/projecten/{project.slug}/hoe-gaat-het/"' in page
    assert project.checks.filter(voice="resident").count() == 2


def test_list_speaks_of_loopt_nog_only_where_that_is_an_answer(client, ineke, groen):
    ProjectFactory(theme=groen, status=Status.PROPOSED, answer_due=today() + days(8))
    assert "goed antwoord" not in client.get("/begeleiding/").content.decode()

    looked_at(ProjectFactory(theme=groen, status=Status.UNDERWAY, heard_at=timezone.now() - days(25)), days_ago=25)

    assert "goed antwoord" in client.get("/begeleiding/").content.decode()


# -- the words that were written last ----------------------------------------------------------------------------------
NOVEMBER = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)


def told(project, by, **fields):
    about = {"project": project, "person": by.person, "at": NOVEMBER - days(49), "note": "De kuilen zijn gegraven."}
    return ProgressCheckFactory(**about | fields)


def page_of(client, project):
    return " ".join(re.sub("<[^>]+>", " ", client.get(project.get_absolute_url()).text).split())


@pytest.mark.parametrize("signal", ["on_track", "stuck"])
def test_words_stay_on_the_page_when_a_press_says_that_it_is_still_so(client, ineke, groen, signal):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)
    told(project, ineke, signal=signal)

    with time_machine.travel(NOVEMBER):
        for _ in range(2):
            client.post(f"/projecten/{project.slug}/hoe-gaat-het/")
            project.checks.filter(at__gte=NOVEMBER).update(at=NOVEMBER - timedelta(minutes=2))
        page = page_of(client, project)
        form = client.get(f"/projecten/{project.slug}/voortgang/").text
        history = client.get(f"/projecten/{project.slug}/stemmen/").text

    assert project.checks.count() == 3
    assert "De kuilen zijn gegraven. 12 oktober . Nog zo op 30 november ." in page
    assert "iets veranderd" not in page.lower()
    assert "De kuilen zijn gegraven.</blockquote>" in form
    assert history.lower().count("niets veranderd.") == 2


def test_words_of_the_leader_stay_too(client, groen, resident):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, leader=resident.person)
    told(project, resident, voice="leader")
    client.force_login(resident)

    with time_machine.travel(NOVEMBER):
        client.post(f"/projecten/{project.slug}/hoe-gaat-het/")
        page = page_of(client, project)

    assert "“De kuilen zijn gegraven.” 12 oktober. Nog zo op 30 november." in page


def test_another_signal_leaves_no_words_of_before(client, ineke, groen):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)
    told(project, ineke)

    client.post(f"/projecten/{project.slug}/hoe-gaat-het/", {"signal": "stuck"})

    page = page_of(client, project)
    assert "kuilen" not in page
    assert "Nog zo op" not in page


def test_words_of_who_had_the_seat_before_are_not_put_in_the_mouth_of_who_has_it_now(client, ineke, groen, neighbour):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)
    told(project, neighbour)

    client.post(f"/projecten/{project.slug}/hoe-gaat-het/")

    page = page_of(client, project)
    assert "kuilen" not in page
    assert "Loopt nog, niets veranderd." in page


# -- the buttons of a line ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("signal", "note", "words"),
    [
        ("on_track", "Loopt nog, niets veranderd.", "is op koers. Dankjewel!"),
        (
            "needs_attention",
            "",
            'heeft aandacht nodig. <a href="/projecten/{slug}/voortgang/">Schrijf erbij wat je ziet</a>.',
        ),
        ("stuck", "", 'loopt vast. <a href="/projecten/{slug}/voortgang/">Schrijf erbij waarop</a>.'),
    ],
)
def test_each_signal_is_one_press_and_leads_to_the_next_line(client, ineke, groen, signal, note, words):
    first, second = (ProjectFactory(theme=groen, status=Status.UNDERWAY, heard_at=timezone.now()) for _ in range(2))
    page = client.get(ADDRESS).text
    back = f"{ADDRESS}#project-{second.pk}"
    assert f'name="next" value="{back}"' in page

    response = client.post(f"/projecten/{first.slug}/hoe-gaat-het/", {"signal": signal, "next": back})

    check = first.checks.get()
    assert (check.signal, check.note, check.voice) == (signal, note, "resident")
    assert response.url == back
    assert words.format(slug=first.slug) in client.get(ADDRESS).text


def test_a_slip_is_put_right_within_a_minute(client, ineke, groen):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)

    for signal in ("stuck", "on_track"):
        client.post(f"/projecten/{project.slug}/hoe-gaat-het/", {"signal": signal})

    assert project.checks.get().signal == "on_track"


def test_a_press_leaves_the_words_of_a_minute_ago_alone(client, ineke, groen):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)
    ProgressCheckFactory(project=project, voice="resident", person=ineke.person, signal="stuck", note="Geen grond.")

    client.post(f"/projecten/{project.slug}/hoe-gaat-het/", {"signal": "on_track"})

    assert project.checks.filter(note="Geen grond.", signal="stuck").exists()
    assert project.checks.count() == 2


def test_a_signal_that_does_not_exist_is_refused(client, ineke, groen):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)

    assert client.post(f"/projecten/{project.slug}/hoe-gaat-het/", {"signal": "prima"}).status_code == 400
    assert not project.checks.exists()


def test_what_ones_own_voice_said_last_stands_out(client, ineke, groen):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, heard_at=timezone.now())
    looked_at(project, resident="needs_attention", professional="stuck")

    page = client.get(ADDRESS).text

    assert '<button name="signal" value="needs_attention" class="own">' in page
    assert '<button name="signal" value="stuck">' in page
    assert f'href="/projecten/{project.slug}/voortgang/"' in page


@pytest.mark.parametrize("target", ["0", "http://[", "//elders.test", "", "x" * 5000])
def test_whatever_stands_in_next_the_press_counts_and_leads_to_a_page_here(client, ineke, groen, target):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)

    response = client.post(f"/projecten/{project.slug}/hoe-gaat-het/", {"next": target})

    assert response.url == project.get_absolute_url()
    assert project.checks.count() == 1


def test_who_stands_in_for_a_duo_has_no_buttons_without_a_voice(client, groen, resident):
    groen.fallback = resident.person
    groen.save()
    ProjectFactory(theme=groen, status=Status.UNDERWAY, heard_at=timezone.now())
    client.force_login(resident)

    page = client.get(ADDRESS).text

    assert "Bijwerken" in page
    assert 'name="signal"' not in page


def test_nothing_changed_repeats_what_that_voice_said_before(client, groen, green_resident):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)
    old = timezone.now() - days(9)
    ProgressCheckFactory(project=project, person=green_resident.person, voice="resident", signal="stuck", at=old)
    client.force_login(green_resident)
    page = client.get(f"{project.get_absolute_url()}voortgang/").text

    client.post(f"{project.get_absolute_url()}hoe-gaat-het/")

    check = project.checks.first()
    assert "Niets veranderd: nog steeds ‘loopt vast’" in page
    assert (check.signal, check.note) == ("stuck", "Niets veranderd.")


def test_a_signal_that_changed_says_nothing_of_nothing_changed(client, groen, green_resident):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)
    old = timezone.now() - days(9)
    ProgressCheckFactory(project=project, person=green_resident.person, voice="resident", signal="stuck", at=old)
    client.force_login(green_resident)

    client.post(f"{project.get_absolute_url()}hoe-gaat-het/", {"signal": "on_track"})

    check = project.checks.first()
    assert (check.signal, check.note) == ("on_track", "")
