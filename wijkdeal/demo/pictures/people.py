"""People as simple figures, in metres above the ground they stand on."""

from dataclasses import dataclass, replace
from math import hypot

from .canvas import across, along, mix

SKINS = ("#f2cfae", "#e8b98f", "#d29b6c", "#b27748", "#8a5634", "#5f3b26", "#f5d9c0")
HAIRS = ("#3a2a20", "#241d1b", "#6b4526", "#a8692f", "#d9b25f", "#4a3328")
GREYS = ("#d8d5cc", "#b9b8b3", "#efece4")
TOPS = (
    *("#b5493a", "#d98a3d", "#1f6f78", "#2d4a6b", "#5b7f4a", "#8a3d5f", "#e0b040", "#f4ecd8"),
    *("#5b8ea6", "#c96a58", "#6b5b8f", "#38505c"),
)
BOTTOMS = ("#2d3a4a", "#3d4f63", "#54483c", "#6b6f73", "#7a5a3c", "#26343d", "#8a8069")
HATS = ("#b5493a", "#e0b040", "#1f6f78", "#2d4a6b", "#8a3d5f", "#f4ecd8")
SHOES = ("#2b2622", "#5b4030", "#3b3f46", "#8f3b2f")


@dataclass(frozen=True)
class Look:
    height: float
    skin: str
    hair: str
    cut: str  # short, long, bun, bald, curls, bob, scarf, cap, beanie, straw
    top: str
    bottom: str
    shoes: str
    hat: str
    dress: bool = False
    coat: bool = False
    beard: bool = False
    glasses: bool = False
    vest: bool = False
    child: bool = False


def somebody(rng, kind="adult", *, cold=False, **changes):
    top = rng.choice(TOPS)
    woman = rng.random() < 0.52
    cuts = ("long", "bun", "bob", "curls", "scarf", "long") if woman else ("short", "short", "curls", "bald", "cap")
    look = Look(
        height=rng.uniform(1.58, 1.74) if woman else rng.uniform(1.68, 1.86),
        skin=rng.choice(SKINS),
        hair=rng.choice(HAIRS),
        cut=rng.choice(cuts),
        top=top,
        bottom=rng.choice([b for b in BOTTOMS if b != top]),
        shoes=rng.choice(SHOES),
        hat=rng.choice([h for h in HATS if h != top]),
        dress=woman and rng.random() < 0.4,
        coat=cold or rng.random() < 0.2,
        beard=not woman and rng.random() < 0.3,
        glasses=rng.random() < 0.22,
    )
    if kind == "elder":
        cut = rng.choice(("bun", "bob", "bob")) if woman else rng.choice(("short", "bald", "cap"))
        look = replace(look, hair=rng.choice(GREYS), cut=cut, glasses=rng.random() < 0.5, height=look.height - 0.06)
    if kind == "child":
        look = replace(look, height=rng.uniform(1.05, 1.32), child=True, beard=False, coat=cold, glasses=False)
        look = replace(look, cut=look.cut if look.cut != "bald" else "short")
    if cold and look.cut not in ("scarf", "cap") and rng.random() < 0.6:
        look = replace(look, cut="beanie")
    return replace(look, **changes)


# Points are (forward, up) for somebody of 1.72 metres; arms and legs: back one first.
POSES = {
    "stand": {
        "hip": (0, 0.84),
        "neck": (0, 1.42),
        "legs": (((-0.08, 0.82), (-0.1, 0.05)), ((0.09, 0.82), (0.11, 0.05))),
        "arms": (((-0.18, 1.35), (-0.26, 1.1), (-0.23, 0.84)), ((0.18, 1.35), (0.25, 1.1), (0.24, 0.84))),
    },
    "talk": {
        "hip": (0, 0.84),
        "neck": (0.01, 1.42),
        "legs": (((-0.08, 0.82), (-0.1, 0.05)), ((0.09, 0.82), (0.12, 0.05))),
        "arms": (((-0.17, 1.35), (-0.25, 1.1), (-0.2, 0.86)), ((0.17, 1.35), (0.27, 1.09), (0.44, 1.22))),
    },
    "wave": {
        "hip": (0, 0.84),
        "neck": (0, 1.42),
        "legs": (((-0.08, 0.82), (-0.1, 0.05)), ((0.09, 0.82), (0.11, 0.05))),
        "arms": (((-0.18, 1.35), (-0.26, 1.1), (-0.22, 0.84)), ((0.17, 1.36), (0.36, 1.5), (0.38, 1.8))),
    },
    "cheer": {
        "hip": (0, 0.84),
        "neck": (0, 1.42),
        "legs": (((-0.08, 0.82), (-0.14, 0.05)), ((0.09, 0.82), (0.15, 0.05))),
        "arms": (((-0.17, 1.36), (-0.36, 1.52), (-0.36, 1.82)), ((0.17, 1.36), (0.36, 1.5), (0.4, 1.8))),
    },
    "walk": {
        "hip": (0, 0.84),
        "neck": (0.04, 1.42),
        "legs": (((-0.03, 0.82), (-0.08, 0.46), (-0.32, 0.12)), ((0.04, 0.82), (0.17, 0.46), (0.24, 0.05))),
        "arms": (((0.02, 1.34), (0.14, 1.1), (0.3, 0.94)), ((0.02, 1.35), (-0.12, 1.1), (-0.18, 0.86))),
    },
    "dance": {
        "hip": (0, 0.84),
        "neck": (-0.06, 1.41),
        "legs": (((-0.06, 0.82), (-0.1, 0.05)), ((0.08, 0.82), (0.32, 0.6), (0.24, 0.24))),
        "arms": (((-0.2, 1.35), (-0.44, 1.3), (-0.6, 1.5)), ((0.12, 1.36), (0.36, 1.34), (0.5, 1.6))),
    },
    "run": {
        "hip": (0, 0.84),
        "neck": (0.16, 1.38),
        "legs": (((-0.03, 0.82), (-0.2, 0.48), (-0.52, 0.42)), ((0.05, 0.82), (0.3, 0.6), (0.26, 0.12))),
        "arms": (((0.12, 1.3), (0.34, 1.12), (0.5, 1.3)), ((0.1, 1.32), (-0.1, 1.08), (-0.34, 1.16))),
    },
    "carry": {
        "hip": (0, 0.84),
        "neck": (-0.03, 1.42),
        "legs": (((-0.04, 0.82), (-0.06, 0.45), (-0.16, 0.06)), ((0.04, 0.82), (0.13, 0.46), (0.16, 0.05))),
        "arms": (((0.04, 1.34), (0.12, 1.04), (0.38, 1.06)), ((0.0, 1.34), (0.06, 1.02), (0.36, 1.0))),
    },
    "push": {
        "hip": (0, 0.84),
        "neck": (0.1, 1.4),
        "legs": (((-0.03, 0.82), (-0.08, 0.46), (-0.24, 0.08)), ((0.04, 0.82), (0.15, 0.46), (0.18, 0.05))),
        "arms": (((0.12, 1.33), (0.22, 1.08), (0.5, 0.95)), ((0.08, 1.33), (0.14, 1.06), (0.46, 0.93))),
    },
    "dig": {
        "hip": (-0.08, 0.82),
        "neck": (0.28, 1.28),
        "legs": (((-0.12, 0.8), (-0.12, 0.44), (-0.26, 0.06)), ((-0.04, 0.8), (0.12, 0.46), (0.1, 0.05))),
        "arms": (((0.26, 1.2), (0.4, 0.98), (0.56, 0.84)), ((0.2, 1.22), (0.2, 0.98), (0.38, 1.08))),
    },
    "pick": {
        "hip": (-0.1, 0.8),
        "neck": (0.36, 1.14),
        "legs": (((-0.14, 0.78), (-0.14, 0.42), (-0.24, 0.06)), ((-0.06, 0.78), (0.08, 0.44), (0.04, 0.05))),
        "arms": (((0.32, 1.08), (0.26, 0.84), (0.1, 0.72)), ((0.3, 1.08), (0.42, 0.84), (0.5, 0.62))),
    },
    "kneel": {
        "hip": (-0.06, 0.48),
        "neck": (0.24, 0.98),
        "legs": (((-0.08, 0.46), (0.06, 0.08), (-0.36, 0.06)), ((0.0, 0.46), (0.34, 0.46), (0.3, 0.05))),
        "arms": (((0.22, 0.9), (0.34, 0.62), (0.5, 0.42)), ((0.16, 0.92), (0.3, 0.6), (0.54, 0.34))),
    },
    "reach": {
        "hip": (0, 0.84),
        "neck": (0.03, 1.42),
        "legs": (((-0.08, 0.82), (-0.12, 0.05)), ((0.08, 0.82), (0.1, 0.05))),
        "arms": (((0.06, 1.34), (0.24, 1.56), (0.34, 1.86)), ((0.1, 1.36), (0.32, 1.5), (0.5, 1.74))),
    },
    "sit": {
        "hip": (0, 0.52),
        "neck": (-0.04, 1.1),
        "legs": (((0, 0.5), (0.38, 0.5), (0.4, 0.05)), ((0.02, 0.5), (0.44, 0.5), (0.5, 0.05))),
        "arms": (((0, 1.02), (0.1, 0.76), (0.34, 0.66)), ((-0.04, 1.03), (0.02, 0.74), (0.28, 0.6))),
    },
    "front": {  # seated, seen from the front
        "hip": (0, 0.5),
        "neck": (0, 1.08),
        "legs": (((-0.1, 0.46), (-0.13, 0.36), (-0.13, 0.05)), ((0.1, 0.46), (0.13, 0.36), (0.13, 0.05))),
        "arms": (((-0.18, 1.0), (-0.25, 0.76), (-0.1, 0.58)), ((0.18, 1.0), (0.25, 0.76), (0.1, 0.58))),
    },
    "table": {  # seated behind a table, arms on it
        "hip": (0, 0.5),
        "neck": (0, 1.1),
        "legs": (((-0.1, 0.46), (-0.12, 0.05)), ((0.1, 0.46), (0.12, 0.05))),
        "arms": (((-0.18, 1.02), (-0.3, 0.82), (-0.12, 0.8)), ((0.18, 1.02), (0.3, 0.82), (0.12, 0.79))),
    },
    "raise": {  # the same, one hand up
        "hip": (0, 0.5),
        "neck": (0, 1.1),
        "legs": (((-0.1, 0.46), (-0.12, 0.05)), ((0.1, 0.46), (0.12, 0.05))),
        "arms": (((-0.18, 1.02), (-0.3, 0.82), (-0.1, 0.8)), ((0.18, 1.02), (0.34, 1.12), (0.36, 1.42))),
    },
    "ride": {
        "hip": (-0.1, 0.98),
        "neck": (0.12, 1.52),
        "legs": (((-0.08, 0.94), (0.2, 0.74), (0.02, 0.42)), ((-0.06, 0.94), (0.26, 0.6), (0.08, 0.24))),
        "arms": (((0.12, 1.45), (0.26, 1.2), (0.46, 1.12)), ((0.08, 1.46), (0.2, 1.18), (0.46, 1.08))),
    },
}
SEATED = ("sit", "front", "table", "raise", "ride")


class Figure:
    """Turns metres of one person into units on the sheet."""

    def __init__(self, canvas, x, y, look, face, scale=None):
        self.canvas, self.x, self.y, self.face = canvas, x, y, face
        self.unit = scale or canvas.metre(y)
        self.size = look.height / 1.72
        self.m = self.unit * self.size

    def at(self, point):
        return (self.x + self.face * point[0] * self.m, self.y - point[1] * self.m)


def person(canvas, x, y, look=None, pose="stand", face=1, hold=None, *, back=False, lift=0, shadow=True):
    """Somebody whose feet are at (x, y), `lift` metres above the ground; `back` is seen from behind."""
    look = look or somebody(canvas.rng, cold=canvas.season.cold)
    body = POSES[pose]
    m = canvas.metre(y)
    if shadow and not lift:
        canvas.shadow(x + face * body["hip"][0] * m, y, 0.34 * m)
    figure = Figure(canvas, x, y - lift * m, look, face, m)
    draw_arm(figure, look, body["arms"][0], far=True)
    for leg, far in zip(body["legs"], (True, False), strict=True):
        draw_leg(figure, look, leg, far=far)
    draw_torso(figure, look, body, pose)
    draw_head(figure, look, body, back=back)
    draw_arm(figure, look, body["arms"][1])
    if hold:
        hold(canvas, *figure.at(body["arms"][1][-1]), figure.unit, face)


def draw_leg(figure, look, leg, *, far=False):
    canvas, m = figure.canvas, figure.m
    bare = look.dress and not look.coat and not canvas.season.cold
    fill = look.skin if bare else look.bottom
    fill = mix(fill, "#20262c", 0.22) if far else fill
    points = [figure.at(p) for p in leg]
    canvas.line(points, (0.1 if bare else 0.145) * m, fill)
    foot = leg[-1]
    ahead = 0.06
    fx, fy = figure.at((foot[0] + ahead, foot[1] - 0.005))
    canvas.oval(fx, fy, 0.115 * m, 0.05 * m, look.shoes)


def draw_arm(figure, look, arm, *, far=False):
    canvas, m = figure.canvas, figure.m
    fill = mix(look.top, "#20262c", 0.25) if far else mix(look.top, "#20262c", 0.1)
    points = [figure.at(p) for p in arm]
    hx, hy = points[-1]
    canvas.disc(hx, hy, 0.06 * m, mix(look.skin, "#20262c", 0.2) if far else look.skin)
    if not look.coat and not canvas.season.cold and look.dress:
        canvas.line(points[1:], 0.09 * m, look.skin)
    points[-1] = along(points[-2], points[-1], 0.84)
    canvas.line(points[:2] if look.dress and not look.coat and not canvas.season.cold else points, 0.12 * m, fill)


def draw_torso(figure, look, body, pose):
    canvas, m = figure.canvas, figure.m
    hip, neck = body["hip"], body["neck"]
    low = hip
    if pose not in SEATED and (look.dress or look.coat):
        low = along(neck, hip, 1.42 if look.dress else 1.3)
    elif look.dress or look.coat:
        low = along(neck, hip, 1.04)
    waist_left, waist_right = ends(figure, neck, hip, along(neck, hip, 0.62), 0.33)
    wide = 0.56 if look.dress and pose not in SEATED else 0.42 if look.coat and pose not in SEATED else 0.36
    low_left, low_right = ends(figure, neck, hip, low, wide)
    chest = along(neck, hip, 0.12)
    chest_left, chest_right = ends(figure, neck, hip, chest, 0.43)
    collar_left, collar_right = ends(figure, neck, hip, neck, 0.2)
    canvas.poly([chest_left, waist_left, low_left, low_right, waist_right, chest_right], look.top)
    for corner in (chest_left, chest_right):
        near = along(corner, along(chest_left, chest_right, 0.5), 0.28)
        canvas.disc(*near, 0.06 * m, look.top)
    canvas.poly([collar_left, chest_left, chest_right, collar_right], look.top)
    if look.coat and pose not in SEATED:
        canvas.line([figure.at(neck), figure.at(low)], 0.02 * m, mix(look.top, "#20262c", 0.3), round_ends=False)
    if look.vest:
        draw_vest(figure, hip, neck, chest_left, chest_right, waist_left, waist_right)


def draw_vest(figure, hip, neck, *corners):
    canvas, m = figure.canvas, figure.m
    chest_left, chest_right, waist_left, waist_right = corners
    canvas.poly([chest_left, chest_right, waist_right, waist_left], "#f0a53a")
    middle_left, middle_right = along(chest_left, waist_left, 0.6), along(chest_right, waist_right, 0.6)
    canvas.line([middle_left, middle_right], 0.05 * m, "#fff8e8", round_ends=False)


def ends(figure, neck, hip, point, width):
    """Left and right of the body at `point`."""
    ox, oy = across(neck, hip, width)
    return figure.at((point[0] - ox, point[1] - oy)), figure.at((point[0] + ox, point[1] + oy))


def draw_head(figure, look, body, *, back=False):
    canvas, m = figure.canvas, figure.m
    hip, neck = body["hip"], body["neck"]
    length = hypot(neck[0] - hip[0], neck[1] - hip[1])
    lean = ((neck[0] - hip[0]) / length, (neck[1] - hip[1]) / length)
    grown = 1.22 if look.child else 1
    middle = (neck[0] + lean[0] * 0.17 * grown + 0.02, neck[1] + lean[1] * 0.17 * grown + 0.02)
    cx, cy = figure.at(middle)
    rx, ry = 0.112 * m * grown, 0.135 * m * grown
    hair_behind(figure, look, cx, cy, rx, ry)
    canvas.line([figure.at(neck), (cx, cy)], 0.1 * m, mix(look.skin, "#3a2a20", 0.18))
    canvas.oval(cx, cy, rx, ry, look.skin)
    if back:
        canvas.oval(cx, cy - ry * 0.08, rx * 1.06, ry * 1.02, look.hat if look.cut in HATTED else look.hair)
    elif rx > 5:
        draw_face(figure, look, cx, cy, rx, ry)
    hair_above(figure, look, cx, cy, rx, ry)


HATTED = ("scarf", "beanie", "cap", "straw")


def draw_face(figure, look, cx, cy, rx, ry):
    canvas, face = figure.canvas, figure.face
    ink = "#2b2422"
    if look.beard:
        chin = mix(look.hair, look.skin, 0.25)
        canvas.segment(cx + face * rx * 0.1, cy + ry * 0.26, rx * 0.86, ry * 0.8, 0, 180, chin)
        canvas.oval(cx + face * rx * 0.22, cy + ry * 0.36, rx * 0.36, ry * 0.2, look.skin)
    for side in (-0.3, 0.42):
        canvas.disc(cx + face * rx * (side + 0.16), cy - ry * 0.02, rx * 0.09, ink)
        if look.glasses:
            canvas.ring(cx + face * rx * (side + 0.16), cy - ry * 0.02, rx * 0.3, rx * 0.08, ink)
    rosy = mix(look.skin, "#c8402f", 0.22)
    canvas.oval(cx + face * rx * 0.72, cy + ry * 0.3, rx * 0.17, ry * 0.11, rosy)
    smile = mix(look.skin, "#5b1f1a", 0.62)
    canvas.arc(cx + face * rx * 0.22, cy + ry * 0.28, rx * 0.3, ry * 0.22, 25, 155, rx * 0.11, smile)


def hair_behind(figure, look, cx, cy, rx, ry):
    canvas, face = figure.canvas, figure.face
    if look.cut == "long":
        canvas.rect(cx - rx * 1.1, cy - ry * 0.3, rx * 2.2, ry * 1.75, look.hair, radius=rx * 0.7)
    elif look.cut == "bob":
        canvas.rect(cx - rx * 1.16, cy - ry * 0.4, rx * 2.32, ry * 1.15, look.hair, radius=rx * 0.6)
    elif look.cut == "bun":
        canvas.disc(cx - face * rx * 0.75, cy - ry * 0.85, rx * 0.52, look.hair)
    elif look.cut == "curls":
        for dx, dy in ((-0.9, -0.2), (0.85, -0.2), (-0.7, -0.8), (0.65, -0.85), (0, -1.05), (-0.95, 0.25)):
            canvas.disc(cx + face * rx * dx, cy + ry * dy, rx * 0.55, look.hair)
    elif look.cut == "scarf":
        canvas.blob(
            [
                (cx, cy - ry * 1.22),
                (cx + rx * 1.22, cy - ry * 0.3),
                (cx + rx * 1.25, cy + ry * 1.2),
                (cx, cy + ry * 1.5),
                (cx - rx * 1.25, cy + ry * 1.2),
                (cx - rx * 1.22, cy - ry * 0.3),
            ],
            look.hat,
        )


def hair_above(figure, look, cx, cy, rx, ry):
    canvas, face = figure.canvas, figure.face
    if look.cut in ("short", "bob", "bun", "long", "curls"):
        canvas.segment(cx - face * rx * 0.06, cy - ry * 0.16, rx * 1.08, ry * 0.98, 172, 368, look.hair)
        fringe = [
            (cx - face * rx * 1.12, cy - ry * 0.25),
            (cx - face * rx * 1.0, cy + ry * 0.22),
            (cx - face * rx * 0.72, cy - ry * 0.1),
        ]
        canvas.poly(fringe, look.hair)
    elif look.cut == "bald":
        canvas.segment(cx - face * rx * 0.2, cy + ry * 0.05, rx * 0.92, ry * 0.5, 150, 215, look.hair)
    elif look.cut == "scarf":
        canvas.segment(cx, cy - ry * 0.22, rx * 1.12, ry * 1.0, 170, 370, look.hat)
    elif look.cut == "beanie":
        canvas.segment(cx, cy - ry * 0.22, rx * 1.14, ry * 1.1, 180, 360, look.hat)
        band = mix(look.hat, "#fff8e8", 0.35)
        canvas.rect(cx - rx * 1.16, cy - ry * 0.38, rx * 2.32, ry * 0.3, band, radius=rx * 0.14)
        canvas.disc(cx, cy - ry * 1.32, rx * 0.3, band)
    elif look.cut == "cap":
        canvas.segment(cx, cy - ry * 0.28, rx * 1.1, ry * 0.92, 180, 360, look.hat)
        canvas.oval(cx + face * rx * 0.86, cy - ry * 0.3, rx * 0.72, ry * 0.13, mix(look.hat, "#20262c", 0.2))
    elif look.cut == "straw":
        canvas.oval(cx, cy - ry * 0.42, rx * 1.9, ry * 0.24, "#e6c678")
        canvas.segment(cx, cy - ry * 0.42, rx * 1.02, ry * 0.85, 180, 360, "#e6c678")
        canvas.rect(cx - rx * 1.02, cy - ry * 0.66, rx * 2.04, ry * 0.2, look.hat)
