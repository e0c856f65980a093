import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from communication.models import Product, Request
from projects.models import Photo, Status
from tests.factories import ProjectFactory, RequestFactory, UserFactory


@pytest.fixture
def colleague(team_member):
    """Another member of the communicatieteam."""
    user = UserFactory(email="daan@voorbeeld.test", name="Daan Mulder", is_staff=True)
    user.groups.set(team_member.groups.all())
    return user


@pytest.fixture
def in_progress(team_member):
    """A request that the team member is busy with."""
    asked = RequestFactory()
    asked.assign(to=team_member.person, by=team_member.person)
    asked.begin(by=team_member.person)
    return asked


@pytest.fixture
def for_approval(in_progress, team_member):
    """A request with a poster that the requester is asked about."""
    Product.objects.create(request=in_progress, kind="poster", title="Poster opschoondag", text="Zaterdag om tien uur")
    in_progress.ask_approval(by=team_member.person)
    return in_progress


def only_request():
    return Request.objects.get()


@pytest.fixture
def project(groen):
    return ProjectFactory(title="Geveltuinen", summary="Tegels eruit.", theme=groen, status=Status.UNDERWAY)


@pytest.fixture
def asked(in_progress, project):
    """A request about a project, that a member of the team is busy with."""
    in_progress.project = project
    in_progress.save()
    return in_progress


@pytest.fixture
def photo(project, team_member):
    content = io.BytesIO()
    Image.new("RGB", (900, 600), "#3a7").save(content, "WEBP")
    row = Photo(project=project, width=900, height=600, alt="Drie mensen met een schop", sizes={"480": "x.webp"})
    row.file.save("foto.webp", ContentFile(content.getvalue()))
    return row
