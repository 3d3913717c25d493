"""Files and pictures that rows name: found in the ZIP, in the export itself or at their address, and looked through.

Everything is read as if it were hostile: public https addresses alone, a limit for each file and for all of them, and
each file must be what its name says. What is missing is said row by row; the page is made without it.
"""

import base64
import binascii
import tempfile
from collections import Counter
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from resources.conf import get_setting
from resources.enums import ImportFormat
from resources.kept_files import opened
from resources.outgoing import fetching
from resources.outgoing.addresses import AddressRefused, checked_for_staff
from resources.outgoing.connecting import FetchFailed

from .kinds import check_document, check_picture, file_name, picture_name
from .packed import NotInside, PackedFiles
from .plone_pictures import PlonePictures
from .same_names import name_in

HEADERS = {"User-Agent": "AfterSchoolPartnership-Import/1.0", "Accept": "*/*"}
# Of one file.
MAX_SECONDS = 30
# A host that did not answer so many times in a row is not asked again by the same import.
MAX_SILENCES = 3
# As much of a file as is held in memory until its page is written.
SPOOL_BYTES = 256 * 1024


class Missing(Exception):
    """A file does not come along; `message` says which and why."""

    def __init__(self, message):
        self.message = message
        super().__init__(message)


class Brought:
    """A file or picture that was looked through. A larger one lies on the disk until it is stored; `close` it."""

    def __init__(self, reference, name, octets):
        self.reference, self.name = reference, name
        self.file = tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115
        self.file.write(octets)
        self.file.seek(0)

    @property
    def octets(self):
        """All of it."""
        self.file.seek(0)
        return self.file.read()

    def close(self):
        """Throw it away."""
        self.file.close()


class Bringer:
    """Where the files of a batch come from; `with` it, since it holds temporary files. `door` is the tests' network."""

    def __init__(self, batch, door=None):
        self.batch, self._door = batch, door
        self._files, self._packed, self._pictures = [], None, None
        self._silences, self._spent = Counter(), 0
        self._may_add: dict[bool, bool] = {}

    def __enter__(self):
        if self.batch.packed_files:
            self._files.append(opened(self.batch.packed_files))
            self._packed = PackedFiles(self._files[-1])
        if self.batch.format == ImportFormat.PLONE and self.batch.file:
            with opened(self.batch.file) as export:
                self._pictures = PlonePictures(export)
        return self

    def __exit__(self, *problem):
        for file in self._files:
            file.close()
        if self._pictures:
            self._pictures.close()

    def _check_may_add(self, reference, is_picture):
        """Files come in by this door only for who may add them by the others. Raises Missing."""
        if is_picture not in self._may_add:
            policy = policy_registry.get_by_type(get_image_model() if is_picture else get_document_model())
            self._may_add[is_picture] = policy.user_has_permission(self.batch.made_by, "add")
        if not self._may_add[is_picture]:
            raise Missing(_said(reference, _("You may not add files to the site.")))

    def foresee(self, reference, *, is_picture):
        """Why a file would not come along, as far as it can be told without the network; "" if it seems to."""
        try:
            self._check_may_add(reference, is_picture)
            kind, where = self._place_of(reference)
        except Missing as missing:
            return missing.message
        if kind != "address":
            return ""
        try:
            checked_for_staff(where)
        except AddressRefused as refused:
            return _said(reference, refused.message)
        return ""

    def bring(self, reference, *, is_picture):
        """The file as `Brought`, or `Missing`."""
        self._check_may_add(reference, is_picture)
        kind, where = self._place_of(reference)
        octets, name = self._read(kind, where, reference)
        self._spent += len(octets)
        most = get_setting("IMPORT_FILES_MAX_MB") * 1024**2
        if self._spent > most:
            words = _("All files of this import together are more than %(size)s.")
            raise Missing(_said(reference, words % {"size": filesizeformat(most)}))
        name = picture_name(name, octets) if is_picture else file_name(name, octets)
        try:
            (check_picture if is_picture else check_document)(name, octets)
        except ValidationError as refused:
            raise Missing(" ".join(refused.messages)) from refused
        return Brought(reference, name, octets)

    def _place_of(self, reference):
        """As `_find`; an address that cannot be one, such as https://[x]/a.pdf, is missing like any other."""
        try:
            urlsplit(reference)
            return self._find(reference)
        except ValueError as problem:
            raise Missing(_said(reference, _("This is not an address."))) from problem

    def _find(self, reference):
        """("text" | "export" | "packed" | "address", where it is there). Raises Missing."""
        if reference.startswith("data:"):
            return "text", reference
        if self._pictures and (place := self._pictures.find(reference)):
            return "export", place
        try:
            part = self._packed.find(reference) if self._packed else None
        except NotInside as several:
            raise Missing(_said(reference, several.message)) from several
        if part:
            return "packed", part
        if not reference.lower().startswith(("http://", "https://")):
            words = _("It is not in the ZIP.") if self._packed else _("There is no ZIP with it.")
            raise Missing(_said(reference, words))
        if not self.batch.fetches_files:
            raise Missing(_said(reference, _("You did not choose to fetch files.")))
        # Old sites name http; whoever still has the file mostly has it by https too, and nothing else is fetched.
        return "address", f"https://{reference.partition('://')[2]}"

    def _read(self, kind, where, reference):
        """(octets, name)."""
        most = get_setting("IMPORT_FILE_MAX_MB") * 1024**2
        if kind == "text":
            return _from_text(where), "picture"
        if kind == "export":
            return self._pictures.read(where), where.name
        if kind == "packed":
            try:
                return self._packed.read(where, most), name_in(where.filename)
            except NotInside as problem:
                raise Missing(_said(reference, problem.message)) from problem
        host = urlsplit(where).hostname or ""
        if self._silences[host] >= MAX_SILENCES:
            raise Missing(_said(reference, _("The address did not answer for files before it.")))
        try:
            checked_for_staff(where)
            fetched = fetching.fetch(where, headers=HEADERS, door=self._door, max_bytes=most, max_seconds=MAX_SECONDS)
        except fetching.AnswerFailed as problem:
            self._silences[host] = 0
            raise Missing(_said(reference, problem.message)) from problem
        except (AddressRefused, FetchFailed) as problem:
            self._silences[host] += 1
            raise Missing(_said(reference, problem.message)) from problem
        self._silences[host] = 0
        return fetched.content or b"", name_in(where)


def _from_text(reference):
    head, _comma, data = reference.partition(",")
    try:
        if not head.endswith(";base64"):
            raise ValueError
        return base64.b64decode(unquote(data), validate=False)
    except (binascii.Error, ValueError):
        raise Missing(_("A picture that stands in the text itself is damaged.")) from None


def _said(reference, why):
    return _("“%(name)s” does not come along: %(why)s") % {"name": reference[:120], "why": why}
