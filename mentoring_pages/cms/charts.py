"""Bars drawn as SVG by the server. The same numbers stand in the table beside it."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

WIDTH, LABEL, ROW, BAR = 560, 210, 40, 13
# Light and dark of the CMS alike: 3:1 and more on both.
COLOURS = ("#2f8794", "#c2762a")
LONGEST_LABEL = 30


def bars(question):
    """An image of a `QuestionResult`: for each answer one bar of the mentors and one of the mentees."""
    highest = max((number or 0 for _option, *numbers, _both in question.rows for number in numbers), default=0) or 1
    room = WIDTH - LABEL - 40
    rows = []
    for place, (option, mentors, mentees, _both) in enumerate(question.rows):
        top = 28 + place * ROW
        rows.append(_text(0, top + BAR + 4, _shortened(option)))
        for number, (count, colour) in enumerate(zip((mentors, mentees), COLOURS, strict=True)):
            if count is None:
                continue
            y = top + number * (BAR + 2)
            wide = round(room * count / highest)
            rows.append(
                format_html(
                    '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>', LABEL, y, max(wide, 1), BAR, colour
                )
            )
            rows.append(_text(LABEL + max(wide, 1) + 6, y + BAR - 2, count))
    legend = format_html_join(
        "",
        '<rect x="{}" y="4" width="12" height="12" fill="{}"/><text x="{}" y="15" font-size="13" '
        'fill="currentColor">{}</text>',
        (
            (LABEL + place * 130, colour, LABEL + place * 130 + 18, name)
            for place, (colour, name) in enumerate(zip(COLOURS, (_("Mentors"), _("Mentees")), strict=True))
        ),
    )
    return format_html(
        '<svg class="p-results-chart" viewBox="0 0 {} {}" role="img" aria-label="{}" focusable="false">{}{}</svg>',
        WIDTH,
        32 + len(question.rows) * ROW,
        _("Bars of the numbers in the table: %(question)s") % {"question": question.text},
        legend,
        format_html_join("", "{}", ((row,) for row in rows)),
    )


def _text(x, y, text):
    return format_html('<text x="{}" y="{}" font-size="13" fill="currentColor">{}</text>', x, y, text)


def _shortened(text):
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1]}…"
