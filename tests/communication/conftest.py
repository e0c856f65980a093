import pytest

from communication.models import Product, Request
from tests.factories import RequestFactory, UserFactory


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
