"""The files and pictures of a planned row: which it needs, and how its page gets them."""

from dataclasses import dataclass, field

from django.utils.translation import ngettext
from wagtail.images import get_image_model

from resources.enums import ItemKind
from resources.kept_files import make_document
from resources.models import ResourceItem
from resources.suggesting.addresses import plain_address

from .body import links_of, pictures_of, with_documents
from .bringing import Brought, Missing
from .cells import MAX_FILES
from .kinds import make_picture
from .same_names import is_same_name, name_in

# Why files do not come along is said of so many; the others are counted.
_MOST_SAID = 5


@dataclass
class RowFiles:
    """What came for a row, by what it is for. `notes` say what did not, and why."""

    files: list[Brought] = field(default_factory=list)
    in_text: list[Brought] = field(default_factory=list)
    picture: Brought | None = None
    known_pictures: dict = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def close(self):
        """Throw away what came, once it is stored."""
        for file in [*self.files, *self.in_text, *([self.picture] if self.picture else [])]:
            file.close()


def wanted(one):
    """[(reference, is_picture)] of what a row would bring, each once."""
    body = one.values.get("body") or ""
    pictures = [picture.reference for picture in pictures_of(body)]
    lead = [one.values["picture"]] if one.values.get("picture") else []
    files = [(name, False) for name in _files(one)]
    return list(dict.fromkeys([*files, *((name, True) for name in (*lead, *pictures))]))


def _files(one):
    """Files for the page; for a kind of page that holds none, those that its text leads to."""
    if one.target.brings_files:
        return one.values.get("files") or []
    linked = {plain_address(address) for address in links_of(one.values.get("body") or "")}
    named = one.record.cells.get("files", "").split("\n") if "files" not in one.values else []
    return [name for name in named[:MAX_FILES] if name and plain_address(name) in linked]


def foresee(one, bringer):
    """Sentences for the check: how many files come along, and which do not."""
    problems, count = [], 0
    for reference, is_picture in wanted(one):
        problem = bringer.foresee(reference, is_picture=is_picture)
        problems += [problem] if problem else []
        count += not problem
    comes = ngettext("%(count)s file or picture comes along.", "%(count)s files and pictures come along.", count)
    return [*([comes % {"count": count}] if count else []), *_few(problems)]


def bring(one, bringer, between=lambda: None):
    """Read what the row needs; `between` is called after each file. No database row is written."""
    found, problems = RowFiles(), []
    known = _pictures_of_page(one.page) if one.page is not None else {}
    lead = one.values.get("picture")
    for reference, is_picture in wanted(one):
        there = next((pk for name, pk in known.items() if is_same_name(name_in(reference), name)), None)
        if is_picture and there and reference != lead:
            found.known_pictures[reference] = there
            continue
        try:
            brought = bringer.bring(reference, is_picture=is_picture)
        except Missing as missing:
            problems.append(missing.message)
        else:
            if not is_picture:
                found.files.append(brought)
            elif reference == lead:
                found.picture = brought
            else:
                found.in_text.append(brought)
        between()
    found.notes = _few(problems)
    return found


def _pictures_of_page(page):
    """{file name: number} of the pictures in a page's text, so that none is stored twice."""
    body = getattr(page.get_latest_revision_as_object(), "body", ())
    numbers = [block.value["image"].pk for block in body if block.block_type == "picture" and block.value["image"]]
    return {picture.filename: picture.pk for picture in get_image_model().objects.filter(pk__in=numbers)}


def add_files(page, one, brought, user, row):
    """Make documents and images of what came, and put them on the page and into the row's text. Note them in `row`."""
    title = one.title or page.title
    numbers = {}
    for name, octets in one.record.files if one.target.brings_files and not row.revision_before else ():
        brought.files.append(Brought(name, name, octets))
    for file in brought.files:
        document = make_document(file.name, file.file, title=_title(title, file, brought), user=user)
        row.documents = [*row.documents, document.pk]
        numbers[plain_address(file.reference) or file.reference] = document.pk
        if one.target.brings_files:
            page.items.add(ResourceItem(kind=ItemKind.FILE, document=document))
    pictures = dict(brought.known_pictures)
    for file in brought.in_text + ([brought.picture] if brought.picture else []):
        picture = make_picture(file.name, file.octets, title=title, user=user)
        row.pictures = [*row.pictures, picture.pk]
        pictures[file.reference] = picture.pk
    if brought.picture and hasattr(page, "thumbnail_id"):
        page.thumbnail_id = pictures[brought.picture.reference]
    if numbers and one.values.get("body"):
        one.values["body"] = with_documents(one.values["body"], lambda url: numbers.get(plain_address(url) or url))
    return pictures


def lacks_alternatives(one, pictures):
    """Whether a picture of the text came without words for those who can't see it."""
    body = one.values.get("body") or ""
    return any(picture.alt is None for picture in pictures_of(body) if picture.reference in pictures)


def _title(title, file, brought):
    return title if len(brought.files) == 1 else file.name.rpartition(".")[0] or file.name


def _few(problems):
    more = len(problems) - _MOST_SAID
    if more <= 0:
        return problems
    words = ngettext("%(count)s more does not come along.", "%(count)s more do not come along.", more)
    return [*problems[:_MOST_SAID], words % {"count": more}]
