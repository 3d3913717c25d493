"""A journal as PDF. Needs the extra `certificates`, whose fonts and order of right-to-left lines it uses."""

import io

from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import letter
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from events.guests.certificate_fonts import SERIF, SERIF_BOLD, drawable, font_for, registered

INK, MUTED, RULE = "#1b2a2f", "#4f6067", "#0b5563"
MARGIN, FOOT = 66, 60
MISSING = "\N{WHITE SQUARE}"


def pdf_of(title, entries):
    """The octets of the file. `entries` are `ExportedEntry`s."""
    buffer = io.BytesIO()
    paper = _Paper(Canvas(buffer, pagesize=letter, invariant=1, pageCompression=1), title)
    paper.write(title, 20, RULE, SERIF_BOLD, after=14)
    for entry in entries:
        paper.entry(entry)
    paper.end()
    return buffer.getvalue()


class _Paper:
    """Where the next line goes, and a new page when there is no room."""

    def __init__(self, canvas, title):
        self.canvas, self.page = canvas, 1
        self.width, self.height = letter
        self.room = self.width - 2 * MARGIN
        self.y = self.height - MARGIN
        canvas.setTitle(title)

    def entry(self, entry):
        self.keep(90)
        self.canvas.setStrokeColor(RULE)
        self.canvas.line(MARGIN, self.y, self.width - MARGIN, self.y)
        self.y -= 20
        self.write(entry.title, 14, INK, SERIF_BOLD, after=2)
        self.write(" · ".join((entry.day, entry.pair, entry.readers)), 9, MUTED, after=8)
        self.write(entry.text, 11, INK, after=10)
        if entry.passage:
            self.write(_("Shared passage:"), 9, MUTED, after=2)
            self.write(entry.passage, 11, MUTED, after=10)
        self.y -= 8

    def write(self, text, size, colour, font=SERIF, after=0):
        """Text of any length: its lines are kept, longer ones broken. Each line has the font that has its letters."""
        for paragraph in str(text).split("\n"):
            for line in _broken(paragraph, size, font, self.room):
                self.keep(size * 1.4)
                self._line(line, size, colour, font)
        self.y -= after

    def keep(self, height):
        """A new page, if there is less room than this."""
        if self.y - height < FOOT:
            self._foot()
            self.canvas.showPage()
            self.page += 1
            self.y = self.height - MARGIN

    def end(self):
        self._foot()
        self.canvas.save()

    def _line(self, line, size, colour, font):
        shown = drawable(line)
        font = font_for(shown, font)
        known = registered().get(font)
        if known:
            shown = "".join(one if one.isspace() or ord(one) in known else MISSING for one in shown)
        self.canvas.setFillColor(colour)
        self.canvas.setFont(font, size)
        if _is_right_to_left(line):
            self.canvas.drawRightString(self.width - MARGIN, self.y, shown)
        else:
            self.canvas.drawString(MARGIN, self.y, shown)
        self.y -= size * 1.4

    def _foot(self):
        self.canvas.setFillColor(MUTED)
        self.canvas.setFont(SERIF, 9)
        self.canvas.drawRightString(self.width - MARGIN, 36, str(self.page))


def _broken(paragraph, size, font, room):
    """Lines that are at most `room` wide; a word longer than a line is cut."""
    line = ""
    for word in paragraph.split():
        longer = f"{line} {word}" if line else word
        if _width(longer, size, font) <= room:
            line = longer
            continue
        if line:
            yield line
        while _width(word, size, font) > room:
            most = _fitting(word, size, font, room)
            yield word[:most]
            word = word[most:]
        line = word
    yield line


def _fitting(word, size, font, room):
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _width(word[:middle], size, font) <= room else (low, middle - 1)
    return low


def _width(text, size, font):
    return stringWidth(text, font_for(text, font), size)


def _is_right_to_left(text):
    """By its first letter that has a direction, as browsers do."""
    from unicodedata import bidirectional

    return next((found in ("R", "AL") for found in map(bidirectional, text) if found in ("L", "R", "AL")), False)
