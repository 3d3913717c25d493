"""In which order the directory stands. A fact that the viewer may not see does not move a profile (T6)."""

from functools import reduce
from operator import or_

from django.db.models import Case, F, FloatField, IntegerField, Q, Value, When

from events.calendars.nearness import squared_miles
from mentoring_pages.facts import seen

from .filters import PLACE_FIELDS, in_list

BY_TITLE = ("sort_title", "pk")


def sorted_profiles(queryset, query, viewer):
    """In the order asked for; profiles that tell nothing of it come last, by title."""
    return _ORDERS[query.sort](queryset, query, viewer)


def _by_experience(queryset, query, viewer):
    year = Case(When(seen(viewer, "experience"), then=F("founded_year")), default=None, output_field=IntegerField())
    return queryset.annotate(known_year=year).order_by(F("known_year").asc(nulls_last=True), *BY_TITLE)


def _by_distance(queryset, query, viewer):
    miles = squared_miles(query.place, PLACE_FIELDS)
    known = Case(When(seen(viewer, "location"), then=miles), default=None, output_field=FloatField())
    return queryset.annotate(known_miles=known).order_by(F("known_miles").asc(nulls_last=True), *BY_TITLE)


def _by_match(queryset, query, viewer):
    in_title = reduce(or_, (Q(title__icontains=word) for word in query.words))
    in_topics = reduce(
        or_, (in_list("topics", name__icontains=word) | Q(tagline__icontains=word) for word in query.words)
    )
    rank = Case(When(in_title, then=Value(0)), When(in_topics, then=Value(1)), default=Value(2))
    return queryset.annotate(rank=rank).order_by("rank", *BY_TITLE)


def _by_date(name):
    return lambda queryset, query, viewer: queryset.order_by(F(name).desc(nulls_last=True), *BY_TITLE)


_ORDERS = {
    "best": _by_match,
    "distance": _by_distance,
    "name": lambda queryset, query, viewer: queryset.order_by(*BY_TITLE),
    "experience": _by_experience,
    "active": _by_date("last_published_at"),
    "newest": _by_date("first_published_at"),
}
