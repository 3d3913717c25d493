"""Narrowing resources, and counting what each further choice would leave."""

from collections import Counter

import django_filters
from django import forms
from django.db.models import Count
from django.utils.translation import gettext as _

from resources.enums import ItemKind
from resources.models import ResourceItem, ResourcePage

from .queries import FACETS

# The column that each facet counts.
_COLUMNS = {
    "kind": "kind__slug",
    "topic": "topics__slug",
    "audience": "audiences__slug",
    "grade": "grade_bands__slug",
    "setting": "settings__slug",
    "language": "language__slug",
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


def _offered():
    return ResourceItem.objects.exclude(kind=ItemKind.FILE, document=None)


def facet_counts(resources, query):
    """{facet: {value: number}}: each facet with all others in force, none with its own. One query per facet."""
    found = ResourceFilter(query, resources).qs.order_by()
    counts = {}
    for name in FACETS:
        # Making a filter set costs more than its query, so facets without a choice share one.
        narrowed = ResourceFilter(query, resources, (name,)).qs.order_by() if query.values[name] else found
        counts[name] = _count(name, narrowed)
    return counts


def _count(name, resources):
    if name == "format":
        items = _offered().filter(resource__in=resources.values("pk")).order_by()
        rows = items.values_list("kind").annotate(count=Count("resource", distinct=True))
    elif name == "year":
        # Counted by day: the database would work out the year of each row again.
        years = Counter()
        for day, count in resources.values_list("published_on").annotate(count=Count("pk")):
            if day is not None:
                years[str(day.year)] += count
        return dict(years)
    else:
        rows = resources.values_list(_COLUMNS[name]).annotate(count=Count("pk"))
    return {str(value): count for value, count in rows if value is not None}


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
        {
            "name": name,
            "legend": legends[name],
            "is_open": name in ("kind", "topic"),
            "options": [
                {
                    "value": value,
                    "label": query.label(name, value),
                    "count": counts[name].get(value, 0),
                    "is_selected": value in query.values[name],
                }
                for value in _values(name, query, counts[name])
            ],
        }
        for name in FACETS
    ]


def _values(name, query, numbers):
    chosen = query.values[name]
    if name == "year":
        return sorted({*numbers, *chosen}, reverse=True)
    return [value for value in query.vocabularies[name] if numbers.get(value) or value in chosen]


def chips(query, path):
    """What is chosen, each with the address of the same list without it."""
    found = [(_("“%(text)s”") % {"text": query.text}, ("q",))] if query.text else []
    found += [(query.label(name, value), ((name, value),)) for name in FACETS for value in query.values[name]]
    return [{"label": label, "remove_url": address(path, query.query(leave_out=out))} for label, out in found]


def address(path, data):
    """`path` with a query string, without one if it is empty."""
    encoded = data.urlencode()
    return f"{path}?{encoded}" if encoded else path
