"""Pictures inside an export of Plone: laid on the disk once, found by the ID or the address that texts name."""

import base64
import binascii
import re
import tempfile
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from .plone_objects import MAX_FILE, objects_of

_BY_ID = re.compile(r"resolveuid/([0-9a-fA-F-]{8,40})")


@dataclass(frozen=True)
class Place:
    """Where a picture lies in the temporary file."""

    name: str
    start: int
    length: int


class PlonePictures:
    """The pictures of an export. `close` it."""

    def __init__(self, export):
        self._file = tempfile.SpooledTemporaryFile(max_size=2 * 1024 * 1024)  # noqa: SIM115
        self._places = {}
        for item in objects_of(export):
            image = item.get("image") if isinstance(item, dict) else None
            if isinstance(image, dict) and isinstance(image.get("data"), str):
                self._lay(item, image)

    def _lay(self, item, image):
        try:
            octets = base64.b64decode(image["data"], validate=True)
        except (binascii.Error, ValueError):
            return
        if len(octets) > MAX_FILE:
            return
        place = Place(str(image.get("filename") or "picture"), self._file.seek(0, 2), len(octets))
        self._file.write(octets)
        for key in (str(item.get("UID", "")), urlsplit(str(item.get("@id", ""))).path):
            if key.strip("/"):
                self._places[key] = place

    def find(self, reference):
        """The `Place` of the picture that a text names, or None."""
        if found := _BY_ID.search(reference):
            return self._places.get(found[1])
        path = unquote(urlsplit(reference).path)
        return self._places.get(path.partition("/@@")[0].rstrip("/"))

    def read(self, place):
        """Its octets."""
        self._file.seek(place.start)
        return self._file.read(place.length)

    def close(self):
        """Throw the temporary file away."""
        self._file.close()
