"""Minutes that are out: not changed any more, put right below them; and the clock beside the points of an agenda."""

from datetime import timedelta

import pytest
from django.utils import timezone

from groups.models import AgendaPoint, Correction, InvalidTransition, Meeting
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db
State = Meeting.State


@pytest.fixture
def adopted(koplopersgroep):
    then = timezone.localtime() - timedelta(days=40)
    return MeetingFactory(group=koplopersgroep, starts_at=then, state=State.MINUTES_ADOPTED, minutes="Zo was het.")


def correct(client, meeting, **fields):
    return client.post(f"{meeting.get_absolute_url()}verslag/verbeteren/", fields)


def test_the_chair_puts_adopted_minutes_right_below_them(client, adopted, koplopers_chair):
    client.force_login(koplopers_chair)
    assert "Verbeter het verslag" in client.get(adopted.get_absolute_url()).text

    for _ in range(2):
        response = correct(client, adopted, text="Het waren er acht.")

    assert response.url == f"{adopted.get_absolute_url()}#verslag"
    assert list(adopted.corrections.values_list("text", "by", "on", "members_only")) == [
        ("Het waren er acht.", koplopers_chair.person.pk, timezone.localdate(), False)
    ]
    client.logout()
    page = client.get(adopted.get_absolute_url()).text
    for words in ("Zo was het.", "Verbetering van ", "Het waren er acht."):
        assert words in page
    assert "Verbeter het verslag" not in page


def test_a_correction_for_members_is_for_members(client, adopted, koplopers_chair, koploper):
    client.force_login(koplopers_chair)
    correct(client, adopted, text="Jan zei dat niet.", members_only="on")

    client.logout()
    assert "Jan zei dat niet." not in client.get(adopted.get_absolute_url()).text
    client.force_login(koploper)
    assert "Jan zei dat niet." in client.get(adopted.get_absolute_url()).text


def test_others_correct_nothing(client, adopted, koploper, chair):
    for user in (koploper, chair):
        client.force_login(user)
        assert correct(client, adopted, text="Anders").status_code == 403

    assert not Correction.objects.exists()


@pytest.mark.parametrize("state", [State.PLANNED, State.HELD, State.MINUTES_DRAFT])
def test_what_can_still_be_written_is_not_corrected(client, adopted, koplopers_chair, state):
    Meeting.objects.update(state=state)
    client.force_login(koplopers_chair)

    assert correct(client, adopted, text="Anders").url == adopted.get_absolute_url()
    with pytest.raises(InvalidTransition):
        Correction.add(adopted, text="Anders")
    assert not Correction.objects.exists()


def test_an_empty_correction_says_so(client, adopted, koplopers_chair):
    client.force_login(koplopers_chair)

    assert "Schrijf op wat er anders moet." in correct(client, adopted, text=" ").text


def test_who_types_while_the_minutes_are_adopted_keeps_the_text(client, adopted, koplopers_chair):
    point = AgendaPoint.objects.create(meeting=adopted, title="Bomen")
    client.force_login(koplopers_chair)

    response = client.post(
        f"{adopted.get_absolute_url()}verslag/", {"part": "text", "point": point.pk, "minutes": "Net getypt"}
    )

    assert response.status_code == 409
    assert "Net getypt" in response.text
    assert "Dit kan nu niet: het verslag is vastgesteld." in response.text
    point.refresh_from_db()
    assert point.minutes == ""


def test_the_back_office_does_not_change_adopted_minutes(client, adopted, administrator):
    adopted.decisions.create(text="Zo is het")
    client.force_login(administrator)

    page = client.get(f"/beheer/groups/meeting/{adopted.pk}/change/").text

    assert "Zo was het." in page
    for name in ("minutes", "decisions-0-text", "points-0-title"):
        assert f'name="{name}"' not in page


def test_the_clock_stands_beside_the_points_until_nobody_knows(client, group):
    starts = timezone.localtime().replace(hour=19, minute=30) + timedelta(days=2)
    meeting = MeetingFactory(group=group, starts_at=starts, ends_at=starts + timedelta(minutes=30))
    for title, minutes in (("Een", 15), ("Twee", None), ("Drie", 40)):
        AgendaPoint.put_on(meeting, title=title, minutes_planned=minutes)

    page = client.get(meeting.get_absolute_url()).text

    assert page.count("<time>19.30 uur</time>") == page.count("<time>19.45 uur</time>") == 1
    assert page.count("<time>") == 2
    assert "Samen 55 minuten." in page
    assert "Dat is 25 minuten langer dan de bijeenkomst duurt." in page


def test_an_agenda_without_minutes_has_no_clock(client, group):
    meeting = MeetingFactory(group=group)
    AgendaPoint.put_on(meeting, title="Een")

    assert "<time>" not in client.get(meeting.get_absolute_url()).text
