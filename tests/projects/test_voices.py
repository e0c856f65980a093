"""The voices through time: a picture by the server, and the same as a table."""

from datetime import timedelta

import pytest
from django.utils import timezone

from projects.models import Status
from projects.voice_chart import lanes
from tests.factories import PersonFactory, ProgressCheckFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(groen):
    return ProjectFactory(title="Geveltuinen", theme=groen, status=Status.UNDERWAY)


def check(project, days_ago, **fields):
    return ProgressCheckFactory(project=project, at=timezone.now() - timedelta(days=days_ago), **fields)


def voices(client, project, **query):
    return client.get(f"{project.get_absolute_url()}stemmen/", query)


def test_visitor_reads_what_each_voice_said_and_never_the_note_of_the_duo(client, project):
    check(project, 30, voice="resident", signal="stuck", note="De vergunning is er niet.", progress=40)
    check(project, 2, voice="resident", signal="on_track", note="Nu wel.", person=PersonFactory(name="Ineke Wiersema"))
    check(project, 9, voice="professional", signal="needs_attention", private_note="Bel de gemeente.")

    page = voices(client, project).content.decode()

    assert page.index("Nu wel.") < page.index("De vergunning is er niet.")
    assert "<td>Ineke Wiersema, bewoner</td><td>op koers</td><td></td><td>Nu wel.</td>" in page
    assert "<td>40%</td>" in page
    assert "laatst: op koers" in page
    assert "Bel de gemeente." not in page
    assert f'href="{project.get_absolute_url()}stemmen/"' in client.get(project.get_absolute_url()).content.decode()


def test_what_a_voice_said_holds_until_the_next_time(project):
    check(project, 40, voice="resident", signal="stuck")
    check(project, 20, voice="resident", signal="on_track")
    check(project, 10, voice="leader", signal="needs_attention")

    drawn = {lane.label: lane.drawing for lane in lanes(project.checks.all())}

    # The resident: half the line open (stuck), then solid. The leader only the last quarter, half filled in outline.
    assert 'd="M0.2 0h49.6v10h-49.6z"' in drawn["bewoner"]
    assert 'd="M50.2 0h49.6v10h-49.6z"' in drawn["bewoner"]
    assert 'd="M75.2 5h24.6v5h-24.6z"' in drawn["trekker"]
    assert "gemeente" not in drawn


def test_nothing_said_says_so(client, project):
    page = voices(client, project).content.decode()

    assert "Nog niemand zei hoe het gaat." in page
    assert "<table" not in page


def test_any_page_is_a_page_and_costs_few_queries(client, project, django_assert_max_num_queries):
    for number in range(60):
        check(project, number, voice="resident", note=f"Blik {number}.")

    with django_assert_max_num_queries(6):
        second = voices(client, project, pagina="2").content.decode()

    assert "Blik 59." in second
    assert "Blik 1." not in second
    assert voices(client, project, pagina="x\x00").status_code == 200


@pytest.mark.parametrize("state", [{"status": Status.DRAFT}, {"hidden_at": timezone.now()}])
def test_what_is_not_public_has_no_voices(client, groen, state):
    assert voices(client, ProjectFactory(theme=groen, **state)).status_code == 404


def test_a_project_that_ended_draws_to_its_end_and_a_merged_one_leads_on(client, project, groen):
    check(project, 40, voice="resident", signal="on_track")
    ended = timezone.now() - timedelta(days=20)
    type(project).objects.update(status=Status.STOPPED, ended_at=ended)
    into = ProjectFactory(theme=groen, status=Status.UNDERWAY)
    gone = ProjectFactory(theme=groen, status=Status.MERGED, merged_into=into)

    (lane,) = lanes(project.checks.all(), ended=ended)

    assert lane.until == ended
    assert voices(client, gone).url == into.get_absolute_url()
