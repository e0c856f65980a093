"""Following without an account: a name, an address, a code by mail, one press."""

import pytest

from accounts.models import User
from tests.factories import GroupFactory, IssueFactory, ProjectFactory


def followed(kind, groen):
    if kind == "theme":
        return groen
    if kind == "project":
        return ProjectFactory(theme=groen)
    return GroupFactory() if kind == "group" else IssueFactory()


@pytest.mark.parametrize("kind", ["theme", "project", "group", "issue"])
def test_visitor_follows_with_a_code_and_one_press(client, groen, last_code, kind):
    thing = followed(kind, groen)
    address = f"{thing.get_absolute_url()}volgen/"

    sent = client.post(address, {"name": "Trijntje", "email": "trijntje@voorbeeld.test"})
    arrived = client.post(sent.url, {"code": last_code()})
    look = client.get(arrived.url).text
    before = thing.follows.count()
    told = client.post(address, follow=True).text

    assert arrived.url == address
    assert "Nog één druk op de knop en je volgt" in look
    assert before == 0
    assert thing.follows.get().person == User.objects.get(email="trijntje@voorbeeld.test").person
    assert "Je volgt " in told


def test_visitor_who_never_types_the_code_leaves_nothing(client, groen):
    client.post("/themas/groen/volgen/", {"name": "Trijntje", "email": "trijntje@voorbeeld.test"})

    assert not User.objects.exists()
    assert not groen.follows.exists()


def test_robot_that_fills_in_the_hidden_field_is_stopped(client, groen, mailoutbox):
    response = client.post(
        "/themas/groen/volgen/", {"name": "Bot", "email": "bot@voorbeeld.test", "tweede_regel": "koop nu"}
    )

    assert response.status_code == 200
    assert mailoutbox == []
