"""Building and saving energy."""

from .canvas import mix
from .company import anybody
from .furniture import ladder
from .garden import wheelbarrow
from .grounds import on_roof, slabs
from .hands import held_board, held_mug, held_panel
from .homes import flats, row_houses, solar_panels, window
from .nature import ground, sky, strip, tree
from .palette import CREAM, INK, PAVING, WOOD_DARK
from .people import person
from .rooms import big_plant, pendant, posters, room, wide_window
from .tableware import mug, table


def solar_roofs(canvas):
    flat = canvas.says("platte", "plat dak") or canvas.rng.random() < 0.3
    canvas.shows = "plat dak" if flat else None
    (flat_roof if flat else tiled_roofs)(canvas)


def flat_roof(canvas):
    """Rows of tilted panels on the roof of a flat, high above the neighbourhood."""
    rng = canvas.rng
    sky(canvas, 420)
    far_flats(canvas)
    brick = rng.choice(("#d9b872", "#cfa65f"))
    canvas.poly([(-20, 660), (130, 410), (1070, 410), (1220, 660)], "#b9b6ac")
    canvas.poly([(130, 410), (1070, 410), (1064, 402), (136, 402)], "#8d6f3b")
    for _ in range(150):
        y = rng.uniform(418, 650)
        canvas.rect(rng.uniform(150, 1050), y, 5, 2.5, "#a3a096")
    for y, x0, x1, high in ((466, 190, 790, 44), (534, 160, 840, 56), (622, 110, 800, 72)):
        canvas.later(y, panel_row, x0, x1, y, high)
    crew = [worker(canvas, hat) for hat in ("#f4ecd8", "#e0b040")]
    canvas.later(540, on_roof, 930, 548, crew[1], "carry", -1, 76, held_panel)
    canvas.later(634, on_roof, 905, 638, crew[0], "kneel", -1, 96)
    canvas.draw_waiting()
    canvas.rect(-10, 654, 1220, 26, "#8d6f3b")
    canvas.rect(0, 680, 1200, 130, brick)
    canvas.rect(0, 680, 1200, 10, "#00000026")
    for _ in range(90):
        canvas.rect(rng.uniform(0, 1200), 696 + rng.randint(0, 10) * 10, 24, 4, mix(brick, "#5b3c1c", 0.2))
    for x in (50, 290, 540, 800, 1010):
        window(canvas, x, 722, 150, 100)


def far_flats(canvas):
    flats(canvas, 446)
    canvas.rect(0, 440, 1200, 230, canvas.season.grass)
    for x in (40, 330, 700, 1150):
        tree(canvas, x + canvas.rng.randint(-40, 40), 452, canvas.rng.uniform(5, 8))


def worker(canvas, helmet):
    return anybody(canvas, "adult", vest=True, cut="cap", hat=helmet, dress=False, coat=False)


def panel_row(canvas, x0, x1, y, high):
    canvas.poly([(x0 - 6, y), (x1, y), (x1 + 30, y + high * 0.16), (x0 + 10, y + high * 0.16)], "#00000026")
    for x in range(x0 + 10, x1, 110):
        canvas.rect(x, y - high * 0.5, 6, high * 0.5, "#8a9296")
    solar_panels(
        canvas, x0, y - high, x1 - x0 - 24, high, rows=1, lean=24, columns=max(5, int((x1 - x0) / (high * 1.5)))
    )


def tiled_roofs(canvas):
    rng = canvas.rng
    sky(canvas, 420)
    far_roofs(canvas)
    m, eave, roof = 100, 640, 300
    near_roof(canvas, -60, eave, roof, rng.choice(("#a6503a", "#8f5a48", "#7b6a68")))
    first = rng.choice((70, 110))
    for i in range(2):
        solar_panels(
            canvas, first + i * 590, eave - roof * 0.84, 400, roof * 0.6, rows=2, lean=34, columns=rng.choice((4, 5))
        )
    crew = [worker(canvas, hat) for hat in ("#f4ecd8", "#e0b040")]
    gap = first + 515
    on_roof(canvas, gap, eave - 40, crew[0], "kneel", rng.choice((-1, 1)), m)
    on_roof(canvas, min(first + 1040, 1130), eave - 120, crew[1], "carry", -1, m, held_panel)
    front_below(canvas, eave)
    canvas.later(790, ladder, gap + 60, 850, 1.3, -0.1)


def far_roofs(canvas):
    row_houses(canvas, canvas.rng.randint(-130, -30), 456, 10, solar=0.7, front=6.2)
    for x in (80, 360, 700, 1000):
        tree(canvas, x + canvas.rng.randint(-60, 60), 468, canvas.rng.uniform(5, 8))


def near_roof(canvas, x0, eave, roof, tile):
    canvas.poly([(x0, eave), (x0 + 60, eave - roof), (1260, eave - roof), (1260, eave)], tile)
    dark = mix(tile, "#2b1a14", 0.22)
    for row in range(11):
        y = eave - roof + (row + 1) * roof / 11
        canvas.rect(0, y - 3, 1200, 3, dark)
        for i in range(46):
            x = i * 27 + (13 if row % 2 else 0)
            canvas.rect(x, y - roof / 11, 2, roof / 11 - 3, mix(tile, "#2b1a14", 0.1))
    canvas.rect(-10, eave - roof - 12, 1220, 16, dark)
    for x in (30, 650):
        canvas.rect(x, eave - roof - 96, 62, 110, "#9a5a44")
        canvas.rect(x - 6, eave - roof - 104, 74, 14, "#5b5048")
        canvas.rect(x + 10, eave - roof - 122, 16, 20, "#a8674f")
        canvas.rect(x + 36, eave - roof - 122, 16, 20, "#a8674f")
    if canvas.season.snow:
        canvas.rect(-10, eave - roof - 22, 1220, 16, "#ffffff", radius=8)


def front_below(canvas, eave):
    brick = canvas.rng.choice(("#d9b872", "#b5694a"))
    canvas.rect(0, eave, 1200, 240, brick)
    rng = canvas.rng
    for _ in range(170):
        canvas.rect(rng.uniform(0, 1200), eave + 24 + rng.randint(0, 23) * 9, 26, 4, mix(brick, "#5b3c1c", 0.2))
    canvas.rect(-10, eave - 4, 1220, 20, CREAM)
    canvas.rect(0, eave + 16, 1200, 12, "#00000026")
    for x in (70, 330, 660, 940):
        window(canvas, x, eave + 62, 168, 118)
    for x in (286, 888):
        canvas.rect(x, eave + 12, 10, 230, "#8a9296")


def insulation(canvas):
    outdoors = canvas.says("buiten", "gevel", "steiger", "spouw")
    indoors = canvas.says("strip", "raam", "binnen", "koffer") or (canvas.rng.random() < 0.3 and not outdoors)
    canvas.shows = "tochtstrips" if indoors else None
    (draught_strips if indoors else outer_coat)(canvas)


def draught_strips(canvas):
    """Two people tape a window while somebody looks on from the couch."""
    rng = canvas.rng
    room(canvas)
    wide_window(canvas, 300, 110, 520, 290)
    posters(canvas, 60, 140, 2)
    for x in (225, 985):
        pendant(canvas, x, 30, rng.choice(("#e0b040", "#b5493a", "#1f6f78")))
    canvas.rect(808, 110, 12, 300, "#e9c65c")
    canvas.rect(300, 98, 300, 12, "#e9c65c")
    canvas.later(590, person, 740, 640, anybody(canvas, "adult", dress=False), "reach", 1, roll_of_tape, shadow=True)
    canvas.later(590, person, 390, 634, anybody(canvas, "adult", dress=False), "reach", -1, roll_of_tape)
    canvas.later(690, couch, 990, 690)
    canvas.later(700, person, 985, 700, anybody(canvas, "elder"), "front", -1, held_mug, shadow=False)
    canvas.later(720, toolbox_on_table, 560, 730)
    canvas.later(740, big_plant, 110, 745)


def roll_of_tape(canvas, x, y, m, face):
    canvas.ring(x + face * 0.04 * m, y, 0.09 * m, 0.05 * m, "#e9c65c")


def couch(canvas, x, y):
    fill = canvas.rng.choice(("#1f6f78", "#b5493a", "#5b7f4a"))
    dark = mix(fill, "#20262c", 0.25)
    canvas.shadow(x, y, 190)
    canvas.rect(x - 165, y - 176, 330, 120, fill, radius=18)
    canvas.rect(x - 165, y - 92, 330, 66, mix(fill, "#ffffff", 0.12), radius=12)
    for side in (-195, 145):
        canvas.rect(x + side, y - 124, 50, 106, dark, radius=16)
    for dx in (-160, 148):
        canvas.rect(x + dx, y - 22, 12, 22, "#5b4630")
    canvas.rect(x - 140, y - 150, 66, 66, "#e0b040", radius=8)


def toolbox_on_table(canvas, x, y):
    m = canvas.metre(y)
    top = table(canvas, x, y, 1.7, 0.7, height=0.5)
    canvas.rect(x - 100, top - 56, 130, 62, "#b5493a", radius=6)
    canvas.rect(x - 100, top - 56, 130, 14, "#8f3b2f", radius=4)
    canvas.line([(x - 58, top - 58), (x - 58, top - 76), (x - 12, top - 76), (x - 12, top - 58)], 6, INK)
    canvas.ring(x + 80, top - 10, 20, 11, "#e9c65c")
    mug(canvas, x - 130, top + 10, m, "#1f6f78")


def outer_coat(canvas):
    rng = canvas.rng
    sky(canvas, 470)
    m = 74
    brick = rng.choice(("#d9b872", "#cfa65f", "#b5694a"))
    left, top, right = 150, 96, 1050
    ground(canvas, 520)
    for x in (60, 1130):
        tree(canvas, x, 560, 5.6)
    facade(canvas, left, top, right, 588, brick)
    strip(canvas, 588, 800, PAVING)
    slabs(canvas, 600)
    scaffold(canvas, 200, 588, m)
    canvas.draw_waiting()
    crew = [worker(canvas, hat) for hat in ("#f4ecd8", "#e0b040", "#f4ecd8")]
    on_roof(canvas, 330, 588 - 2.1 * m, crew[0], "reach", 1, m)
    on_roof(canvas, 520, 588 - 2.1 * m, crew[1], "carry", -1, m, held_board)
    canvas.later(700, stack_of_boards, 860, 716)
    canvas.later(
        735,
        person,
        700,
        736,
        anybody(canvas, "elder"),
        "talk",
        1,
        lambda c, x, y, mm, f: held_mug(c, x, y, mm, f),
    )
    canvas.later(735, person, 800, 740, crew[2], "talk", -1)
    canvas.later(745, ladder, 1010, 700, 4.2, -0.5)
    canvas.later(752, wheelbarrow, 330, 756, 1, "#d8ccb4")


def facade(canvas, left, top, right, bottom, brick):
    """A block seen close by: the left part has its new warm coat, the right part still waits."""
    rng = canvas.rng
    canvas.rect(left, top, right - left, bottom - top, brick)
    for _ in range(420):
        canvas.rect(
            rng.uniform(left, right - 24),
            top + 10 + rng.randint(0, int((bottom - top) / 10) - 2) * 10,
            22,
            4,
            mix(brick, "#5b3c1c", 0.2),
        )
    seam = left + (right - left) * 0.42
    canvas.rect(left, top, seam - left, bottom - top, "#efe4cd")
    for i in range(5):
        canvas.rect(
            seam + (i % 2) * 46 - 2,
            top + i * (bottom - top) / 5,
            62,
            (bottom - top) / 5 - 3,
            ("#e9c65c", "#e0b94c")[i % 2],
        )
    for row in range(3):
        for i in range(5):
            x = left + 40 + i * (right - left - 40) / 5
            window(canvas, x, top + 44 + row * 160, 106, 88)
    canvas.rect(left - 26, top - 26, right - left + 52, 30, "#8d6f3b")
    canvas.rect(left, top + 4, right - left, 10, "#00000022")


def scaffold(canvas, x, y, m):
    for level in (0, 2.1, 4.2):
        if level:
            canvas.rect(x - 14, y - level * m, 480, 12, "#a9794a")
            canvas.rect(x - 14, y - (level + 0.95) * m, 480, 5, "#8a9296")
        for i in range(4):
            px = x + i * 150
            canvas.rect(
                px,
                y - (level + 2.1) * m if level < 4.2 else y - (level + 1) * m,
                7,
                2.1 * m if level < 4.2 else m,
                "#59636b",
            )
        if level < 4.2:
            canvas.line([(x, y - level * m), (x + 150, y - (level + 2.1) * m)], 4, "#8a9296")
            canvas.line([(x + 300, y - (level + 2.1) * m), (x + 450, y - level * m)], 4, "#8a9296")


def stack_of_boards(canvas, x, y):
    m = canvas.metre(y)
    canvas.shadow(x, y, 1.0 * m, 0.14 * m)
    for i in range(5):
        fill = ("#e9c65c", "#dfb84a")[i % 2]
        canvas.rect(x - 0.8 * m, y - (0.08 + (i + 1) * 0.15) * m, 1.6 * m, 0.15 * m, fill)
    canvas.rect(x - 0.6 * m, y - 0.08 * m, 0.2 * m, 0.08 * m, WOOD_DARK)
    canvas.rect(x + 0.4 * m, y - 0.08 * m, 0.2 * m, 0.08 * m, WOOD_DARK)
