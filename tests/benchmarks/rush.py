"""`python -m tests.benchmarks.rush`: 2,000 people register for 500 seats at once, on PostgreSQL, in a scratch database.

    DATABASE_URL=postgres://... python -m tests.benchmarks.rush
    ... --guests 400 --seats 100 --workers 8

Each guest posts the form as a browser does, through all middleware, over one of `--workers` connections, as many as a
site's web processes hold. Beside it the limit: the same number of transactions that take the same lock, count and
insert one row, and do nothing else. Exit code 1 if a seat is given twice or stays empty, somebody is lost or mailed
other than once, an answer is no redirect, or the waiting list is out of order.
"""

import argparse
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from time import perf_counter

import django


def options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--guests", type=int, default=2_000)
    parser.add_argument("--seats", type=int, default=500)
    parser.add_argument("--workers", type=int, default=32, help="requests at the same moment (32)")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Measure and print. Returns the exit code."""
    chosen = options(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership_site.settings.test")
    django.setup()
    from django.conf import settings
    from django.db import connection

    if connection.vendor != "postgresql":
        print("SQLite lets one writer in at a time: name a PostgreSQL database in DATABASE_URL.")
        return 2
    # What mails cost is measured up to the mail server, not the server.
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    from . import scratch

    with scratch.scratch_database() as database:
        return Rush(chosen, database).run()


class Rush:
    """One rush for the seats of one gathering, and its limit."""

    def __init__(self, chosen, database):
        self.chosen = chosen
        self.database = database

    def run(self) -> int:
        from tests.factories.events import calendar_page, gathering

        calendar = calendar_page("Rush", slug="rush")
        page = gathering(calendar, "Rush", capacity_in_person=self.chosen.seats)
        bare = gathering(calendar, "Bare", capacity_in_person=self.chosen.seats)
        taken, answers, times = self._together(self._guest(page))
        limit, _answers, _times = self._together(self._bare_guest(bare))
        guests = self.chosen.guests
        late = sorted(times)[int(guests * 0.95)] * 1_000
        print(f"{self.database}: {guests:,} guests, {self.chosen.seats:,} seats, {self.chosen.workers} connections")
        print(f"all: {taken:.1f} s, {guests / taken:.0f} a second, {taken / limit:.1f} times the limit")
        print(f"one answer: {median(times) * 1_000:.0f} ms, 95 of 100 within {late:.0f} ms")
        print(f"the limit (lock, count, insert): {limit:.1f} s, {guests / limit:.0f} a second")
        wrong = self._wrong(page, answers)
        print("\n".join(wrong) or "Every seat once, every guest once, one mail each, the line in its order.")
        return 1 if wrong else 0

    def _together(self, act):
        """(seconds in all, what each act returned, seconds of each)."""
        from django.db import connection, connections

        def timed(number):
            started = perf_counter()
            answer = act(number)
            return answer, perf_counter() - started

        opened = []

        def connect():
            connection.ensure_connection()
            opened.append(connections["default"])

        with ThreadPoolExecutor(self.chosen.workers, initializer=connect) as pool:
            started = perf_counter()
            done = list(pool.map(timed, range(self.chosen.guests)))
            seconds = perf_counter() - started
        for one in opened:
            one.inc_thread_sharing()
            one.close()
        return seconds, [answer for answer, _time in done], [time for _answer, time in done]

    @staticmethod
    def _guest(page):
        from django.test import Client

        def post(number):
            address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
            values = {"name": f"Guest {number}", "email": f"guest{number}@example.org", "ride": "none"}
            response = Client(REMOTE_ADDR=address).post(f"{page.url}register/", values)
            return response.status_code

        return post

    @staticmethod
    def _bare_guest(page):
        from django.db import transaction

        from events.actions.seats import has_free_place, lock_gathering
        from events.models import Registration

        def insert(number):
            with transaction.atomic():
                status = "going" if has_free_place(lock_gathering(page.pk), "in_person") else "waitlisted"
                email = f"bare{number}@example.org"
                values = {"name": "Bare", "email": email, "way": "in_person", "status": status}
                Registration.objects.create(gathering_id=page.pk, **values)

        return insert

    def _wrong(self, page, answers):
        """A sentence for each promise that was broken."""
        from events.models import Registration
        from resources.models import OutgoingMail

        guests = Registration.objects.filter(gathering=page)
        line = list(guests.in_line())
        last_seated = guests.filter(status="going").order_by("-created_at").first()
        seated, mails = guests.filter(status="going").count(), OutgoingMail.objects.values("to").distinct().count()
        expected_line = max(0, self.chosen.guests - self.chosen.seats)
        checks = {
            f"{seated} guests are seated.": seated == min(self.chosen.seats, self.chosen.guests),
            f"{len(line)} guests wait.": len(line) == expected_line,
            f"{mails} of {self.chosen.guests} guests were mailed.": mails == self.chosen.guests,
            "Somebody was mailed twice.": OutgoingMail.objects.count() == mails,
            f"Answers: {sorted(set(answers))}.": set(answers) == {302},
            "The line is out of order.": line == sorted(line, key=lambda one: one.created_at),
            "Somebody in line came before one who is seated.": not line or last_seated.created_at < line[0].created_at,
        }
        return [sentence for sentence, holds in checks.items() if not holds]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
