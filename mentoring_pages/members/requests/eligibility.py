"""For which of a person's programs a request can be begun."""

from dataclasses import dataclass

from mentoring_pages.models import MatchRequest, MentoringCycle, MentoringPair, MentorProfilePage, Program


@dataclass(frozen=True)
class Places:
    """`free` programs may begin a request now; `request` or `pair` is what stands in the way if none is free."""

    cycle: MentoringCycle | None
    free: tuple[Program, ...] = ()
    request: MatchRequest | None = None
    pair: MentoringPair | None = None
    has_program: bool = False


def places_to_start(user, cycle) -> Places:
    """Looks at the user's enrolled programs; none is free without a running cycle in which mentees choose."""
    programs = list(Program.objects.enrolled().of_user(user))
    if cycle is None or not programs:
        return Places(cycle, has_program=bool(programs))
    requests = list(MatchRequest.objects.open().filter(cycle=cycle, program__in=programs).select_related("program"))
    pairs = list(MentoringPair.objects.holding().filter(cycle=cycle, mentee__in=programs))
    taken = {match_request.program_id for match_request in requests} | {pair.mentee_id for pair in pairs}
    free = tuple(program for program in programs if program.pk not in taken) if cycle.mentees_choose else ()
    return Places(cycle, free, requests[0] if requests else None, pairs[0] if pairs else None, True)


def mentors_of(user):
    """Published mentor pages of the user's enrolled programs, with `open_pair_count`. Two queries at most."""
    programs = Program.objects.enrolled().of_user(user)
    return list(
        MentorProfilePage.objects.live()
        .filter(program__in=programs)
        .with_open_pairs()
        .select_related("program")
        .order_by("title")
    )
