import contextlib
import fcntl
import hashlib
import os
import sys
import threading
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, call_command

from partnership_site.local_run import CannotStart, addresses, database

HOST = "127.0.0.1"
WORK_SECONDS = 30
QUIET_REQUESTS = {"version": 1, "incremental": True, "loggers": {"django.server": {"level": "WARNING"}}}


class Command(BaseCommand):
    """What `make run` ends in: the database brought up to date, addresses printed, the site served."""

    help = "Prepare the database, load the demo content once, print the addresses and serve the site on this machine."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reload", action="store_true", help="Follow changes in the code.")
        parser.add_argument("--prepare-only", action="store_true", help="Do not serve.")
        parser.add_argument("--start-over", action="store_true", help="Remove this site's tables and uploads first.")

    def handle(self, **options):
        # The reloader runs this command again in a process of its own, where all is prepared already.
        if os.environ.get("RUN_MAIN") == "true":
            return self._serve(options)
        try:
            needs_lock = options["start_over"] or not options["prepare_only"]
            with self._lock(alone=options["start_over"]) if needs_lock else contextlib.nullcontext():
                self._prepare(options)
                if not options["prepare_only"]:
                    self._announce(options["port"])
                    self._serve(options)
        except CannotStart as reason:
            self.stderr.write(f"\n{reason}")
            sys.exit(1)
        except KeyboardInterrupt:
            self.stderr.write("\nStopped.")
            sys.exit(130)

    def _prepare(self, options):
        if options["start_over"]:
            database.start_over()
        database.require_usable()
        database.bring_up_to_date(self._say)
        database.serve_at(options["port"])
        if options["start_over"]:
            self._say("The demo content is as new. `make run` starts the site.")

    def _announce(self, port):
        found = addresses.site_addresses()
        addresses.announce_when_ready(f"http://{HOST}:{port}", found, addresses.sign_ins(), self._say)

    def _serve(self, options):
        if not options["reload"]:
            # The server configures logging anew when it loads the application, so the level goes into the settings.
            settings.LOGGING = QUIET_REQUESTS
        os.environ["DJANGO_RUNSERVER_HIDE_WARNING"] = "true"
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            banner = {} if options["reload"] else {"stdout": nowhere}
            threading.Thread(target=self._work, args=[nowhere], daemon=True).start()
            call_command("runserver", f"{HOST}:{options['port']}", use_reloader=options["reload"], **banner)

    def _work(self, nowhere):
        """Mails, reminders and all that falls due, as `manage.py partnership_work --loop` does it on a real server."""
        call_command("partnership_work", loop=WORK_SECONDS, stdout=nowhere)

    @contextlib.contextmanager
    def _lock(self, *, alone):
        """Held while the site runs, so that starting over does not pull its database from under it."""
        name = hashlib.sha256(database.where().encode()).hexdigest()[:12]
        path = Path(settings.BASE_DIR, ".local", f"site-{name}.lock")
        path.parent.mkdir(exist_ok=True)
        with open(path, "w", encoding="utf-8") as lock:
            try:
                fcntl.flock(lock, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CannotStart(
                    "The site is running. Stop it first (Ctrl+C), then run make demo-reset."
                    if alone
                    else "The demo content is being written anew. Try again when that is done."
                ) from None
            try:
                yield
            finally:
                if alone:
                    path.unlink(missing_ok=True)

    def _say(self, text):
        self.stdout.write(text)
        self.stdout.flush()
