"""People with what they bring along, and people together."""

from .canvas import mix
from .furniture import bench, bicycle, chair, rollator, wheelchair, wheelchair_wheel
from .nature import dog
from .palette import INK, STEEL
from .people import person, somebody


def anybody(canvas, kind=None, **changes):
    kind = kind or canvas.rng.choice(("adult", "adult", "adult", "elder", "child"))
    return somebody(canvas.rng, kind, cold=canvas.season.cold, **changes)


def with_rollator(canvas, x, y, face=1):
    person(canvas, x, y, anybody(canvas, "elder"), "push", face)
    rollator(
        canvas,
        x + face * 0.62 * canvas.metre(y),
        y + 0.03 * canvas.metre(y),
        face,
        canvas.rng.choice(("#b5493a", "#1f6f78", "#2d4a6b")),
    )


def in_wheelchair(canvas, x, y, face=1, kind="adult", hold=None):
    wheelchair(canvas, x, y, face)
    person(canvas, x, y, anybody(canvas, kind), "sit", face, hold, lift=0.08, shadow=False)
    wheelchair_wheel(canvas, x, y, face)


def cyclist(canvas, x, y, face=1, kind="adult"):
    m = canvas.metre(y)
    look = anybody(canvas, kind, coat=False, dress=False)
    bicycle(canvas, x, y, face)
    person(canvas, x - face * 0.1 * m, y, look, "ride", face, lift=0.02, shadow=False)


def with_pram(canvas, x, y, face=1):
    m = canvas.metre(y)
    person(canvas, x, y, anybody(canvas, "adult"), "push", face)
    px = x + face * 0.85 * m
    fill = canvas.rng.choice(("#2d4a6b", "#1f6f78", "#8a3d5f"))
    canvas.shadow(px, y, 0.45 * m)
    canvas.line([(x + face * 0.48 * m, y - 0.95 * m), (px + face * 0.2 * m, y - 0.2 * m)], 0.045 * m, STEEL)
    canvas.line([(px - face * 0.3 * m, y - 0.16 * m), (px + face * 0.2 * m, y - 0.5 * m)], 0.045 * m, STEEL)
    canvas.segment(px, y - 0.75 * m, 0.42 * m, 0.34 * m, 0, 180, fill)
    canvas.segment(
        px + face * 0.04 * m,
        y - 0.75 * m,
        0.4 * m,
        0.42 * m,
        180 if face < 0 else 270,
        270 if face < 0 else 360,
        mix(fill, "#20262c", 0.2),
    )
    canvas.poly(
        [
            (px + face * 0.04 * m, y - 0.75 * m),
            (px + face * 0.04 * m, y - 1.17 * m),
            (px + face * 0.4 * m, y - 0.75 * m),
        ],
        mix(fill, "#20262c", 0.2),
    )
    for dx in (-0.28, 0.28):
        canvas.ring(px + dx * m, y - 0.15 * m, 0.15 * m, 0.045 * m, INK)


def with_dog(canvas, x, y, face=1, kind=None):
    m = canvas.metre(y)
    person(canvas, x, y, anybody(canvas, kind or "adult"), "walk", face)
    dx = x + face * 1.05 * m
    canvas.line([(x + face * 0.3 * m, y - 0.94 * m), (dx + face * 0.34 * m, y - 0.52 * m)], max(1, 0.02 * m), "#8f3b2f")
    dog(canvas, dx, y + 0.04 * m, face)


def with_child(canvas, x, y, face=1):
    m = canvas.metre(y)
    person(canvas, x + face * 0.5 * m, y, anybody(canvas, "child"), "walk", face)
    person(canvas, x, y, anybody(canvas, "adult"), "walk", face)


def walker(canvas, x, y, face=1):
    person(canvas, x, y, anybody(canvas, canvas.rng.choice(("adult", "adult", "elder"))), "walk", face)


def on_bench(canvas, x, y, count=2, kinds=("elder", "adult")):
    m = canvas.metre(y)
    bench(canvas, x, y, 1.0 + count * 0.55)
    for i in range(count):
        px = x + (i - (count - 1) / 2) * 0.62 * m
        face = 1 if i < count / 2 else -1
        person(canvas, px, y + 0.08 * m, anybody(canvas, kinds[i % len(kinds)]), "front", face, shadow=False)


PASSERS = (walker, with_dog, with_child, with_rollator, in_wheelchair, with_pram, cyclist)


def passers(canvas, places, kinds=PASSERS):
    """Different passers-by at the given places, drawn when their turn in depth comes."""
    chosen = canvas.rng.sample(kinds, min(len(places), len(kinds)))
    for i, (x, y) in enumerate(places):
        face = 1 if x < 350 else -1 if x > 850 else canvas.rng.choice((-1, 1))
        canvas.later(y, chosen[i % len(chosen)], x, y, face)


def seated_from_behind(canvas, x, y, fill="#b5493a", kind=None):
    """On a chair, with the back to us."""
    m = canvas.metre(y)
    canvas.shadow(x, y, 0.36 * m)
    person(canvas, x, y, anybody(canvas, kind), "front", canvas.rng.choice((-1, 1)), back=True, shadow=False)
    chair(canvas, x, y + 0.02 * m, fill)
