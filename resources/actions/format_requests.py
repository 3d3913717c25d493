"""Somebody asks for a file in another form; staff say that it is done."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from resources.conf import get_setting
from resources.mailing import queue_mail, rendered
from resources.models import FormatRequest, ResourceItem, ResourceLibraryPage, ResourcePage

MAIL = "format_request"
FOLDER = "partnership_resources/mail"


def ask_for_format(
    resource: ResourcePage, item: ResourceItem, *, wanted: str, details: str, email: str
) -> FormatRequest:
    """Store the request and tell the library's contact. The same request while it is open is stored once."""
    title = item.title or resource.title
    with transaction.atomic():
        request, is_new = FormatRequest.objects.get_or_create(
            resource=resource,
            item=item,
            wanted=wanted,
            email=email,
            done_at=None,
            defaults={"item_title": title, "details": details},
        )
        if is_new:
            _tell_contact(request)
    return request


def finish_format_request(request: FormatRequest) -> str:
    """Mark a request as done and return the sentence on it. The address goes after 30 days."""
    FormatRequest.objects.filter(pk=request.pk, done_at=None).update(done_at=timezone.now())
    return _("The request is done. The address will be removed in 30 days.")


def contact_of(resource: ResourcePage) -> str:
    """Where requests about a resource go; "" if nobody said."""
    library = ResourceLibraryPage.objects.ancestor_of(resource).order_by("-depth").first()
    return (library.contact_email if library else "") or get_setting("LIBRARY_EMAIL")


def _tell_contact(request: FormatRequest) -> None:
    address = request.resource.full_url or ""
    subject, text, html = rendered(FOLDER, MAIL, {"asked": request, "page_url": address})
    queue_mail(
        MAIL,
        contact_of(request.resource),
        subject=subject,
        text=text,
        html=html,
        about=request.item_title,
        reply_to=request.email,
    )
