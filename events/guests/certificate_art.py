"""The site's drawn horizon on paper: the shapes of `resources.horizon`, as paths of a PDF page."""

import re

from resources.horizon import STRIP_SIZE, horizon_svg

# The light colours of the look, by the class of the shape.
COLOURS = {
    "p-hz-sun": "#e9a94b",
    "p-hz-far": "#b9d2d5",
    "p-hz-mid": "#97ad8f",
    "p-hz-near": "#2f7180",
    "p-hz-ground": "#3c6a2c",
    "p-hz-grass": "#3c6a2c",
}
_SHAPE = re.compile(r'<(circle|path) class="([\w-]+)"([^>]*)/>')
_ATTRIBUTE = re.compile(r'(\w[\w-]*)="([^"]*)"')
_STEP = re.compile(r"([MmLlHhVvQqZz])([^MmLlHhVvQqZz]*)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def draw_horizon(canvas, name, *, x, y, width):
    """Draw the strip that belongs to `name`, its foot at `y`, as wide as `width` points. Returns its height."""
    scale = width / STRIP_SIZE[0]
    canvas.saveState()
    canvas.translate(x, y)
    # SVG counts downwards from the top.
    canvas.transform(scale, 0, 0, -scale, 0, STRIP_SIZE[1] * scale)
    frame = canvas.beginPath()
    frame.rect(0, 0, *STRIP_SIZE)
    canvas.clipPath(frame, stroke=0, fill=0)
    for kind, css_class, rest in _SHAPE.findall(horizon_svg(name)):
        attributes = dict(_ATTRIBUTE.findall(rest))
        canvas.setFillColor(COLOURS[css_class])
        if kind == "circle":
            canvas.circle(*(float(attributes[key]) for key in ("cx", "cy", "r")), stroke=0, fill=1)
        elif css_class == "p-hz-grass":
            canvas.setStrokeColor(COLOURS[css_class])
            canvas.setLineWidth(2)
            canvas.setLineCap(1)
            canvas.drawPath(_path(canvas, attributes["d"]), stroke=1, fill=0)
        else:
            canvas.drawPath(_path(canvas, attributes["d"]), stroke=0, fill=1, fillMode=0)
    canvas.restoreState()
    return STRIP_SIZE[1] * scale


def _path(canvas, data):
    """A PDF path of SVG path data, in the few commands that horizons use."""
    path = canvas.beginPath()
    x = y = start_x = start_y = 0.0
    for command, text in _STEP.findall(data):
        numbers = [float(number) for number in _NUMBER.findall(text)]
        if command in "Zz":
            path.close()
            x, y = start_x, start_y
        elif command in "Hh":
            x = numbers[0] + (x if command == "h" else 0)
            path.lineTo(x, y)
        elif command in "Vv":
            y = numbers[0] + (y if command == "v" else 0)
            path.lineTo(x, y)
        elif command in "Ll":
            for across, down in zip(numbers[::2], numbers[1::2], strict=True):
                x, y = (x + across, y + down) if command == "l" else (across, down)
                path.lineTo(x, y)
        else:
            was = (x, y)
            base = was if command.islower() else (0.0, 0.0)
            *control, x, y = (number + base[position % 2] for position, number in enumerate(numbers))
            if command in "Mm":
                start_x, start_y = x, y
                path.moveTo(x, y)
            else:
                _curve(path, was, control, (x, y))
    return path


def _curve(path, start, control, end):
    """A curve with one control point, as PDF knows only those with two."""
    first = [here + 2 / 3 * (middle - here) for here, middle in zip(start, control, strict=True)]
    second = [there + 2 / 3 * (middle - there) for there, middle in zip(end, control, strict=True)]
    path.curveTo(*first, *second, *end)
