"""How many came to a gathering, as staff wrote it down or as it was counted at the door."""

from django.db.models import Count, Q

from events.enums import RegistrationStatus
from events.models import Registration


def came_count(gathering):
    """How many came: what staff entered, else how many were ticked off. None if nobody was. One query at most. R88."""
    if gathering.attendance_count is not None:
        return gathering.attendance_count
    return Registration.objects.filter(gathering=gathering, status=RegistrationStatus.ATTENDED).count() or None


def was_attendance_taken(gathering):
    """Whether anybody was ticked off. Where nobody was, all who had a place count as guests."""
    return Registration.objects.filter(gathering=gathering, status=RegistrationStatus.ATTENDED).exists()


def guests_of(gathering):
    """The registrations of those who were there: ticked off, or with a place where no attendance was taken."""
    status = RegistrationStatus.ATTENDED if was_attendance_taken(gathering) else RegistrationStatus.GOING
    return Registration.objects.filter(gathering=gathering, status=status, anonymised_at=None)


def numbers_of(gathering):
    """{"going", "offered", "waiting", "came", "cancelled"} of one gathering in one query."""
    words = {
        "going": RegistrationStatus.GOING,
        "offered": RegistrationStatus.OFFERED,
        "waiting": RegistrationStatus.WAITLISTED,
        "came": RegistrationStatus.ATTENDED,
        "cancelled": RegistrationStatus.CANCELLED,
    }
    return Registration.objects.filter(gathering=gathering).aggregate(
        **{word: Count("pk", filter=Q(status=status)) for word, status in words.items()}
    )
