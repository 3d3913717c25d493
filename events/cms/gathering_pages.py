"""What staff have of one gathering in one place: the numbers, lists to take along, certificates, evaluations."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.enums import RegistrationStatus
from events.gatherings.rows import when_of
from events.guests import certificates
from events.guests.attendance import came_count, numbers_of
from events.guests.feedback import rating_of
from events.models import Registration
from events.permissions import is_attendance_open

from .exporting import csv_response, xlsx_response
from .scoped import desk_page, gathering_or_404

ICON = "calendar-alt"


@desk_page
@require_safe
def detail(request, pk):
    """Numbers, and the doors to everything that staff do around the day of a gathering."""
    gathering = gathering_or_404(pk)
    context = _context(gathering)
    context |= {
        "numbers": numbers_of(gathering),
        "came": came_count(gathering),
        "places": [
            {"way": way.label, "capacity": gathering.capacity_of(way)} for way in gathering.ways if gathering.pk
        ],
        "is_attendance_open": is_attendance_open(gathering),
        "feedback_count": gathering.feedback.count(),
        "has_certificates": certificates.are_available(),
        "registrations_url": reverse("partnership_events_registration_modeladmin_index"),
        "can_edit": gathering.permissions_for_user(request.user).can_edit(),
    }
    return TemplateResponse(request, "partnership_events/cms/gathering.html", context)


@desk_page
@require_safe
def guests_csv(request, pk):
    """The list of guests as CSV."""
    return csv_response(gathering_or_404(pk))


@desk_page
@require_safe
def guests_xlsx(request, pk):
    """The list of guests as a spreadsheet."""
    return xlsx_response(gathering_or_404(pk))


@desk_page
@require_safe
def all_certificates(request, pk):
    """The certificates of all who came as one PDF, by name; a message where there are none or they can't be made."""
    gathering = gathering_or_404(pk)
    came = Registration.objects.filter(
        gathering=gathering, status=RegistrationStatus.ATTENDED, anonymised_at=None
    ).order_by("name", "pk")
    registrations = list(came) if gathering.is_over else []
    if not certificates.are_available():
        problem = _("Certificates need the package “reportlab”, which is not installed on this site.")
    elif not gathering.is_over:
        problem = _("There are certificates once the gathering is over.")
    elif not registrations:
        problem = _("Nobody is marked as present, so there are no certificates.")
    else:
        for registration in registrations:
            registration.gathering = gathering
        octets = certificates.pdf_of(certificates.certificates_of(gathering, registrations))
        response = HttpResponse(octets, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="certificates-{gathering.slug}.pdf"'
        response["X-Content-Type-Options"] = "nosniff"
        return response
    messages.warning(request, problem)
    return redirect("gathering_desk:gathering", pk)


@desk_page
@require_safe
def evaluations(request, pk):
    """Average and texts, once there are three answers."""
    gathering = gathering_or_404(pk)
    rating = rating_of(gathering)
    widest = max((count for _score, count in rating.scores), default=0)
    scores = [
        {"score": score, "count": count, "share": round(100 * count / widest) if widest else 0}
        for score, count in rating.scores
    ]
    context = _context(gathering) | {"rating": rating, "scores": scores}
    return TemplateResponse(request, "partnership_events/cms/evaluations.html", context)


def _context(gathering):
    starts_at, ends_at = when_of(gathering)
    return {"gathering": gathering, "starts_at": starts_at, "ends_at": ends_at, "icon": ICON}
