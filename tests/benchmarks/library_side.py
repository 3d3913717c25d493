"""A process with a database of so many resources with long texts, which answers what `library` asks it."""

import cProfile
import io
import os
import pstats
from time import process_time

import django


def serve(size, name, pipe) -> None:
    """Fill the database of this name, say so, and answer until the other end is closed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership_site.settings.test")
    django.setup()
    # Models can be imported only now.
    from django.db import connection

    from . import scratch

    scratch.use_production_like_settings()
    connection.settings_dict["NAME"] = name
    try:
        side = _Side(size)
        pipe.send(side.whats())
        while True:
            question, *arguments = pipe.recv()
            pipe.send(getattr(side, question)(*arguments))
    except EOFError:
        pass
    except Exception as problem:
        pipe.send(RuntimeError(f"{type(problem).__name__}: {problem}"))
        raise
    finally:
        connection.close()


class _Side:
    def __init__(self, size):
        from resources.models import ResourcePage

        from .library_addresses import addresses
        from .library_content import fill
        from .server import Worker

        if not ResourcePage.objects.exists():
            fill(size)
        self._addresses = {one.what: one for one in addresses()}
        self._worker = Worker()

    def whats(self):
        """(what, limit) of each address, in their order."""
        return [(one.what, one.limit) for one in self._addresses.values()]

    def count(self, what):
        """Warm up, then (number of queries, what the page says of its results)."""
        from .server import counted_queries

        one = self._addresses[what]
        one.warm(self._worker)
        with counted_queries() as statements:
            body = self._ask(one)[1]
        return statements.total(), one.found(body)

    def time(self, what):
        """(wall time, time of the processor) of one answer."""
        return self._ask(self._addresses[what])[::2]

    def _ask(self, one):
        one.prepare()
        began = process_time()
        seconds, body, _headers = self._worker.get(one.path, one.headers, one.expected)
        return seconds, body, process_time() - began

    def profile(self):
        """Where the time goes, and the statements with their times."""
        from .statements import timed_statements

        parts = []
        for one in self._addresses.values():
            one.warm(self._worker)
            with timed_statements() as statements:
                self._ask(one)
            profile = cProfile.Profile()
            profile.enable()
            for _round in range(3):
                self._ask(one)
            profile.disable()
            text = io.StringIO()
            pstats.Stats(profile, stream=text).sort_stats("cumulative").print_stats(40)
            lines = "\n".join(f"{seconds * 1000:8.1f} ms  {sql[:1500]}" for seconds, sql in statements)
            parts.append(f"==== {one.what}  {one.path}\n{lines}\n{text.getvalue()}")
        return "\n\n".join(parts)
