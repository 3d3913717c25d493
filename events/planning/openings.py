"""Published gatherings that look for a host (R26)."""

from events.enums import TAKING_PLACE_STATUSES, AttendanceMode
from events.models import GatheringPage


def gatherings_without_host(region_ids):
    """Public gatherings to come that nobody hosts yet, by time. Twin of `actions.hosting.needs_host`."""
    return (
        GatheringPage.objects.live()
        .public()
        .upcoming()
        .filter(region__in=region_ids, status__in=TAKING_PLACE_STATUSES, host_page=None, host_name="")
        .exclude(mode=AttendanceMode.ONLINE)
        .by_time()
    )
