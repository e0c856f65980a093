"""A progress check in one's own voice, notes for the duo only, and milestones."""

import pytest
from django.utils import timezone

from projects.models import Milestone, ProgressCheck, Status
from tests.factories import ProgressCheckFactory, ProjectFactory

pytestmark = pytest.mark.django_db


def address(project):
    return f"/projecten/{project.slug}/voortgang/"


@pytest.fixture
def project(groen, resident):
    return ProjectFactory(theme=groen, status=Status.UNDERWAY, leader=resident.person)


@pytest.mark.parametrize(
    ("who", "voice"), [("green_resident", "resident"), ("green_professional", "professional"), ("resident", "leader")]
)
def test_check_is_given_in_ones_own_voice(client, request, project, who, voice):
    user = request.getfixturevalue(who)
    client.force_login(user)

    response = client.post(
        address(project), {"signal": "needs_attention", "note": "Te weinig handen.", "progress": "40"}
    )

    check = project.checks.get()
    assert response.url == project.get_absolute_url()
    assert (check.voice, check.person, check.signal) == (voice, user.person, "needs_attention")
    assert (check.note, check.progress) == ("Te weinig handen.", 40)
    assert "Te weinig handen." in client.get(response.url).content.decode()
    project.refresh_from_db()
    assert project.heard_at is not None


def test_only_the_signal_is_needed(client, project, green_resident):
    client.force_login(green_resident)

    client.post(address(project), {"signal": "on_track"})

    check = project.checks.get()
    assert (check.note, check.progress, check.private_note) == ("", None, "")


def test_empty_check_is_refused_with_a_link_to_the_first_button(client, project, green_resident):
    client.force_login(green_resident)

    page = client.post(address(project), {}).content.decode()

    assert "<title>Fout: Voortgang" in page
    assert '<a href="#id_signal_0">' in page
    assert 'id="id_signal_0"' in page
    assert not project.checks.exists()


@pytest.mark.parametrize("progress", ["-1", "101", "half", "1e3", "99999999999999999999"])
def test_progress_is_a_percentage(client, project, green_resident, progress):
    client.force_login(green_resident)

    page = client.post(address(project), {"signal": "on_track", "progress": progress}).content.decode()

    assert '<a href="#id_progress">' in page
    assert "van 0 tot en met 100" in page
    assert not project.checks.exists()


@pytest.mark.parametrize("progress", ["0", "100"])
def test_progress_may_be_none_or_all(client, project, green_resident, progress):
    client.force_login(green_resident)

    client.post(address(project), {"signal": "on_track", "progress": progress})

    assert project.checks.get().progress == int(progress)


def test_note_for_the_duo_is_read_by_the_duo_only(client, project, green_resident, green_professional, resident):
    client.force_login(green_resident)
    client.post(address(project), {"signal": "stuck", "note": "Het stokt.", "private_note": "Ruzie over de sleutel."})

    client.force_login(green_professional)
    assert "Ruzie over de sleutel." in client.get(address(project)).content.decode()
    assert "Ruzie over de sleutel." not in client.get(project.get_absolute_url()).content.decode()
    client.force_login(resident)
    assert "Ruzie over de sleutel." not in client.get(address(project)).content.decode()
    client.logout()
    assert "Ruzie over de sleutel." not in client.get(project.get_absolute_url()).content.decode()


def test_note_for_the_duo_is_not_taken_from_the_leader(client, project, resident):
    client.force_login(resident)

    client.post(address(project), {"signal": "on_track", "private_note": "Stiekem."})

    assert project.checks.get().private_note == ""
    assert "private_note" not in client.get(address(project)).content.decode()


def test_notes_of_a_former_duo_member_stay_with_the_duo(client, project, green_resident):
    ProgressCheckFactory(project=project, private_note="Van vroeger.", person=None)
    client.force_login(green_resident)

    assert "Van vroeger." in client.get(address(project)).content.decode()


@pytest.mark.parametrize("who", ["neighbour", "social_professional", "team_member", "administrator", "counter"])
def test_who_has_no_voice_is_refused(client, request, project, who):
    client.force_login(request.getfixturevalue(who))

    assert client.get(address(project)).status_code == 403
    assert client.post(address(project), {"signal": "on_track"}).status_code == 403
    assert client.post(f"/projecten/{project.slug}/hoe-gaat-het/").status_code == 403
    assert not project.checks.exists()


def test_initiator_without_the_lead_is_refused(client, groen, neighbour):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY, initiator=neighbour.person)
    client.force_login(neighbour)

    assert client.post(address(project), {"signal": "on_track"}).status_code == 403


@pytest.mark.parametrize("status", [Status.PROPOSED, Status.PAUSED, Status.COMPLETED, Status.STOPPED, Status.DECLINED])
def test_check_where_nobody_is_waited_for_is_told(client, groen, green_resident, status):
    project = ProjectFactory(theme=groen, status=status)
    client.force_login(green_resident)

    response = client.post(address(project), {"signal": "on_track"}, follow=True)

    assert "Dit kan nu niet" in response.content.decode()
    assert not project.checks.exists()


def test_visitor_is_sent_to_sign_in(client, project):
    assert "/account/login/" in client.post(address(project), {"signal": "on_track"}).url


@pytest.mark.parametrize("key", [{}, {"form_key": "5a0b1f0e-6b42-4a70-9a55-0c5f6f0d7f13"}])
def test_the_same_check_sent_twice_is_one(client, project, green_resident, key):
    client.force_login(green_resident)

    for _ in range(2):
        assert client.post(address(project), {"signal": "stuck", "note": "Het stokt.", **key}).status_code == 302

    assert ProgressCheck.objects.count() == 1


def test_check_page_offers_loopt_nog_and_shows_what_this_voice_said(client, project, green_resident):
    ProgressCheckFactory(project=project, person=green_resident.person, note="Acht bomen staan.")
    client.force_login(green_resident)

    page = client.get(address(project)).content.decode()

    assert f'action="/projecten/{project.slug}/hoe-gaat-het/"' in page
    assert "Acht bomen staan." in page


# -- milestones --------------------------------------------------------------------------------------------------------
def test_people_of_a_project_set_and_reach_a_milestone(client, project, resident):
    client.force_login(resident)
    steps = f"/projecten/{project.slug}/mijlpalen/"
    assert "Er staan nog geen mijlpalen." in client.get(steps).content.decode()

    client.post(steps, {"title": "De vergunning is binnen", "due": "2027-03-01"})
    client.post(steps, {"title": "De vergunning is binnen", "due": "2027-03-01"})
    milestone = project.milestones.get()
    response = client.post(f"{steps}{milestone.pk}/", follow=True)

    milestone.refresh_from_db()
    project.refresh_from_db()
    assert milestone.reached_on == timezone.localdate()
    assert project.heard_at is not None
    assert "Gehaald: De vergunning is binnen. Mooi!" in response.content.decode()


def test_milestone_reached_earlier_keeps_its_day_until_it_is_taken_back(client, project, resident):
    milestone = Milestone.objects.create(project=project, title="Grond", reached_on="2026-01-05")
    client.force_login(resident)
    address = f"/projecten/{project.slug}/mijlpalen/{milestone.pk}/"

    client.post(address)
    milestone.refresh_from_db()
    assert str(milestone.reached_on) == "2026-01-05"
    client.post(address, {"not_yet": "1"})

    milestone.refresh_from_db()
    assert milestone.reached_on is None


def test_milestone_needs_a_title_and_a_real_day(client, project, resident):
    client.force_login(resident)

    page = client.post(f"/projecten/{project.slug}/mijlpalen/", {"title": "", "due": "31-2-2027"}).content.decode()

    assert '<a href="#id_title">Vul de mijlpaal in.</a>' in page
    assert '<a href="#id_due">' in page
    assert not project.milestones.exists()


def test_milestone_of_another_project_is_not_there(client, project, resident):
    other = Milestone.objects.create(project=ProjectFactory(status=Status.UNDERWAY), title="Grond")
    client.force_login(resident)

    assert client.post(f"/projecten/{project.slug}/mijlpalen/{other.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["neighbour", "social_professional", "team_member"])
def test_somebody_else_touches_no_milestone(client, request, project, who):
    milestone = Milestone.objects.create(project=project, title="Grond")
    client.force_login(request.getfixturevalue(who))

    assert client.post(f"/projecten/{project.slug}/mijlpalen/", {"title": "Nog een"}).status_code == 403
    assert client.post(f"/projecten/{project.slug}/mijlpalen/{milestone.pk}/").status_code == 403
    milestone.refresh_from_db()
    assert milestone.reached_on is None


def test_milestones_of_what_stopped_stay_as_they_are(client, project, resident, green_resident):
    milestone = Milestone.objects.create(project=project, title="Grond")
    project.stop(by=green_resident.person, reason="Geen grond.")
    client.force_login(resident)

    for response in (
        client.post(f"/projecten/{project.slug}/mijlpalen/", {"title": "Nog een"}, follow=True),
        client.post(f"/projecten/{project.slug}/mijlpalen/{milestone.pk}/", follow=True),
    ):
        assert "Dit kan nu niet: het project is gestopt." in response.content.decode()
    assert project.milestones.get().reached_on is None
