"""Works out the columns that lists of resources are sorted and counted by, for the resources there are."""

import unicodedata

from django.db import migrations
from django.utils import timezone


def _sort_key(text):
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))[:255]


def fill(apps, schema_editor):
    """As `resources.models.derived` does with each page that is saved."""
    model = apps.get_model("partnership_resources", "ResourcePage")
    resources = model.objects.using(schema_editor.connection.alias).only(
        "title", "published_on", "first_published_at", "listed_on", "published_year", "sort_title"
    )
    batch = []
    for resource in resources.iterator(chunk_size=500):
        resource.sort_title = _sort_key(resource.title)
        resource.listed_on = resource.published_on or timezone.localdate(resource.first_published_at)
        resource.published_year = resource.published_on.year if resource.published_on else None
        batch.append(resource)
    model.objects.using(schema_editor.connection.alias).bulk_update(
        batch, ["sort_title", "listed_on", "published_year"], batch_size=500
    )


class Migration(migrations.Migration):
    dependencies = [
        ("partnership_resources", "0003_library_in_full"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
