"""The shapes that pages are written in. A link to a page is written `<a href="page:its-slug">`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    html: str


@dataclass(frozen=True)
class Quote:
    text: str
    name: str
    role: str


@dataclass(frozen=True)
class Questions:
    """Headings with text that open one by one."""

    sections: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    caption: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Call:
    heading: str
    html: str
    button: str
    page: str = ""
    # The name of an address that is no page.
    url_name: str = ""


@dataclass(frozen=True)
class Latest:
    heading: str
    collection: str
    count: int = 3


@dataclass(frozen=True)
class LatestOf:
    """The newest pages of these types about these topics, without a collection."""

    heading: str
    types: tuple[str, ...]
    topics: tuple[str, ...] = ()
    count: int = 3
    view: str = "list"


Block = Text | Quote | Questions | Table | Call | Latest | LatestOf


@dataclass(frozen=True)
class Page:
    """A standard page. `below` is the slug of its parent; "" is the home page."""

    slug: str
    title: str
    lead: str
    blocks: tuple[Block, ...]
    below: str = ""
    description: str = ""


@dataclass(frozen=True)
class CollectionOf:
    """A collection: `picks` are titles of resources or keys of programs, shown before what the query finds.

    `source` names kinds of page, with commas between; `criteria` are rows of the CMS's "further criteria".
    """

    slug: str
    title: str
    intro: str
    picks: tuple[str, ...] = ()
    source: str = ""
    topics: tuple[str, ...] = ()
    limit: int = 12
    view: str = "list"
    order: str = "newest"
    criteria: tuple[tuple[str, dict], ...] = ()
