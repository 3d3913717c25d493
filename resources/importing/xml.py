"""Foreign XML: read piece by piece, without declarations, entities or look-ups."""

from contextlib import contextmanager

from django.utils.translation import gettext as _

from .tables import NotReadable

# Of one entry, which is held in memory.
MAX_TEXT = 2_000_000


@contextmanager
def reading_xml():
    """The safe parser's module; what is wrong with the file or missing here becomes `NotReadable`."""
    try:
        import defusedxml
        from defusedxml import ElementTree
    except ImportError:
        words = _("XML can't be read here: the package “defusedxml” is not installed.")
        raise NotReadable(words) from None
    try:
        yield ElementTree
    except defusedxml.DefusedXmlException as hostile:
        raise NotReadable(_("The file has declarations that no export has, so it was not read.")) from hostile
    except (ElementTree.ParseError, ValueError, LookupError) as broken:
        raise NotReadable(_("The file is no XML, or it breaks off.")) from broken


def elements(file, *names):
    """Elements of a file with these local names, each cleared after use, so that memory does not grow."""
    with reading_xml() as trees:
        root = None
        for event, element in trees.iterparse(file, events=("start", "end"), forbid_dtd=True):
            if root is None:
                root = element
            if event == "end" and local_name(element) in names:
                yield element
                element.clear()
                root.clear()


def local_name(element):
    """The name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def texts(element, name):
    """The texts of all children and grandchildren of that name, without empty ones."""
    found = (child.text or "" for child in element.iter() if local_name(child) == name)
    return [text.strip()[:MAX_TEXT] for text in found if text.strip()]


def text(element, name):
    """The first of them, or ""."""
    return next(iter(texts(element, name)), "")
