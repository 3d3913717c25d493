"""The site's own virus scanner, if it has one: every file that comes in from outside is shown to it first.

`PARTNERSHIP["VIRUS_SCANNER"]` names a callable `scan(file, name)`. It gives "" or None for a clean file, else what it
found. If it fails, the file is refused: what could not be looked at is not taken.
"""

import logging

from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from .conf import get_setting

logger = logging.getLogger(__name__)


def has_scanner():
    """Whether the site named a scanner."""
    return bool(get_setting("VIRUS_SCANNER"))


def scan_file(file, name):
    """ValidationError with a sentence if the scanner objects to a file; nothing without a scanner.

    `file` can be read from any place in it, and stands at its start afterwards.
    """
    if not has_scanner():
        return
    try:
        file.seek(0)
        found = _scanner()(file, name)
    except Exception as problem:  # Scanners are the host's own: whatever they raise, the file stays outside.
        logger.exception("The virus scanner failed.")
        words = _("“%(name)s” could not be looked through for viruses, so it was not taken. Try again later.")
        raise ValidationError(words % {"name": name}, code="not_scanned") from problem
    finally:
        file.seek(0)
    if found:
        logger.warning("The virus scanner refused a file: %s", found)
        words = _("The virus scanner found something in “%(name)s”, so it was not taken.")
        raise ValidationError(words % {"name": name}, code="virus")


def _scanner():
    named = get_setting("VIRUS_SCANNER")
    return named if callable(named) else import_string(named)
