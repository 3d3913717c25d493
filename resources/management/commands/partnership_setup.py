"""`manage.py partnership_setup`: groups, workflow, starting vocabularies and index pages. Safe to run again."""

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext

from resources.registry import setup_steps


class Command(BaseCommand):
    help = (
        "Add what the partnership's apps start with: groups, the workflow for mentor pages, vocabularies and index "
        "pages. Running it again adds what a new version brings and leaves alone what staff changed or deleted."
    )

    @transaction.atomic
    def handle(self, *args, **options):
        """Run every step that the installed apps registered, in one transaction, and say what was done."""
        said = []

        def say(text):
            said.append(text)
            if options["verbosity"]:
                self.stdout.write(str(text))

        for step in setup_steps():
            step(say)
        if not said:
            say(gettext("Everything was in place already."))
