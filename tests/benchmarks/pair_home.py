"""What the home of a pair costs with two years of history: 200 contacts, 300 journal entries of both, 40 goals.

    .venv/bin/python -m tests.benchmarks.pair_home

Both pages that a member opens every week, the home and the pair's own page, are set beside the same template with its
context ready, in turn, in one process; the limit is three times that. Times are the processor's, so a busy machine
disturbs them little. The queries are counted with a tenth of the history as well: they must be the same.
"""

import os
from datetime import timedelta
from statistics import median
from time import process_time
from unittest.mock import patch

ROUNDS = 30
LIMIT = 3
FULL = {"contacts": 200, "entries": 300, "goals": 40}


def add_history(pair, people, **counts):
    """So many contacts, journal entries and goals more, spread over two years until today."""
    from django.utils import timezone

    from mentoring_pages.models import ActionPlan, Contact, ContactKind, ContactMode, Goal, GoalStep, JournalEntry

    today = timezone.localdate()
    modes, kind = list(ContactMode.objects.all()), ContactKind.objects.first()
    days = [today - timedelta(days=number % 700) for number in range(max(counts.values()))]
    Contact.objects.bulk_create(
        Contact(
            pair=pair,
            happened_on=days[number],
            mode=modes[number % len(modes)],
            kind=kind,
            minutes=30,
            logged_by=people[number % 2],
        )
        for number in range(counts["contacts"])
    )
    JournalEntry.objects.bulk_create(
        JournalEntry(
            pair=pair,
            author=people[number % 2],
            written_on=days[number],
            title=f"Entry {number}",
            text="What I want to remember of this week. " * 40,
            audience=("only_me", "my_pair")[number % 3 == 0],
        )
        for number in range(counts["entries"])
    )
    plan = ActionPlan.objects.get_or_create(pair=pair)[0]
    goals = Goal.objects.bulk_create(
        Goal(plan=plan, text=f"Goal {number}", status=("open", "reached")[number % 2])
        for number in range(counts["goals"])
    )
    GoalStep.objects.bulk_create(
        GoalStep(goal=goal, text="One step", due_on=today) for goal in goals for _each in "123"
    )


def signed_in(user):
    """Headers of somebody who is signed in."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"}


def seconds_of(worker, path, headers):
    """Processor time of one answer."""
    began = process_time()
    worker.get(path, headers.items())
    return process_time() - began


def measure(path, headers):
    """(median of the page, median of its template with a ready context, queries, bytes)."""
    from django.shortcuts import render

    from . import bare
    from .server import Worker, counted_queries

    def captured(request, template, context=None, **options):
        bare._ready[request.path] = (template, context)
        return render(request, template, context, **options)

    worker = Worker()
    with patch("mentoring_pages.members.shell.render", captured):
        worker.get(path, headers.items())
    _seconds, body, _headers = worker.get(path, headers.items())
    with counted_queries() as statements:
        worker.get(path, headers.items())
    ready = f"/bare/ready/?path={path}"
    times = {address: [] for address in (path, ready)}
    for _round in range(ROUNDS):
        for address, found in times.items():
            found.append(seconds_of(worker, address, headers))
    return median(times[path]), median(times[ready]), statements.total(), len(body)


def main():
    """Measure and print; exit code 1 if queries grow or the limit is passed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership_site.settings.test")
    import django

    django.setup()
    from django.utils import timezone

    from tests.factories import mentoring

    from . import scratch

    scratch.use_production_like_settings()
    failed = False
    with scratch.scratch_database() as database:
        today = timezone.localdate()
        cycle = mentoring.MentoringCycleFactory(
            starts_on=today - timedelta(days=700), ends_on=today + timedelta(days=30), status="running"
        )
        pair = mentoring.MentoringPairFactory(cycle=cycle, started_on=cycle.starts_on)
        people = [mentoring.ProgramMembershipFactory(program=program).user for program in (pair.mentor, pair.mentee)]
        headers = signed_in(people[0])
        paths = ("/members/", f"/members/pairs/{pair.code}/")
        tenth = {name: count // 10 for name, count in FULL.items()}
        add_history(pair, people, **tenth)
        few = {path: measure(path, headers)[2] for path in paths}
        add_history(pair, people, **{name: count - tenth[name] for name, count in FULL.items()})
        print(f"{database}; {', '.join(f'{count} {name}' for name, count in FULL.items())}; {ROUNDS} rounds")
        for path, name in zip(paths, ("home", "pair"), strict=True):
            page, ready, queries, size = measure(path, headers)
            failed |= queries > few[path] or page > LIMIT * ready
            print(
                f"{name}: {page * 1000:.1f} ms, its template with a ready context {ready * 1000:.1f} ms "
                f"({page / ready:.2f} times, limit {LIMIT}), "
                f"{queries} queries ({few[path]} with a tenth), {size:,} bytes"
            )
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
