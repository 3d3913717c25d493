"""Several people who end, confirm or prolong a pair at the same moment (T3)."""

import datetime as dt
import threading

import pytest
from django.db import close_old_connections, connection
from django.utils import timezone

from mentoring_pages.actions import endings, pairs
from mentoring_pages.actions.endings import (
    confirm_proposal,
    extend_pair,
    propose_ending,
    propose_extension,
    take_back,
)
from mentoring_pages.actions.pairs import close_pair
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.actions.season_end import close_at_season_end, tell_of_season_end
from mentoring_pages.enums import PairStatus, ProposalStatus
from mentoring_pages.models import Closure, ClosureCertificate, EndingNotice, EndingProposal, MentoringPair
from tests.factories import mentoring

only_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite has one writer at a time; the race is PostgreSQL's."
)
pytestmark = [only_postgresql, pytest.mark.django_db(transaction=True)]


def at_once(**steps):
    """Outcomes of several steps that begin together, each in a thread with a connection of its own."""
    barrier, outcomes = threading.Barrier(len(steps)), {}

    def run(name, step):
        try:
            barrier.wait(timeout=20)
            step()
            outcomes[name] = "done"
        except TransitionError as refusal:
            outcomes[name] = type(refusal).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in steps.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    close_old_connections()
    return outcomes


def ending(paired, by):
    reason = mentoring.ClosureReasonFactory()
    return propose_ending(paired.pair, by=by, reason=reason, method="letter", last_day=timezone.localdate())


def later(paired):
    return paired.pair.cycle.ends_on + dt.timedelta(days=30)


def test_both_sides_propose_at_once_and_one_proposal_stands(paired):
    outcomes = at_once(mentor=lambda: ending(paired, paired.mentor), mentee=lambda: ending(paired, paired.mentee))

    assert sorted(outcomes.values()) == ["AlreadyProposed", "done"]
    assert EndingProposal.objects.open().count() == 1


def test_confirming_and_recording_at_once_end_the_pair_once(paired, coordinator):
    proposal, reason = ending(paired, paired.mentor), mentoring.ClosureReasonFactory()

    outcomes = at_once(
        confirm=lambda: confirm_proposal(proposal, by=paired.mentee),
        record=lambda: close_pair(
            paired.pair, by=coordinator, reason=reason, method="letter", ended_on=timezone.localdate()
        ),
    )

    assert sorted(outcomes.values()) == ["AlreadyClosed", "done"]
    assert (Closure.objects.count(), ClosureCertificate.objects.count()) == (1, 2)


def test_confirming_what_is_taken_back_at_once_is_one_or_the_other(paired):
    proposal = ending(paired, paired.mentor)

    outcomes = at_once(
        confirm=lambda: confirm_proposal(proposal, by=paired.mentee), back=lambda: take_back(proposal, by=paired.mentor)
    )

    proposal.refresh_from_db()
    assert sorted(outcomes.values()) in (["AlreadyClosed", "done"], ["WrongState", "done"])
    assert Closure.objects.exists() == (outcomes["confirm"] == "done") == (proposal.status == ProposalStatus.CONFIRMED)


def _end_and_extend(paired, coordinator):
    proposal = ending(paired, paired.mentor)
    return at_once(
        confirm=lambda: confirm_proposal(proposal, by=paired.mentee),
        extend=lambda: extend_pair(paired.pair, by=coordinator, last_day=later(paired)),
    )


def test_confirming_the_end_and_going_on_at_once_leave_one_of_the_two(paired, coordinator):
    outcomes = _end_and_extend(paired, coordinator)

    pair = MentoringPair.objects.get()
    assert sorted(outcomes.values()) in (["AlreadyClosed", "done"], ["WrongState", "done"])
    assert (pair.status == PairStatus.COMPLETE) == (outcomes["confirm"] == "done")
    assert bool(pair.extended_to) == (outcomes["extend"] == "done")


def test_without_the_lock_the_pair_ends_and_goes_on(paired, coordinator, monkeypatch):
    """The control: the same race, the pair's row not held while both look, does both."""
    meet = threading.Barrier(2)

    def look_without_holding(pair):
        found = MentoringPair.objects.select_related("mentor", "mentee", "cycle").get(pk=pair.pk)
        return found

    def open_of(self, pair):
        found = self.open().filter(pair=pair).select_related("reason", "proposed_by").first()
        if threading.current_thread() is not threading.main_thread():
            meet.wait(timeout=20)
        return found

    monkeypatch.setattr(endings, "locked_pair", look_without_holding)
    monkeypatch.setattr(pairs, "locked_pair", look_without_holding)
    monkeypatch.setattr(type(EndingProposal.objects.all()), "open_of", open_of)
    monkeypatch.setattr(type(EndingProposal.objects), "open_of", lambda manager, pair: open_of(manager.all(), pair))

    outcomes = _end_and_extend(paired, coordinator)

    pair = MentoringPair.objects.get()
    assert outcomes == {"confirm": "done", "extend": "done"}
    assert (pair.status, bool(pair.extended_to)) == (PairStatus.COMPLETE, True)


def test_both_agree_to_go_on_while_the_season_closes_the_pair(paired):
    """The clock and an agreement at once: the pair goes on or is closed, never both."""
    cycle = paired.pair.cycle
    cycle.starts_on, cycle.ends_on = timezone.localdate() - dt.timedelta(300), timezone.localdate() - dt.timedelta(1)
    cycle.save()
    paired.pair.refresh_from_db()
    EndingNotice.objects.create(
        pair=paired.pair, last_day=cycle.ends_on, days_before=7, sent_on=timezone.localdate() - dt.timedelta(8)
    )
    proposal = propose_extension(paired.pair, by=paired.mentor, last_day=later(paired))

    outcomes = at_once(agree=lambda: confirm_proposal(proposal, by=paired.mentee), clock=close_at_season_end)

    pair = MentoringPair.objects.get()
    assert outcomes["clock"] == "done"
    assert (pair.status == PairStatus.ACTIVE) == (outcomes["agree"] == "done") == bool(pair.extended_to)
    assert Closure.objects.count() == (pair.status == PairStatus.COMPLETE)


def test_two_workers_tell_and_close_once(paired):
    paired.pair.cycle.starts_on = timezone.localdate() - dt.timedelta(300)
    paired.pair.cycle.ends_on = timezone.localdate() - dt.timedelta(1)
    paired.pair.cycle.save()

    at_once(one=tell_of_season_end, two=tell_of_season_end)
    EndingNotice.objects.update(sent_on=timezone.localdate() - dt.timedelta(8))
    at_once(one=close_at_season_end, two=close_at_season_end)

    assert (EndingNotice.objects.count(), Closure.objects.count()) == (1, 1)
