"""Narrowing the directory. A filter on a fact finds only profiles that let this viewer see the fact (T6)."""

from functools import reduce
from operator import or_

import django_filters
from django import forms
from django.db.models import Case, F, IntegerField, Q, Value, When

from mentoring_pages.facts import seen
from mentoring_pages.models import MentorProfilePage
from resources.facet_counts import Facet, count_facets, slugs_by_key

from .query import AVAILABILITIES, FACETS

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
    topic = django_filters.MultipleChoiceFilter(method="about_topics")
    region = django_filters.MultipleChoiceFilter(method="by_fact")
    setting = django_filters.MultipleChoiceFilter(method="by_fact")
    level = django_filters.MultipleChoiceFilter(method="by_fact")
    size = django_filters.MultipleChoiceFilter(method="by_fact")
    community = django_filters.MultipleChoiceFilter(method="by_fact")
    component = django_filters.MultipleChoiceFilter(method="by_fact")
    availability = django_filters.ChoiceFilter(method="by_availability", choices=tuple(AVAILABILITIES.items()))

    class Meta:
        model = MentorProfilePage
        fields = []
        form = forms.Form

    lookups = {
        "region": "region__slug",
        "setting": "setting__slug",
        "size": "size_band",
        "community": "community_type__slug",
    }
    lists = {"topic": "topics", "level": "levels", "component": "components"}

    def __init__(self, query, queryset, viewer, leave_out=()):
        self.viewer = viewer
        super().__init__(query.data(leave_out=(*leave_out, "sort", "view")), queryset)
        for name in FACETS:
            self.filters[name].extra["choices"] = tuple(query.vocabularies.choices(name).items())

    def about_topics(self, queryset, name, value):
        """Mentors who know any of the topics, each once."""
        return queryset.filter(_in_list("topics", slug__in=value))

    def by_fact(self, queryset, name, value):
        """Profiles with any of the values in a fact that the viewer may see."""
        if name in self.lists:
            found = _in_list(self.lists[name], slug__in=value)
        else:
            found = Q(**{f"{self.lookups[name]}__in": value})
        return queryset.filter(seen(self.viewer, FACETS[name]), found)

    def by_availability(self, queryset, name, value):
        """Mentors that take requests now; "all" narrows nothing."""
        return (
            queryset.filter(pk__in=MentorProfilePage.objects.available().values("pk")) if value == "open" else queryset
        )

    def with_words(self, queryset, name, value):
        """Every word somewhere in what the viewer may read, whatever its case."""
        for word in value.split()[:10]:
            queryset = queryset.filter(_word_anywhere(word, self.viewer))
        return queryset


def narrowed(profiles, query, viewer, leave_out=()):
    """The profiles that `query` asks for; `leave_out` names filters that are not applied."""
    # Making a filter set costs as much as a query, and most visitors have not filtered yet.
    is_asked = query.data(leave_out=(*leave_out, "sort", "view"))
    return MentorFilter(query, profiles, viewer, leave_out).qs if is_asked else profiles


# The field of `MentorProfilePage` that each facet counts.
_FIELDS = {
    "topic": "topics",
    "region": "region",
    "setting": "setting",
    "level": "levels",
    "size": "size_band",
    "community": "community_type",
    "component": "components",
}


def facet_counts(profiles, query, viewer, left_out):
    """(number of profiles found, {facet: {value: number}}). One query, and one for each facet with a choice.

    A profile counts in a facet only if the viewer may see the fact. `left_out` are all profiles not among `profiles`.
    """
    slugs = query.vocabularies.slugs
    counted = {
        name: Facet.of(
            MentorProfilePage,
            _FIELDS[name],
            **({"name": slugs_by_key(slugs[name])} if name in slugs else {}),
            **({"hidden": ~seen(viewer, fact)} if fact else {}),
        )
        for name, fact in FACETS.items()
    }
    open_now = MentorProfilePage.objects.available().order_by().values(page=F("pk"), value=Value("open"))
    chosen = [name for name in FACETS if query.values[name]]
    total, counts = count_facets(
        lambda leave_out: narrowed(profiles, query, viewer, leave_out),
        counted | {"availability": Facet(open_now)},
        [*chosen, "availability"] if query.availability != "all" else chosen,
        left_out=None if query.is_narrowed else left_out,
        may_hide=Q(hides_facts=True),
    )
    return total, {name: {value: number for value, number in found.items() if value} for name, found in counts.items()}


def sorted_profiles(queryset, query, viewer):
    """In the order asked for. A fact the viewer may not see does not move a profile."""
    if query.sort == "experience":
        year = Case(When(seen(viewer, "experience"), then=F("founded_year")), default=None, output_field=IntegerField())
        return queryset.annotate(known_year=year).order_by(F("known_year").asc(nulls_last=True), "sort_title", "pk")
    if query.sort == "newest":
        return queryset.order_by(F("first_published_at").desc(nulls_last=True), "sort_title", "pk")
    if query.sort == "best":
        in_title = reduce(or_, (Q(title__icontains=word) for word in query.words))
        in_topics = reduce(
            or_, (_in_list("topics", name__icontains=word) | Q(tagline__icontains=word) for word in query.words)
        )
        rank = Case(When(in_title, then=Value(0)), When(in_topics, then=Value(1)), default=Value(2))
        return queryset.annotate(rank=rank).order_by("rank", "sort_title", "pk")
    return queryset.order_by("sort_title", "pk")


def _word_anywhere(word, viewer):
    found = reduce(or_, (Q(**{f"{name}__icontains": word}) for name in OPEN_TEXT)) | _in_list(
        "topics", name__icontains=word
    )
    for key, names in FACT_TEXT.items():
        found |= seen(viewer, key) & reduce(or_, (Q(**{f"{name}__icontains": word}) for name in names))
    for key, name in FACT_LISTS.items():
        found |= seen(viewer, key) & _in_list(name, name__icontains=word)
    return found


def _in_list(name, **lookup):
    """Condition: one of the profile's `name` matches. A subquery, so no profile comes twice."""
    field = MentorProfilePage._meta.get_field(name)
    terms = {f"{field.m2m_reverse_field_name()}__{key}": value for key, value in lookup.items()}
    return Q(pk__in=field.remote_field.through.objects.filter(**terms).values(field.m2m_field_name()))
