"""Indoors: walls, windows, what hangs and stands there."""

from .canvas import mix
from .company import anybody
from .furniture import heart
from .palette import CREAM, SLATE, WOOD, WOOD_DARK
from .people import person
from .seasons import WINTER
from .tableware import mug, table


def room(canvas, wall=None, floor=None):
    """Indoors: a wall, a floor with boards, a wide window on the neighbourhood, lamps."""
    rng = canvas.rng
    canvas.horizon, canvas.depth = 300, 0.46
    wall = wall or rng.choice(("#f0dfbe", "#dbe3d3", "#e9cdb4", "#cfdedd"))
    floor = floor or rng.choice(("#b98a5a", "#a87b50", "#c49a6a"))
    canvas.rect(0, 0, 1200, 560, wall)
    canvas.rect(0, 470, 1200, 90, mix(wall, "#8d6f3b", 0.16))
    canvas.rect(0, 466, 1200, 6, CREAM)
    if canvas.says("tegels"):
        tiles(canvas)
    canvas.rect(0, 560, 1200, 240, floor)
    boards(canvas, floor)
    canvas.rect(0, 548, 1200, 14, mix(wall, "#5b4630", 0.45))


def tiles(canvas):
    """White tiles up to the height of a shop of long ago."""
    canvas.rect(0, 70, 1200, 490, "#f7f3e8")
    for y in range(70, 560, 35):
        canvas.rect(0, y, 1200, 2, "#ddd5c3")
        for x in range(0 if y % 2 else 26, 1200, 52):
            canvas.rect(x, y, 2, 35, "#ddd5c3")
    canvas.rect(0, 58, 1200, 14, "#1f6f78")


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
    canvas.line([(x, 0), (x, length)], 3, SLATE)
    canvas.segment(x, length + 34, 52, 46, 180, 360, fill)
    canvas.rect(x - 12, length - 16, 24, 10, SLATE)
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


def blackboard(canvas, x, y):
    """Sums, a sun and a house in chalk."""
    chalk = "#f4ecd8"
    canvas.rect(x - 10, y - 10, 420, 230, WOOD)
    canvas.rect(x, y, 400, 210, "#2f5247")
    left = x + 340 if canvas.mirrored else x + 40
    for i, words in enumerate(("7 x 8 = 56", "9 x 6 = 54", "hij vindt, ik vind")):
        canvas.text(left, y + 44 + i * 56, words, 28, chalk, anchor="lm" if not canvas.mirrored else "rm")
    sx = x + (28 if canvas.mirrored else 306)
    canvas.ring(sx + 32, y + 54, 20, 3, "#f3c74a")
    house = ((0, 180), (0, 130), (32, 102), (64, 130), (64, 180), (0, 180))
    canvas.line([(sx + dx, y + dy) for dx, dy in house], 3, chalk)
    canvas.rect(x - 10, y + 216, 420, 10, WOOD_DARK)


def map_on_the_wall(canvas, x, y):
    """The neighbourhood as it was stamped: blocks round green courts, a canal along it."""
    rng = canvas.rng
    canvas.rect(x - 8, y - 8, 556, 316, WOOD)
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
        canvas.line([(px, py), (px, py - 16)], 2.5, SLATE)
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


def flip_chart(canvas, x, y):
    for dx in (-58, 58):
        canvas.line([(x + dx * 0.6, y - 260), (x + dx * 1.25, y)], 7, WOOD)
    canvas.rect(x - 88, y - 330, 176, 214, CREAM)
    canvas.rect(x - 88, y - 338, 176, 14, SLATE)
    for i, w in enumerate((110, 84, 126, 66)):
        canvas.disc(x - 66, y - 290 + i * 34, 7, ("#1e6b36", "#9c2a63", "#8a4300", "#00646b")[i])
        canvas.rect(x - 50, y - 294 + i * 34, w, 7, "#59636b")
    heart(canvas, x + 48, y - 150, 16, "#b5493a")


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
        mug(canvas, x, top + 12, m * 0.9, rng.choice(("#b5493a", "#1f6f78", "#e0b040", CREAM)))
    canvas.rect(570, top - 46, 34, 52, "#b9cdd0", radius=6)
    canvas.rect(576, top - 58, 22, 14, SLATE, radius=3)


def study_table(canvas, y, m):
    rng = canvas.rng
    top = table(canvas, 600, y, 5.0, 0.95)
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
    canvas.rect(x + 392, y - 262, 96, 66, SLATE, radius=5)
    canvas.rect(x + 400, y - 254, 80, 50, "#8fb0b6")
    canvas.rect(x + 432, y - 198, 16, 18, SLATE)
    canvas.rect(x + 410, y - 184, 60, 7, SLATE)
    mug(canvas, x + 230, y - 172, 190, "#b5493a")
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
