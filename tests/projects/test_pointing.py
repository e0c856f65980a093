"""Saying where a project is: a click on the drawing, a street from a list, or nothing at all."""

import pytest

from projects.drawn_map import the_map
from projects.models import Status
from tests.factories import ProjectFactory
from tests.projects.writing import answer, begin

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(client, groen, resident):
    client.force_login(resident)
    return ProjectFactory(theme=groen, initiator=resident.person, title="Bankjes", place="Vondellaan")


def point(client, project, **sent):
    return client.post(
        f"/projecten/{project.slug}/plek/", {name.replace("_", "."): text for name, text in sent.items()}
    )


def test_initiator_clicks_on_the_drawing_and_the_project_is_on_the_map(client, own):
    response = point(client, own, small_x="144", small_y="188")

    own.refresh_from_db()
    assert response.url == own.get_absolute_url()
    assert the_map().xy(own.latitude, own.longitude) == (180, 235)
    page = client.get(response.url).content.decode()
    assert "Je project staat op de kaart." in page
    assert 'href="/projecten/kaart/?vak=5-6#projecten">Bekijk waar het is</a>' in page


def test_click_on_the_large_drawing_is_the_same_place(client, own):
    point(client, own, large_x="252", large_y="329")

    own.refresh_from_db()
    assert the_map().xy(own.latitude, own.longitude) == (180, 235)


def test_initiator_chooses_a_street(client, own):
    point(client, own, street="1")

    own.refresh_from_db()
    assert (own.latitude, own.longitude) == the_map().places[1].point()


@pytest.mark.parametrize(
    "sent", [{}, {"small_x": "0", "small_y": "0"}, {"street": "99"}, {"small_x": "-3", "small_y": "²"},
             {"large_x": "9999", "large_y": "3"}],
)  # fmt: skip
def test_what_is_no_place_is_said_and_kept_nowhere(client, own, sent):
    response = point(client, own, **sent)

    own.refresh_from_db()
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not own.has_point


def test_initiator_takes_it_off_the_map(client, own):
    own.put_on_map((53.199, 6.561))

    assert "Haal het van de kaart" in client.get(f"/projecten/{own.slug}/plek/").content.decode()
    point(client, own, remove="1")

    own.refresh_from_db()
    assert (own.latitude, own.longitude) == (None, None)


def test_of_two_who_point_the_second_is_told_and_sees_where_it_is(client, own):
    read = client.get(f"/projecten/{own.slug}/plek/").context["form"]["read"].value()
    own.put_on_map(the_map().places[2].point())

    clash, removed = point(client, own, street="1", read=read), point(client, own, remove="1", read=read)

    own.refresh_from_db()
    assert (clash.status_code, removed.status_code) == (409, 409)
    assert "Er is net iets veranderd, door een ander of door jou in een ander venster" in clash.text
    assert f'name="read" value="{own.point_in_words}"' in clash.text
    assert (own.latitude, own.longitude) == the_map().places[2].point()
    assert point(client, own, street="1", read=own.point_in_words).status_code == 302
    own.refresh_from_db()
    assert (own.latitude, own.longitude) == the_map().places[1].point()


def test_others_may_not_say_where_it_is(client, own, neighbour):
    client.force_login(neighbour)

    assert point(client, own, street="1").status_code == 403
    own.refresh_from_db()
    assert not own.has_point


def test_nobody_moves_what_has_ended(client, own):
    type(own).objects.filter(pk=own.pk).update(status=Status.WITHDRAWN)

    assert point(client, own, street="1").url == own.get_absolute_url()
    assert "het project is ingetrokken" in client.get(own.get_absolute_url()).content.decode()
    own.refresh_from_db()
    assert not own.has_point


def test_without_a_map_there_is_nothing_to_point_at(client, own, settings):
    settings.MAP_FILE = ""

    assert client.get(f"/projecten/{own.slug}/plek/").status_code == 404
    assert "op de kaart" not in client.get(f"/projecten/{own.slug}/aanpassen/").content.decode()
    assert "op de kaart" not in client.get(own.get_absolute_url()).content.decode()


def test_edit_page_leads_to_the_map(client, own):
    page = client.get(f"/projecten/{own.slug}/aanpassen/").content.decode()

    assert f'<a href="/projecten/{own.slug}/plek/">Wijs de plek aan op de kaart</a>' in page


def test_drawing_is_a_picture_that_runs_nothing_and_marks_the_place(client, own):
    own.put_on_map(the_map().point_at(180, 235))
    page = client.get(f"/projecten/{own.slug}/plek/").content.decode()

    drawing, plain = (
        client.get("/projecten/kaart/tekening.svg?plek=180,235"),
        client.get("/projecten/kaart/tekening.svg?plek=x"),
    )

    assert 'src="/projecten/kaart/tekening.svg?plek=180,235"' in page
    assert drawing["Content-Type"] == "image/svg+xml"
    assert "default-src 'none'" in drawing["Content-Security-Policy"]
    assert 'class="mark" transform="translate(180 235)"' in drawing.content.decode()
    assert "mark" not in plain.content.decode().partition("</style>")[2]


@pytest.fixture
def draft(client, groen, resident):
    """The address of an idea of which only the title was answered."""
    client.force_login(resident)
    return begin(client)


def test_writer_points_while_answering_where_it_is(client, resident, draft):
    answer(client, draft, "plek", place="Bij de bocht", **{"small.x": "144", "small.y": "188"})

    project = resident.person.participations.get().project
    assert project.place == "Bij de bocht"
    assert the_map().xy(project.latitude, project.longitude) == (180, 235)
    assert "Aangewezen op de kaart" in client.get(f"{draft}controleren/").content.decode()


def test_writer_answers_in_words_and_keeps_the_point_of_before(client, resident, draft):
    answer(client, draft, "plek", street="2")
    answer(client, draft, "plek", place="Bij de bocht")

    project = resident.person.participations.get().project
    assert project.place == "Bij de bocht"
    assert (project.latitude, project.longitude) == the_map().places[2].point()


def test_writer_who_presses_the_map_with_a_key_reads_that_it_does_not_point(client, resident, draft):
    response = answer(client, draft, "plek", place="Bij de bocht", **{"small.x": "0", "small.y": "0"})

    assert response.status_code == 200
    page = response.content.decode()
    assert "Met een toets kun je geen plek aanwijzen. Kies een straat, of klik op de kaart." in page
    assert 'value="Bij de bocht"' in page
    assert page.index(">Volgende</button>") < page.index('class="point-at')
    assert not resident.person.participations.get().project.has_point


def test_writer_takes_the_point_away_again_and_keeps_the_words(client, resident, draft):
    assert "Haal het van de kaart" not in client.get(f"{draft}plek/").content.decode()
    answer(client, draft, "plek", street="2", place="Bij de bocht")
    assert "Haal het van de kaart" in client.get(f"{draft}plek/").content.decode()

    answer(client, draft, "plek", place="Bij de bocht", off_map="on")

    project = resident.person.participations.get().project
    assert project.place == "Bij de bocht"
    assert not project.has_point
    assert "Aangewezen op de kaart" not in client.get(f"{draft}controleren/").content.decode()


def test_question_where_it_is_has_no_drawing_without_a_map(client, draft, settings):
    settings.MAP_FILE = ""

    assert "op de kaart" not in client.get(f"{draft}plek/").content.decode()
