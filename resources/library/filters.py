"""Narrowing resources, and counting what each further choice would leave."""

import django_filters
from django import forms
from django.db.models import F
from django.utils.translation import gettext as _

from resources.enums import ItemKind, LibraryFacetName
from resources.facet_counts import Facet, count_facets, slugs_by_key
from resources.filter_panel import chip, panel_facet
from resources.key_lists import as_rows
from resources.models import ResourceItem, ResourcePage, sort_key
from resources.models.facets import USUAL_FACETS

from .queries import FACETS

# Most publishers that the panel lists.
MAX_PUBLISHERS = 40

# The field of `ResourcePage` that each facet of words counts.
_FIELDS = {
    "kind": "kind",
    "topic": "topics",
    "audience": "audiences",
    "grade": "grade_bands",
    "setting": "settings",
    "language": "language",
    "licence": "licence",
}
# The field of `ResourceItem` that each facet of files, links and videos counts.
_ITEM_FIELDS = {"format": "kind", "accessibility": "accessibility_status"}
_COLUMNS = {"year": "published_year", "publisher": "publisher"}


def _many(field_name):
    return django_filters.MultipleChoiceFilter(field_name=field_name, method="with_any")


class ResourceFilter(django_filters.FilterSet):
    """Narrows resources to a `LibraryQuery`. Values of one facet add up; facets narrow one another."""

    q = django_filters.CharFilter(method="with_words")
    topic = _many("topics")
    kind = django_filters.MultipleChoiceFilter(field_name="kind__slug", distinct=False)
    audience = _many("audiences")
    grade = _many("grade_bands")
    setting = _many("settings")
    language = django_filters.MultipleChoiceFilter(field_name="language__slug", distinct=False)
    licence = django_filters.MultipleChoiceFilter(field_name="licence__slug", distinct=False)
    publisher = django_filters.MultipleChoiceFilter(field_name="publisher", distinct=False)
    format = django_filters.MultipleChoiceFilter(field_name="kind", method="with_items")
    accessibility = django_filters.MultipleChoiceFilter(field_name="accessibility_status", method="with_items")
    year = django_filters.MultipleChoiceFilter(field_name="published_year", distinct=False)

    def __init__(self, query, queryset, leave_out=()):
        self.query = query
        super().__init__(query.query(leave_out=(*leave_out, "sort")), queryset)
        for name in FACETS:
            self.filters[name].extra["choices"] = [(value, value) for value in query.values[name]]

    def filter_queryset(self, queryset):
        """All filters. Those that other tables answer are put into one another, and the pages are looked at last.

        The rows of other tables are short and stand in indexes; pages are long, and many of them meet one filter alone.
        """
        self._keys, self._rows = None, []
        queryset = super().filter_queryset(queryset)
        inner = self._keys
        for rows, name in self._rows:
            inner = (rows if inner is None else rows.filter(**{f"{name}__in": inner})).values(name)
        return queryset if inner is None else queryset.filter(pk__in=inner)

    def with_words(self, queryset, name, value):
        """Resources that contain all words."""
        self._keys = as_rows(self.query.matches)
        return queryset

    def with_any(self, queryset, name, value):
        """Resources with any of the words of a vocabulary, each once."""
        field = ResourcePage._meta.get_field(name)
        chosen = {f"{field.m2m_reverse_field_name()}__slug__in": value}
        self._rows.append((field.remote_field.through.objects.filter(**chosen), field.m2m_field_name()))
        return queryset

    def with_items(self, queryset, name, value):
        """Resources that offer a file, link or video of one of the sorts."""
        self._rows.append((_offered().filter(**{f"{name}__in": value}), "resource"))
        return queryset

    class Meta:
        model = ResourcePage
        fields = []
        form = forms.Form


def narrowed(resources, query, leave_out=()):
    """The resources that `query` asks for; `leave_out` names filters that are not applied."""
    # Making a filter set costs as much as a query, and most visitors have not filtered yet.
    is_asked = query.query(leave_out=(*leave_out, "sort"))
    return ResourceFilter(query, resources, leave_out).qs if is_asked else resources


def _offered():
    return ResourceItem.objects.exclude(kind=ItemKind.FILE, document=None)


def facet_counts(resources, query, left_out, shown=USUAL_FACETS):
    """(number of resources found, {facet: {value: number}}) of the facets `shown`.

    One query, and one for each facet with a choice. `left_out` are all resources that are not among `resources`.
    """
    total, counts = count_facets(
        lambda leave_out: narrowed(resources, query, leave_out),
        {name: _counted(name, query.vocabularies) for name in shown},
        [name for name in shown if query.values[name]],
        left_out=None if query.is_narrowed else left_out,
    )
    return total, {name: {value: number for value, number in found.items() if value} for name, found in counts.items()}


def _counted(name, vocabularies):
    if name in _ITEM_FIELDS:
        rows = _offered().order_by().values(page=F("resource"), value=F(_ITEM_FIELDS[name]))
        return Facet(rows, repeats=True)
    if name in _COLUMNS:
        return Facet.of(ResourcePage, _COLUMNS[name])
    return Facet.of(ResourcePage, _FIELDS[name], name=slugs_by_key(vocabularies.slugs[name]))


def with_chosen(shown, query):
    """{facet: whether it is open at first}: those `shown`, then those with a choice that the editor does not show."""
    return shown | {name: True for name in FACETS if query.values[name] and name not in shown}


def facets(query, counts, shown):
    """The dicts that the shared filter panel prints. Values without resources are left out unless chosen."""
    return [
        panel_facet(
            name,
            LibraryFacetName(name).label,
            _choices(name, query, counts[name]),
            counts[name],
            query.values[name],
            is_open=is_open,
        )
        | {"note": _note(name, counts[name])}
        for name, is_open in shown.items()
    ]


def _choices(name, query, numbers):
    if name == "year":
        return {year: year for year in sorted({*numbers, *query.values[name]}, reverse=True)}
    if name == "publisher":
        most = sorted(numbers, key=lambda publisher: (-numbers[publisher], publisher))[:MAX_PUBLISHERS]
        return {publisher: publisher for publisher in sorted({*most, *query.values[name]}, key=sort_key)}
    return query.vocabularies.names[name]


def _note(name, numbers):
    if name != "publisher" or len(numbers) <= MAX_PUBLISHERS:
        return ""
    return _("The %(count)s with the most resources.") % {"count": MAX_PUBLISHERS}


def chips(query, path):
    """What is chosen, each with the address of the same list without it."""
    found = [(_("“%(text)s”") % {"text": query.text}, ("q",))] if query.text else []
    found += [(query.label(name, value), ((name, value),)) for name in FACETS for value in query.values[name]]
    return [chip(label, path, query.query(leave_out=leave_out)) for label, leave_out in found]
