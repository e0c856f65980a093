"""The buildings that everybody knows: the school, the bandstand, the tea house."""

from .canvas import mix
from .palette import CREAM, SLATE


def school(canvas, x, y, length=34):
    """A long low building with bands of glass."""
    m, rng = canvas.metre(y), canvas.rng
    h = 7.2 * m
    canvas.rect(x, y - h, length * m, h, "#e9dfc9")
    canvas.rect(x, y - h - 0.4 * m, length * m, 0.5 * m, "#b5493a")
    for floor in range(2):
        for i in range(int(length / 3.2)):
            wx, wy = x + (0.6 + i * 3.2) * m, y - h + (0.8 + floor * 3.4) * m
            canvas.rect(wx, wy, 2.7 * m, 1.9 * m, rng.choice(("#4a6470", "#5b7986", "#38505c")))
            canvas.rect(wx + 0.85 * m, wy, 0.1 * m, 1.9 * m, CREAM)
            canvas.rect(wx + 1.75 * m, wy, 0.1 * m, 1.9 * m, CREAM)
            if rng.random() < 0.5:
                for j in range(3):
                    canvas.disc(
                        wx + (0.45 + j * 0.9) * m,
                        wy + 1.45 * m,
                        0.26 * m,
                        rng.choice(("#e0b040", "#d9604a", "#7fb0c0", "#8fb16a")),
                    )
            canvas.rect(wx, wy + 2.0 * m, 2.7 * m, 0.55 * m, rng.choice(("#e0b040", "#5b8ea6", "#c96a58", "#7f9f6a")))
    canvas.rect(x + length * 0.45 * m, y - 2.8 * m, 3.6 * m, 2.8 * m, "#1f6f78")
    canvas.rect(x + (length * 0.45 + 0.3) * m, y - 2.4 * m, 3.0 * m, 2.4 * m, "#9fc0c2")


def bandstand(canvas, x, y, width=7.5, roof="#b5493a"):
    """The music pavilion: an octagon with a curved roof; its people stand on the floor 0.7 metre up."""
    m = canvas.metre(y)
    w = width * m
    canvas.shadow(x, y, w * 0.62, w * 0.06)
    floor, eave = y - 0.75 * m, y - 3.5 * m
    canvas.rect(x - w * 0.42, eave, w * 0.84, floor - eave, "#00000018")
    for share in (-0.3, -0.1, 0.1, 0.3):
        canvas.rect(x + share * w - 0.06 * m, eave, 0.12 * m, floor - eave, "#d8cdb4")
    canvas.oval(x, floor, w * 0.52, 0.42 * m, "#c9a877")
    return lambda: bandstand_front(canvas, x, y, w, m, floor, eave, roof)


def bandstand_front(canvas, x, y, w, m, floor, eave, roof):
    canvas.poly([(x - w * 0.52, floor), (x + w * 0.52, floor), (x + w * 0.5, y), (x - w * 0.5, y)], "#8d6f3b")
    for i in range(9):
        canvas.rect(x - w * 0.48 + i * w * 0.12, floor + 0.12 * m, 0.05 * m, y - floor - 0.14 * m, "#74592c")
    canvas.rect(x - w * 0.52, floor - 0.04 * m, w * 1.04, 0.14 * m, CREAM)
    for share in (-0.48, -0.26, 0.26, 0.48):
        canvas.rect(x + share * w - 0.09 * m, eave, 0.18 * m, floor - eave, CREAM)
    for left, right in ((-0.48, -0.26), (0.26, 0.48)):
        canvas.rect(x + left * w, floor - 0.95 * m, (right - left) * w, 0.08 * m, CREAM)
        for i in range(1, 6):
            canvas.rect(x + (left + (right - left) * i / 6) * w, floor - 0.95 * m, 0.04 * m, 0.95 * m, CREAM)
    peak = eave - 2.1 * m
    dome = [
        (x - w * 0.6, eave),
        (x - w * 0.4, eave - 0.58 * m),
        (x - w * 0.16, eave - 1.4 * m),
        (x, peak),
        (x + w * 0.16, eave - 1.4 * m),
        (x + w * 0.4, eave - 0.58 * m),
        (x + w * 0.6, eave),
    ]
    canvas.poly(dome, roof)
    dark = mix(roof, "#20262c", 0.18)
    canvas.poly([(x, peak), (x + w * 0.16, eave - 1.4 * m), (x + w * 0.24, eave)], dark)
    canvas.poly(
        [(x + w * 0.22, eave - 1.2 * m), (x + w * 0.4, eave - 0.58 * m), (x + w * 0.6, eave), (x + w * 0.42, eave)],
        dark,
    )
    canvas.poly(
        [(x - w * 0.16, eave - 1.4 * m), (x - w * 0.24, eave), (x - w * 0.42, eave), (x - w * 0.22, eave - 1.2 * m)],
        mix(roof, "#ffffff", 0.12),
    )
    canvas.rect(x - w * 0.61, eave - 0.06 * m, w * 1.22, 0.3 * m, CREAM)
    for i in range(15):
        canvas.segment(x - w * 0.57 + i * w * 0.0815, eave + 0.22 * m, w * 0.04, 0.2 * m, 0, 180, CREAM)
    canvas.line([(x, peak + 2), (x, peak - 0.8 * m)], 0.07 * m, "#6b5a48")
    canvas.poly([(x, peak - 0.8 * m), (x + 0.9 * m, peak - 0.6 * m), (x, peak - 0.4 * m)], "#e0b040")
    if canvas.season.snow:
        canvas.poly(
            [
                (x, peak),
                (x + w * 0.16, eave - 1.4 * m),
                (x + w * 0.08, eave - 1.5 * m),
                (x - w * 0.1, eave - 1.4 * m),
                (x - w * 0.16, eave - 1.5 * m),
                (x - w * 0.16, eave - 1.4 * m),
            ],
            "#ffffff",
        )


def tea_house(canvas, x, y, width=11):
    """A low pavilion with a wide flat roof and much glass."""
    m, rng = canvas.metre(y), canvas.rng
    w, h = width * m, 3.1 * m
    trim = rng.choice(("#1f6f78", "#b5493a", "#5b7f4a"))
    canvas.shadow(x, y, w * 0.56, 0.5 * m)
    canvas.rect(x - w / 2, y - h, w, h, "#c99a5c")
    for i in range(int(width * 3)):
        canvas.rect(x - w / 2 + i * m / 3, y - h, max(1, 0.03 * m), h, "#a87d44")
    glow = canvas.season.dusk or canvas.season.cold
    for i in range(4):
        gx = x - w * 0.42 + i * w * 0.17
        canvas.rect(gx - 0.08 * m, y - 2.58 * m, w * 0.15 + 0.16 * m, 2.3 * m, CREAM)
        canvas.rect(gx, y - 2.5 * m, w * 0.15, 2.15 * m, "#f3d48c" if glow else "#8fb0b6", lit=glow)
        canvas.line([(gx + w * 0.075, y - 2.5 * m), (gx + w * 0.075, y - 2.15 * m)], max(1, 0.04 * m), SLATE)
        canvas.segment(gx + w * 0.075, y - 1.95 * m, 0.26 * m, 0.24 * m, 180, 360, "#e0b040")
        canvas.rect(gx + w * 0.02, y - 1.05 * m, w * 0.11, 0.09 * m, "#6b4a2c")
    door = x + w * 0.31
    canvas.rect(door, y - 2.5 * m, 1.25 * m, 2.5 * m, trim)
    canvas.rect(door + 0.2 * m, y - 2.3 * m, 0.85 * m, 1.2 * m, "#cfe0dd")
    canvas.poly(
        [
            (x - w * 0.57, y - h - 0.1 * m),
            (x - w * 0.5, y - h - 0.6 * m),
            (x + w * 0.5, y - h - 0.6 * m),
            (x + w * 0.57, y - h - 0.1 * m),
        ],
        trim,
    )
    canvas.rect(x - w * 0.57, y - h - 0.12 * m, w * 1.14, 0.2 * m, CREAM)
    canvas.rect(x + w * 0.3, y - h - 1.3 * m, 0.28 * m, 0.8 * m, "#8a9296")
    canvas.rect(x + w * 0.3 - 0.08 * m, y - h - 1.4 * m, 0.44 * m, 0.12 * m, "#59636b")
    canvas.rect(x - w * 0.22, y - h - 1.35 * m, 2.9 * m, 0.7 * m, CREAM, radius=0.08 * m)
    canvas.text(x - w * 0.22 + 1.45 * m, y - h - 1.0 * m, "theehuis", 0.52 * m, trim)
    if canvas.season.snow:
        canvas.rect(x - w * 0.5, y - h - 0.75 * m, w, 0.22 * m, "#ffffff", radius=0.1 * m)
