"""Counting the queries of a request."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def count_queries(act) -> int:
    """How many queries `act()` costs the second time, when the caches of the process are warm."""
    act()
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)
