"""When a question is asked is the cycle's schedule's to say; see the migration before."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("mentoring_pages", "0016_evaluations_in_full")]

    operations = [migrations.RemoveField(model_name="evaluationquestion", name="moment")]
