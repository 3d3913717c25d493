"""Two workers at once, and two people at once: real threads on PostgreSQL, each with a control that loses (R27)."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from events.actions import imports, networks
from events.actions.imports import confirm_import
from events.actions.networks import fetch_due
from events.exceptions import ImportRefused
from events.models import CalendarImport, GatheringPage, NetworkCalendar, NetworkEvent
from tests.events.imports.test_imports import person, upload
from tests.factories.events import NetworkCalendarFactory, calendar_page
from tests.rounds import rounds_of

from .calendars import calendar as calendar_file
from .calendars import event

pytestmark = [
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="SQLite has one writer at a time; the race is PostgreSQL's."
    ),
    pytest.mark.django_db(transaction=True),
]

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ROUNDS = rounds_of(5)
START = "DTSTART:20261210T100000Z"


def at_once(*acts):
    """Run all at the same moment, each with a connection of its own. Returns what went wrong."""
    barrier = threading.Barrier(len(acts))
    troubles = []

    def run(act):
        try:
            connection.ensure_connection()
            barrier.wait(timeout=20)
            act()
        except Exception as trouble:
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return troubles


def _fetches(server, door):
    """How often the server was asked, over all rounds of four workers at once."""
    server.send(calendar_file(event(start=START)))
    NetworkCalendarFactory()
    for number in range(ROUNDS):
        moment = NOW + timedelta(hours=2 * number)
        assert at_once(*[lambda moment=moment: fetch_due(moment, door=door)] * 4) == []
    return len(server.requests)


def test_workers_at_once_fetch_a_calendar_once(server, door):
    assert _fetches(server, door) == ROUNDS
    assert NetworkEvent.objects.count() == 1


def test_control_without_the_claim_every_worker_fetches(server, door, monkeypatch):
    monkeypatch.setattr(networks, "_claim", lambda pk, now, before: True)

    assert _fetches(server, door) == 4 * ROUNDS


def test_two_copies_taken_over_at_once_make_each_event_once(server, door, monkeypatch):
    """The lock on the calendar holds even where the claim does not."""
    monkeypatch.setattr(networks, "_claim", lambda pk, now, before: True)
    server.send(calendar_file(*(event(uid=str(number), start=START) for number in range(20))))
    NetworkCalendarFactory()

    assert at_once(*[lambda: fetch_due(NOW, door=door)] * 4) == []

    assert NetworkEvent.objects.count() == 20
    assert NetworkCalendar.objects.get().failures_count == 0


def _imported(count=4):
    """(drafts made, what went wrong) when somebody says yes `count` times at once."""
    calendar = calendar_page()
    user = person("staff", calendar, "add_page", "change_page")
    waiting = upload(calendar, user, event(start="DTSTART:20991210T100000Z"), event(uid="b", start=_in_ten_days()))
    copies = [CalendarImport.objects.get(pk=waiting.pk) for _copy in range(count)]
    troubles = at_once(*[lambda copy=copy: confirm_import(copy, by=user) for copy in copies])
    return GatheringPage.objects.count(), troubles


def _in_ten_days():
    return f"DTSTART:{datetime.now(UTC) + timedelta(days=10):%Y%m%dT%H%M%SZ}"


def test_saying_yes_several_times_at_once_makes_the_drafts_once():
    count, troubles = _imported()

    assert count == 1
    assert [type(trouble) for trouble in troubles] == [ImportRefused] * 3


def test_two_files_at_once_with_the_same_event_make_one_draft():
    calendar = calendar_page()
    people = [person(name, calendar, "add_page", "change_page") for name in ("one", "two", "three")]
    start = _in_ten_days()
    waiting = [(upload(calendar, user, event(start=start)), user) for user in people]

    troubles = at_once(*[lambda pair=pair: confirm_import(pair[0], by=pair[1]) for pair in waiting])

    assert GatheringPage.objects.count() == 1
    assert [type(trouble) for trouble in troubles] == [ImportRefused] * 2


def test_control_without_the_lock_on_the_calendar_both_files_make_their_draft(monkeypatch):
    """Both look at what is there before either has made anything, which the lock prevents."""
    calendar = calendar_page()
    people = [person(name, calendar, "add_page", "change_page") for name in ("one", "two")]
    start = _in_ten_days()
    waiting = [(upload(calendar, user, event(start=start)), user) for user in people]
    looked = threading.Barrier(2)
    real = imports.planned_rows

    def both_have_looked(reading, user):
        rows = real(reading, user)
        looked.wait(timeout=20)
        return rows

    class Unlocked:
        """The table of calendars, of which nothing is locked."""

        class objects:
            @staticmethod
            def select_for_update(of):
                return type(calendar).objects.all()

    monkeypatch.setattr(imports, "planned_rows", both_have_looked)
    monkeypatch.setattr(imports, "_parent", lambda one: calendar)
    monkeypatch.setattr(imports, "CalendarPage", Unlocked)
    monkeypatch.setattr(imports, "_make_draft", lambda *args: made.append(args))
    made = []

    assert at_once(*[lambda pair=pair: confirm_import(pair[0], by=pair[1]) for pair in waiting]) == []

    assert len(made) == 2
