"""Removing what is not needed any more of people who asked for a file in another format."""

from datetime import timedelta

from django.utils import timezone

from resources.models import FormatRequest

# Long enough for a second question; the page with the form says so too.
KEEP_DAYS = 30


def forget_askers(now=None):
    """Remove addresses and words of requests that were done 30 days ago; that one was asked for stays."""
    before = (now or timezone.now()) - timedelta(days=KEEP_DAYS)
    done = FormatRequest.objects.filter(done_at__lte=before).exclude(email="", details="")
    return done.update(email="", details="")
