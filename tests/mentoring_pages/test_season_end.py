"""The end of a season: told twice, then closed by the clock, once (R87)."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from mentoring_pages.actions.season_end import close_at_season_end, tell_of_season_end
from mentoring_pages.enums import ClosedBy, GoalStatus, PairStatus
from mentoring_pages.models import Closure, EndingNotice
from resources.mailing import send_due_mails
from tests.factories import mentoring


@pytest.fixture
def pair(paired):
    """A pair whose season ends on 30 June 2027."""
    cycle = paired.pair.cycle
    cycle.starts_on, cycle.ends_on, cycle.name = dt.date(2026, 9, 1), dt.date(2027, 6, 30), "2026-27"
    cycle.save()
    paired.pair.started_on = cycle.starts_on
    paired.pair.save()
    return paired.pair


def at(day):
    return timezone.make_aware(dt.datetime.combine(dt.date.fromisoformat(day), dt.time(6)))


def days_that_tell(first, last):
    """The days on which the daily job writes to the pair."""
    day, end, found = dt.date.fromisoformat(first), dt.date.fromisoformat(last), []
    while day <= end:
        if tell_of_season_end(at(day.isoformat())):
            found.append(day.isoformat())
        day += dt.timedelta(days=1)
    return found


def test_both_are_told_30_and_7_days_before_and_closed_the_day_after(pair, mentor, mentee):
    plan = mentoring.ActionPlanFactory(pair=pair)
    mentoring.GoalFactory(plan=plan, text="Forty families", status=GoalStatus.REACHED)

    told = days_that_tell("2027-05-20", "2027-06-30")
    early = close_at_season_end(at("2027-06-30"))
    closed = [close_at_season_end(at(day)) for day in ("2027-07-01", "2027-07-01", "2027-07-02")]
    send_due_mails()

    closure = Closure.objects.get()
    pair.refresh_from_db()
    assert (told, early, closed) == (["2027-05-31", "2027-06-23"], 0, [1, 0, 0])
    assert (pair.status, closure.closed_by, closure.ended_on, closure.recorded_by) == (
        PairStatus.COMPLETE,
        ClosedBy.SEASON,
        dt.date(2027, 6, 30),
        None,
    )
    assert (closure.reason.slug, closure.goals_reached, closure.certificates.count()) == (
        "cycle-ended",
        "Forty families",
        2,
    )
    assert sorted(message.to[0] for message in mail.outbox) == sorted([mentor.email, mentee.email] * 3)


def test_a_pair_that_goes_on_is_left_and_told_before_its_own_last_day(pair):
    pair.extended_to = dt.date(2027, 8, 31)
    pair.save()

    told = days_that_tell("2027-05-20", "2027-07-10")
    closed = close_at_season_end(at("2027-07-10"))
    later = days_that_tell("2027-07-11", "2027-08-31")

    assert (told, closed, later) == ([], 0, ["2027-08-01", "2027-08-24"])
    assert close_at_season_end(at("2027-09-01")) == 1


def test_nobody_is_closed_without_notice(pair):
    """A site that was taken over, or whose job stood still, tells first and closes a week later."""
    assert close_at_season_end(at("2027-08-01")) == 0
    assert tell_of_season_end(at("2027-08-01")) == 1
    assert [close_at_season_end(at(day)) for day in ("2027-08-02", "2027-08-07", "2027-08-08")] == [0, 0, 1]


def test_a_season_that_staff_move_is_told_anew(pair):
    days_that_tell("2027-05-20", "2027-06-30")
    pair.cycle.ends_on = dt.date(2027, 7, 31)
    pair.cycle.save()

    assert close_at_season_end(at("2027-07-05")) == 0
    assert days_that_tell("2027-07-01", "2027-07-31") == ["2027-07-01", "2027-07-24"]
    assert close_at_season_end(at("2027-08-01")) == 1


def test_a_pair_that_has_only_begun_gets_the_second_mail_alone(pair):
    pair.started_on = dt.date(2027, 6, 10)
    pair.save()

    assert days_that_tell("2027-06-10", "2027-06-30") == ["2027-06-23"]


def test_pairs_to_be_confirmed_and_ended_ones_are_left(pair):
    type(pair).objects.update(status=PairStatus.AWAITING)

    assert (days_that_tell("2027-05-20", "2027-06-30"), close_at_season_end(at("2027-07-20"))) == ([], 0)
    assert not EndingNotice.objects.exists()
