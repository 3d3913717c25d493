"""Resources as a target of imports and exports."""

from django.utils.translation import gettext_lazy as _

from resources.enums import ItemKind
from resources.models import (
    Audience,
    GradeBand,
    Language,
    Licence,
    ResourceItem,
    ResourceKind,
    ResourceLibraryPage,
    ResourcePage,
    Setting,
    Topic,
)
from resources.suggesting.addresses import address_key

from .body import body_differs, body_html, set_body
from .cells import Vocabulary, addresses_cell, cut_cell, day_cell, files_cell, text_cell
from .html import clean_body
from .same_names import is_same_name, name_in
from .targets import Column, Target, common_columns

_VIDEO_HOSTS = ("youtube.com/", "youtu.be/", "vimeo.com/")
_VOCABULARIES = {
    key: Vocabulary(model)
    for key, model in {
        "kind": ResourceKind,
        "topics": Topic,
        "audiences": Audience,
        "grade_bands": GradeBand,
        "settings": Setting,
        "language": Language,
        "licence": Licence,
    }.items()
}
_SEVERAL = ("topics", "audiences", "grade_bands", "settings")


def columns():
    """What a resource has, in the order of the export."""
    identity, old_address = common_columns()
    words = _VOCABULARIES
    for vocabulary in words.values():
        vocabulary.forget()
    return [
        identity,
        Column("title", _("Title"), text_cell(255), lambda page: page.title, ("name", "headline"), is_required=True),
        Column(
            "summary",
            _("Summary"),
            cut_cell(400),
            lambda page: page.summary,
            ("description", "abstract", "excerpt"),
        ),
        Column("kind", _("Kind"), words["kind"].one_or_none, lambda page: _name(page.kind), ("type",)),
        Column("topics", _("Topics"), words["topics"].several, lambda page: _names(page.topics), ("subject", "tags")),
        Column(
            "audiences", _("For whom"), words["audiences"].several, lambda page: _names(page.audiences), ("audience",)
        ),
        Column(
            "grade_bands", _("Ages"), words["grade_bands"].several, lambda page: _names(page.grade_bands), ("grades",)
        ),
        Column("settings", _("Program settings"), words["settings"].several, lambda page: _names(page.settings)),
        Column("language", _("Language"), words["language"].one_or_none, lambda page: _name(page.language)),
        Column("licence", _("Licence"), words["licence"].one_or_none, lambda page: _name(page.licence), ("license",)),
        Column("author", _("Author"), text_cell(255), lambda page: page.author, ("creator", "authors")),
        Column("publisher", _("Publisher"), text_cell(160), lambda page: page.publisher),
        Column("published_on", _("Published"), day_cell, lambda page: page.published_on, ("date", "year", "issued")),
        Column("review_by", _("Review by"), day_cell, lambda page: page.review_by),
        Column(
            "addresses", _("Addresses"), addresses_cell, lambda page: _addresses(page), ("url", "links", "web address")
        ),
        Column(
            "files",
            _("Files"),
            files_cell,
            lambda page: _file_names(page),
            ("file", "file name", "file url", "attachment", "attachments", "document", "documents"),
            _("Names of files in the ZIP, or addresses, with a semicolon between them."),
            differs=lambda page, names: bool(missing_files(page, names)),
        ),
        Column(
            "picture",
            _("Picture"),
            lambda text: next(iter(files_cell(text)), ""),
            lambda page: _picture_name(page),
            ("image", "featured image", "thumbnail"),
            differs=lambda page, name: bool(name) and not is_same_name(name_in(name), _picture_name(page)),
        ),
        Column("body", _("Text"), clean_body, body_html, ("body", "content"), differs=body_differs),
        old_address,
    ]


def apply(page, values):
    """Set what was read. Links and videos are put in place of those that were there; files and pictures come later."""
    for key, value in values.items():
        if key in _SEVERAL:
            setattr(page, key, value)
        elif key == "addresses":
            kept = [item for item in page.items.all() if item.kind == ItemKind.FILE]
            links = [ResourceItem(kind=_item_kind(address), url=address) for address in value]
            page.items = [*kept, *links]
        elif key == "body":
            set_body(page, value)
        elif key not in ("id", "old_address", "files", "picture"):
            setattr(page, key, value)


def missing_files(page, names):
    """Those of some files, by name or address, that the page does not have yet."""
    there = _file_names(page)
    return [name for name in names if not any(is_same_name(name_in(name), one) for one in there)]


def likeness():
    """Finds a resource of the site with one of the addresses, or, for a row without addresses, with the title.

    Two queries for a batch; some hundred octets of memory for each resource.
    """
    below = ResourcePage.objects.all()
    items = ResourceItem.objects.exclude(url="").order_by("-resource")
    by_address = {
        address_key(url): resource_id for resource_id, url in items.values_list("resource_id", "url").iterator()
    }
    titles = {title.casefold(): pk for pk, title in below.order_by("-pk").values_list("pk", "title").iterator()}

    def find(values):
        addresses = values.get("addresses") or ()
        if addresses:
            return next((by_address[key] for key in map(address_key, addresses) if key in by_address), None)
        return titles.get(values.get("title", "").casefold())

    return find


TARGET = Target(
    key="resource",
    label=_("Resources"),
    model=lambda: ResourcePage,
    columns=columns,
    parents=lambda: ResourceLibraryPage.objects.order_by("path"),
    apply=apply,
    likeness=likeness,
    live=lambda: ResourcePage.objects.order_by("path"),
    brings_files=True,
    order=10,
    related=(
        "kind",
        "language",
        "licence",
        "topics",
        "audiences",
        "grade_bands",
        "settings",
        "items__document",
        "thumbnail",
    ),
)


def _name(term):
    return term.name if term else ""


def _names(terms):
    return [term.name for term in terms.all()]


def _file_names(page):
    items = [item for item in page.items.all() if item.kind == ItemKind.FILE and item.document]
    return [item.document.filename for item in items]


def _picture_name(page):
    return page.thumbnail.filename if page.thumbnail else ""


def _addresses(page):
    return [item.url for item in page.items.all() if item.kind != ItemKind.FILE]


def _item_kind(address):
    return ItemKind.VIDEO if any(host in address for host in _VIDEO_HOSTS) else ItemKind.LINK
