"""Season and light: the colours that one picture shares."""

from dataclasses import dataclass, replace

SPRING, SUMMER, AUTUMN, WINTER = "lente", "zomer", "herfst", "winter"
ALL = (SPRING, SUMMER, AUTUMN, WINTER)
GROWING = (SPRING, SUMMER, AUTUMN)
WARM = (SPRING, SUMMER)

WORDS = {
    "lente": SPRING,
    "voorjaar": SPRING,
    "bloesem": SPRING,
    "zomer": SUMMER,
    "herfst": AUTUMN,
    "najaar": AUTUMN,
    "winter": WINTER,
    "sneeuw": WINTER,
}


@dataclass(frozen=True)
class Season:
    name: str
    grass: str
    mown: str
    tuft: str
    leaves: tuple
    specks: tuple
    sky: str = "#cfe3ea"
    haze: str = "#e6f0ee"
    cloud: str = "#f8f6ee"
    sun: str = ""
    tint: tuple = (1, 1, 1)
    shadow: str = "#2c3a2a38"
    snow: bool = False
    dusk: bool = False

    @property
    def cold(self):
        return self.name == WINTER


SEASONS = {
    SPRING: Season(
        SPRING,
        "#93b562",
        "#a4c371",
        "#6f9448",
        (("#5f9a4b", "#7fb55c", "#a3cb72"), ("#76a552", "#93bd62", "#b5d27d"), ("#4f8d4a", "#6ba757", "#90c06b")),
        ("#f6d65a", "#fff8e8", "#e79bb4"),
    ),
    SUMMER: Season(
        SUMMER,
        "#7fa35e",
        "#8fb16a",
        "#5f8645",
        (("#2f6b3c", "#3f7d45", "#5b9550"), ("#3f7d45", "#4f8d4a", "#6fa659"), ("#4b7f3c", "#639748", "#86b25c")),
        ("#fff8e8", "#f3c74a", "#d9604a"),
    ),
    AUTUMN: Season(
        AUTUMN,
        "#98a155",
        "#a8ad62",
        "#7a8440",
        (("#b4622b", "#cf7f35", "#e5a24a"), ("#c08a2e", "#d9a63c", "#eac566"), ("#96452f", "#b5593a", "#cf7a4e")),
        ("#d98a35", "#b5593a", "#e8bf58"),
    ),
    WINTER: Season(
        WINTER,
        "#9eab82",
        "#abb68f",
        "#808d66",
        (("#6b6f55", "#7f8265", "#989a7c"), ("#5d6b54", "#728064", "#8c987c")),
        ("#c9c6a6", "#7d8a64", "#c9c6a6"),
    ),
}
SNOW = {"grass": "#e9edee", "mown": "#f3f5f4", "tuft": "#c9d3d6", "specks": ("#ffffff", "#d7dfe2"), "snow": True}

LIGHTS = {
    "clear": {"sky": "#bcdbe4", "haze": "#dcecec", "cloud": "#f8f6ee"},
    "pale": {"sky": "#dfe9ea", "haze": "#eef2ec", "cloud": "#ffffff", "sun": "#fbe6b0"},
    "morning": {"sky": "#f2e2c4", "haze": "#f9efdc", "cloud": "#fffaf0", "sun": "#f6c667", "tint": (1, 0.98, 0.94)},
    "evening": {"sky": "#f0bf92", "haze": "#f8dcb2", "cloud": "#f9e4c8", "sun": "#e8794a", "tint": (1, 0.93, 0.84)},
    "grey": {"sky": "#ccd5d6", "haze": "#dfe3df", "cloud": "#b9c5c8", "tint": (0.97, 0.98, 0.99)},
    "blue": {"sky": "#8fc4d6", "haze": "#c3e0e3", "cloud": "#fdfaf2", "sun": "#fbe08c"},
    "dusk": {
        "sky": "#3c4f79",
        "haze": "#c98f86",
        "cloud": "#56659080",
        "tint": (0.68, 0.66, 0.8),
        "dusk": True,
        "shadow": "#10183040",
    },
}
LIGHTS_OF = {
    SPRING: ("clear", "pale", "morning", "blue"),
    SUMMER: ("clear", "blue", "evening", "morning"),
    AUTUMN: ("pale", "evening", "morning", "grey"),
    WINTER: ("pale", "grey", "morning", "clear"),
}


def choose_season(rng, seed, allowed, *, dusk=False):
    """The season that the words of the seed name, or one by lot."""
    by_lot = rng.choice(allowed)
    name = next((s for word, s in WORDS.items() if word in seed.lower() and s in allowed), by_lot)
    season = SEASONS[name]
    light = "dusk" if dusk else rng.choice(LIGHTS_OF[name])
    snowy = rng.random() < 0.4 or "sneeuw" in seed.lower()
    if name == WINTER and snowy and not dusk:
        season = replace(season, **SNOW)
    if "avond" in seed.lower() and not dusk:
        light = "evening"
    return replace(season, **LIGHTS[light])
