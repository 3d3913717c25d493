"""What the coordinators' list of meters costs: queries, time and memory for very many pairs.

    .venv/bin/python -m tests.benchmarks.meters                 10,000 pairs with 20 contacts and 8 journal entries each
    .venv/bin/python -m tests.benchmarks.meters --pairs 1000

Times are the processor's, the best of several rounds. Memory is the growth of what the process holds at most
(ru_maxrss). The number of queries must be the same as for three pairs.
"""

import argparse
import datetime as dt
import os
from time import process_time

from .matching import best, held

CONTACTS, ENTRIES = 20, 8
FEW = 3


def fill(count, cycle, first):
    """So many pairs with a season of contacts and journal entries."""
    from django.contrib.auth import get_user_model

    from mentoring_pages.models import (
        ActionPlan,
        Contact,
        ContactKind,
        ContactMode,
        JournalEntry,
        MentoringPair,
        Program,
        ProgramMembership,
    )

    names = range(first, first + count)
    User = get_user_model()
    users = User.objects.bulk_create(
        User(**{User.USERNAME_FIELD: f"bench-{number}-{side}", "email": f"bench-{number}-{side}@example.org"})
        for number in names
        for side in ("a", "b")
    )
    programs = Program.objects.bulk_create(
        Program(name=f"Bench {number} {side}", status="enrolled") for number in names for side in ("a", "b")
    )
    ProgramMembership.objects.bulk_create(
        ProgramMembership(program=program, user=user) for program, user in zip(programs, users, strict=True)
    )
    pairs = MentoringPair.objects.bulk_create(
        MentoringPair(cycle=cycle, mentor=mentor, mentee=mentee, started_on=cycle.starts_on)
        for mentor, mentee in zip(programs[::2], programs[1::2], strict=True)
    )
    ActionPlan.objects.bulk_create(ActionPlan(pair=pair, planned_contacts=24) for pair in pairs)
    modes, kinds = list(ContactMode.objects.all()), list(ContactKind.objects.all())
    Contact.objects.bulk_create(
        (
            Contact(
                pair=pair,
                happened_on=cycle.starts_on + dt.timedelta(days=(number * 14 + place) % 290),
                mode=modes[(number + place) % len(modes)],
                kind=kinds[(number * place) % len(kinds)],
            )
            for place, pair in enumerate(pairs)
            for number in range(CONTACTS)
        ),
        batch_size=5_000,
    )
    JournalEntry.objects.bulk_create(
        (
            JournalEntry(
                pair=pair,
                author=users[2 * place + number % 2],
                written_on=cycle.starts_on + dt.timedelta(days=number * 30),
                text="x",
            )
            for place, pair in enumerate(pairs)
            for number in range(ENTRIES)
        ),
        batch_size=5_000,
    )


def main():
    """Measure and say it; exit code 1 if the number of queries grew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=10_000)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership_site.settings.test")
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse

    from mentoring_pages.meter.reading import meters_of
    from mentoring_pages.models import CycleBreak, MentoringCycle, MentoringPair
    from tests.benchmarks.scratch import bring_statistics_up_to_date, scratch_database
    from tests.queries import count_queries

    with scratch_database() as database:
        print(database)
        cycle = MentoringCycle.objects.get()
        MentoringCycle.objects.update(status="running")
        CycleBreak.objects.create(
            cycle=cycle,
            name="Winter break",
            starts_on=cycle.starts_on + dt.timedelta(days=110),
            ends_on=cycle.starts_on + dt.timedelta(days=124),
        )
        today = cycle.starts_on + dt.timedelta(days=150)
        get_user_model().objects.create_superuser("bench", "bench@example.org", "x")
        client = Client()
        client.force_login(get_user_model().objects.get(email="bench@example.org"))
        url = reverse("mentoring_meters:list")

        def everything():
            return sum(state.is_late for _pk, state in meters_of(MentoringPair.objects.all(), today=today))

        fill(FEW, cycle, 0)

        def queries():
            lists = [count_queries(lambda query=query: client.get(url, query)) for query in ({}, {"show": "late"})]
            return [count_queries(everything), *lists]

        few = queries()
        fill(options.pairs - FEW, cycle, FEW)
        bring_statistics_up_to_date()
        before = held()
        seconds = best(everything, rounds=3)
        grown = held() - before
        many = queries()
        began = process_time()
        answer = client.get(url, {"show": "late"})
        page = process_time() - began
        print(f"{options.pairs:,} pairs with {CONTACTS} contacts and {ENTRIES} journal entries each")
        print(
            f"all meters: {seconds:.2f} s ({seconds / options.pairs * 1_000:.3f} ms a pair), {grown:,.0f} MB more held"
        )
        print(f"the list narrowed to late: {page:.2f} s, {everything():,} pairs, answer {answer.status_code}")
        print(f"queries of all meters, the list, the list narrowed to late: {many}; for {FEW} pairs: {few}")
    return 0 if few == many else 1


if __name__ == "__main__":
    raise SystemExit(main())
