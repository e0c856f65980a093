"""Green, traffic and building: the scenes that are about the place itself."""

from math import sin

from . import things
from .canvas import mix
from .company import (
    anybody,
    cyclist,
    in_wheelchair,
    on_bench,
    passers,
    walker,
    with_child,
    with_dog,
    with_pram,
    with_rollator,
)
from .homes import CREAM, bandstand, flats, row_houses, school, shops, solar_panels, window
from .nature import (
    SOIL,
    bush,
    dog,
    duck,
    flowers,
    ground,
    hedge,
    path,
    reeds,
    scatter,
    sky,
    strip,
    tree,
    water,
)
from .people import person
from .seasons import AUTUMN, SPRING, WINTER

PAVING, ASPHALT, SAND, KERB = "#d8ccb4", "#8c9092", "#e6d9b8", "#c9c2b2"


def court(canvas, *, y=466):
    """Flats round a green court: the ground of most scenes."""
    sky(canvas)
    flats(canvas, y)
    ground(canvas, y - 2)


def far_trees(canvas, count=4, y=486):
    for _ in range(count):
        x = canvas.rng.randint(20, 1180)
        canvas.later(y, tree, x, y + canvas.rng.randint(-4, 12), canvas.rng.uniform(5, 8))


def orchard(canvas):
    court(canvas)
    rng = canvas.rng
    path(canvas, rng.randint(420, 780), rng.randint(200, 1000), 2.6, bend=rng.choice((-120, 120)))
    fruit = rng.choice(("#c8402f", "#e0b040", "#8a3d5f", "#c8402f"))
    for x, y, height in (
        (150, 520, 4.2),
        (430, 512, 4),
        (730, 516, 4.2),
        (1050, 522, 4.4),
        (205, 640, 3.5),
        (985, 650, 3.5),
    ):
        canvas.later(
            y, tree, x + rng.randint(-40, 40), y + rng.randint(-8, 8), height, "round", crown=1.25, fruit=fruit
        )
    picker = 410 + rng.randint(-20, 20)
    canvas.later(652, person, picker - 110, 655, anybody(canvas, "adult"), "reach", -1)
    canvas.later(690, things.crate, picker + 60, 690, fruit)
    canvas.later(695, things.crate, picker + 150, 700, fruit)
    canvas.later(
        705,
        person,
        700,
        705,
        anybody(canvas, rng.choice(("adult", "elder"))),
        "carry",
        rng.choice((-1, 1)),
        lambda c, x, y, m, f: things.basket(c, x, y, m, f, fruit),
    )
    canvas.later(725, person, 560, 728, anybody(canvas, "child"), "reach", 1)
    passers(canvas, [(rng.choice((300, 860)), 560)], (walker, with_dog, with_rollator))


def planting(canvas):
    court(canvas)
    rng = canvas.rng
    far_trees(canvas, 3)
    for x, y in ((190, 560), (470, 540), (760, 552), (1030, 575)):
        canvas.later(y, sapling, x + rng.randint(-30, 30), y, planted=rng.random() < 0.7)
    canvas.later(690, hole, 470, 700)
    canvas.later(686, sapling, 800, 690, planted=True)
    canvas.later(688, person, 860, 692, anybody(canvas), "kneel", -1)
    canvas.later(716, person, 370, 716, anybody(canvas, "adult"), "dig", 1, things.spade)
    canvas.later(
        640,
        person,
        610,
        640,
        anybody(canvas, "adult"),
        "carry",
        rng.choice((-1, 1)),
        lambda c, x, y, m, f: young_tree(c, x, y + 0.25 * m, m),
    )
    canvas.later(745, things.wheelbarrow, 1020, 745, -1)
    canvas.later(620, person, 300, 622, anybody(canvas, "elder"), "talk", 1)
    canvas.later(750, things.standing_can, 640, 752)


def sapling(canvas, x, y, *, planted=True):
    m = canvas.metre(y)
    canvas.oval(x, y, 0.62 * m, 0.15 * m, SOIL)
    if not planted:
        hole(canvas, x, y)
        return
    canvas.line([(x + 0.16 * m, y), (x + 0.16 * m, y - 1.5 * m)], 0.07 * m, things.WOOD)
    canvas.line([(x, y - 1.15 * m), (x + 0.18 * m, y - 1.2 * m)], 0.05 * m, "#2f4a3a")
    young_tree(canvas, x, y, m)


def young_tree(canvas, x, y, m):
    season = canvas.season
    canvas.line([(x, y), (x, y - 1.9 * m)], 0.055 * m, "#6b4d2c")
    for dx, up in ((-0.3, 1.6), (0.32, 1.75), (-0.2, 2.1), (0.18, 2.2), (0, 1.95)):
        canvas.line([(x, y - (up - 0.35) * m), (x + dx * m, y - up * m)], 0.03 * m, "#6b4d2c")
        if season.name != WINTER:
            dark, mid, light = season.leaves[0]
            canvas.disc(x + dx * m, y - up * m, 0.21 * m, mid)
            canvas.disc(x + dx * 0.8 * m, y - (up + 0.06) * m, 0.11 * m, light)


def hole(canvas, x, y):
    m = canvas.metre(y)
    canvas.blob(
        [
            (x + 0.75 * m, y + 0.05 * m),
            (x + 0.95 * m, y - 0.3 * m),
            (x + 1.3 * m, y - 0.46 * m),
            (x + 1.6 * m, y - 0.2 * m),
            (x + 1.75 * m, y + 0.06 * m),
        ],
        mix(SOIL, "#8d6f4b", 0.4),
    )
    canvas.oval(x, y, 0.72 * m, 0.2 * m, SOIL)
    canvas.oval(x, y + 0.03 * m, 0.56 * m, 0.14 * m, "#3f2f22")


def park(canvas):
    court(canvas)
    rng = canvas.rng
    far_trees(canvas, 5)
    place = path(canvas, rng.randint(160, 380), rng.randint(500, 900), 3, bend=rng.choice((140, -60)))
    m = canvas.metre(610)
    pond(canvas, 800, 606, 3.9 * m, 0.62 * m)
    for x, y, size in ((110, 600, 7.5), (1120, 566, 6.5), (1060, 760, 5.2)):
        canvas.later(y, tree, x, y, size)
    canvas.later(700, on_bench, 740, 716, 2)
    canvas.later(770, flowers, 980, 782, 1.6, 14)
    passers(canvas, [(place(560), 560), (place(690) - 10, 690)])
    canvas.later(548, bush, 560, 548, 2)


def pond(canvas, x, y, rx, ry):
    fill = mix("#7fa9b3", canvas.season.sky, 0.35)
    canvas.oval(x, y, rx * 1.03, ry * 1.12, "#a8976a")
    canvas.oval(x, y, rx, ry, fill)
    canvas.oval(x, y - ry * 0.2, rx * 0.9, ry * 0.68, mix(fill, "#38505c", 0.14))
    for dx, dy, w in ((-0.5, 0.1, 0.2), (0.1, -0.35, 0.24), (0.3, 0.4, 0.2), (-0.2, 0.55, 0.16), (0.55, 0, 0.14)):
        canvas.line([(x + dx * rx, y + dy * ry), (x + (dx + w) * rx, y + dy * ry)], 2.4, mix(fill, "#ffffff", 0.5))
    for dx, dy, face in ((-0.3, 0.2, 1), (-0.1, 0.35, 1), (0.4, -0.1, -1)):
        duck(canvas, x + dx * rx, y + dy * ry, face)
    reeds(canvas, x + rx * 0.78, y - ry * 0.5)
    reeds(canvas, x - rx * 0.85, y + ry * 0.45)


def playground(canvas):
    court(canvas)
    rng = canvas.rng
    far_trees(canvas, 4)
    canvas.blob(
        [(120, 600), (420, 548), (820, 552), (1110, 610), (1090, 740), (650, 776), (210, 750)],
        mix(SAND, "#d9b872", 0.25),
    )
    frame = rng.choice(("#b5493a", "#1f6f78", "#2d4a6b"))
    canvas.later(612, swings, 360, 612, frame)
    canvas.later(672, things.slide, 770, 672, 1, rng.choice(("#e0b040", "#5b8ea6", "#d9604a")))
    if rng.random() < 0.55:
        canvas.later(580, things.climbing_dome, 620, 582, rng.choice(("#1f6f78", "#b5493a", "#5b7f4a")))
    canvas.later(724, things.spring_rider, 500, 726, rng.choice(("#d9604a", "#5b8ea6", "#e0b040")), rng.choice((-1, 1)))
    canvas.later(674, on_slide, 770, 672)
    canvas.later(740, person, 640, 744, anybody(canvas, "child"), "run", 1)
    canvas.later(715, person, 330, 722, anybody(canvas, "child"), rng.choice(("cheer", "kneel", "run")), 1)
    canvas.later(640, on_bench, 1040, 640, 2, ("adult", "elder"))
    canvas.later(705, in_wheelchair, 190, 712, 1, "child")
    canvas.later(534, hedge, 40, 330, 534)


def swings(canvas, x, y, frame):
    sx, sy = things.swing(canvas, x, y, frame, angle=0.55)
    lift = (y - sy) / canvas.metre(y) - 0.34
    person(canvas, sx, y, anybody(canvas, "child"), "sit", 1, lift=lift, shadow=False)


def on_slide(canvas, x, y):
    m = canvas.metre(y)
    person(canvas, x + 1.0 * m, y, anybody(canvas, "child"), "sit", 1, lift=0.85, shadow=False)


def vegetable_garden(canvas):
    court(canvas)
    rng = canvas.rng
    far_trees(canvas, 3)
    path(canvas, 600, 600, 2.2, top=500)
    canvas.later(528, things.greenhouse if rng.random() < 0.6 else things.shed, rng.choice((230, 330)), 532)
    canvas.later(524, hedge, 640, 1140, 522)
    kinds = rng.sample(("cabbage", "carrot", "bean", "pumpkin", "leek"), 5)
    if canvas.season.name == SPRING:
        kinds = [k if k != "pumpkin" else "carrot" for k in kinds]
    for (x, y), kind in zip(((400, 590), (800, 586), (1040, 622), (330, 716), (860, 724)), kinds, strict=True):
        canvas.later(y, things.raised_bed, x, y, 2.5, kind=kind)
    canvas.later(640, person, 545, 648, anybody(canvas, "elder", cut="straw"), "pick", -1)
    canvas.later(640, person, 690, 632, anybody(canvas, "adult"), "stand", 1, things.watering_can)
    canvas.later(
        750,
        person,
        560,
        748,
        anybody(canvas, "child"),
        "carry",
        -1,
        lambda c, x, y, m, f: things.basket(c, x, y, m * 0.7, f, "#e08a3d"),
    )
    canvas.later(752, things.wheelbarrow, 1070, 756, -1)
    canvas.later(600, person, 190, 606, anybody(canvas, "adult"), "dig", 1, things.spade)
    canvas.later(760, flowers, 110, 764, 1.2, 9, tall=1.1)


def bench_by_canal(canvas):
    rng = canvas.rng
    sky(canvas)
    if rng.random() < 0.5:
        flats(canvas, 456)
    else:
        row_houses(canvas, -60, 456, 9)
    ground(canvas, 454)
    for x in (90, 400, 720, 1010):
        tree(canvas, x + rng.randint(-60, 60), 470, rng.uniform(5, 8))
    water(canvas, 488, 566, 8)
    duck(canvas, rng.randint(250, 500), 530, 1, 1.3)
    duck(canvas, rng.randint(520, 640), 540, 1, 1.2)
    canvas.draw_waiting()
    strip(canvas, 572, 800, canvas.season.grass)
    scatter(canvas, 590, 80)
    canvas.poly([(0, 742), (1200, 706), (1200, 790), (0, 800)], SAND)
    for x in (60, 1150, 880):
        canvas.later(580, reeds, x, 582)
    canvas.depth = 0.56
    side = rng.choice((190, 990))
    canvas.later(650, tree, side, 652, 4.2, "round", crown=1.35)
    canvas.later(
        720,
        on_bench,
        600,
        712,
        rng.choice((2, 2, 3)),
        rng.choice((("elder", "elder", "child"), ("elder", "adult", "child"), ("adult", "child", "adult"))),
    )
    if rng.random() < 0.6:
        canvas.later(735, things.rollator, 830, 728, -1)
    else:
        canvas.later(735, things.bicycle, 890, 728, 1)
    canvas.later(732, dog, 340, 742, 1)
    canvas.later(640, things.litter_bin, 1080 if side < 500 else 110, 640)


def adopted_bin(canvas):
    rng = canvas.rng
    sky(canvas)
    shops(canvas, rng.randint(-160, -40), 500, 5)
    strip(canvas, 498, 800, PAVING)
    paving(canvas, 500)
    strip(canvas, 500, 506, KERB)
    for x in rng.sample((140, 420, 900, 1080), 2):
        canvas.later(540, tree, x, 540, 4.8)
    passers(
        canvas,
        [(rng.choice((300, 880)), 580), (rng.choice((120, 1010)), 640)],
        (walker, with_child, with_rollator, with_dog, in_wheelchair),
    )
    fill = rng.choice(("#2f6b4c", "#1f6f78", "#b5493a", "#2d4a6b"))
    canvas.later(735, things.litter_bin, 610, 738, fill, full=rng.random() < 0.3, size=1.12)
    canvas.later(
        738, person, 400, 742, anybody(canvas, "child" if rng.random() < 0.4 else "adult"), "talk", 1, crumpled
    )
    apron = anybody(canvas, "adult", top="#f4ecd8", coat=False, dress=False)
    canvas.later(725, person, 800, 728, apron, "wave", -1)
    canvas.later(690, things.planter, 1040, 700, 1.1)
    canvas.later(660, things.bicycle, 220, 664, rng.choice((-1, 1)))


def crumpled(canvas, x, y, m, face):
    canvas.disc(x + face * 0.06 * m, y - 0.05 * m, 0.08 * m, "#fff8e8")


def paving(canvas, top):
    """Joints that run away from us."""
    joint = "#bfb29599"
    y, step = top + 10, 9
    while y < 800:
        canvas.line([(0, y), (1200, y)], 1.4, joint, round_ends=False)
        y, step = y + step, step * 1.28
    for x in range(-1800, 3001, 150):
        canvas.line([(600 + (x - 600) * 0.34, top), (x, 800)], 1.3, joint, round_ends=False)


def clean_up(canvas):
    court(canvas)
    rng = canvas.rng
    far_trees(canvas, 4)
    path(canvas, rng.randint(300, 500), rng.randint(300, 800), 3, bend=80)
    for _ in range(16):
        litter(canvas, rng.randint(60, 1140), rng.randint(560, 770))
    vests = [anybody(canvas, kind, vest=True) for kind in ("adult", "elder", "child", "adult", "child")]
    for look, (x, y, pose, face) in zip(
        vests,
        (
            (280, 700, "talk", 1),
            (520, 640, "stand", -1),
            (690, 735, "pick", 1),
            (880, 668, "stand", 1),
            (420, 742, "stand", 1),
        ),
        strict=True,
    ):
        hold = things.grabber if pose != "pick" else None
        canvas.later(y, person, x + rng.randint(-25, 25), y, look, pose, face, hold)
    canvas.later(745, things.rubbish_bag, 820, 748, "#3f6f86")
    canvas.later(740, things.rubbish_bag, 905, 742, "#4a5a63")
    canvas.later(752, things.rubbish_bag, 985, 756, "#3f6f86")
    canvas.later(650, things.wheelbarrow, 1060, 652, -1, "#7a8a55")
    canvas.later(590, tree, rng.choice((120, 1120)), 596, 6)
    canvas.later(600, things.litter_bin, rng.choice((210, 740)), 600)
    passers(canvas, [(rng.choice((400, 900)), 550)], (with_dog, walker, cyclist))


def litter(canvas, x, y):
    m = canvas.metre(y)
    fill = canvas.rng.choice(("#fff8e8", "#d9604a", "#7fb0c0", "#e0b040"))
    if canvas.rng.random() < 0.5:
        canvas.rect(x, y - 0.09 * m, 0.2 * m, 0.09 * m, fill, radius=0.02 * m)
    else:
        canvas.poly([(x, y), (x + 0.12 * m, y - 0.12 * m), (x + 0.22 * m, y - 0.02 * m)], fill)


def dog_field(canvas):
    court(canvas)
    rng = canvas.rng
    far_trees(canvas, 5)
    fence(canvas, 0, 1200, 528, 1.1)
    canvas.later(600, jump, rng.randint(250, 380), 610)
    canvas.later(610, tunnel, rng.randint(820, 880), 612)
    canvas.later(668, dog, 520, 668, rng.choice((-1, 1)), run=True, size=1.15)
    canvas.later(602, dog, 640, 600, 1, run=True)
    canvas.later(745, dog, 720, 756, -1, size=1.2)
    canvas.later(725, dog, 520, 764, 1, run=True, size=0.8)
    ball_x = rng.choice((640, 420))
    canvas.later(740, lambda c: (c.shadow(ball_x, 745, 14), c.disc(ball_x, 734, 11, "#d9604a")))
    canvas.later(730, person, 330, 735, anybody(canvas), "wave", 1)
    canvas.later(690, person, 980, 700, anybody(canvas, "adult"), "stand", -1)
    canvas.later(692, person, 1070, 702, anybody(canvas, "elder"), "talk", -1)
    canvas.later(600, on_bench, rng.choice((130, 1060)), 590, 2)
    canvas.later(760, things.litter_bin, 110, 752, "#5b7f4a", badge=False)


def fence(canvas, x0, x1, y, height):
    m = canvas.metre(y)
    for up in (0.35, 0.95):
        canvas.rect(x0, y - up * height * m, x1 - x0, 0.09 * m, things.WOOD)
    x = x0 + 10
    while x < x1:
        canvas.rect(x, y - height * m, 0.14 * m, height * m, things.WOOD_DARK)
        x += 1.6 * m


def jump(canvas, x, y):
    m = canvas.metre(y)
    for dx in (-0.7, 0.7):
        canvas.rect(x + dx * m - 0.06 * m, y - 1.0 * m, 0.12 * m, 1.0 * m, "#f4ecd8")
        canvas.rect(x + dx * m - 0.3 * m, y - 0.06 * m, 0.6 * m, 0.08 * m, "#f4ecd8")
    for i in range(7):
        canvas.rect(x + (-0.7 + i * 0.2) * m, y - 0.62 * m, 0.2 * m, 0.1 * m, ("#b5493a", "#f4ecd8")[i % 2])


def tunnel(canvas, x, y):
    m = canvas.metre(y)
    canvas.shadow(x, y, 1.5 * m, 0.15 * m)
    for i in range(12):
        canvas.oval(x + (1.3 - i * 0.22) * m, y - 0.42 * m, 0.24 * m, 0.44 * m, ("#1f6f78", "#2f8590")[i % 2])
    canvas.oval(x - 1.12 * m, y - 0.42 * m, 0.2 * m, 0.36 * m, "#173d42")


def street(canvas):
    rng = canvas.rng
    sky(canvas)
    row_houses(canvas, rng.randint(-120, -20), 486, 7, front=5.6)
    strip(canvas, 484, 520, PAVING)
    strip(canvas, 518, 524, KERB)
    strip(canvas, 524, 690, mix("#b5694a", "#c9a58c", 0.5))
    clinkers(canvas, 524, 690)
    strip(canvas, 690, 698, KERB)
    strip(canvas, 698, 800, PAVING)
    slabs(canvas, 700)
    for x in (180, 560, 940):
        canvas.later(530, tree, x + rng.randint(-50, 50), 532, rng.uniform(4.5, 6))
    for x in rng.sample((90, 370, 720, 1080), 2):
        canvas.later(512, bush, x, 505, 1.6, flowers="#e79bb4")
    canvas.later(600, things.planter, rng.choice((300, 420)), 596, 1.5)
    canvas.later(650, things.planter, rng.choice((820, 930)), 668, 1.5)
    canvas.later(578, things.car, rng.choice((760, 1000)), 578, 1) if rng.random() < 0.6 else canvas.later(
        600, cyclist, 880, 600, -1
    )
    canvas.later(640, person, 560, 652, anybody(canvas, "child"), "run", 1)
    canvas.later(
        662, lambda c: (c.shadow(690, 664, 15), c.disc(690, 650, 15, "#e0b040"), c.disc(685, 645, 4, "#fff8e8"))
    )
    canvas.later(664, person, 745, 640, anybody(canvas, "child"), "cheer", -1)
    passers(
        canvas,
        [(rng.choice((150, 230)), 745), (rng.choice((1000, 900)), 752)],
        (walker, with_rollator, with_dog, with_pram, in_wheelchair),
    )


def clinkers(canvas, top, bottom):
    rng = canvas.rng
    for _ in range(240):
        y = top + 8 + (bottom - top - 14) * rng.random()
        m = canvas.metre(y)
        canvas.rect(rng.uniform(0, 1200), y, 0.32 * m, max(1, 0.05 * m), rng.choice(("#a8705644", "#d9b09a66")))


def slabs(canvas, top):
    for x in range(-40, 1300, 62):
        canvas.line([(600 + (x - 600) * 1.0, top), (600 + (x - 600) * 1.24, 800)], 1.4, "#bfb29599", round_ends=False)
    for y in (728, 764):
        canvas.line([(0, y), (1200, y)], 1.4, "#bfb29599", round_ends=False)


def crossing(canvas):
    rng = canvas.rng
    sky(canvas)
    if rng.random() < 0.6:
        school(canvas, rng.randint(-100, 80), 478, 36)
    else:
        flats(canvas, 474)
    ground(canvas, 476)
    strip(canvas, 500, 530, PAVING)
    strip(canvas, 530, 536, KERB)
    strip(canvas, 536, 712, ASPHALT)
    for i in range(9):
        far, near = 405 + i * 44, 300 + i * 68
        canvas.poly([(far, 538), (far + 24, 538), (near + 37, 710), (near, 710)], "#f4ecd8")
    strip(canvas, 712, 720, KERB)
    strip(canvas, 720, 800, PAVING)
    for x in (110, 330, 900, 1120):
        canvas.later(500, tree, x + rng.randint(-40, 40), 506, rng.uniform(4.5, 6))
    canvas.later(628, things.car, 1010, 628, -1)
    if rng.random() < 0.5:
        canvas.later(600, cyclist, 160, 604, 1)
    canvas.later(745, crossing_sign, 250, 760)
    guard = anybody(canvas, rng.choice(("adult", "elder")), vest=True)
    canvas.later(716, person, 800, 716, guard, "talk", 1, things.stop_sign)
    canvas.later(640, person, 620, 644, anybody(canvas, "child"), "walk", -1)
    canvas.later(652, person, 520, 656, anybody(canvas, "child"), "walk", -1)
    canvas.later(610, with_child, 420, 606, 1)
    canvas.later(680, rng.choice((with_rollator, with_pram, in_wheelchair)), 690, 690, -1)


def crossing_sign(canvas, x, y):
    m = canvas.metre(y)
    canvas.line([(x, y), (x, y - 2.4 * m)], 0.07 * m, "#59636b")
    canvas.rect(x - 0.36 * m, y - 2.75 * m, 0.72 * m, 0.72 * m, "#2d5f9a", radius=0.05 * m)
    canvas.poly([(x, y - 2.68 * m), (x + 0.29 * m, y - 2.15 * m), (x - 0.29 * m, y - 2.15 * m)], CREAM)
    canvas.disc(x, y - 2.47 * m, 0.05 * m, "#2d3238")
    canvas.line([(x, y - 2.4 * m), (x - 0.02 * m, y - 2.3 * m), (x + 0.08 * m, y - 2.18 * m)], 0.035 * m, "#2d3238")
    canvas.line([(x - 0.02 * m, y - 2.3 * m), (x - 0.1 * m, y - 2.18 * m)], 0.035 * m, "#2d3238")


def cycle_path(canvas):
    court(canvas)
    rng = canvas.rng
    far_trees(canvas, 4)
    canvas.draw_waiting()
    slope = rng.choice((-16, 10, 22))
    water(canvas, 506, 556, slope * 0.4)
    for x in rng.sample((240, 420, 700, 900), 2):
        duck(canvas, x, 536, rng.choice((-1, 1)), 1.3)
    strip(canvas, 562, 800, canvas.season.grass, slope * 0.45)
    scatter(canvas, 580, 70)
    for x in rng.sample((60, 330, 620, 880, 1140), 3):
        canvas.later(570, reeds, x, 572)
    strip(canvas, 634, 748, mix("#b9604c", "#5b2c1c", 0.3), slope)
    strip(canvas, 638, 744, "#b9604c", slope)
    for x in range(-40, 1240, 120):
        y = 690 + slope * (1 - x / 600)
        canvas.poly([(x, y - 3), (x + 60, y - 3 - slope * 0.1), (x + 60, y + 3 - slope * 0.1), (x, y + 3)], CREAM)
    for x in (90, 1090):
        canvas.later(618, tree, x + rng.randint(-30, 30), 616, 6)
    canvas.later(619, things.lamp_post, rng.choice((330, 760)), 622, 4.6)
    on_the_path(canvas, slope)
    canvas.later(775, flowers, rng.choice((200, 900)), 786, 2.4, 20)


def on_the_path(canvas, slope):
    rng = canvas.rng

    def lane(x, y):
        return y + slope * (1 - x / 600)

    far_x = rng.randint(100, 170)
    canvas.later(lane(far_x, 668), cyclist, far_x, lane(far_x, 668), -1, rng.choice(("elder", "adult")))
    if rng.random() < 0.6:
        canvas.later(lane(400, 664), cyclist, 400, lane(400, 664), -1)
    else:
        canvas.later(630, walker, 470, 628, -1)
    lead = rng.randint(840, 980)
    canvas.later(lane(lead, 730), cyclist, lead, lane(lead, 730), 1)
    canvas.later(
        lane(lead - 320, 732), cyclist, lead - 320, lane(lead - 320, 732), 1, rng.choice(("child", "child", "adult"))
    )


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
    canvas.later(790, things.ladder, gap + 60, 850, 1.3, -0.1)


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


def on_roof(canvas, x, y, look, pose, face, metre, hold=None):
    """Somebody on a roof: as near as `metre` units a metre says."""
    at = canvas.horizon + metre / canvas.depth
    canvas.oval(x, y, metre * 0.34, metre * 0.06, "#2b1a1450")
    person(canvas, x, at, look, pose, face, hold, lift=(at - y) / metre, shadow=False)


def held_panel(canvas, x, y, m, face):
    canvas.poly(
        [
            (x - 0.1 * m, y - 0.5 * m),
            (x + face * 0.95 * m, y - 0.42 * m),
            (x + face * 0.95 * m, y + 0.3 * m),
            (x - 0.1 * m, y + 0.26 * m),
        ],
        "#c9d3d6",
    )
    canvas.poly(
        [
            (x - 0.03 * m, y - 0.43 * m),
            (x + face * 0.88 * m, y - 0.36 * m),
            (x + face * 0.88 * m, y + 0.23 * m),
            (x - 0.03 * m, y + 0.19 * m),
        ],
        "#24405f",
    )
    canvas.line([(x + face * 0.42 * m, y - 0.4 * m), (x + face * 0.42 * m, y + 0.22 * m)], 0.02 * m, "#486a8c")


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


def led_street(canvas):
    rng = canvas.rng
    sky(canvas, 462)
    flats(canvas, 462)
    ground(canvas, 460)
    vanish = rng.randint(540, 660)
    place = path(canvas, 560, vanish, 6.4, fill="#8c9092", top=462)
    for offset in (-4.6, 4.6):
        side = [(place(y) + offset * canvas.metre(y), y) for y in range(462, 813, 10)]
        inner = [(place(y) + offset * 0.74 * canvas.metre(y), y) for y in range(462, 813, 10)]
        canvas.poly(side + inner[::-1], PAVING)
    for y in (486, 512, 556, 640):
        m = canvas.metre(y)
        canvas.later(y, things.lamp_post, place(y) - 4.9 * m, y, 5.0, 1, glow=True)
        canvas.later(y + 8, things.lamp_post, place(y + 8) + 4.9 * canvas.metre(y + 8), y + 8, 5.0, -1, glow=True)
    for y in (500, 536, 600):
        m = canvas.metre(y)
        canvas.later(y, tree, place(y) - 7.4 * m, y, 5.4)
        canvas.later(y, tree, place(y) + 7.2 * m, y, 5.4)
    canvas.later(560, cyclist, place(560) + 10, 566, 1)
    canvas.later(740, rng.choice((with_dog, with_child, walker, with_rollator)), 430, 738, rng.choice((-1, 1)))
    canvas.later(700, rng.choice((with_dog, cyclist, walker)), 750, 700, -1)


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
        lambda c, x, y, mm, f: things.held_mug(c, x, y, mm, f),
    )
    canvas.later(735, person, 800, 740, crew[2], "talk", -1)
    canvas.later(745, things.ladder, 1010, 700, 4.2, -0.5)
    canvas.later(752, things.wheelbarrow, 330, 756, 1, "#d8ccb4")


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


def held_board(canvas, x, y, m, face):
    canvas.poly(
        [
            (x - 0.1 * m, y - 0.5 * m),
            (x + face * 0.9 * m, y - 0.5 * m),
            (x + face * 0.9 * m, y + 0.35 * m),
            (x - 0.1 * m, y + 0.35 * m),
        ],
        "#e9c65c",
    )
    canvas.poly(
        [
            (x + face * 0.9 * m, y - 0.5 * m),
            (x + face * 0.98 * m, y - 0.56 * m),
            (x + face * 0.98 * m, y + 0.28 * m),
            (x + face * 0.9 * m, y + 0.35 * m),
        ],
        "#c9a63c",
    )


def stack_of_boards(canvas, x, y):
    m = canvas.metre(y)
    canvas.shadow(x, y, 1.0 * m, 0.14 * m)
    for i in range(5):
        fill = ("#e9c65c", "#dfb84a")[i % 2]
        canvas.rect(x - 0.8 * m, y - (0.08 + (i + 1) * 0.15) * m, 1.6 * m, 0.15 * m, fill)
    canvas.rect(x - 0.6 * m, y - 0.08 * m, 0.2 * m, 0.08 * m, things.WOOD_DARK)
    canvas.rect(x + 0.4 * m, y - 0.08 * m, 0.2 * m, 0.08 * m, things.WOOD_DARK)


def facade_garden(canvas):
    rng = canvas.rng
    sky(canvas, 300)
    brick = rng.choice(("#b5694a", "#d9b872", "#a86048"))
    near_houses(canvas, brick)
    strip(canvas, 610, 800, PAVING)
    slabs(canvas, 640)
    strip(canvas, 604, 630, SOIL)
    strip(canvas, 628, 634, "#a59a86")
    for x in range(30, 1180, 58):
        tall = rng.choice((0.5, 0.7, 1.4))
        if 380 < x < 470 or 850 < x < 940:
            continue
        canvas.later(622, flowers, x, 622, 0.55, 5, tall=tall)
        if rng.random() < 0.35:
            canvas.later(620, bush, x, 620, 0.8, flowers=rng.choice(("#e79bb4", "#f3c74a", "#8f6bb0")))
    climber(canvas, rng.choice((60, 540)), 620)
    canvas.later(700, person, 690, 706, anybody(canvas, "adult"), "kneel", -1)
    canvas.later(705, person, 250, 690, anybody(canvas, "elder", cut="straw"), "stand", 1, things.watering_can)
    canvas.later(720, pile_of_tiles, 560, 740)
    canvas.later(665, things.bench, 1060, 664, 1.5, "#1f6f78")
    canvas.later(742, things.bicycle, 930, 744, -1) if rng.random() < 0.6 else canvas.later(
        742, things.wheelbarrow, 930, 744, -1
    )
    canvas.later(750, person, 400, 756, anybody(canvas, "child"), "carry", 1, lambda c, x, y, m, f: potted(c, x, y, m))


def near_houses(canvas, brick):
    rng = canvas.rng
    canvas.rect(0, 96, 1200, 520, brick)
    for _ in range(700):
        canvas.rect(rng.uniform(0, 1180), 106 + rng.randint(0, 49) * 10, 24, 4, mix(brick, "#4b2c1c", 0.2))
    canvas.rect(0, 80, 1200, 24, CREAM)
    canvas.rect(0, 104, 1200, 12, "#00000026")
    tile = rng.choice(("#8f5a48", "#6b5a58"))
    canvas.rect(0, 0, 1200, 80, tile)
    for row in range(4):
        canvas.rect(0, row * 21, 1200, 3, mix(tile, "#20140f", 0.3))
    for x in (70, 500, 970):
        window(canvas, x, 160, 190, 120)
        window(canvas, x, 366, 210, 160)
    for x in (376, 846):
        canvas.rect(x, 350, 104, 262, CREAM)
        canvas.rect(x + 9, 360, 86, 252, rng.choice(("#1f6f78", "#e0b040", "#2d4a6b", "#5b7f4a")))
        canvas.rect(x + 26, 380, 52, 66, "#9fb6bb")
        canvas.disc(x + 84, 500, 5, CREAM)
        canvas.rect(x - 8, 606, 120, 10, "#a8a090")
        canvas.rect(x + 118, 420, 22, 16, CREAM)


def climber(canvas, x, y):
    rng = canvas.rng
    dark, mid, light = canvas.season.leaves[0]
    bare = canvas.season.name == WINTER
    points = [(x + sin(i * 0.7) * 16, y - i * 22) for i in range(20)]
    canvas.line(points, 6, "#6b4d2c")
    for px, py in points:
        for _ in range(0 if bare else 5):
            fx, fy = px + rng.uniform(-46, 46), py + rng.uniform(-14, 14)
            canvas.oval(fx, fy, 15, 11, rng.choice((dark, mid, light)))
        if not bare and rng.random() < 0.8 and canvas.season.name != AUTUMN:
            canvas.disc(px + rng.uniform(-40, 40), py, 8, "#d9607a")


def pile_of_tiles(canvas, x, y):
    m = canvas.metre(y)
    canvas.shadow(x, y, 0.45 * m)
    for i in range(5):
        canvas.rect(
            x - 0.28 * m + (i % 2) * 0.03 * m, y - (i + 1) * 0.09 * m, 0.56 * m, 0.08 * m, ("#a8a49a", "#bab5a8")[i % 2]
        )


def potted(canvas, x, y, m):
    canvas.poly(
        [
            (x - 0.1 * m, y - 0.14 * m),
            (x + 0.1 * m, y - 0.14 * m),
            (x + 0.07 * m, y + 0.05 * m),
            (x - 0.07 * m, y + 0.05 * m),
        ],
        "#b5593a",
    )
    for dx, dy in ((-0.09, 0.24), (0.09, 0.25), (0, 0.33)):
        canvas.disc(x + dx * m, y - dy * m, 0.09 * m, "#5d9a55")
        canvas.disc(x + dx * m, y - (dy + 0.03) * m, 0.045 * m, "#e79bb4")


def bees(canvas):
    court(canvas)
    rng = canvas.rng
    far_trees(canvas, 4)
    for x, y in ((560, 612), (690, 622), (830, 616)):
        canvas.later(
            y, things.beehive, x + rng.randint(-15, 15), y, rng.choice(("#e9d9a8", "#9fc0b8", "#d9a08a", "#e0c060"))
        )
    keeper = anybody(
        canvas, "adult", top="#efe9da", bottom="#e2dac6", coat=False, dress=False, cut="straw", beard=False
    )
    canvas.later(650, keeper_with_veil, rng.choice((440, 960)), 656, keeper)
    canvas.later(640, person, rng.choice((220, 300)), 650, anybody(canvas, "child"), "wave", 1)
    for y, count, tall in ((680, 40, 0.5), (730, 34, 0.6), (800, 30, 0.85)):
        canvas.later(y, flowers, 600, y, 1240 / canvas.metre(y), count, tall=tall)
    for _ in range(12):
        canvas.later(801, things.bee, rng.randint(80, 1120), rng.randint(430, 700), rng.uniform(5, 12))
    canvas.later(560, tree, rng.choice((90, 1110)), 560, 6, "round")


def keeper_with_veil(canvas, x, y, look):
    m = canvas.metre(y)
    face = 1 if x < 600 else -1
    person(canvas, x, y, look, "carry", face, honeycomb)
    cx, cy = x + face * 0.02 * m * look.height / 1.72, y - 1.6 * m * look.height / 1.72
    canvas.rect(cx - 0.19 * m, cy - 0.1 * m, 0.38 * m, 0.34 * m, "#2b323844", radius=0.08 * m)


def honeycomb(canvas, x, y, m, face):
    canvas.rect(x - 0.18 * m, y - 0.28 * m, 0.44 * m, 0.34 * m, things.WOOD)
    canvas.rect(x - 0.14 * m, y - 0.24 * m, 0.36 * m, 0.26 * m, "#e0a53a")
    for i in range(4):
        for j in range(3):
            canvas.disc(x + (-0.08 + i * 0.085) * m, y - (0.18 - j * 0.075) * m, 0.024 * m, "#b9772a")


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
    things.bunting(canvas, 110, 360, 600 - width * m / 2, 320, 34)
    things.bunting(canvas, 600 + width * m / 2, 320, 1100, 360, 34)
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


def trumpet(canvas, x, y, m, face):
    y -= 0.36 * m
    canvas.line([(x - face * 0.18 * m, y), (x + face * 0.25 * m, y - 0.02 * m)], 0.05 * m, "#e0b040")
    canvas.poly(
        [(x + face * 0.22 * m, y - 0.03 * m), (x + face * 0.42 * m, y - 0.15 * m), (x + face * 0.42 * m, y + 0.1 * m)],
        "#e0b040",
    )


def guitar(canvas, x, y, m, face):
    canvas.oval(x - face * 0.22 * m, y + 0.02 * m, 0.2 * m, 0.17 * m, "#b5693a")
    canvas.oval(x - face * 0.02 * m, y - 0.03 * m, 0.15 * m, 0.13 * m, "#b5693a")
    canvas.disc(x - face * 0.12 * m, y, 0.06 * m, "#3a2416")
    canvas.line([(x, y - 0.04 * m), (x + face * 0.55 * m, y - 0.22 * m)], 0.05 * m, "#4a2f1c")


def accordion(canvas, x, y, m, face):
    for i in range(7):
        canvas.rect(x - 0.26 * m + i * 0.07 * m, y - 0.26 * m, 0.065 * m, 0.38 * m, ("#8f2f28", "#b5493a")[i % 2])
    canvas.rect(x - 0.36 * m, y - 0.29 * m, 0.12 * m, 0.44 * m, "#2b3238", radius=0.02 * m)
    canvas.rect(x + 0.22 * m, y - 0.29 * m, 0.12 * m, 0.44 * m, "#f4ecd8", radius=0.02 * m)


def drum(canvas, x, y, m, face):
    canvas.rect(x - 0.2 * m, y - 0.02 * m, 0.46 * m, 0.34 * m, "#1f6f78")
    canvas.oval(x + 0.03 * m, y - 0.02 * m, 0.23 * m, 0.07 * m, "#f4ecd8")
    canvas.line([(x - 0.05 * m, y - 0.06 * m), (x + 0.16 * m, y - 0.26 * m)], 0.03 * m, things.WOOD)
