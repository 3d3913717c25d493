"""Writing and reading files that lie in the database until somebody has decided on them, a piece at a time."""

import hashlib
import tempfile

from django.core.files import File
from django.db import transaction
from wagtail.documents import get_document_model

from .models import KeptFile, KeptPart

PART_BYTES = 512 * 1024
# As much of a file as is held in memory while it is read.
SPOOL_BYTES = 2 * 1024 * 1024


def clean_name(name):
    """A file name without folders, signs that nobody sees, and the ends of lines; at most 120 characters."""
    name = name.replace("\\", "/").rpartition("/")[2]
    name = "".join(sign for sign in name if sign.isprintable()).strip(" .")
    stem, dot, extension = name.rpartition(".")
    return f"{stem[:110]}{dot}{extension[:9]}" if dot else name[:120]


@transaction.atomic
def keep_file(name, chunks):
    """Store what `chunks` gives under a clean name. Returns the `KeptFile`."""
    kept = KeptFile.objects.create(name=clean_name(name) or "file")
    digest, number, waiting = hashlib.sha1(usedforsecurity=False), 0, b""
    for chunk in chunks:
        digest.update(chunk)
        kept.size += len(chunk)
        waiting += chunk
        while len(waiting) >= PART_BYTES:
            KeptPart.objects.create(file=kept, number=number, content=waiting[:PART_BYTES])
            number, waiting = number + 1, waiting[PART_BYTES:]
    if waiting:
        KeptPart.objects.create(file=kept, number=number, content=waiting)
    kept.file_hash = digest.hexdigest()
    kept.save()
    return kept


def pieces(kept):
    """The octets of a kept file, part by part."""
    for number in kept.parts.order_by("number").values_list("number", flat=True):
        yield bytes(kept.parts.values_list("content", flat=True).get(number=number))


def opened(kept):
    """The kept file as a file that can be read from anywhere in it. Larger ones lie on the disk, not in memory."""
    file = tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115
    for piece in pieces(kept):
        file.write(piece)
    file.seek(0)
    return file


def make_document(name, content, *, title, user):
    """A document of the site from a file whose content was checked."""
    document = get_document_model()(title=title[:255], uploaded_by_user=user)
    document.file.save(name, File(content), save=False)
    document.save()
    # Each stores what it finds.
    document.get_file_size()
    document.get_file_hash()
    document.file.close()
    return document
