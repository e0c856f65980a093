"""Two people at one agenda point: the second is told, reads both texts and loses nothing."""

import pytest

from groups.models import AgendaPoint, Meeting
from tests.factories import MeetingFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def point(group):
    meeting = MeetingFactory(group=group)
    return AgendaPoint.put_on(meeting, title="Bomen", text="Welke?", project=ProjectFactory(title="Plukfruit"))


@pytest.fixture
def address(point):
    return f"{point.meeting.get_absolute_url()}agendapunten/{point.pk}/"


MINE = {"title": "Mijn bomen", "text": "Mijn toelichting", "version": "1"}


def test_the_second_reads_both_texts_and_saves_after_all(client, point, address, chair):
    client.force_login(chair)
    assert 'name="version" value="1"' in client.get(address).text
    point.change(version=1, title="Bomen van de ander", text="Tekst van de ander", minutes_planned=15)

    response = client.post(address, MINE)

    page = response.text
    assert response.status_code == 409
    assert "is dit agendapunt aangepast" in page
    for words in ("Mijn bomen", "Mijn toelichting", "Bomen van de ander", "Tekst van de ander", "15 minuten"):
        assert words in page
    assert "Project: Plukfruit" in page
    point.refresh_from_db()
    assert (point.title, point.version) == ("Bomen van de ander", 2)
    assert 'name="version" value="2"' in page
    client.post(address, MINE | {"version": "2"})
    point.refresh_from_db()
    assert (point.title, point.version) == ("Mijn bomen", 3)


def test_what_was_typed_for_a_point_that_is_gone_can_be_put_back(client, point, address, chair):
    client.force_login(chair)
    point.take_off()

    response = client.post(address, MINE)

    page = response.text
    add = f"{point.meeting.get_absolute_url()}agendapunten/nieuw/"
    assert response.status_code == 409
    assert "is dit agendapunt van de agenda gehaald" in page
    assert "Mijn toelichting" in page
    assert f'<form class="flow" action="{add}"' in page
    client.post(add, MINE)
    assert list(point.meeting.points.values_list("title", "text")) == [("Mijn bomen", "Mijn toelichting")]


def test_a_page_of_a_point_that_is_gone_is_404(client, point, address, chair):
    client.force_login(chair)
    point.take_off()

    assert client.get(address).status_code == 404


def test_a_frozen_agenda_is_said_first(client, point, address, chair):
    client.force_login(chair)
    point.take_off()
    Meeting.objects.update(state="frozen")

    assert "Dit kan nu niet: de agenda staat vast." in client.post(address, MINE, follow=True).text


@pytest.mark.parametrize("is_new", [True, False])
@pytest.mark.parametrize("typed", [MINE, MINE | {"title": ""}], ids=["whole", "without a title"])
def test_who_writes_a_point_while_the_agenda_is_frozen_reads_what_was_typed(
    client, point, address, chair, is_new, typed
):
    client.force_login(chair)
    Meeting.objects.update(state="frozen")

    meeting = point.meeting.get_absolute_url()
    page = client.post(f"{meeting}agendapunten/nieuw/" if is_new else address, typed, follow=True)

    assert page.redirect_chain == [(meeting, 302)]
    words = "\n".join(filter(None, (typed["title"], typed["text"])))
    assert f"Dit kan nu niet: de agenda staat vast. Jij schreef: ‘{words}’" in page.text
    assert list(AgendaPoint.objects.values_list("title", flat=True)) == ["Bomen"]


def test_a_point_that_was_taken_off_moves_nothing(point):
    other = AgendaPoint.put_on(point.meeting, title="Rest")
    AgendaPoint.objects.filter(pk=point.pk).delete()

    point.move_up()

    assert list(point.meeting.points.all()) == [other]


def test_what_the_back_office_changes_counts_as_changed(client, point, administrator):
    client.force_login(administrator)
    meeting = point.meeting
    page = client.get(f"/beheer/groups/meeting/{meeting.pk}/change/")
    sent = {}
    for formset in page.context["inline_admin_formsets"]:
        sent |= {f"{formset.formset.prefix}-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    sent |= {
        "title": meeting.title, "is_public": "on", "agenda_text": "", "minutes": "", "online_url": "",
        "points-TOTAL_FORMS": 1, "points-INITIAL_FORMS": 1, "points-0-id": point.pk, "points-0-meeting": meeting.pk,
        "points-0-order": 0, "points-0-kind": "overig", "points-0-title": "Uit het beheer",
    }  # fmt: skip

    client.post(f"/beheer/groups/meeting/{meeting.pk}/change/", sent)

    point.refresh_from_db()
    assert (point.title, point.version) == ("Uit het beheer", 2)
