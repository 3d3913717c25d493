"""Which mentors can be asked, and which of them fit a request best."""

import uuid

from django.db.models import Case, IntegerField, Q, Value, When

from mentoring_pages.facts import Viewer, can_see_fact, place_in_words
from mentoring_pages.matching import Wish, fit, ranked, traits_of
from mentoring_pages.models import MentorProfilePage

SUGGESTIONS = 5
# Of very many mentors, those who know the topics asked about are compared first.
COMPARED = 200


def mentors_to_ask(program):
    """Live profiles of mentors that take requests now, without the program's own. One query with `mentor_options`."""
    return (
        MentorProfilePage.objects.live()
        .public()
        .available()
        .exclude(program=program)
        .select_related("program", "region")
        .order_by("title")
    )


def mentor_options(profiles):
    """[(code, "Name, place")] for a select; a place that members may not see is left out."""
    return [(str(profile.program.code), _label(profile)) for profile in profiles]


def mentor_to_ask(code, exclude=()):
    """The program of a mentor that takes requests now, by its code as typed in an address; None for anything else.

    `exclude` are programs that can't be asked: one's own.
    """
    try:
        code = uuid.UUID(str(code))
    except ValueError:
        return None
    profile = MentorProfilePage.objects.live().available().filter(program__code=code).select_related("program").first()
    return profile.program if profile and profile.program not in exclude else None


def suggestions(match_request, wishes, needs, taken):
    """The best fitting mentors as dicts program, url, reasons; at most five, none of those in `taken` (program ids).

    `wishes` as {fact: (direction, weight)}, `needs` as {topic id: name}. What only staff may see plays no part.
    """
    mine = traits_of(match_request.program.facts, Viewer.STAFF)
    profiles = (
        mentors_to_ask(match_request.program)
        .exclude(program__in=taken)
        .select_related("community_type", "setting")
        .prefetch_related("topics", "levels", "components", "funding_sources")
    )
    knows = Q(pk__in=MentorProfilePage.topics.through.objects.filter(topic__in=list(needs)).values("mentorprofilepage"))
    order = Case(When(knows, then=Value(0)), default=Value(1), output_field=IntegerField())
    profiles = {profile.pk: profile for profile in profiles.order_by(order, "title")[:COMPARED]}
    wishes = [Wish(fact, direction, weight) for fact, (direction, weight) in wishes.items()]
    fits = {
        pk: fit(
            mine,
            traits_of(profile, Viewer.MEMBER),
            wishes=wishes,
            needs=needs,
            knows=[topic.pk for topic in profile.topics.all()],
        )
        for pk, profile in profiles.items()
    }
    return [
        {"program": profiles[pk].program, "url": profiles[pk].get_url(), "reasons": fits[pk].reasons}
        for pk in ranked(fits)[:SUGGESTIONS]
    ]


def _label(profile):
    place = place_in_words(profile) if can_see_fact(profile, "location", Viewer.MEMBER) else ""
    return f"{profile.title} ({place})" if place else profile.title
