"""The export of WordPress (WXR): posts and pages, with their categories. Files stay links to where they are."""

from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from .html import plain_text
from .tables import NotReadable, Record
from .xml import elements, local_name, text

# What a WordPress type becomes; other types (menus, revisions, attachments) have no place.
TYPES = {"post": "resource", "page": "page", "tribe_events": "event"}
_SKIPPED = {"nav_menu_item", "revision", "attachment", "custom_css", "wp_global_styles", "wp_block", "wp_template"}


def wxr_records(file):
    """A `Record` for each post and page. `_target` says what it becomes. Menus and older versions are passed over."""
    number, is_wxr = 0, False
    for item in elements(file, "item", "wxr_version"):
        if local_name(item) == "wxr_version":
            is_wxr = True
            continue
        kind = text(item, "post_type")
        if not kind and not is_wxr:
            break
        if kind in _SKIPPED:
            continue
        number += 1
        yield Record(number, _cells(item, kind))
    if not number and not is_wxr:
        raise NotReadable(_("The file is no export of WordPress (WXR)."))


def _cells(item, kind):
    body = next(
        (child.text or "" for child in item if local_name(child) == "encoded" and "excerpt" not in child.tag), ""
    )
    excerpt = next(
        (child.text or "" for child in item if local_name(child) == "encoded" and "excerpt" in child.tag), ""
    )
    link = text(item, "link")
    categories = [(child.text or "").strip() for child in item if local_name(child) == "category"]
    cells = {
        "_target": TYPES.get(kind, kind),
        "id": text(item, "guid") or link,
        "title": plain_text(text(item, "title")),
        "summary": plain_text(excerpt) or plain_text(body)[:400],
        "body": body,
        "author": text(item, "creator")[:255],
        "published_on": text(item, "post_date")[:10] if not text(item, "post_date").startswith("0000") else "",
        "topics": "; ".join(name for name in dict.fromkeys(categories) if name and name != "Uncategorized"),
        "old_address": urlsplit(link).path,
    }
    cells |= _dates(item) if kind == "tribe_events" else {}
    return {key: value for key, value in cells.items() if value}


def _dates(item):
    """Start and end as the usual calendar of WordPress keeps them."""
    found = {}
    for meta in item:
        if local_name(meta) == "postmeta":
            found[text(meta, "meta_key")] = text(meta, "meta_value")
    return {
        "starts_at": found.get("_EventStartDate", ""),
        "ends_at": found.get("_EventEndDate", ""),
        "time_zone": found.get("_EventTimezone", ""),
    }
