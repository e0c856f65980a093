"""Play equipment."""

from math import cos, sin

from .canvas import mix
from .palette import INK, STEEL, WOOD, WOOD_DARK


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
