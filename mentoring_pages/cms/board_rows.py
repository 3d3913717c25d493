"""What the matching board prints: programs that wait, in their order, with what is proposed for each and why."""

from collections import Counter
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentoring_pages.enums import ChoiceStatus, PriorityTier, RequestStatus, UnplacedReason, WishWeight
from mentoring_pages.matching.comparing import COMPARABLE
from mentoring_pages.matching.scoring import Asking, Fit
from mentoring_pages.matching.waiting import (
    LAST_TIER,
    Place,
    asked_choices,
    asking_of,
    fit_of,
    mentors_with_places,
    waiting_requests,
    with_compared_data,
)
from mentoring_pages.models import DraftPair, MatchingWeights, MatchRequest

PER_PAGE = 25


class BoardRow(NamedTuple):
    """One program of the board. `draft` is None before anything was proposed; `fit` is None without a drafted mentor.

    `is_possible` says whether the drafted mentor still takes requests. `judged` are musts that no rule compares.
    """

    place: Place
    number: int
    match_request: MatchRequest
    tier: str
    waits_for: str
    draft: DraftPair | None
    fit: Fit | None
    is_possible: bool
    unplaced: str
    judged: str


class MentorOption(NamedTuple):
    """A mentor that could be chosen by hand, with how it fits; `note` warns of what speaks against it."""

    program: int
    title: str
    places: int
    fit: Fit
    note: str


def tier_in_words(tier) -> str:
    """The tier's name; "No priority set" beyond the four."""
    return str(PriorityTier(tier).label) if tier in PriorityTier.values else _("No priority set")


def tier_counts(places):
    """[(tier in words, how many wait)] for each tier that somebody waits in."""
    counts = Counter(place.tier for place in places)
    return [(tier_in_words(tier), counts[tier]) for tier in (*PriorityTier.values, LAST_TIER) if counts[tier]]


def board_rows(cycle, places, first_number) -> list[BoardRow]:
    """Rows for some of the places, numbered from `first_number`. A fixed number of queries."""
    requests = with_compared_data(waiting_requests(cycle).filter(pk__in=[place.request for place in places]))
    requests = requests.select_related("draft_pair__mentor").in_bulk()
    asking = {one.key: one for one in asking_of(requests.values())}
    mentors = {mentor.program: mentor for mentor in mentors_with_places()}
    open_choices = asked_choices(requests)
    weights = MatchingWeights.load().as_weights()
    rows = []
    for number, place in enumerate(places, start=first_number):
        one = requests.get(place.request)
        if one is None:
            continue
        draft = getattr(one, "draft_pair", None)
        mentor = mentors.get(draft.mentor_id) if draft else None
        rows.append(
            BoardRow(
                place=place,
                number=number,
                match_request=one,
                tier=tier_in_words(place.tier),
                waits_for=waits_for(one, open_choices.get(one.pk, [])),
                draft=draft,
                fit=fit_of(asking[one.pk], mentor, weights) if mentor else None,
                is_possible=mentor is not None,
                unplaced=str(UnplacedReason(draft.unplaced_reason).label) if draft and draft.unplaced_reason else "",
                judged=_judged_musts(one),
            )
        )
    return rows


def waits_for(match_request, open_choices) -> str:
    """What a waiting request waits for, in a sentence; `open_choices` are its choices that are not answered."""
    asked = [choice for choice in open_choices if choice.status == ChoiceStatus.ASKED]
    if match_request.status == RequestStatus.EXPIRED:
        return _("Ended without an answer. It waits for you.")
    if asked:
        names = ", ".join(choice.mentor.name for choice in asked)
        since = date_format(min(choice.asked_at for choice in asked), "j M")
        return _("An answer from %(names)s, asked on %(day)s.") % {"names": names, "day": since}
    if match_request.status == RequestStatus.DECLINED:
        return _("Every mentor on its list said no. It waits for you.")
    return _("No mentor is being asked now. It waits for you.")


def _judged_musts(match_request) -> str:
    return ", ".join(
        f"{wish.get_fact_display()} ({wish.get_direction_display().lower()})"
        for wish in match_request.wishes.all()
        if wish.weight == WishWeight.MUST and wish.fact not in COMPARABLE
    )


def mentor_options(asking: Asking, text: str = "") -> list[MentorOption]:
    """Every mentor with a place, or those with all words of `text` in their name. A fixed number of queries.

    Best first, those with something against them last.
    """
    weights = MatchingWeights.load().as_weights()
    words = text.casefold().split()
    found = []
    for mentor in mentors_with_places():
        title = mentor.title.casefold()
        if mentor.program == asking.program or not all(word in title for word in words):
            continue
        fit = fit_of(asking, mentor, weights)
        note = " ".join(fit.misses)
        if mentor.program in asking.barred:
            note = _("Said no to this program, or it did not work out before.")
        found.append(MentorOption(mentor.program, mentor.title, mentor.capacity, fit, note))
    return sorted(found, key=lambda option: (bool(option.note), -option.fit.points))
