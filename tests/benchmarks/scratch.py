"""A database for the measurements alone: made by the migrations and `partnership_setup`, thrown away afterwards."""

import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from wagtail.models import Locale, Page, Site


def use_production_like_settings() -> None:
    """Undo what tests need and a server does not have. To be called before the WSGI application is made."""
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    # In tests the file system is searched for a static file at each request.
    settings.WHITENOISE_AUTOREFRESH = False
    # A page that fails ends the run with its traceback instead of being measured as an error page.
    settings.DEBUG_PROPAGATE_EXCEPTIONS = True
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    connection.settings_dict["CONN_MAX_AGE"] = 60


@contextmanager
def scratch_database():
    """A new database beside the configured one, never that one itself; on SQLite a file in a temporary folder.

    Yields a sentence that names the database.
    """
    with tempfile.TemporaryDirectory(prefix="partnership-benchmarks-") as folder:
        configured = connection.settings_dict["NAME"]
        is_sqlite = connection.vendor == "sqlite"
        name = str(Path(folder) / "site.sqlite3") if is_sqlite else f"benchmarks_{configured}"
        connection.settings_dict["TEST"] = {**connection.settings_dict.get("TEST", {}), "NAME": name}
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            _set_up()
            yield f"{connection.display_name} {'.'.join(str(part) for part in connection.get_database_version())}"
        finally:
            connection.creation.destroy_test_db(configured, verbosity=0)


@contextmanager
def copies(*suffixes):
    """Copies of the scratch database, by their names. Nothing may be connected to it."""
    creation = connection.creation
    connection.close()
    for suffix in suffixes:
        creation.clone_test_db(suffix=suffix, verbosity=0, autoclobber=True)
    try:
        yield [str(creation.get_test_db_clone_settings(suffix)["NAME"]) for suffix in suffixes]
    finally:
        for suffix in suffixes:
            creation.destroy_test_db(suffix=suffix, verbosity=0)


def _set_up() -> None:
    if not Site.objects.filter(is_default_site=True).exists():
        Locale.objects.get_or_create(language_code="en")
        root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
        home = root.add_child(instance=Page(title="Home", slug="home"))
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    call_command("partnership_setup", verbosity=0)


def bring_statistics_up_to_date() -> None:
    """Let the database look at the new rows, as it does by itself on a site that grows slowly."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
