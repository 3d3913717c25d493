"""Places in the page tree where tests put their pages."""

from contextlib import contextmanager

from django.db.models.signals import post_save
from django.utils import timezone
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import Locale, Page, Site
from wagtail.signals import page_published, published

from tests.lazy_index import index_later


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
    """Put a page below `parent`, live and with the revision that made it so. Returns it fresh and specific.

    It ends as when an editor publishes it, and all who listen hear of it; tests/tooling/test_factories.py holds it to
    that. But it is saved once where Wagtail saves it three times, and Wagtail's indexes learn of it when somebody looks
    into them.
    """
    model = type(page)
    page.live, page.has_unpublished_changes = True, False
    page.last_published_at = timezone.now()
    page.first_published_at = page.first_published_at or page.last_published_at
    with without_indexing(model):
        parent.add_child(instance=page)
        revision = page.save_revision(clean=False, changed=False)
        model.objects.filter(pk=page.pk).update(live_revision=revision)
        page = model.objects.get(pk=page.pk)
        for signal in (page_published, published):
            signal.send(sender=model, instance=page, revision=revision)
    index_later(page)
    return model.objects.get(pk=page.pk)


@contextmanager
def without_indexing(model):
    """Saving a page of this type leaves the search index as it is."""
    post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        yield
    finally:
        post_save.connect(post_save_signal_handler, sender=model)
