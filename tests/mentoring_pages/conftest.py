"""Fixtures of requests: two mentors, a request that waits for the first of them, and actions with their mails."""

import io
import logging

import pytest
from django.core import mail

from mentoring_pages.actions.requests import send_request
from tests.factories import mentoring
from tests.mentoring_pages.requesting import director_of, draft, mentor_program


@pytest.fixture
def first(db):
    return mentor_program("First Choice")


@pytest.fixture
def second(db):
    return mentor_program("Second Choice")


@pytest.fixture
def sent(first, second, django_capture_on_commit_callbacks):
    """A request that waits for the first of two mentors."""
    match_request = draft(first, second)
    with django_capture_on_commit_callbacks(execute=True):
        send_request(match_request, by=director_of(match_request.program))
    mail.outbox.clear()
    match_request.refresh_from_db()
    return match_request


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Runs an action and then what waits for the end of its transaction: the mails."""

    def run(action, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return action(*args, **kwargs)

    return run


@pytest.fixture
def member(db):
    """The director of a program without a request, in a running cycle."""
    mentoring.MentoringCycleFactory()
    return mentoring.ProgramMembershipFactory(program__name="Lantern Creek").user


@pytest.fixture
def everything_logged():
    """All that is logged at DEBUG, by anyone, as text with tracebacks."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))
    names = [
        "",
        "django",
        "django.request",
        "django.db.backends",
        "django.template",
        "django.security",
        "mentoring_pages",
    ]
    loggers = [logging.getLogger(name) for name in names]
    before = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    yield lines
    for logger, level in before:
        logger.removeHandler(handler)
        logger.setLevel(level)
