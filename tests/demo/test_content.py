"""A mistake in the content stops the loading and is named by file and entry."""

import shutil

import pytest

from projects.models import Project
from wijkdeal.demo import content, loader
from wijkdeal.demo.content import ContentError

MISTAKES = [
    ('place = "Van Lenneplaan, het gras', 'plaats = "x"\nplace = "Van Lenneplaan, het gras', "onbekend: plaats"),
    ('kind = "taken_up"', 'kind = "completed"', "‘completed’ kan niet vanuit ‘proposed’"),
    ("at = -259\n", "at = -300\n", "vóór de gebeurtenis erboven"),
    ("at = -61\n", "at = 3\n", "toekomst"),
    ('status = "underway"', 'status = "ongoing"', "leiden naar ‘underway’, niet naar ‘ongoing’"),
    ('leader = "bewoner"', 'leader = "niemand"', "onbekende persoon ‘niemand’"),
    ('leader = "bewoner"\n', "", "heeft een trekker"),
    ('title = "Plukfruit aan', f'title = "{"Heel lang " * 12}Plukfruit aan', "titel|title"),
    ('signal = "on_track"', 'signal = "goed"', "signal"),
    ('scene = "fruitbomen"', 'scene = "vulkaan"', "onbekende tekening ‘vulkaan’"),
    ('title = "Plukfruit aan de Van Lenneplaan"\n', "", "title ontbreekt"),
    ('slug = "meer-lentekriebels"', 'slug = "plukfruit-van-lenneplaan"', "dit adres bestaat al"),
    ('slug = "plukfruit', "slug = plukfruit", "geen geldige TOML"),
]


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the content that may be spoilt."""
    folder = tmp_path / "content"
    shutil.copytree(content.FOLDER, folder)
    monkeypatch.setattr(content, "FOLDER", folder)
    return folder


@pytest.mark.parametrize(("right", "wrong", "message"), MISTAKES)
def test_mistake_in_the_content_is_named_and_nothing_is_loaded(db, copy, right, wrong, message):
    path = copy / "projects" / "groen.toml"
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")

    with pytest.raises(ContentError, match=message) as error:
        loader.load(lambda what, number: None, with_photos=False)

    assert "groen.toml" in str(error.value)
    assert not Project.objects.exists()
