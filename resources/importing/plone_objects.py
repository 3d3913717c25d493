"""The objects of an export of Plone, one after the other: no more than one is in memory."""

import io
import json

from django.utils.translation import gettext as _

from .tables import NotReadable

# One object with its file.
MAX_OBJECT = 30 * 1024 * 1024
MAX_FILE = 20 * 1024 * 1024


def objects_of(file):
    """Each object of the list. NotReadable if the file is none."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace")
    try:
        yield from _objects(text)
    finally:
        # The file stays open for whoever reads it once more.
        text.detach()


def _objects(text):
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
