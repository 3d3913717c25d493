"""What the header and the footer need beside the settings: menus that know where the visitor is."""

from django import template
from wagtail.models import Site

from partnership_site.models import SiteSettings

register = template.Library()


@register.simple_tag(takes_context=True)
def menu(context, items):
    """The items of a menu as dicts title, url, current ("page", "true" or ""); one query. [] without settings.

    Items whose page is not published have no address and are left out. The current one is the item with the longest
    address that the request's path starts with.
    """
    if not items:
        return []
    request = getattr(context, "request", None)
    path = request.path if request else ""
    links = [
        {"title": item.title, "url": url, "current": ""}
        for item in items.select_related("page")
        if (url := _address(item, request))
    ]
    within = [link for link in links if link["url"] == path or (link["url"] != "/" and path.startswith(link["url"]))]
    if within:
        nearest = max(within, key=lambda link: len(link["url"]))
        nearest["current"] = "page" if nearest["url"] == path else "true"
    return links


def _address(item, request):
    if item.page_id:
        return item.page.get_url(request) if item.page.live else ""
    return item.link


@register.simple_tag(takes_context=True)
def organization_data(context):
    """schema.org Organization: the partnership as the site's settings name it; {} outside a site."""
    request = getattr(context, "request", None)
    site = Site.find_for_request(request) if request else None
    if site is None:
        return {}
    theme = SiteSettings.for_site(site)
    return {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": site.site_name or site.hostname,
        "url": request.build_absolute_uri("/"),
        "slogan": theme.strapline,
        "email": theme.contact_email,
        "telephone": theme.contact_phone,
        "address": theme.contact_address,
    }
