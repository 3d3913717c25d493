"""The list of a gathering's guests as rows: for a file that staff take with them, and for the sign-in sheet."""

from django.utils.translation import gettext as _

from events.enums import AttendanceWay, RegistrationStatus
from events.models import GatheringQuestion, Registration

ON_SHEET = (RegistrationStatus.GOING, RegistrationStatus.OFFERED, RegistrationStatus.ATTENDED)


def question_labels(gathering):
    """{number of the question as text: question} in the order of the form; one query."""
    questions = GatheringQuestion.objects.filter(gathering=gathering).order_by("sort_order", "pk")
    return {str(pk): label for pk, label in questions.values_list("pk", "label")}


def answer_in_words(value):
    """A stored answer as one line: choices joined by commas, yes and no as words."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return "" if value is None else str(value)


def table_of(gathering):
    """(headings, rows) of a gathering's guests, as values for cells; two queries however many there are.

    Access needs and the ZIP code of a ride are not in it: they are for the page of the one guest and for the host.
    """
    labels = question_labels(gathering)
    headings = [
        _("Name"),
        _("E-mail"),
        _("Program"),
        _("Way of attending"),
        _("Status"),
        _("Ride"),
        _("Seats in the car"),
        _("Signed up"),
        *labels.values(),
    ]
    return headings, (_row(registration, labels, gathering.zone) for registration in _in_order(gathering).iterator())


def sheets_of(gathering):
    """[{"way", "label", "guests"}]: who is expected in each way of attending, by name. One query."""
    expected = Registration.objects.filter(gathering=gathering, status__in=ON_SHEET, anonymised_at=None)
    guests = sorted(expected, key=lambda one: (one.name.casefold(), one.pk))
    ways = [AttendanceWay(way) for way in gathering.ways]
    sheets = [{"way": way, "label": way.label, "guests": [one for one in guests if one.way == way]} for way in ways]
    return [sheet for sheet in sheets if sheet["guests"]] or sheets[:1]


def access_needs_of(gathering):
    """Guests who wrote what they need, by name: for the host's eyes, never for the sheet that goes around."""
    expected = Registration.objects.filter(gathering=gathering, status__in=ON_SHEET, anonymised_at=None)
    return expected.exclude(access_needs="").order_by("name", "pk")


def _in_order(gathering):
    return Registration.objects.filter(gathering=gathering).order_by("status", "name", "pk")


def _row(registration, labels, zone):
    return [
        registration.name or _("(removed)"),
        registration.email,
        registration.program_name,
        registration.get_way_display(),
        registration.get_status_display(),
        registration.get_ride_display(),
        registration.ride_seats,
        registration.created_at.astimezone(zone).replace(tzinfo=None),
        *(answer_in_words(registration.answers.get(key)) for key in labels),
    ]
