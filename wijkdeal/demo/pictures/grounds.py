"""The ground that scenes start from: a court, paving, somebody on a roof."""

from .homes import flats
from .nature import ground, sky, tree
from .people import person


def court(canvas, *, y=466):
    """Flats round a green court: the ground of most scenes."""
    sky(canvas)
    flats(canvas, y)
    ground(canvas, y - 2)


def far_trees(canvas, count=4, y=486):
    for _ in range(count):
        x = canvas.rng.randint(20, 1180)
        canvas.later(y, tree, x, y + canvas.rng.randint(-4, 12), canvas.rng.uniform(5, 8))


def paving(canvas, top):
    """Joints that run away from us."""
    joint = "#bfb29599"
    y, step = top + 10, 9
    while y < 800:
        canvas.line([(0, y), (1200, y)], 1.4, joint, round_ends=False)
        y, step = y + step, step * 1.28
    for x in range(-1800, 3001, 150):
        canvas.line([(600 + (x - 600) * 0.34, top), (x, 800)], 1.3, joint, round_ends=False)


def slabs(canvas, top):
    for x in range(-40, 1300, 62):
        canvas.line([(600 + (x - 600) * 1.0, top), (600 + (x - 600) * 1.24, 800)], 1.4, "#bfb29599", round_ends=False)
    for y in (728, 764):
        canvas.line([(0, y), (1200, y)], 1.4, "#bfb29599", round_ends=False)


def clinkers(canvas, top, bottom):
    rng = canvas.rng
    for _ in range(240):
        y = top + 8 + (bottom - top - 14) * rng.random()
        m = canvas.metre(y)
        canvas.rect(rng.uniform(0, 1200), y, 0.32 * m, max(1, 0.05 * m), rng.choice(("#a8705644", "#d9b09a66")))


def on_roof(canvas, x, y, look, pose, face, metre, hold=None):
    """Somebody on a roof: as near as `metre` units a metre says."""
    at = canvas.horizon + metre / canvas.depth
    canvas.oval(x, y, metre * 0.34, metre * 0.06, "#2b1a1450")
    person(canvas, x, at, look, pose, face, hold, lift=(at - y) / metre, shadow=False)
