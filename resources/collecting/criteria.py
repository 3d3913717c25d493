"""The conditions of a saved query, each of which pages have to meet: a name for the editor, and what it leaves."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from resources.enums import Period, PeriodUnit
from resources.pages import BasePage
from resources.registry import CollectionSource, collection_sources
from resources.searching import containing, read_search_text

from .blocks import IS_NOT
from .choices import ANY_PAGE, all_criteria, page_date
from .periods import days_of, within


@dataclass(frozen=True)
class Condition:
    """`narrow(source, pages)` gives those of a source's pages that meet it. `is_moving`: it changes with the clock."""

    label: str
    narrow: Callable[[CollectionSource, QuerySet], QuerySet]
    is_moving: bool = False


def keys_of(pages):
    """The numbers of pages, as a subquery."""
    return pages.order_by().values("pk")


def one_of(querysets):
    """Condition on pages: in one of these querysets. Without any, no page meets it."""
    return reduce(or_, (Q(pk__in=keys_of(pages)) for pages in querysets), Q(pk__in=[]))


def kinds_of_page():
    """All sources but "any page", which is made of them."""
    return [source for key, source in collection_sources().items() if key != ANY_PAGE]


def about(topics):
    """Pages about any of these topics."""
    keys = [topic.pk for topic in topics]
    label = _("Topics: %(names)s") % {"names": ", ".join(str(topic) for topic in topics)}
    return Condition(label, lambda source, pages: source.by_topics(pages, keys))


def saying(text):
    """Pages that contain all words of a text; None if it has no word in it."""
    words = read_search_text(text).words
    if not words:
        return None
    label = _("Text: %(text)s") % {"text": text}
    return Condition(label, lambda source, pages: pages.filter(containing(pages.model, words)))


def below(page):
    """Pages in the part of the site below `page`."""
    label = _("Below the page: %(title)s") % {"title": page.title}
    return Condition(label, lambda source, pages: pages.descendant_of(page))


def further(criteria):
    """The conditions of the rows of a `CriteriaBlock`. A row that cannot be read any more is left out."""
    made = (_FROM_BLOCK[row.block_type](row.value) for row in criteria or ())
    return [condition for condition in made if condition]


def _date(value):
    known = page_date(value["date"])
    if known is None:
        return None
    date, of_source = known
    first, last = days_of(value["period"], value["number"], value["unit"], value["first"], value["last"])

    def narrow(source, pages):
        if of_source is None or source.key == of_source.key:
            return pages.filter(within(date.field, first, last, is_day=date.is_day))
        if source.key == ANY_PAGE:
            return pages.filter(one_of([narrow(of_source, of_source.queryset())]))
        return pages.none()

    label = _("%(date)s %(period)s") % {"date": date.label, "period": _period_in_words(value, first, last)}
    return Condition(label, narrow, is_moving=value["period"] != Period.BETWEEN)


def _period_in_words(value, first, last):
    words = {
        Period.BEFORE_TODAY: _("before today"),
        Period.FROM_TODAY: _("today or later"),
        Period.LAST: _("in the last %(number)s %(unit)s"),
        Period.NEXT: _("in the next %(number)s %(unit)s"),
    }
    if value["period"] in words:
        unit = PeriodUnit(value["unit"] or PeriodUnit.DAYS).label
        return words[value["period"]] % {"number": value["number"], "unit": unit}
    first, last = (format_date(day, "j M Y") if day else "" for day in (first, last))
    if first and last:
        return _("from %(first)s to %(last)s") % {"first": first, "last": last}
    return _("from %(first)s on") % {"first": first} if first else _("until %(last)s") % {"last": last}


def _property(value):
    chosen = [one.split(":", 1) for one in value["values"] if ":" in (one or "")]
    criterion = all_criteria().get(chosen[0][0]) if chosen else None
    if criterion is None:
        return None
    values = [one for key, one in chosen if key == criterion.key]
    is_not = value["operator"] == IS_NOT

    def narrow(source, pages):
        met = having(source, pages, criterion.key, values)
        return pages.exclude(pk__in=keys_of(met)) if is_not else met

    labels = dict(criterion.choices())
    names = ", ".join(str(labels.get(one, one)) for one in values)
    text = _("%(property)s is not: %(names)s") if is_not else _("%(property)s: %(names)s")
    return Condition(text % {"property": criterion.label, "names": names}, narrow, is_moving=True)


def having(source, pages, key, values):
    """Those of a source's pages whose property `key` has one of the values; none of a source that knows no such."""
    if source.key == ANY_PAGE:
        return pages.filter(one_of(having(kind, kind.queryset(), key, values) for kind in kinds_of_page()))
    criterion = next((one for one in source.criteria if one.key == key), None)
    return criterion.narrow(pages, values) if criterion else pages.none()


def _place(value):
    parts = [page for page in value["pages"] if page]
    if not parts:
        return None
    names = ", ".join(page.title for page in parts)
    inside = reduce(or_, (BasePage.objects.descendant_of_q(page, inclusive=True) for page in parts))
    if value["operator"] == IS_NOT:
        return Condition(_("Outside of: %(pages)s") % {"pages": names}, lambda source, pages: pages.exclude(inside))
    return Condition(_("In or below: %(pages)s") % {"pages": names}, lambda source, pages: pages.filter(inside))


_FROM_BLOCK = {"date": _date, "property": _property, "place": _place}
