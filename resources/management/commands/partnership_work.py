"""Do what is due: mails to be tried again, reminders, places on offer that ran out, networks' calendars."""

import logging
import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone
from django.utils.translation import gettext as _

from resources.registry import jobs

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Does what is due by now. Run it every few minutes, or once with --loop."

    def add_arguments(self, parser):
        parser.add_argument(
            "--loop", type=int, metavar="SECONDS", help="Go on, looking for what is due after so many seconds."
        )

    def handle(self, *args, loop=None, **options):
        while True:
            self._work()
            if loop is None:
                return
            time.sleep(max(loop, 1))
            close_old_connections()

    def _work(self):
        for job in jobs():
            try:
                count = job.run(timezone.now())
            except Exception:
                # One job that fails must not keep the others from their work.
                logger.exception("The job %s failed.", job.key)
                self.stderr.write(_("%(job)s: failed, see the log.") % {"job": job.label})
                continue
            if count:
                self.stdout.write(_("%(job)s: %(count)s done.") % {"job": job.label, "count": count})
