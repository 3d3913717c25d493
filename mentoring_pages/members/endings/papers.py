"""The letter that confirms an ending, and each side's certificate, as PDF. They need the extra `certificates`.

A certificate never names the other program: who was mentored is for the mentee to tell.
"""

import io

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from events.guests.certificates import BRAND, INK, MUTED, PAPER, drawn_block, drawn_line
from mentoring_pages.enums import Side
from resources.dates_in_words import short_date

from .story import hours_in_words

MARGIN = 72


def certificate_pdf(certificate, *, signature, check_url):
    """The octets of one page: program, part, cycle and hours, and where the code is checked."""
    from events.guests.certificate_art import draw_horizon
    from events.guests.certificate_fonts import SERIF_BOLD

    closure = certificate.closure
    pair, program = closure.pair, closure.pair.program_of(certificate.side)
    canvas, buffer, width, height = _canvas(_("Certificate of mentoring"), is_wide=True)
    canvas.setFillColor(PAPER)
    canvas.rect(0, 0, width, height, stroke=0, fill=1)
    art = draw_horizon(canvas, program.name, x=0, y=0, width=width)
    canvas.setFillColor(BRAND)
    canvas.rect(0, height - 9, width, 9, stroke=0, fill=1)
    middle, room = width / 2, width - 2 * MARGIN
    drawn_line(canvas, _issued_by(), middle, height - 58, room, 13, MUTED)
    drawn_line(canvas, _("Certificate of mentoring"), middle, height - 112, room, 34, BRAND, SERIF_BOLD)
    drawn_line(canvas, program.name, middle, height - 186, room, 36, INK, SERIF_BOLD)
    canvas.setStrokeColor(BRAND)
    canvas.setLineWidth(1)
    canvas.line(middle - 130, height - 202, middle + 130, height - 202)
    y = drawn_block(canvas, _part_sentence(certificate), middle, height - 232, room, 15, INK, most=3)
    facts = [
        _("Season %(cycle)s, from %(start)s to %(end)s")
        % {"cycle": pair.cycle, "start": short_date(pair.started_on), "end": short_date(closure.ended_on)},
        _time_sentence(certificate),
    ]
    for fact in filter(None, facts):
        y = drawn_block(canvas, fact, middle, y - 6, room, 13, MUTED, most=1)
    code = _("To check this certificate, enter the code %(code)s at %(url)s") % {
        "code": certificate.printed_code,
        "url": check_url.split("://", 1)[-1],
    }
    drawn_line(canvas, code, middle, art + 14, room, 10, MUTED)
    if signature:
        _signature(canvas, signature, width - MARGIN - 105, art + 62)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def letter_pdf(closure, story, *, signature):
    """The octets of the letter to both programs: it confirms the ending, and what they did together."""
    from events.guests.certificate_art import draw_horizon
    from events.guests.certificate_fonts import SERIF_BOLD

    pair = closure.pair
    canvas, buffer, width, height = _canvas(_("Letter on the end of the mentoring"))
    middle, room = width / 2, width - 2 * MARGIN
    draw_horizon(canvas, pair.mentor.name, x=0, y=height - 78, width=width)
    drawn_line(canvas, _issued_by(), middle, height - 108, room, 12, MUTED)
    y = height - 160
    y = _paragraph(canvas, short_date(closure.ended_on), y, room, colour=MUTED)
    y = _paragraph(canvas, _("To %(mentor)s and %(mentee)s") % {"mentor": pair.mentor, "mentee": pair.mentee}, y, room)
    y = _paragraph(
        canvas, _("Your mentoring in the season %(cycle)s") % {"cycle": pair.cycle}, y - 8, room, 17, SERIF_BOLD
    )
    for text in _letter_texts(closure, story):
        y = _paragraph(canvas, text, y, room)
        if y < 150:
            canvas.showPage()
            y = height - 90
    if signature:
        _signature(canvas, signature, MARGIN + 105, max(y - 40, 80))
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _letter_texts(closure, story):
    pair = closure.pair
    yield _("This letter confirms that your work together, which began on %(start)s, ended on %(end)s.") % {
        "start": short_date(pair.started_on),
        "end": short_date(closure.ended_on),
    }
    if story.contact_count:
        yield " ".join(story.lines())
    if not pair.was_unsuited:
        if story.goals:
            yield _("You reached what you had set out to do:")
            yield from (f"– {goal}" for goal in story.goals)
        elif closure.goals_reached:
            yield from closure.goals_reached.splitlines()
    yield _(
        "Thank you for the time and the trust that you gave each other. What you shared stays between you, and "
        "your journals stay yours. If you need us, write to the coordinators."
    )


def _part_sentence(certificate):
    if certificate.side == Side.MENTOR:
        return _("was a mentor to another after-school program and shared what it knows.")
    return _("worked with a mentor program to make its own work better.")


def _time_sentence(certificate):
    if not certificate.contact_count:
        return ""
    contacts = ngettext("%(count)d contact", "%(count)d contacts", certificate.contact_count) % {
        "count": certificate.contact_count
    }
    if not certificate.minutes:
        return contacts
    return _("%(contacts)s, %(hours)s in all") % {"contacts": contacts, "hours": hours_in_words(certificate.minutes)}


def _canvas(title, *, is_wide=False):
    from reportlab.lib.pagesizes import landscape, letter
    from reportlab.pdfgen.canvas import Canvas

    size = landscape(letter) if is_wide else letter
    buffer = io.BytesIO()
    # Invariant: the same ending gives the same file, and no clock or machine is named in it.
    canvas = Canvas(buffer, pagesize=size, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    canvas.setAuthor(_issued_by())
    return canvas, buffer, *size


def _issued_by():
    site = Site.objects.filter(is_default_site=True).first()
    return site.site_name if site else ""


def _signature(canvas, name, middle, y):
    canvas.setStrokeColor(MUTED)
    canvas.setLineWidth(0.75)
    canvas.line(middle - 105, y, middle + 105, y)
    drawn_line(canvas, name, middle, y - 16, 210, 12, MUTED)


def _paragraph(canvas, text, y, room, size=12, font=None, colour=INK):
    """Left-aligned lines from `y` down. Returns where the next paragraph begins."""
    from reportlab.lib.utils import simpleSplit

    from events.guests.certificate_fonts import SERIF, drawable, font_for

    name = font_for(drawable(text), font or SERIF)
    for line in simpleSplit(text, name, size, room):
        canvas.setFillColor(colour)
        canvas.setFont(name, size)
        canvas.drawString(MARGIN, y, drawable(line))
        y -= size * 1.4
    return y - size * 0.5
