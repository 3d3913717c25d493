"""Visits say how often what calendars were told has changed; what is planned was told once."""

from django.db import migrations, models


def planned_was_told(apps, schema_editor):
    apps.get_model("mentoring_pages", "SiteVisit").objects.filter(status="planned").update(sequence=1)


class Migration(migrations.Migration):
    dependencies = [("mentoring_pages", "0014_meetings_and_meter")]

    operations = [
        migrations.AddField(
            model_name="sitevisit",
            name="sequence",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="changes in calendars"),
        ),
        migrations.RunPython(planned_was_told, migrations.RunPython.noop),
    ]
