import pytest

from projects.models import ProjectFollow, Status
from tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db


def test_what_was_merged_is_mine_and_followed_where_it_went(client, resident, green_resident, groen):
    person = resident.person
    old = ProjectFactory(title="Plukfruit", theme=groen, status=Status.UNDERWAY, initiator=person)
    new = ProjectFactory(title="Eetbare straat", theme=groen, status=Status.UNDERWAY)
    ProjectFollow.objects.create(project=old, person=person)
    old.merge_into(new, by=green_resident.person, reason="Het hoort bij elkaar.")
    client.force_login(resident)

    page = client.get("/mijn/").text

    assert "Plukfruit" not in page
    assert page.count("Eetbare straat") == 2  # among my projects, and what I follow
