"""Green and being outside."""

from .canvas import mix
from .company import anybody, cyclist, in_wheelchair, on_bench, passers, walker, with_child, with_dog, with_rollator
from .furniture import bicycle, fence, litter_bin, planter, rollator, rubbish_bag
from .garden import (
    bee,
    beehive,
    crate,
    greenhouse,
    hole,
    jump,
    litter,
    pond,
    raised_bed,
    sapling,
    shed,
    standing_can,
    tunnel,
    wheelbarrow,
    young_tree,
)
from .grounds import court, far_trees, paving
from .hands import basket, crumpled, grabber, honeycomb, spade, watering_can
from .homes import flats, row_houses, shops
from .nature import bush, dog, duck, flowers, ground, hedge, path, reeds, scatter, sky, strip, tree, water
from .palette import KERB, PAVING, SAND
from .people import person
from .play import climbing_dome, slide, spring_rider, swing
from .seasons import SPRING


def orchard(canvas):
    if canvas.says("jong", "geplant", "planten"):
        canvas.shows = "plantgaten"
        planting(canvas)
        return
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
    canvas.later(690, crate, picker + 60, 690, fruit)
    canvas.later(695, crate, picker + 150, 700, fruit)
    canvas.later(
        705,
        person,
        700,
        705,
        anybody(canvas, rng.choice(("adult", "elder"))),
        "carry",
        rng.choice((-1, 1)),
        lambda c, x, y, m, f: basket(c, x, y, m, f, fruit),
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
    canvas.later(716, person, 370, 716, anybody(canvas, "adult"), "dig", 1, spade)
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
    canvas.later(745, wheelbarrow, 1020, 745, -1)
    canvas.later(620, person, 300, 622, anybody(canvas, "elder"), "talk", 1)
    canvas.later(750, standing_can, 720, 764)


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
    canvas.later(672, slide, 770, 672, 1, rng.choice(("#e0b040", "#5b8ea6", "#d9604a")))
    if rng.random() < 0.55:
        canvas.later(580, climbing_dome, 620, 582, rng.choice(("#1f6f78", "#b5493a", "#5b7f4a")))
    canvas.later(724, spring_rider, 500, 726, rng.choice(("#d9604a", "#5b8ea6", "#e0b040")), rng.choice((-1, 1)))
    canvas.later(674, on_slide, 770, 672)
    canvas.later(740, person, 640, 744, anybody(canvas, "child"), "run", 1)
    canvas.later(715, person, 330, 722, anybody(canvas, "child"), rng.choice(("cheer", "kneel", "run")), 1)
    canvas.later(640, on_bench, 1040, 640, 2, ("adult", "elder"))
    canvas.later(705, in_wheelchair, 190, 712, 1, "child")
    canvas.later(534, hedge, 40, 330, 534)


def swings(canvas, x, y, frame):
    sx, sy = swing(canvas, x, y, frame, angle=0.55)
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
    canvas.later(528, greenhouse if rng.random() < 0.6 else shed, rng.choice((230, 330)), 532)
    canvas.later(524, hedge, 640, 1140, 522)
    kinds = rng.sample(("cabbage", "carrot", "bean", "pumpkin", "leek"), 5)
    if canvas.season.name == SPRING:
        kinds = [k if k != "pumpkin" else "carrot" for k in kinds]
    for (x, y), kind in zip(((400, 590), (800, 586), (1040, 622), (330, 716), (860, 724)), kinds, strict=True):
        canvas.later(y, raised_bed, x, y, 2.5, kind=kind)
    canvas.later(640, person, 545, 648, anybody(canvas, "elder", cut="straw"), "pick", -1)
    canvas.later(640, person, 690, 632, anybody(canvas, "adult"), "stand", 1, watering_can)
    canvas.later(
        750,
        person,
        560,
        748,
        anybody(canvas, "child"),
        "carry",
        -1,
        lambda c, x, y, m, f: basket(c, x, y, m * 0.7, f, "#e08a3d"),
    )
    canvas.later(752, wheelbarrow, 1070, 756, -1)
    canvas.later(600, person, 190, 606, anybody(canvas, "adult"), "dig", 1, spade)
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
        1 if canvas.says("alleen") else rng.choice((2, 2, 3)),
        ("elder", "elder", "child")
        if canvas.says("ouder")
        else rng.choice((("elder", "adult", "child"), ("adult", "child", "adult"), ("elder", "elder", "adult"))),
    )
    if canvas.says("rollator") or rng.random() < 0.5:
        canvas.later(735, rollator, 830, 728, -1)
    else:
        canvas.later(735, bicycle, 890, 728, 1)
    canvas.later(732, dog, 340, 742, 1)
    canvas.later(640, litter_bin, 1080 if side < 500 else 110, 640)


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
    canvas.later(735, litter_bin, 610, 738, fill, full=rng.random() < 0.3, size=1.12)
    canvas.later(
        738, person, 400, 742, anybody(canvas, "child" if rng.random() < 0.4 else "adult"), "talk", 1, crumpled
    )
    apron = anybody(canvas, "adult", top="#f4ecd8", coat=False, dress=False)
    canvas.later(725, person, 800, 728, apron, "wave", -1)
    canvas.later(690, planter, 1040, 700, 1.1)
    canvas.later(660, bicycle, 220, 664, rng.choice((-1, 1)))


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
        hold = grabber if pose != "pick" else None
        canvas.later(y, person, x + rng.randint(-25, 25), y, look, pose, face, hold)
    canvas.later(745, rubbish_bag, 820, 748, "#3f6f86")
    canvas.later(740, rubbish_bag, 905, 742, "#4a5a63")
    canvas.later(752, rubbish_bag, 985, 756, "#3f6f86")
    canvas.later(650, wheelbarrow, 1060, 652, -1, "#7a8a55")
    canvas.later(590, tree, rng.choice((120, 1120)), 596, 6)
    canvas.later(600, litter_bin, rng.choice((210, 740)), 600)
    passers(canvas, [(rng.choice((400, 900)), 550)], (with_dog, walker, cyclist))


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
    canvas.later(760, litter_bin, 110, 752, "#5b7f4a", badge=False)


def bees(canvas):
    court(canvas)
    rng = canvas.rng
    far_trees(canvas, 4)
    for x, y in ((560, 612), (690, 622), (830, 616)):
        canvas.later(y, beehive, x + rng.randint(-15, 15), y, rng.choice(("#e9d9a8", "#9fc0b8", "#d9a08a", "#e0c060")))
    keeper = anybody(
        canvas, "adult", top="#efe9da", bottom="#e2dac6", coat=False, dress=False, cut="straw", beard=False
    )
    canvas.later(650, keeper_with_veil, rng.choice((440, 960)), 656, keeper)
    canvas.later(640, person, rng.choice((220, 300)), 650, anybody(canvas, "child"), "wave", 1)
    for y, count, tall in ((680, 40, 0.5), (730, 34, 0.6), (800, 30, 0.85)):
        canvas.later(y, flowers, 600, y, 1240 / canvas.metre(y), count, tall=tall)
    for _ in range(12):
        canvas.later(801, bee, rng.randint(80, 1120), rng.randint(430, 700), rng.uniform(5, 12))
    canvas.later(560, tree, rng.choice((90, 1110)), 560, 6, "round")


def keeper_with_veil(canvas, x, y, look):
    m = canvas.metre(y)
    face = 1 if x < 600 else -1
    person(canvas, x, y, look, "carry", face, honeycomb)
    cx, cy = x + face * 0.02 * m * look.height / 1.72, y - 1.6 * m * look.height / 1.72
    canvas.rect(cx - 0.19 * m, cy - 0.1 * m, 0.38 * m, 0.34 * m, "#2b323844", radius=0.08 * m)
