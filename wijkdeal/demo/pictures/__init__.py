"""Illustrations of the example neighbourhood, drawn by code: flat, warm, of the time it was built.

`draw("soep", "eerste keer")` gives the same picture every time; another seed gives another season, light, arrangement
and company. The alternative text makes a good seed: where it names a season ("winter", "in het voorjaar") or something
that a scene can show or leave out ("gele baksteen", "jonge bomen", "alleen"), the picture follows it.
"""

from random import Random

from PIL import ImageOps

from . import scenes_art, scenes_building, scenes_green, scenes_streets, scenes_together
from .canvas import Canvas
from .seasons import ALL, AUTUMN, GROWING, SPRING, SUMMER, WARM, WINTER, choose_season
from .words import SHOWN

# Scene: how it is drawn, the seasons it is seen in, the share of pictures at dusk.
RECIPES = {
    "balie": (scenes_together.counter, ALL, 0),
    "bankje": (scenes_green.bench_by_canal, ALL, 0),
    "bijen": (scenes_green.bees, WARM, 0),
    "feest": (scenes_together.party, GROWING, 0.35),
    "fietspad": (scenes_streets.cycle_path, ALL, 0),
    "film": (scenes_art.open_air_film, (SPRING, SUMMER, AUTUMN), 1),
    "fruitbomen": (scenes_green.orchard, (SUMMER, AUTUMN, AUTUMN), 0),
    "gevelgedicht": (scenes_art.poem_wall, ALL, 0),
    "geveltuin": (scenes_streets.facade_garden, GROWING, 0),
    "hondenveld": (scenes_green.dog_field, ALL, 0),
    "huiswerk": (scenes_together.homework, ALL, 0),
    "isolatie": (scenes_building.insulation, ALL, 0),
    "kunstwerk": (scenes_art.artwork, ALL, 0),
    "ledlamp": (scenes_streets.led_street, ALL, 1),
    "markt": (scenes_together.market, ALL, 0),
    "muziekkoepel": (scenes_art.pavilion, GROWING, 0),
    "opschoonactie": (scenes_green.clean_up, ALL, 0),
    "oversteek": (scenes_streets.crossing, ALL, 0),
    "park": (scenes_green.park, ALL, 0),
    "plantgaten": (scenes_green.planting, (AUTUMN, WINTER, SPRING), 0),
    "prullenbak": (scenes_green.adopted_bin, ALL, 0),
    "soep": (scenes_together.soup, GROWING, 0),
    "speeltoestel": (scenes_green.playground, ALL, 0),
    "straat": (scenes_streets.street, ALL, 0),
    "theehuis": (scenes_together.tea, GROWING, 0),
    "buurtmoestuin": (scenes_green.vegetable_garden, GROWING, 0),
    "vergadering": (scenes_together.meeting, ALL, 0),
    "zonnepanelen": (scenes_building.solar_roofs, (SPRING, SUMMER, AUTUMN), 0),
}
SCENES = tuple(sorted(RECIPES))


def draw(scene, seed, width=1200, height=800):
    """The picture as a `PIL.Image`, what it shows in `info["alt"]`; raises KeyError for a scene not in SCENES."""
    compose, seasons, dusk = RECIPES[scene]
    rng = Random(f"{scene}/{seed}")  # noqa: S311 - the same picture every time, nothing secret
    season = choose_season(rng, seed, seasons, dusk=rng.random() < dusk)
    canvas = Canvas(rng, season, width=width, height=height, words=seed)
    compose(canvas)
    picture = canvas.finish()
    if canvas.says("bruine tekening", "oude foto"):
        picture = aged(picture)
    picture.info["alt"] = SHOWN[canvas.shows or scene]
    return picture


def aged(picture):
    """As it was printed long ago: one brown ink on yellowed paper."""
    return ImageOps.colorize(ImageOps.grayscale(picture), "#3a2416", "#f6ead0", mid="#a8845a")
