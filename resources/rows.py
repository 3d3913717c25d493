"""A resource as one row of a list: plain values for the shared component `row_resource`."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.images.shortcuts import get_rendition_or_not_found

from .enums import ItemKind
from .templatetags.partnership import file_size, hostname

THUMBNAIL = "fill-180x240"
ICONS = {ItemKind.FILE: "file", ItemKind.LINK: "link", ItemKind.VIDEO: "video"}


def resource_row(resource, request=None):
    """What a list shows of one resource. No query if `with_row_data` was asked for."""
    items = resource.offered_items
    return {
        "title": resource.title,
        "url": resource.get_url(request),
        "kind": resource.kind.name if resource.kind else "",
        "audience": ", ".join(audience.name for audience in resource.audiences.all()),
        "summary": resource.summary,
        "thumb_url": thumbnail_url(resource),
        "file_label": items_in_short(items),
        "publisher": resource.publisher,
        "published_on": resource.published_on,
        "topics": [topic.name for topic in resource.topics.all()],
        "icon": ICONS[items[0].kind] if items else "book",
    }


def thumbnail_url(resource):
    """Address of the picture that an editor chose, else of the first page of the first file that was drawn; else ""."""
    if resource.thumbnail:
        return get_rendition_or_not_found(resource.thumbnail, THUMBNAIL).url
    drawn = (first_page_url(item.document) for item in resource.offered_items if item.kind == ItemKind.FILE)
    return next((url for url in drawn if url), "")


def first_page_url(document):
    """Address of the drawn first page of a file that everyone may open; "" without one."""
    reading = getattr(document, "partnership_reading", None)
    is_shown = reading and not reading.is_private and reading.version.picture
    return reading.version.picture.url if is_shown else ""


def items_in_short(items):
    """What there is to take away, in a few words: "PDF, 240 kB and 1 more"."""
    if not items:
        return ""
    first = item_in_short(items[0])
    more = len(items) - 1
    if not more:
        return first
    text = ngettext("%(first)s and %(count)s more", "%(first)s and %(count)s more", more)
    return text % {"first": first, "count": more}


def item_in_short(item):
    """ "PDF, 240 kB" for a file; the host for a link or video."""
    if item.kind == ItemKind.FILE:
        return ", ".join(part for part in (item.format, file_size(item.size_bytes)) if part)
    if item.kind == ItemKind.VIDEO:
        return _("Video on %(host)s") % {"host": hostname(item.url)}
    return _("On %(host)s") % {"host": hostname(item.url)}
