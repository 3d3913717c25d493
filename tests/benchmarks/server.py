"""One sync worker without its socket: the site's WSGI application, called in this process, one request at a time."""

import io
import re
from collections import Counter
from contextlib import contextmanager
from time import perf_counter

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory

_NUMBERS = re.compile(r"\d+")


class NoAnswer(Exception):
    """An address did not answer as it should; the text says which and how."""


class Worker:
    """Answers requests as a sync worker of gunicorn does: middleware, page, signals at the end, and the body read."""

    def __init__(self):
        self._application = WSGIHandler()
        self._factory = RequestFactory()

    def get(self, path: str, headers=(), expected: int = 200) -> tuple[float, bytes, dict[str, str]]:
        """Seconds, body and headers of the answer. Raises NoAnswer unless the status is the expected one."""
        environ = self._environ(path, headers)
        answer = {}

        def start_response(status, response_headers, exc_info=None):
            answer["status"], answer["headers"] = int(status[:3]), dict(response_headers)

        started = perf_counter()
        response = self._application(environ, start_response)
        body = b"".join(response)
        response.close()
        seconds = perf_counter() - started
        if answer["status"] != expected:
            raise NoAnswer(f"{path} answered {answer['status']} instead of {expected}.")
        return seconds, body, answer["headers"]

    def _environ(self, path, headers):
        request = self._factory.get(path, headers=dict(headers))
        return request.environ | {"wsgi.input": io.BytesIO(b""), "SERVER_NAME": "localhost", "HTTP_HOST": "localhost"}


@contextmanager
def counted_queries():
    """Yields a Counter of the statements sent to the database meanwhile, numbers left out of them."""
    found: Counter[str] = Counter()

    def note(execute, sql, params, many, context):
        if not sql.lstrip().upper().startswith(("PRAGMA", "BEGIN", "SAVEPOINT", "RELEASE")):
            found[_NUMBERS.sub("#", sql)] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found
