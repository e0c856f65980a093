"""What has many fields stands in lines that wrap: as one row of a table it was wider than a screen of 1280 pixels."""

import re

import pytest

from projects.models import HelpWanted, Pledge
from tests.factories import MembershipFactory, OrganisationFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(client, administrator):
    client.force_login(administrator)
    seat, project = MembershipFactory(), ProjectFactory()
    pledge = {"organisation": OrganisationFactory(), "what": "Regentonnen", "due": "2027-01-05"}
    Pledge.objects.create(project=project, **pledge)
    HelpWanted.objects.create(project=project, kind="hands", what="Wie kan graven?")
    of_project = client.get(f"/beheer/projects/project/{project.pk}/change/").text
    return {
        "memberships": client.get(f"/beheer/groups/group/{seat.group.pk}/change/").text,
        "help_wanted": of_project,
        "pledges": of_project,
    }


@pytest.mark.parametrize(
    ("rows", "wrapping"),
    [
        ("memberships", ["person", "voice", "until"]),
        ("help_wanted", ["kind", "count", "by"]),
    ],
)
def test_fields_stand_in_lines_that_wrap(pages, rows, wrapping):
    page = pages[rows]

    assert re.search(rf'id="{rows}-group"\s+data-inline-type="stacked"', page)
    for name in wrapping:
        assert f'id="id_{rows}-0-{name}"' in page
