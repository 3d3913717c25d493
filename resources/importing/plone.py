"""The export of Plone (collective.exportimport): a list of JSON objects, files inside them as base64."""

import base64
import binascii
import io
import json
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from resources.kept_files import clean_name
from resources.suggesting.files import EXTENSIONS, check_file

from .tables import NotReadable, Record

TYPES = {
    "Document": "page",
    "News Item": "page",
    "Event": "event",
    "File": "resource",
    "Link": "resource",
}
_SKIPPED = {"Folder", "Image", "Plone Site", "Collection", "Topic", "Discussion Item", "LRF"}
# One object with its file.
MAX_OBJECT = 30 * 1024 * 1024
MAX_FILE = 20 * 1024 * 1024


def plone_records(file):
    """A `Record` for each object that has a place here."""
    number = 0
    for item in _objects(file):
        if not isinstance(item, dict):
            raise NotReadable(_("The file is no export of Plone (a list of objects)."))
        if item.get("@type") in _SKIPPED:
            continue
        number += 1
        yield _record(number, item)


def _record(number, item):
    kind = str(item.get("@type", ""))
    text = item.get("text")
    body = text.get("data", "") if isinstance(text, dict) else text if isinstance(text, str) else ""
    creators = item.get("creators")
    cells = {
        "_target": TYPES.get(kind, kind),
        "id": item.get("UID") or item.get("@id"),
        "title": item.get("title"),
        "summary": item.get("description"),
        "body": body,
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
    record = Record(number, {key: str(value) for key, value in cells.items() if value})
    if isinstance(item.get("file"), dict):
        _add_file(record, item["file"])
    return record


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
    elif name.rpartition(".")[2].lower() not in EXTENSIONS:
        record.problem = _("We don't take files like “%(name)s”.") % {"name": name}
    else:
        try:
            check_file(ContentFile(octets, name=name))
        except ValidationError:
            record.problem = _("The file “%(name)s” is not what its name says.") % {"name": name}
            return
        record.files.append((name, octets))


def _objects(file):
    """The objects of a list, one after the other: no more than one is in memory."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace")
    decoder, waiting, is_end = json.JSONDecoder(), "", False
    waiting = text.read(65_536).lstrip()
    if not waiting.startswith("["):
        raise NotReadable(_("The file is no export of Plone (a list of objects)."))
    waiting = waiting[1:]
    wanted = 0
    while True:
        waiting = waiting.lstrip(" \r\n\t,")
        if waiting.startswith("]"):
            return
        try:
            # A number may go on in the next piece; objects end with their bracket.
            if len(waiting) < wanted and not is_end:
                raise ValueError
            item, end = decoder.raw_decode(waiting)
        except RecursionError as deep:
            raise NotReadable(_("The file is nested deeper than any export.")) from deep
        except ValueError as broken:
            if is_end or len(waiting) > MAX_OBJECT:
                raise NotReadable(_("The file is damaged or an object in it is too large.")) from broken
            # Twice as much before the next try, so that a large object is not read over and over.
            wanted = max(len(waiting) * 2, 65_536)
            while len(waiting) < wanted and not is_end:
                piece = text.read(1_048_576)
                is_end = not piece
                waiting += piece
            continue
        wanted = 0
        yield item
        waiting = waiting[end:]
