"""What matching costs: suggestions for one request over all mentors, and the board's proposal for very many.

    .venv/bin/python -m tests.benchmarks.matching                       10,000 mentors; 1,000 requests to 1,000 mentors
    .venv/bin/python -m tests.benchmarks.matching --mentors 1000 --requests 100

Times are the processor's, the best of several rounds, so a busy machine disturbs them little. Suggestions are set
beside reading the same rows once, as pages with what is compared; the limit is ten times that. Memory is the growth of
what the process holds at most (ru_maxrss).
"""

import argparse
import os
import resource
from time import process_time

ROUNDS = 5
LIMIT = 10


def best(work, rounds=ROUNDS):
    """Least processor time of `work()` in seconds."""
    times = []
    for _round in range(rounds):
        began = process_time()
        work()
        times.append(process_time() - began)
    return min(times)


def held():
    """Most memory that the process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def suggest(mentors):
    """Measure suggestions over so many mentors; returns the times of reading."""
    from mentoring_pages.enums import EnrolmentStatus
    from mentoring_pages.members.requests.candidates import mentors_to_ask, suggestions
    from mentoring_pages.models import MatchRequest, MenteeProfile, MentoringCycle, Program
    from resources.models import Topic
    from tests.queries import count_queries

    cycle = MentoringCycle.objects.get()
    program = Program.objects.create(name="Asks", status=EnrolmentStatus.ENROLLED)
    MenteeProfile.objects.create(program=program, county="Kane", size_band="from_25", founded_year=2024)
    one = MatchRequest.objects.create(program=program, cycle=cycle)
    needs = dict(Topic.objects.values_list("pk", "name")[:3])
    wishes = {"size": ("unlike_us", "nice"), "experience": ("unlike_us", "must")}
    profiles = mentors_to_ask(program).select_related("community_type", "setting")
    profiles = profiles.prefetch_related("topics", "levels", "components", "funding_sources")
    reading = best(lambda: list(profiles.all()))
    suggesting = best(lambda: suggestions(one, wishes, needs, []))
    queries = count_queries(lambda: suggestions(one, wishes, needs, []))
    print(
        f"{mentors:,} mentors: reading them {reading * 1000:,.0f} ms, suggestions {suggesting * 1000:,.0f} ms "
        f"({suggesting / reading:.2f} times, limit {LIMIT}), {queries} queries"
    )
    return suggesting / reading


def propose(requests, mentors):
    """Measure the board's proposal for so many requests to so many mentors with places."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from mentoring_pages.actions.drafts import propose_pairs
    from mentoring_pages.enums import EnrolmentStatus, RequestStatus
    from mentoring_pages.models import (
        DraftPair,
        MatchRequest,
        MenteeProfile,
        MentoringCycle,
        MentorProfilePage,
        Program,
        RequestNeed,
        RequestWish,
    )
    from resources.models import Topic
    from tests.queries import count_queries

    cycle = MentoringCycle.objects.get()
    user = get_user_model().objects.create_superuser("bench", "bench@example.org", "x")
    topics = list(Topic.objects.all())
    programs = Program.objects.bulk_create(
        Program(name=f"Asks {number}", status=EnrolmentStatus.ENROLLED) for number in range(requests)
    )
    sizes, counties = ["under_25", "from_25", "from_50", "from_100"], ["Kane", "Pope", "Cook", "Will", "Lake"]
    MenteeProfile.objects.bulk_create(
        MenteeProfile(
            program=program,
            size_band=sizes[n % 4],
            county=counties[n % 5],
            site_count=1 + n % 7,
            founded_year=2000 + n % 25,
        )
        for n, program in enumerate(programs)
    )
    now = timezone.now()
    asking = MatchRequest.objects.bulk_create(
        MatchRequest(program=program, cycle=cycle, status=RequestStatus.SENT, sent_at=now, priority_tier=1 + n % 4)
        for n, program in enumerate(programs)
    )
    RequestNeed.objects.bulk_create(
        RequestNeed(request=one, topic=topics[(n * step) % len(topics)])
        for n, one in enumerate(asking)
        for step in (1,)
    )
    RequestWish.objects.bulk_create(
        RequestWish(request=one, fact="size", direction="unlike_us", weight="must" if n % 3 else "nice")
        for n, one in enumerate(asking)
    )
    kept = list(MentorProfilePage.objects.order_by("pk").values_list("pk", flat=True)[:mentors])
    MentorProfilePage.objects.exclude(pk__in=kept).update(availability="paused")
    for places in (1, 2, 3):
        MentorProfilePage.objects.filter(pk__in=kept[places - 1 :: 5]).update(capacity=places)
    before = held()
    seconds = best(lambda: propose_pairs(cycle, by=user), rounds=3)
    placed = DraftPair.objects.exclude(mentor=None).count()
    queries = count_queries(lambda: propose_pairs(cycle, by=user))
    print(
        f"{requests:,} requests to {mentors:,} mentors: {seconds:.2f} s for one proposal, {placed:,} placed, "
        f"{queries} queries, {held() - before:,.0f} MB more held"
    )


def main():
    """Measure and say it; exit code 1 beyond the limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentors", type=int, default=10_000)
    parser.add_argument("--requests", type=int, default=1_000)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership_site.settings.test")
    import django

    django.setup()
    from mentoring_pages.enums import CycleStatus
    from mentoring_pages.models import MentoringCycle
    from tests.benchmarks.content import Mentors
    from tests.benchmarks.scratch import bring_statistics_up_to_date, scratch_database

    with scratch_database() as database:
        print(database)
        MentoringCycle.objects.update(status=CycleStatus.RUNNING)
        Mentors().add(0, options.mentors)
        bring_statistics_up_to_date()
        ratio = suggest(options.mentors)
        propose(options.requests, min(options.requests, options.mentors))
    return 1 if ratio > LIMIT else 0


if __name__ == "__main__":
    raise SystemExit(main())
