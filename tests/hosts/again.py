"""Runs inside the foreign site: sets the plugin up once more and prints which lines of its content changed."""

import difflib
import io

import django

django.setup()

from django.core.management import call_command  # noqa: E402

LABELS = ("partnership_resources", "partnership_events", "mentoring_pages", "wagtailcore.page")


def content():
    out = io.StringIO()
    call_command("dumpdata", *LABELS, indent=1, stdout=out)
    return out.getvalue().splitlines()


before = content()
call_command("partnership_setup", verbosity=0)
print(list(difflib.unified_diff(before, content(), n=0)))
