"""The export of WordPress (WXR): posts and pages, with their categories, and the addresses of their files."""

import html as entities
import re
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from resources.suggesting.addresses import plain_address

from .html import plain_text
from .tables import NotReadable, Record
from .xml import elements, local_name, text

# What a WordPress type becomes; other types (menus, revisions, attachments) have no place.
TYPES = {"post": "resource", "page": "page", "tribe_events": "event"}
_PICTURE_ENDS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".svg", ".tif", ".tiff", ".heic")
_SKIPPED = {"nav_menu_item", "revision", "attachment", "custom_css", "wp_global_styles", "wp_block", "wp_template"}
# WordPress' own marks around pictures and players; they are no HTML, and would stand in the text as they are.
_SHORTCODE = re.compile(r"\[/?(?:caption|wp_caption|gallery|playlist|audio|video|embed)(?:\s[^\]]*)?\]")
# What WordPress keeps and nobody wants any more.
_THROWN_AWAY = {"trash", "auto-draft", "inherit"}


def wxr_records(file):
    """A `Record` for each post and page. `_target` says what it becomes. Menus, older versions and what lies in the
    wastebasket are passed over.

    The file is read twice: what hangs on a post may stand before it or behind it.
    """
    media = _Media(file)
    file.seek(0)
    number, is_wxr = 0, False
    for item in elements(file, "item", "wxr_version"):
        if local_name(item) == "wxr_version":
            is_wxr = True
            continue
        kind = text(item, "post_type")
        if not kind and not is_wxr:
            break
        if kind in _SKIPPED or text(item, "status") in _THROWN_AWAY:
            continue
        number += 1
        yield Record(number, _cells(item, kind) | media.cells(item), is_not_public=_is_not_public(item))
    if not number and not is_wxr:
        raise NotReadable(_("The file is no export of WordPress (WXR)."))


class _Media:
    """Attachments of an export: by their number, by what they hang on, and by address."""

    def __init__(self, file):
        self._by_id, self._by_parent, self._addresses = {}, {}, {}
        for item in elements(file, "item"):
            address = text(item, "attachment_url")
            if text(item, "post_type") == "attachment" and address:
                self._by_id[text(item, "post_id")] = address
                self._by_parent.setdefault(text(item, "post_parent"), []).append(address)
                self._addresses[plain_address(address)] = address

    def cells(self, item):
        """The files that hang on a post or that its text leads to, and the picture that stands for it."""
        own = self._by_parent.get(text(item, "post_id") or "-", [])
        hrefs = re.findall(r"""\bhref=["']([^"']+)""", _body(item))
        linked = (self._addresses.get(plain_address(entities.unescape(href))) for href in hrefs)
        files = dict.fromkeys(address for address in (*own, *linked) if address and not _is_picture(address))
        picture = self._by_id.get(_meta(item).get("_thumbnail_id", ""), "")
        found = {"files": "\n".join(files), "picture": picture if _is_picture(picture) else ""}
        return {key: value for key, value in found.items() if value}


def _is_not_public(item):
    """A draft, planned for later, for those who sign in alone, or behind a password."""
    return text(item, "status") not in ("publish", "") or bool(text(item, "post_password"))


def _is_picture(address):
    return urlsplit(address).path.lower().endswith(_PICTURE_ENDS)


def _body(item):
    body = next(
        (child.text or "" for child in item if local_name(child) == "encoded" and "excerpt" not in child.tag), ""
    )
    return _SHORTCODE.sub("", body)


def _cells(item, kind):
    body = _body(item)
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
    found = _meta(item)
    return {
        "starts_at": found.get("_EventStartDate", ""),
        "ends_at": found.get("_EventEndDate", ""),
        "time_zone": found.get("_EventTimezone", ""),
    }


def _meta(item):
    """{key: value} of what plug-ins keep with a post."""
    rows = (meta for meta in item if local_name(meta) == "postmeta")
    return {text(row, "meta_key"): text(row, "meta_value") for row in rows}
