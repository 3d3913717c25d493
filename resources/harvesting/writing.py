"""Answers of the provider as XML: values in, text out."""

from contextlib import contextmanager
from datetime import UTC
from io import StringIO

from django.utils.xmlutils import SimplerXMLGenerator

from resources.feeds import plain_xml_text

OAI = "http://www.openarchives.org/OAI/2.0/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
OAI_DC_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
_DC = "http://purl.org/dc/elements/1.1/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_ROOT = {
    "xmlns": OAI,
    "xmlns:xsi": _XSI,
    "xsi:schemaLocation": f"{OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd",
}
_RECORD = {
    "xmlns:oai_dc": OAI_DC,
    "xmlns:dc": _DC,
    "xmlns:xsi": _XSI,
    "xsi:schemaLocation": f"{OAI_DC} {OAI_DC_SCHEMA}",
}


def in_utc(moment):
    """A datestamp in the provider's granularity, seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Answer:
    """An answer that is being written. What XML forbids is taken out of every text."""

    def __init__(self, *, now, base_url, arguments):
        """`arguments` are repeated as the protocol wants it: none after a badVerb or badArgument."""
        self._stream = StringIO()
        self._xml = SimplerXMLGenerator(self._stream, "utf-8")
        self._xml.startDocument()
        self._xml.startElement("OAI-PMH", _ROOT)
        self.line("responseDate", in_utc(now))
        self.line("request", base_url, **arguments)

    @contextmanager
    def inside(self, name, attributes=None):
        """What is written within stands in an element of this name."""
        self._xml.startElement(name, attributes or {})
        yield
        self._xml.endElement(name)

    def line(self, name, text, **attributes):
        """An element with text."""
        plain = {key: plain_xml_text(str(value)) for key, value in attributes.items()}
        self._xml.addQuickElement(name, plain_xml_text(str(text)), plain)

    def header(self, identifier, stamp, sets):
        """The header of a record."""
        with self.inside("header"):
            self.line("identifier", identifier)
            self.line("datestamp", in_utc(stamp))
            for set_spec in sets:
                self.line("setSpec", set_spec)

    def dublin_core(self, elements):
        """The metadata of a record: (name, text) of Dublin Core elements."""
        with self.inside("metadata"), self.inside("oai_dc:dc", _RECORD):
            for name, text in elements:
                self.line(f"dc:{name}", text)

    def octets(self):
        """The whole document."""
        self._xml.endElement("OAI-PMH")
        self._xml.endDocument()
        return self._stream.getvalue().encode()
