"""The course of a run: fill the database, measure, fill it further, measure again."""

import cProfile
import io
import pstats

from wagtail.models import Site

from . import scratch
from .addresses import addresses
from .content import KINDS_OF_PAGE, add_mentor_collection
from .measure import Result, grown, measure, measure_unchanged
from .report import Run
from .server import Worker
from .weight import weigh


class Benchmark:
    """`options` has sizes, rounds, kinds and profile; `say` prints a line on the way."""

    def __init__(self, options, say):
        self.options = options
        self.say = say

    def run(self, database: str) -> Run:
        """All sizes, then the bytes of pages with the largest."""
        self.say(f"{database}: tables and vocabularies are made")
        add_mentor_collection()
        results: list[Result] = []
        before = 0
        for size in self.options.sizes:
            self._fill(before, size)
            results += self._measure(size)
            before = size
        results.sort(key=lambda result: (result.address.kind, result.address.what, result.pages))
        weights = [weigh(address.path) for address in self._addresses() if address.what in ("list", "detail")]
        weights.append(weigh(Site.objects.get(is_default_site=True).root_page.get_url()))
        return Run(database, self.options.rounds, results, weights, grown(results))

    def _fill(self, first, last):
        # Every kind, also those that are not measured: they share the tables of pages and of the search index.
        for kind in KINDS_OF_PAGE.values():
            kind.add(first, last)
            self.say(f"{last:,} {kind.name} are there")
        scratch.bring_statistics_up_to_date()

    def _addresses(self):
        return [address for address in addresses() if address.kind in (*self.options.kinds, "all kinds")]

    def _measure(self, size):
        results = []
        for address in self._addresses():
            results.append(measure(address, size, self.options.rounds))
            if address.what == "feed":
                results.append(measure_unchanged(address, size, self.options.rounds))
            if self.options.profile and address.is_list:
                self._profile(address, results[-1])
        self.say(f"measured with {size:,} pages of each kind")
        return results

    def _profile(self, address, result):
        profile = cProfile.Profile()
        worker = Worker()
        profile.enable()
        for _round in range(10):
            worker.get(address.path)
        profile.disable()
        text = io.StringIO()
        pstats.Stats(profile, stream=text).sort_stats("cumulative").print_stats(45)
        statements = "\n".join(f"{count} x {sql[:300]}" for sql, count in result.statements.most_common())
        print(f"\n==== {address.kind}, {address.what}, {result.pages:,} pages\n{text.getvalue()}\n{statements}\n")
