"""Full addresses of our own links that belong to no page, for mails."""

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from resources.absolute_addresses import absolute_url


def site_address(name, gathering, *args):
    """The full address of the link `name` (of `events/urls.py`), on the site of the gathering."""
    base = absolute_url(gathering) or getattr(settings, "WAGTAILADMIN_BASE_URL", "") or ""
    return urljoin(base, reverse(f"gatherings:{name}", args=args))


def guest_address(registration):
    """The full address of a guest's own page; it holds when the gathering's page is moved or renamed."""
    return site_address("guest", registration.gathering, registration.code)
