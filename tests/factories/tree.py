"""Places in the page tree where tests put their pages."""

from wagtail.models import Locale, Page, Site


def site_root():
    """The page under which the default site's pages stand. Made with its site where a test database has none."""
    # A test that was rolled back may have left the paths of its own site in the cache.
    Site.clear_site_root_paths_cache()
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site:
        return site.root_page
    Locale.objects.get_or_create(language_code="en")
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    home = root.add_child(instance=Page(title="Site", slug="site"))
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home


def publish(page, parent):
    """Put a page below `parent` as an editor does: saved, with a published revision. Returns it fresh and specific."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)
