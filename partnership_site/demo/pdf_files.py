"""The partnership's own forms as PDF files, drawn when the demo is built: small, with title, author and language."""

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import HRFlowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

BRAND = colors.HexColor("#0B5563")
INK = colors.HexColor("#1B2A2F")
LINE = colors.HexColor("#8A938F")
PUBLISHER = "Illinois After-School Partnership"


@dataclass(frozen=True)
class Section:
    """A heading, sentences below it, and room for a pen."""

    heading: str
    lines: tuple[str, ...] = ()
    writing_lines: int = 0


@dataclass(frozen=True)
class Sheet:
    """One file. `table` has its headers in the first row."""

    title: str
    intro: str
    sections: tuple[Section, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


TEMPLATES = {
    "site-visit": Sheet(
        "Site visit observation sheet",
        "For visiting another program. Agree beforehand on two things to watch. Share this sheet before you leave.",
        (
            Section("Program, date, who went", writing_lines=2),
            Section("The two things we agreed to watch", writing_lines=3),
            Section(
                "What I saw and heard",
                ("Write what happened, not what you think of it.", "How do children arrive? Who speaks, and how much?"),
                6,
            ),
            Section("Whom I met", ("Staff, partners, families.",), 2),
            Section("What they do well", writing_lines=3),
            Section("One thing that could be better", ("Say it kindly, and only one.",), 2),
            Section("What I will try at home, and by when", writing_lines=2),
        ),
    ),
    "agenda": Sheet(
        "Agenda for a 45-minute mentoring call",
        "Five parts. Begin with the person, end with a date.",
        (
            Section("5 minutes: how are you, really", writing_lines=1),
            Section("10 minutes: what did you try since last time", writing_lines=3),
            Section("15 minutes: what is in the way", ("Ask before you advise.",), 4),
            Section("10 minutes: what next, who does it, by when", writing_lines=3),
            Section("5 minutes: when do we talk again", writing_lines=1),
        ),
    ),
    "plan": Sheet(
        "Mentoring plan form",
        "For your first meeting. Three goals are plenty. Both of you may change it at any time.",
        (
            Section("What we want to work on", writing_lines=2),
            Section("Goal 1", ("How will we know? First step, who, by when?",), 4),
            Section("Goal 2", ("How will we know? First step, who, by when?",), 4),
            Section("Goal 3", ("How will we know? First step, who, by when?",), 4),
            Section(
                "How often we are in touch",
                ("At least: one meeting face to face in the first month, one in the last, and 18 more contacts.",),
                2,
            ),
            Section("Visits to each other's sites", writing_lines=2),
        ),
    ),
    "budget": Sheet(
        "Budget worksheet for a first grant year",
        "An example for 60 children at one site, 30 weeks. The sums are invented; the proportions are usual.",
        (
            Section(
                "What people forget",
                ("Substitutes, training hours, background checks, the second week of June, and the phone.",),
            ),
        ),
        (
            ("Kind of cost", "Example", "Ours", "Note"),
            ("Site staff", "$86,000", "", "More than half, nearly always"),
            ("Director", "$31,000", "", "Half time on this grant"),
            ("Fringe", "$22,000", "", "Ask the fiscal office for the rate"),
            ("Transport", "$14,000", "", "A late bus, four days a week"),
            ("Supplies and snack", "$9,000", "", "Before you are paid back for food"),
            ("Training and travel", "$6,000", "", "Two visits to your mentor are in here"),
            ("Evaluation", "$7,000", "", "Start in October, not in May"),
            ("Total", "$175,000", "", "About $2,900 a child"),
        ),
    ),
    "letter": Sheet(
        "Letter that invites a program to become a mentor",
        "Change the second paragraph. It must say something that only you could know about them.",
        (
            Section(
                "Dear ...",
                (
                    "I am writing to ask if your program would be a mentor to another one this year.",
                    "When I visited in spring, a boy showed me the sign-in sheet and explained it. I have thought of "
                    "that "
                    "often. You know how to do something that others want to learn.",
                    "It takes about four hours a month from September to June, with two visits. We pay mileage, you "
                    "have a "
                    "coordinator to call, and you choose how many programs you can take.",
                    "May I call you next week and tell you more? Ten minutes will do.",
                    "With thanks for your work,",
                ),
                2,
            ),
        ),
    ),
    "journal": Sheet(
        "Twelve journal questions",
        "Choose one. Two sentences are enough. Nobody reads them unless you say so.",
        tuple(
            Section(question)
            for question in (
                "1. What makes a mentoring relationship good, for me?",
                "2. What do I hope we get done this year?",
                "3. What did I try this week because of something I heard?",
                "4. Which moment would I like to keep?",
                "5. What was hard, and who or what helped?",
                "6. What did a child say?",
                "7. What have I not said yet?",
                "8. Where am I too fast? Where too slow?",
                "9. What did I see at the other program?",
                "10. Whom should I thank?",
                "11. What can wait?",
                "12. What would I tell myself in September?",
            )
        ),
    ),
}

TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=20, leading=24, textColor=BRAND, spaceAfter=6)
TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=11, leading=15, textColor=INK, alignment=TA_LEFT)
HEADING = ParagraphStyle("heading", parent=TEXT, fontName="Helvetica-Bold", fontSize=12, spaceBefore=10, spaceAfter=2)


def draw(name: str) -> bytes:
    """The file of `TEMPLATES[name]` as bytes; the same bytes every time."""
    sheet = TEMPLATES[name]
    buffer = BytesIO()
    document = SimpleDocTemplate(
        buffer,
        pagesize=letter,
        title=sheet.title,
        author=PUBLISHER,
        subject=sheet.intro,
        lang="en-US",
        leftMargin=inch,
        rightMargin=inch,
        topMargin=0.8 * inch,
        bottomMargin=0.8 * inch,
    )
    document.build(list(_story(sheet)), onFirstPage=_foot, onLaterPages=_foot, canvasmaker=_canvas)
    return buffer.getvalue()


def _canvas(*args, **kwargs):
    canvas = Canvas(*args, **{**kwargs, "invariant": 1})
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _story(sheet):
    yield Paragraph(sheet.title, TITLE)
    yield Paragraph(sheet.intro, TEXT)
    if sheet.table:
        yield Spacer(1, 12)
        yield _table(sheet.table)
    for section in sheet.sections:
        yield Paragraph(section.heading, HEADING)
        for line in section.lines:
            yield Paragraph(line, TEXT)
            yield Spacer(1, 4)
        for _ in range(section.writing_lines):
            yield Spacer(1, 16)
            yield HRFlowable(width="100%", thickness=0.6, color=LINE)


def _table(rows):
    cells = [[Paragraph(cell, TEXT) for cell in row] for row in rows]
    table = Table(cells, colWidths=[1.6 * inch, 1.0 * inch, 1.0 * inch, 2.9 * inch], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.6, LINE),
                ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#E6F0EF")),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    return table


def _foot(canvas, document):
    canvas.setFont("Helvetica", 9)
    canvas.setFillColor(INK)
    canvas.drawString(
        inch, 0.5 * inch, f"{PUBLISHER}. Free to copy if you say where it comes from. Page {document.page}"
    )
