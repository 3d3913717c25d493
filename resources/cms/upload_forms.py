"""Forms of documents and images in the CMS that show each file to the site's virus scanner.

A host names them in `WAGTAILDOCS_DOCUMENT_FORM_BASE` and `WAGTAILIMAGES_IMAGE_FORM_BASE`.
"""

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from resources.scanning import scan_file


class _Scanned:
    """Asks the scanner about a file that was chosen just now; one that is stored already was asked about before."""

    def clean_file(self):
        file = self.cleaned_data.get("file")
        if file and "file" in self.changed_data:
            scan_file(file, file.name)
        return file


class ScannedDocumentForm(_Scanned, BaseDocumentForm):
    """A document, one by one or several at once."""


class ScannedImageForm(_Scanned, BaseImageForm):
    """An image, one by one or several at once."""
