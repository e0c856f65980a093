"""Tables and what is on them."""

from math import sin

from .canvas import mix
from .company import anybody
from .furniture import parasol
from .palette import CREAM, INK, SLATE, STEEL
from .people import person
from .seasons import WINTER


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


def lay_table(canvas, y, width, cloth, deep):
    m = canvas.metre(y)
    top = table(canvas, 600, y, width, deep, cloth=cloth)
    spots = int(width / 0.75)
    for i in range(spots):
        x = 600 + (i - (spots - 1) / 2) * width * m / (spots + 0.6)
        near = top + (0.1 if i % 2 else -0.03) * m
        bowl(canvas, x, near, m, canvas.rng.choice((CREAM, "#e6c9a0", "#b9cdd0")))


def soup_pot(canvas, x, y):
    m = canvas.metre(y)
    pot(canvas, x, y - 0.86 * m, m, canvas.rng.choice(("#b5493a", "#e0b040", "#2d4a6b")))
    steam(canvas, x, y - 1.3 * m, m)
    canvas.oval(x - 1.5 * m, y - 0.86 * m, 0.24 * m, 0.07 * m, "#b98a52")
    for dx in (-0.1, 0.02, 0.12):
        canvas.oval(x + (dx - 1.5) * m, y - 0.92 * m, 0.1 * m, 0.07 * m, "#d9a566")


def terrace_table(canvas, x, y, fill, *, sun):
    m = canvas.metre(y)
    rng = canvas.rng
    for dx, face in ((-0.95, 1), (0.95, -1)):
        cx = x + dx * m
        canvas.shadow(cx, y, 0.34 * m)
        canvas.line([(cx - face * 0.22 * m, y), (cx - face * 0.24 * m, y - 0.95 * m)], 0.05 * m, SLATE)
        canvas.line([(cx + face * 0.2 * m, y), (cx + face * 0.2 * m, y - 0.48 * m)], 0.05 * m, SLATE)
        canvas.rect(cx - 0.25 * m, y - 0.52 * m, 0.48 * m, 0.07 * m, fill)
        canvas.rect(cx - (0.28 if face > 0 else -0.22) * m, y - 0.96 * m, 0.07 * m, 0.4 * m, fill)
        person(
            canvas,
            cx - face * 0.05 * m,
            y,
            anybody(canvas, rng.choice(("adult", "elder", "elder"))),
            "sit",
            face,
            shadow=False,
        )
    canvas.line([(x, y), (x, y - 0.72 * m)], 0.07 * m, SLATE)
    canvas.oval(x, y, 0.26 * m, 0.06 * m, SLATE)
    canvas.oval(x, y - 0.7 * m, 0.55 * m, 0.12 * m, "#b5824a")
    canvas.oval(x, y - 0.73 * m, 0.55 * m, 0.12 * m, "#e0b67a")
    for dx in (-0.24, 0.22):
        mug(canvas, x + dx * m, y - 0.73 * m, m, CREAM)
    canvas.oval(x, y - 0.82 * m, 0.11 * m, 0.09 * m, fill)
    canvas.line([(x + 0.08 * m, y - 0.82 * m), (x + 0.17 * m, y - 0.9 * m)], 0.035 * m, fill)
    if sun and canvas.season.name != WINTER:
        parasol(canvas, x, y - 0.76 * m, fill, height=1.75, width=2.8)


def seated_group(canvas, x, y):
    m = canvas.metre(y)
    rng = canvas.rng
    for dx in (-0.55, 0.55):
        person(canvas, x + dx * m, y - 8, anybody(canvas), "table", -1 if dx > 0 else 1, shadow=False)
    top = table(canvas, x, y, 2.2, 0.7, cloth=rng.choice(("#f4ecd8", "#e0b040", "#b5493a", "#7fb0c0")))
    for dx in (-0.6, 0, 0.6):
        mug(canvas, x + dx * m, top + 0.06 * m, m * 1.3, rng.choice(("#b5493a", "#1f6f78", "#e0b040")))
