"""Meeting, celebrating, learning, art: the scenes that are about people together."""

from math import sin

from . import things
from .canvas import mix
from .company import (
    anybody,
    in_wheelchair,
    passers,
    seated_from_behind,
    walker,
    with_child,
    with_dog,
    with_pram,
    with_rollator,
)
from .homes import CREAM, INK, flat, flats, gable, shops, tea_house
from .nature import bush, flowers, ground, path, sky, strip, tree
from .people import person
from .scenes_outdoors import PAVING, accordion, court, far_trees, guitar, paving, slabs
from .seasons import WINTER

POEMS = (
    ("Hier woont het licht", "op drie hoog achter.", "Beneden fluit iemand", "de straat wakker."),
    ("Wie elkaar groet", "maakt van een stoep", "een kamer", "zonder muren."),
    ("Geef mij een stoel", "en een kop thee,", "dan wordt het vanzelf", "avond met z'n allen."),
    ("De wind kent hier", "ieder balkon", "bij de voornaam."),
)


def behind(canvas, y, deep, height=0.76):
    """Where the feet are of somebody at the far edge of a table that stands at y."""
    m = canvas.metre(y)
    far_edge = y - height * m - deep * 0.42 * m
    return (far_edge - height * canvas.depth * canvas.horizon) / (1 - height * canvas.depth)


def at_far_side(canvas, y, deep, xs, kinds=("adult", "elder", "adult", "child")):
    feet = behind(canvas, y, deep)
    for x in xs:
        kind = canvas.rng.choice(kinds)
        look = anybody(canvas, kind, **({"height": 1.42} if kind == "child" else {}))
        pose = canvas.rng.choice(("table", "table", "raise"))
        canvas.later(feet, person, x, feet, look, pose, canvas.rng.choice((-1, 1)), shadow=False)


def lay_table(canvas, y, width, cloth, deep):
    m = canvas.metre(y)
    top = things.table(canvas, 600, y, width, deep, cloth=cloth)
    spots = int(width / 0.75)
    for i in range(spots):
        x = 600 + (i - (spots - 1) / 2) * width * m / (spots + 0.6)
        near = top + (0.1 if i % 2 else -0.03) * m
        things.bowl(canvas, x, near, m, canvas.rng.choice((CREAM, "#e6c9a0", "#b9cdd0")))


def room(canvas, wall=None, floor=None):
    """Indoors: a wall, a floor with boards, a wide window on the neighbourhood, lamps."""
    rng = canvas.rng
    canvas.horizon, canvas.depth = 300, 0.46
    wall = wall or rng.choice(("#f0dfbe", "#dbe3d3", "#e9cdb4", "#cfdedd"))
    floor = floor or rng.choice(("#b98a5a", "#a87b50", "#c49a6a"))
    canvas.rect(0, 0, 1200, 560, wall)
    canvas.rect(0, 470, 1200, 90, mix(wall, "#8d6f3b", 0.16))
    canvas.rect(0, 466, 1200, 6, CREAM)
    canvas.rect(0, 560, 1200, 240, floor)
    boards(canvas, floor)
    canvas.rect(0, 548, 1200, 14, mix(wall, "#5b4630", 0.45))


def boards(canvas, floor):
    line = mix(floor, "#3f2a18", 0.22)
    for x in range(-1500, 2701, 150):
        canvas.line([(600 + (x - 600) * 0.52, 562), (x, 800)], 1.6, line, round_ends=False)
    for _ in range(16):
        y = canvas.rng.uniform(575, 795)
        x = canvas.rng.uniform(0, 1150)
        canvas.line([(x, y), (x + 40, y)], 1.4, line, round_ends=False)


def wide_window(canvas, x, y, w, h):
    """Through it: sky, a block, trees."""
    rng, season = canvas.rng, canvas.season
    canvas.rect(x - 12, y - 12, w + 24, h + 24, CREAM)
    canvas.rect(x, y, w, h, season.sky, lit=True)
    canvas.rect(x, y + h * 0.4, w, h * 0.6, season.haze, lit=True)
    bx, bw, by = x + w * 0.12, w * 0.62, y + h * 0.22
    canvas.rect(bx, by, bw, h * 0.6, "#d9b872")
    canvas.rect(bx - 4, by - 6, bw + 8, 9, "#8d6f3b")
    for i in range(int(bw / 36)):
        for j in range(3):
            canvas.rect(
                bx + 12 + i * 36, by + 14 + j * h * 0.18, 21, h * 0.1, rng.choice(("#38505c", "#4a6470", "#f4ecd8"))
            )
    canvas.rect(x, y + h * 0.8, w, h * 0.2, season.grass)
    for share in (0.1, 0.5, 0.88):
        dark, mid, light = rng.choice(season.leaves)
        tx, r = x + w * share, h * rng.uniform(0.14, 0.19)
        tx = min(max(tx, x + r * 1.1), x + w - r * 1.1)
        canvas.rect(tx - 3, y + h * 0.6, 6, h * 0.26, "#5b4630")
        if season.name != WINTER:
            canvas.disc(tx, y + h * 0.58, r, dark)
            canvas.disc(tx - r * 0.2, y + h * 0.54, r * 0.7, mid)
            canvas.disc(tx - r * 0.35, y + h * 0.5, r * 0.35, light)
        else:
            for dx in (-0.8, -0.3, 0.3, 0.8):
                canvas.line([(tx, y + h * 0.68), (tx + dx * r, y + h * 0.42)], 2.5, "#6b5644")
    for share in (1 / 3, 2 / 3):
        canvas.rect(x + w * share - 4, y, 8, h, CREAM)
    canvas.rect(x - 18, y + h + 8, w + 36, 12, mix(CREAM, "#8d6f3b", 0.25))
    for share in (0.08, 0.94):
        canvas.rect(x + w * share - 14, y + h - 14, 28, 24, "#b5593a", radius=3)
        for dx, dy in ((-13, -24), (12, -26), (0, -38)):
            canvas.disc(x + w * share + dx, y + h + dy, 13, "#5d9a55")


def pendant(canvas, x, length, fill):
    canvas.line([(x, 0), (x, length)], 3, INK)
    canvas.segment(x, length + 34, 52, 46, 180, 360, fill)
    canvas.rect(x - 12, length - 16, 24, 10, INK)
    canvas.oval(x, length + 34, 50, 8, "#fff2c4", lit=True)


def posters(canvas, x, y, count=3):
    fills = canvas.rng.sample(("#1e6b36", "#9c2a63", "#8a4300", "#00646b", "#5b3a9e", "#e0b040"), count)
    for i, fill in enumerate(fills):
        px = x + i * 92
        canvas.rect(px, y, 76, 104, CREAM)
        canvas.rect(px + 6, y + 6, 64, 58, fill)
        if i % 2:
            canvas.disc(px + 38, y + 36, 18, mix(fill, "#ffffff", 0.6))
        else:
            for bx, by, bw, bh in ((14, 14, 34, 10), (52, 14, 10, 30), (14, 30, 10, 26), (30, 48, 34, 8)):
                canvas.rect(px + bx, y + by, bw, bh, mix(fill, "#ffffff", 0.75))
        for j in range(3):
            canvas.rect(px + 8, y + 72 + j * 10, (58, 46, 30)[j], 4, "#8a8069")


def shelf(canvas, x, y, width=230):
    rng = canvas.rng
    for level in range(2):
        sy = y + level * 74
        bx = x + 6
        while bx < x + width - 26:
            w, h = rng.randint(10, 20), rng.randint(34, 54)
            canvas.rect(
                bx,
                sy - h,
                w,
                h,
                rng.choice(("#b5493a", "#1f6f78", "#e0b040", "#5b7f4a", "#2d4a6b", "#f4ecd8", "#8a3d5f")),
            )
            bx += w + 2
        canvas.rect(x, sy, width, 9, "#8d6237")


def soup(canvas):
    rng = canvas.rng
    if rng.random() < 0.5:
        room(canvas)
        wide_window(canvas, rng.choice((90, 470)), 96, 600, 270)
        for x in (300, 600, 900):
            pendant(canvas, x, 50, rng.choice(("#e0b040", "#b5493a", "#1f6f78")))
        y, width = 700, 5.4
    else:
        court(canvas)
        far_trees(canvas, 4)
        canvas.draw_waiting()
        things.bunting(canvas, 40, 340, 600, 320, 40)
        things.bunting(canvas, 600, 320, 1160, 340, 40)
        canvas.depth = 0.5
        y, width = 710, 6.4
    at_far_side(canvas, y, 0.8, [x + rng.randint(-14, 14) for x in (200, 350, 490, 870, 1010)])
    feet = behind(canvas, y, 0.8)
    cook = anybody(canvas, "adult", top="#f4ecd8", coat=False, dress=False)
    canvas.later(feet, person, 625, feet - 6, cook, "carry", 1, things.held_bowl, shadow=False)
    cloth = rng.choice((None, "#b5493a", "#1f6f78", "#f4ecd8"))
    canvas.later(y - 20, lay_table, y, min(width, 1080 / canvas.metre(y)), cloth, 0.8)
    canvas.later(y - 10, soup_pot, 735, y)
    canvas.later(y + 30, seated_from_behind, 300, y + 46, "#e0b040")
    canvas.later(y + 30, seated_from_behind, 920, y + 50, "#b5493a", "child")


def soup_pot(canvas, x, y):
    m = canvas.metre(y)
    things.pot(canvas, x, y - 0.86 * m, m, canvas.rng.choice(("#b5493a", "#e0b040", "#2d4a6b")))
    things.steam(canvas, x, y - 1.3 * m, m)
    canvas.oval(x - 1.5 * m, y - 0.86 * m, 0.24 * m, 0.07 * m, "#b98a52")
    for dx in (-0.1, 0.02, 0.12):
        canvas.oval(x + (dx - 1.5) * m, y - 0.92 * m, 0.1 * m, 0.07 * m, "#d9a566")


def party(canvas):
    rng = canvas.rng
    court(canvas)
    far_trees(canvas, 5)
    canvas.later(500, lambda c: garlands(c))
    for x in rng.sample((170, 420, 780, 1030), 3):
        canvas.later(560, seated_group, x, 566)
    dancers = ((330, 668), (470, 700), (620, 676), (760, 712), (890, 672))
    for x, y in dancers:
        kind = rng.choice(("adult", "adult", "child", "elder"))
        canvas.later(
            y,
            person,
            x + rng.randint(-18, 18),
            y,
            anybody(canvas, kind),
            rng.choice(("dance", "cheer", "dance", "wave")),
            rng.choice((-1, 1)),
        )
    canvas.later(690, person, 150, 700, anybody(canvas, "adult"), "carry", 1, accordion)
    canvas.later(680, person, 235, 684, anybody(canvas, "adult"), "carry", 1, guitar)
    canvas.later(720, in_wheelchair, 1050, 726, -1, "elder")
    canvas.later(745, person, 960, 752, anybody(canvas, "child"), "stand", -1, things.balloon)
    canvas.later(750, person, 560, 762, anybody(canvas, "adult"), "carry", 1, things.tray)


def garlands(canvas):
    rng = canvas.rng
    lights = canvas.season.dusk
    for x in (70, 600, 1130):
        canvas.rect(x - 4, 300, 8, 260, things.WOOD_DARK)
        canvas.shadow(x, 560, 14)
    things.bunting(canvas, 70, 306, 600, 306, 60, lights=lights)
    things.bunting(canvas, 600, 306, 1130, 306, 60, lights=lights)
    for i in range(6):
        x = 140 + i * 185
        sag = 60 * abs(sin((x - 70) / 530 * 3.1416))
        things.lantern(
            canvas, x, 306 + sag + 44, 21, rng.choice(("#e0b040", "#d9604a", "#e79bb4", "#7fb0c0", "#f4ecd8"))
        )


def seated_group(canvas, x, y):
    m = canvas.metre(y)
    rng = canvas.rng
    for dx in (-0.55, 0.55):
        person(canvas, x + dx * m, y - 8, anybody(canvas), "table", -1 if dx > 0 else 1, shadow=False)
    top = things.table(canvas, x, y, 2.2, 0.7, cloth=rng.choice(("#f4ecd8", "#e0b040", "#b5493a", "#7fb0c0")))
    for dx in (-0.6, 0, 0.6):
        things.mug(canvas, x + dx * m, top + 0.06 * m, m * 1.3, rng.choice(("#b5493a", "#1f6f78", "#e0b040")))


def homework(canvas):
    rng = canvas.rng
    room(canvas)
    if rng.random() < 0.5:
        wide_window(canvas, 90, 92, 520, 270)
        shelf(canvas, 760, 150, 330)
        posters(canvas, 790, 270, 3)
    else:
        wide_window(canvas, 660, 92, 450, 270)
        blackboard(canvas, 110, 110)
    for x in (380, 800):
        pendant(canvas, x, 40, rng.choice(("#e0b040", "#b5493a", "#1f6f78")))
    y = 712
    m = canvas.metre(y)
    at_far_side(canvas, y, 0.95, [x + rng.randint(-16, 16) for x in (300, 590, 850)], ("child",))
    feet = behind(canvas, y, 0.95)
    canvas.later(
        feet - 4, person, 450, feet - 4, anybody(canvas, rng.choice(("adult", "elder"))), "talk", -1, shadow=False
    )
    canvas.later(feet + 30, person, 1075, feet + 30, anybody(canvas, "adult"), "carry", -1, things.book)
    canvas.later(y - 10, study_table, y, m)
    canvas.later(y + 30, seated_from_behind, 430, y + 44, "#1f6f78", "child")
    canvas.later(y + 30, seated_from_behind, 770, y + 48, "#e0b040", "child")


def blackboard(canvas, x, y):
    """Sums, a sun and a house in chalk."""
    chalk = "#f4ecd8"
    canvas.rect(x - 10, y - 10, 420, 230, things.WOOD)
    canvas.rect(x, y, 400, 210, "#2f5247")
    left = x + 340 if canvas.mirrored else x + 40
    for i, words in enumerate(("7 x 8 = 56", "9 x 6 = 54", "hij vindt, ik vind")):
        canvas.text(left, y + 44 + i * 56, words, 28, chalk, anchor="lm" if not canvas.mirrored else "rm")
    sx = x + (28 if canvas.mirrored else 306)
    canvas.ring(sx + 32, y + 54, 20, 3, "#f3c74a")
    house = ((0, 180), (0, 130), (32, 102), (64, 130), (64, 180), (0, 180))
    canvas.line([(sx + dx, y + dy) for dx, dy in house], 3, chalk)
    canvas.rect(x - 10, y + 216, 420, 10, things.WOOD_DARK)


def study_table(canvas, y, m):
    rng = canvas.rng
    top = things.table(canvas, 600, y, 5.0, 0.95)
    for i, x in enumerate((300, 440, 590, 745, 880)):
        w = 0.34 * m
        canvas.poly([(x - w, top + 12), (x - w * 0.86, top - 14), (x, top - 9), (x, top + 17)], CREAM)
        canvas.poly([(x + w, top + 12), (x + w * 0.86, top - 14), (x, top - 9), (x, top + 17)], "#f4ecd8")
        for j in range(3):
            canvas.line([(x - w * 0.75, top - 7 + j * 6), (x - w * 0.15, top - 4 + j * 6)], 1.5, "#8a9296")
            canvas.line([(x + w * 0.15, top - 4 + j * 6), (x + w * 0.7, top - 7 + j * 6)], 1.5, "#8a9296")
        canvas.line([(x + w * 0.4, top + 8), (x + w * 0.9, top - 12)], 4, ("#b5493a", "#1f6f78", "#e0b040")[i % 3])
    for x in (370, 665):
        canvas.rect(x, top - 24, 26, 30, rng.choice(("#1f6f78", "#b5493a")), radius=3)
        for j, fill in enumerate(("#e0b040", "#d9604a", "#5b8ea6")):
            canvas.line([(x + 6 + j * 7, top - 22), (x + 3 + j * 10, top - 50)], 4, fill)
    for i, fill in enumerate(("#b5493a", "#e0b040", "#2d4a6b")):
        canvas.rect(960 - i * 3, top - 8 - i * 13, 84, 12, fill, radius=2)


def meeting(canvas):
    rng = canvas.rng
    room(canvas)
    flip = rng.random() < 0.6
    wide_window(canvas, 80, 92, 470, 280)
    for x in (300, 640, 980):
        pendant(canvas, x, 30, rng.choice(("#e0b040", "#b5493a", "#1f6f78")))
    sticky_wall(canvas, 640, 112) if not flip else posters(canvas, 640, 130, 2)
    y = 712
    m = canvas.metre(y)
    if flip:
        canvas.later(y - 130, flip_chart, 985, 610)
    feet = behind(canvas, y, 1.0)
    canvas.later(feet + 20, person, 1095, feet + 24, anybody(canvas, "adult"), "talk", -1)
    at_far_side(
        canvas, y, 1.0, [x + rng.randint(-14, 14) for x in (270, 415, 560, 705, 850)], ("adult", "elder", "adult")
    )
    canvas.later(y - 20, things.table, 600, y, 4.8, 1.0)
    canvas.later(y - 10, papers, y, m)
    for x in rng.sample((320, 500, 690, 870), 2):
        kind = rng.choice(("adult", "elder"))
        canvas.later(y + 30, seated_from_behind, x, y + 48, rng.choice(("#b5493a", "#1f6f78", "#e0b040")), kind)
    canvas.later(y + 24, in_wheelchair, 105, y + 30, 1)


def flip_chart(canvas, x, y):
    for dx in (-58, 58):
        canvas.line([(x + dx * 0.6, y - 260), (x + dx * 1.25, y)], 7, things.WOOD)
    canvas.rect(x - 88, y - 330, 176, 214, CREAM)
    canvas.rect(x - 88, y - 338, 176, 14, INK)
    for i, w in enumerate((110, 84, 126, 66)):
        canvas.disc(x - 66, y - 290 + i * 34, 7, ("#1e6b36", "#9c2a63", "#8a4300", "#00646b")[i])
        canvas.rect(x - 50, y - 294 + i * 34, w, 7, "#59636b")
    things.heart(canvas, x + 48, y - 150, 16, "#b5493a")


def sticky_wall(canvas, x, y):
    rng = canvas.rng
    canvas.rect(x, y, 330, 220, "#c9a877")
    canvas.rect(x + 8, y + 8, 314, 204, "#f4ecd8")
    for i in range(6):
        for j in range(4):
            if rng.random() < 0.78:
                sx, sy = x + 22 + i * 50 + rng.randint(-4, 4), y + 20 + j * 47 + rng.randint(-3, 3)
                canvas.rect(sx, sy, 36, 36, rng.choice(("#ffd97a", "#f2a7b8", "#a9d3c0", "#f0b27a", "#b9cdea")))
                canvas.rect(sx + 6, sy + 10, 23, 3, "#59636b")
                canvas.rect(sx + 6, sy + 18, 17, 3, "#59636b")


def papers(canvas, y, m):
    rng = canvas.rng
    top = y - 0.76 * m - 0.2 * m
    for x in (260, 400, 620, 800):
        canvas.poly([(x, top + 12), (x + 12, top - 12), (x + 70, top - 12), (x + 66, top + 12)], CREAM)
        for j in range(3):
            canvas.line([(x + 14, top - 6 + j * 6), (x + 56, top - 6 + j * 6)], 1.5, "#8a9296")
    for x in (350, 520, 745, 915):
        things.mug(canvas, x, top + 12, m * 0.9, rng.choice(("#b5493a", "#1f6f78", "#e0b040", CREAM)))
    canvas.rect(570, top - 46, 34, 52, "#b9cdd0", radius=6)
    canvas.rect(576, top - 58, 22, 14, INK, radius=3)


def counter(canvas):
    rng = canvas.rng
    room(canvas)
    if rng.random() < 0.5:
        wide_window(canvas, 90, 100, 400, 260)
        shelf(canvas, 590, 176, 260)
        posters(canvas, 920, 118, 2)
    else:
        map_on_the_wall(canvas, 560, 74)
        posters(canvas, 120, 130, 3)
    for x in (560, 820):
        pendant(canvas, x, 34, "#e0b040")
    canvas.later(600, person, 660, 640, anybody(canvas, "adult"), rng.choice(("talk", "wave")), -1, shadow=False)
    if rng.random() < 0.7:
        canvas.later(
            600,
            person,
            850,
            640,
            anybody(canvas, rng.choice(("adult", "elder"))),
            "carry",
            1,
            things.held_mug,
            shadow=False,
        )
    canvas.later(690, desk, 560, 700)
    canvas.later(735, rng.choice((with_rollator, in_wheelchair, with_child)), 330, 748, 1)
    canvas.later(
        700,
        person,
        170,
        700,
        anybody(canvas, rng.choice(("adult", "elder"))),
        "stand",
        1,
        rng.choice((things.book, things.parcel)),
    )
    canvas.later(760, big_plant, 1120, 764)


def map_on_the_wall(canvas, x, y):
    """The neighbourhood as it was stamped: blocks round green courts, a canal along it."""
    rng = canvas.rng
    canvas.rect(x - 8, y - 8, 556, 316, things.WOOD)
    canvas.rect(x, y, 540, 300, "#f4ecd8")
    canvas.poly([(x, y + 250), (x + 540, y + 206), (x + 540, y + 232), (x, y + 278)], "#a9cdd6")
    for column in range(5):
        for row in range(2):
            bx, by = x + 24 + column * 102, y + 20 + row * 102
            canvas.rect(bx, by, 88, 88, "#cfdcb4")
            fill = rng.choice(("#1e6b36", "#9c2a63", "#8a4300", "#00646b", "#5b3a9e", "#b8944f", "#b8944f"))
            stamp_blocks(canvas, bx + 44, by + 44, 42, fill)
            canvas.disc(bx + 36 + rng.randint(0, 16), by + 40, 7, "#5d9a55")
    for _ in range(4):
        px, py = x + rng.randint(60, 480), y + rng.randint(50, 200)
        canvas.line([(px, py), (px, py - 16)], 2.5, INK)
        canvas.disc(px, py - 20, 7, rng.choice(("#ffd22e", "#b5493a")))


def stamp_blocks(canvas, x, y, r, fill):
    """The stempel: five blocks round a court."""
    blocks = (
        (-1, -1, 1.5, 0.32),
        (0.68, -1, 0.32, 1.5),
        (0.3, 0.68, 0.7, 0.32),
        (-0.5, 0.68, 0.6, 0.32),
        (-1, -0.5, 0.32, 1.5),
    )
    for bx, by, bw, bh in blocks:
        canvas.rect(x + bx * r, y + by * r, bw * r, bh * r, fill)


def desk(canvas, x, y):
    rng = canvas.rng
    fill = rng.choice(("#1f6f78", "#b5493a", "#2f6b4c", "#5b3a9e"))
    canvas.rect(x - 20, y - 165, 560, 165, fill)
    canvas.rect(x - 20, y - 14, 560, 14, mix(fill, "#20262c", 0.4))
    for i in range(9):
        canvas.rect(x + 20 + i * 60, y - 150, 3, 136, mix(fill, "#20262c", 0.18))
    stamp_blocks(canvas, x + 250, y - 86, 52, CREAM)
    canvas.disc(x + 254, y - 84, 13, CREAM)
    canvas.poly([(x - 44, y - 165), (x - 20, y - 190), (x + 540, y - 190), (x + 564, y - 165)], "#d9a566")
    canvas.rect(x - 44, y - 165, 608, 14, "#b5824a")
    canvas.rect(x + 60, y - 200, 70, 22, CREAM)
    canvas.rect(x + 66, y - 208, 70, 22, "#e0b040")
    canvas.rect(x + 392, y - 262, 96, 66, INK, radius=5)
    canvas.rect(x + 400, y - 254, 80, 50, "#8fb0b6")
    canvas.rect(x + 432, y - 198, 16, 18, INK)
    canvas.rect(x + 410, y - 184, 60, 7, INK)
    things.mug(canvas, x + 230, y - 172, 190, "#b5493a")
    canvas.rect(x + 300, y - 206, 20, 34, "#7fb0c0", radius=4)
    for dx, fill2 in ((-12, "#d9604a"), (2, "#e0b040"), (14, "#e79bb4")):
        canvas.line([(x + 310, y - 200), (x + 310 + dx, y - 240)], 3, "#5d9a55")
        canvas.disc(x + 310 + dx, y - 244, 9, fill2)


def big_plant(canvas, x, y):
    canvas.shadow(x, y, 46)
    for i, (dx, dy) in enumerate(
        ((-70, -210), (62, -220), (-96, -140), (92, -150), (-20, -262), (30, -180), (-44, -170))
    ):
        fill = ("#3f7d45", "#4f8d4a", "#5d9a55")[i % 3]
        canvas.line([(x, y - 70), (x + dx * 0.6, y + dy * 0.75)], 4, "#3f6b3a")
        canvas.blob(
            [
                (x + dx * 0.45, y + dy * 0.6),
                (x + dx * 0.95, y + dy * 0.72),
                (x + dx * 1.1, y + dy),
                (x + dx * 0.6, y + dy * 0.95),
            ],
            fill,
        )
    canvas.poly([(x - 44, y - 84), (x + 44, y - 84), (x + 32, y), (x - 32, y)], "#d98a5a")
    canvas.rect(x - 49, y - 92, 98, 16, "#e09a6a")


def artwork(canvas):
    (mural if canvas.rng.random() < 0.5 else sculpture)(canvas)


def sculpture(canvas):
    rng = canvas.rng
    court(canvas)
    far_trees(canvas, 5)
    place = path(canvas, rng.randint(150, 300), rng.randint(200, 500), 2.8, bend=-80)
    canvas.later(660, monument, 640, 670)
    for x in (500, 780):
        canvas.later(700, flowers, x, 694, 1.1, 10)
    canvas.later(735, person, 470, 738, anybody(canvas, "elder"), "talk", 1)
    canvas.later(730, person, 380, 726, anybody(canvas, "adult"), "stand", 1)
    canvas.later(720, person, 850, 724, anybody(canvas, "child"), "cheer", -1)
    canvas.later(740, rng.choice((in_wheelchair, with_pram, with_dog)), 990, 742, -1)
    canvas.later(600, tree, 1110, 600, 6.5)
    passers(canvas, [(place(590), 590)], (walker, with_dog, with_child))


def monument(canvas, x, y):
    rng = canvas.rng
    m = canvas.metre(y)
    canvas.shadow(x, y, 1.5 * m, 0.24 * m)
    canvas.rect(x - 1.1 * m, y - 0.55 * m, 2.2 * m, 0.55 * m, "#d8ccb4")
    canvas.rect(x - 1.2 * m, y - 0.66 * m, 2.4 * m, 0.14 * m, "#e9e0cc")
    base = y - 0.66 * m
    main, second, third = rng.sample(("#b5493a", "#1f6f78", "#e0b040", "#2d4a6b", "#8a3d5f"), 3)
    if rng.random() < 0.5:
        for i, (dx, size, fill) in enumerate(
            ((-0.2, 0.75, main), (0.22, 0.6, second), (-0.12, 0.46, third), (0.12, 0.34, main))
        ):
            cy = base - sum((0.75, 0.6, 0.46, 0.34)[:i]) * 1.3 * m - size * 0.66 * m
            canvas.oval(x + dx * m, cy, size * m, size * 0.68 * m, fill)
            canvas.oval(
                x + (dx - size * 0.3) * m,
                cy - size * 0.2 * m,
                size * 0.34 * m,
                size * 0.24 * m,
                mix(fill, "#ffffff", 0.22),
            )
            canvas.disc(x + (dx + size * 0.1) * m, cy + size * 0.1 * m, size * 0.2 * m, mix(fill, "#20262c", 0.35))
    else:
        for i, fill in enumerate((main, second, third)):
            r = (1.15 - i * 0.34) * m
            canvas.arc(x, base - 1.7 * m, r, r * 1.25, 90, 410, 0.2 * m, fill)
        canvas.rect(x - 0.1 * m, base - 0.75 * m, 0.2 * m, 0.75 * m, "#59636b")
        canvas.disc(x, base - 1.7 * m, 0.22 * m, "#f4ecd8")


def blind_wall(canvas, *, brick=None):
    """The end of a block close by, with a court beside it."""
    sky(canvas)
    rng = canvas.rng
    from_left = 60 + rng.randint(-20, 20)
    right = from_left + 760
    side_flats(canvas, right)
    ground(canvas, 468)
    strip(canvas, 640, 800, PAVING)
    slabs(canvas, 650)
    return gable(canvas, from_left, 640, 760 / canvas.metre(640), 1.74, *([brick] if brick else []))


def side_flats(canvas, right):
    flat(canvas, right - 80, 470, 7, 4)


def mural(canvas):
    rng = canvas.rng
    x, y, w, h, m = blind_wall(canvas, brick=rng.choice(("#e9dfc9", "#d9b872", "#efe4cd")))
    paint(canvas, x + 26, y + 40, w - 52, h - 150)
    canvas.later(641, lambda c: things.ladder(c, 560, 690, 3.0, 0.25))
    painter = anybody(canvas, "adult", top="#f4ecd8", coat=False, dress=False)
    canvas.later(642, person, 596, 692, painter, "reach", 1, things.brush, lift=0.9, shadow=False)
    canvas.later(720, person, 260, 716, anybody(canvas, rng.choice(("child", "adult"))), "reach", -1, things.brush)
    canvas.later(722, paint_pots, 390, 730)
    canvas.later(745, person, 880, 742, anybody(canvas, "elder"), "talk", -1)
    canvas.later(742, person, 970, 736, anybody(canvas, "adult"), "stand", -1)
    canvas.later(600, tree, 1120, 610, 6)
    canvas.later(660, bush, 940, 634, 1.6)


def paint(canvas, x, y, w, h):
    rng = canvas.rng
    fills = rng.sample(("#b5493a", "#1f6f78", "#e0b040", "#2d4a6b", "#8a3d5f", "#5b7f4a", "#e79bb4", "#7fb0c0"), 6)
    canvas.rect(x, y, w, h, fills[0])
    canvas.disc(x + w * 0.72, y + h * 0.34, h * 0.26, fills[2])
    canvas.disc(x + w * 0.72, y + h * 0.34, h * 0.17, mix(fills[2], "#ffffff", 0.4))
    hills = [
        (x, y + h),
        (x, y + h * 0.62),
        (x + w * 0.2, y + h * 0.45),
        (x + w * 0.42, y + h * 0.66),
        (x + w * 0.66, y + h * 0.5),
        (x + w, y + h * 0.7),
        (x + w, y + h),
    ]
    canvas.poly(hills, fills[1])
    canvas.poly(
        [
            (x, y + h),
            (x, y + h * 0.8),
            (x + w * 0.34, y + h * 0.66),
            (x + w * 0.7, y + h * 0.86),
            (x + w, y + h * 0.78),
            (x + w, y + h),
        ],
        fills[3],
    )
    for i in range(3):
        bx, by = x + w * (0.14 + i * 0.16), y + h * (0.2 + 0.07 * (i % 2))
        canvas.blob(
            [
                (bx - 34, by),
                (bx - 6, by - 8),
                (bx + 2, by - 30),
                (bx + 14, by - 6),
                (bx + 40, by - 2),
                (bx + 8, by + 12),
            ],
            "#fff8e8",
        )
    for i in range(5):
        fx = x + w * (0.1 + i * 0.2)
        canvas.rect(fx - 3, y + h * 0.74, 6, h * 0.26, fills[5])
        for dx, dy in ((-16, 0), (16, 0), (0, -16), (0, 16)):
            canvas.disc(fx + dx, y + h * 0.72 + dy, 13, fills[4])
        canvas.disc(fx, y + h * 0.72, 11, "#fff8e8")


def paint_pots(canvas, x, y):
    for i, fill in enumerate(("#b5493a", "#1f6f78", "#e0b040", "#8a3d5f")):
        px = x + i * 40
        canvas.shadow(px, y, 20, 4)
        canvas.rect(px - 14, y - 28, 28, 28, "#c9cfd2", radius=2)
        canvas.oval(px, y - 28, 14, 5, fill)
        canvas.rect(px - 14, y - 22, 9, 12, fill)


def poem_wall(canvas):
    rng = canvas.rng
    brick = rng.choice(("#d9b872", "#cfa65f", "#b5694a"))
    x, y, w, h, m = blind_wall(canvas, brick=brick)
    lines = rng.choice(POEMS)
    ink = "#fff8e8" if brick == "#b5694a" else rng.choice(("#2d3a4a", "#7a2f24", "#fff8e8", "#1f4f56"))
    size = min(62, (h - 190) / (len(lines) * 1.3))
    start = y + 52 + size * 0.5
    left = x + w - 62 if canvas.mirrored else x + 62
    for i, words in enumerate(lines):
        canvas.text(left, start + i * size * 1.32, words, size, ink, anchor="rm" if canvas.mirrored else "lm")
    canvas.rect(left - 90 if canvas.mirrored else left, start + len(lines) * size * 1.32 - 14, 90, 5, ink)
    if rng.random() < 0.5:
        writer = anybody(canvas, "adult", top="#f4ecd8", coat=False, dress=False)
        canvas.later(642, lambda c: things.ladder(c, 690, 690, 2.8, 0.25))
        canvas.later(
            643,
            person,
            722,
            692,
            writer,
            "reach",
            1 if rng.random() < 0.5 else -1,
            things.brush,
            lift=0.8,
            shadow=False,
        )
    canvas.later(650, bush, 150, 642, 1.5, flowers="#e79bb4")
    canvas.later(650, flowers, 470, 642, 2.6, 18)
    passers(canvas, [(330, 735), (940, 740)], (with_dog, with_rollator, with_child, in_wheelchair, with_pram))
    canvas.later(690, person, 520, 716, anybody(canvas), "talk", -1, back=rng.random() < 0.5)
    canvas.later(600, tree, 1110, 606, 6.2)


def tea(canvas):
    rng = canvas.rng
    court(canvas)
    far_trees(canvas, 5)
    canvas.later(578, tea_house, 560, 580, 10.5)
    canvas.draw_waiting()
    canvas.poly([(90, 584), (1060, 584), (1240, 800), (-60, 800)], "#d8c39a")
    for i in range(-8, 22):
        canvas.line(
            [(600 + (i * 80 - 600) * 0.82, 584), (600 + (i * 80 - 600) * 1.25, 800)], 1.4, "#b89a6a88", round_ends=False
        )
    canvas.later(560, tree, rng.choice((60, 1130)), 572, 6.6, "round")
    fills = rng.sample(("#b5493a", "#1f6f78", "#e0b040", "#5b7f4a"), 3)
    for (x, y), fill in zip(((250, 668), (860, 662), (560, 726)), fills, strict=True):
        canvas.later(y, terrace_table, x, y + 6, fill, sun=y < 700)
    canvas.later(
        690,
        person,
        480 if rng.random() < 0.5 else 680,
        652,
        anybody(canvas, "adult", top="#f4ecd8", dress=False, coat=False),
        "carry",
        rng.choice((-1, 1)),
        things.tray,
    )
    canvas.later(740, rng.choice((with_rollator, with_child, with_pram)), 1010, 756, -1)
    for x in (60, 1150):
        canvas.later(700, things.planter, x, 690, 0.9)


def terrace_table(canvas, x, y, fill, *, sun):
    m = canvas.metre(y)
    rng = canvas.rng
    for dx, face in ((-0.95, 1), (0.95, -1)):
        cx = x + dx * m
        canvas.shadow(cx, y, 0.34 * m)
        canvas.line([(cx - face * 0.22 * m, y), (cx - face * 0.24 * m, y - 0.95 * m)], 0.05 * m, INK)
        canvas.line([(cx + face * 0.2 * m, y), (cx + face * 0.2 * m, y - 0.48 * m)], 0.05 * m, INK)
        canvas.rect(cx - 0.25 * m, y - 0.52 * m, 0.48 * m, 0.07 * m, fill)
        canvas.rect(cx - (0.28 if face > 0 else -0.22) * m, y - 0.96 * m, 0.07 * m, 0.4 * m, fill)
        person(
            canvas,
            cx - face * 0.05 * m,
            y,
            anybody(canvas, rng.choice(("adult", "elder", "elder"))),
            "sit",
            face,
            shadow=False,
        )
    canvas.line([(x, y), (x, y - 0.72 * m)], 0.07 * m, INK)
    canvas.oval(x, y, 0.26 * m, 0.06 * m, INK)
    canvas.oval(x, y - 0.7 * m, 0.55 * m, 0.12 * m, "#b5824a")
    canvas.oval(x, y - 0.73 * m, 0.55 * m, 0.12 * m, "#e0b67a")
    for dx in (-0.24, 0.22):
        things.mug(canvas, x + dx * m, y - 0.73 * m, m, CREAM)
    canvas.oval(x, y - 0.82 * m, 0.11 * m, 0.09 * m, fill)
    canvas.line([(x + 0.08 * m, y - 0.82 * m), (x + 0.17 * m, y - 0.9 * m)], 0.035 * m, fill)
    if sun and canvas.season.name != WINTER:
        things.parasol(canvas, x, y - 0.76 * m, fill, height=1.75, width=2.8)


def open_air_film(canvas):
    rng = canvas.rng
    court(canvas)
    far_trees(canvas, 4)
    canvas.draw_waiting()
    screen(canvas, 600, 560)
    for x, y in ((90, 580), (1115, 580)):
        tree(canvas, x, y, 7)
    things.bunting(canvas, 90, 340, 330, 250, 30, lights=True)
    things.bunting(canvas, 870, 250, 1110, 340, 30, lights=True)
    chairs = ("#b5493a", "#1f6f78", "#e0b040", "#5b7f4a")
    for row, (y, count, gap) in enumerate(((628, 8, 108), (690, 7, 132), (764, 6, 162))):
        for i in range(count):
            x = 600 + (i - (count - 1) / 2) * gap + rng.randint(-8, 8)
            if rng.random() < 0.9 and 60 < x < 1140:
                canvas.later(y, seated_from_behind, x, y, chairs[(i + row) % 4])
    canvas.later(700, in_wheelchair, 95, 716, 1)


def screen(canvas, x, y):
    """A film with a light of its own: the neighbourhood on a sheet."""
    rng = canvas.rng
    w, h = 520, 292
    top = y - h - 60
    for dx in (-w / 2 - 10, w / 2 + 10):
        canvas.rect(x + dx - 6, top - 14, 12, h + 74, "#3a3a44")
    canvas.rect(x - w / 2 - 8, top - 8, w + 16, h + 16, "#2b2b35")
    canvas.rect(x - w / 2, top, w, h, rng.choice(("#f6dfae", "#cfe3ea", "#f2c79b")), lit=True)
    canvas.disc(x + w * 0.26, top + h * 0.3, 38, rng.choice(("#e8794a", "#fbe6b0")), lit=True)
    canvas.rect(x - w / 2, top + h * 0.7, w, h * 0.3, "#7fa35e", lit=True)
    canvas.rect(x - w * 0.42, top + h * 0.3, w * 0.5, h * 0.42, "#d9b872", lit=True)
    canvas.rect(x - w * 0.43, top + h * 0.28, w * 0.52, 8, "#8d6f3b", lit=True)
    for i in range(7):
        for j in range(3):
            canvas.rect(
                x - w * 0.4 + i * 36,
                top + h * 0.35 + j * 36,
                20,
                18,
                ("#38505c", "#f4ecd8", "#4a6470")[(i * 2 + j) % 3],
                lit=True,
            )
    subject = rng.random()
    for dx, fill, skin in (
        ((-0.02, "#b5493a", "#b27748"), (0.12, "#1f6f78", "#f2cfae"))
        if subject < 0.6
        else ((0.08, "#e0b040", "#8a5634"),)
    ):
        px, py, s = x + w * dx, top + h * 0.98, 1.0 if subject < 0.6 else 1.5
        canvas.rect(px - 20 * s, py - 92 * s, 40 * s, 90 * s, fill, radius=14 * s, lit=True)
        canvas.oval(px, py - 112 * s, 17 * s, 20 * s, skin, lit=True)
        canvas.segment(px, py - 116 * s, 18 * s, 18 * s, 180, 360, "#3a2a20", lit=True)
    canvas.oval(x, y + 10, w * 0.6, 26, "#ffe9b022", lit=True)


def market(canvas):
    rng = canvas.rng
    sky(canvas)
    if rng.random() < 0.5:
        shops(canvas, rng.randint(-160, -60), 490, 6)
    else:
        flats(canvas, 480)
    strip(canvas, 486, 800, PAVING)
    paving(canvas, 488)
    things.bunting(canvas, 0, 300, 600, 290, 46)
    things.bunting(canvas, 600, 290, 1200, 300, 46)
    stalls = rng.sample(("#b5493a", "#1f6f78", "#e0b040", "#5b7f4a", "#2d4a6b", "#8a3d5f"), 4)
    goods = [
        ("#d9604a", "#e0a53a", "#6b9a4c", "#c8402f", "#8a3d5f"),
        ("#e9c98f", "#c98f55", "#d9a566"),
        ("#e79bb4", "#f3c74a", "#fff8e8", "#d9604a"),
        ("#7fb0c0", "#e0b040", "#b5493a"),
    ]
    rng.shuffle(goods)
    for (x, y), fill, what in zip(((210, 588), (600, 578), (985, 590)), stalls, goods, strict=False):
        canvas.later(y, stall, x, y, fill, what)
    canvas.later(735, person, 300, 722, anybody(canvas, "adult"), "carry", -1, things.basket)
    canvas.later(640, person, 140, 668, anybody(canvas, "elder"), "talk", 1)
    canvas.later(700, person, 720, 692, anybody(canvas, "adult"), "talk", -1)
    canvas.later(690, person, 440, 690, anybody(canvas, "child"), "reach", 1)
    canvas.later(742, rng.choice((with_pram, with_rollator, in_wheelchair)), 560, 754, rng.choice((-1, 1)))
    canvas.later(700, rng.choice((with_child, with_dog)), 900, 706, rng.choice((-1, 1)))
    canvas.later(746, things.bicycle, 1070, 754, -1)
    canvas.later(640, things.crate, 420, 622, "#e0a53a")
    canvas.later(640, things.crate, 790, 640, "#6b9a4c")


def stall(canvas, x, y, fill, goods):
    front = things.market_stall(canvas, x, y, fill, goods)
    person(
        canvas,
        x + canvas.rng.randint(-30, 30),
        y - 6,
        anybody(canvas, "adult", top="#f4ecd8", dress=False),
        canvas.rng.choice(("talk", "carry", "wave")),
        canvas.rng.choice((-1, 1)),
        shadow=False,
    )
    front(canvas)
