"""Counting the places of a gathering. Whoever counts to give one away holds the gathering's lock."""

from django.db.models import F

from events.enums import AttendanceWay
from events.models import GatheringPage, Registration


def lock_gathering(pk: int) -> GatheringPage:
    """The gathering as it is now; no one else counts its places until this transaction ends.

    Writing the row locks it on every database; SQLite knows no SELECT ... FOR UPDATE.
    """
    GatheringPage.objects.filter(pk=pk).update(takes_registrations=F("takes_registrations"))
    return GatheringPage.objects.select_related("locale").get(pk=pk)


def free_places(gathering: GatheringPage, way: str) -> int | None:
    """How many more guests fit in; 0 also when there are more guests than places, None without a limit."""
    capacity = gathering.capacity_of(AttendanceWay(way))
    if capacity is None:
        return None
    return max(0, capacity - Registration.objects.filter(gathering=gathering).taking_seats(way).count())


def has_free_place(gathering: GatheringPage, way: str) -> bool:
    """Whether one more guest fits in. Sure only with the gathering locked."""
    return free_places(gathering, way) != 0
