"""Runs inside the foreign site that the plugin was taken out of: does it work, and what is left? Prints JSON."""

import json

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.recorder import MigrationRecorder  # noqa: E402
from django.test import Client  # noqa: E402
from wagtail.models import Page  # noqa: E402

OURS = ("partnership_", "mentoring_pages")

# Ends with an error when a migration is missing.
call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)
client = Client(headers={"host": "localhost"})
client.force_login(get_user_model().objects.get(is_superuser=True))
root = Page.objects.get(depth=2)
names = {
    "tables": connection.introspection.table_names(),
    "content types": ContentType.objects.values_list("app_label", flat=True),
    "migrations": MigrationRecorder(connection).migration_qs.values_list("app", flat=True),
}
print(
    json.dumps(
        {
            "statuses": [client.get(url).status_code for url in ("/", "/admin/", f"/admin/pages/{root.pk}/")],
            "pages": [page.title for page in root.get_children()],
        }
        | {kind: [name for name in found if name.startswith(OURS)] for kind, found in names.items()}
    )
)
