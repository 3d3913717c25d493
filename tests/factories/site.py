"""The site's own pages."""

from wagtail.models import Site

from partnership_site.models import HomePage, StandardPage
from tests.factories.tree import publish, site_root


def home_page(*, doors=(), **kwargs):
    """The front page as root of the default site. `doors` are (title, page). Pages made before stay where they are."""
    root = site_root().get_root()
    page = HomePage(**{"title": "Home", "slug": "front", "statement": "Programs help programs.", **kwargs})
    page.doors = [("door", {"title": title, "text": f"{title} today.", "page": target}) for title, target in doors]
    page = publish(page, root)
    for other in site_root().get_children():
        other.specific.move(page, pos="last-child")
    Site.objects.filter(is_default_site=True).update(root_page=page)
    Site.clear_site_root_paths_cache()
    return HomePage.objects.get(pk=page.pk)


def standard_page(title="About us", *, text="", parent=None, **kwargs):
    """A published page of text."""
    page = StandardPage(title=title, **kwargs)
    page.body = [("text", text)] if text else []
    return publish(page, parent or site_root())
