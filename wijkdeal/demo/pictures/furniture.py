"""What stands about in a street or a park."""

from math import cos, pi, sin

from .canvas import mix
from .nature import bush, flowers
from .palette import CREAM, INK, STEEL, WOOD, WOOD_DARK


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


def lamp_post(canvas, x, y, height=5.0, face=1, *, glow=False, light="#ffe9a8"):
    m = canvas.metre(y)
    top = y - height * m
    hx = x + face * 0.7 * m
    if glow:
        for spread, alpha in ((2.4, "1c"), (1.5, "26")):
            canvas.poly(
                [
                    (hx - 0.2 * m, top + 0.1 * m),
                    (hx + 0.2 * m, top + 0.1 * m),
                    (hx + spread * m, y + 0.1 * m),
                    (hx - spread * m, y + 0.1 * m),
                ],
                light + alpha,
                lit=True,
            )
            canvas.oval(hx, y + 0.1 * m, spread * m, spread * 0.16 * m, light + alpha, lit=True)
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


def parasol(canvas, x, y, fill, height=2.5, width=2.6):
    m = canvas.metre(y)
    top, w = y - height * m, width * m / 2
    canvas.line([(x, y), (x, top)], 0.07 * m, WOOD_DARK)
    canvas.segment(x, top + 0.45 * m, w, 0.62 * m, 180, 360, fill)
    for a, b in ((-0.6, -0.2), (0.2, 0.6)):
        canvas.poly([(x, top - 0.16 * m), (x + a * w, top + 0.45 * m), (x + b * w, top + 0.45 * m)], CREAM)
    canvas.disc(x, top - 0.18 * m, 0.05 * m, WOOD_DARK)


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


def ladder(canvas, x, y, height=4.0, lean=0.6):
    m = canvas.metre(y)
    for side in (-0.22, 0.22):
        canvas.line([(x + side * m, y), (x + (side + lean) * m, y - height * m)], 0.06 * m, WOOD)
    for i in range(1, int(height / 0.3)):
        share = i * 0.3 / height
        cx, cy = x + lean * share * m, y - i * 0.3 * m
        canvas.line([(cx - 0.22 * m, cy), (cx + 0.22 * m, cy)], 0.045 * m, WOOD_DARK)


def fence(canvas, x0, x1, y, height):
    m = canvas.metre(y)
    for up in (0.35, 0.95):
        canvas.rect(x0, y - up * height * m, x1 - x0, 0.09 * m, WOOD)
    x = x0 + 10
    while x < x1:
        canvas.rect(x, y - height * m, 0.14 * m, height * m, WOOD_DARK)
        x += 1.6 * m
