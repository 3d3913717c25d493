"""The test database: made once a run, and brought back to its first state after tests that commit to it."""

import fcntl
import gc
import hashlib
import json
import os
import shutil
from collections import Counter
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test.utils import override_settings, setup_databases, teardown_databases
from pytest_django.plugin import blocking_manager_key

from tests.lazy_index import forget_waiting


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

    The migrations take half a minute, so the first process that needs a database runs them and keeps a copy, the
    template; the others copy that. Every run begins with the migrations: nothing is left for the next one, unless the
    environment variable TEST_DATABASES names a folder to keep it in.
    `--nomigrations` makes the tables straight from the models: quick, but without Wagtail's root page.
    """
    if not django_db_use_migrations:
        settings.MIGRATION_MODULES = DisableMigrations()
    templates = Templates(_folder_of_the_run(request, tmp_path_factory), _process(request))
    with django_db_blocker.unblock(), templates.alone():
        made = _copy_or_migrate(templates)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)
        with templates.alone():
            templates.leave()


@pytest.fixture(scope="session")
def demo_database(request, django_db_setup, django_db_blocker, tmp_path_factory):
    """A context in which the database is one with the demo content, and its uploads are there.

    The demo takes a quarter of a minute, so one process of a run builds it and each uses a copy of its own. What is
    committed to the copy stays in it, and the first state waits untouched until the context ends.
    """
    process = _process(request)
    templates = Templates(_folder_of_the_run(request, tmp_path_factory), process)
    media = tmp_path_factory.mktemp("demo-media", numbered=True)
    with django_db_blocker.unblock(), templates.alone():
        demo = templates.named("demo") or _build_demo(templates)
        copy = _clone(demo, process)
        shutil.copytree(_uploads(templates), media, dirs_exist_ok=True)

    @contextmanager
    def in_place():
        with _using(copy), override_settings(MEDIA_ROOT=media):
            yield

    yield in_place
    with django_db_blocker.unblock():
        connection.creation._destroy_test_db(copy, verbosity=0)


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    """For what all tests of a file begin with: a transaction around them, in which a fixture of the file makes it once.

    Each test has its own transaction inside, so it sees what was made as it was made. Give tests a copy of the objects
    (`copy.deepcopy`), as a test may change them. Not for files with tests that commit.
    """
    around = transaction.atomic()
    # Like the ones around Django's own test cases: code that asks to be the outermost one may run inside.
    around._from_testcase = True
    with django_db_blocker.unblock(), around:
        _forget_what_was_read()
        yield
        transaction.set_rollback(True)
    _forget_what_was_read()


def _process(request) -> str:
    return getattr(request.config, "workerinput", {}).get("workerid", "only")


def _folder_of_the_run(request, tmp_path_factory) -> Path:
    """The folder that the processes of this run, and no other run, have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


class Templates:
    """The databases that processes of a run copy theirs from. The last process to leave destroys them.

    A process that comes after that finds none, and makes them anew. Call all but `alone` inside of it.
    """

    def __init__(self, folder: Path, process: str):
        self.folder, self._record = folder, folder / "templates.json"
        self.process, self._present = process, folder / f"present-{process}"

    @contextmanager
    def alone(self):
        """One process of the run at a time."""
        with (self.folder / "database.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def named(self, name: str) -> str | None:
        """The name or path of a template's database; None as long as nobody made it."""
        return self._all().get(name)

    def keep(self, name: str, database: str) -> None:
        """Let the others know of a template."""
        self._record.write_text(json.dumps(self._all() | {name: database}), encoding="utf-8")

    def enter(self) -> None:
        """From now on this process needs the templates."""
        self._present.touch()

    def leave(self) -> None:
        """This process needs them no longer."""
        self._present.unlink()
        if list(self.folder.glob("present-*")):
            return
        for database in self._all().values():
            connection.creation._destroy_test_db(database, verbosity=0)
        self._record.unlink()

    def _all(self) -> dict[str, str]:
        return json.loads(self._record.read_text(encoding="utf-8")) if self._record.exists() else {}


def _copy_or_migrate(templates) -> list:
    """What `teardown_databases` needs."""
    templates.enter()
    rows = templates.folder / "first_state.json"
    if template := templates.named("first state"):
        FIRST_STATE["rows"] = rows.read_text(encoding="utf-8")
        own_name = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = _clone(template, templates.process)
        return [(connection, own_name, True)]
    made = _take_kept() or _migrate_and_keep()
    rows.write_text(FIRST_STATE["rows"], encoding="utf-8")
    templates.keep("first state", _clone(connection.settings_dict["NAME"], "template"))
    return made


def _take_kept() -> list | None:
    """A copy of what an earlier run of the same migrations made; None where there is none."""
    kept = _kept()
    if kept is None or not kept.exists():
        return None
    own_name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = connection.creation._get_test_db_name()
    shutil.copy(kept, connection.settings_dict["NAME"])
    FIRST_STATE["rows"] = kept.with_suffix(".json").read_text(encoding="utf-8")
    return [(connection, own_name, True)]


def _migrate_and_keep() -> list:
    made = setup_databases(verbosity=0, interactive=False, serialized_aliases=["default"])
    FIRST_STATE["rows"] = connection._test_serialized_contents
    if kept := _kept():
        connection.close()
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.with_suffix(".json").write_text(FIRST_STATE["rows"], encoding="utf-8")
        being_made = kept.with_suffix(f".{os.getpid()}")
        shutil.copy(connection.settings_dict["NAME"], being_made)
        being_made.rename(kept)
    return made


def _kept() -> Path | None:
    """Where a database of exactly these migrations is kept between runs; None unless TEST_DATABASES names a folder.

    For those who run single files again and again, on SQLite. `make test` never sets it.
    """
    folder = os.environ.get("TEST_DATABASES")
    if not folder or connection.vendor != "sqlite":
        return None
    digest = hashlib.sha256(repr([version("django"), version("wagtail")]).encode())
    for app in apps.get_app_configs():
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(file.read_bytes())
    return Path(folder, f"{digest.hexdigest()[:20]}.sqlite3")


def _build_demo(templates) -> str:
    """Name of a database with what `make run` begins with."""
    database = _clone(templates.named("first state"), "demo")
    try:
        with _using(database), override_settings(MEDIA_ROOT=_uploads(templates)):
            call_command("partnership_setup", verbosity=0)
            call_command("demo_content", verbosity=0)
    except BaseException:
        connection.creation._destroy_test_db(database, verbosity=0)
        raise
    templates.keep("demo", database)
    return database


def _uploads(templates) -> Path:
    return templates.folder / "demo-uploads"


def _clone(database: str, suffix: str) -> str:
    """Copy a database that nobody uses at the moment, or this connection alone; the name of the copy."""
    with _name(database):
        connection.creation.clone_test_db(suffix, verbosity=0)
        return str(connection.creation.get_test_db_clone_settings(suffix)["NAME"])


@contextmanager
def _using(database: str):
    """Another database in place of this process's own."""
    with _name(database):
        _forget_what_was_read()
        yield
    _forget_what_was_read()


@contextmanager
def _name(database: str):
    # SQLite writes the rest of its journal into the file when the last connection goes.
    connection.close()
    usual, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def _forget_what_was_read() -> None:
    ContentType.objects.clear_cache()
    apps.get_model("wagtailcore", "Site").clear_site_root_paths_cache()
    cache.clear()


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
    _forget_what_was_read()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """A test that commits leaves no root page and no permissions behind; this puts it right for the next one."""
    result = yield
    forget_waiting()
    # After the very last test the database is gone already; a test that was skipped may come before it is made.
    if nextitem is not None and FIRST_STATE and _commits(item):
        with item.config.stash[blocking_manager_key].unblock():
            restore_first_state()
    return result


def pytest_collection_finish() -> None:
    """All that is imported by now stays to the end: the garbage collector need not look through it again and again.

    It also comes less often: that alone is a twentieth of a run.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_collection_modifyitems(items) -> None:
    """The foreign site, the browser's files by size, then the table of who may see what; the order of the others stays.

    A process takes file by file. What comes last should be small, so that both processes end at the same time.
    """
    tests = Counter(item.path for item in items)
    order = {"hosts": 0, "browser": 1}
    large = {path for path in tests if path.parent.name == "browser" or path.name == "test_access_matrix.py"}
    items.sort(key=lambda item: (order.get(item.path.parent.name, 2), -tests[item.path] * (item.path in large)))
    for item in items:
        if _is_browsers(item):
            item.add_marker("browser")
        elif item.path.parent.name == "hosts":
            item.add_marker("host")


def _is_browsers(item) -> bool:
    return item.path.parent.name == "browser"


def _commits(item) -> bool:
    marker = item.get_closest_marker("django_db")
    by_marker = marker is not None and (
        marker.kwargs.get("transaction") or marker.kwargs.get("reset_sequences") or any(marker.args[:2])
    )
    return bool(by_marker) or not COMMITTING_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
