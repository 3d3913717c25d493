"""What an editor may choose in a saved query: looked up when a form is shown, so no migration knows the words."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from resources.page_sources import PageDate
from resources.registry import collection_sources

# The source that is made of all others.
ANY_PAGE = "pages"
FIRST_PUBLISHED = PageDate("first_published", _("Came onto this site"), "first_published_at")
LAST_PUBLISHED = PageDate("last_published", _("Last changed"), "last_published_at")
# Dates that every page has.
DATES_OF_PAGES = (FIRST_PUBLISHED, LAST_PUBLISHED)


def type_choices():
    """The kinds of page that installed apps offer, the widest last."""
    sources = sorted(collection_sources().values(), key=lambda source: source.key == ANY_PAGE)
    return [(source.key, source.label) for source in sources]


def date_choices():
    """Dates of all pages, then those of one kind, with its name."""
    own = [
        (date.key, format_lazy("{source}: {date}", source=source.label, date=date.label))
        for source in collection_sources().values()
        for date in source.dates
    ]
    return [(date.key, date.label) for date in DATES_OF_PAGES] + own


def criterion_choices():
    """[(property, [("property:value", label)])], each property once."""
    return [
        (criterion.label, [(f"{criterion.key}:{value}", label) for value, label in criterion.choices()])
        for criterion in all_criteria().values()
    ]


def all_criteria():
    """{key: criterion} of all sources; of those that share a key the first one's."""
    found = {}
    for source in collection_sources().values():
        for criterion in source.criteria:
            found.setdefault(criterion.key, criterion)
    return found


def page_date(key):
    """(date, source) of this key, the source None for a date of all pages; None if no app offers it."""
    for date in DATES_OF_PAGES:
        if date.key == key:
            return date, None
    for source in collection_sources().values():
        for date in source.dates:
            if date.key == key:
                return date, source
    return None
