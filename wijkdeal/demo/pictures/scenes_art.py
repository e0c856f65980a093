"""Art, music and words on walls."""

from math import cos, sin

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
from .furniture import bunting, ladder
from .grounds import court, far_trees, slabs
from .hands import accordion, brush, drum, guitar, trumpet
from .homes import flat, gable
from .landmarks import bandstand
from .nature import bush, flowers, ground, path, sky, strip, tree
from .palette import PAVING
from .people import person

POEMS = (
    ("Hier woont het licht", "op drie hoog achter.", "Beneden fluit iemand", "de straat wakker."),
    ("Wie elkaar groet", "maakt van een stoep", "een kamer", "zonder muren."),
    ("Geef mij een stoel", "en een kop thee,", "dan wordt het vanzelf", "avond met z'n allen."),
    ("De wind kent hier", "ieder balkon", "bij de voornaam."),
)


def pavilion(canvas):
    court(canvas)
    rng = canvas.rng
    far_trees(canvas, 4)
    canvas.draw_waiting()
    path(canvas, 600, 600, 3.2, top=606)
    stage = 608
    m = canvas.metre(stage)
    width = rng.uniform(6.2, 7)
    front = bandstand(canvas, 600, stage, width, rng.choice(("#b5493a", "#1f6f78", "#5b7f4a", "#b5493a")))
    players = rng.sample((trumpet, guitar, accordion, drum), 3)
    for i, play in enumerate(players):
        x = 600 + (i - 1) * width * 0.2 * m + rng.randint(-10, 10)
        person(
            canvas, x, stage - 4, anybody(canvas, "adult"), "carry", rng.choice((-1, 1)), play, lift=0.72, shadow=False
        )
    front()
    for x, y, size in ((90, 590, 7), (1120, 596, 7)):
        canvas.later(y, tree, x, y, size)
    for x in (390, 810):
        canvas.later(620, flowers, x, 628, 1.6, 11)
    bunting(canvas, 110, 360, 600 - width * m / 2, 320, 34)
    bunting(canvas, 600 + width * m / 2, 320, 1100, 360, 34)
    listeners(canvas)


def listeners(canvas):
    rng = canvas.rng
    spots = [(210, 700), (330, 735), (470, 752), (740, 752), (870, 735), (1000, 700)]
    for x, y in rng.sample(spots, 5):
        kind = rng.choice(("adult", "elder", "child", "adult"))
        pose = rng.choice(("stand", "dance", "cheer", "talk", "stand"))
        canvas.later(
            y, person, x + rng.randint(-15, 15), y, anybody(canvas, kind), pose, 1 if x < 600 else -1, back=y > 720
        )
    canvas.later(690, in_wheelchair, rng.choice((120, 1080)), 692, 1 if rng.random() < 0.5 else -1)


def artwork(canvas):
    on_wall = canvas.says("muur", "gevel", "vogel", "scherven", "schildering") or canvas.rng.random() < 0.5
    (mural if on_wall else sculpture)(canvas)


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
    broken = canvas.says("vogel", "scherven", "mozaïek")
    canvas.shows = "scherven" if broken else "schilderij"
    (shards if broken else paint)(canvas, x + 26, y + 40, w - 52, h - 150)
    canvas.later(641, lambda c: ladder(c, 560, 690, 3.0, 0.25))
    painter = anybody(canvas, "adult", top="#f4ecd8", coat=False, dress=False)
    canvas.later(642, person, 596, 692, painter, "reach", 1, brush, lift=0.9, shadow=False)
    canvas.later(720, person, 260, 716, anybody(canvas, rng.choice(("child", "adult"))), "reach", -1, brush)
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


def shards(canvas, x, y, w, h):
    """A crane in a mosaic of broken tiles."""
    rng = canvas.rng
    blues = ("#2d4a6b", "#1f6f78", "#5b8ea6", "#7fb0c0", "#38608a")
    warm = ("#b5493a", "#e0b040", "#d98a3d", "#e79bb4", "#fff8e8")
    for _ in range(620):
        tile_at(canvas, x + rng.uniform(12, w - 12), y + rng.uniform(12, h - 12), 15, ("#f4ecd8", "#e6d9b8", "#efe4cd"))
    cx, cy = x + w * 0.5, y + h * 0.52
    for turn, length in ((-2.5, 0.44), (-2.2, 0.42), (-1.9, 0.36), (-0.7, 0.4), (-1.0, 0.4), (-1.3, 0.34)):
        for i in range(78):
            far, lane = length * h * (i // 3) / 20, (i % 3 - 1) * (16 - i * 0.15)
            tx, ty = cx + cos(turn) * far * 1.35 - sin(turn) * lane, cy + sin(turn) * far + cos(turn) * lane
            tile_at(canvas, tx, ty, 14 - i * 0.08, blues)
    for i in range(110):
        share = i / 110
        plump = 12 + 26 * sin(share * 3.1)
        tile_at(canvas, cx + (share - 0.5) * w * 0.36, cy + 10 + rng.uniform(-plump, plump), 15, blues)
    for i in range(34):
        share = i / 34
        tile_at(canvas, cx + w * (0.17 + share * 0.17), cy + 8 - share * h * 0.32 + sin(share * 6) * 12, 12, blues)
    hx, hy = cx + w * 0.35, cy - h * 0.32
    for _ in range(22):
        tile_at(canvas, hx + rng.uniform(-17, 17), hy + rng.uniform(-14, 14), 11, warm[:2])
    canvas.poly([(hx + 14, hy - 9), (hx + 74, hy + 8), (hx + 14, hy + 11)], "#e0b040")
    canvas.disc(hx + 4, hy - 2, 9, "#e0b040")
    canvas.disc(hx + 4, hy - 2, 6, "#2d5f9a")
    for side in (-14, 12):
        canvas.line([(cx + side, cy + 20), (cx + side * 2.4 - 30, cy + h * 0.42)], 6, "#b5493a")


def tile_at(canvas, x, y, r, fills):
    rng = canvas.rng
    start = rng.uniform(0, 6.3)
    corners = [start + i * 1.57 + rng.uniform(-0.4, 0.4) for i in range(4)]
    canvas.poly([(x + cos(a) * r, y + sin(a) * r) for a in corners], rng.choice(fills))


def paint_pots(canvas, x, y):
    for i, fill in enumerate(("#b5493a", "#1f6f78", "#e0b040", "#8a3d5f")):
        px = x + i * 40
        canvas.shadow(px, y, 20, 4)
        canvas.rect(px - 14, y - 28, 28, 28, "#c9cfd2", radius=2)
        canvas.oval(px, y - 28, 14, 5, fill)
        canvas.rect(px - 14, y - 22, 9, 12, fill)


def poem_wall(canvas):
    rng = canvas.rng
    brick = "#cfa65f" if canvas.says("gele") else rng.choice(("#d9b872", "#cfa65f", "#b5694a"))
    x, y, w, h, m = blind_wall(canvas, brick=brick)
    lines = rng.choice(POEMS)
    ink = "#fff8e8" if brick == "#b5694a" else rng.choice(("#2d3a4a", "#7a2f24", "#fff8e8", "#1f4f56"))
    ink = "#fff8e8" if canvas.says("wit") else ink
    size = min(62, (h - 190) / (len(lines) * 1.3))
    start = y + 52 + size * 0.5
    left = x + w - 62 if canvas.mirrored else x + 62
    for i, words in enumerate(lines):
        canvas.text(left, start + i * size * 1.32, words, size, ink, anchor="rm" if canvas.mirrored else "lm")
    canvas.rect(left - 90 if canvas.mirrored else left, start + len(lines) * size * 1.32 - 14, 90, 5, ink)
    if canvas.says("schilder") or (rng.random() < 0.4 and not canvas.says("gevel")):
        clear = 110 if canvas.mirrored else 722
        writer = anybody(canvas, "adult", top="#f4ecd8", coat=False, dress=False)
        canvas.later(642, ladder, clear, 690, 2.6, 0.25)
        side = 1 if canvas.mirrored else -1
        canvas.later(643, person, clear + 32, 692, writer, "reach", side, brush, lift=0.7, shadow=False)
    canvas.later(641, bush, 590, 642, 1.5, flowers="#e79bb4")
    canvas.later(650, flowers, 470, 642, 2.6, 18)
    passers(canvas, [(330, 735), (940, 740)], (with_dog, with_rollator, with_child, in_wheelchair, with_pram))
    canvas.later(690, person, 520, 716, anybody(canvas), "talk", -1, back=rng.random() < 0.5)
    canvas.later(600, tree, 1110, 606, 6.2)


def open_air_film(canvas):
    rng = canvas.rng
    court(canvas)
    far_trees(canvas, 4)
    canvas.draw_waiting()
    screen(canvas, 600, 560)
    for x, y in ((90, 580), (1115, 580)):
        tree(canvas, x, y, 7)
    bunting(canvas, 90, 340, 330, 250, 30, lights=True)
    bunting(canvas, 870, 250, 1110, 340, 30, lights=True)
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
