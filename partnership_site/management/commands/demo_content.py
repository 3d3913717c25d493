from django.apps import apps
from django.core.management import BaseCommand, CommandError
from django.db import transaction

from partnership_site.demo.sign_ins import SIGN_INS
from partnership_site.models import DemoLoad


class Command(BaseCommand):
    """Loads the demo once; a load that is interrupted leaves nothing behind."""

    help = "Fill the site with invented programs, gatherings and pairs. Done once; a second run changes nothing."

    def add_arguments(self, parser):
        parser.add_argument(
            "--reset",
            action="store_true",
            help="Delete all pages, mentoring records and demo people first, with every change made to them.",
        )

    @transaction.atomic
    def handle(self, **options):
        if not apps.is_installed("mentoring_pages"):
            raise CommandError("The demo content is about mentoring too, which this site leaves out.")
        # Its modules name models of the mentoring, which exist only where it is installed.
        from partnership_site.demo.builders import build_demo, remove_demo

        if options["reset"]:
            remove_demo()
        if DemoLoad.objects.exists():
            self._say(options, "The demo content is there already. Nothing was changed.")
            return
        demo = build_demo()
        DemoLoad.objects.create()
        self._say(
            options,
            f"Demo content loaded: {len(demo.profiles)} mentors, {len(demo.resources)} resources, "
            f"{len(demo.gatherings)} gatherings, {len(demo.pairs)} pairs.",
        )
        for sign_in in SIGN_INS:
            self._say(options, f"{sign_in.role}: {sign_in.email}, {sign_in.password}")

    def _say(self, options, text):
        if options["verbosity"]:
            self.stdout.write(text)
