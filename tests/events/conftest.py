"""Fixtures of gatherings."""

import pytest
from django.core.cache import cache

from events.enums import AttendanceMode
from tests.events.registering import sign_up
from tests.factories import events


@pytest.fixture(autouse=True)
def _fresh_limits():
    """Limits are counted in the cache; each test starts at zero."""
    cache.clear()


@pytest.fixture
def calendar(db):
    """A calendar that is not narrowed."""
    return events.calendar_page()


@pytest.fixture
def own(calendar):
    """A guest's registration for a hybrid gathering with one place in person and two online."""
    page = events.gathering(
        calendar,
        "Talk",
        mode=AttendanceMode.HYBRID,
        capacity_in_person=1,
        capacity_online=2,
        join_url="https://meet.example.org/room",
    )
    return sign_up(page, program_name="Sparrow Hill").registration
