"""What stands about in a neighbourhood: benches, bins, bicycles, tables, lamps, play equipment, tools."""

from math import cos, pi, sin

from .canvas import mix
from .homes import awning
from .nature import SOIL, bush, flowers, vegetable_row

WOOD, WOOD_DARK, STEEL, CREAM, INK = "#a9794a", "#7d5833", "#59636b", "#fff8e8", "#2b3238"


def bench(canvas, x, y, width=1.9, fill=None):
    m = canvas.metre(y)
    fill = fill or WOOD
    w = width * m
    canvas.shadow(x, y, w * 0.58, 0.12 * m)
    for dx in (-0.42, 0.42):
        canvas.rect(x + dx * w - 0.05 * m, y - 0.46 * m, 0.1 * m, 0.46 * m, INK)
        canvas.rect(x + dx * w - 0.035 * m, y - 0.95 * m, 0.07 * m, 0.5 * m, INK)
    for up in (0.95, 0.8, 0.65):
        canvas.rect(x - w / 2, y - up * m, w, 0.11 * m, fill, radius=0.03 * m)
    canvas.rect(x - w / 2, y - 0.5 * m, w, 0.1 * m, mix(fill, "#ffffff", 0.14), radius=0.03 * m)
    canvas.rect(x - w / 2, y - 0.41 * m, w, 0.05 * m, mix(fill, "#20262c", 0.3))


def litter_bin(canvas, x, y, fill="#2f6b4c", *, badge=True, full=False, size=1.0):
    m = canvas.metre(y) * size
    canvas.shadow(x, y, 0.42 * m)
    dark = mix(fill, "#20262c", 0.3)
    if full:
        for dx, dy, r, c in ((-0.15, 1.16, 0.16, "#f4ecd8"), (0.12, 1.2, 0.14, "#d9604a"), (0, 1.26, 0.12, "#7fb0c0")):
            canvas.disc(x + dx * m, y - dy * m, r * m, c)
    canvas.rect(x - 0.3 * m, y - 1.05 * m, 0.6 * m, 1.02 * m, fill, radius=0.07 * m)
    canvas.rect(x + 0.12 * m, y - 1.0 * m, 0.18 * m, 0.95 * m, dark, radius=0.06 * m)
    canvas.rect(x - 0.35 * m, y - 1.16 * m, 0.7 * m, 0.16 * m, dark, radius=0.07 * m)
    canvas.rect(x - 0.2 * m, y - 0.95 * m, 0.4 * m, 0.12 * m, "#1d2a24", radius=0.05 * m)
    if badge:
        canvas.disc(x, y - 0.5 * m, 0.17 * m, "#ffd22e")
        heart(canvas, x, y - 0.5 * m, 0.1 * m, "#b5493a")


def heart(canvas, x, y, r, fill):
    canvas.disc(x - r * 0.5, y - r * 0.3, r * 0.56, fill)
    canvas.disc(x + r * 0.5, y - r * 0.3, r * 0.56, fill)
    canvas.poly([(x - r * 1.02, y - r * 0.1), (x + r * 1.02, y - r * 0.1), (x, y + r * 1.05)], fill)


def bicycle(canvas, x, y, face=1, fill=None, *, basket=True):
    m = canvas.metre(y)
    fill = fill or canvas.rng.choice(("#b5493a", "#1f6f78", "#2d4a6b", "#e0b040", "#38505c", "#5b7f4a"))
    r = 0.34 * m
    canvas.shadow(x, y, 0.95 * m, 0.08 * m)
    back, front = (x - face * 0.52 * m, y - r), (x + face * 0.55 * m, y - r)
    pedal, saddle = (x - face * 0.04 * m, y - 0.34 * m), (x - face * 0.22 * m, y - 0.86 * m)
    bar = (x + face * 0.4 * m, y - 1.0 * m)
    for wx, wy in (back, front):
        canvas.ring(wx, wy, r, 0.05 * m, INK)
        for i in range(4):
            a = i * pi / 4
            canvas.line(
                [(wx - cos(a) * r, wy - sin(a) * r), (wx + cos(a) * r, wy + sin(a) * r)],
                max(0.6, 0.008 * m),
                "#59636b99",
                round_ends=False,
            )
        canvas.disc(wx, wy, 0.05 * m, INK)
    neck = (x + face * 0.36 * m, y - 0.8 * m)
    for a, b in ((back, pedal), (pedal, neck), (pedal, saddle), (back, saddle), (front, bar)):
        canvas.line([a, b], 0.05 * m, fill)
    canvas.line([saddle, (saddle[0], saddle[1] - 0.08 * m)], 0.04 * m, STEEL)
    canvas.rect(saddle[0] - 0.13 * m, saddle[1] - 0.14 * m, 0.26 * m, 0.07 * m, "#5b4030", radius=0.03 * m)
    canvas.line([bar, (bar[0] - face * 0.12 * m, bar[1] - 0.03 * m)], 0.045 * m, INK)
    canvas.arc(back[0], back[1], r * 1.14, r * 1.14, 190 if face > 0 else 230, 310 if face > 0 else 350, 0.04 * m, fill)
    if basket:
        canvas.rect(min(bar[0], bar[0] + face * 0.34 * m), y - 0.98 * m, 0.34 * m, 0.26 * m, "#b98a52", radius=0.03 * m)


def table(canvas, x, y, width=2.4, deep=0.7, fill="#c9955c", height=0.76, *, cloth=None):
    """A table of which the near edge of the top is above y; the top is seen a little from above."""
    m = canvas.metre(y)
    w, top = width * m, y - height * m
    back = top - deep * 0.42 * m
    canvas.shadow(x, y - 0.05 * m, w * 0.54, 0.16 * m)
    for dx in (-0.44, 0.44):
        canvas.line([(x + dx * w, top), (x + dx * w * 1.04, y)], 0.08 * m, mix(fill, "#20262c", 0.45))
        canvas.line([(x + dx * w * 0.92, back), (x + dx * w * 0.93, y - 0.2 * m)], 0.06 * m, mix(fill, "#20262c", 0.55))
    canvas.poly([(x - w * 0.5, top), (x - w * 0.46, back), (x + w * 0.46, back), (x + w * 0.5, top)], cloth or fill)
    if cloth:
        canvas.rect(x - w * 0.5, top, w, 0.3 * m, mix(cloth, "#20262c", 0.12))
        for i in range(int(width * 2.4)):
            canvas.segment(
                x - w * 0.5 + (i + 0.5) * w / int(width * 2.4),
                top + 0.29 * m,
                w / int(width * 2.4) / 2,
                0.07 * m,
                0,
                180,
                mix(cloth, "#20262c", 0.12),
            )
    else:
        canvas.rect(x - w * 0.5, top, w, 0.07 * m, mix(fill, "#20262c", 0.25))
    return top - deep * 0.2 * m


def bowl(canvas, x, y, m, fill="#fff8e8", soup="#d98a3d"):
    canvas.segment(x, y - 0.05 * m, 0.13 * m, 0.1 * m, 0, 180, mix(fill, "#20262c", 0.08))
    canvas.oval(x, y - 0.05 * m, 0.13 * m, 0.045 * m, fill)
    canvas.oval(x, y - 0.05 * m, 0.105 * m, 0.032 * m, soup)


def mug(canvas, x, y, m, fill="#b5493a"):
    canvas.rect(x - 0.05 * m, y - 0.12 * m, 0.1 * m, 0.12 * m, fill, radius=0.02 * m)
    canvas.ring(x + 0.07 * m, y - 0.06 * m, 0.035 * m, 0.015 * m, fill)


def steam(canvas, x, y, m):
    for dx in (-0.12, 0, 0.12):
        points = [(x + (dx + 0.04 * sin(i * 1.3 + dx * 9)) * m, y - i * 0.07 * m) for i in range(7)]
        canvas.line(points, 0.028 * m, "#ffffffa0", round_ends=False)


def pot(canvas, x, y, m, fill="#b5493a"):
    canvas.rect(x - 0.26 * m, y - 0.36 * m, 0.52 * m, 0.36 * m, fill, radius=0.05 * m)
    canvas.oval(x, y - 0.36 * m, 0.27 * m, 0.07 * m, mix(fill, "#ffffff", 0.3))
    canvas.oval(x, y - 0.36 * m, 0.23 * m, 0.052 * m, "#d98a3d")
    for side in (-1, 1):
        canvas.ring(x + side * 0.29 * m, y - 0.25 * m, 0.05 * m, 0.025 * m, INK)
    canvas.line([(x + 0.08 * m, y - 0.36 * m), (x + 0.24 * m, y - 0.68 * m)], 0.03 * m, STEEL)


def lamp_post(canvas, x, y, height=5.0, face=1, *, glow=False, cone=True):
    m = canvas.metre(y)
    top = y - height * m
    hx = x + face * 0.7 * m
    if glow and cone:
        for spread, alpha in ((2.4, "1c"), (1.5, "26")):
            canvas.poly(
                [
                    (hx - 0.2 * m, top + 0.1 * m),
                    (hx + 0.2 * m, top + 0.1 * m),
                    (hx + spread * m, y + 0.1 * m),
                    (hx - spread * m, y + 0.1 * m),
                ],
                "#ffe9a8" + alpha,
                lit=True,
            )
            canvas.oval(hx, y + 0.1 * m, spread * m, spread * 0.16 * m, "#ffe9a8" + alpha, lit=True)
    canvas.shadow(x, y, 0.2 * m)
    canvas.line([(x, y), (x, top + 0.3 * m)], 0.1 * m, "#4a555c")
    canvas.line([(x, top + 0.4 * m), (x + face * 0.14 * m, top + 0.05 * m), (hx, top)], 0.07 * m, "#4a555c")
    canvas.rect(hx - 0.32 * m, top - 0.05 * m, 0.64 * m, 0.13 * m, "#38434a", radius=0.05 * m)
    canvas.rect(
        hx - 0.24 * m, top + 0.06 * m, 0.48 * m, 0.07 * m, "#fff6d8" if glow else "#dfe3df", radius=0.03 * m, lit=glow
    )
    canvas.rect(x - 0.09 * m, y - 0.5 * m, 0.18 * m, 0.5 * m, "#38434a")


def bunting(canvas, x0, y0, x1, y1, sag=40, *, lights=False):
    points = [(x0 + (x1 - x0) * i / 24, y0 + (y1 - y0) * i / 24 + sag * sin(i / 24 * pi)) for i in range(25)]
    canvas.line(points, 2, "#6b5a48")
    fills = ("#b5493a", "#e0b040", "#1f6f78", "#f4ecd8", "#8a3d5f", "#5b7f4a")
    for i in range(24):
        (ax, ay), (bx, by) = points[i], points[i + 1]
        if lights:
            canvas.disc(ax, ay + 5, 14, "#ffe39a38", lit=True)
            canvas.disc(ax, ay + 5, 5.5, "#ffe39a", lit=True)
        else:
            canvas.poly([(ax + 3, ay), (bx - 3, by), ((ax + bx) / 2, (ay + by) / 2 + 30)], fills[i % 6])


def lantern(canvas, x, y, r, fill):
    canvas.line([(x, y - r * 1.8), (x, y - r)], 1.6, "#6b5a48")
    canvas.oval(x, y, r, r * 0.92, fill)
    for share in (-0.5, 0, 0.5):
        canvas.arc(
            x,
            y,
            r * abs(share) if share else 0.5,
            r * 0.9,
            -90 if share >= 0 else 270,
            90,
            1.2,
            mix(fill, "#20262c", 0.2),
        )
    canvas.rect(x - r * 0.36, y - r, r * 0.72, r * 0.16, INK)
    canvas.rect(x - r * 0.36, y + r * 0.82, r * 0.72, r * 0.16, INK)


def car(canvas, x, y, face=1, fill=None):
    m = canvas.metre(y)
    fill = fill or canvas.rng.choice(("#5b8ea6", "#b5493a", "#e9dfc9", "#7f9f6a", "#38505c"))
    canvas.shadow(x, y, 2.3 * m, 0.2 * m)
    canvas.blob(
        [
            (x - face * 1.55 * m, y - 0.85 * m),
            (x - face * 1.05 * m, y - 1.48 * m),
            (x + face * 0.35 * m, y - 1.48 * m),
            (x + face * 1.05 * m, y - 0.88 * m),
        ],
        fill,
    )
    canvas.rect(x - 2.05 * m, y - 0.95 * m, 4.1 * m, 0.7 * m, fill, radius=0.25 * m)
    for a, b in ((-1.08, -0.32), (-0.22, 0.6)):
        canvas.poly(
            [
                (x + face * a * m, y - 0.92 * m),
                (x + face * (a + 0.18) * m, y - 1.33 * m),
                (x + face * (b - (0.25 if b > 0 else 0)) * m, y - 1.33 * m),
                (x + face * b * m, y - 0.92 * m),
            ],
            "#cfe0e2",
        )
    canvas.rect(x - 2.08 * m, y - 0.42 * m, 4.16 * m, 0.14 * m, "#38434a", radius=0.06 * m)
    canvas.oval(x + face * 1.95 * m, y - 0.68 * m, 0.1 * m, 0.12 * m, "#fff2c0")
    canvas.oval(x - face * 1.97 * m, y - 0.7 * m, 0.08 * m, 0.12 * m, "#b5493a")
    for dx in (-1.25, 1.25):
        canvas.disc(x + dx * m, y - 0.32 * m, 0.34 * m, "#2b2f33")
        canvas.disc(x + dx * m, y - 0.32 * m, 0.17 * m, "#c9cfd2")


def parasol(canvas, x, y, fill, height=2.5, width=2.6):
    m = canvas.metre(y)
    top, w = y - height * m, width * m / 2
    canvas.line([(x, y), (x, top)], 0.07 * m, WOOD_DARK)
    canvas.segment(x, top + 0.45 * m, w, 0.62 * m, 180, 360, fill)
    for a, b in ((-0.6, -0.2), (0.2, 0.6)):
        canvas.poly([(x, top - 0.16 * m), (x + a * w, top + 0.45 * m), (x + b * w, top + 0.45 * m)], CREAM)
    canvas.disc(x, top - 0.18 * m, 0.05 * m, WOOD_DARK)


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


def swing(canvas, x, y, frame="#b5493a", angle=0.5):
    m = canvas.metre(y)
    top = y - 2.5 * m
    canvas.shadow(x, y, 1.8 * m, 0.2 * m)
    for dx in (-1.5, 1.5):
        for foot in (-0.35, 0.35):
            canvas.line(
                [(x + dx * m, top), (x + (dx + foot) * m, y + (0.06 if foot > 0 else -0.06) * m)], 0.1 * m, frame
            )
    canvas.line([(x - 1.6 * m, top), (x + 1.6 * m, top)], 0.11 * m, frame)
    for dx, swing_angle in ((-0.7, angle), (0.75, 0)):
        sx, sy = x + (dx + sin(swing_angle) * 0.6) * m, top + cos(swing_angle) * 1.95 * m
        for side in (-0.2, 0.2):
            canvas.line([(x + (dx + side) * m, top), (sx + side * m, sy)], 0.025 * m, STEEL)
        canvas.rect(sx - 0.24 * m, sy, 0.48 * m, 0.07 * m, INK, radius=0.03 * m)
    return x + (-0.7 + sin(angle) * 0.6) * m, top + cos(angle) * 1.95 * m


def slide(canvas, x, y, face=1, fill="#e0b040"):
    m = canvas.metre(y)
    canvas.shadow(x + face * 0.8 * m, y, 2.3 * m, 0.25 * m)
    for dx in (-0.75, 0.35):
        canvas.line([(x + face * dx * m, y), (x + face * dx * m, y - 2.9 * m)], 0.12 * m, WOOD_DARK)
    for i in range(5):
        canvas.line(
            [(x - face * 0.75 * m, y - (0.3 + i * 0.3) * m), (x - face * 1.15 * m, y - (0.3 + i * 0.3 - 0.12) * m)],
            0.05 * m,
            STEEL,
        )
    canvas.line([(x - face * 0.78 * m, y - 1.6 * m), (x - face * 1.3 * m, y)], 0.09 * m, WOOD)
    canvas.rect(x - 0.85 * m if face > 0 else x - 0.45 * m, y - 1.7 * m, 1.3 * m, 0.14 * m, WOOD)
    canvas.poly(
        [(x - face * 1.05 * m, y - 2.75 * m), (x - face * 0.2 * m, y - 3.6 * m), (x + face * 0.65 * m, y - 2.75 * m)],
        "#b5493a",
    )
    chute = [
        (x + face * 0.35 * m, y - 1.68 * m),
        (x + face * 1.0 * m, y - 1.1 * m),
        (x + face * 1.9 * m, y - 0.36 * m),
        (x + face * 2.6 * m, y - 0.26 * m),
    ]
    canvas.line(chute, 0.22 * m, fill)
    canvas.line([(px, py - 0.1 * m) for px, py in chute], 0.06 * m, mix(fill, "#20262c", 0.22))
    canvas.line([(x + face * 2.3 * m, y), (x + face * 2.3 * m, y - 0.25 * m)], 0.08 * m, STEEL)


def climbing_dome(canvas, x, y, fill="#1f6f78", width=3.2):
    m = canvas.metre(y)
    w = width * m / 2
    canvas.shadow(x, y, w * 1.1, 0.22 * m)
    for share in (1, 0.62, 0.22):
        canvas.arc(x, y, w * share, 1.9 * m, 180, 360, 0.07 * m, fill)
    for up in (0.35, 0.7):
        half = w * (1 - up**2) ** 0.5
        canvas.line([(x - half, y - up * 1.9 * m), (x + half, y - up * 1.9 * m)], 0.07 * m, fill)


def spring_rider(canvas, x, y, fill="#d9604a", face=1):
    m = canvas.metre(y) * 0.75
    canvas.shadow(x, y, 0.5 * m)
    for i in range(5):
        canvas.line([(x - 0.12 * m, y - i * 0.08 * m), (x + 0.12 * m, y - (i * 0.08 + 0.05) * m)], 0.04 * m, STEEL)
    canvas.blob(
        [
            (x - face * 0.5 * m, y - 0.55 * m),
            (x - face * 0.35 * m, y - 0.8 * m),
            (x + face * 0.25 * m, y - 0.72 * m),
            (x + face * 0.4 * m, y - 1.15 * m),
            (x + face * 0.68 * m, y - 1.0 * m),
            (x + face * 0.45 * m, y - 0.45 * m),
        ],
        fill,
    )
    canvas.disc(x + face * 0.48 * m, y - 1.0 * m, 0.04 * m, INK)


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


def rollator(canvas, x, y, face=1, fill="#b5493a"):
    m = canvas.metre(y)
    for dx in (-0.22, 0.26):
        canvas.line([(x + face * dx * m, y - 0.1 * m), (x - face * 0.08 * m, y - 0.92 * m)], 0.05 * m, STEEL)
        canvas.disc(x + face * dx * m, y - 0.1 * m, 0.1 * m, INK)
        canvas.disc(x + face * dx * m, y - 0.1 * m, 0.04 * m, "#c9cfd2")
    canvas.rect(x - 0.22 * m, y - 0.62 * m, 0.46 * m, 0.26 * m, fill, radius=0.04 * m)
    canvas.line([(x - face * 0.08 * m, y - 0.92 * m), (x - face * 0.22 * m, y - 0.95 * m)], 0.055 * m, INK)


def wheelchair(canvas, x, y, face=1):
    """The far half and the frame; the person is drawn between this and `wheelchair_wheel`."""
    m = canvas.metre(y)
    canvas.shadow(x, y, 0.62 * m)
    canvas.line(
        [
            (x - face * 0.24 * m, y - 1.02 * m),
            (x - face * 0.2 * m, y - 0.5 * m),
            (x + face * 0.42 * m, y - 0.46 * m),
            (x + face * 0.5 * m, y - 0.1 * m),
        ],
        0.06 * m,
        STEEL,
    )
    canvas.line([(x - face * 0.24 * m, y - 1.0 * m), (x - face * 0.4 * m, y - 1.02 * m)], 0.05 * m, INK)
    canvas.rect(x - 0.25 * m, y - 0.54 * m, 0.6 * m, 0.1 * m, "#2d4a6b", radius=0.03 * m)


def wheelchair_wheel(canvas, x, y, face=1):
    m = canvas.metre(y)
    canvas.ring(x - face * 0.08 * m, y - 0.32 * m, 0.32 * m, 0.05 * m, INK)
    canvas.ring(x - face * 0.08 * m, y - 0.32 * m, 0.25 * m, 0.02 * m, "#c9cfd2")
    canvas.disc(x - face * 0.08 * m, y - 0.32 * m, 0.05 * m, STEEL)
    canvas.disc(x + face * 0.44 * m, y - 0.09 * m, 0.09 * m, INK)


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


def crate(canvas, x, y, fill="#d98a3d"):
    m = canvas.metre(y)
    for i in range(5):
        canvas.disc(x + (-0.2 + i * 0.1) * m, y - 0.32 * m, 0.085 * m, fill)
    canvas.rect(x - 0.3 * m, y - 0.3 * m, 0.6 * m, 0.3 * m, WOOD)
    for up in (0.1, 0.2):
        canvas.rect(x - 0.3 * m, y - up * m, 0.6 * m, 0.025 * m, WOOD_DARK)


def planter(canvas, x, y, width=1.2, fill="#c9b690"):
    m = canvas.metre(y)
    canvas.shadow(x, y, width * 0.6 * m)
    bush(canvas, x, y - 0.42 * m, width * 0.85)
    flowers(canvas, x, y - 0.45 * m, width * 0.8, 7, tall=0.55)
    canvas.poly(
        [
            (x - width * m / 2, y - 0.5 * m),
            (x + width * m / 2, y - 0.5 * m),
            (x + width * 0.44 * m, y),
            (x - width * 0.44 * m, y),
        ],
        fill,
    )
    canvas.rect(x - width * m / 2 - 0.03 * m, y - 0.54 * m, width * m + 0.06 * m, 0.1 * m, mix(fill, "#ffffff", 0.25))


def rubbish_bag(canvas, x, y, fill="#4a5a63"):
    m = canvas.metre(y)
    canvas.shadow(x, y, 0.4 * m)
    canvas.blob(
        [
            (x - 0.32 * m, y - 0.02 * m),
            (x - 0.3 * m, y - 0.36 * m),
            (x - 0.07 * m, y - 0.58 * m),
            (x + 0.07 * m, y - 0.58 * m),
            (x + 0.3 * m, y - 0.34 * m),
            (x + 0.32 * m, y - 0.02 * m),
        ],
        fill,
    )
    canvas.poly([(x - 0.12 * m, y - 0.7 * m), (x + 0.12 * m, y - 0.7 * m), (x, y - 0.55 * m)], fill)
    canvas.arc(x - 0.06 * m, y - 0.22 * m, 0.16 * m, 0.2 * m, 180, 260, 0.03 * m, mix(fill, "#ffffff", 0.3))


def chair(canvas, x, y, fill="#b5493a", *, back=True):
    """A simple chair seen from the front, or from behind with the back nearest."""
    m = canvas.metre(y)
    for dx in (-0.2, 0.2):
        canvas.line([(x + dx * m, y - 0.45 * m), (x + dx * 1.15 * m, y)], 0.045 * m, INK)
    canvas.rect(x - 0.24 * m, y - 0.5 * m, 0.48 * m, 0.08 * m, mix(fill, "#20262c", 0.15), radius=0.03 * m)
    if back:
        canvas.rect(x - 0.24 * m, y - 0.98 * m, 0.48 * m, 0.36 * m, fill, radius=0.08 * m)
        for dx in (-0.18, 0.18):
            canvas.line([(x + dx * m, y - 0.7 * m), (x + dx * m, y - 0.46 * m)], 0.045 * m, INK)


def ladder(canvas, x, y, height=4.0, lean=0.6):
    m = canvas.metre(y)
    for side in (-0.22, 0.22):
        canvas.line([(x + side * m, y), (x + (side + lean) * m, y - height * m)], 0.06 * m, WOOD)
    for i in range(1, int(height / 0.3)):
        share = i * 0.3 / height
        cx, cy = x + lean * share * m, y - i * 0.3 * m
        canvas.line([(cx - 0.22 * m, cy), (cx + 0.22 * m, cy)], 0.045 * m, WOOD_DARK)


# What a hand holds: each takes the hand's place, the units in a metre and the side faced.
def spade(canvas, x, y, m, face):
    canvas.line([(x - face * 0.22 * m, y - 0.34 * m), (x + face * 0.36 * m, y + 0.78 * m)], 0.045 * m, WOOD)
    canvas.poly(
        [
            (x + face * 0.22 * m, y + 0.62 * m),
            (x + face * 0.42 * m, y + 0.52 * m),
            (x + face * 0.56 * m, y + 0.86 * m),
            (x + face * 0.46 * m, y + 0.96 * m),
        ],
        STEEL,
    )
    canvas.line([(x - face * 0.3 * m, y - 0.32 * m), (x - face * 0.14 * m, y - 0.4 * m)], 0.045 * m, WOOD_DARK)


def grabber(canvas, x, y, m, face):
    ex, ey = x + face * 0.36 * m, y + 0.68 * m
    canvas.line([(x, y), (ex, ey)], 0.035 * m, "#e0b040")
    canvas.line([(ex, ey), (ex + face * 0.1 * m, ey + 0.06 * m)], 0.03 * m, INK)
    canvas.line([(ex, ey), (ex - face * 0.01 * m, ey + 0.12 * m)], 0.03 * m, INK)


def held_bag(canvas, x, y, m, face, fill="#3f6f86"):
    canvas.blob(
        [
            (x - 0.05 * m, y),
            (x + 0.05 * m, y),
            (x + 0.2 * m, y + 0.3 * m),
            (x + 0.17 * m, y + 0.58 * m),
            (x - 0.17 * m, y + 0.58 * m),
            (x - 0.2 * m, y + 0.3 * m),
        ],
        fill,
    )


def basket(canvas, x, y, m, face, fill="#c8402f"):
    for i in range(5):
        canvas.disc(x + face * (-0.08 + i * 0.085) * m, y - 0.08 * m, 0.07 * m, fill)
    canvas.poly(
        [
            (x - face * 0.18 * m, y - 0.06 * m),
            (x + face * 0.36 * m, y - 0.06 * m),
            (x + face * 0.3 * m, y + 0.18 * m),
            (x - face * 0.12 * m, y + 0.18 * m),
        ],
        "#b98a52",
    )
    canvas.line([(x - face * 0.16 * m, y + 0.05 * m), (x + face * 0.33 * m, y + 0.05 * m)], 0.03 * m, WOOD_DARK)


def watering_can(canvas, x, y, m, face):
    cx, cy = x + face * 0.1 * m, y + 0.2 * m
    canvas.ring(cx, cy - 0.16 * m, 0.12 * m, 0.03 * m, "#3f7d6a")
    canvas.rect(cx - 0.14 * m, cy - 0.12 * m, 0.28 * m, 0.26 * m, "#4f9a83", radius=0.03 * m)
    canvas.line([(cx + face * 0.12 * m, cy + 0.06 * m), (cx + face * 0.36 * m, cy - 0.1 * m)], 0.05 * m, "#3f7d6a")
    for i in range(3):
        canvas.line(
            [(cx + face * (0.4 + i * 0.04) * m, cy - 0.08 * m), (cx + face * (0.46 + i * 0.06) * m, cy + 0.14 * m)],
            0.014 * m,
            "#bfe0ea",
        )


def standing_can(canvas, x, y):
    m = canvas.metre(y)
    canvas.shadow(x, y, 0.24 * m)
    canvas.ring(x - 0.12 * m, y - 0.24 * m, 0.13 * m, 0.03 * m, "#3f7d6a")
    canvas.rect(x - 0.16 * m, y - 0.28 * m, 0.32 * m, 0.28 * m, "#4f9a83", radius=0.03 * m)
    canvas.line([(x + 0.14 * m, y - 0.08 * m), (x + 0.4 * m, y - 0.34 * m)], 0.05 * m, "#3f7d6a")


def tray(canvas, x, y, m, face):
    canvas.rect(x - 0.3 * m, y - 0.05 * m, 0.6 * m, 0.05 * m, WOOD_DARK, radius=0.02 * m)
    for dx in (-0.17, 0.02, 0.19):
        mug(canvas, x + dx * m, y - 0.05 * m, m, CREAM)


def held_bowl(canvas, x, y, m, face):
    bowl(canvas, x + face * 0.06 * m, y + 0.02 * m, m * 1.1)


def held_mug(canvas, x, y, m, face):
    mug(canvas, x, y + 0.04 * m, m, CREAM)


def book(canvas, x, y, m, face):
    canvas.rect(x - 0.14 * m, y - 0.16 * m, 0.3 * m, 0.22 * m, "#1f6f78", radius=0.02 * m)
    canvas.rect(x - 0.11 * m, y - 0.14 * m, 0.24 * m, 0.17 * m, CREAM)


def parcel(canvas, x, y, m, face):
    canvas.rect(x + (0 if face > 0 else -0.5) * m, y - 0.24 * m, 0.5 * m, 0.36 * m, "#c9a06a", radius=0.02 * m)
    canvas.rect(x + (0.2 if face > 0 else -0.3) * m, y - 0.24 * m, 0.09 * m, 0.36 * m, "#e6c99a")


def brush(canvas, x, y, m, face):
    canvas.line([(x, y), (x + face * 0.26 * m, y - 0.22 * m)], 0.03 * m, WOOD)
    canvas.oval(x + face * 0.28 * m, y - 0.24 * m, 0.07 * m, 0.05 * m, "#b5493a")


def stop_sign(canvas, x, y, m, face):
    canvas.line([(x, y + 0.2 * m), (x, y - 0.5 * m)], 0.045 * m, CREAM)
    canvas.disc(x, y - 0.62 * m, 0.22 * m, "#b5493a")
    canvas.disc(x, y - 0.62 * m, 0.17 * m, CREAM)
    canvas.rect(x - 0.1 * m, y - 0.65 * m, 0.2 * m, 0.06 * m, "#b5493a")


def balloon(canvas, x, y, m, face, fill="#d9604a"):
    canvas.line([(x, y), (x + face * 0.08 * m, y - 0.75 * m)], max(1, 0.015 * m), "#59636b")
    canvas.oval(x + face * 0.08 * m, y - 0.98 * m, 0.2 * m, 0.25 * m, fill)
    canvas.oval(x + face * 0.02 * m, y - 1.06 * m, 0.05 * m, 0.07 * m, mix(fill, "#ffffff", 0.5))
