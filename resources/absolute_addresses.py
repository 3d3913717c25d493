"""Absolute addresses of pages, for feeds, mails and search engines."""

from urllib.parse import urlsplit

from django.conf import settings

# Wagtail's own first site record: nobody has said yet where the site lives.
UNSET_HOST = "localhost"


def absolute_url(page, request=None):
    """The page's full address, by its site's record. "" for a page outside every site.

    While the record still says "localhost", the host of the request is taken, or WAGTAILADMIN_BASE_URL without one.
    """
    url = page.get_full_url(request)
    if not url:
        return ""
    parts = urlsplit(url)
    if parts.hostname != UNSET_HOST:
        return url
    if request is not None:
        return request.build_absolute_uri(parts.path)
    base = getattr(settings, "WAGTAILADMIN_BASE_URL", "") or f"{parts.scheme}://{parts.netloc}"
    return f"{base.rstrip('/')}{parts.path}"


def absolute_path(path, page):
    """The full address of a path that belongs to no page, on the host of `page`."""
    parts = urlsplit(absolute_url(page))
    return f"{parts.scheme}://{parts.netloc}{path}" if parts.netloc else path
