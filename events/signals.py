"""Wagtail says by signals alone that a page was published, unpublished, moved or deleted, by whichever door.

Each receiver only calls the action that does the work; nothing is decided here.
"""

from django.db.models.signals import pre_delete
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move


def connect():
    """Called once, when the app is ready."""
    from .models import GatheringPage

    page_published.connect(_published, sender=GatheringPage, dispatch_uid="partnership-gathering-published")
    page_unpublished.connect(_unpublished, sender=GatheringPage, dispatch_uid="partnership-gathering-unpublished")
    page_slug_changed.connect(_moved, dispatch_uid="partnership-gathering-slug")
    post_page_move.connect(_moved, dispatch_uid="partnership-gathering-moved")
    pre_delete.connect(_deleted, sender=GatheringPage, dispatch_uid="partnership-gathering-deleted")


def _published(sender, instance, **kwargs):
    from .actions.publication import record_publication

    record_publication(instance)


def _unpublished(sender, instance, **kwargs):
    from .actions.publication import record_withdrawal

    record_withdrawal(instance.uid)


def _moved(sender, instance, **kwargs):
    from .actions.publication import record_move

    record_move(instance)


def _deleted(sender, instance, **kwargs):
    from .actions.publication import record_withdrawal

    record_withdrawal(instance.uid)
