"""Narrowing the directory. A filter on a fact finds only profiles that let this viewer see the fact (T6)."""

from functools import reduce
from operator import or_

import django_filters
from django import forms
from django.db.models import Q

from events.calendars.nearness import is_within
from mentoring_pages.facts import seen
from mentoring_pages.models import MentorProfilePage

from . import bands
from .words import FACETS

PLACE_FIELDS = ("latitude", "longitude")

# Where free text looks: always, and in facts that the viewer may see.
OPEN_TEXT = ("title", "tagline", "offer")
FACT_TEXT = {
    "location": ("city", "county", "zip_code", "region__name"),
    "community": ("community_note", "community_type__name"),
    "population": ("population_note",),
    "setting": ("setting__name",),
    "mission": ("mission",),
    "focus": ("focus",),
    "achievements": ("achievements",),
    "accreditation": ("accreditation",),
}
FACT_LISTS = {"population": "levels", "components": "components", "funding": "funding_sources"}


class MentorFilter(django_filters.FilterSet):
    """Several values of one facet add up; facets narrow each other.

    `query` is a `DirectoryQuery`, `viewer` the level of who looks. `leave_out` names facets that do not narrow, for
    counting them.
    """

    q = django_filters.CharFilter(method="with_words")
    availability = django_filters.MultipleChoiceFilter(method="by_availability")
    topic = django_filters.MultipleChoiceFilter(method="about_topics")
    region = django_filters.MultipleChoiceFilter(method="by_fact")
    setting = django_filters.MultipleChoiceFilter(method="by_fact")
    level = django_filters.MultipleChoiceFilter(method="by_fact")
    community = django_filters.MultipleChoiceFilter(method="by_fact")
    size = django_filters.MultipleChoiceFilter(method="by_fact")
    sites = django_filters.MultipleChoiceFilter(method="by_fact")
    years = django_filters.MultipleChoiceFilter(method="by_fact")
    component = django_filters.MultipleChoiceFilter(method="by_fact")
    funding = django_filters.MultipleChoiceFilter(method="by_fact")
    licensed = django_filters.MultipleChoiceFilter(method="by_fact")
    age = django_filters.NumberFilter(method="serving_age")
    miles = django_filters.NumberFilter(method="within_miles")

    class Meta:
        model = MentorProfilePage
        fields = []
        form = forms.Form

    def __init__(self, query, queryset, viewer, leave_out=()):
        self.query, self.viewer = query, viewer
        super().__init__(query.filters(leave_out), queryset)
        for name in FACETS:
            self.filters[name].extra["choices"] = tuple(query.vocabularies.choices(name).items())

    def about_topics(self, queryset, name, value):
        """Mentors who know any of the topics, each once."""
        return queryset.filter(in_list("topics", slug__in=value))

    def by_fact(self, queryset, name, value):
        """Profiles with any of the values in a fact that the viewer may see."""
        return queryset.filter(seen(self.viewer, FACETS[name]), _HAS[name](value))

    def by_availability(self, queryset, name, value):
        """Mentors in any of the states."""
        in_state = MentorProfilePage.objects.order_by().with_state().filter(state__in=value)
        return queryset.filter(pk__in=in_state.values("pk"))

    def serving_age(self, queryset, name, value):
        """Profiles that tell the viewer ages around this one; an open end reaches as far as it likes."""
        starts = Q(age_from__lte=value) | Q(age_from=None)
        ends = Q(age_to__gte=value) | Q(age_to=None)
        told = ~Q(age_from=None, age_to=None)
        return queryset.filter(seen(self.viewer, "population"), told, starts, ends)

    def within_miles(self, queryset, name, value):
        """Profiles that let the viewer see where they are, at most so far from the ZIP code."""
        return queryset.filter(
            seen(self.viewer, "location"), is_within(self.query.place, self.query.miles, PLACE_FIELDS)
        )

    def with_words(self, queryset, name, value):
        """Every word somewhere in what the viewer may read, whatever its case."""
        return with_words(queryset, value, self.viewer)


def narrowed(profiles, query, viewer, leave_out=()):
    """The profiles that `query` asks for; `leave_out` names filters that are not applied."""
    # Making a filter set costs as much as a query, and most visitors have not filtered yet.
    return MentorFilter(query, profiles, viewer, leave_out).qs if query.filters(leave_out) else profiles


def with_words(profiles, text, viewer):
    """Profiles that have each of the first ten words of the text somewhere in what the viewer may read."""
    for word in text.split()[:10]:
        profiles = profiles.filter(_word_anywhere(word, viewer))
    return profiles


def in_list(name, **lookup):
    """Condition: one of the profile's `name` matches. A subquery, so no profile comes twice."""
    field = MentorProfilePage._meta.get_field(name)
    terms = {f"{field.m2m_reverse_field_name()}__{key}": value for key, value in lookup.items()}
    return Q(pk__in=field.remote_field.through.objects.filter(**terms).values(field.m2m_field_name()))


# The condition on the values of each facet.
_HAS = {
    "region": lambda value: Q(region__slug__in=value),
    "setting": lambda value: Q(setting__slug__in=value),
    "level": lambda value: in_list("levels", slug__in=value),
    "community": lambda value: Q(community_type__slug__in=value),
    "size": lambda value: Q(size_band__in=value),
    "sites": lambda value: _in_ranges("site_count", bands.ranges(value, bands.SITES)),
    "years": lambda value: _in_ranges("founded_year", bands.founded_ranges(value)),
    "component": lambda value: in_list("components", slug__in=value),
    "funding": lambda value: in_list("funding_sources", slug__in=value),
    "licensed": lambda value: Q(is_licensed=True),
}


def _in_ranges(name, ranges):
    return reduce(or_, (_in_range(name, *ends) for ends in ranges))


def _in_range(name, low, high):
    found = Q() if low is None else Q(**{f"{name}__gte": low})
    return found if high is None else found & Q(**{f"{name}__lte": high})


def _word_anywhere(word, viewer):
    found = reduce(or_, (Q(**{f"{name}__icontains": word}) for name in OPEN_TEXT)) | in_list(
        "topics", name__icontains=word
    )
    for key, names in FACT_TEXT.items():
        found |= seen(viewer, key) & reduce(or_, (Q(**{f"{name}__icontains": word}) for name in names))
    for key, name in FACT_LISTS.items():
        found |= seen(viewer, key) & in_list(name, name__icontains=word)
    return found
