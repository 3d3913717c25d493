"""Whether a file that a row names is one that a page has, told by their names."""

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from wagtail.coreutils import string_to_ascii

from resources.kept_files import clean_name

# What storages put before the end of a name that is taken.
_ADDED = re.compile(r"_[a-zA-Z0-9]{7}$")


def name_in(reference):
    """The file's name in an address or a path, cleaned."""
    path = unquote(urlsplit(reference).path) if "://" in reference else reference
    return clean_name(path)


def is_same_name(wanted, stored):
    """Whether a stored file has the name that was wanted, apart from what storing does to names."""
    return _plain(wanted) in (_plain(stored), _plain(stored, without_added=True))


def _plain(name, *, without_added=False):
    stem, _dot, end = name.rpartition(".")
    stem = _ADDED.sub("", stem) if without_added else stem
    # Storages write some letters plainly, make blanks and other signs into underscores, and leave some out.
    plain = re.sub(r"[\W_]+", "", string_to_ascii(unicodedata.normalize("NFC", stem)).casefold())
    return plain, end.lower()
