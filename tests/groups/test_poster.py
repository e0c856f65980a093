"""The poster of a meeting: for whoever may come to it, as long as one can."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import GroupFactory, MeetingFactory
from tests.pdfs import opened, sizes_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(groen):
    start = timezone.now() + timedelta(days=3)
    group = GroupFactory(theme=groen, name="Tuinders")
    return MeetingFactory(group=group, title="Overleg 🌱", starts_at=start, ends_at=start + timedelta(hours=2))


def poster_of(meeting, paper="a4"):
    return f"/groepen/{meeting.group.slug}/bijeenkomsten/{meeting.pk}/poster-{paper}.pdf"


@pytest.mark.parametrize(("paper", "millimetres"), [("a4", (210, 297)), ("a3", (297, 420))])
def test_meeting_has_a_poster_that_a_screen_reader_can_read(client, meeting, paper, millimetres):
    answer = client.get(poster_of(meeting, paper))

    assert sizes_of(answer.content) == [millimetres]
    assert b"pdfuaid" in opened(answer.content)
    assert answer["Cache-Control"] == "public, max-age=300"
    assert f'href="{poster_of(meeting)}"' in client.get(meeting.get_absolute_url()).text


@pytest.mark.parametrize(
    "changes",
    [
        {"is_public": False},
        {"state": "cancelled", "cancel_reason": "Storm."},
        {"starts_at": timezone.now() - timedelta(days=1), "ends_at": timezone.now() - timedelta(hours=20)},
    ],
)
def test_what_nobody_can_come_to_any_more_is_on_no_poster(client, meeting, changes, administrator):
    type(meeting).objects.filter(pk=meeting.pk).update(**changes)
    client.force_login(administrator)

    assert client.get(poster_of(meeting)).status_code == 404
    assert "poster-a4.pdf" not in client.get(meeting.get_absolute_url()).text


def test_meeting_has_no_other_paper_and_not_the_address_of_another_group(client, meeting):
    other = GroupFactory(name="Anderen")

    assert client.get(poster_of(meeting, "a0")).status_code == 404
    assert client.get(poster_of(meeting).replace(meeting.group.slug, other.slug)).status_code == 404
