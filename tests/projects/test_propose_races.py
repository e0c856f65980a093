"""Several sends at the same moment: one thing of identical ones, and no one is refused for another's title."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import Person
from projects.models import InvalidTransition, Photo, Project
from tests.factories import ThemeFactory, UserFactory
from tests.projects.writing import WHO, answer, begin, version_at

pytestmark = pytest.mark.django_db(transaction=True)

IDEA = {"title": "Bankjes langs de singel", "summary": "Vier banken.", "theme": "groen", "send": "1"}


def send_together(users, ideas, address="/projecten/voorstellen/", cookies=None):
    """POST each idea as its user, or with these cookies, at the same moment; the answers."""
    together = Barrier(len(ideas))

    def send(user, idea):
        client = Client(raise_request_exception=False)
        client.cookies.update(cookies or {})
        if user:
            client.force_login(user)
        together.wait(10)
        try:
            return client.post(address, idea)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(ideas)) as pool:
        return list(pool.map(send, users, ideas))


def is_answered_alike(answers):
    """Each was led on, and to the same page."""
    assert {answer.status_code for answer in answers} == {302}
    return len({answer.url for answer in answers}) == 1


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


# -- question by question ----------------------------------------------------------------------------------------------


@pytest.fixture
def writer():
    ThemeFactory(slug="groen")
    return UserFactory()


def test_first_answer_pressed_many_times_at_once_begins_one_draft(writer):
    sent = {"title": "Bankjes", "next": "1", "form_key": str(uuid.uuid4())}

    assert is_answered_alike(send_together([writer] * 4, [sent] * 4))
    assert Project.objects.count() == 1


def test_draft_sent_many_times_at_once_is_proposed_once(writer):
    client = Client()
    client.force_login(writer)
    address = begin(client)
    answer(client, address, "zin", summary="Vier banken.")
    sent = {"version": version_at(client, f"{address}controleren/"), "send": "1"}

    assert is_answered_alike(send_together([writer] * 4, [sent] * 4, f"{address}controleren/"))
    assert Project.objects.get().events.count() == 1


def test_of_different_answers_at_once_one_is_kept_and_the_others_are_told(writer):
    client = Client()
    client.force_login(writer)
    address = begin(client)
    sent = [{"version": 1, "summary": f"Zin {number}.", "next": "1"} for number in range(4)]

    answers = send_together([writer] * 4, sent, f"{address}zin/")

    project = Project.objects.get()
    assert sorted(answer.status_code for answer in answers) == [302, 409, 409, 409]
    assert project.version == 2
    for told, typed in zip(answers, sent, strict=True):
        assert told.status_code == 302 or (typed["summary"] in told.text and project.summary in told.text)


def test_visitor_who_presses_many_times_at_once_is_one_person(writer):
    client = Client()
    address = begin(client)
    sent = WHO | {"version": version_at(client, f"{address}wie/"), "next": "1"}

    assert is_answered_alike(send_together([None] * 4, [sent] * 4, f"{address}wie/", client.cookies))
    assert Person.objects.filter(user=None).count() == 1


def test_same_photo_sent_many_times_at_once_is_one(writer, photo):
    client = Client()
    client.force_login(writer)
    address = begin(client)
    sent = [{"photo": [photo()], "photo_consent": "on", "version": 1, "next": "1"} for _ in range(4)]

    assert is_answered_alike(send_together([writer] * 4, sent, f"{address}fotos/"))
    assert Photo.objects.count() == 1


def test_drafts_that_take_one_title_at_once_all_get_an_address(writer):
    client = Client()
    client.force_login(writer)
    addresses = [begin(client, title=title) for title in ("Een", "Twee", "Drie")]
    together = Barrier(3)

    def rename(address):
        project = Project.objects.get(form_key=address.split("/")[-2])
        together.wait(10)
        try:
            project.answer(version=1, title="Bankjes")
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(rename, addresses))

    assert Project.objects.filter(title="Bankjes").count() == 3


def test_who_confirms_while_it_is_thrown_away_keeps_it_or_is_told(writer):
    begin(Client())
    Project.objects.update(created_at=timezone.localtime() - timedelta(days=2))
    found = Project.objects.unconfirmed().get()

    found.claim(by=writer.person)
    with pytest.raises(InvalidTransition):
        found.discard(among=Project.objects.unconfirmed())

    assert Project.objects.get().initiator == writer.person
