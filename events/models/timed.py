"""When something takes place: the rules that gatherings and networks' events have in common."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from events.times import OPEN_END


class TimedQuerySet(models.QuerySet):
    """Rows with `starts_at` and `ends_at`; one without an end is over 12 hours after its start."""

    def upcoming(self, now=None):
        """Not over yet at `now` (default: this moment)."""
        now = now or timezone.now()
        return self.filter(Q(ends_at__gte=now) | Q(ends_at=None, starts_at__gte=now - OPEN_END))

    def past(self, now=None):
        """Over at `now`. The opposite of `upcoming`."""
        now = now or timezone.now()
        return self.filter(Q(ends_at__lt=now) | Q(ends_at=None, starts_at__lt=now - OPEN_END))

    def between(self, start, end):
        """Those that touch the time from `start` up to, not including, `end` (aware datetimes)."""
        return self.filter(starts_at__lt=end).filter(Q(ends_at__gt=start) | Q(ends_at=None, starts_at__gte=start))
