"""Several sends at the same moment: one thing of identical ones, and no one is refused for another's title."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from projects.models import Project
from tests.factories import ThemeFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

IDEA = {"title": "Bankjes langs de singel", "summary": "Vier banken.", "theme": "groen", "send": "1"}


def send_together(users, ideas):
    """POST each idea as its user at the same moment; the answers."""
    together = Barrier(len(ideas))

    def send(user, idea):
        client = Client(raise_request_exception=False)
        client.force_login(user)
        together.wait(10)
        try:
            return client.post("/projecten/voorstellen/", idea)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(ideas)) as pool:
        return list(pool.map(send, users, ideas))


def test_identical_sends_at_once_make_one_proposal():
    ThemeFactory(slug="groen")
    user, sent = UserFactory(), IDEA | {"form_key": str(uuid.uuid4())}

    answers = send_together([user] * 4, [sent] * 4)

    project = Project.objects.get()
    assert {answer.status_code for answer in answers} == {302}
    assert {answer.url for answer in answers} == {f"/projecten/{project.slug}/voorgesteld/"}
    assert project.events.count() == 1
    assert project.participations.count() == 1


def test_neighbours_with_one_title_at_once_all_get_an_address():
    ThemeFactory(slug="groen")
    users = [UserFactory() for _ in range(4)]

    answers = send_together(users, [IDEA] * 4)

    assert {answer.status_code for answer in answers} == {302}
    assert Project.objects.count() == 4
    assert len(set(Project.objects.values_list("slug", flat=True))) == 4
