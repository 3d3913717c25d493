"""What differs between two states of a mentor's page, field by field, in words: for who wrote it and who checks it."""

from dataclasses import dataclass

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from mentoring_pages.enums import Visibility
from mentoring_pages.facts import fact_in_words
from mentoring_pages.models.facts import FACTS
from resources.dates_in_words import short_date

MOST_CHARACTERS = 2_000


@dataclass(frozen=True)
class Change:
    """One field; "" for before or after: it was, or is, empty."""

    label: str
    before: str
    after: str


def changes_between(before, after) -> list[Change]:
    """All fields that differ between the live page and a draft of it, as one reads the page. Both are whole pages.

    Costs a few queries for lists and names, the same for one change and for all.
    """
    pairs = zip(_lines(before), _lines(after), strict=True)
    return [Change(label, old, new) for (label, old), (_label, new) in pairs if old != new]


def _lines(page):
    """(label, words) of every field that a program or an editor can change."""
    yield _("Title"), page.title
    yield _("In one sentence"), page.tagline
    yield _("Can help with"), _names(page.topics)
    yield _("What you offer as a mentor"), page.offer
    yield _("Availability"), page.get_availability_display()
    yield _("Mentees at a time"), str(page.capacity)
    yield _("May take requests again from"), short_date(page.reopens_on) if page.reopens_on else ""
    yield _("Picture"), page.picture.title if page.picture_id else ""
    yield _("Story"), " ".join(strip_tags(str(page.body)).split())[:MOST_CHARACTERS]
    for fact in FACTS:
        words = fact_in_words(page, fact)
        yield str(fact.label), words.value if words else ""
        visibility = Visibility(getattr(page, fact.visibility_field))
        yield _("%(fact)s: who sees it") % {"fact": fact.label}, str(visibility.label)


def _names(terms):
    return ", ".join(sorted(term.name for term in terms.all()))
