"""Streets and cycle paths."""

from math import sin

from .canvas import mix
from .company import anybody, cyclist, in_wheelchair, passers, walker, with_child, with_dog, with_pram, with_rollator
from .furniture import bench, bicycle, car, lamp_post, planter
from .garden import pile_of_tiles, wheelbarrow
from .grounds import clinkers, court, far_trees, slabs
from .hands import potted, stop_sign, watering_can
from .homes import flats, row_houses, window
from .landmarks import school
from .nature import bush, duck, flowers, ground, path, reeds, scatter, sky, strip, tree, water
from .palette import ASPHALT, CREAM, KERB, PAVING, SOIL
from .people import person
from .seasons import AUTUMN, WINTER


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
    canvas.later(600, planter, rng.choice((300, 420)), 596, 1.5)
    canvas.later(650, planter, rng.choice((820, 930)), 668, 1.5)
    canvas.later(578, car, rng.choice((760, 1000)), 578, 1) if rng.random() < 0.6 else canvas.later(
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
    canvas.later(628, car, 1010, 628, -1)
    if rng.random() < 0.5:
        canvas.later(600, cyclist, 160, 604, 1)
    canvas.later(745, crossing_sign, 250, 760)
    guard = anybody(canvas, rng.choice(("adult", "elder")), vest=True)
    canvas.later(716, person, 800, 716, guard, "talk", 1, stop_sign)
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
    canvas.later(619, lamp_post, rng.choice((330, 760)), 622, 4.6)
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
    light = "#ff9d86" if canvas.says("rode") else "#ffe9a8"
    for y in (486, 512, 556, 640):
        m = canvas.metre(y)
        canvas.later(y, lamp_post, place(y) - 4.9 * m, y, 5.0, 1, glow=True, light=light)
        canvas.later(y + 8, lamp_post, place(y + 8) + 4.9 * canvas.metre(y + 8), y + 8, 5.0, -1, glow=True, light=light)
    for y in (500, 536, 600):
        m = canvas.metre(y)
        canvas.later(y, tree, place(y) - 7.4 * m, y, 5.4)
        canvas.later(y, tree, place(y) + 7.2 * m, y, 5.4)
    canvas.later(560, cyclist, place(560) + 10, 566, 1)
    canvas.later(740, rng.choice((with_dog, with_child, walker, with_rollator)), 430, 738, rng.choice((-1, 1)))
    canvas.later(700, rng.choice((with_dog, cyclist, walker)), 750, 700, -1)


def facade_garden(canvas):
    rng = canvas.rng
    sky(canvas, 300)
    brick = "#d9b872" if canvas.says("gele") else rng.choice(("#b5694a", "#d9b872", "#a86048"))
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
    canvas.later(705, person, 250, 690, anybody(canvas, "elder", cut="straw"), "stand", 1, watering_can)
    canvas.later(720, pile_of_tiles, 560, 740)
    canvas.later(665, bench, 1060, 664, 1.5, "#1f6f78")
    canvas.later(742, bicycle, 930, 744, -1) if rng.random() < 0.6 else canvas.later(742, wheelbarrow, 930, 744, -1)
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
