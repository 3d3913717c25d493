"""The demo content for tests that look at all of it: built once a module, gone after it."""

from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import override_settings
from wagtail.models import Site

from partnership_site.demo.builders import build_demo


@contextmanager
def demo_in_a_transaction(django_db_blocker, media_root):
    """Build the whole demo inside a transaction that is rolled back at the end. Yields the `Demo`.

    Tests that use the database inside it run in savepoints of their own.
    """
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media_root), transaction.atomic():
        Site.clear_site_root_paths_cache()
        yield build_demo()
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The whole demo, as `manage.py demo_content` makes it. Needs `db` in each test that asks the database."""
    with demo_in_a_transaction(django_db_blocker, tmp_path_factory.mktemp("media")) as built:
        yield built
