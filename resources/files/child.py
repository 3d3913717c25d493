"""Reads one file in a process of its own, so that a hostile file can do no more than end it.

Not imported by the site: `processes.py` runs it as a script, with an empty environment and limits on time, memory and
what it may write. It takes a JSON object on standard input and answers with one in its last line of output.
"""

import codecs
import json
import re
import signal
import sys
import unicodedata
import zipfile
from contextlib import suppress
from pathlib import Path

READ, NO_TEXT, TOO_LARGE, DAMAGED, LOCKED = "read", "no_text", "too_large", "damaged", "locked"
NOT_READ, NO_READER = "not_read", "no_reader"
MAX_ENTRIES = 10_000
OLE_START = bytes.fromhex("d0cf11e0a1b11ae1")
# Old Office files and encrypted new ones share a container; only the encrypted ones have this stream.
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\n\s*\n+")
# Which parts of a file hold its words, and the elements that hold them; macros are in none of them.
PARTS = {
    "docx": (re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml"), {"t"}, {"p"}),
    "pptx": (re.compile(r"ppt/(slides|notesSlides)/[^/]+\.xml"), {"t"}, {"p"}),
    "xlsx": (re.compile(r"xl/(sharedStrings|worksheets/[^/]+)\.xml"), {"t"}, {"si", "is"}),
    "odt": (re.compile(r"content\.xml"), {"p", "h"}, {"p", "h"}),
}
PARTS["odp"] = PARTS["ods"] = PARTS["odt"]


class Stop(BaseException):
    """There is enough text, or no time left: what was read so far counts. No reader of a format swallows it."""


class Refused(Exception):
    """The file cannot be read; `status` says why."""

    def __init__(self, status, problem=""):
        super().__init__(problem)
        self.status, self.problem = status, problem


class Pieces:
    """Text that grows up to a limit; raises `Stop` when it is reached."""

    def __init__(self, most):
        self.parts, self.left, self.is_cut, self.pages_count = [], most, False, None

    def add(self, text):
        self.parts.append(text[: self.left])
        self.left -= len(text)
        if self.left <= 0:
            self.is_cut = True
            raise Stop


def main():
    asked = json.loads(sys.stdin.read())
    sys.path[:] = asked["sys_path"]
    limit_resources(asked)
    try:
        answer = draw(asked) if asked["task"] == "picture" else read(asked)
    except Refused as refusal:
        answer = {"status": refusal.status, "problem": refusal.problem}
    except ImportError as problem:
        answer = {"status": NO_READER, "problem": str(problem.name or problem)}
    except (MemoryError, Stop):
        answer = {"status": TOO_LARGE}
    except Exception as problem:
        # A reader of a format raises what it likes over a damaged file.
        answer = {"status": DAMAGED, "problem": type(problem).__name__}
    sys.stdout.write("\n" + json.dumps(answer))


def limit_resources(asked):
    """Limit time, memory and what is written; where the system knows no such limits, the parent's clock is left."""

    def stop(*_args):
        raise Stop

    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, asked["seconds"])
    with suppress(ImportError, ValueError, OSError):
        import resource

        seconds, memory = asked["seconds"] + 5, asked["memory"]
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_FSIZE, (asked["max_picture"], asked["max_picture"]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def read(asked):
    """The text of the file, up to the limits, and how far it came."""
    extension, path = asked["extension"], asked["path"]
    pieces = Pieces(asked["max_letters"])
    if extension == "pdf":
        reader = read_pdf
    elif extension in PARTS:
        reader = read_zipped
    elif extension in ("txt", "csv"):
        reader = read_plain
    else:
        raise Refused(NOT_READ)
    try:
        reader(path, pieces, asked)
    except Stop:
        pieces.is_cut = True
    except MemoryError:
        if not pieces.parts:
            raise
        pieces.is_cut = True
    text = cleaned("".join(pieces.parts))
    has_words = any(letter.isalnum() for letter in text)
    status = READ if has_words else TOO_LARGE if pieces.is_cut and not pieces.pages_count else NO_TEXT
    return {
        "status": status,
        "text": text if has_words else "",
        "pages_count": pieces.pages_count,
        "is_cut": pieces.is_cut,
    }


def cleaned(text):
    """Letters as people type them: ligatures taken apart, no soft hyphens, control characters or lone surrogates."""
    text = unicodedata.normalize("NFKC", text.encode("utf-8", "ignore").decode())
    text = "".join(
        letter if letter == "\n" or unicodedata.category(letter)[0] != "C" else "" if letter == "\xad" else " "
        for letter in text
    )
    return _LINES.sub("\n", _BLANKS.sub(" ", text)).strip()


def read_pdf(path, pieces, asked):
    """Page by page; one that cannot be read is left out."""
    from pypdf import PdfReader

    reader = PdfReader(path)
    if reader.is_encrypted:
        is_open = False
        with suppress(Exception):
            # Many files are encrypted with an empty password, only to forbid printing.
            is_open = bool(reader.decrypt(""))
        if not is_open:
            raise Refused(LOCKED)
    pieces.pages_count = len(reader.pages)
    failed = 0
    for number in range(pieces.pages_count):
        if number >= asked["max_pages"]:
            pieces.is_cut = True
            break
        try:
            pieces.add(reader.pages[number].extract_text() + "\n")
        except (Stop, MemoryError):
            raise
        except Exception:
            failed += 1
    if failed and failed == min(pieces.pages_count, asked["max_pages"]):
        raise Refused(DAMAGED)


def read_zipped(path, pieces, asked):
    """The parts with words of an Office or OpenDocument file, unpacked in a stream and counted while they are."""
    wanted, words, breaks = PARTS[asked["extension"]]
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile:
        raise Refused(*container_status(path)) from None
    with archive:
        if len(archive.infolist()) > MAX_ENTRIES:
            raise Refused(TOO_LARGE)
        left = asked["max_unpacked"]
        parts = [part for part in archive.infolist() if wanted.fullmatch(part.filename)]
        if not parts:
            raise Refused(DAMAGED)
        for part in sorted(parts, key=lambda part: natural(part.filename)):
            if part.flag_bits & 1:
                raise Refused(LOCKED)
            with archive.open(part) as stream:
                left = read_xml(stream, pieces, words, breaks, left)


def container_status(path):
    """Why an Office file is no archive: it is locked, or no such file at all."""
    with open(path, "rb") as file:
        if file.read(8) != OLE_START:
            return (DAMAGED,)
        return (LOCKED,) if ENCRYPTED_STREAM in file.read(64 * 1024 * 1024) else (DAMAGED, "old format")


def natural(name):
    """slide2 before slide10."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", name)]


def read_xml(stream, pieces, words, breaks, left):
    """Feed a part to a parser that keeps nothing but the text of `words`. Returns how many octets may still come."""
    from defusedxml.expatreader import DefusedExpatParser

    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setContentHandler(word_handler(pieces, words, breaks))
    while octets := stream.read(65_536):
        left -= len(octets)
        if left < 0:
            raise Refused(TOO_LARGE)
        parser.feed(octets)
    parser.close()
    return left


def word_handler(pieces, words, breaks):
    """Collects what stands in the elements `words`; after each of `breaks` comes a new line."""
    from xml.sax.handler import ContentHandler

    class Words(ContentHandler):
        depth = 0

        def startElement(self, name, attrs):
            local = name.rpartition(":")[2]
            self.depth += local in words
            if local in ("tab", "br", "s"):
                pieces.add(" ")

        def endElement(self, name):
            local = name.rpartition(":")[2]
            self.depth -= local in words
            if local in breaks:
                pieces.add("\n")

        def characters(self, content):
            if self.depth:
                pieces.add(content)

    return Words()


def read_plain(path, pieces, asked):
    """Text as UTF-8, else as Windows writes it."""
    with open(path, "rb") as file:
        octets = file.read(4 * asked["max_letters"])
    if octets.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return pieces.add(octets.decode("utf-16", "replace"))
    try:
        # The last letter may be cut in two.
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(octets)
    except UnicodeDecodeError:
        text = octets.decode("cp1252", "replace")
    return pieces.add(text)


def draw(asked):
    """Write the first page of a PDF as a WebP picture to `asked["picture"]`, never with more pixels than allowed."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(asked["path"])
    width, height = pdf[0].get_size()
    if width <= 0 or height <= 0:
        raise Refused(DAMAGED)
    scale = min(asked["width"] / width, asked["height"] / height)
    if min(width, height) * scale < 8:
        raise Refused(TOO_LARGE)
    picture = pdf[0].render(scale=scale).to_pil().convert("RGB")
    picture.save(Path(asked["picture"]), "WEBP", quality=80)
    return {"status": READ}


if __name__ == "__main__":
    main()
