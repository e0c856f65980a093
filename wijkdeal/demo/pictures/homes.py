"""What is built: post-war flats of yellow brick, terraces, shops."""

from .canvas import mix
from .nature import bush
from .palette import BRICK, BRICK_DARK, BRICK_LINE, CREAM, PANELS, RED_BRICK, ROOF_EDGE, TILE

STOREY = 2.75


def window(canvas, x, y, w, h, *, glow=None):
    """A window with a white frame, and somebody's taste behind it."""
    rng = canvas.rng
    dusk = canvas.season.dusk
    lit = dusk and (rng.random() < 0.5 if glow is None else glow)
    f = max(1.4, w * 0.055)
    canvas.rect(x - f, y - f, w + 2 * f, h + 2 * f, CREAM)
    canvas.rect(x, y, w, h, "#f7d98c" if lit else rng.choice(("#38505c", "#4a6470", "#5b7986", "#38505c")), lit=lit)
    taste = rng.random()
    if taste < 0.32:
        cloth = rng.choice(("#f4ecd8", "#e6c9a0", "#d8a08a", "#b9cdd0"))
        for cx in (x, x + w * 0.78):
            canvas.rect(cx, y, w * 0.22, h, "#e8b56a" if lit else cloth, lit=lit)
    elif taste < 0.5:
        canvas.rect(x, y, w, h * rng.uniform(0.25, 0.6), "#f4ecd8" if not lit else "#e8b56a", lit=lit)
    elif taste < 0.68:
        for px in (0.3, 0.66):
            canvas.rect(x + w * px - w * 0.07, y + h * 0.82, w * 0.14, h * 0.18, "#b5593a")
            canvas.oval(x + w * px, y + h * 0.68, w * 0.12, h * 0.18, "#5d9a55")
    elif not lit and taste < 0.85:
        canvas.poly([(x + w * 0.55, y), (x + w * 0.85, y), (x + w * 0.45, y + h), (x + w * 0.15, y + h)], "#ffffff22")
    if w > 16:
        canvas.rect(x + w * 0.64, y, f * 0.8, h, CREAM)
    canvas.rect(x - f * 1.6, y + h + f, w + 3.2 * f, max(1.6, f * 0.9), CREAM)


def brickwork(canvas, x, y, w, h, step, fill):
    """A few courses and loose bricks: enough to read as brick."""
    rng = canvas.rng
    for _ in range(int(w * h / (step * step * 26))):
        bx, by = x + rng.uniform(0, w - step * 1.4), y + rng.uniform(step, h - step)
        by = y + round((by - y) / step * 2) * step / 2
        canvas.rect(bx, by, step * 1.3, max(1, step * 0.34), fill)


def flat(canvas, x, y, bays=8, storeys=4, *, panel=None, side=None, brick=BRICK):
    """A portiekflat from x to the right; a bay is 3.1 metres, every third one is a stair with its entrance."""
    m = canvas.metre(y)
    s, bay = STOREY * m, 3.1 * m
    w, h = bays * bay, storeys * s + 0.9 * m
    top = y - h
    panel = panel or canvas.rng.choice(PANELS)
    dark = mix(brick, "#6b4a1f", 0.24)
    if side:
        depth = 2.4 * m
        x0 = x if side < 0 else x + w
        canvas.poly([(x0, top), (x0 + side * depth, top + 0.5 * m), (x0 + side * depth, y - 0.1 * m), (x0, y)], dark)
        canvas.poly(
            [
                (x0, top - 0.3 * m),
                (x0 + side * depth, top + 0.26 * m),
                (x0 + side * depth, top + 0.55 * m),
                (x0, top + 0.1 * m),
            ],
            mix(ROOF_EDGE, "#20262c", 0.2),
        )
    canvas.rect(x, top, w, h, brick)
    brickwork(canvas, x, top, w, h, 0.3 * m, mix(brick, "#8d6f3b", 0.3))
    stairs = [i for i in range(bays) if i % 4 == 1]
    base = y - 1.0 * m
    canvas.rect(x, base, w, 1.0 * m, mix(brick, "#7a6a52", 0.42))
    for floor in range(storeys):
        fy = top + 0.75 * m + floor * s
        for i in range(bays):
            bx = x + i * bay
            if i in stairs:
                continue
            if i % 4 == 3 or (i % 4 == 0 and i == bays - 1):
                balcony(canvas, bx, fy, bay, m, panel)
            else:
                window(canvas, bx + 0.55 * m, fy + 0.2 * m, 1.9 * m, 1.45 * m)
    for i in stairs:
        stairwell(canvas, x + i * bay, top, bay, y, m, panel)
    for i in range(bays):
        if i not in stairs:
            canvas.rect(x + i * bay + 0.9 * m, base + 0.28 * m, 1.1 * m, 0.38 * m, "#4a5a5f")
    roofline(canvas, x, top, w, m)


def roofline(canvas, x, top, w, m):
    rng = canvas.rng
    for share in (0.12, 0.4, 0.71):
        cx = x + w * share + rng.uniform(-0.4, 0.4) * m
        canvas.rect(cx, top - 1.3 * m, 1.0 * m, 1.2 * m, mix(BRICK_DARK, "#7a4a2c", 0.3))
        canvas.rect(cx - 0.08 * m, top - 1.4 * m, 1.16 * m, 0.18 * m, "#6b5a48")
    canvas.rect(x - 0.35 * m, top - 0.32 * m, w + 0.7 * m, 0.42 * m, ROOF_EDGE)
    canvas.rect(x, top + 0.1 * m, w, 0.12 * m, "#00000022")
    if canvas.season.snow:
        canvas.rect(x - 0.35 * m, top - 0.5 * m, w + 0.7 * m, 0.24 * m, "#ffffff", radius=0.1 * m)


def balcony(canvas, x, y, bay, m, panel):
    canvas.rect(x + 0.25 * m, y - 0.1 * m, bay - 0.5 * m, 2.25 * m, "#7a6644")
    window(canvas, x + 0.45 * m, y + 0.1 * m, 1.2 * m, 1.9 * m)
    canvas.rect(x + 1.95 * m, y + 0.1 * m, 0.7 * m, 1.9 * m, "#4a6470")
    canvas.rect(x + 0.1 * m, y + 1.15 * m, bay - 0.2 * m, 1.0 * m, panel)
    canvas.rect(x + 0.1 * m, y + 1.1 * m, bay - 0.2 * m, 0.1 * m, CREAM)
    canvas.rect(x + 0.1 * m, y + 2.12 * m, bay - 0.2 * m, 0.12 * m, "#00000030")
    if canvas.rng.random() < 0.4 and not canvas.season.cold:
        for i in range(6):
            canvas.disc(
                x + (0.5 + i * 0.38) * m, y + 1.08 * m, 0.15 * m, ("#5d9a55", "#d9604a", "#5d9a55", "#e79bb4")[i % 4]
            )


def stairwell(canvas, x, top, bay, y, m, panel):
    canvas.rect(x + 0.6 * m, top + 0.5 * m, bay - 1.2 * m, y - top - 0.5 * m, mix(BRICK_DARK, "#8d6f3b", 0.2))
    pane, gap = 0.95 * m, 1.18 * m
    py = top + 0.8 * m
    while py + pane < y - 2.7 * m:
        lit = canvas.season.dusk
        canvas.rect(x + 0.85 * m, py, bay - 1.7 * m, pane, "#f3cf7d" if lit else "#7f9aa3", lit=lit)
        canvas.rect(x + bay / 2 - 0.04 * m, py, 0.08 * m, pane, CREAM)
        py += gap
    canvas.rect(x + 0.75 * m, y - 2.3 * m, bay - 1.5 * m, 2.3 * m, mix(panel, "#20262c", 0.35))
    canvas.rect(
        x + 0.95 * m,
        y - 2.1 * m,
        bay - 1.9 * m,
        1.35 * m,
        "#f3cf7d" if canvas.season.dusk else "#9fb6bb",
        lit=canvas.season.dusk,
    )
    canvas.rect(x + 0.35 * m, y - 2.6 * m, bay - 0.7 * m, 0.24 * m, CREAM)


def flats(canvas, y=466):
    """Two blocks along a court, not the same twice."""
    rng = canvas.rng
    start = rng.randint(-160, 20)
    bays = rng.choice((7, 8, 9))
    storeys = rng.choice((3, 4, 4))
    m = canvas.metre(y)
    far = y - rng.choice((8, 10))
    fm = canvas.metre(far)
    right = start + bays * 3.1 * m
    flat(
        canvas,
        right + rng.uniform(2.5, 5) * m - 20,
        far,
        max(4, int((1260 - right) / (3.1 * fm))),
        rng.choice((3, 4)),
        brick="#cfae6b",
    )
    canvas.rect(0, far - 1, 1200, 12, canvas.season.grass)
    flat(canvas, start, y, bays, storeys, side=1)
    for _ in range(rng.randint(2, 4)):
        hx = rng.randint(0, 1100)
        bush(canvas, hx, y + 3, rng.uniform(1.6, 3.2))


def row_houses(canvas, x, y, count=5, *, solar=0, brick=RED_BRICK, front=6.0):
    """A terrace with a tiled roof; `solar` is the share of roofs with panels."""
    m, rng = canvas.metre(y), canvas.rng
    w, wall, roof = front * m, 5.4 * m, 3.4 * m
    top = y - wall
    whole = count * w
    tile = rng.choice((TILE, "#8f5a48", "#6b5a58"))
    canvas.poly(
        [(x - 0.4 * m, top), (x + 0.9 * m, top - roof), (x + whole - 0.9 * m, top - roof), (x + whole + 0.4 * m, top)],
        tile,
    )
    for i in range(1, 7):
        ry = top - roof * i / 7
        canvas.rect(x + 0.4 * m, ry, whole - 0.8 * m, max(1, 0.06 * m), mix(tile, "#2b1a14", 0.25))
    canvas.rect(x, top, whole, wall, brick)
    brickwork(canvas, x, top, whole, wall, 0.3 * m, mix(brick, "#5b2c1c", 0.28))
    for i in range(count):
        house_front(canvas, x + i * w, y, top, w, m)
        cx = x + i * w + w * 0.9
        canvas.rect(cx, top - roof - 0.9 * m, 0.8 * m, 1.3 * m, mix(brick, "#20262c", 0.2))
        canvas.rect(cx - 0.1 * m, top - roof - 1.0 * m, 1.0 * m, 0.18 * m, "#5b5048")
        if rng.random() < solar:
            solar_panels(canvas, x + i * w + 0.9 * m, top - roof * 0.86, w - 2 * m, roof * 0.66, rows=2)
    canvas.rect(x - 0.4 * m, top - 0.12 * m, whole + 0.8 * m, 0.22 * m, CREAM)
    canvas.rect(x, top + 0.1 * m, whole, 0.14 * m, "#00000022")
    if canvas.season.snow:
        canvas.poly(
            [
                (x + 0.9 * m, top - roof - 0.1 * m),
                (x + whole - 0.9 * m, top - roof - 0.1 * m),
                (x + whole - 0.6 * m, top - roof * 0.86),
                (x + 0.6 * m, top - roof * 0.86),
            ],
            "#ffffff",
        )


def house_front(canvas, x, y, top, w, m):
    rng = canvas.rng
    door = rng.choice(("#1f6f78", "#e0b040", "#b5493a", "#2d4a6b", "#5b7f4a", "#f4ecd8"))
    window(canvas, x + 0.6 * m, top + 0.6 * m, 1.9 * m, 1.4 * m)
    window(canvas, x + 3.5 * m, top + 0.6 * m, 1.5 * m, 1.4 * m)
    window(canvas, x + 0.6 * m, y - 2.3 * m, 2.5 * m, 1.6 * m)
    canvas.rect(x + 3.7 * m, y - 2.35 * m, 1.2 * m, 2.35 * m, CREAM)
    canvas.rect(x + 3.8 * m, y - 2.25 * m, 1.0 * m, 2.25 * m, door)
    canvas.rect(x + 4.0 * m, y - 2.05 * m, 0.6 * m, 0.7 * m, "#9fb6bb")
    canvas.disc(x + 4.68 * m, y - 1.1 * m, 0.06 * m, CREAM)
    canvas.rect(x + 3.4 * m, y - 2.62 * m, 1.8 * m, 0.16 * m, CREAM)
    canvas.rect(x + 3.6 * m, y - 0.12 * m, 1.4 * m, 0.12 * m, "#a8a090")
    canvas.rect(x, top, max(1, 0.05 * m), y - top, "#00000022")


def solar_panels(canvas, x, y, w, h, *, rows=2, lean=0, columns=None):
    """Panels on a roof whose upper edge is shifted by `lean`."""
    columns = columns or max(2, round(w / (h / rows) * 1.35))

    def corner(i, j):
        return (x + w * i / columns + lean * (1 - j / rows), y + h * j / rows)

    canvas.poly([corner(0, 0), corner(columns, 0), corner(columns, rows), corner(0, rows)], "#c9d3d6")
    gap = 0.045
    for i in range(columns):
        for j in range(rows):
            cell = [
                corner(i + gap, j + gap),
                corner(i + 1 - gap, j + gap),
                corner(i + 1 - gap, j + 1 - gap),
                corner(i + gap, j + 1 - gap),
            ]
            canvas.poly(cell, "#24405f")
            canvas.line([corner(i + 0.5, j + gap), corner(i + 0.5, j + 1 - gap)], 1.2, "#486a8c", round_ends=False)
            canvas.line([corner(i + gap, j + 0.5), corner(i + 1 - gap, j + 0.5)], 1.2, "#486a8c", round_ends=False)
    shine = [
        corner(columns * 0.55, 0),
        corner(columns * 0.72, 0),
        corner(columns * 0.4, rows),
        corner(columns * 0.23, rows),
    ]
    canvas.poly(shine, "#ffffff2e")


def shops(canvas, x, y, count=5):
    """A row of shops with awnings, homes above."""
    m, rng = canvas.metre(y), canvas.rng
    w, whole = 5.2 * m, 5.2 * m * count
    top = y - 9.2 * m
    canvas.rect(x, top, whole, y - top, BRICK)
    brickwork(canvas, x, top, whole, y - top - 3.4 * m, 0.3 * m, BRICK_LINE)
    for i in range(count):
        sx = x + i * w
        for floor in (0, 1):
            window(canvas, sx + 0.6 * m, top + (0.9 + floor * 2.75) * m, 1.8 * m, 1.45 * m)
            window(canvas, sx + 3.0 * m, top + (0.9 + floor * 2.75) * m, 1.6 * m, 1.45 * m)
        shop_front(canvas, sx, y, w, m, rng.choice(("#b5493a", "#1f6f78", "#e0b040", "#5b7f4a", "#2d4a6b")))
    canvas.rect(x - 0.3 * m, top - 0.3 * m, whole + 0.6 * m, 0.42 * m, ROOF_EDGE)
    if canvas.season.snow:
        canvas.rect(x - 0.3 * m, top - 0.48 * m, whole + 0.6 * m, 0.24 * m, "#ffffff", radius=0.1 * m)


def shop_front(canvas, x, y, w, m, fill):
    rng = canvas.rng
    glow = canvas.season.dusk
    canvas.rect(x + 0.15 * m, y - 3.3 * m, w - 0.3 * m, 3.3 * m, mix(fill, "#20262c", 0.35))
    canvas.rect(x + 0.35 * m, y - 2.6 * m, w - 1.9 * m, 2.1 * m, "#f3d48c" if glow else "#a9c0c2", lit=glow)
    canvas.rect(x + w - 1.35 * m, y - 2.4 * m, 1.0 * m, 2.4 * m, "#f3d48c" if glow else "#87a3a8", lit=glow)
    for i in range(5):
        canvas.disc(
            x + (0.7 + i * 0.55) * m,
            y - 0.72 * m,
            0.2 * m,
            rng.choice(("#d9604a", "#e0b040", "#6b9a4c", "#e9965a", "#8a3d5f")),
        )
    canvas.rect(x + 0.35 * m, y - 0.6 * m, w - 1.9 * m, 0.16 * m, "#8d6f3b")
    awning(canvas, x, y - 3.0 * m, w, 0.95 * m, fill)


def awning(canvas, x, y, w, h, fill, *, stripes=8):
    step = w / stripes
    for i in range(stripes):
        shade = fill if i % 2 == 0 else CREAM
        canvas.rect(x + i * step, y, step + 0.5, h, shade)
        canvas.segment(x + (i + 0.5) * step, y + h - 1, step / 2, step * 0.42, 0, 180, shade)
    canvas.rect(x, y, w, max(1.4, h * 0.09), "#00000030")


def gable(canvas, x, y, width=9, storeys=4, brick=BRICK):
    """The blind end wall of a flat, as wide as `width` metres: room for a poem or a painting."""
    m = canvas.metre(y)
    w, h = width * m, (storeys * STOREY + 0.9) * m
    canvas.rect(x, y - h, w, h, brick)
    brickwork(canvas, x, y - h, w, h, 0.3 * m, mix(brick, "#8d6f3b", 0.28))
    canvas.rect(x, y - 1.0 * m, w, 1.0 * m, mix(brick, "#7a6a52", 0.42))
    canvas.rect(x - 0.35 * m, y - h - 0.32 * m, w + 0.7 * m, 0.42 * m, ROOF_EDGE)
    if canvas.season.snow:
        canvas.rect(x - 0.35 * m, y - h - 0.5 * m, w + 0.7 * m, 0.24 * m, "#ffffff", radius=0.1 * m)
    return (x, y - h, w, h, m)
