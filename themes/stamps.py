"""The stempel: five blocks around an open court, as SVG.

    stamp("groen", "7K4M", phase=3)   the square stamp of one project
    cover("groen", "7K4M", phase=3)   the same between its pale neighbours, 3:2, for cards
    mark()                            the mark of the portal: five blocks, five themes
    field([("groen", "7K4M", 3), …])  a street of stamps, as a file
    sheet("groen", "7K4M", phase=3)   the stamp as a file, in one colour, for paper
    bars(8, "half")                   a row of plans: solid is done, half is busy, open is to come, low was dropped
    years([(2018, 2021)], "solid", 2017, 2026)   one line of the ledger
    spans([(0, 40, "solid"), (40, 60, "half")])  what held for how long, in hundredths of a line

The rule
1. A stamp lies on a grid of 12 x 12. Each theme has ONE arrangement of five blocks; no two are the same after
   turning or mirroring, so a theme is known by its shape, not by its colour. Without a theme it is the mark.
2. The short code turns and mirrors it (8 ways) and plants 2 to 5 trees in the open court. Same code, same stamp:
   on the card, in the work list, on the poster and on the wall.
3. The phase fills it. A block is solid once its phase is reached, else an outline, as on a building plan:
   1 voorgesteld, 2 in voorbereiding, 3 in uitvoering, 4 afgerond, 5 nagekeken. Phase 0 (stopped) is all outline.
4. Square is built, round is alive: blocks have no radius; trees and people are circles.
5. Stamps carry classes and no colours: stamp.css fills them, by day, by night and in print. They are decoration:
   the words beside them say theme and phase.
"""

from functools import lru_cache
from hashlib import sha256

from django.utils.safestring import mark_safe

SIZE = 12
BLOCKS = {  # x, y, width, height, in the order in which the phases fill them
    # hof: three sides, the fourth open to the park
    "groen": [(0, 0, 12, 2), (0, 3, 2, 5), (10, 3, 2, 3), (10, 7, 2, 5), (0, 9, 2, 3)],
    # kring: a closed ring that turns, and a house in the middle
    "sociaal": [(0, 0, 9, 2), (10, 0, 2, 9), (3, 10, 9, 2), (0, 3, 2, 9), (6, 4, 2, 3)],
    # straat: two rows, the court runs through from side to side
    "verkeersveilig": [(0, 0, 5, 3), (6, 0, 6, 3), (0, 9, 3, 3), (4, 9, 4, 3), (9, 9, 3, 3)],
    # stroken: all in one direction, stepping back to catch the sun
    "duurzaam": [(0, 0, 2, 12), (3, 0, 2, 4), (3, 8, 2, 4), (10, 2, 2, 10), (7, 0, 2, 3)],
    # haken: unequal blocks, a composition
    "cultureel": [(0, 0, 4, 5), (5, 0, 7, 2), (10, 3, 2, 6), (5, 10, 7, 2), (0, 6, 2, 6)],
}
MARK = {
    "groen": (0, 0, 7, 2),
    "sociaal": (10, 0, 2, 9),
    "verkeersveilig": (6, 10, 6, 2),
    "duurzaam": (0, 10, 5, 2),
    "cultureel": (0, 3, 2, 6),
}
NO_THEME = list(MARK.values())
TREES = [(38, 70, 17), (90, 40, 24), (165, 64, 28), (218, 42, 14)]

PHASES = {
    "proposed": 1,
    "preparing": 2,
    "underway": 3,
    "paused": 3,
    "completed": 4,
    "ongoing": 4,
}

COLOURS = {  # by day and by night; the same as in tokens.css, for files that no style sheet reaches
    "groen": ("#1e6b36", "#7fd39a"),
    "sociaal": ("#9c2a63", "#f3a0c6"),
    "verkeersveilig": ("#8a4300", "#ffbe7a"),
    "duurzaam": ("#00646b", "#6fd3da"),
    "cultureel": ("#5b3a9e", "#c3aef5"),
}
GROUNDS = {  # by day; as in tokens.css too
    "groen": "#e7f3ea",
    "sociaal": "#fbe9f2",
    "verkeersveilig": "#fff0dd",
    "duurzaam": "#e0f3f4",
    "cultureel": "#eee8fa",
}


def phase_of(status, checked=False):
    """How many blocks are solid; `checked` is half a year later still good. Draft and stopped: none."""
    if checked and status in ("completed", "ongoing"):
        return 5
    return PHASES.get(status, 0)


@lru_cache(maxsize=4096)
def stamp(theme, code, phase=5):
    return _svg(f"stamp {_class(theme)}", "-1 -1 14 14", _shapes(theme, code, phase))


@lru_cache(maxsize=4096)
def cover(theme, code, phase=5):
    neighbours = _path(
        [(x + dx, y + 2, w, h) for side, dx in (("l", -8), ("r", 20)) for x, y, w, h in _blocks(theme, code + side)],
        "n",
    )
    body = neighbours + _shapes(theme, code, phase, 6, 2)
    return _svg(f"stamp cover {_class(theme)}", "0 0 24 16", body, fit="xMidYMid slice")


@lru_cache(maxsize=1)
def mark():
    rects = "".join(
        f'<rect class="{theme}" x="{x}" y="{y}" width="{w}" height="{h}"/>' for theme, (x, y, w, h) in MARK.items()
    )
    return _svg("mark", "0 0 12 12", rects)


@lru_cache(maxsize=1)
def mark_sheet():
    """The text of an SVG file of the mark, in its colours by day."""
    rects = "".join(
        f'<rect fill="{COLOURS[theme][0]}" x="{x}" y="{y}" width="{w}" height="{h}"/>'
        for theme, (x, y, w, h) in MARK.items()
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 12">{rects}</svg>'


@lru_cache(maxsize=8)
def symbol(theme):
    """The arrangement of a theme to be drawn many times: `<use href="#stempel-groen">`."""
    drawn = _path(BLOCKS.get(theme, NO_THEME))
    name = f"stempel-{_class(theme)}".strip("-")
    return mark_safe(f'<symbol id="{name}" viewBox="0 0 {SIZE} {SIZE}">{drawn}</symbol>')  # noqa: S308 - as below


@lru_cache(maxsize=1)
def trees():
    """The trees in the court of the home page."""
    circles = "".join(f'<circle cx="{x}" cy="{y}" r="{r}"/>' for x, y, r in TREES)
    return _svg("trees groen", "0 0 240 112", circles)


def field(projects):
    """The text of an SVG file: one stamp for each (theme, code, phase), a street of three between them."""
    body = "".join(
        f'<g class="{_class(theme)}">{_shapes(theme, code, phase, 15 * place)}</g>'
        for place, (theme, code, phase) in enumerate(projects)
    )
    width = max(15 * len(projects) - 3, 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="12" viewBox="0 0 {width} 12">'
        f"<style>path,circle{{stroke:none}}.o{{fill:none;stroke:inherit;stroke-width:.3}}circle{{opacity:.5}}"
        f"{_rules(0)}@media(prefers-color-scheme:dark){{{_rules(1)}}}</style>{body}</svg>"
    )


def line_of(theme):
    """The colour of a theme's letters and blocks on white paper; ink without a theme."""
    return COLOURS.get(theme, ("#14181c",))[0]


def sheet(theme, code, phase=5, colour=None):
    """The text of an SVG file that needs no style sheet; `colour` is the theme's own unless it is given."""
    colour = colour or line_of(theme)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 14 14" fill="{colour}">'
        f"<style>.o{{fill:none;stroke:{colour};stroke-width:.3}}circle{{opacity:.5}}</style>"
        f"{_shapes(theme, code, phase)}</svg>"
    )


@lru_cache(maxsize=256)
def bars(count, kind="solid"):
    """A row of `count` small blocks: "solid", "half", "open" or "low"."""
    count = max(int(count), 0)
    places = [14 * place for place in range(count)]
    solid = {"solid": (0, 20), "half": (10, 10), "low": (17, 3)}.get(kind)
    body = _path([(x, solid[0], 10, solid[1]) for x in places]) if solid else ""
    if kind in ("half", "open"):
        body += _path([(x + 1, 1, 8, 18) for x in places], "o")
    return _svg("bars", f"0 0 {max(14 * count, 14)} 20", body)


@lru_cache(maxsize=1024)
def years(start, end, kind, first, last):
    """The years in which a plan was worked on, between January of `first` and December of `last`.

    "solid": done at the end; "half": still busy; "open": to come; "low": it stopped there.
    """
    step = 100 / (last - first + 1)
    x, width = step * (start - first), max(step * (end - start + 1), step)
    grid = "".join(f"M{step * place:g} -5v22" for place in range(last - first + 2))
    body = f'<path class="grid" d="{grid}"/>'
    if kind == "solid":
        body += _path([(x, 0, width, 10)])
    else:
        body += _path([(x + 0.5, 0, width - 1, 10)], "o")
    if kind == "half":
        body += _path([(x + 0.5, 5, width - 1, 5)])
    elif kind == "low":
        body += _path([(x + width - 1.5, 0, 1, 10)])
    return _svg("bars line", "0 0 100 10", body, fit="none")


def spans(parts):
    """A line of 100 wide, of (x, width, "solid", "half" or "open")."""
    body = ""
    for x, width, kind in parts:
        x, width = x + 0.2, max(width - 0.4, 0.4)
        if kind != "open":
            y = 5 if kind == "half" else 0
            body += _path([(x, y, width, 10 - y)])
        if kind != "solid":
            body += _path([(x, 0, width, 10)], "o")
    return _svg("bars line", "0 0 100 10", body, fit="none")


def _svg(classes, box, body, fit=""):
    fit = f' preserveAspectRatio="{fit}"' if fit else ""
    drawn = f'<svg class="{classes.strip()}" viewBox="{box}"{fit} aria-hidden="true">{body}</svg>'
    return mark_safe(drawn)  # noqa: S308 - made of numbers and of names in this file only


def _class(theme):
    return theme if theme in BLOCKS else ""


def _blocks(theme, code):
    way = _seed(code)[0] % 8
    return [_turned(block, way) for block in BLOCKS.get(theme, NO_THEME)]


def _shapes(theme, code, phase, dx=0, dy=0):
    blocks = _blocks(theme, code)
    moved = [(x + dx, y + dy, w, h) for x, y, w, h in blocks]
    outlines = [(x + 0.15, y + 0.15, w - 0.3, h - 0.3) for x, y, w, h in moved[phase:]]
    circles = "".join(f'<circle cx="{x + dx:g}" cy="{y + dy:g}" r="{r:g}"/>' for x, y, r in _trees(blocks, _seed(code)))
    return _path(moved[:phase]) + _path(outlines, "o") + circles


def _path(blocks, name=""):
    if not blocks:
        return ""
    drawn = "".join(f"M{x:g} {y:g}h{w:g}v{h:g}h{-w:g}z" for x, y, w, h in blocks)
    return f'<path class="{name}" d="{drawn}"/>' if name else f'<path d="{drawn}"/>'


def _seed(code):
    return sha256(code.encode()).digest()


def _turned(block, way):
    """One of the 8 ways to lay a block: a mirror (ways 4 to 7), then quarter turns."""
    x, y, w, h = block
    if way >= 4:
        x = SIZE - x - w
    for _ in range(way % 4):
        x, y, w, h = SIZE - y - h, x, h, w
    return x, y, w, h


def _trees(blocks, seed):
    """2 to 5 trees on the open ground, never within half a unit of a block or of each other."""
    free = [spot for spot in _spots() if all(_is_clear(spot, block) for block in blocks)]
    chosen = []
    for step in range(24):
        if not free or len(chosen) == 2 + seed[1] % 4:
            break
        x, y = free[(seed[2 + step] + 7 * step) % len(free)]
        r = (0.6, 0.8, 1)[seed[step] % 3]
        if all((x - a) ** 2 + (y - b) ** 2 >= (r + s + 0.4) ** 2 for a, b, s in chosen):
            chosen.append((x, y, r))
    return chosen


def _spots():
    return [(x / 2, y / 2) for x in range(6, 19) for y in range(6, 19)]


def _is_clear(spot, block):
    x, y, w, h = block
    return not (x - 1.5 < spot[0] < x + w + 1.5 and y - 1.5 < spot[1] < y + h + 1.5)


def _rules(which):
    return "".join(f".{theme}{{fill:{both[which]};stroke:{both[which]}}}" for theme, both in COLOURS.items())
