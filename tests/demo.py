"""The demo content for tests that look at all of it."""

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
    """The `Demo` as its builders leave it, built anew for a module. Needs `db` in each test that asks the database."""
    with demo_in_a_transaction(django_db_blocker, tmp_path_factory.mktemp("media")) as built:
        yield built


@pytest.fixture(scope="module")
def demo_pages(demo_database, django_db_blocker):
    """What `manage.py demo_content` puts into the database, built once a run. Needs `db`, too."""
    with django_db_blocker.unblock(), demo_database():
        yield
