"""The test database: made once a run, and brought back to its first state after tests that commit to it."""

import fcntl
import gc
import json
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection, transaction
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
    request,
    tmp_path_factory,
    django_test_environment,
    django_db_blocker,
    django_db_use_migrations,
    django_db_modify_db_settings,
):
    """Make the test database, whichever tests run, and remember what the migrations put into it.

    The migrations take half a minute, so with `-n` the first process that needs a database runs them and keeps a copy;
    the others copy that. Every run begins with the migrations: nothing is left for the next one.
    `--nomigrations` makes the tables straight from the models: quick, but without Wagtail's root page.
    """
    if not django_db_use_migrations:
        settings.MIGRATION_MODULES = DisableMigrations()
    worker = getattr(request.config, "workerinput", {}).get("workerid")
    with django_db_blocker.unblock():
        if worker is None:
            made, template = _migrate(), None
        else:
            # The folder that the processes of this run, and no other run, have in common.
            shared = tmp_path_factory.getbasetemp().parent
            with _alone(shared):
                made, template = _copy_or_migrate(worker, shared / "first_state.json")
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)
        if template:
            # A process that comes this late makes its own.
            with _alone(shared):
                (shared / "first_state.json").unlink()
                connection.creation._destroy_test_db(template, verbosity=0)


def _migrate() -> list:
    made = setup_databases(verbosity=0, interactive=False, serialized_aliases=["default"])
    FIRST_STATE["rows"] = connection._test_serialized_contents
    return made


def _copy_or_migrate(worker, record) -> tuple[list, object]:
    """What `teardown_databases` needs, and the name of the template if this process made it. Call it `_alone`."""
    creation, database = connection.creation, connection.settings_dict
    if record.exists():
        first = json.loads(record.read_text(encoding="utf-8"))
        own_name = database["NAME"]
        FIRST_STATE["rows"], database["NAME"] = first["rows"], first["template"]
        creation.clone_test_db(worker, verbosity=0)
        database["NAME"] = creation.get_test_db_clone_settings(worker)["NAME"]
        return [(connection, own_name, True)], None
    made = _migrate()
    # SQLite writes the rest of its journal into the file when the last connection goes.
    connection.close()
    creation.clone_test_db("template", verbosity=0)
    template = str(creation.get_test_db_clone_settings("template")["NAME"])
    record.write_text(json.dumps({"template": template, "rows": FIRST_STATE["rows"]}), encoding="utf-8")
    return made, template


@contextmanager
def _alone(folder):
    """One process of the run at a time."""
    with (folder / "database.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def restore_first_state() -> None:
    """Empty the database and put back what the migrations put there: Wagtail's root page, locale, permissions."""
    # First of all: before the test database is made there are none, and the connection leads to somebody's own.
    rows = json.loads(FIRST_STATE["rows"])
    # Not `flush`: PostgreSQL takes seconds to truncate all tables, and next to nothing to find most of them empty.
    with transaction.atomic(), connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
    ContentType.objects.clear_cache()
    # Content types first: saving a page asks for its type, and one that is missing would be made under another number.
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
    # After the very last test the database is gone already; a test that was skipped may come before it is made.
    if nextitem is not None and FIRST_STATE and _commits(item):
        with item.config.stash[blocking_manager_key].unblock():
            restore_first_state()
    return result


def pytest_collection_finish() -> None:
    """All that is imported by now stays to the end: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()


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
