"""Resources that staff meant to look at again by a day: who is reminded, and saying that they still hold (R36)."""

from datetime import timedelta
from email.utils import parseaddr
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from .conf import get_setting
from .mailing import queue_mail, rendered
from .models import OutgoingMail, ResourcePage

MAIL = "review_due"
# Reminders queued in one round; hundreds may fall due on the first of a month.
BATCH = 200


def due_for_review(day):
    """Published resources whose day has come."""
    return ResourcePage.objects.live().filter(review_by__lte=day)


def send_review_reminders(now):
    """Remind of each due date once: the page's owner, else the library's own address. Returns how many mails."""
    count = 0
    due = due_for_review(timezone.localdate(now)).select_related("owner").order_by("review_by", "pk")
    told = set(
        OutgoingMail.objects.filter(kind=MAIL, once_key__isnull=False).values_list("once_key", flat=True).iterator()
    )
    for page in due.only("pk", "title", "review_by", "owner").iterator():
        key = once_key(page)
        to = reminded_address(page)
        if key in told or not to:
            continue
        path = reverse("wagtailadmin_pages:edit", args=[page.pk])
        context = {
            "page": page,
            "edit_url": urljoin(settings.WAGTAILADMIN_BASE_URL, path),
            "report_url": urljoin(settings.WAGTAILADMIN_BASE_URL, reverse("editors_desk:reviews")),
        }
        subject, text, html = rendered("partnership_resources/mail", MAIL, context)
        mail = queue_mail(
            MAIL, to, subject=subject, text=text, html=html, about=page.title, once_key=key, sends_now=False
        )
        count += mail is not None
        if count >= BATCH:
            break
    return count


def once_key(page):
    """One reminder for each page and due date."""
    return f"review-{page.pk}-{page.review_by:%Y%m%d}"


def reminded_address(page):
    """The owner's address if they still work here, else the library's, else the one that the site writes from."""
    owner = page.owner
    if owner is not None and owner.is_active and owner.email and owner.has_perm("wagtailadmin.access_admin"):
        return owner.email
    return get_setting("LIBRARY_EMAIL") or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def next_review(day):
    """What the form proposes: a year from now."""
    return day + timedelta(days=365)
