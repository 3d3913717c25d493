"""The statements that are sent to the database, with the time of each."""

from contextlib import contextmanager
from time import perf_counter

from django.db import connection


@contextmanager
def timed_statements():
    """Yields a list of (seconds, SQL), which is sorted at the end: the slowest first."""
    found = []

    def note(execute, sql, params, many, context):
        began = perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            found.append((perf_counter() - began, sql))

    with connection.execute_wrapper(note):
        yield found
    found.sort(key=lambda pair: pair[0], reverse=True)
