"""`manage.py partnership_work`: everything that is due, and one job in trouble keeps none of the others."""

import time
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from resources import registry
from resources.mailing import queue_mail
from resources.models import OutgoingMail
from resources.registry import Job, register_job

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_jobs(monkeypatch):
    """Only the jobs that a test registers."""
    monkeypatch.setattr(registry, "_jobs", {})


def work(**options):
    """(what it printed, what it complained about)."""
    out, err = StringIO(), StringIO()
    call_command("partnership_work", stdout=out, stderr=err, **options)
    return out.getvalue().splitlines(), err.getvalue().splitlines()


def test_work_sends_the_mails_that_wait(mailoutbox):
    # What the site's first page alone gives to do.
    work()
    queue_mail("test", "ada@example.org", subject="Hello", text="Text", sends_now=False)

    out, err = work()

    assert (out, err) == (["Mails: 1 done."], [])
    assert [message.to for message in mailoutbox] == [["ada@example.org"]]
    assert work() == ([], [])


def test_jobs_of_both_floors_are_registered():
    assert {"mails", "offers", "changes", "reminders", "rides"} <= {job.key for job in registry.jobs()}


def test_each_job_is_told_the_moment_and_says_how_much_it_did(no_jobs):
    moments = []
    register_job(Job("some", "Some work", lambda now: moments.append(now) or 3))
    register_job(Job("none", "No work", lambda now: 0))

    out, err = work()

    assert (out, err) == (["Some work: 3 done."], [])
    assert abs(moments[0] - timezone.now()).total_seconds() < 60


def test_job_that_fails_keeps_no_other_from_its_work(no_jobs, caplog):
    def fail(now):
        OutgoingMail.objects.get(pk=0)

    register_job(Job("bad", "Bad work", fail))
    register_job(Job("good", "Good work", lambda now: 1))

    out, err = work()

    assert (out, err) == (["Good work: 1 done."], ["Bad work: failed, see the log."])
    assert "The job bad failed." in caplog.text


def test_loop_goes_on_until_it_is_stopped(no_jobs, monkeypatch):
    rounds, pauses = [], []
    register_job(Job("some", "Some work", lambda now: rounds.append(now)))

    def sleep(seconds):
        pauses.append(seconds)
        if len(pauses) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", sleep)
    with pytest.raises(KeyboardInterrupt):
        work(loop=5)

    assert (len(rounds), pauses) == (3, [5, 5, 5])
