"""The test database: made once a process, and brought back to its first state after tests that commit to it."""

import json

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from pytest_django.plugin import blocking_manager_key


class DisableMigrations:
    """Stands in for MIGRATION_MODULES: no app has migrations."""

    def __contains__(self, label):
        return True

    def __getitem__(self, label):
        return None


# What the migrations made, as JSON. Not asked of the connection: while a browser's event loop runs, Django gives the
# same thread another connection, which does not know it.
FIRST_STATE: dict[str, str] = {}
COMMITTING_FIXTURES = {"transactional_db", "live_server", "django_db_reset_sequences"}


@pytest.fixture(scope="session")
def django_db_setup(
    request, django_test_environment, django_db_blocker, django_db_use_migrations, django_db_modify_db_settings
):
    """Make the test database, whichever tests run, and remember what the migrations put into it.

    `--nomigrations` makes the tables straight from the models: quick, but without Wagtail's root page.
    """
    if not django_db_use_migrations:
        settings.MIGRATION_MODULES = DisableMigrations()
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=["default"])
        FIRST_STATE["rows"] = connection._test_serialized_contents
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


def restore_first_state() -> None:
    """Empty the database and put back what the migrations put there: Wagtail's root page, locale, permissions."""
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True, reset_sequences=False)
    ContentType.objects.clear_cache()
    # Content types first: saving a page asks for its type, and one that is missing would be made under another number.
    rows = json.loads(FIRST_STATE["rows"])
    rows.sort(key=lambda row: row["model"] != "contenttypes.contenttype")
    connection.creation.deserialize_db_from_string(json.dumps(rows))
    # Rows came back with their own numbers; on PostgreSQL the next number must be told.
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True)):
            cursor.execute(statement)
    ContentType.objects.clear_cache()
    apps.get_model("wagtailcore", "Site").clear_site_root_paths_cache()
    cache.clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """A test that commits leaves no root page and no permissions behind; this puts it right for the next one."""
    result = yield
    # After the very last test the database is gone already.
    if nextitem is not None and _commits(item):
        with item.config.stash[blocking_manager_key].unblock():
            restore_first_state()
    return result


def pytest_collection_modifyitems(items) -> None:
    """The foreign site first, as it takes longest, and the browser's tests last; the order within each stays."""
    items.sort(key=lambda item: {"hosts": 0, "browser": 2}.get(item.path.parent.name, 1))
    for item in items:
        if item.path.parent.name == "browser":
            item.add_marker("browser")
        elif item.path.parent.name == "hosts":
            item.add_marker("host")


def _commits(item) -> bool:
    marker = item.get_closest_marker("django_db")
    by_marker = marker is not None and (
        marker.kwargs.get("transaction") or marker.kwargs.get("reset_sequences") or any(marker.args[:2])
    )
    return bool(by_marker) or not COMMITTING_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
