"""The hints: each is a sentence that says what is wrong and what to do."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.images import get_image_model

from resources.enums import AccessibilityStatus, ItemKind
from resources.models import ResourcePage

from .pieces import pieces_of
from .reading_level import grade_level, word_count

# We write for grade 8 and speak up when it is clearly more.
HARD_GRADE = 10
FEWEST_WORDS = 100
_VAGUE = frozenset(
    (
        "click",
        "click here",
        "click this",
        "details",
        "download",
        "find out more",
        "go",
        "here",
        "info",
        "learn more",
        "link",
        "more",
        "more details",
        "more info",
        "more information",
        "read more",
        "see more",
        "this",
        "this link",
        "this page",
        "website",
    )
)
_BARE_ADDRESS = re.compile(r"^(https?://|www\.)\S+$", re.IGNORECASE)
_FILE_NAME = re.compile(r"\.(jpe?g|png|gif|webp|avif|heic|svg)$|^(img|dsc|image|screenshot)[\s_-]?\d+", re.IGNORECASE)


def hints_of(page):
    """Sentences about a page as it would be published now; empty if there is nothing to say."""
    pieces = pieces_of(page)
    hints = [*link_hints(pieces.links), *heading_hints(pieces.headings), *picture_hints(pieces.pictures)]
    hints += _chosen_picture_hints(page)
    if page.locale.language_code.startswith("en"):
        hints += reading_hints(pieces.text)
    if isinstance(page, ResourcePage):
        hints += _item_hints(page)
    return list(dict.fromkeys(hints))


def link_hints(links):
    """Links that say nothing when they are read alone, as screen readers list them."""
    for words in links:
        plain = words.strip(" .:!›»→>").casefold()
        if _BARE_ADDRESS.match(words):
            yield _("A link shows its bare address, “%(words)s”. Name what stands there instead.") % {
                "words": words[:60]
            }
        elif plain in _VAGUE:
            yield _("A link says only “%(words)s”. Say where it leads, for instance “Read the snack guide”.") % {
                "words": words
            }
        elif not plain:
            yield _("A link has no words. Nobody can tell where it leads.")


def heading_hints(headings):
    """Headings that skip a level; the title of the page is the first level."""
    level = 1
    for found, words in headings:
        if not words:
            yield _("A heading is empty. Write it or take it out.")
            continue
        if found > level + 1:
            yield _(
                "The heading “%(words)s” is of level %(found)s, but the one before is of level %(before)s. "
                "Use level %(wanted)s."
            ) % {"words": words[:60], "found": found, "before": level, "wanted": level + 1}
        level = found


def picture_hints(pictures):
    """Pictures in the text without alternative text that are not marked as decorative."""
    for title, text, is_decorative in pictures:
        if is_decorative:
            continue
        if not text:
            yield _("The picture “%(title)s” has no alternative text. Say what it shows, or mark it as decorative.") % {
                "title": title
            }
        elif _FILE_NAME.search(text):
            yield _("The alternative text “%(text)s” is the name of a file. Say what the picture shows.") % {
                "text": text[:60]
            }


def reading_hints(text):
    """A text that is clearly harder than grade 8; short ones say too little to tell."""
    if word_count(text) < FEWEST_WORDS:
        return
    grade = grade_level(text)
    if grade is not None and grade > HARD_GRADE:
        yield _(
            "The text reads like grade %(grade)s; we write for grade 8. Shorter sentences and everyday words help."
        ) % {"grade": round(grade)}


def _chosen_picture_hints(page):
    """Pictures chosen in a field of the page itself: their text is their description in the library of pictures."""
    image_model = get_image_model()
    for field in page._meta.concrete_fields:
        if field.is_relation and field.related_model is image_model and getattr(page, field.attname):
            image = getattr(page, field.name)
            if image is not None and not getattr(image, "description", "").strip():
                yield _("The picture “%(title)s” has no description. Add one where pictures are kept.") % {
                    "title": image.title
                }


def _item_hints(page):
    unknown = [
        item
        for item in page.items.all()
        if item.kind == ItemKind.FILE and item.accessibility_status == AccessibilityStatus.NOT_CHECKED
    ]
    if unknown:
        yield ngettext(
            "Nobody has checked yet whether %(count)s file is accessible. Set its accessibility.",
            "Nobody has checked yet whether %(count)s files are accessible. Set their accessibility.",
            len(unknown),
        ) % {"count": len(unknown)}
    yield from link_hints([item.title for item in page.items.all() if item.title])
    yield from _open_file_hints(page)


def _open_file_hints(page):
    """Files of a page that only some may open: Wagtail keeps them by their collection, not by the page."""
    if not page.get_view_restrictions().exists():
        return
    for item in page.items.all():
        document = item.document if item.kind == ItemKind.FILE else None
        if document is not None and not document.collection.get_view_restrictions().exists():
            yield _(
                "Only some people may open this page, but everyone who has its address can open the file “%(title)s”. "
                "Move the file to a collection with the same restriction."
            ) % {"title": document.title}
