"""Illustrations of the example neighbourhood, drawn by code: flat, warm, of the time it was built.

`draw("soep", "eerste keer")` gives the same picture every time; another seed gives another season, light, arrangement
and company. A season named in the seed ("winter", "in het voorjaar") is followed where the scene allows it.
"""

from random import Random

from . import scenes_outdoors as outdoors
from . import scenes_together as together
from .canvas import Canvas
from .seasons import ALL, AUTUMN, GROWING, SPRING, SUMMER, WARM, WINTER, choose_season

# Scene: how it is drawn, the seasons it is seen in, the share of pictures at dusk.
RECIPES = {
    "balie": (together.counter, ALL, 0),
    "bankje": (outdoors.bench_by_canal, ALL, 0),
    "bijen": (outdoors.bees, WARM, 0),
    "feest": (together.party, GROWING, 0.35),
    "fietspad": (outdoors.cycle_path, ALL, 0),
    "film": (together.open_air_film, (SPRING, SUMMER, AUTUMN), 1),
    "fruitbomen": (outdoors.orchard, (SUMMER, AUTUMN, AUTUMN, SPRING), 0),
    "gevelgedicht": (together.poem_wall, ALL, 0),
    "geveltuin": (outdoors.facade_garden, GROWING, 0),
    "hondenveld": (outdoors.dog_field, ALL, 0),
    "huiswerk": (together.homework, ALL, 0),
    "isolatie": (outdoors.insulation, ALL, 0),
    "kunstwerk": (together.artwork, ALL, 0),
    "ledlamp": (outdoors.led_street, ALL, 1),
    "markt": (together.market, ALL, 0),
    "muziekkoepel": (outdoors.pavilion, GROWING, 0),
    "opschoonactie": (outdoors.clean_up, ALL, 0),
    "oversteek": (outdoors.crossing, ALL, 0),
    "park": (outdoors.park, ALL, 0),
    "plantgaten": (outdoors.planting, (AUTUMN, WINTER, SPRING), 0),
    "prullenbak": (outdoors.adopted_bin, ALL, 0),
    "soep": (together.soup, GROWING, 0),
    "speeltoestel": (outdoors.playground, ALL, 0),
    "straat": (outdoors.street, ALL, 0),
    "theehuis": (together.tea, GROWING, 0),
    "buurtmoestuin": (outdoors.vegetable_garden, GROWING, 0),
    "vergadering": (together.meeting, ALL, 0),
    "zonnepanelen": (outdoors.solar_roofs, (SPRING, SUMMER, AUTUMN), 0),
}
SCENES = tuple(sorted(RECIPES))


def draw(scene, seed, width=1200, height=800):
    """The picture as a `PIL.Image`; raises KeyError for a scene that is not in SCENES."""
    compose, seasons, dusk = RECIPES[scene]
    rng = Random(f"{scene}/{seed}")  # noqa: S311 - the same picture every time, nothing secret
    season = choose_season(rng, seed, seasons, dusk=rng.random() < dusk)
    canvas = Canvas(rng, season, width=width, height=height)
    compose(canvas)
    return canvas.finish()
