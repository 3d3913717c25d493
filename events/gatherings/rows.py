"""A gathering as one row of a list: plain values for the shared component `row_gathering`."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import AttendanceMode, AttendanceWay, GatheringStatus, RegistrationWindow
from events.permissions import registration_window

from .words import was_in_short

MODE_CLASSES = {
    AttendanceMode.IN_PERSON: "in-person",
    AttendanceMode.ONLINE: "online",
    AttendanceMode.HYBRID: "hybrid",
}
STATE_KINDS = {
    GatheringStatus.CANCELLED: "stop",
    GatheringStatus.POSTPONED: "wait",
    GatheringStatus.MOVED: "wait",
}


def gathering_row(gathering, request=None, now=None):
    """What a list shows of one gathering. No query if `with_row_data` and `scopes.with_seats` were asked for."""
    starts_at, ends_at = when_of(gathering)
    return {
        "title": gathering.title,
        "url": gathering.get_url(request),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "zone": gathering.time_zone,
        "place": _("Online") if gathering.mode == AttendanceMode.ONLINE else place_in_short(gathering),
        "region": gathering.region.name if gathering.region else _("Whole state"),
        "kind": gathering.kind.name if gathering.kind else "",
        "way_label": gathering.get_mode_display(),
        "way_kind": MODE_CLASSES.get(gathering.mode, ""),
        "seats_label": seats_in_words(gathering, now),
        "state_label": state_in_words(gathering),
        "state_kind": STATE_KINDS.get(gathering.status, ""),
        "summary": gathering.summary,
    }


def when_of(gathering):
    """Start and end for showing: days of an all-day gathering, else moments in its own zone. None where unknown."""
    if gathering.is_all_day:
        return gathering.days
    zone = gathering.zone
    return gathering.starts_in(zone), gathering.ends_at.astimezone(zone) if gathering.ends_at else None


def state_in_words(gathering):
    """What a list says of a gathering that is not as first announced; "" for one that is.

    One that was moved names its old day if it was read with `with_row_data`.
    """
    if gathering.status == GatheringStatus.SCHEDULED:
        return ""
    label = gathering.get_status_display()
    was = was_in_short(gathering, getattr(gathering, "was_start", None))
    return f"{label} ({was})" if was and gathering.status == GatheringStatus.MOVED else label


def place_in_short(gathering):
    """ "Town Hall, Peoria": what a list has room for."""
    return ", ".join(part for part in (gathering.venue_name, gathering.city) if part)


def seats_in_words(gathering, now=None):
    """What is left of the places, while people can sign up; "" otherwise or without a limit."""
    now = now or timezone.now()
    window = registration_window(gathering, now)
    if window == RegistrationWindow.NOT_YET:
        return _("Registration opens later")
    if window != RegistrationWindow.OPEN or not hasattr(gathering, "taken_in_person"):
        return ""
    left = [places_left(gathering, way) for way in gathering.ways]
    if None in left:
        return ""
    count = sum(left)
    if not count:
        return _("Full, with a waiting list")
    return ngettext("%(count)s place left", "%(count)s places left", count) % {"count": count}


def places_left(gathering, way):
    """Free places of one way of attending on a gathering read by `scopes.with_seats`; None: no limit."""
    capacity = gathering.capacity_of(way)
    taken = gathering.taken_in_person if way == AttendanceWay.IN_PERSON else gathering.taken_online
    return None if capacity is None else max(0, capacity - taken)
