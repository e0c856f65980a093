"""Eating, celebrating, learning, deciding together."""

from math import sin

from .company import anybody, in_wheelchair, seated_from_behind, with_child, with_dog, with_pram, with_rollator
from .furniture import bicycle, bunting, lantern, planter
from .garden import crate, market_stall
from .grounds import court, far_trees, paving
from .hands import accordion, balloon, basket, book, guitar, held_bowl, held_mug, parcel, tray
from .homes import flats, row_houses
from .landmarks import tea_house
from .nature import sky, strip, tree
from .palette import PAVING, WOOD_DARK
from .people import person
from .rooms import (
    at_far_side,
    behind,
    big_plant,
    blackboard,
    desk,
    flip_chart,
    map_on_the_wall,
    papers,
    pendant,
    posters,
    room,
    shelf,
    sticky_wall,
    study_table,
    wide_window,
)
from .tableware import lay_table, seated_group, soup_pot, table, terrace_table


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
        bunting(canvas, 40, 340, 600, 320, 40)
        bunting(canvas, 600, 320, 1160, 340, 40)
        canvas.depth = 0.5
        y, width = 710, 6.4
    at_far_side(canvas, y, 0.8, [x + rng.randint(-14, 14) for x in (200, 350, 490, 870, 1010)])
    feet = behind(canvas, y, 0.8)
    cook = anybody(canvas, "adult", top="#f4ecd8", coat=False, dress=False)
    canvas.later(feet, person, 625, feet - 6, cook, "carry", 1, held_bowl, shadow=False)
    cloth = rng.choice((None, "#b5493a", "#1f6f78", "#f4ecd8"))
    canvas.later(y - 20, lay_table, y, min(width, 1080 / canvas.metre(y)), cloth, 0.8)
    canvas.later(y - 10, soup_pot, 735, y)
    canvas.later(y + 30, seated_from_behind, 300, y + 46, "#e0b040")
    canvas.later(y + 30, seated_from_behind, 920, y + 50, "#b5493a", "child")


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
    canvas.later(745, person, 960, 752, anybody(canvas, "child"), "stand", -1, balloon)
    canvas.later(750, person, 560, 762, anybody(canvas, "adult"), "carry", 1, tray)


def garlands(canvas):
    rng = canvas.rng
    lights = canvas.season.dusk
    for x in (70, 600, 1130):
        canvas.rect(x - 4, 300, 8, 260, WOOD_DARK)
        canvas.shadow(x, 560, 14)
    bunting(canvas, 70, 306, 600, 306, 60, lights=lights)
    bunting(canvas, 600, 306, 1130, 306, 60, lights=lights)
    for i in range(6):
        x = 140 + i * 185
        sag = 60 * abs(sin((x - 70) / 530 * 3.1416))
        lantern(canvas, x, 306 + sag + 44, 21, rng.choice(("#e0b040", "#d9604a", "#e79bb4", "#7fb0c0", "#f4ecd8")))


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
    canvas.later(feet + 30, person, 1075, feet + 30, anybody(canvas, "adult"), "carry", -1, book)
    canvas.later(y - 10, study_table, y, m)
    canvas.later(y + 30, seated_from_behind, 430, y + 44, "#1f6f78", "child")
    canvas.later(y + 30, seated_from_behind, 770, y + 48, "#e0b040", "child")


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
    canvas.later(y - 20, table, 600, y, 4.8, 1.0)
    canvas.later(y - 10, papers, y, m)
    for x in rng.sample((320, 500, 690, 870), 2):
        kind = rng.choice(("adult", "elder"))
        canvas.later(y + 30, seated_from_behind, x, y + 48, rng.choice(("#b5493a", "#1f6f78", "#e0b040")), kind)
    canvas.later(y + 24, in_wheelchair, 105, y + 30, 1)


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
            held_mug,
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
        rng.choice((book, parcel)),
    )
    canvas.later(760, big_plant, 1120, 764)


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
        tray,
    )
    canvas.later(740, rng.choice((with_rollator, with_child, with_pram)), 1010, 756, -1)
    for x in (60, 1150):
        canvas.later(700, planter, x, 690, 0.9)


def market(canvas):
    rng = canvas.rng
    sky(canvas)
    if rng.random() < 0.5:
        row_houses(canvas, rng.randint(-130, -30), 476, 8)
    else:
        flats(canvas, 478)
    for x in rng.sample((60, 400, 790, 1140), 3):
        tree(canvas, x, 488, rng.uniform(5, 7))
    strip(canvas, 486, 800, PAVING)
    paving(canvas, 488)
    bunting(canvas, 0, 300, 600, 290, 46)
    bunting(canvas, 600, 290, 1200, 300, 46)
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
    canvas.later(735, person, 300, 722, anybody(canvas, "adult"), "carry", -1, basket)
    canvas.later(640, person, 140, 668, anybody(canvas, "elder"), "talk", 1)
    canvas.later(700, person, 720, 692, anybody(canvas, "adult"), "talk", -1)
    canvas.later(690, person, 440, 690, anybody(canvas, "child"), "reach", 1)
    canvas.later(742, rng.choice((with_pram, with_rollator, in_wheelchair)), 560, 754, rng.choice((-1, 1)))
    canvas.later(700, rng.choice((with_child, with_dog)), 900, 706, rng.choice((-1, 1)))
    canvas.later(746, bicycle, 1040, 754, -1)
    canvas.later(640, crate, 420, 622, "#e0a53a")
    canvas.later(640, crate, 790, 640, "#6b9a4c")


def stall(canvas, x, y, fill, goods):
    front = market_stall(canvas, x, y, fill, goods)
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
