#!/usr/bin/env python
"""Run a command of the partnership's website, for example `python manage.py check`."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership_site.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
