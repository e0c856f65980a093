"""Sky, ground, trees, beds, water and what lives there."""

from math import cos, pi, sin

from .canvas import mix
from .seasons import AUTUMN, SPRING, WINTER

BARK = "#5b4630"
BARE = "#6b5644"


def sky(canvas, bottom=470):
    season, rng = canvas.season, canvas.rng
    canvas.rect(0, 0, 1200, bottom + 20, season.sky, lit=True)
    if season.dusk:
        for top, share in ((190, 0.25), (270, 0.5), (340, 0.75), (400, 1)):
            canvas.rect(0, top, 1200, bottom + 20 - top, mix(season.sky, season.haze, share), lit=True)
        stars(canvas)
        return
    edge = rng.randint(210, 290)
    canvas.poly(wavy(rng, edge, bottom + 20, 26), season.haze, lit=True)
    if season.sun:
        sx, sy = rng.randint(120, 1080), rng.randint(70, 150)
        canvas.disc(sx, sy, 74, mix(season.sun, season.sky, 0.62), lit=True)
        canvas.disc(sx, sy, 50, season.sun, lit=True)
    for _ in range(rng.randint(2, 4)):
        cloud(canvas, rng.randint(0, 1200), rng.randint(40, 170), rng.uniform(0.6, 1.25))
    if rng.random() < 0.6:
        birds(canvas, rng.randint(200, 1000), rng.randint(50, 140))


def stars(canvas):
    for _ in range(34):
        canvas.disc(
            canvas.rng.uniform(0, 1200), canvas.rng.uniform(0, 210), canvas.rng.uniform(0.8, 1.9), "#f4ecd8", lit=True
        )
    mx = canvas.rng.randint(140, 1060)
    canvas.disc(mx, 96, 38, "#f6e7bd", lit=True)
    canvas.disc(mx + 16, 88, 33, canvas.season.sky, lit=True)


def wavy(rng, edge, bottom, swing):
    phase, length = rng.uniform(0, 6), rng.uniform(330, 620)
    top = [(x, edge + sin(x / length * 2 * pi + phase) * swing) for x in range(0, 1201, 40)]
    return [*top, (1200, bottom), (0, bottom)]


def cloud(canvas, x, y, size):
    fill = canvas.season.cloud
    w, h = 180 * size, 24 * size
    canvas.rect(x - w / 2, y, w, h, fill, radius=h / 2, lit=True)
    canvas.rect(x - w * 0.28, y - h * 0.78, w * 0.5, h * 1.2, fill, radius=h * 0.6, lit=True)
    canvas.rect(x - w * 0.72, y + h * 0.62, w * 0.9, h * 0.72, fill, radius=h * 0.36, lit=True)


def birds(canvas, x, y):
    for i in range(canvas.rng.randint(3, 5)):
        bx, by, s = x + i * 34 + canvas.rng.randint(-8, 8), y + canvas.rng.randint(-18, 18), canvas.rng.uniform(6, 10)
        canvas.line([(bx - s, by - s * 0.5), (bx, by), (bx + s, by - s * 0.6)], 2, "#46545c")


def ground(canvas, top=462, fill=None):
    """A lawn from `top` to the bottom of the sheet, mown in bands, with tufts and what has fallen or flowers."""
    season, rng = canvas.season, canvas.rng
    canvas.rect(0, top, 1200, 800 - top, fill or season.grass)
    y, band = top + 16, 18
    while y < 800:
        canvas.poly(wavy(rng, y, y + band, 5)[:-2] + wavy(rng, y + band, 0, 4)[-3::-1], season.mown)
        y, band = y + band * 2.1, band * 1.45
    scatter(canvas, top)


def scatter(canvas, top, count=130):
    season, rng = canvas.season, canvas.rng
    for _ in range(count):
        y = top + 14 + (786 - top) * rng.random() ** 0.8
        x, m = rng.uniform(0, 1200), canvas.metre(y)
        if rng.random() < 0.45:
            h = 0.09 * m
            canvas.line([(x - h * 0.6, y - h), (x, y), (x + h * 0.5, y - h * 1.2)], max(1.2, m * 0.016), season.tuft)
        elif season.name != WINTER or season.snow:
            r = max(1.3, 0.034 * m)
            canvas.oval(x, y, r, r * 0.75, rng.choice(season.specks))


def path(canvas, near, far, width=3.2, fill="#e6d9b8", top=470, bend=0):
    """A path in perspective from `near` at the bottom of the sheet to `far` at `top`; `width` in metres."""
    left, right = [], []
    for i in range(25):
        y = top + (812 - top) * i / 24
        share = (y - top) / (812 - top)
        x = far + (near - far) * share + sin(share * pi) * bend * (1 - share * 0.3)
        half = canvas.metre(y) * width / 2
        left.append((x - half, y))
        right.append((x + half, y))
    edge = mix(fill, "#5b5030", 0.25)
    grown = [(x - canvas.metre(y) * 0.08, y) for x, y in left] + [
        (x + canvas.metre(y) * 0.08, y) for x, y in right[::-1]
    ]
    canvas.poly(grown, edge)
    canvas.poly(left + right[::-1], fill)
    return lambda y: (
        far
        + (near - far) * ((y - top) / (812 - top))
        + sin((y - top) / (812 - top) * pi) * bend * (1 - (y - top) / (812 - top) * 0.3)
    )


def strip(canvas, y0, y1, fill, slope=0):
    """A band across the whole sheet: a street, a pavement, water."""
    canvas.poly([(0, y0 + slope), (1200, y0 - slope), (1200, y1 - slope), (0, y1 + slope)], fill)


def tree(canvas, x, y, height=6, kind=None, *, crown=None, fruit=None):
    """A tree of `height` metres; by season in leaf, in blossom, turning or bare."""
    m, season, rng = canvas.metre(y), canvas.season, canvas.rng
    canvas.shadow(x, y, height * 0.26 * m, height * 0.035 * m)
    kind = kind or rng.choice(("round", "round", "tall"))
    r = (crown or height * (0.3 if kind == "round" else 0.2)) * m
    top = y - height * m
    middle = top + r * (1 if kind == "round" else 1.7)
    if season.name == WINTER and kind != "fir":
        return bare_tree(canvas, x, y, middle, r, m, height)
    trunk(canvas, x, y, middle, m, height)
    if kind == "fir":
        return fir(canvas, x, y, height, m)
    dark, mid, light = rng.choice(season.leaves)
    if season.name == SPRING and (fruit or rng.random() < 0.35):
        dark, mid, light = rng.choice((("#d98da6", "#eab0c0", "#f7d3da"), ("#d9d3c0", "#efe9da", "#fffaf0")))
        fruit = None
    crown_of(canvas, x, middle, r, r * (1 if kind == "round" else 1.7), (dark, mid, light))
    if fruit and season.name != SPRING:
        hang(canvas, x, middle, r, fruit)
    return None


def trunk(canvas, x, y, middle, m, height):
    w = max(3, height * 0.032 * m)
    canvas.poly([(x - w * 0.8, y), (x - w * 0.4, middle), (x + w * 0.4, middle), (x + w * 0.8, y)], BARK)
    canvas.line([(x, y - (y - middle) * 0.5), (x + w * 2.2, middle + w)], w * 0.45, BARK)


def crown_of(canvas, x, y, rx, ry, shades):
    rng = canvas.rng
    dark, mid, light = shades
    canvas.oval(x, y, rx, ry, dark)
    bumps = [(a + rng.uniform(-0.2, 0.2), rng.uniform(0.26, 0.36)) for a in [i * pi / 4.5 for i in range(9)]]
    for angle, size in bumps:
        canvas.disc(x + cos(angle) * rx * 0.78, y + sin(angle) * ry * 0.8, size * rx, dark)
    for angle, size in bumps:
        canvas.disc(x - rx * 0.12 + cos(angle) * rx * 0.56, y - ry * 0.14 + sin(angle) * ry * 0.58, size * rx, mid)
    canvas.oval(x - rx * 0.12, y - ry * 0.12, rx * 0.62, ry * 0.62, mid)
    canvas.oval(x - rx * 0.3, y - ry * 0.36, rx * 0.34, ry * 0.3, light)
    canvas.oval(x - rx * 0.08, y - ry * 0.5, rx * 0.22, ry * 0.2, light)
    for _ in range(26):
        angle, far = rng.uniform(0, 2 * pi), rng.uniform(0.2, 0.98)
        lx, ly = x + cos(angle) * rx * far, y + sin(angle) * ry * far
        canvas.oval(lx, ly, max(1.2, rx * 0.055), max(1, rx * 0.035), rng.choice((light, light, dark)))


def hang(canvas, x, y, r, fill):
    """Fruit spread evenly, as seeds in a sunflower are."""
    for i in range(1, 15):
        angle, far = i * 2.4 + x, (i / 15) ** 0.5 * r * 0.92
        fx, fy = x + cos(angle) * far, y + sin(angle) * far
        canvas.disc(fx, fy, r * 0.085, fill)
        canvas.disc(fx - r * 0.025, fy - r * 0.03, r * 0.028, mix(fill, "#ffffff", 0.5))


def bare_tree(canvas, x, y, middle, r, m, height):
    fill = BARE
    w = max(3, height * 0.03 * m)
    fork = y - (y - middle) * 0.62
    canvas.poly([(x - w * 0.8, y), (x - w * 0.45, fork), (x + w * 0.45, fork), (x + w * 0.8, y)], fill)
    grow(canvas, x, fork, -pi / 2, (fork - (middle - r)) * 0.42, w * 0.85, 5)
    if canvas.season.snow:
        canvas.oval(x, y, w * 3, w * 0.5, "#ffffff")


def grow(canvas, x, y, angle, length, width, depth):
    ex, ey = x + cos(angle) * length, y + sin(angle) * length
    canvas.line([(x, y), (ex, ey)], max(1, width), BARE if depth > 1 else mix(BARE, canvas.season.sky, 0.25))
    if depth > 1:
        turns = (-0.42, 0.42) if depth < 5 else (-0.6, -0.05, 0.55)
        for turn in turns:
            bend = turn + canvas.rng.uniform(-0.18, 0.18)
            grow(canvas, ex, ey, angle + bend, length * canvas.rng.uniform(0.66, 0.82), width * 0.62, depth - 1)


def fir(canvas, x, y, height, m):
    for i in range(4):
        w, top = (0.5 + i * 0.26) * height * 0.2 * m, y - height * m * (1 - i * 0.2)
        canvas.poly(
            [(x, top), (x + w * 1.4, top + height * 0.32 * m), (x - w * 1.4, top + height * 0.32 * m)],
            ("#2f5b40", "#38684a")[i % 2],
        )


def bush(canvas, x, y, width=1.6, *, flowers=None):
    m, season, rng = canvas.metre(y), canvas.season, canvas.rng
    dark, mid, light = rng.choice(season.leaves)
    w = width * m / 2
    for dx, r, fill in (
        (-0.55, 0.5, dark),
        (0.5, 0.52, dark),
        (0, 0.68, dark),
        (-0.18, 0.46, mid),
        (0.34, 0.3, mid),
        (-0.3, 0.2, light),
    ):
        lift = r * w * (0.7 if fill == dark else 0.95)
        canvas.disc(x + dx * w, y - lift, r * w, fill)
    canvas.rect(x - w * 0.95, y - w * 0.22, w * 1.9, w * 0.24, dark, radius=w * 0.1)
    if season.snow:
        canvas.oval(x, y - w * 1.2, w * 0.5, w * 0.16, "#ffffff")
    elif flowers and season.name != WINTER:
        for i in range(9):
            canvas.disc(
                x + sin(i * 2.1) * w * 0.7, y - w * (0.35 + 0.55 * ((i * 0.43) % 1)), max(1.6, w * 0.08), flowers
            )


def hedge(canvas, x0, x1, y, height=0.9):
    m, season = canvas.metre(y), canvas.season
    dark, mid, _ = season.leaves[0] if season.name != AUTUMN else ("#5d7340", "#73884c", "#8c9e60")
    canvas.rect(x0, y - height * m, x1 - x0, height * m, dark, radius=0.12 * m)
    canvas.rect(x0 + 2, y - height * m, x1 - x0 - 4, height * 0.4 * m, mid, radius=0.12 * m)
    if season.snow:
        canvas.rect(x0 + 2, y - height * m - 0.08 * m, x1 - x0 - 4, 0.14 * m, "#ffffff", radius=0.07 * m)


def flowers(canvas, x, y, width, count=14, colours=("#d9604a", "#f3c74a", "#e79bb4", "#fff8e8", "#8f6bb0"), tall=0.45):
    """A strip of flowers `width` metres wide, rooted at y."""
    if canvas.season.name == WINTER:
        return
    m, rng = canvas.metre(y), canvas.rng
    for i in range(count):
        fx = x + (i / max(1, count - 1) - 0.5) * width * m + rng.uniform(-0.05, 0.05) * m
        h = tall * rng.uniform(0.6, 1.1) * m
        canvas.line([(fx, y), (fx + rng.uniform(-0.05, 0.05) * m, y - h)], max(1.2, 0.022 * m), "#55813f")
        canvas.oval(fx + 0.05 * m, y - h * 0.4, 0.06 * m, 0.025 * m, "#6b9a4c")
        fill = rng.choice(colours)
        canvas.disc(fx, y - h, 0.065 * m, fill)
        canvas.disc(fx, y - h, 0.024 * m, "#7a4a22" if fill != "#f3c74a" else "#b5493a")


def vegetable_row(canvas, x0, x1, y, kind):
    """A row of cabbages, carrots, leeks, beans or pumpkins."""
    m = canvas.metre(y)
    steps = max(2, int((x1 - x0) / (0.42 * m)))
    for i in range(steps):
        vx = x0 + (i + 0.5) * (x1 - x0) / steps
        if kind == "cabbage":
            for dx, fill in ((-0.09, "#4f8a5b"), (0.09, "#5d9a66"), (0, "#86bb84")):
                canvas.oval(vx + dx * m, y - 0.1 * m, 0.13 * m, 0.11 * m, fill)
        elif kind == "bean":
            canvas.line([(vx, y), (vx, y - 1.15 * m)], max(1.5, 0.03 * m), "#b08a55")
            for j in range(5):
                side = 0.08 if j % 2 else -0.08
                canvas.oval(vx + side * m, y - (0.2 + j * 0.2) * m, 0.11 * m, 0.07 * m, ("#5d9a4a", "#77b05a")[j % 2])
            canvas.disc(vx + 0.06 * m, y - 0.7 * m, 0.04 * m, "#c8402f")
        elif kind == "pumpkin":
            canvas.oval(vx, y - 0.2 * m, 0.16 * m, 0.06 * m, "#5d8a44")
            canvas.oval(vx, y - 0.1 * m, 0.15 * m, 0.12 * m, "#dd8433")
            canvas.oval(vx, y - 0.1 * m, 0.06 * m, 0.12 * m, "#ec9f4f")
        else:
            for dx in (-0.1, -0.04, 0.03, 0.1):
                canvas.line(
                    [(vx, y), (vx + dx * m, y - 0.3 * m)], max(1.5, 0.035 * m), "#6ba24c" if dx < 0 else "#86b95f"
                )


def water(canvas, y0, y1, slope=0):
    season, rng = canvas.season, canvas.rng
    fill = mix("#7fa9b3", season.sky, 0.35)
    strip(canvas, y0 - 7, y1 + 6, "#8a7a55", slope)
    strip(canvas, y0, y1, fill, slope)
    strip(canvas, y0, y0 + (y1 - y0) * 0.3, mix(fill, "#38505c", 0.28), slope)
    for _ in range(26):
        wx, share = rng.uniform(0, 1200), rng.uniform(0.12, 0.95)
        wy = y0 + (y1 - y0) * share + slope * (1 - wx / 600)
        w = rng.uniform(20, 70) * (0.4 + share)
        canvas.line([(wx, wy), (wx + w, wy - slope * w / 600)], 2.4, mix(fill, "#ffffff", rng.choice((0.3, 0.5))))


def reeds(canvas, x, y, count=9):
    m, rng = canvas.metre(y), canvas.rng
    fill = "#6f8f4a" if canvas.season.name not in (WINTER, AUTUMN) else "#b39a5c"
    for _ in range(count):
        rx, h = x + rng.uniform(-0.6, 0.6) * m, rng.uniform(0.6, 1.2) * m
        canvas.line([(rx, y), (rx + rng.uniform(-0.14, 0.14) * m, y - h)], max(1.6, 0.035 * m), fill)
        if rng.random() < 0.4:
            canvas.rect(rx - 0.03 * m, y - h, 0.06 * m, 0.26 * m, "#7a4f2c", radius=0.03 * m)


def duck(canvas, x, y, face=1, size=1.0):
    m = canvas.metre(y) * size
    canvas.oval(x, y, 0.3 * m, 0.05 * m, "#ffffff66")
    canvas.blob(
        [
            (x - face * 0.3 * m, y - 0.16 * m),
            (x, y - 0.02 * m),
            (x + face * 0.22 * m, y - 0.06 * m),
            (x + face * 0.16 * m, y - 0.18 * m),
        ],
        "#8a7258",
    )
    canvas.disc(x + face * 0.2 * m, y - 0.26 * m, 0.09 * m, "#2f6b4c")
    canvas.oval(x + face * 0.31 * m, y - 0.24 * m, 0.06 * m, 0.025 * m, "#e0a53a")


def dog(canvas, x, y, face=1, fill=None, *, run=False, size=1.0):
    m, rng = canvas.metre(y) * size * 0.85, canvas.rng
    fill = fill or rng.choice(("#8a5a34", "#2f2a28", "#d9b884", "#f4ecd8", "#a8743f"))
    dark = mix(fill, "#20262c", 0.25)
    lift = 0.1 * m if run else 0
    canvas.shadow(x, y, 0.4 * m)
    spread = (
        ((-0.3, -0.5), (-0.2, -0.42), (0.24, 0.5), (0.3, 0.56))
        if run
        else ((-0.3, -0.32), (-0.2, -0.2), (0.22, 0.2), (0.3, 0.32))
    )
    for i, (hip, foot) in enumerate(spread):
        canvas.line(
            [(x + face * hip * m, y - 0.36 * m - lift), (x + face * foot * m, y - 0.03 * m - lift)],
            0.09 * m,
            dark if i in (1, 2) else fill,
        )
    canvas.rect(x - 0.38 * m, y - 0.56 * m - lift, 0.76 * m, 0.27 * m, fill, radius=0.13 * m)
    canvas.line([(x - face * 0.35 * m, y - 0.5 * m - lift), (x - face * 0.55 * m, y - 0.76 * m - lift)], 0.07 * m, fill)
    hx, hy = x + face * 0.42 * m, y - 0.68 * m - lift
    canvas.line([(x + face * 0.3 * m, y - 0.46 * m - lift), (hx, hy)], 0.17 * m, fill)
    canvas.oval(hx, hy, 0.16 * m, 0.14 * m, fill)
    canvas.oval(hx + face * 0.15 * m, hy + 0.03 * m, 0.12 * m, 0.07 * m, fill)
    canvas.disc(hx + face * 0.26 * m, hy + 0.01 * m, 0.032 * m, "#1d1a19")
    canvas.oval(hx - face * 0.1 * m, hy + 0.02 * m, 0.06 * m, 0.13 * m, dark)
    canvas.disc(hx + face * 0.07 * m, hy - 0.03 * m, 0.02 * m, "#1d1a19")
    canvas.line(
        [(x + face * 0.27 * m, y - 0.58 * m - lift), (x + face * 0.4 * m, y - 0.5 * m - lift)], 0.05 * m, "#b5493a"
    )
