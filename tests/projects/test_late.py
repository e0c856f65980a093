"""The project went on while somebody wrote: they are told, and read back what they typed."""

import pytest

from projects.models import Status
from tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "typed", "words"),
    [
        ("bijwerken/", {"title": "De bomen staan", "text": "Met twaalf buren geplant."}, "Met twaalf buren geplant."),
        ("voortgang/", {"signal": "stuck", "note": "De grond is te nat."}, "De grond is te nat."),
        ("mijlpalen/", {"title": "Vergunning binnen"}, "Vergunning binnen"),
        ("verder/", {"move": "pause", "reason": "Het vriest te hard.", "until": "2030-01-01"}, "Het vriest te hard."),
    ],
)
def test_what_was_typed_for_a_project_that_stopped_is_read_back(client, green_resident, groen, path, typed, words):
    project = ProjectFactory(theme=groen, status=Status.STOPPED)
    client.force_login(green_resident)

    response = client.post(f"{project.get_absolute_url()}{path}", typed, follow=True)

    assert response.redirect_chain[0][0] == project.get_absolute_url()
    assert "Jij schreef:" in response.text
    assert words in response.text
    assert not project.updates.exists()
    assert not project.checks.exists()
    assert not project.milestones.exists()
