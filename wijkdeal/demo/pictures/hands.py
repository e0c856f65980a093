"""What a hand holds: each piece takes the hand's place, the units in a metre and the side faced."""

from .canvas import mix
from .palette import CREAM, INK, STEEL, WOOD, WOOD_DARK
from .tableware import bowl, mug


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


def crumpled(canvas, x, y, m, face):
    canvas.disc(x + face * 0.06 * m, y - 0.05 * m, 0.08 * m, "#fff8e8")


def trumpet(canvas, x, y, m, face):
    y -= 0.36 * m
    canvas.line([(x - face * 0.18 * m, y), (x + face * 0.25 * m, y - 0.02 * m)], 0.05 * m, "#e0b040")
    canvas.poly(
        [(x + face * 0.22 * m, y - 0.03 * m), (x + face * 0.42 * m, y - 0.15 * m), (x + face * 0.42 * m, y + 0.1 * m)],
        "#e0b040",
    )


def guitar(canvas, x, y, m, face):
    canvas.oval(x - face * 0.22 * m, y + 0.02 * m, 0.2 * m, 0.17 * m, "#b5693a")
    canvas.oval(x - face * 0.02 * m, y - 0.03 * m, 0.15 * m, 0.13 * m, "#b5693a")
    canvas.disc(x - face * 0.12 * m, y, 0.06 * m, "#3a2416")
    canvas.line([(x, y - 0.04 * m), (x + face * 0.55 * m, y - 0.22 * m)], 0.05 * m, "#4a2f1c")


def accordion(canvas, x, y, m, face):
    for i in range(7):
        canvas.rect(x - 0.26 * m + i * 0.07 * m, y - 0.26 * m, 0.065 * m, 0.38 * m, ("#8f2f28", "#b5493a")[i % 2])
    canvas.rect(x - 0.36 * m, y - 0.29 * m, 0.12 * m, 0.44 * m, "#2b3238", radius=0.02 * m)
    canvas.rect(x + 0.22 * m, y - 0.29 * m, 0.12 * m, 0.44 * m, "#f4ecd8", radius=0.02 * m)


def drum(canvas, x, y, m, face):
    canvas.rect(x - 0.2 * m, y - 0.02 * m, 0.46 * m, 0.34 * m, "#1f6f78")
    canvas.oval(x + 0.03 * m, y - 0.02 * m, 0.23 * m, 0.07 * m, "#f4ecd8")
    canvas.line([(x - 0.05 * m, y - 0.06 * m), (x + 0.16 * m, y - 0.26 * m)], 0.03 * m, WOOD)


def held_panel(canvas, x, y, m, face):
    canvas.poly(
        [
            (x - 0.1 * m, y - 0.5 * m),
            (x + face * 0.95 * m, y - 0.42 * m),
            (x + face * 0.95 * m, y + 0.3 * m),
            (x - 0.1 * m, y + 0.26 * m),
        ],
        "#c9d3d6",
    )
    canvas.poly(
        [
            (x - 0.03 * m, y - 0.43 * m),
            (x + face * 0.88 * m, y - 0.36 * m),
            (x + face * 0.88 * m, y + 0.23 * m),
            (x - 0.03 * m, y + 0.19 * m),
        ],
        "#24405f",
    )
    canvas.line([(x + face * 0.42 * m, y - 0.4 * m), (x + face * 0.42 * m, y + 0.22 * m)], 0.02 * m, "#486a8c")


def held_board(canvas, x, y, m, face):
    canvas.poly(
        [
            (x - 0.1 * m, y - 0.5 * m),
            (x + face * 0.9 * m, y - 0.5 * m),
            (x + face * 0.9 * m, y + 0.35 * m),
            (x - 0.1 * m, y + 0.35 * m),
        ],
        "#e9c65c",
    )
    canvas.poly(
        [
            (x + face * 0.9 * m, y - 0.5 * m),
            (x + face * 0.98 * m, y - 0.56 * m),
            (x + face * 0.98 * m, y + 0.28 * m),
            (x + face * 0.9 * m, y + 0.35 * m),
        ],
        "#c9a63c",
    )


def potted(canvas, x, y, m):
    canvas.poly(
        [
            (x - 0.1 * m, y - 0.14 * m),
            (x + 0.1 * m, y - 0.14 * m),
            (x + 0.07 * m, y + 0.05 * m),
            (x - 0.07 * m, y + 0.05 * m),
        ],
        "#b5593a",
    )
    for dx, dy in ((-0.09, 0.24), (0.09, 0.25), (0, 0.33)):
        canvas.disc(x + dx * m, y - dy * m, 0.09 * m, "#5d9a55")
        canvas.disc(x + dx * m, y - (dy + 0.03) * m, 0.045 * m, "#e79bb4")


def honeycomb(canvas, x, y, m, face):
    canvas.rect(x - 0.18 * m, y - 0.28 * m, 0.44 * m, 0.34 * m, WOOD)
    canvas.rect(x - 0.14 * m, y - 0.24 * m, 0.36 * m, 0.26 * m, "#e0a53a")
    for i in range(4):
        for j in range(3):
            canvas.disc(x + (-0.08 + i * 0.085) * m, y - (0.18 - j * 0.075) * m, 0.024 * m, "#b9772a")
