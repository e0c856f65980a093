"""The map: the same filters as the list, a dot for what has a point, and everything in words beside it."""

import re
import runpy

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from projects.drawn_map import CELL, DOT, DrawnMap, the_map
from projects.models import Project, Status
from tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db

VONDELLAAN = {"latitude": 53.1990, "longitude": 6.5608}
SOUTH = {"latitude": 53.1900, "longitude": 6.5700}


def dots(response):
    """[(address, name), …] of what can be clicked on the drawing."""
    return re.findall(r'<a href="([^"]+)" class="dot [^>]*aria-label="([^"]+)"', response.content.decode())


def listed(response):
    return {street: [project.title for project in projects] for street, projects in response.context["streets"]}


def test_visitor_sees_a_dot_and_the_same_project_in_words(client, groen):
    project = ProjectFactory(theme=groen, title="Bankjes", place="Vondellaan, bij de bocht", **VONDELLAAN)

    response = client.get("/projecten/kaart/")

    assert response.status_code == 200
    assert not response.cookies
    assert dots(response) == [(project.get_absolute_url(), "Bankjes")]
    assert listed(response) == {"Vondellaan": ["Bankjes"]}
    page = response.content.decode()
    assert "1 project op de kaart" in page
    assert "Een schets: niet precies, niet op schaal." in page


def test_projects_close_together_are_one_dot_that_leads_to_them(client, groen):
    for title in ("Bankjes", "Bomen"):
        ProjectFactory(theme=groen, title=title, place="Vondellaan", **VONDELLAAN)
    ProjectFactory(theme=groen, title="Tuin", place="Zuid", **SOUTH)

    response = client.get("/projecten/kaart/")

    (many, name), (_, alone) = dots(response)
    assert (name, alone) == ("2 projecten dicht bij elkaar", "Tuin")
    there = client.get(many.replace("&amp;", "&").partition("#")[0])
    assert listed(there) == {"Vondellaan": ["Bankjes", "Bomen"]}
    assert "2 projecten op deze plek" in there.content.decode()


def test_what_has_no_point_stands_apart_with_its_words(client, groen):
    ProjectFactory(theme=groen, title="Overal", place="Hele wijk")
    ProjectFactory(theme=groen, title="Ver weg", place="Hoogezand", latitude=53.16, longitude=6.76)
    ProjectFactory(theme=groen, title="Bankjes", place="Vondellaan", **VONDELLAAN)

    on_map, apart = client.get("/projecten/kaart/"), client.get("/projecten/kaart/?vak=geen")

    assert listed(on_map) == {"Vondellaan": ["Bankjes"]}
    assert listed(apart) == {"Hele wijk": ["Overal"], "Hoogezand": ["Ver weg"]}
    assert 'href="/projecten/kaart/?vak=geen#projecten"' in on_map.content.decode()


def test_drafts_hidden_and_merged_projects_are_not_on_the_map(client, groen):
    target = ProjectFactory(theme=groen, title="Doel", **VONDELLAAN)
    ProjectFactory(theme=groen, status=Status.DRAFT, **SOUTH)
    ProjectFactory(theme=groen, hidden_at="2026-01-01T12:00Z", **SOUTH)
    ProjectFactory(theme=groen, status=Status.MERGED, merged_into=target, **SOUTH)

    response = client.get("/projecten/kaart/")

    assert [name for _, name in dots(response)] == ["Doel"]


def test_filters_go_along_between_list_and_map(client, groen, sociaal):
    ProjectFactory(theme=groen, title="Bankjes", **VONDELLAAN)
    ProjectFactory(theme=sociaal, title="Soep", **SOUTH)

    on_map, in_list = client.get("/projecten/kaart/?thema=sociaal"), client.get("/projecten/?thema=sociaal")

    assert [name for _, name in dots(on_map)] == ["Soep"]
    assert '<a href="/projecten/?thema=sociaal">Lijst</a>' in on_map.content.decode()
    assert '<a href="/projecten/kaart/?thema=sociaal">Kaart</a>' in in_list.content.decode()


@pytest.mark.parametrize(
    "query",
    ["vak=", "vak=99-99", "vak=3-x", "vak=-1-2", "vak=%C2%B2-1", "vak=1-2-3", "pagina=x", "q=%00", "q='%20or%201"],
)
def test_any_garbage_gives_a_map(client, groen, query):
    ProjectFactory(theme=groen, **VONDELLAAN)

    assert client.get(f"/projecten/kaart/?{query}").status_code == 200


@pytest.mark.parametrize("query", ["", "?vak=geen", "?q=bank&thema=groen&hulp=ja&straat=vondellaan"])
def test_map_needs_few_queries_however_much_is_on_it(client, groen, query, django_assert_max_num_queries):
    for number in range(30):
        point = the_map().point_at(number * 11, number * 15)
        ProjectFactory(theme=groen, latitude=point[0], longitude=point[1])

    with django_assert_max_num_queries(6):
        client.get(f"/projecten/kaart/{query}")


def test_dots_never_touch(client, groen):
    for x in range(0, 360, 24):
        for y in range(0, 470, 39):
            latitude, longitude = the_map().point_at(x, y)
            ProjectFactory(theme=groen, latitude=latitude, longitude=longitude)

    response = client.get("/projecten/kaart/")

    found = [tuple(map(float, dot.at[10:-1].split())) for dot in response.context["dots"]]
    near = [
        (a, b) for a in found for b in found if a < b and (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 < (2 * DOT - 0.2) ** 2
    ]
    assert len(found) > 100
    assert max(y for _, y in found) + DOT <= the_map().height
    assert near == []


def test_without_a_map_there_is_no_page_and_no_link(client, groen, settings):
    settings.MAP_FILE = ""

    assert client.get("/projecten/kaart/").status_code == 404
    assert "/projecten/kaart/" not in client.get("/projecten/").content.decode()


def test_map_that_was_measured_is_not_called_a_sketch(client, groen, settings, tmp_path):
    file = tmp_path / "map.toml"
    file.write_text("sketch = false\nsouth = 50.0\nnorth = 50.1\nwest = 5.0\neast = 5.1\n")
    settings.MAP_FILE = str(file)

    response = client.get("/projecten/kaart/")

    assert response.status_code == 200
    assert "schets" not in response.content.decode()


@pytest.mark.parametrize("point", [{"latitude": 53.2}, {"longitude": 6.5}, {"latitude": 91, "longitude": 6.5}])
def test_database_keeps_no_half_point_and_none_beside_the_earth(groen, point):
    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectFactory(theme=groen, **point)

    assert not Project.objects.exists()


def test_drawing_and_earth_agree():
    drawn = the_map()

    latitude, longitude = drawn.point_at(*drawn.xy(53.1982, 6.5662))

    assert (round(latitude, 4), round(longitude, 4)) == (53.1982, 6.5662)
    assert drawn.point_at(-1, 5) is None
    assert drawn.point_at(5, drawn.height + 1) is None


def test_every_place_of_the_map_lies_on_it():
    drawn = the_map()

    beside = [str(place) for place in drawn.places for share in (0, 0.5, 1) if not drawn.holds(*place.point(share))]

    assert beside == []
    assert drawn.cell_named("9-12") == drawn.last_cell == (9, 12)
    assert drawn.cell_named(f"{360 // CELL}-0") is None


def test_dot_at_the_very_edge_leads_to_what_is_there(client, groen):
    box = the_map().bounds
    for title in ("Hoek", "Rand"):
        ProjectFactory(theme=groen, title=title, place="", latitude=box.south, longitude=box.east)

    ((href, _),) = dots(client.get("/projecten/kaart/"))

    assert listed(client.get(href.replace("&amp;", "&").partition("#")[0])) == {"": ["Hoek", "Rand"]}


def test_place_is_found_in_what_somebody_wrote():
    drawn = DrawnMap(
        {"sketch": True, "south": 0, "north": 1, "west": 0, "east": 1,
         "place": [{"names": ["Vondellaan"], "line": [[0, 0], [1, 1]]}, {"names": ["Park"], "line": [[0, 0], [1, 0]]}]}
    )  # fmt: skip

    place, name = drawn.place_in("In het park, aan de vondellaan")

    assert (place.names, name) == (("Park",), "Park")
    assert drawn.place_in("Hele wijk") == (None, "")


def test_real_map_asks_outside_only_on_its_own_page(client, groen):
    project = ProjectFactory(theme=groen, title="Bankjes", **VONDELLAAN)

    real, drawn = client.get("/projecten/kaart/echt/"), client.get("/projecten/kaart/")

    page = real.content.decode()
    assert "img-src 'self' https://kaart.voorbeeld.test" in real["Content-Security-Policy"]
    assert "kaart.voorbeeld.test" not in drawn["Content-Security-Policy"] + drawn.content.decode()
    assert '<a href="/projecten/kaart/echt/">Naar de echte kaart</a>' in drawn.content.decode()
    assert "Dan haalt je browser plaatjes bij het Kadaster; die ziet je IP-adres." in page
    assert f'<a href="{project.get_absolute_url()}" data-latitude="53.199000" data-longitude="6.560800"' in page
    assert 'data-about="200"' in page
    assert 'href="https://www.openstreetmap.org/#map=15/53.1962/6.5655"' in page
    assert not real.cookies


def test_without_tiles_there_is_no_real_map(client, groen, settings):
    settings.MAP_TILES = ""

    assert client.get("/projecten/kaart/echt/").status_code == 404
    assert "echte kaart" not in client.get("/projecten/kaart/").content.decode()


def test_leaflet_is_what_was_fetched_and_its_licence_stands_beside_it():
    script = runpy.run_path(str(settings.BASE_DIR / "scripts" / "vendor_leaflet.py"))

    assert script["changed"]() == []
    assert "BSD 2-Clause" in (script["FOLDER"] / "LICENSE").read_text()
