"""Certificates of attendance as PDF, a page for each guest. They need the extra `certificates`."""

import io
from dataclasses import dataclass
from datetime import timedelta
from importlib.util import find_spec

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import AttendanceWay
from events.gatherings.rows import when_of
from events.models import GatheringSettings
from resources.dates_in_words import when_in_words

INK, MUTED, BRAND, PAPER = "#1b2a2f", "#4f6067", "#0b5563", "#fbfaf6"
# A longer gathering has nights in it: its hours are not the ones that somebody attended.
LONGEST_DAY = timedelta(hours=16)


@dataclass(frozen=True)
class Certificate:
    """What one page says. `duration` is empty where the hours are not known."""

    name: str
    program: str
    sentence: str
    title: str
    when: str
    duration: str
    place: str
    host: str
    issued_by: str
    signature: str


def are_available():
    """Whether the package that writes PDF is installed."""
    return find_spec("reportlab") is not None


def certificate_of(registration):
    """The `Certificate` of a guest who came. Texts are the staff's own where the site's settings have some."""
    return certificates_of(registration.gathering, [registration])[0]


def certificates_of(gathering, registrations):
    """The `Certificate`s of several guests of one gathering, at the queries of one."""
    settings = GatheringSettings.of(gathering)
    site = gathering.get_site()
    starts_at, ends_at = when_of(gathering)
    shared = {
        "sentence": settings.certificate_text or _("took part in this gathering of after-school programs:"),
        "title": gathering.title,
        "when": when_in_words(starts_at, ends_at, gathering.time_zone),
        "duration": duration_in_words(gathering),
        "host": _("Host: %(host)s") % {"host": gathering.host} if gathering.host else "",
        "issued_by": site.site_name if site else "",
        "signature": settings.signature_name,
    }
    places = {AttendanceWay.ONLINE: _("Online"), AttendanceWay.IN_PERSON: gathering.place}
    return [
        Certificate(
            name=registration.name,
            program=registration.program_name,
            place=places[AttendanceWay(registration.way)],
            **shared,
        )
        for registration in registrations
    ]


def duration_in_words(gathering):
    """ "3 hours", "1 hour 30 minutes"; "" for whole days, an open end and gatherings over several days."""
    if gathering.is_all_day or not gathering.starts_at or not gathering.ends_at:
        return ""
    length = gathering.ends_at - gathering.starts_at
    if length > LONGEST_DAY:
        return ""
    hours, minutes = divmod(round(length.total_seconds() / 60), 60)
    parts = []
    if hours:
        parts.append(ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours})
    if minutes:
        parts.append(ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes})
    return " ".join(parts)


def pdf_of(certificates):
    """The octets of one PDF, a page a certificate, in the order given. ImportError without the extra `certificates`."""
    from reportlab.lib.pagesizes import landscape, letter
    from reportlab.pdfgen.canvas import Canvas

    certificates = list(certificates)
    buffer = io.BytesIO()
    # Invariant: the same guests give the same file, and no clock or machine is named in it.
    canvas = Canvas(buffer, pagesize=landscape(letter), invariant=1, pageCompression=1)
    canvas.setTitle(_("Certificate of attendance: %(title)s") % {"title": certificates[0].title})
    canvas.setAuthor(certificates[0].issued_by)
    canvas.setSubject(_("Certificate of attendance"))
    for certificate in certificates:
        _draw(canvas, certificate, *landscape(letter))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw(canvas, certificate, width, height):
    from .certificate_art import draw_horizon
    from .certificate_fonts import SERIF_BOLD

    canvas.setFillColor(PAPER)
    canvas.rect(0, 0, width, height, stroke=0, fill=1)
    art = draw_horizon(canvas, certificate.host or certificate.title, x=0, y=0, width=width)
    canvas.setFillColor(BRAND)
    canvas.rect(0, height - 9, width, 9, stroke=0, fill=1)
    middle, room = width / 2, width - 2 * 72
    drawn_line(canvas, certificate.issued_by, middle, height - 58, room, 13, MUTED)
    drawn_line(canvas, _("Certificate of attendance"), middle, height - 112, room, 34, BRAND, SERIF_BOLD)
    drawn_line(canvas, certificate.name, middle, height - 186, room, 40, INK, SERIF_BOLD)
    canvas.setStrokeColor(BRAND)
    canvas.setLineWidth(1)
    canvas.line(middle - 130, height - 202, middle + 130, height - 202)
    drawn_line(canvas, certificate.program, middle, height - 224, room, 15, MUTED)
    y = drawn_block(canvas, certificate.sentence, middle, height - 252, room, 14, INK, most=3)
    y = drawn_block(canvas, certificate.title, middle, y - 14, room, 22, INK, most=2, font=SERIF_BOLD)
    facts = [" · ".join(filter(None, (certificate.when, certificate.duration))), certificate.place, certificate.host]
    for fact in filter(None, facts):
        y = drawn_block(canvas, fact, middle, y - 3, room, 13, MUTED, most=1)
    if certificate.signature:
        foot = art + 44
        canvas.setStrokeColor(MUTED)
        canvas.setLineWidth(0.75)
        canvas.line(width - 72 - 210, foot, width - 72, foot)
        drawn_line(canvas, certificate.signature, width - 72 - 105, foot - 16, 210, 12, MUTED)


def drawn_line(canvas, text, middle, y, room, size, colour, font=None):
    """One line, centred; smaller letters rather than more room."""
    from .certificate_fonts import SERIF, drawable, fitting_size, font_for

    text = drawable(text)
    font = font_for(text, font or SERIF)
    size = fitting_size(text, font, room, size, smallest=7)
    canvas.setFillColor(colour)
    canvas.setFont(font, size)
    canvas.drawCentredString(middle, y, text)


def drawn_block(canvas, text, middle, y, room, size, colour, most, font=None):
    """Up to `most` lines, the rest in smaller letters. Returns where the next one begins."""
    from reportlab.lib.utils import simpleSplit

    from .certificate_fonts import SERIF, font_for

    name = font_for(text, font or SERIF)
    text = " ".join(text.split())
    while len(lines := simpleSplit(text, name, size, room)) > most and size > 8:
        size -= 0.5
    for line in lines[:most]:
        drawn_line(canvas, line, middle, y, room, size, colour, font)
        y -= size * 1.32
    return y
