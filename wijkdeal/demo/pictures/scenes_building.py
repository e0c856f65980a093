"""Building and saving energy."""

from .canvas import mix
from .company import anybody
from .furniture import ladder
from .garden import wheelbarrow
from .grounds import on_roof, slabs
from .hands import held_board, held_mug, held_panel
from .homes import row_houses, solar_panels, window
from .nature import ground, sky, strip, tree
from .palette import CREAM, PAVING, WOOD_DARK
from .people import person


def solar_roofs(canvas):
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
    crew = [
        anybody(canvas, "adult", vest=True, cut="cap", hat=hat, dress=False, coat=False)
        for hat in ("#f4ecd8", "#e0b040")
    ]
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
    crew = [
        anybody(canvas, "adult", vest=True, cut="cap", hat=hat, dress=False, coat=False)
        for hat in ("#f4ecd8", "#e0b040", "#f4ecd8")
    ]
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
