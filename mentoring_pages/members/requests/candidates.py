"""Which mentors can be asked, and which of them fit a request best."""

import uuid

from mentoring_pages.directory.filters import with_words
from mentoring_pages.enums import EnrolmentStatus
from mentoring_pages.facts import Viewer, can_see_fact, place_in_words
from mentoring_pages.matching import Wish, fit, traits_of
from mentoring_pages.matching.reading import candidates
from mentoring_pages.matching.scoring import points
from mentoring_pages.models import FACTS, MatchingWeights, MentoringPair, MentorProfilePage

from .wishes import judged_sentences

SUGGESTIONS = 5
# As many names as somebody reads through; beyond that one searches.
MOST_NAMED = 30
FACT_LABELS = {fact.key: fact.label for fact in FACTS}


def reader_of(match_request):
    """What the people of the program that asks may see of mentors' facts."""
    return Viewer.MEMBER if match_request.program.status == EnrolmentStatus.ENROLLED else Viewer.PUBLIC


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


def mentor_options(profiles, viewer):
    """[(code, "Name, place")] for a select; a place that the reader may not see is left out."""
    return [(str(profile.program.code), _label(profile, viewer)) for profile in profiles]


def named_mentors(match_request, text):
    """(profiles, whether there are more) of mentors that have all these words in what the program may read.

    Without words all of them if they are few, else none: a list of thousands helps nobody. One query.
    """
    profiles = with_words(mentors_to_ask(match_request.program), text, reader_of(match_request))
    found = list(profiles[: MOST_NAMED + 1])
    has_more = len(found) > MOST_NAMED
    return ([] if has_more and not text.split() else found[:MOST_NAMED]), has_more


def found_rows(profiles, viewer):
    """Mentors that were found by their words, as dicts program, url, place."""
    return [
        {"program": profile.program, "url": profile.get_url(), "place": _place(profile, viewer)} for profile in profiles
    ]


def mentors_of_codes(match_request, codes):
    """Profiles of those among these codes, as they were sent, that can be asked. One query."""
    known = [code for code in codes if _is_code(code)]
    return list(mentors_to_ask(match_request.program).filter(program__code__in=known))


def mentor_to_ask(code, exclude=()):
    """The program of a mentor that takes requests now, by its code as typed in an address; None for anything else.

    `exclude` are programs that can't be asked: one's own.
    """
    if not _is_code(code):
        return None
    profile = MentorProfilePage.objects.live().available().filter(program__code=code).select_related("program").first()
    return profile.program if profile and profile.program not in exclude else None


def suggestions(match_request, wishes, needs, taken):
    """The best fitting mentors as dicts program, url, reasons, judged, parts, points; at most five, none in `taken`.

    A mentor with whom a pair of this program ended because it did not fit is not suggested again.

    `wishes` as {fact: (direction, weight)}, `needs` as {topic id: name}, `taken` as program ids. All mentors who take
    requests are compared, in a fixed number of queries. What only staff may see plays no part.
    """
    weights = MatchingWeights.load().as_weights()
    mine = traits_of(match_request.program.facts, Viewer.STAFF)
    wished = {fact: Wish(fact, direction, weight) for fact, (direction, weight) in wishes.items()}
    unsuited = MentoringPair.objects.unsuited().filter(mentee=match_request.program).values("mentor")
    profiles = mentors_to_ask(match_request.program).exclude(program__in=taken).exclude(program__in=unsuited)
    free = candidates(profiles, reader_of(match_request))
    worth = [
        (points(mine, one.traits, wished=wished, needs=set(needs), knows=one.topics, weights=weights), one)
        for one in free
    ]
    # Equal ones stay in the order of their titles.
    best = [one for _total, one in sorted((row for row in worth if row[0]), key=lambda row: -row[0])[:SUGGESTIONS]]
    profiles = MentorProfilePage.objects.select_related("program").in_bulk([one.page for one in best])
    found = []
    for one in best:
        fits = fit(mine, one.traits, wishes=wished.values(), needs=needs, knows=one.topics, weights=weights)
        profile = profiles[one.page]
        found.append(
            {
                "program": profile.program,
                "url": profile.get_url(),
                "reasons": fits.reasons,
                "judged": judged_sentences(wishes, FACT_LABELS),
                "parts": fits.parts,
                "points": fits.points,
            }
        )
    return found


def _is_code(text):
    try:
        uuid.UUID(str(text))
    except ValueError:
        return False
    return True


def _label(profile, viewer):
    place = _place(profile, viewer)
    return f"{profile.title} ({place})" if place else profile.title


def _place(profile, viewer):
    return place_in_words(profile) if can_see_fact(profile, "location", viewer) else ""
