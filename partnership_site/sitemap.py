"""What search engines are told of public pages: an index at /sitemap.xml, and parts that are quick to make."""

from django.db.models import Max
from django.db.models.functions import Coalesce
from wagtail.contrib.sitemaps import Sitemap, views

PAGES_PER_PART = 1_000


class PageSitemap(Sitemap):
    """All public pages of the site that is asked, in the order of the tree."""

    limit = PAGES_PER_PART

    def get_latest_lastmod(self):
        """When a page last changed. One query: the inherited way reads every page of the site."""
        changed = Coalesce("last_published_at", "latest_revision_created_at")
        return self.items().order_by().aggregate(latest=Max(changed))["latest"]


SITEMAPS = {"pages": PageSitemap}


def sitemap_index(request):
    """The addresses of the parts."""
    return views.index(request, SITEMAPS, sitemap_url_name="sitemap-part")


def sitemap_part(request, section):
    """One part, by ?p=; 404 beyond the last."""
    return views.sitemap(request, SITEMAPS, section=section)
