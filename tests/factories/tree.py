"""Places in the page tree where tests put their pages."""

from contextlib import contextmanager

from django.db.models.signals import post_save
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import Locale, Page, Site
from wagtail.search import index
from wagtail.signal_handlers import disable_reference_index_auto_update


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
    """Put a page below `parent` as an editor does: saved, with a published revision. Returns it fresh and specific.

    The search index is brought up to date once, at the end, and not with each of the four saves in between. Wagtail's
    index of references is left alone: tests that look at it fill it with `ReferenceIndex.create_or_update_for_object`.
    """
    with disable_reference_index_auto_update(), without_indexing(type(page)):
        parent.add_child(instance=page)
        page.save_revision(clean=False).publish()
    page = type(page).objects.get(pk=page.pk)
    index.insert_or_update_object(page)
    return page


@contextmanager
def without_indexing(model):
    """Saving a page of this type leaves the search index as it is."""
    post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        yield
    finally:
        post_save.connect(post_save_signal_handler, sender=model)
