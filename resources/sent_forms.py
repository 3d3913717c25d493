"""Marks of forms that were sent: kept for a day, in which a second copy of the same page does nothing."""

from datetime import timedelta

from django.utils import timezone

from .models import UsedForm

KEPT = timedelta(days=1)


def forget_used_forms(now=None):
    """Remove marks that are older than a day. Returns how many."""
    count, _details = UsedForm.objects.filter(used_at__lt=(now or timezone.now()) - KEPT).delete()
    return count
