"""Mails of the mentoring: a template each, sent when the change is safely stored. None carries journal text (T4)."""

import logging
from smtplib import SMTPException
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.models import Site

from mentoring_pages.enums import MembershipRole
from mentoring_pages.models import MentoringSettings, ProgramMembership

logger = logging.getLogger(__name__)


def send_after_commit(template, to, context, *, link=None):
    """Send the mail `template` to each address of `to` once the running transaction is stored; nothing if it is undone.

    Templates are mentoring_pages/mail/<template>.subject.txt and .txt, whose first line tells the whole message. The
    HTML part has the same paragraphs in mail/layout.html, or is <template>.html where there is one.
    Everyone gets a mail of their own, so no address is shown to others. `link` is (url name, arguments) of the page to
    open, absolute in the mail as `link`. A mail server that is down is logged and does not undo what was done.
    """
    addresses = list(dict.fromkeys(address for address in to if address))
    if addresses:
        transaction.on_commit(lambda: _send(template, addresses, context, link))


def addresses_of(program):
    """Addresses of the program's active directors; of all its active people if it has no director. One query."""
    people = [
        (membership.role, membership.user.email)
        for membership in ProgramMembership.objects.filter(
            program=program, is_active=True, user__is_active=True
        ).select_related("user")
    ]
    directors = [email for role, email in people if role == MembershipRole.DIRECTOR]
    return directors or [email for _role, email in people]


def coordinators_address():
    """The coordinators' address of the default site as a list; [] if none is set."""
    site = Site.objects.filter(is_default_site=True).first()
    address = MentoringSettings.for_site(site).contact_email if site else ""
    return [address] if address else []


def _send(template, addresses, context, link):
    context = {**context, "link": absolute(reverse(link[0], args=link[1])) if link else ""}
    name = f"mentoring_pages/mail/{template}"
    subject = " ".join(render_to_string(f"{name}.subject.txt", context).split())
    text = render_to_string(f"{name}.txt", context).strip() + "\n"
    html = render_to_string(
        [f"{name}.html", "mentoring_pages/mail/layout.html"],
        {**context, "subject": subject, "paragraphs": text.strip().split("\n\n")},
    )
    mails = []
    for address in addresses:
        mail = EmailMultiAlternatives(subject, text, None, [address])
        mail.attach_alternative(html, "text/html")
        mails.append(mail)
    try:
        get_connection().send_messages(mails)
    except (OSError, SMTPException):
        logger.exception("The mail %s could not be sent.", template)


def absolute(path):
    """`path` with the address of the default site."""
    site = Site.objects.filter(is_default_site=True).first()
    return urljoin(site.root_url if site else settings.WAGTAILADMIN_BASE_URL, path)
