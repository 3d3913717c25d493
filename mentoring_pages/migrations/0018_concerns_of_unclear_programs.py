"""Concerns whose sender named a program that we do not know are held back; those that wait already are, too."""

from django.db import migrations, models

from mentoring_pages.encryption import SealedText


def hold_back(apps, schema_editor):
    """Those that nobody has taken up, with words on a program, and none of ours tied to them."""
    concerns = apps.get_model("mentoring_pages", "Concern").objects
    waiting = concerns.filter(status="received", programs=None)
    found = [row.pk for row in waiting.only("about") if row.about or isinstance(row.about, SealedText)]
    concerns.filter(pk__in=found).update(is_unplaced=True)


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring_pages", "0017_questions_without_moment"),
    ]

    operations = [
        migrations.AddField(
            model_name="concern",
            name="is_unplaced",
            field=models.BooleanField(default=False, editable=False, verbose_name="its program is not known yet"),
        ),
        migrations.AlterField(
            model_name="concernsettings",
            name="escalation_email",
            field=models.EmailField(
                blank=True,
                help_text="The mail tells nothing of the concern but its number. Best somebody outside all programs. Empty: the coordinators' address, without the number.",
                max_length=254,
                verbose_name="where it is reported that nobody answers",
            ),
        ),
        migrations.AlterField(
            model_name="concerntrace",
            name="act",
            field=models.CharField(
                choices=[
                    ("received", "Received"),
                    ("read", "Read"),
                    ("acknowledged", "Taken up"),
                    ("answered", "Answered"),
                    ("written", "The sender wrote again"),
                    ("named", "Programs named"),
                    ("no_program", "About none of our programs"),
                    ("closed", "Closed"),
                    ("reopened", "Opened again"),
                    ("escalated", "Reported as waiting too long"),
                ],
                max_length=12,
                verbose_name="what",
            ),
        ),
        migrations.RunPython(hold_back, migrations.RunPython.noop, elidable=True),
    ]
