"""Where a resource is used: collections, what upper floors know of, and numbers of what is confidential."""

from django.db.models import Q
from django.utils.translation import gettext as _

from resources.models import CollectedPage, CollectionPage, CollectionPick, ResourceUse
from resources.registry import related_lists, use_counts

SHOWN = 8
# A small number tells little, and makes a new resource look bad.
SMALLEST_SHOWN = 10


def used_in(resource, request):
    """`lists`: (heading, links) of live public pages; `counts`: sentences. {} if it is used nowhere."""
    collections = collections_with(resource, request)
    lists = [(_("In collections"), collections)] if collections else []
    lists += related_lists(resource, request)
    counts = use_counts(resource)
    return {"lists": lists, "counts": counts} if lists or counts else {}


def collections_with(resource, request):
    """Links to the collections into which an editor picked the resource, and those whose criteria it meets.

    The latter as the worker last found them (`resources.collecting.gathered`).
    """
    picked = CollectionPick.objects.filter(picked_page=resource.pk).values("collection")
    gathered = CollectedPage.objects.filter(page_key=resource.pk).values("collection")
    found = CollectionPage.objects.live().public().filter(Q(pk__in=picked) | Q(pk__in=gathered))
    return [{"title": page.title, "url": page.get_url(request)} for page in found.order_by("title")[:SHOWN]]


def uses_in_words(resource):
    """ "120 in the last 12 months"; "" while it is fewer than ten."""
    use = ResourceUse.objects.filter(resource=resource.pk).first() if resource.pk else None
    count = use.downloads_count if use else 0
    if count < SMALLEST_SHOWN:
        return ""
    return _("%(count)s in the last 12 months") % {"count": count}
