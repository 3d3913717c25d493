"""Programs that wait for a mentor, in the partnership's order, and the mentors who could take them (R4, T1)."""

from typing import NamedTuple

from django.db.models import F, Max, Min, OuterRef, Q, Subquery
from django.utils import timezone

from mentoring_pages.enums import (
    OPEN_CHOICE_STATUSES,
    UNPLACED_REQUEST_STATUSES,
    ChoiceStatus,
    EnrolmentStatus,
    PairStatus,
)
from mentoring_pages.facts import Viewer
from mentoring_pages.models import MatchChoice, MatchRequest, MentoringPair, MentorProfilePage

from .reading import candidates, traits_of
from .scoring import Asking, Fit, Wish, fit

LAST_TIER = 9


class Place(NamedTuple):
    """A place in the order: the tier, `LAST_TIER` if none; the day since when it waits; what its draft is worth."""

    request: int
    tier: int
    since: object
    points: int


def waiting_requests(cycle):
    """The newest request of each enrolled program that looks for a mentor in the cycle and has none.

    Adds `waiting_since`, when the program first asked in this cycle: being declined does not send it to the end.
    """
    same = MatchRequest.objects.filter(cycle=cycle, program=OuterRef("program")).order_by().values("program")
    paired = MentoringPair.objects.holding().filter(cycle=cycle).values("mentee")
    return (
        MatchRequest.objects.filter(
            cycle=cycle, status__in=UNPLACED_REQUEST_STATUSES, program__status=EnrolmentStatus.ENROLLED
        )
        .filter(pk=Subquery(same.annotate(newest=Max("pk")).values("newest")))
        .exclude(program__in=paired)
        .annotate(
            waiting_since=Subquery(
                same.filter(status__in=UNPLACED_REQUEST_STATUSES).annotate(first=Min("sent_at")).values("first")
            )
        )
    )


def in_order(cycle) -> list[Place]:
    """Waiting requests by tier, then by the day since when they wait, then by what their proposed pair is worth (R4).

    One query.
    """
    rows = waiting_requests(cycle).values_list(
        "pk", "priority_tier", "program__priority_tier", "waiting_since", "draft_pair__points"
    )
    places = [
        Place(request, own or program or LAST_TIER, timezone.localdate(since), points or 0)
        for request, own, program, since, points in rows
    ]
    return sorted(places, key=lambda place: (place.tier, place.since, -place.points, place.request))


def asking_of(requests) -> list[Asking]:
    """Match requests as they are compared, in the order of their list. A fixed number of queries.

    The requests come from `with_compared_data`.
    """
    requests = list(requests)
    barred = barred_mentors(requests)
    return [
        Asking(
            key=one.pk,
            program=one.program_id,
            traits=traits_of(one.program.facts, Viewer.STAFF),
            wishes=tuple(Wish(wish.fact, wish.direction, wish.weight) for wish in one.wishes.all()),
            needs={need.topic_id: need.topic.name for need in one.needs.all()},
            ranks={
                choice.mentor_id: choice.rank for choice in one.choices.all() if choice.status != ChoiceStatus.DECLINED
            },
            barred=frozenset(barred.get(one.program_id, ())),
        )
        for one in requests
    ]


def with_compared_data(requests):
    """Adds what `asking_of` reads to a queryset of requests."""
    facts = ("region", "community_type", "setting")
    lists = ("levels", "components", "funding_sources")
    profiles = ("program__mentor_page", "program__mentee_profile")
    return requests.select_related(
        "program", *profiles, *(f"{profile}__{name}" for profile in profiles for name in facts)
    ).prefetch_related(
        "needs__topic", "wishes", "choices", *(f"{profile}__{name}" for profile in profiles for name in lists)
    )


def barred_mentors(requests) -> dict[int, set[int]]:
    """{program: mentors it must not be given}: they declined it in this cycle, or a coordinator did
    not confirm it, or it ended with them in this cycle, or it was not a fit with them before. Two queries.
    """
    programs = [one.program_id for one in requests]
    cycles = {one.cycle_id for one in requests}
    declined = MatchChoice.objects.filter(
        status__in=(ChoiceStatus.DECLINED, ChoiceStatus.REFUSED),
        request__program__in=programs,
        request__cycle__in=cycles,
    ).values_list("request__program", "mentor")
    ended = MentoringPair.objects.filter(
        Q(cycle__in=cycles) | Q(was_unsuited=True), status=PairStatus.COMPLETE, mentee__in=programs
    ).values_list("mentee", "mentor")
    barred: dict[int, set[int]] = {}
    for program, mentor in (*declined, *ended):
        barred.setdefault(program, set()).add(mentor)
    return barred


def mentors_with_places():
    """Mentors who take requests now as `Candidate`s, their capacity being the places left. Sees what staff see."""
    profiles = (
        MentorProfilePage.objects.live()
        .available()
        .with_open_pairs()
        .annotate(places=F("capacity") - F("open_pair_count"))
        .order_by("title", "pk")
    )
    return candidates(profiles, Viewer.STAFF, places="places")


def fit_of(asking, mentor, weights) -> Fit:
    """How a mentor (`Candidate`) fits a request (`Asking`), its place on the request's own list included."""
    return fit(
        asking.traits,
        mentor.traits,
        wishes=asking.wishes,
        needs=asking.needs,
        knows=mentor.topics,
        rank=asking.ranks.get(mentor.program),
        weights=weights,
    )


def asked_choices(requests) -> dict[int, list[MatchChoice]]:
    """{request: choices that are open, in their order}, with their mentors. One query."""
    found: dict[int, list[MatchChoice]] = {}
    for choice in MatchChoice.objects.filter(request__in=requests, status__in=OPEN_CHOICE_STATUSES).select_related(
        "mentor"
    ):
        found.setdefault(choice.request_id, []).append(choice)
    return found
