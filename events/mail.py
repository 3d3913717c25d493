"""Mails to guests of gatherings. Every text is a template in `partnership_events/mail/`, plain and HTML alike."""

import logging
from smtplib import SMTPException

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django_tasks import task

from .addresses import absolute_url
from .enums import OPEN_REGISTRATION_STATUSES, RegistrationStatus
from .feeds import registration_event
from .limits import is_over_limit
from .models import GatheringPage, Registration
from .permissions import can_see_join_url
from .rows import when_of

logger = logging.getLogger(__name__)

# Mails of one kind to one guest within an hour: repeated sign-ups must not flood anyone's inbox.
MAILS_PER_HOUR = 5
WITHOUT_EVENT = ("cancelled",)


def send_registration_mail(registration_pk, name):
    """Send the mail `name`: "confirmed", "waitlisted", "moved_up", "changed", "cancelled", "repeated", "gathering_...".

    Returns whether it was sent. A mail server that is down is logged, not raised: what the guest did stays done.
    """
    registration = Registration.objects.select_related("gathering").filter(pk=registration_pk).first()
    if registration is None or is_over_limit(f"mail-{name}", registration_pk, MAILS_PER_HOUR):
        return False
    with translation.override(registration.gathering.locale.language_code):
        message = registration_message(registration, name)
    try:
        return bool(message.send())
    except (OSError, SMTPException):
        logger.exception("A mail about registration %s was not sent.", registration.pk)
        return False


def registration_message(registration, name):
    """The mail, not yet sent: to the guest alone, with the gathering as an attached calendar entry."""
    gathering = registration.gathering
    page_url = absolute_url(gathering)
    starts_at, ends_at = when_of(gathering)
    context = {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "registration": registration,
        "gathering": gathering,
        "place": gathering.place,
        "page_url": page_url,
        "manage_url": f"{page_url}registration/{registration.code}/",
        "join_url": gathering.join_url if can_see_join_url(registration) else "",
        "is_waiting": registration.status == RegistrationStatus.WAITLISTED,
    }
    folder = "partnership_events/mail"
    subject = " ".join(render_to_string(f"{folder}/{name}.subject.txt", context).split())
    message = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"{folder}/{name}.txt", context).strip() + "\n",
        to=[registration.email],
        reply_to=[gathering.contact_email] if gathering.contact_email else None,
    )
    message.attach_alternative(render_to_string(f"{folder}/{name}.html", context), "text/html")
    if name not in WITHOUT_EVENT:
        message.attach(f"{gathering.slug}.ics", registration_event(registration).decode(), "text/calendar")
    return message


def send_change_mails(gathering_pk):
    """Tell every guest that a published change touches their plans; one mail each, sent by a task."""
    mail_guests_about_change.enqueue(gathering_pk)


@task()
def mail_guests_about_change(gathering_pk):
    """Mail all guests who are going or waiting. The gathering's status says which mail it is."""
    gathering = GatheringPage.objects.filter(pk=gathering_pk).first()
    if gathering is None:
        return 0
    guests = gathering.registrations.filter(status__in=OPEN_REGISTRATION_STATUSES).values_list("pk", flat=True)
    return sum(send_registration_mail(pk, f"gathering_{gathering.status}") for pk in list(guests))
