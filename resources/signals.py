"""Django and Wagtail say by signals alone that a page is published, submitted or deleted, by whichever door.

Each receiver only calls what does the work; nothing is decided here.
"""

from django.db.models.signals import pre_delete
from wagtail.signals import page_published, page_unpublished, workflow_submitted


def connect():
    """Called once, when the app is ready."""
    from .models import CollectionPage, ResourcePage
    from .pages import BasePage

    pre_delete.connect(_page_deleted, sender=BasePage, dispatch_uid="partnership-page-into-bin")
    page_published.connect(_resource_published, sender=ResourcePage, dispatch_uid="partnership-resource-published")
    page_published.connect(_collection_published, sender=CollectionPage, dispatch_uid="partnership-collection")
    page_published.connect(_page_published, dispatch_uid="partnership-rules-published")
    page_unpublished.connect(_page_unpublished, dispatch_uid="partnership-rules-unpublished")
    workflow_submitted.connect(_submitted, dispatch_uid="partnership-rules-submitted")


def _page_deleted(sender, instance, origin=None, **kwargs):
    from .recycling.keeping import keep_before_deletion

    keep_before_deletion(origin)


def _resource_published(sender, instance, **kwargs):
    from .actions.alerts import note_publication

    note_publication(instance)


def _collection_published(sender, instance, **kwargs):
    from .collecting.gathered import gather

    gather(instance)


def _page_published(sender, instance, **kwargs):
    from .actions.rules import note_publication

    note_publication(instance)


def _page_unpublished(sender, instance, **kwargs):
    from .actions.rules import note_end

    note_end(instance)


def _submitted(sender, instance, **kwargs):
    from .actions.rules import note_submission
    from .pages import BasePage

    submitted = instance.content_object
    if isinstance(submitted, BasePage):
        note_submission(submitted)
