"""One change to many pages: each as a revision of its own, with the person's own permissions and one log entry."""

from enum import StrEnum

from django.db import transaction
from wagtail.log_actions import log

from resources.pages import BasePage


class Outcome(StrEnum):
    """What became of a page."""

    PUBLISHED = "published"
    DRAFT = "draft"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


def revise(page_id, user, change, *, log_action, data=None):
    """Let `change(page)` change the newest revision of a page; it returns whether it changed anything.

    A page that shows its newest revision is published again if the person may publish it. Otherwise the change is left
    in the draft: it lacks the permission, is not published at all, or holds other work that is not meant to be seen
    yet. REFUSED: the person may not edit it, it is locked, or it copies another page.
    """
    with transaction.atomic():
        page = BasePage.objects.select_for_update().filter(pk=page_id).first()
        page = page.specific if page else None
        if page is None or page.alias_of_id:
            return Outcome.REFUSED
        rights = page.permissions_for_user(user)
        if not rights.can_edit() or rights.page_locked():
            return Outcome.REFUSED
        draft = page.get_latest_revision_as_object()
        if not change(draft):
            return Outcome.UNCHANGED
        is_published = page.live and not page.has_unpublished_changes and rights.can_publish()
        # What an older version of the page lacks must not stop a change to something else.
        revision = draft.save_revision(user=user, log_action=False, clean=False)
        log(instance=page, action=log_action, user=user, revision=revision, content_changed=True, data=data or {})
        if is_published:
            revision.publish(user=user, log_action=False)
        return Outcome.PUBLISHED if is_published else Outcome.DRAFT
