"""A page that is closed to its writer by the time it is sent, or gone, still shows what was typed."""

import re

import pytest
from django.test import Client

from groups.models import Membership
from projects.models import Status
from tests.factories import MeetingFactory, MembershipFactory, ProjectFactory

pytestmark = pytest.mark.django_db
WORDS = "Wij planten in maart zes lindes langs het pad."
SHOWN = "Dit schreef je, het is niet verstuurd"


@pytest.fixture
def seat(resident):
    return MembershipFactory(person=resident.person, role=Membership.Role.SECRETARY)


@pytest.mark.parametrize(
    ("page", "field"), [("besluiten/nieuw/", "text"), ("actiepunten/nieuw/", "text"), ("verslag/", "minutes")]
)
def test_who_lost_a_role_while_writing_reads_the_words_again(client, resident, seat, page, field):
    address = f"{MeetingFactory(group=seat.group, state='held').get_absolute_url()}{page}"
    client.force_login(resident)
    assert client.get(address).status_code == 200
    Membership.objects.filter(pk=seat.pk).update(role=Membership.Role.MEMBER)

    refused = client.post(address, {field: WORDS, "form_key": "8b0f4a36-9f0e-4b5c-9d0e-0a6f1f7f2b11"})

    assert refused.status_code == 403
    assert SHOWN in refused.text
    assert WORDS in refused.text
    assert "8b0f4a36" not in refused.text


def test_who_asks_at_a_project_that_was_hidden_meanwhile_reads_the_words_again(client, neighbour, resident, groen):
    project = ProjectFactory(theme=groen, status=Status.PREPARING)
    client.force_login(neighbour)
    project.hide(by=resident.person, reason="Er staat een naam in.")

    gone = client.post(f"{project.get_absolute_url()}vragen/stellen/", {"text": f"{WORDS}<b>"})

    assert gone.status_code == 404
    assert f"{WORDS}&lt;b&gt;" in gone.text


def test_a_visitor_reads_only_what_was_typed(client, groen, resident):
    project = ProjectFactory(theme=groen, status=Status.PREPARING)
    address = f"{project.get_absolute_url()}vragen/stellen/"
    form = client.get(address).context["form"]
    project.hide(by=resident.person, reason="Er staat een naam in.")

    gone = client.post(
        address, {name: form[name].value() or "" for name in form.fields} | {"text": WORDS, "name": "Sien de Boer"}
    )

    assert gone.status_code == 404
    assert re.findall(r"<blockquote>(.*?)</blockquote>", gone.text) == [WORDS, "Sien de Boer"]


def test_who_sends_nothing_worth_reading_reads_nothing_of_the_kind(client, neighbour, seat):
    address = f"{MeetingFactory(group=seat.group, state='held').get_absolute_url()}besluiten/nieuw/"
    client.force_login(neighbour)

    refused = client.post(address, {"text": "", "form_key": "8b0f4a36-9f0e-4b5c-9d0e-0a6f1f7f2b11"})

    assert refused.status_code == 403
    assert SHOWN not in refused.text


def test_another_site_cannot_have_its_words_stand_on_a_page_of_ours():
    answer = Client(enforce_csrf_checks=True).post("/bestaat-niet/", {"text": WORDS})

    assert answer.status_code == 404
    assert WORDS not in answer.text
