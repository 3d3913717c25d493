"""Files of all kinds for tests of reading them: good ones, broken ones and hostile ones."""

import io
import zipfile
import zlib

from openpyxl import Workbook
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
OPEN_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def pdf(*pages, size=letter):
    """A PDF with one line of text on each page; "" leaves a page blank."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=size)
    for text in pages or ("",):
        canvas.drawString(72, size[1] - 72, text)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def locked_pdf(text, password="secret", algorithm="AES-256"):
    """A PDF that opens with a password only; "" as password forbids printing and nothing else."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(text))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm=algorithm)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def pdf_bomb(megabytes=400):
    """A PDF whose one page unpacks to very much more than the file has."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("x"))))
    page = writer.pages[0]
    content = page["/Contents"].get_object()
    packer = zlib.compressobj(9)
    block = b"BT (a) Tj ET " * 80_000
    packed = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
    content._data = packed
    content[NameObject("/Filter")] = NameObject("/FlateDecode")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def zipped(**parts):
    """An archive of the parts; `__` in a name stands for `/`, and each is an XML part unless it has octets."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return written.getvalue()


def docx(*paragraphs, **more):
    """A Word file with paragraphs; `more` are further parts."""
    text = "".join(f"<w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>" for paragraph in paragraphs)
    return zipped(**{"word__document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{text}</w:body></w:document>'} | more)


def pptx(*slides):
    """A presentation with one line on each slide."""
    return zipped(
        **{
            f"ppt__slides__slide{number}.xml": f'<p xmlns:a="{DRAWING}"><a:p><a:t>{text}</a:t></a:p></p>'
            for number, text in enumerate(slides, start=1)
        }
    )


def xlsx(*rows):
    """A spreadsheet, written as spreadsheet programs write it."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def odt(*paragraphs):
    """An OpenDocument text."""
    text = "".join(f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs)
    return zipped(**{"content.xml": f'<o:doc xmlns:o="o" xmlns:text="{OPEN_TEXT}">{text}</o:doc>'})


def office_bomb(megabytes=300):
    """A Word file of some hundred kB that unpacks to as many megabytes of text-less XML."""
    written = io.BytesIO()
    block = b"<w:p/>" * 175_000
    with (
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        part.write(f'<w:document xmlns:w="{WORD}"><w:body>'.encode())
        for _ in range(megabytes):
            part.write(block)
        part.write(b"</w:body></w:document>")
    return written.getvalue()


def locked_office():
    """What a Word file with a password looks like from outside: an OLE container, not an archive."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600
