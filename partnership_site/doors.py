"""The ways on from pages that have nothing to show: the doors of the home page."""

from django.db import DatabaseError
from wagtail.models import Site

from resources.pages import BasePage

from .models import HomePage


def site_doors(request):
    """Link dicts (title, text, url) of the home page's doors that everyone may open; [] if there is no home page.

    Used by error pages, so a database that does not answer counts as no doors.
    """
    try:
        site = Site.find_for_request(request)
        home = HomePage.objects.live().filter(pk=site.root_page_id).first() if site else None
        if home is None:
            return []
        chosen = [block.value for block in home.doors if block.value.get("page")]
        public = BasePage.objects.live().public().filter(pk__in=[door["page"].pk for door in chosen])
        pages = {page.pk: page for page in public}
        return [
            {"title": door["title"], "text": door["text"], "url": pages[door["page"].pk].get_url(request)}
            for door in chosen
            if door["page"].pk in pages
        ]
    except DatabaseError:
        return []
