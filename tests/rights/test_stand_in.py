"""The fallback of a theme: the work of a duo that is not there, and no voice of its own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from projects.models import Status
from tests.factories import FacilitatorFactory, PersonFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def stand_in(neighbour, groen):
    groen.fallback = neighbour.person
    groen.save(update_fields=["fallback"])
    return neighbour


@pytest.fixture
def proposal(groen, resident):
    return ProjectFactory(title="Geveltuinen", theme=groen, status=Status.PROPOSED, initiator=resident.person)


def answer(client, project):
    return client.post(f"/projecten/{project.slug}/antwoord/", {"answer": "take_up", "reason": "Mooi plan."})


def test_stand_in_for_a_vacant_duo_answers_a_proposal(client, stand_in, proposal):
    client.force_login(stand_in)

    response = answer(client, proposal)

    proposal.refresh_from_db()
    assert response.url == proposal.get_absolute_url()
    assert proposal.status == Status.PREPARING


def test_stand_in_finds_the_proposal_on_the_work_list(client, stand_in, proposal):
    client.force_login(stand_in)

    page = client.get("/begeleiding/")

    assert page.status_code == 200
    assert f'href="/projecten/{proposal.slug}/antwoord/"' in page.content.decode()
    assert 'href="/begeleiding/"' in client.get("/").content.decode()


def test_stand_in_takes_what_has_no_theme(client, stand_in, resident):
    proposal = ProjectFactory(theme=None, status=Status.PROPOSED, initiator=resident.person)
    client.force_login(stand_in)

    assert client.get(f"/projecten/{proposal.slug}/antwoord/").status_code == 200


@pytest.mark.parametrize("away", [False, True])
def test_stand_in_has_no_more_to_say_than_anybody_while_a_half_is_there(client, stand_in, proposal, groen, away):
    half = PersonFactory(away_until=timezone.localdate() + timedelta(days=3) if away else None)
    FacilitatorFactory(theme=groen, person=half, voice="professional")
    client.force_login(stand_in)

    assert answer(client, proposal).status_code == (302 if away else 403)
    assert client.get("/begeleiding/").status_code == (200 if away else 403)


def test_stand_in_has_no_voice_in_the_progress(client, stand_in, groen):
    project = ProjectFactory(theme=groen, status=Status.UNDERWAY)
    client.force_login(stand_in)

    response = client.post(f"/projecten/{project.slug}/voortgang/", {"signal": "on_track"})

    assert response.status_code == 403
    assert not project.checks.exists()


def test_who_holds_both_halves_has_both(green_resident, groen):
    FacilitatorFactory(theme=groen, person=green_resident.person, voice="professional")

    assert sorted(seat.voice for seat in green_resident.seats) == ["professional", "resident"]
