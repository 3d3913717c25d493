"""Settings of the server that `tests.benchmarks.feeds` measures: a scratch database, no cache or the one in memory."""

import os

from partnership_site.settings.test import *  # noqa: F403

ROOT_URLCONF = "tests.benchmarks.feed_urls"
WHITENOISE_AUTOREFRESH = False
WHITENOISE_USE_FINDERS = False
STATIC_ROOT = os.environ["BENCH_STATIC"]
DEBUG_PROPAGATE_EXCEPTIONS = True
_BACKENDS = {"dummy": "dummy.DummyCache", "memory": "locmem.LocMemCache"}
CACHES = {"default": {"BACKEND": f"django.core.cache.backends.{_BACKENDS[os.environ['BENCH_CACHE']]}"}}
DATABASES["default"]["CONN_MAX_AGE"] = 60  # noqa: F405
