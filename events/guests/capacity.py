"""What editors are told when a gathering has more guests than places."""

from django.utils.translation import gettext as _

from events.enums import AttendanceWay
from events.models import Registration


def capacity_warnings(gathering):
    """A sentence for each way of attending that has more guests than places; none for a page without guests.

    Fewer places than guests are allowed, since rooms change; the sentence says what becomes of the guests.
    """
    if not gathering.pk:
        return []
    words = {
        AttendanceWay.IN_PERSON: _(
            "Guests with a place in person: %(guests)s. Places in person: %(places)s. Nobody loses a place; new guests "
            "wait until there are more places than guests."
        ),
        AttendanceWay.ONLINE: _(
            "Guests with a place online: %(guests)s. Places online: %(places)s. Nobody loses a place; new guests wait "
            "until there are more places than guests."
        ),
    }
    found = []
    for way in gathering.ways:
        places = gathering.capacity_of(way)
        guests = Registration.objects.filter(gathering=gathering.pk).taking_seats(way).count()
        if places is not None and guests > places:
            found.append(words[way] % {"guests": guests, "places": places})
    return found
