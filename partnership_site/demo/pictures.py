"""Pictures of gatherings, drawn here: flat shapes in the colours of the site, always the same."""

from io import BytesIO
from math import cos, pi, sin

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 800
# Drawn larger and made smaller, so that edges are smooth.
FINE = 2
PAPER, SOFT, INK, BRAND, SUN, LEAF, ROSE, ROOF = (
    "#fbfaf6",
    "#e6f0ef",
    "#1b2a2f",
    "#0b5563",
    "#e9a94b",
    "#3c6a2c",
    "#8a3358",
    "#2f7180",
)
COLORS = (BRAND, SUN, LEAF, ROSE, ROOF)
TITLES = {
    "prints": "Block prints on a wall",
    "tables": "Round tables from above",
    "routes": "Bus routes on a wall",
}


def draw(name):
    """The picture `name` (a key of `TITLES`) as PNG, 1200 by 800 pixels."""
    image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), PAPER)
    _DRAWN[name](_Pen(image))
    written = BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(written, "PNG", optimize=True)
    return written.getvalue()


class _Pen:
    """Shapes in pixels of the finished picture."""

    def __init__(self, image):
        self._draw = ImageDraw.Draw(image)

    def box(self, left, top, right, bottom, color):
        self._draw.rectangle([value * FINE for value in (left, top, right, bottom)], fill=color)

    def disc(self, x, y, radius, color):
        self._draw.ellipse([value * FINE for value in (x - radius, y - radius, x + radius, y + radius)], fill=color)

    def line(self, points, color, width=6):
        self._draw.line([(x * FINE, y * FINE) for x, y in points], fill=color, width=width * FINE, joint="curve")

    def shape(self, points, color):
        self._draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=color)


def _prints(pen):
    pen.box(0, 0, WIDTH, 640, SOFT)
    pen.box(0, 640, WIDTH, HEIGHT, "#d9d8cf")
    for row, top in enumerate((110, 370)):
        pen.line([(0, top), (300, top + 16), (600, top + 20), (900, top + 16), (WIDTH, top)], INK, 3)
        for place in range(6):
            left, color = 60 + place * 185, COLORS[(place + 2 * row) % len(COLORS)]
            pen.box(left, top + 18, left + 150, top + 208, "#ffffff")
            _motif(pen, (place + row) % 4, left + 75, top + 113, color)
            pen.box(left + 68, top + 4, left + 82, top + 30, SUN)


def _motif(pen, kind, x, y, color):
    if kind == 0:
        for ring in range(4):
            pen.disc(x, y, 60 - 15 * ring, color if ring % 2 == 0 else "#ffffff")
    elif kind == 1:
        for turn in range(8):
            angle = turn * pi / 4
            pen.disc(x + 38 * cos(angle), y + 38 * sin(angle), 19, color)
        pen.disc(x, y, 20, SUN)
    elif kind == 2:
        pen.shape([(x - 58, y + 62), (x - 58, y - 4), (x, y - 62), (x + 58, y - 4), (x + 58, y + 62)], color)
        pen.box(x - 16, y + 12, x + 16, y + 62, "#ffffff")
    else:
        for line in range(-3, 4):
            pen.line([(x - 56, y + line * 20), (x, y + line * 20 - 12), (x + 56, y + line * 20)], color, 8)


def _tables(pen):
    pen.box(0, 0, WIDTH, HEIGHT, "#efe7d6")
    for number, (x, y) in enumerate(((300, 230), (880, 210), (330, 590), (890, 590))):
        for seat in range(7):
            angle = seat * 2 * pi / 7 + number
            at_x, at_y = x + 168 * cos(angle), y + 150 * sin(angle)
            pen.disc(at_x, at_y, 42, COLORS[(seat + number) % len(COLORS)])
            pen.disc(at_x, at_y, 22, ("#5b3a29", "#c68f6a", "#8a5a3c", "#e2b993")[(seat + 2 * number) % 4])
        pen.disc(x, y, 112, "#ffffff")
        for sheet in range(4):
            angle = sheet * pi / 2 + 0.4
            left, top = x + 58 * cos(angle) - 24, y + 58 * sin(angle) - 18
            pen.box(left, top, left + 48, top + 36, COLORS[(sheet + number) % len(COLORS)])


def _routes(pen):
    pen.box(0, 0, WIDTH, HEIGHT, SOFT)
    pen.box(90, 70, 1110, 720, "#ffffff")
    stops = [(170, 620), (330, 480), (420, 300), (640, 260), (790, 400), (980, 200)]
    others = [(180, 160), (380, 210), (560, 420), (760, 560), (1020, 620)]
    pen.line(stops, BRAND, 16)
    pen.line(others, ROSE, 16)
    pen.line([(260, 680), (560, 420), (900, 330), (1060, 420)], LEAF, 16)
    for x, y in (*stops, *others):
        pen.disc(x, y, 22, INK)
        pen.disc(x, y, 13, SUN)
    pen.shape([(560, 380), (600, 340), (640, 380), (640, 450), (560, 450)], ROOF)


_DRAWN = {"prints": _prints, "tables": _tables, "routes": _routes}
