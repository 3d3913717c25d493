"""Looks at the database before the site uses it, brings it up to date, and throws it away when asked to."""

import shutil
import sqlite3
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from wagtail.models import Site

from partnership_site.local_run import CannotStart

SECONDS_TO_CONNECT = 5
LOCAL_HOSTS = ("localhost", "127.0.0.1")
START_OVER = "`make demo-reset` (with the same DATABASE_URL) throws it away and starts over."


def where() -> str:
    """The database in words for a person, without its password."""
    parts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"the file {parts['NAME']}"
    return f"{parts['NAME']} at {parts['HOST'] or 'this machine'}:{parts['PORT'] or 'its usual port'}"


def require_usable() -> None:
    """Connect, and make sure that the database is empty or this site's. Raises CannotStart."""
    if connection.vendor == "postgresql":
        connection.settings_dict["OPTIONS"].setdefault("connect_timeout", SECONDS_TO_CONNECT)
    try:
        connection.ensure_connection()
        tables = connection.introspection.table_names()
        applied = MigrationRecorder(connection).applied_migrations()
    except (DatabaseError, sqlite3.Error) as error:
        raise CannotStart(_not_reachable(error)) from error
    without_record = bool(tables) and "django_migrations" not in tables
    if without_record and connection.vendor == "sqlite" and _is_default_file():
        raise CannotStart(f"The database, {where()}, is half-made and has no record of it. {START_OVER}")
    if without_record or _is_of_another_program(applied):
        raise CannotStart(
            f"The database, {where()}, holds tables of another program. Give a DATABASE_URL of an empty database."
        )


def bring_up_to_date(say) -> None:
    """Migrate, set up and, the first time, load the demo content. `say` prints a line. Raises CannotStart.

    Every migration is one transaction, and so is the demo content, so what was interrupted simply goes on from there.
    """
    try:
        loader = MigrationLoader(connection, ignore_no_migrations=True)
        loader.check_consistent_history(connection)
        newer = sorted(key for key in loader.applied_migrations if _is_unknown(loader, key))
        if newer:
            raise CannotStart(
                f"The database, {where()}, was made by a newer version of this project ({newer[0][0]}.{newer[0][1]}). "
                f"Update the project, or start over: {START_OVER}"
            )
        missing = [key for key in loader.graph.nodes if key not in loader.applied_migrations]
        if missing:
            say(f"Preparing the database ({len(missing)} steps)")
            call_command("migrate", verbosity=0, interactive=False)
        call_command("partnership_setup", verbosity=0)
        _load_demo_once(say)
        connection.close()
    except InconsistentMigrationHistory as error:
        raise CannotStart(f"The database, {where()}, is half-made: {error} {START_OVER}") from error
    except (DatabaseError, sqlite3.Error) as error:
        raise CannotStart(
            f"The database, {where()}, could not be brought up to date: {_first_line(error)}. "
            f"If it is half-made, {START_OVER}"
        ) from error


def serve_at(port: int) -> None:
    """Let full addresses (in feeds, mails, the CMS) carry this port, unless someone gave the site a real host name."""
    Site.objects.filter(is_default_site=True, hostname__in=LOCAL_HOSTS).update(hostname="127.0.0.1", port=port)
    Site.clear_site_root_paths_cache()


def start_over() -> None:
    """Remove this site's tables and uploads. Raises CannotStart rather than touch a database of something else."""
    if connection.vendor == "sqlite":
        _remove_file()
    else:
        require_usable()
        with transaction.atomic(), connection.cursor() as cursor:
            tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
            for table in [*tables, "django_migrations"]:
                cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def _load_demo_once(say) -> None:
    from partnership_site.models import DemoLoad

    # The demo is about mentoring too, so a site that leaves the mentoring out goes without.
    if apps.is_installed("mentoring_pages") and not DemoLoad.objects.exists():
        say("Writing the demo content")
        call_command("demo_content", verbosity=0)


def _remove_file() -> None:
    path = Path(connection.settings_dict["NAME"])
    if not _is_default_file() and path.exists() and path.stat().st_size:
        require_usable()
    connection.close()
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _is_default_file() -> bool:
    return Path(connection.settings_dict["NAME"]) == Path(settings.BASE_DIR, ".local", "site.sqlite3")


def _is_of_another_program(applied) -> bool:
    labels = {label for label, _name in applied}
    known = MigrationLoader(None, ignore_no_migrations=True).migrated_apps
    return bool(labels - known) and "partnership_resources" not in labels


def _is_unknown(loader, key) -> bool:
    return key[0] in loader.migrated_apps and key not in loader.disk_migrations and key not in loader.replacements


def _not_reachable(error) -> str:
    if connection.vendor == "sqlite":
        return f"The database, {where()}, cannot be used: {_first_line(error)}. {START_OVER}"
    return (
        f"The database {where()} cannot be used: {_first_line(error)}. Check that the server runs, that the database "
        "exists, and the name and password in DATABASE_URL; without DATABASE_URL the site uses a file of its own."
    )


def _first_line(error) -> str:
    return (str(error).strip().splitlines() or [error.__class__.__name__])[0].rstrip(".")
