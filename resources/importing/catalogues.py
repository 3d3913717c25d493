"""Another library's feed (Atom) or catalogue (OAI-PMH) by its address. What it sent is kept, then read as a file."""

import io
import json
import time
from urllib.parse import urlencode, urlsplit

from django.utils.translation import gettext as _

from resources.enums import ImportFormat
from resources.kept_files import keep_file
from resources.outgoing import fetching

from .html import plain_text
from .tables import NotReadable, Record
from .xml import elements, local_name, reading_xml, text, texts

HEADERS = {
    "User-Agent": "AfterSchoolPartnership-Import/1.0",
    "Accept": "application/atom+xml, application/xml, text/xml, */*;q=0.1",
    "Accept-Encoding": "gzip",
}
# An OAI catalogue comes in pages; a source that sends on and on is not followed for ever.
MAX_PAGES = 1_000
MAX_SECONDS = 20 * 60


def fetch_catalogue(batch, door=None):
    """Fetch what the address of a batch has and keep it. Raises NotReadable, AddressRefused or FetchFailed."""
    if batch.format == ImportFormat.ATOM:
        fetched = fetching.fetch(batch.name, headers=HEADERS, door=door)
        return keep_file("feed.xml", [fetched.content or b""])
    return keep_file("records.jsonl", _oai_lines(batch.name, door))


def atom_records(file):
    """A `Record` for each entry of an Atom feed."""
    for number, entry in enumerate(elements(file, "entry"), start=1):
        links = [
            child.get("href", "")
            for child in entry
            if local_name(child) == "link" and child.get("rel", "alternate") == "alternate"
        ]
        cells = {
            "id": text(entry, "id"),
            "title": plain_text(text(entry, "title")),
            "summary": plain_text(text(entry, "summary")),
            "body": text(entry, "content"),
            "author": ", ".join(texts(entry, "name")[:5])[:255],
            "published_on": text(entry, "published")[:10],
            "addresses": "\n".join(link for link in links if link),
            "files": "\n".join(
                child.get("href", "")
                for child in entry
                if local_name(child) == "link" and child.get("rel") == "enclosure" and child.get("href")
            ),
            "topics": "; ".join(
                child.get("label") or child.get("term", "") for child in entry if local_name(child) == "category"
            ),
        }
        yield Record(number, {key: value for key, value in cells.items() if value})


def stored_records(file):
    """The records of an OAI catalogue: as they were kept, one JSON object in each line, or an answer saved as XML."""
    if file.read(1) != b"{":
        file.seek(0)
        found = (_oai_cells(record) for record in elements(file, "record"))
        for number, cells in enumerate((cells for cells in found if cells), start=1):
            yield Record(number, cells)
        return
    file.seek(0)
    for number, line in enumerate(io.TextIOWrapper(file, encoding="utf-8"), start=1):
        yield Record(number, json.loads(line))


def _oai_lines(address, door):
    base = address.partition("?")[0]
    arguments = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
    seen, ends_at = set(), time.monotonic() + MAX_SECONDS
    for _page in range(MAX_PAGES):
        fetched = fetching.fetch(f"{base}?{urlencode(arguments)}", headers=HEADERS, door=door)
        cells, token = _oai_page(fetched.content or b"")
        for one in cells:
            yield json.dumps(one).encode() + b"\n"
        if not token:
            return
        if token in seen or time.monotonic() > ends_at:
            break
        seen.add(token)
        arguments = {"verb": "ListRecords", "resumptionToken": token}
    raise NotReadable(_("The catalogue sends on and on, or too slowly. Nothing was taken."))


def _oai_page(content):
    """(the cells of each record, the token of the next page)."""
    with reading_xml() as trees:
        root = trees.fromstring(content, forbid_dtd=True)
    if local_name(root) != "OAI-PMH":
        raise NotReadable(_("The address is no catalogue (OAI-PMH)."))
    for problem in (child for child in root if local_name(child) == "error"):
        if problem.get("code") != "noRecordsMatch":
            raise NotReadable(_("The catalogue says: %(text)s") % {"text": (problem.text or "")[:200]})
    records = [record for record in root.iter() if local_name(record) == "record"]
    token = text(root, "resumptionToken")
    return [cells for record in records if (cells := _oai_cells(record))], token[:2_000]


def _oai_cells(record):
    header = next((child for child in record if local_name(child) == "header"), None)
    if header is None or header.get("status") == "deleted":
        return None
    metadata = next((child for child in record if local_name(child) == "metadata"), record)
    identifiers = texts(metadata, "identifier")
    descriptions = texts(metadata, "description")
    cells = {
        "id": text(header, "identifier"),
        "title": text(metadata, "title"),
        "summary": plain_text(descriptions[0]) if descriptions else "",
        "author": "; ".join(texts(metadata, "creator"))[:255],
        "publisher": text(metadata, "publisher")[:160],
        "published_on": text(metadata, "date")[:10],
        "language": text(metadata, "language")[:2],
        "kind": text(metadata, "type"),
        "topics": "; ".join(texts(metadata, "subject")),
        "addresses": "\n".join(one for one in identifiers if urlsplit(one).scheme in ("http", "https")),
    }
    return {key: value for key, value in cells.items() if value}
