"""What an uploaded XML file is, told by what stands in it and not by its name."""

from django.utils.translation import gettext as _

from resources.enums import ImportFormat

from .tables import NotReadable
from .xml import reading_xml

_ATOM = "{http://www.w3.org/2005/Atom}feed"
_OAI = "{http://www.openarchives.org/OAI/2.0/}OAI-PMH"
_WXR_NAMESPACE = "http://wordpress.org/export/"


def xml_format(file):
    """The `ImportFormat` of an XML file by its first element. NotReadable if it is none that we know.

    The file stands at its start afterwards.
    """
    file.seek(0)
    try:
        with reading_xml() as trees:
            return _format(trees.iterparse(file, events=("start", "start-ns"), forbid_dtd=True))
    finally:
        file.seek(0)


def _format(events):
    is_wordpress = False
    for event, found in events:
        if event == "start-ns":
            is_wordpress = is_wordpress or found[1].startswith(_WXR_NAMESPACE)
            continue
        if found.tag == _ATOM:
            return ImportFormat.ATOM
        if found.tag == _OAI:
            return ImportFormat.OAI
        # Namespaces of an element are told before it; some exports have theirs on the channel.
        if is_wordpress:
            return ImportFormat.WXR
        if found.tag not in ("rss", "channel"):
            break
    raise NotReadable(
        _("The file is XML, but neither an export of WordPress (WXR), nor an Atom feed, nor an OAI-PMH answer.")
    )
