"""JSON-LD for search engines: safe to print within a script element."""

from __future__ import annotations

import datetime
import json

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def json_ld_text(data) -> str:
    """`data` (a dict or list) as JSON that cannot end its script element.

    Values None and "" are left out, dates become ISO text, anything else unknown its `str()`.
    """
    return json.dumps(_without_blanks(data), ensure_ascii=False, default=_plain).translate(_ESCAPES)


def breadcrumb_list(crumbs, absolute) -> dict:
    """schema.org BreadcrumbList of link dicts; `absolute` turns an address into a full one."""
    items = [
        {
            "@type": "ListItem",
            "position": place,
            "name": str(crumb["title"]),
            "item": absolute(crumb["url"]) if crumb.get("url") else "",
        }
        for place, crumb in enumerate(crumbs, start=1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def _without_blanks(value):
    if isinstance(value, dict):
        return {key: _without_blanks(item) for key, item in value.items() if item not in (None, "")}
    if isinstance(value, (list, tuple)):
        return [_without_blanks(item) for item in value]
    return value


def _plain(value) -> str:
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else str(value)
