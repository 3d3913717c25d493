"""Mails of the mentoring: a template each, stored with the change that caused them, sent after commit, tried again.

None carries journal text (T4). What becomes of a mail is in `resources.mailing`.
"""

from hashlib import sha256
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.models import Site

from mentoring_pages.enums import MembershipRole
from mentoring_pages.models import MentoringSettings, ProgramMembership
from resources.mailing import queue_mail
from resources.models import MailText
from resources.registry import mail_texts


def send_after_commit(template, to, context, *, link=None, once_key=None, sends_now=True, attachment=None):
    """Send the mail `template` to each address of `to` once the running transaction is stored; nothing if it is undone.

    Templates are mentoring_pages/mail/<template>.subject.txt and .txt, whose first paragraph tells the whole message;
    staff may reword it (`mail_texts.py`). The HTML part has the same paragraphs in mail/layout.html, or is
    <template>.html where there is one. Everyone gets a mail of their own, so no address is shown to others. `link` is
    (url name, arguments) of the page to open, absolute in the mail as `link`. What it is about is not kept beside it:
    those who run gatherings see the list of mails. With a `once_key` nobody gets the mail for the same key twice.
    Without `sends_now` it waits for the worker. `attachment(address)` gives (name, octets, type), or None for none.
    """
    addresses = list(dict.fromkeys(address for address in to if address))
    if not addresses:
        return
    context = {**context, "link": absolute(reverse(link[0], args=link[1])) if link else ""}
    subject, text, html = _rendered(template, context)
    for address in addresses:
        queue_mail(
            template,
            address,
            subject=subject,
            text=text,
            html=html,
            once_key=_key(template, once_key, address) if once_key else None,
            sends_now=sends_now,
            attachment=attachment(address) if attachment else None,
        )


def addresses_of(program):
    """Addresses of those whom `directors_of` gives. One query."""
    return [user.email for user in directors_of(program)]


def directors_of(program):
    """The program's active directors; all its active people if it has no director. One query."""
    people = list(
        ProgramMembership.objects.filter(program=program, is_active=True, user__is_active=True).select_related("user")
    )
    directors = [membership.user for membership in people if membership.role == MembershipRole.DIRECTOR]
    return directors or [membership.user for membership in people]


def coordinators_address():
    """The coordinators' address of the default site as a list; [] if none is set."""
    site = Site.objects.filter(is_default_site=True).first()
    address = MentoringSettings.for_site(site).contact_email if site else ""
    return [address] if address else []


def absolute(path):
    """`path` with the address of the default site."""
    site = Site.objects.filter(is_default_site=True).first()
    return urljoin(site.root_url if site else settings.WAGTAILADMIN_BASE_URL, path)


def _rendered(template, context):
    name = f"mentoring_pages/mail/{template}"
    own = MailText.objects.filter(key=template).first() if template in mail_texts() else None
    subject = own.subject if own and own.subject else render_to_string(f"{name}.subject.txt", context)
    subject = " ".join(subject.split())
    text = render_to_string(f"{name}.txt", context).strip() + "\n"
    if own and own.text.strip():
        _opening, _gap, rest = text.partition("\n\n")
        text = f"{own.text.strip()}\n\n{rest}".strip() + "\n"
    html = render_to_string(
        [f"{name}.html", "mentoring_pages/mail/layout.html"],
        {**context, "subject": subject, "paragraphs": text.strip().split("\n\n")},
    )
    return subject, text, html


def _key(template, once_key, address):
    digest = sha256(f"{template} {once_key} {address}".encode()).hexdigest()[:40]
    return f"mentoring-{template}-{digest}"
