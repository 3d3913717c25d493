"""Passing on a calendar or a gathering: its address, the same as a QR code, and a frame for partners' sites."""

import io

import segno
from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.html import format_html
from django.utils.translation import gettext as _

from events.calendars.facets import chips
from events.calendars.filters import CalendarQuery, Vocabularies
from resources.absolute_addresses import absolute_url
from resources.filter_panel import address

from .calendar_embed import COUNTS, count_of
from .calendar_frame import NOT_OF_FEEDS, crumbs_to

# Pixels that a module of the code takes; white margin in modules, as the standard asks for.
SCALE, MARGIN = 8, 4
# What stays readable when a printed code is a quarter dirty.
ERROR_LEVEL = "q"
# Characters; beyond it the squares get too small for a phone.
MOST_IN_CODE = 500
MAX_AGE = 24 * 3600
# The frame's height in pixels: one gathering takes about 80, the frame's own head and foot 120.
ROW_HEIGHT, FRAME_HEIGHT = 88, 130


def share_calendar(page, request):
    """The page "Share this calendar", with the filters in force. R21, R35."""
    query = CalendarQuery(request.GET, Vocabularies.load())
    data = query.query(leave_out=NOT_OF_FEEDS)
    path = page.get_url(request)
    count = count_of(request)
    framed = data.copy()
    framed["count"] = str(count)
    height = FRAME_HEIGHT + ROW_HEIGHT * count
    embed_url = address(f"{absolute_url(page, request)}embed/", framed)
    return _shared(
        page,
        request,
        {
            "share_title": _("Share this calendar"),
            "shared_url": address(absolute_url(page, request), data),
            "qr_url": address(f"{path}qr/", data),
            "code_leads_to": _short_enough(page, request, data),
            "back_url": address(path, data),
            "back_label": _("Back to the calendar"),
            "chips": chips(query, f"{path}share/"),
            "note": " ".join(query.notes),
            "embed_code": _frame_code(embed_url, page.title, height),
            "embed_path": address(f"{path}embed/", framed),
            "embed_height": height,
            "embed_title": page.title,
            "count_tabs": [_count_tab(path, data, number, count) for number in COUNTS],
        },
    )


def share_gathering(page, request):
    """The page "Share this gathering"."""
    path = page.get_url(request)
    return _shared(
        page,
        request,
        {
            "share_title": _("Share this gathering"),
            "shared_url": absolute_url(page, request),
            "qr_url": f"{path}qr/",
            "code_leads_to": absolute_url(page, request),
            "back_url": path,
            "back_label": _("Back to the gathering"),
        },
    )


def qr_calendar(page, request):
    """The calendar's address, with the filters in force, as a picture."""
    query = CalendarQuery(request.GET, Vocabularies.load())
    return qr_picture(_short_enough(page, request, query.query(leave_out=NOT_OF_FEEDS)), page.slug)


def qr_gathering(page, request):
    """The gathering's address as a picture."""
    return qr_picture(absolute_url(page, request), page.slug)


def _shared(page, request, context):
    context |= {"robots": "noindex", "crumbs": crumbs_to(page, request, context["share_title"])}
    response = page.render(request, context_overrides=context, template="partnership_events/share.html")
    # The page shows the frame as partners will have it. Read by django-csp, if the site has it.
    response._csp_update = {"frame-src": ["'self'"]}
    return response


def _frame_code(url, title, height):
    """HTML for a partner's site. In the sandbox nothing can run or be sent; links may open tabs."""
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" referrerpolicy="no-referrer" '
        'sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>',
        url,
        title,
        height,
    )


def _short_enough(page, request, data):
    """The calendar's address with its filters; without them if no camera could read so large a code."""
    url = absolute_url(page, request)
    narrowed = address(url, data)
    return narrowed if len(narrowed) <= MOST_IN_CODE else url


def qr_picture(text, name):
    """Black on white whatever the visitor's colours: cameras need it."""
    code = segno.make(text, error=ERROR_LEVEL, micro=False)
    written = io.BytesIO()
    code.save(written, kind="svg", scale=SCALE, border=MARGIN, dark="#000", light="#fff", nl=False)
    response = HttpResponse(written.getvalue(), content_type="image/svg+xml")
    response["Content-Disposition"] = f'inline; filename="{name}.svg"'
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response


def _count_tab(path, data, number, chosen):
    changed = data.copy()
    changed["count"] = str(number)
    title = _("%(count)s gatherings") % {"count": number}
    return {"title": title, "url": f"{address(f'{path}share/', changed)}#frame", "is_current": number == chosen}
