"""The action plan as PDF, in fonts for many scripts. It needs the extra `certificates`."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from importlib.util import find_spec
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.actions.plan_approvals import approvals_of
from mentoring_pages.enums import Side
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.people import name_of
from resources.dates_in_words import short_date

INK, MUTED, BRAND = "#1b2a2f", "#4f6067", "#0b5563"
MARGIN, LINE = 60, 1.4


class Block(NamedTuple):
    """A paragraph: `size` in points, `indent` and `above` in points."""

    text: str
    size: float = 11
    colour: str = INK
    is_bold: bool = False
    indent: float = 0
    above: float = 4
    has_box: bool = False
    is_ticked: bool = False


def is_available() -> bool:
    """Whether the package that writes PDF is installed."""
    return find_spec("reportlab") is not None


def pdf_of(plan, pair) -> bytes:
    """The octets of the plan as it stands. ImportError without the extra `certificates`."""
    from reportlab.lib.pagesizes import letter
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    # Invariant: the same plan gives the same file on the same day.
    canvas = Canvas(buffer, pagesize=letter, invariant=1, pageCompression=1)
    title = _("Action plan: %(pair)s") % {"pair": pair_line(pair)}
    canvas.setTitle(title)
    canvas.setSubject(_("Action plan"))
    sheet = _Sheet(canvas, *letter, foot=_("Printed %(day)s") % {"day": short_date(timezone.localdate())})
    for block in _blocks(plan, pair):
        sheet.write(block)
    sheet.finish()
    canvas.save()
    return buffer.getvalue()


def _blocks(plan, pair) -> Iterator[Block]:
    from mentoring_pages.members.plans.standing import plan_facts

    yield Block(pair_line(pair), 11, MUTED)
    yield Block(_("Action plan"), 24, BRAND, is_bold=True)
    if plan.outline:
        yield _heading(_("What we want to work on"))
        yield Block(plan.outline)
    yield _heading(_("How we work together"))
    for fact in plan_facts(plan, pair):
        yield Block(f"{fact['label']}: {fact['value']}")
    yield _heading(_("Goals and steps"))
    goals = plan.goals.select_related("topic", "state_goal").prefetch_related("steps")
    for number, goal in enumerate(goals, start=1):
        yield Block(f"{number}. {goal.text} ({goal.get_status_display()})", 12.5, is_bold=True, above=10)
        if goal.measure:
            yield Block(_("How we will know: %(measure)s") % {"measure": goal.measure}, 10.5, MUTED, indent=14)
        terms = ", ".join(str(term) for term in (goal.topic, goal.state_goal) if term)
        if terms:
            yield Block(terms, 10.5, MUTED, indent=14)
        for step in goal.steps.all():
            until = _("until %(day)s") % {"day": short_date(step.due_on)} if step.due_on else ""
            who = ", ".join(filter(None, (step.get_owner_display(), until)))
            yield Block(f"{step.text} ({who})", indent=32, has_box=True, is_ticked=step.is_done)
    titles = dict.fromkeys(plan.resources.values_list("title", flat=True))
    if titles:
        yield _heading(_("Resources"))
        yield from (Block(f"– {title}") for title in titles)
    yield _heading(_("Approved"))
    programs = {Side.MENTOR: pair.mentor.name, Side.MENTEE: pair.mentee.name}
    for side, approval in approvals_of(plan).items():
        words = _("not yet")
        if approval.current:
            day = short_date(timezone.localtime(approval.current.approved_at))
            words = f"{name_of(approval.current.approved_by)}, {day}"
        yield Block(f"{side.label}, {programs[side]}: {words}")


def _heading(text) -> Block:
    return Block(text, 14, BRAND, is_bold=True, above=16)


class _Sheet:
    """Writes blocks one below the other and turns the page."""

    def __init__(self, canvas, width, height, foot):
        self.canvas, self.width, self.height, self.foot = canvas, width, height, foot
        self.y = height - MARGIN
        self.number = 1

    def write(self, block: Block):
        from events.guests.certificate_fonts import SERIF, SERIF_BOLD, font_for

        font = font_for(block.text, SERIF_BOLD if block.is_bold else SERIF)
        room = self.width - 2 * MARGIN - block.indent
        self.y -= block.above
        for place, line in enumerate(_wrapped(block.text, font, block.size, room)):
            self._room_for(block.size * LINE)
            if block.has_box and place == 0:
                self._box(block)
            self._line(line, font, block)

    def finish(self):
        self._foot()
        self.canvas.showPage()

    def _line(self, line, font, block):
        from events.guests.certificate_fonts import drawable

        self.y -= block.size * LINE
        self.canvas.setFillColor(block.colour)
        self.canvas.setFont(font, block.size)
        if _is_right_to_left(line):
            self.canvas.drawRightString(self.width - MARGIN, self.y, drawable(line))
        else:
            self.canvas.drawString(MARGIN + block.indent, self.y, drawable(line))

    def _box(self, block):
        x, y = MARGIN + block.indent - 16, self.y - block.size * LINE
        self.canvas.setStrokeColor(INK)
        self.canvas.rect(x, y - 1, 9, 9, stroke=1, fill=0)
        if block.is_ticked:
            self.canvas.line(x + 1.5, y + 3, x + 4, y)
            self.canvas.line(x + 4, y, x + 8, y + 7)

    def _room_for(self, height):
        if self.y - height < MARGIN:
            self.finish()
            self.number += 1
            self.y = self.height - MARGIN

    def _foot(self):
        from events.guests.certificate_fonts import SERIF

        self.canvas.setFillColor(MUTED)
        self.canvas.setFont(SERIF, 9)
        self.canvas.drawString(MARGIN, MARGIN - 24, self.foot)
        page = _("Page %(number)s") % {"number": self.number}
        self.canvas.drawRightString(self.width - MARGIN, MARGIN - 24, page)


def _wrapped(text, font, size, room) -> Iterator[str]:
    """Lines in the order of reading; a word that is wider than the page is broken."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in paragraph.split():
            while stringWidth(word, font, size) > room:
                head = _fitting(word, font, size, room)
                if line:
                    yield line
                    line = ""
                yield word[:head]
                word = word[head:]
            wider = f"{line} {word}" if line else word
            if stringWidth(wider, font, size) > room:
                yield line
                line = word
            else:
                line = wider
        yield line


def _fitting(word, font, size, room) -> int:
    """How many of the first letters fit; at least one."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if stringWidth(word[:middle], font, size) <= room:
            low = middle
        else:
            high = middle - 1
    return low


def _is_right_to_left(line) -> bool:
    """By its first strong letter, as browsers decide with dir="auto"."""
    strong = (unicodedata.bidirectional(letter) for letter in line)
    return next((kind in ("R", "AL") for kind in strong if kind in ("L", "R", "AL")), False)
