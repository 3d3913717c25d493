"""Registrations and personal calendars among what the site holds about a person."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import CalendarSubscription, Registration
from resources.personal_data import PersonalPart, proven_addresses, register_personal_part


def register():
    """Called when the app is ready."""
    register_personal_part(
        PersonalPart(
            "registrations",
            _("Gatherings that you signed up for"),
            _registrations,
            _("They stay until the gathering's data is removed, as for every guest. Cancel by the link in your mail."),
            order=60,
        )
    )
    register_personal_part(
        PersonalPart(
            "calendars",
            _("Your personal calendars"),
            _calendars,
            _("They end at once; devices that still ask find nothing."),
            lambda user: CalendarSubscription.objects.filter(user=user).delete(),
            order=70,
        )
    )


def _registrations(user):
    own = Q(user=user) | Q(email__in=proven_addresses(user))
    rows = Registration.objects.filter(own, anonymised_at=None).select_related("gathering").distinct()
    return [
        {
            "gathering": row.gathering.title,
            "starts_at": row.gathering.starts_at,
            "name": row.name,
            "email": row.email,
            "program": row.program_name,
            "way": row.get_way_display(),
            "status": row.get_status_display(),
            "access_needs": row.access_needs,
            "answers": row.answers,
            "ride": row.get_ride_display(),
            "ride_zip_code": row.ride_zip_code,
            "signed_up_at": row.created_at,
        }
        for row in rows
    ]


def _calendars(user):
    rows = CalendarSubscription.objects.filter(user=user)
    return [{"name": row.name, "last_read_at": row.last_read_at, "ended_at": row.revoked_at} for row in rows]
