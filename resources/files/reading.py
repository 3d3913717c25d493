"""The job that reads files: finds what is new or changed, reads it in a process of its own, and tells the search index.

A file is read once for each content it had, however many documents and resources have it. A worker that dies in the
middle leaves a claim that runs out, so the file is tried again, three times at most.
"""

import logging
import time
from contextlib import contextmanager
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.search import index

from resources.conf import get_setting
from resources.enums import ItemKind, ReadingStatus
from resources.models import FileReading, FileText, FileVersion, ResourceItem, ResourcePage

from .processes import Outcome, draw_first_page, read_text
from .texts import MAX_SEARCHED

logger = logging.getLogger(__name__)

# No new file is begun after so many seconds: other jobs wait.
ROUND_SECONDS = 120
BATCH = 200
CLAIM = timedelta(minutes=10)
MAX_TRIES = 3
# What `pip install after-school-partnership[files]` brings.
READERS = ("defusedxml", "pypdf", "pypdfium2")
_BLOCK = 1024 * 1024


def read_due_files(now=None):
    """Read the files that wait, for about two minutes at most. Returns how many were looked at."""
    find_changed_files()
    find_private_files()
    forget_unused_versions()
    if all(find_spec(name) for name in READERS):
        # Somebody has installed what was missing.
        FileVersion.objects.filter(status=ReadingStatus.NO_READER).update(status=ReadingStatus.WAITING, tries_count=0)
    began, count = time.monotonic(), 0
    waiting = FileVersion.objects.filter(status=ReadingStatus.WAITING).order_by("tries_count", "pk")
    for key in list(waiting.values_list("pk", flat=True)[:BATCH]):
        if time.monotonic() - began > ROUND_SECONDS:
            break
        if _claim(key, now or timezone.now()):
            read_version(FileVersion.objects.get(pk=key))
            count += 1
    return count


def find_changed_files():
    """Note documents of resources that were never looked at, and those whose file was replaced."""
    documents = get_document_model().objects.filter(pk__in=_used_documents())
    is_other = ~Q(partnership_reading__version__file_hash=F("file_hash")) & ~Q(file_hash="")
    changed = documents.filter(Q(partnership_reading=None) | is_other)
    for document in changed.order_by("pk")[:BATCH]:
        note_file(document)


def note_file(document):
    """Say which content a document has now. The content waits to be read, unless it is known already."""
    try:
        file_hash, status = document.get_file_hash(), ReadingStatus.WAITING
    except (OSError, ValueError):
        file_hash, status = f"missing-{document.pk}", ReadingStatus.MISSING
    with transaction.atomic():
        version, _is_new = FileVersion.objects.get_or_create(file_hash=file_hash, defaults={"status": status})
        if status == ReadingStatus.WAITING:
            # A missing file that came back.
            FileVersion.objects.filter(pk=version.pk, status=ReadingStatus.MISSING).update(status=status, tries_count=0)
        is_private = document.collection.get_view_restrictions().exists()
        FileReading.objects.update_or_create(document=document, defaults={"version": version, "is_private": is_private})
    if version.status == ReadingStatus.READ:
        index_resources(version)


def note_published(resource):
    """Note the files of a resource that was just published, so that staff see them wait.

    Wagtail has told the search index of the page before it stored its files; this tells it of those read before.
    """
    used = ResourceItem.objects.filter(resource=resource.pk, kind=ItemKind.FILE).values("document")
    documents = list(get_document_model().objects.filter(pk__in=used).select_related("partnership_reading"))
    for document in documents:
        if not hasattr(document, "partnership_reading"):
            note_file(document)
    if documents:
        index.insert_or_update_object(resource)


def find_private_files():
    """Keep files that only some may open out of search and pictures; take them in again when that ends."""
    restricted = Collection.objects.filter(pk__in=CollectionViewRestriction.objects.values("collection"))
    closed = Q(pk__in=[])
    for path in restricted.values_list("path", flat=True):
        closed |= Q(document__collection__path__startswith=path)
    now_private = FileReading.objects.filter(closed, is_private=False)
    now_public = FileReading.objects.filter(is_private=True).exclude(closed)
    changed = [*now_private.select_related("version"), *now_public.select_related("version")]
    for reading in changed:
        FileReading.objects.filter(pk=reading.pk).update(is_private=not reading.is_private)
        is_open = FileReading.objects.filter(version=reading.version, is_private=False).exists()
        if not is_open:
            forget(reading.version, ReadingStatus.PRIVATE)
        elif reading.version.status == ReadingStatus.PRIVATE:
            ask_again(reading.version)
        index_resources(reading.version)


def forget_unused_versions():
    """Remove what was read of contents that no document has any more."""
    for version in FileVersion.objects.filter(readings=None)[:BATCH]:
        forget(version, version.status)
        version.delete()


def forget(version, status):
    """Remove text and picture of a version."""
    FileText.objects.filter(version=version).delete()
    if version.picture:
        version.picture.delete(save=False)
    version.status, version.pages_count, version.is_cut, version.problem = status, None, False, ""
    version.save()


def ask_again(version):
    """Put a version back in line, whatever came of it before."""
    FileVersion.objects.filter(pk=version.pk).update(
        status=ReadingStatus.WAITING, tries_count=0, claimed_until=None, problem=""
    )


def read_version(version):
    """Read a claimed version, draw its first page, store both, and bring the index of its resources up to date."""
    reading = version.readings.filter(is_private=False).select_related("document").first()
    if reading is None:
        return forget(version, ReadingStatus.PRIVATE)
    outcome, picture = _look_into(reading.document)
    with transaction.atomic():
        if outcome.text:
            FileText.objects.update_or_create(version=version, defaults={"text": outcome.text})
        else:
            FileText.objects.filter(version=version).delete()
        if picture and not version.picture:
            version.picture.save(f"{version.file_hash}.webp", ContentFile(picture), save=False)
        version.status, version.problem, version.read_at = outcome.status, outcome.problem, timezone.now()
        version.pages_count, version.is_cut, version.claimed_until = outcome.pages_count, outcome.is_cut, None
        version.save()
    index_resources(version)
    return None


def index_resources(version):
    """Bring the search index up to date for the resources that have a file of this content."""
    documents = version.readings.values("document")
    for resource in ResourcePage.objects.filter(items__document__in=documents).distinct():
        index.insert_or_update_object(resource)


def _used_documents():
    return ResourceItem.objects.filter(kind=ItemKind.FILE, document__isnull=False).values("document")


def _claim(key, now):
    """Whether this worker may read the version: moving `claimed_until` ahead is the lock."""
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    mine = FileVersion.objects.filter(free, pk=key, status=ReadingStatus.WAITING)
    if mine.filter(tries_count__gte=MAX_TRIES).update(status=ReadingStatus.DAMAGED, problem="tries"):
        return False
    return bool(mine.update(claimed_until=now + CLAIM, tries_count=F("tries_count") + 1))


def _look_into(document):
    """(`Outcome`, picture or None) of a document's file."""
    limit = get_setting("FILE_READ_MAX_MB") * 1024 * 1024
    try:
        with _local_copy(document, limit) as path:
            if path is None:
                return Outcome(ReadingStatus.TOO_LARGE), None
            extension = document.file_extension.lower()
            outcome = read_text(path, extension, MAX_SEARCHED)
            return outcome, draw_first_page(path) if extension == "pdf" else None
    except (OSError, ValueError) as problem:
        logger.warning("The file of document %s can't be opened: %s.", document.pk, problem)
        return Outcome(ReadingStatus.MISSING), None


@contextmanager
def _local_copy(document, limit):
    """Path of a copy on this machine, wherever files are stored; None if it has more than `limit` octets."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "file")
        size = 0
        with document.open_file() as source, path.open("wb") as copy:
            while octets := source.read(_BLOCK):
                size += len(octets)
                if size > limit:
                    break
                copy.write(octets)
        yield path if size <= limit else None
