"""The ZIP of files that belongs to an import: looked over before anything is unpacked, then read file by file."""

import unicodedata
import zipfile
import zlib
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from resources.conf import get_setting

MAX_PARTS = 20_000
# Larger parts than this that shrink to a hundredth are no files that people made.
_SMALL_PART = 1024 * 1024
_MAX_SHRINKING = 100
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)


class NotInside(Exception):
    """A file can't be read from the ZIP; `message` says why."""

    def __init__(self, message):
        self.message = message
        super().__init__(message)


def check_zip(file):
    """ValidationError with a sentence unless it is a ZIP whose parts are, by their number and size, files of people."""
    most = get_setting("IMPORT_FILES_MAX_MB") * 1024**2
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
    except _BROKEN as broken:
        raise ValidationError(_("The file is no ZIP, or it is damaged.")) from broken
    finally:
        file.seek(0)
    if len(parts) > MAX_PARTS:
        raise ValidationError(_("The ZIP has more than %(count)s files. Make two imports.") % {"count": MAX_PARTS})
    shrinks = any(
        part.file_size > _SMALL_PART and part.file_size > _MAX_SHRINKING * max(part.compress_size, 1) for part in parts
    )
    if shrinks or sum(part.file_size for part in parts) > most:
        words = _("The ZIP unpacks to far more than files have, or to more than %(size)s. It was not opened.")
        raise ValidationError(words % {"size": filesizeformat(most)})


class PackedFiles:
    """The files in a ZIP by their names, whatever their case, their folder and how letters with marks are written."""

    def __init__(self, file):
        try:
            self._packed = zipfile.ZipFile(file)
        except _BROKEN as broken:
            raise NotInside(_("The file is no ZIP, or it is damaged.")) from broken
        self._by_path, self._by_name = {}, {}
        for part in self._packed.infolist()[:MAX_PARTS]:
            path = _plain(part.filename)
            if not part.is_dir() and not path.startswith("__macosx/"):
                self._by_path[path] = part
                self._by_name.setdefault(path.rpartition("/")[2], []).append(part)

    def find(self, reference):
        """The part that a name or an address means, or None. NotInside if it may mean several."""
        text = urlsplit(reference).path if "://" in reference else reference
        pieces = _plain(unquote(text) if "://" in reference else text).strip("/").split("/")
        for start in range(len(pieces)):
            if part := self._by_path.get("/".join(pieces[start:])):
                return part
        alike = self._by_name.get(pieces[-1], ())
        if len(alike) > 1:
            raise NotInside(_("Several folders of the ZIP have a file of this name. Write the folder in front of it."))
        return alike[0] if alike else None

    def read(self, part, most):
        """The octets of a part, at most so many; NotInside if there are more or it can't be unpacked."""
        if part.flag_bits & 0x1:
            raise NotInside(_("It is locked with a password."))
        try:
            with self._packed.open(part) as content:
                octets = content.read(most + 1)
        except _BROKEN as broken:
            raise NotInside(_("It is damaged in the ZIP.")) from broken
        if len(octets) > most:
            raise NotInside(_("It is larger than %(size)s.") % {"size": filesizeformat(most)})
        return octets


def _plain(path):
    return unicodedata.normalize("NFC", path).replace("\\", "/").casefold()
