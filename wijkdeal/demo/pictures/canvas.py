"""A flat drawing surface in which everything on the ground is measured in metres.

Scenes are composed on a sheet of 1200 by 800 units. `metre(y)` says how many units a metre is for something that
stands on the ground at height `y` of the sheet, so that people, trees and houses keep their proportions.
"""

from math import cos, hypot, pi, sin

from PIL import Image, ImageDraw, ImageFont

SHEET = (1200, 800)
OVERSAMPLE = 2


class Canvas:
    def __init__(self, rng, season, *, width, height, words="", horizon=400, depth=0.43):
        self.rng, self.season, self.words = rng, season, words.lower()
        self.shows = None
        self.horizon, self.depth = horizon, depth
        self.size = (width, height)
        self.scale = OVERSAMPLE * max(width / SHEET[0], height / SHEET[1])
        self.left = (SHEET[0] * self.scale - width * OVERSAMPLE) / 2
        self.top = (SHEET[1] * self.scale - height * OVERSAMPLE) / 2
        self.image = Image.new("RGB", (width * OVERSAMPLE, height * OVERSAMPLE), "#f4ecd8")
        self.pen = ImageDraw.Draw(self.image, "RGBA")
        self.mirrored = rng.random() < 0.5
        self.waiting = []
        self.colours = {}

    def says(self, *words):
        """Whether the words that came with the picture mention one of these."""
        return any(word in self.words for word in words)

    def metre(self, y):
        return (y - self.horizon) * self.depth

    def later(self, y, piece, *args, **kwargs):
        """Draw `piece` with what else waits, from far to near."""
        self.waiting.append((y, len(self.waiting), piece, args, kwargs))

    def draw_waiting(self):
        for _, _, piece, args, kwargs in sorted(self.waiting, key=lambda entry: entry[:2]):
            piece(self, *args, **kwargs)
        self.waiting = []

    def finish(self):
        self.draw_waiting()
        return self.image.reduce(OVERSAMPLE)

    def colour(self, value, lit=False):
        key = (value, lit)
        if key not in self.colours:
            channels = [int(value[i : i + 2], 16) for i in range(1, len(value), 2)]
            if not lit:
                channels[:3] = [min(255, round(c * t)) for c, t in zip(channels, self.season.tint, strict=False)]
            self.colours[key] = tuple(channels)
        return self.colours[key]

    def at(self, x, y):
        if self.mirrored:
            x = SHEET[0] - x
        return (x * self.scale - self.left, y * self.scale - self.top)

    def box(self, x0, y0, x1, y1):
        (ax, ay), (bx, by) = self.at(x0, y0), self.at(x1, y1)
        return [min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)]

    def rect(self, x, y, w, h, fill, *, radius=0, lit=False):
        if w <= 0 or h <= 0:
            return
        x0, y0, x1, y1 = self.box(x, y, x + w, y + h)
        box = [round(x0), round(y0), max(round(x1) - 1, round(x0)), max(round(y1) - 1, round(y0))]
        if radius:
            self.pen.rounded_rectangle(box, radius * self.scale, self.colour(fill, lit))
        else:
            self.pen.rectangle(box, self.colour(fill, lit))

    def oval(self, x, y, rx, ry, fill, *, lit=False):
        self.pen.ellipse(self.box(x - rx, y - ry, x + rx, y + ry), self.colour(fill, lit))

    def disc(self, x, y, r, fill, *, lit=False):
        self.oval(x, y, r, r, fill, lit=lit)

    def ring(self, x, y, r, width, fill):
        self.pen.ellipse(
            self.box(x - r, y - r, x + r, y + r), outline=self.colour(fill), width=max(1, round(width * self.scale))
        )

    def poly(self, points, fill, *, lit=False):
        self.pen.polygon([self.at(*p) for p in points], self.colour(fill, lit))

    def blob(self, points, fill, *, lit=False):
        """A closed shape with soft corners through the given points."""
        self.poly(smooth(points), fill, lit=lit)

    def line(self, points, width, fill, *, lit=False, round_ends=True):
        pixels = [self.at(*p) for p in points]
        thick = max(1, width * self.scale)
        self.pen.line(pixels, self.colour(fill, lit), max(1, round(thick)), joint="curve")
        if round_ends and thick > 3:
            for px, py in (pixels[0], pixels[-1]):
                half = thick / 2
                self.pen.ellipse([px - half, py - half, px + half, py + half], self.colour(fill, lit))

    def arc(self, x, y, rx, ry, start, end, width, fill, *, lit=False):
        """Part of an oval's edge; degrees, 0 is right, 90 is down."""
        self.line(curve(x, y, rx, ry, start, end), width, fill, lit=lit)

    def segment(self, x, y, rx, ry, start, end, fill, *, lit=False):
        self.poly(curve(x, y, rx, ry, start, end), fill, lit=lit)

    def text(self, x, y, words, size, fill, *, anchor="mm", lit=False):
        font = ImageFont.load_default(max(4, size * self.scale))
        if self.mirrored:
            anchor = anchor.translate(str.maketrans("lr", "rl")) if anchor[0] in "lr" else anchor
        self.pen.text(self.at(x, y), words, self.colour(fill, lit), font, anchor=anchor)

    def shadow(self, x, y, rx, ry=None):
        self.oval(x, y, rx, ry if ry is not None else rx * 0.16, self.season.shadow)


def curve(x, y, rx, ry, start, end):
    steps = max(6, int(abs(end - start) / 8))
    angles = [(start + (end - start) * i / steps) * pi / 180 for i in range(steps + 1)]
    return [(x + rx * cos(a), y + ry * sin(a)) for a in angles]


def smooth(points, steps=5):
    """Catmull-Rom through a closed ring of points."""
    found, n = [], len(points)
    for i in range(n):
        p0, p1, p2, p3 = (points[(i + j - 1) % n] for j in range(4))
        for step in range(steps):
            t = step / steps
            found.append(tuple(spline(a, b, c, d, t) for a, b, c, d in zip(p0, p1, p2, p3, strict=True)))
    return found


def spline(a, b, c, d, t):
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def along(start, end, share):
    return tuple(a + (b - a) * share for a, b in zip(start, end, strict=True))


def across(start, end, width):
    """Half of `width` at a right angle to the line from start to end."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = hypot(dx, dy) or 1
    return (-dy / length * width / 2, dx / length * width / 2)


def mix(first, second, share):
    pairs = ((int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
