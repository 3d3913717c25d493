"""The demo content for tests that look at all of it."""

import pytest
from django.test import override_settings

from partnership_site.demo.builders import build_demo


@pytest.fixture(scope="module")
def demo(made_once, tmp_path_factory):
    """The `Demo` as its builders leave it, built anew for a module. Needs `db` in each test that asks the database."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield build_demo()


@pytest.fixture(scope="module")
def demo_pages(demo_database, django_db_blocker):
    """What `manage.py demo_content` puts into the database, built once a run. Needs `db`, too."""
    with django_db_blocker.unblock(), demo_database():
        yield
