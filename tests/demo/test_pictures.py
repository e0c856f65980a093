import pytest
from PIL import ImageChops, ImageStat

from wijkdeal.demo.pictures import SCENES, draw

SMALL = {"width": 240, "height": 160}


def difference(first, second):
    """How far two pictures are apart on average, in steps of 256 a channel."""
    return max(ImageStat.Stat(ImageChops.difference(first, second)).mean)


@pytest.mark.parametrize("scene", SCENES)
def test_scene_is_drawn_in_the_size_asked_for(scene):
    picture = draw(scene, "een", width=300, height=200)

    assert (picture.size, picture.mode) == ((300, 200), "RGB")
    assert min(ImageStat.Stat(picture).stddev) > 15


@pytest.mark.parametrize("scene", SCENES)
def test_same_seed_gives_the_same_picture_and_another_seed_another(scene):
    first, again, other = (draw(scene, seed, **SMALL) for seed in ("een", "een", "twee"))

    assert first.tobytes() == again.tobytes()
    assert difference(first, other) > 4


@pytest.mark.parametrize(("width", "height"), [(160, 160), (90, 160), (320, 90)])
def test_picture_fills_other_shapes_to_the_edge(width, height):
    picture = draw("park", "een", width=width, height=height)

    assert picture.size == (width, height)
    assert picture.crop((0, height - 2, width, height)).getcolors(maxcolors=1) != [(2 * width, (244, 236, 216))]


def test_season_in_the_words_is_followed():
    snow, summer = (draw("straat", f"een {word}", **SMALL) for word in ("sneeuw", "zomer"))

    roof = (60, 36, 180, 52)
    assert sum(ImageStat.Stat(snow.crop(roof)).mean) > sum(ImageStat.Stat(summer.crop(roof)).mean)


@pytest.mark.parametrize("scene", SCENES)
def test_picture_says_what_it_shows(scene):
    alt = draw(scene, "een", **SMALL).info["alt"]

    assert alt[0].isupper()
    assert 30 < len(alt) <= 120


def test_what_a_picture_shows_follows_the_words():
    shown = {words: draw("isolatie", words, **SMALL).info["alt"] for words in ("een strip langs het raam", "buiten 1")}

    assert "strip" in shown["een strip langs het raam"]
    assert shown["buiten 1"].startswith("Een flat in de steigers")


def test_old_drawing_is_brown():
    picture = draw("muziekkoepel", "Een oude bruine tekening van een koepel", **SMALL)

    red, green, blue = ImageStat.Stat(picture).mean
    assert red > green > blue


@pytest.mark.parametrize(
    ("scene", "words", "otherwise"),
    [
        ("fruitbomen", "jonge bomen", "rijpe appels"),
        ("kunstwerk", "een vogel van scherven", "een schildering"),
        ("isolatie", "een strip langs het raam", "buiten"),
        ("zonnepanelen", "op het platte dak", "op de pannen"),
        ("balie", "witte tegels", "balie"),
        ("bankje", "zit alleen, met rollator", "samen"),
        ("ledlamp", "rode lampen", "lampen"),
        ("gevelgedicht", "een vrouw schildert witte letters op gele baksteen", "buren lezen op de gevel"),
    ],
)
def test_words_choose_what_the_picture_shows(scene, words, otherwise):
    assert difference(draw(scene, words, **SMALL), draw(scene, otherwise, **SMALL)) > 4


def test_unknown_scene_is_refused():
    with pytest.raises(KeyError):
        draw("maanlanding", "een")
