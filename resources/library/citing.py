"""The citation of a resource for reference managers: BibTeX and RIS. R60."""

import re
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils.text import slugify

from resources.enums import ItemKind

# What TeX takes for commands.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "&": r"\&",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
RIS_TYPES = {ItemKind.FILE: "RPRT", ItemKind.LINK: "ELEC", ItemKind.VIDEO: "VIDEO"}


@dataclass(frozen=True)
class CitationFormat:
    """A kind of file that reference managers open."""

    ending: str
    content_type: str


BIBTEX = CitationFormat("bib", "application/x-bibtex")
RIS = CitationFormat("ris", "application/x-research-info-systems")


def citation_file(resource, request, kind):
    """The citation as a file to save."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(("GET", "HEAD"))
    write = bibtex if kind == BIBTEX else ris
    response = HttpResponse(write(resource, resource.get_full_url(request)), f"{kind.content_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(resource.slug) or "citation"}.{kind.ending}"'
    return response


def bibtex(resource, url):
    """One `@misc` entry in UTF-8, as Zotero, JabRef and BibLaTeX read it."""
    day = resource.published_on
    # An author or publisher is one name, also with "and" in it: the inner braces say so.
    named = {"author": resource.author or resource.publisher, "publisher": resource.publisher}
    fields = [("title", f"{{{_tex(resource.title)}}}")]
    fields += [(name, f"{{{_tex(value)}}}") for name, value in named.items() if value]
    fields += [("year", str(day.year)), ("month", str(day.month))] if day else []
    fields += [("language", _tex(resource.language.slug))] if resource.language else []
    keywords = ", ".join(topic.name.replace(",", " ") for topic in resource.topics.all())
    fields += [("keywords", _tex(keywords)), ("abstract", _tex(resource.summary)), ("url", _address(url))]
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields if value)
    return f"@misc{{{_key(resource)},\n{lines}\n}}\n"


def ris(resource, url):
    """One record; each line ends with CR LF, as the format asks for."""
    items = resource.offered_items
    day = resource.published_on
    rows = [
        ("TY", RIS_TYPES[items[0].kind] if items else "ELEC"),
        ("TI", resource.title),
        ("AU", resource.author or resource.publisher),
        ("PB", resource.publisher),
        ("PY", str(day.year) if day else ""),
        ("DA", day.strftime("%Y/%m/%d") if day else ""),
        ("LA", resource.language.slug if resource.language else ""),
        ("AB", resource.summary),
        *(("KW", topic.name) for topic in resource.topics.all()),
        ("UR", url),
    ]
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in rows if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _one_line(text):
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def _tex(text):
    return "".join(_TEX.get(letter, letter) for letter in _one_line(text))


def _address(url):
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _key(resource):
    """What stands in a text to cite it: the first word of author or publisher, the year, the first of the title."""
    who = slugify(resource.author or resource.publisher).split("-")[0]
    year = str(resource.published_on.year) if resource.published_on else ""
    return f"{who}{year}{slugify(resource.title).split('-')[0]}" or f"resource{resource.pk}"
