"""Finding pages, and saying of each what it is."""

import re
from collections import Counter

from django.db.models import Count
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from events.gatherings.rows import state_in_words, when_of
from events.models import GatheringPage
from partnership_site.models import HomePage, StandardPage
from resources.dates_in_words import when_in_words
from resources.pages import BasePage
from resources.searching import by_relevance, containing
from resources.templatetags.partnership import highlight

from .kinds import PAGES, kinds_by_content_type

# Where a page says in short what it is about; the first one that is filled counts.
_SUMMARIES = ("summary", "tagline", "lead", "statement", "intro", "search_description")
SNIPPET = 220
_SPACES = re.compile(r"\s+")


def found_pages(site, words):
    """Live pages of the site that everyone may see and that contain all words."""
    pages = BasePage.objects.live().public().descendant_of(site.root_page, inclusive=True)
    return pages.filter(containing(BasePage, words))


def count_by_kind(pages):
    """{kind: number} of pages. One query."""
    kinds = kinds_by_content_type()
    numbers = Counter()
    for content_type, count in pages.order_by().values_list("content_type").annotate(count=Count("pk")):
        numbers[kinds.get(content_type, PAGES)] += count
    return numbers


def of_kinds(pages, chosen):
    """Pages of the chosen kinds; all of them without a choice."""
    if not chosen:
        return pages
    kinds = kinds_by_content_type()
    wanted = [content_type for content_type, key in kinds.items() if key in chosen]
    if PAGES not in chosen:
        return pages.filter(content_type__in=wanted)
    return pages.exclude(content_type__in=[content_type for content_type in kinds if content_type not in wanted])


def in_order(pages, words):
    """Best match first."""
    return by_relevance(pages, words, "-last_published_at", "title")


def result_row(page, words, request):
    """One result for the shared component `row_link`. `page` is of its own type. Costs no query."""
    text = snippet(page, words)
    return {
        "title": page.title,
        "url": page.get_url(request),
        "kind": _("Page") if isinstance(page, HomePage | StandardPage) else str(page._meta.verbose_name).capitalize(),
        "meta": _when(page) if isinstance(page, GatheringPage) else "",
        "summary": highlight(text, " ".join(words)),
    }


def _when(gathering):
    """The time of a gathering, and whether it is off or moved."""
    words = when_in_words(*when_of(gathering), gathering.time_zone)
    state = state_in_words(gathering)
    return _("%(state)s: %(when)s") % {"state": state, "when": words} if state else words


def snippet(page, words):
    """A few lines of the page's public text around the first searched word, else its summary."""
    summary = next((str(text) for name in _SUMMARIES if (text := getattr(page, name, ""))), "")
    summary = _plain(summary)
    texts = [summary, _plain(getattr(page, "offer", "")), *_body_texts(page)]
    for text in texts:
        place = _first_hit(text, words)
        if place is not None:
            return _around(text, place)
    return _cut(summary)


def _body_texts(page):
    """Text blocks of the body as plain text, read without looking up pictures or documents."""
    body = getattr(page, "body", None)
    return [_plain(str(block["value"])) for block in getattr(body, "raw_data", ()) if block["type"] == "text"]


def _plain(html):
    return _SPACES.sub(" ", strip_tags(str(html).replace("><", "> <"))).replace("&amp;", "&").strip()


def _first_hit(text, words):
    lowered = text.lower()
    places = [place for word in words if (place := lowered.find(word.lower())) >= 0]
    return min(places) if places else None


def _around(text, place):
    """`text` cut to a snippet that begins at a word shortly before `place`."""
    if place < SNIPPET - 40:
        return _cut(text)
    start = text.rfind(" ", 0, place - 60) + 1
    return "… " + _cut(text[start:])


def _cut(text):
    """At most a snippet of `text`, which ends with a whole word."""
    short = Truncator(text).chars(SNIPPET)
    return short if len(text) <= SNIPPET else f"{short[: short.rfind(' ')]} …"
