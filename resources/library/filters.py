"""Narrowing resources, and counting what each further choice would leave."""

import django_filters
from django import forms
from django.db.models import CharField, F
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext as _

from resources.enums import ItemKind
from resources.facet_counts import Facet, count_facets, slugs_by_key
from resources.filter_panel import address as address
from resources.filter_panel import chip, panel_facet
from resources.models import ResourceItem, ResourcePage

from .queries import FACETS

# The field of `ResourcePage` that each facet of words counts.
_FIELDS = {
    "kind": "kind",
    "topic": "topics",
    "audience": "audiences",
    "grade": "grade_bands",
    "setting": "settings",
    "language": "language",
}


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
    format = django_filters.MultipleChoiceFilter(method="with_items")
    year = django_filters.MultipleChoiceFilter(field_name="published_on__year", distinct=False)

    def __init__(self, query, queryset, leave_out=()):
        self.query = query
        super().__init__(query.query(leave_out=(*leave_out, "sort")), queryset)
        for name in FACETS:
            self.filters[name].extra["choices"] = [(value, value) for value in query.values[name]]

    def with_words(self, queryset, name, value):
        """Resources that contain all words."""
        return queryset.filter(self.query.matches)

    def with_any(self, queryset, name, value):
        """Resources with any of the words of a vocabulary, each once."""
        field = ResourcePage._meta.get_field(name)
        through = field.remote_field.through
        chosen = through.objects.filter(**{f"{field.m2m_reverse_field_name()}__slug__in": value})
        return queryset.filter(pk__in=chosen.values(field.m2m_field_name()))

    def with_items(self, queryset, name, value):
        """Resources that offer a file, link or video."""
        return queryset.filter(pk__in=_offered().filter(kind__in=value).values("resource"))

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


def facet_counts(resources, query, left_out):
    """(number of resources found, {facet: {value: number}}). One query, and one for each facet with a choice.

    `left_out` are all resources that are not among `resources`.
    """
    slugs = query.vocabularies.slugs
    counted = {name: Facet.of(ResourcePage, field, name=slugs_by_key(slugs[name])) for name, field in _FIELDS.items()}
    counted["format"] = Facet(_offered().order_by().values(page=F("resource"), value=F("kind")), repeats=True)
    # The first four characters: SQLite would ask Python for the year of each row.
    year = Substr(Cast("published_on", CharField()), 1, 4)
    counted["year"] = Facet(ResourcePage.objects.order_by().values(page=F("pk"), value=year))
    total, counts = count_facets(
        lambda leave_out: narrowed(resources, query, leave_out),
        counted,
        [name for name in FACETS if query.values[name]],
        left_out=None if query.is_narrowed else left_out,
    )
    return total, {name: {value: number for value, number in found.items() if value} for name, found in counts.items()}


def facets(query, counts):
    """The dicts that the shared filter panel prints. Values without resources are left out unless chosen."""
    legends = {
        "kind": _("Kind"),
        "topic": _("Topic"),
        "audience": _("For whom"),
        "grade": _("Ages"),
        "setting": _("Program setting"),
        "format": _("What you get"),
        "language": _("Language"),
        "year": _("Year"),
    }
    return [
        panel_facet(
            name,
            legends[name],
            _choices(name, query, counts[name]),
            counts[name],
            query.values[name],
            is_open=name in ("kind", "topic"),
        )
        for name in FACETS
    ]


def _choices(name, query, numbers):
    if name == "year":
        return {year: year for year in sorted({*numbers, *query.values[name]}, reverse=True)}
    return query.vocabularies.names[name]


def chips(query, path):
    """What is chosen, each with the address of the same list without it."""
    found = [(_("“%(text)s”") % {"text": query.text}, ("q",))] if query.text else []
    found += [(query.label(name, value), ((name, value),)) for name in FACETS for value in query.values[name]]
    return [chip(label, path, query.query(leave_out=leave_out)) for label, leave_out in found]
