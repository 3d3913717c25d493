"""Putting a page into a collection without an editor's form."""

from django.db import transaction
from wagtail.log_actions import log

from resources.models import CollectionPage, CollectionPick


def add_pick(collection_key, page_key):
    """Add a page at the end of what was picked by hand, as a revision of its own. Returns what became of it.

    "published"; "draft": the collection is not published, or holds changes that are not meant to be seen yet; "there":
    it was picked before; "refused": the collection is deleted, locked or a copy.
    """
    with transaction.atomic():
        collection = CollectionPage.objects.select_for_update().filter(pk=collection_key).first()
        if collection is None or collection.locked or collection.alias_of_id:
            return "refused"
        draft = collection.get_latest_revision_as_object()
        picks = list(draft.picks.all())
        if any(pick.picked_page_id == page_key for pick in picks):
            return "there"
        last = max((pick.sort_order or 0 for pick in picks), default=-1)
        draft.picks.add(CollectionPick(picked_page_id=page_key, sort_order=last + 1))
        is_shown = collection.live and not collection.has_unpublished_changes
        revision = draft.save_revision(log_action=False, clean=False)
        log(instance=collection, action="partnership.rule_pick", revision=revision, content_changed=True)
        if is_shown:
            revision.publish(log_action=False)
        return "published" if is_shown else "draft"
