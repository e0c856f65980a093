import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import BadRequest
from django.db import IntegrityError, connection

from core.form_keys import create_once
from projects.models import Update
from tests.factories import ProjectFactory


@pytest.mark.django_db
def test_a_second_send_gives_what_the_first_made():
    project, key = ProjectFactory(), uuid.uuid4()

    first, second = (create_once(Update.objects.all(), key, lambda: post(project, key)) for _ in range(2))

    assert first == (second[0], True)
    assert second[1] is False
    assert Update.objects.count() == 1


@pytest.mark.django_db
def test_another_conflict_is_no_double_send():
    project, key = ProjectFactory(), uuid.uuid4()
    post(project, key)

    with pytest.raises(IntegrityError):
        create_once(Update.objects.all(), None, lambda: post(project, key))


@pytest.mark.django_db
def test_a_key_that_made_something_else_is_a_bad_request():
    project, key = ProjectFactory(), uuid.uuid4()
    post(project, key)

    with pytest.raises(BadRequest):
        create_once(Update.objects.none(), key, lambda: post(project, key))


@pytest.mark.django_db(transaction=True)
def test_of_eight_sends_at_once_one_makes_something():
    project, key = ProjectFactory(), uuid.uuid4()

    def send(_):
        try:
            return create_once(Update.objects.all(), key, lambda: post(project, key))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(send, range(8)))

    assert Update.objects.count() == 1
    assert sorted(is_new for _, is_new in made) == [False] * 7 + [True]
    assert len({update.pk for update, _ in made}) == 1


def post(project, key):
    return Update.objects.create(project=project, title="Bank", text="Hij staat.", form_key=key)
