"""Files and pictures that an import brings: what they are by what is inside, and whether we take them."""

import hashlib
import io
import zipfile

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField

from resources.kept_files import clean_name
from resources.scanning import scan_file
from resources.suggesting.files import EXTENSIONS, check_file

_OFFICE_FOLDERS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_PICTURE_STARTS = ((b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"))


def file_name(name, octets):
    """A clean name with the end that the content calls for, where the name has none that we take."""
    name = clean_name(name) or "file"
    if name.rpartition(".")[2].lower() in EXTENSIONS:
        return name
    found = _extension(octets)
    return f"{name.partition('.')[0] or 'file'}.{found}" if found else name


def check_document(name, octets):
    """ValidationError with a sentence unless it is a file of a kind that we take, and what its name says."""
    if name.rpartition(".")[2].lower() not in EXTENSIONS:
        raise ValidationError(_("We don't take files like “%(name)s”.") % {"name": name})
    try:
        check_file(ContentFile(octets, name=name))
    except ValidationError as problem:
        if problem.code in ("virus", "not_scanned"):
            raise
        raise ValidationError(_("The file “%(name)s” is not what its name says.") % {"name": name}) from problem


def picture_name(name, octets):
    """A clean name whose end says what kind of picture it is."""
    name = clean_name(name) or "picture"
    found = next((end for start, end in _PICTURE_STARTS if octets.startswith(start)), "")
    if not found and octets[:4] == b"RIFF" and octets[8:12] == b"WEBP":
        found = "webp"
    stem, _dot, end = name.rpartition(".")
    if not found or end.lower().replace("jpeg", "jpg") == found:
        return name
    return f"{stem or name}.{found}"


def check_picture(name, octets):
    """ValidationError with a sentence unless it is a picture that the site takes, in kind, size and pixels."""
    file = SimpleUploadedFile(name, octets)
    scan_file(file, name)
    try:
        WagtailImageField().clean(file)
    except ValidationError as problem:
        words = _("“%(name)s” is no picture that we take, or it is too large.")
        raise ValidationError(words % {"name": name}) from problem


def make_picture(name, octets, *, title, user):
    """An image of the site from a picture that was checked."""
    picture = get_image_model()(
        title=title[:255],
        uploaded_by_user=user,
        file=ImageFile(io.BytesIO(octets), name=name),
        file_size=len(octets),
        # As Wagtail has it, so that the same picture is found there.
        file_hash=hashlib.sha1(octets, usedforsecurity=False).hexdigest(),
    )
    picture.save()
    return picture


def _extension(octets):
    if octets.startswith(b"%PDF-"):
        return "pdf"
    if octets.startswith(b"{\\rtf"):
        return "rtf"
    if not octets.startswith(b"PK\x03\x04"):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return ""
    return next((end for folder, end in _OFFICE_FOLDERS.items() if any(name.startswith(folder) for name in names)), "")
