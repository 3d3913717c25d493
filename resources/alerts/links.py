"""The secret addresses in mails about alerts: a random code, signed. Only the code is stored."""

from datetime import timedelta

from django.core.signing import BadSignature, Signer, TimestampSigner
from django.urls import reverse
from wagtail.models import Site

from resources.absolute_addresses import absolute_path
from resources.models import AlertSubscription, ResourceLibraryPage

CONFIRM_DAYS = 7
# Some mail programs end an address at a colon.
SEPARATOR = "."


def own_token(subscription):
    """The key to changing and ending one alert. It lasts as long as the alert."""
    return _own().sign(subscription.code.hex)


def confirming_token(subscription):
    """The key to confirming it, for seven days."""
    return _confirming().sign(subscription.code.hex)


def read_own_token(token):
    """The code of an alert, which may have ended since; None if we never wrote this token."""
    try:
        return _own().unsign(token)
    except BadSignature:
        return None


def read_confirming_token(token):
    """(code, whether it came in time); None if we never wrote this token."""
    try:
        code = _confirming().unsign(token)
    except BadSignature:
        return None
    try:
        _confirming().unsign(token, max_age=timedelta(days=CONFIRM_DAYS))
    except BadSignature:
        return code, False
    return code, True


def find(code):
    """The alert, or None if it has ended or was never confirmed in time."""
    return AlertSubscription.objects.select_related("filter").filter(code=code).first()


def library_of(alert_filter):
    """The library page of a filter; None once it is deleted."""
    return ResourceLibraryPage.objects.filter(pk=alert_filter.library_key).first()


def full_url(name, token, library):
    """The full address of one of the pages in `urls.py`, on the library's host, or the default site's without it."""
    path = reverse(f"partnership_alerts:{name}", args=[token])
    site = None if library else Site.objects.filter(is_default_site=True).select_related("root_page").first()
    page = library or (site.root_page if site else None)
    return absolute_path(path, page) if page else path


def _own():
    return Signer(sep=SEPARATOR, salt="partnership.alerts.own")


def _confirming():
    return TimestampSigner(sep=SEPARATOR, salt="partnership.alerts.confirming")
