"""Fixtures of gatherings."""

import pytest
from django.core.cache import cache

from tests.factories import events


@pytest.fixture(autouse=True)
def _fresh_limits():
    """Limits are counted in the cache; each test starts at zero."""
    cache.clear()


@pytest.fixture
def calendar(db):
    """A calendar that is not narrowed."""
    return events.calendar_page()
