"""The export of Plone (collective.exportimport): a list of JSON objects, files inside them as base64."""

import base64
import binascii
import re
from html import escape
from urllib.parse import urljoin, urlsplit

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from resources.kept_files import clean_name

from .kinds import check_document
from .plone_objects import MAX_FILE, objects_of
from .tables import NotReadable, Record

TYPES = {
    "Document": "page",
    "News Item": "page",
    "Event": "event",
    "File": "resource",
    "Link": "resource",
}
_SKIPPED = {"Folder", "Image", "Plone Site", "Collection", "Topic", "Discussion Item", "LRF"}
_BY_ID = re.compile(r'(href=")[^"]*resolveuid/([0-9a-fA-F-]{8,40})')
_SOURCE = re.compile(r"""(<img\b[^>]*?\bsrc=)(["'])([^"']+)\2""", re.IGNORECASE)


def plone_records(file):
    """A `Record` for each object that has a place here. The file is read twice: texts name objects that come later."""
    paths = _paths(file)
    file.seek(0)
    number = 0
    for item in objects_of(file):
        if not isinstance(item, dict):
            raise NotReadable(_("The file is no export of Plone (a list of objects)."))
        if item.get("@type") in _SKIPPED:
            continue
        number += 1
        yield _record(number, item, paths)


def _paths(file):
    """{UID: path} of all objects, so that links by ID become links that a redirect can lead on."""
    found = {}
    for item in objects_of(file):
        if isinstance(item, dict) and item.get("UID"):
            found[str(item["UID"])] = urlsplit(str(item.get("@id", ""))).path
    return found


def _record(number, item, paths):
    kind = str(item.get("@type", ""))
    file = item.get("file")
    is_elsewhere = isinstance(file, dict) and not file.get("data") and bool(file.get("download"))
    creators = item.get("creators")
    cells = {
        "_target": TYPES.get(kind, kind),
        "id": item.get("UID") or item.get("@id"),
        "title": item.get("title"),
        "summary": item.get("description"),
        "body": _body(item, paths),
        "files": str(file["download"]) if is_elsewhere else "",
        "author": ", ".join(map(str, creators))[:255] if isinstance(creators, list) else "",
        "topics": "; ".join(map(str, item["subjects"])) if isinstance(item.get("subjects"), list) else "",
        "published_on": str(item.get("effective") or item.get("created") or "")[:10],
        "old_address": urlsplit(str(item.get("@id", ""))).path,
        "addresses": item.get("remoteUrl") if kind == "Link" else "",
        "language": _token(item.get("language"))[:2],
        "starts_at": item.get("start"),
        "ends_at": item.get("end"),
        "venue_name": item.get("location"),
    }
    texts = {key: str(value) for key, value in cells.items() if value}
    record = Record(number, texts, is_not_public=_is_not_public(item))
    if isinstance(file, dict) and not is_elsewhere:
        _add_file(record, file)
    return record


def _is_not_public(item):
    """Not published, not yet, or not any more. What has no workflow of its own, as files, has no state."""
    today = timezone.localdate().isoformat()
    begins, ends = (str(item.get(name) or "")[:10] for name in ("effective", "expires"))
    state = str(item.get("review_state") or "published")
    return state != "published" or begins > today or bool(ends and ends < today)


def _body(item, paths):
    """The text, its leading picture first. Addresses of pictures are whole, links by ID are links to a path."""
    text = item.get("text")
    body = text.get("data", "") if isinstance(text, dict) else text if isinstance(text, str) else ""
    base = str(item.get("@id", ""))

    def whole(found):
        source = found[3] if "resolveuid/" in found[3] or ":" in found[3] else urljoin(base, found[3])
        return f"{found[1]}{found[2]}{source}{found[2]}"

    body = _SOURCE.sub(whole, str(body))
    body = _BY_ID.sub(lambda found: f"{found[1]}{paths.get(found[2]) or found[0].removeprefix(found[1])}", body)
    image = item.get("image")
    if isinstance(image, dict) and (image.get("data") or image.get("download")):
        source = f"resolveuid/{item.get('UID', '')}" if image.get("data") else str(image["download"])
        caption = str(item.get("image_caption") or "")
        alt = f' alt="{escape(caption)}"' if caption else ""
        body = f'<img src="{escape(source)}"{alt}>{body}'
    return body


def _token(value):
    return str(value.get("token", "")) if isinstance(value, dict) else str(value or "")


def _add_file(record, file):
    """The file inside the object, if it is there and sound."""
    name = clean_name(str(file.get("filename", ""))) or "file"
    data = file.get("data")
    if not isinstance(data, str) or not data:
        record.problem = _("The file “%(name)s” is missing in the export. Export again with files included.") % {
            "name": name
        }
        return
    try:
        octets = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        record.problem = _("The file “%(name)s” is damaged in the export.") % {"name": name}
        return
    if len(octets) > MAX_FILE:
        record.problem = _("The file “%(name)s” is larger than %(count)s MB.") % {
            "name": name,
            "count": MAX_FILE // 1024**2,
        }
    else:
        try:
            check_document(name, octets)
        except ValidationError as refused:
            record.problem = " ".join(refused.messages)
            return
        record.files.append((name, octets))
