"""What belongs in a garden, a field or on a market."""

from .canvas import mix
from .homes import awning
from .nature import duck, reeds, vegetable_row
from .palette import CREAM, INK, SOIL, STEEL, WOOD, WOOD_DARK
from .seasons import WINTER


def raised_bed(canvas, x, y, width=2.4, *, kind="cabbage"):
    m = canvas.metre(y)
    w, h = width * m, 0.42 * m
    back = y - h - 0.34 * m
    canvas.shadow(x, y, w * 0.56, 0.16 * m)
    canvas.poly([(x - w / 2, y - h), (x - w * 0.46, back), (x + w * 0.46, back), (x + w / 2, y - h)], SOIL)
    vegetable_row(canvas, x - w * 0.44, x + w * 0.44, back + 0.14 * m, kind)
    vegetable_row(canvas, x - w * 0.46, x + w * 0.46, y - h + 0.02 * m, kind)
    canvas.rect(x - w / 2, y - h, w, h, WOOD)
    canvas.rect(x - w / 2, y - h / 2, w, 0.03 * m, WOOD_DARK)
    for dx in (-0.49, 0.45):
        canvas.rect(x + dx * w, y - h - 0.03 * m, 0.09 * m, h + 0.03 * m, WOOD_DARK)


def greenhouse(canvas, x, y, width=4.0):
    m = canvas.metre(y)
    w = width * m
    canvas.shadow(x, y, w * 0.55, 0.3 * m)
    roof = [(x - w / 2, y - 2.0 * m), (x - w * 0.3, y - 3.0 * m), (x + w * 0.3, y - 3.0 * m), (x + w / 2, y - 2.0 * m)]
    canvas.rect(x - w / 2, y - 2.0 * m, w, 2.0 * m, "#cfe3dfb0")
    canvas.poly(roof, "#e0eeeac8")
    for i in range(7):
        gx = x - w / 2 + i * w / 6
        canvas.line([(gx, y), (gx, y - 2.0 * m), (x + (gx - x) * 0.6, y - 3.0 * m)], 0.05 * m, CREAM)
        if 0 < i < 6:
            canvas.disc(gx + 0.3 * m, y - 0.5 * m, 0.3 * m, "#5d9a5599")
            canvas.disc(gx + 0.25 * m, y - 0.62 * m, 0.06 * m, "#d9604a")
    for up in (0.0, 1.0, 2.0):
        canvas.line([(x - w / 2, y - up * m), (x + w / 2, y - up * m)], 0.05 * m, CREAM)
    canvas.line([roof[1], roof[2]], 0.06 * m, CREAM)


def shed(canvas, x, y, fill="#5b7f6a"):
    m = canvas.metre(y)
    canvas.shadow(x, y, 1.5 * m, 0.2 * m)
    canvas.rect(x - 1.2 * m, y - 2.0 * m, 2.4 * m, 2.0 * m, fill)
    for i in range(9):
        canvas.rect(x - 1.2 * m + i * 0.28 * m, y - 2.0 * m, max(1, 0.03 * m), 2.0 * m, mix(fill, "#20262c", 0.25))
    canvas.poly(
        [(x - 1.45 * m, y - 1.95 * m), (x, y - 2.95 * m), (x + 1.45 * m, y - 1.95 * m)], mix(fill, "#20262c", 0.4)
    )
    canvas.rect(x - 0.4 * m, y - 1.7 * m, 0.8 * m, 1.7 * m, CREAM)
    canvas.rect(x - 0.33 * m, y - 1.63 * m, 0.66 * m, 1.63 * m, mix(fill, "#ffffff", 0.2))


def beehive(canvas, x, y, fill="#e9d9a8"):
    m = canvas.metre(y)
    canvas.shadow(x, y, 0.5 * m)
    for dx in (-0.22, 0.22):
        canvas.rect(x + dx * m - 0.04 * m, y - 0.3 * m, 0.08 * m, 0.3 * m, WOOD_DARK)
    for i, h in enumerate((0.3, 0.34, 0.34)):
        top = y - (0.28 + 0.3 + i * 0.33) * m
        canvas.rect(x - 0.33 * m, top, 0.66 * m, h * m, mix(fill, "#ffffff" if i == 1 else "#8d6f3b", 0.12))
        canvas.rect(x - 0.1 * m, top + 0.1 * m, 0.2 * m, 0.05 * m, mix(fill, "#20262c", 0.3), radius=0.02 * m)
    canvas.rect(x - 0.15 * m, y - 0.38 * m, 0.3 * m, 0.06 * m, INK)
    canvas.rect(x - 0.4 * m, y - 1.33 * m, 0.8 * m, 0.12 * m, "#8a9296", radius=0.03 * m)


def bee(canvas, x, y, r):
    canvas.oval(x - r * 0.2, y - r * 0.9, r * 0.7, r * 0.55, "#ffffffc0")
    canvas.oval(x + r * 0.5, y - r * 0.8, r * 0.55, r * 0.45, "#ffffffc0")
    canvas.oval(x, y, r * 1.25, r * 0.8, "#e8b23a")
    for dx in (-0.45, 0.25):
        canvas.rect(x + dx * r, y - r * 0.72, r * 0.34, r * 1.44, INK, radius=r * 0.1)
    canvas.disc(x + r * 1.15, y - r * 0.1, r * 0.45, INK)


def wheelbarrow(canvas, x, y, face=1, load="#6b4f36"):
    m = canvas.metre(y)
    canvas.shadow(x, y, 0.8 * m)
    canvas.segment(x, y - 0.62 * m, 0.48 * m, 0.3 * m, 180, 360, load)
    canvas.poly(
        [
            (x - face * 0.5 * m, y - 0.66 * m),
            (x + face * 0.56 * m, y - 0.66 * m),
            (x + face * 0.3 * m, y - 0.28 * m),
            (x - face * 0.25 * m, y - 0.28 * m),
        ],
        "#5b7f6a",
    )
    canvas.line(
        [(x + face * 0.5 * m, y - 0.2 * m), (x - face * 0.4 * m, y - 0.56 * m), (x - face * 0.98 * m, y - 0.72 * m)],
        0.06 * m,
        WOOD_DARK,
    )
    canvas.line([(x - face * 0.35 * m, y - 0.5 * m), (x - face * 0.42 * m, y)], 0.05 * m, STEEL)
    canvas.disc(x + face * 0.55 * m, y - 0.19 * m, 0.19 * m, INK)
    canvas.disc(x + face * 0.55 * m, y - 0.19 * m, 0.07 * m, "#c9cfd2")


def standing_can(canvas, x, y):
    m = canvas.metre(y)
    canvas.shadow(x, y, 0.24 * m)
    canvas.ring(x - 0.12 * m, y - 0.24 * m, 0.13 * m, 0.03 * m, "#3f7d6a")
    canvas.rect(x - 0.16 * m, y - 0.28 * m, 0.32 * m, 0.28 * m, "#4f9a83", radius=0.03 * m)
    canvas.line([(x + 0.14 * m, y - 0.08 * m), (x + 0.4 * m, y - 0.34 * m)], 0.05 * m, "#3f7d6a")


def crate(canvas, x, y, fill="#d98a3d"):
    m = canvas.metre(y)
    for i in range(5):
        canvas.disc(x + (-0.2 + i * 0.1) * m, y - 0.32 * m, 0.085 * m, fill)
    canvas.rect(x - 0.3 * m, y - 0.3 * m, 0.6 * m, 0.3 * m, WOOD)
    for up in (0.1, 0.2):
        canvas.rect(x - 0.3 * m, y - up * m, 0.6 * m, 0.025 * m, WOOD_DARK)


def market_stall(canvas, x, y, fill, goods):
    m = canvas.metre(y)
    canvas.shadow(x, y, 1.8 * m, 0.2 * m)
    for dx in (-1.45, 1.45):
        canvas.rect(x + dx * m - 0.04 * m, y - 2.6 * m, 0.08 * m, 2.6 * m, WOOD_DARK)
    return lambda c: market_front(c, x, y, fill, goods, m)


def market_front(canvas, x, y, fill, goods, m):
    canvas.rect(x - 1.5 * m, y - 0.72 * m, 3.0 * m, 0.68 * m, mix(fill, "#20262c", 0.15))
    for i in range(9):
        canvas.rect(x - 1.5 * m + i * 0.34 * m, y - 0.72 * m, 0.02 * m, 0.68 * m, "#00000030")
    canvas.poly(
        [
            (x - 1.6 * m, y - 0.72 * m),
            (x - 1.5 * m, y - 1.0 * m),
            (x + 1.5 * m, y - 1.0 * m),
            (x + 1.6 * m, y - 0.72 * m),
        ],
        WOOD,
    )
    for i in range(5):
        gx = x - 1.2 * m + i * 0.6 * m
        canvas.poly(
            [
                (gx - 0.27 * m, y - 0.74 * m),
                (gx - 0.24 * m, y - 0.96 * m),
                (gx + 0.24 * m, y - 0.96 * m),
                (gx + 0.27 * m, y - 0.74 * m),
            ],
            "#8d6f3b",
        )
        for j in range(7):
            row = j // 4
            canvas.disc(
                gx + (-0.18 + (j % 4) * 0.12 + row * 0.06) * m,
                y - (0.84 + row * 0.1) * m,
                0.075 * m,
                goods[i % len(goods)],
            )
        canvas.rect(gx - 0.1 * m, y - 0.72 * m, 0.2 * m, 0.13 * m, CREAM)
    awning(canvas, x - 1.7 * m, y - 2.75 * m, 3.4 * m, 0.5 * m, fill, stripes=10)


def sapling(canvas, x, y, *, planted=True):
    m = canvas.metre(y)
    canvas.oval(x, y, 0.62 * m, 0.15 * m, SOIL)
    if not planted:
        hole(canvas, x, y)
        return
    canvas.line([(x + 0.16 * m, y), (x + 0.16 * m, y - 1.5 * m)], 0.07 * m, WOOD)
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


def litter(canvas, x, y):
    m = canvas.metre(y)
    fill = canvas.rng.choice(("#fff8e8", "#d9604a", "#7fb0c0", "#e0b040"))
    if canvas.rng.random() < 0.5:
        canvas.rect(x, y - 0.09 * m, 0.2 * m, 0.09 * m, fill, radius=0.02 * m)
    else:
        canvas.poly([(x, y), (x + 0.12 * m, y - 0.12 * m), (x + 0.22 * m, y - 0.02 * m)], fill)


def pile_of_tiles(canvas, x, y):
    m = canvas.metre(y)
    canvas.shadow(x, y, 0.45 * m)
    for i in range(5):
        canvas.rect(
            x - 0.28 * m + (i % 2) * 0.03 * m, y - (i + 1) * 0.09 * m, 0.56 * m, 0.08 * m, ("#a8a49a", "#bab5a8")[i % 2]
        )


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
