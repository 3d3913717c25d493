"""Works out the columns that the directory is sorted and counted by, for the profiles there are."""

import unicodedata

from django.db import migrations

_COUNTED = ("location", "setting", "population", "size", "community", "components")


def _sort_key(text):
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))[:255]


def fill(apps, schema_editor):
    """As the profile does when it is saved."""
    model = apps.get_model("mentoring_pages", "MentorProfilePage")
    profiles = model.objects.using(schema_editor.connection.alias)
    shown = [f"{key}_visibility" for key in _COUNTED]
    batch = []
    for profile in profiles.only("title", "sort_title", "hides_facts", *shown).iterator(chunk_size=500):
        profile.sort_title = _sort_key(profile.title)
        profile.hides_facts = any(getattr(profile, name) != "public" for name in shown)
        batch.append(profile)
    profiles.bulk_update(batch, ["sort_title", "hides_facts"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("mentoring_pages", "0003_programs_in_full")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
