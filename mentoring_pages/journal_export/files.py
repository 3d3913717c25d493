"""The kinds of file, each made from the entries as they come from the database."""

from dataclasses import dataclass
from importlib.util import find_spec

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, gettext

from resources.dates_in_words import short_date

from .entries import exported

# Stands in the frame of a page where its entries go.
PLACE = "[entries]"


@dataclass(frozen=True)
class Kind:
    """A kind of file: its media type, the end of its name, and what turns entries into portions of it."""

    content_type: str
    suffix: str
    portions: object


def has_pdf():
    """Whether the package that writes PDF is installed."""
    return find_spec("reportlab") is not None


def heading():
    """The title of every export."""
    return gettext("My journal, as of %(day)s") % {"day": short_date(timezone.localdate())}


def markdown(entries):
    """CommonMark. What was typed stands as it was typed, behind a heading and a line of facts."""
    yield f"# {heading()}\n".encode()
    for entry in exported(entries):
        facts = " · ".join((entry.day, entry.pair, entry.readers))
        parts = [f"\n\n## {' '.join(entry.title.split())}\n", f"*{facts}*\n", f"{entry.text}\n"]
        if entry.passage:
            quoted = "\n".join(f"> {line}" for line in entry.passage.splitlines())
            parts.append(f"{gettext('Shared passage:')}\n\n{quoted}\n")
        yield "\n".join(parts).encode()


def html(entries):
    """A page that needs nothing else: no address in it leads out."""
    context = {"title": heading(), "language": get_language() or "en", "place": PLACE}
    frame = render_to_string("mentoring_pages/journal_export/frame.html", context)
    head, foot = frame.split(PLACE)
    yield head.encode()
    for entry in exported(entries):
        yield render_to_string("mentoring_pages/journal_export/entry.html", {"entry": entry}).encode()
    yield foot.encode()


def pdf(entries):
    """Letter paper. It is made as a whole, since a PDF ends with the addresses of its parts."""
    from .pdf import pdf_of

    yield pdf_of(heading(), exported(entries))


KINDS = {
    "markdown": Kind("text/markdown; charset=utf-8", "md", markdown),
    "html": Kind("text/html; charset=utf-8", "html", html),
    "pdf": Kind("application/pdf", "pdf", pdf),
}
