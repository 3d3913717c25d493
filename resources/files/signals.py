"""Wagtail tells only by a signal that a resource was published by whichever door; the receiver calls one action."""

from wagtail.signals import page_published


def connect():
    """Listen; called once when the app is ready."""
    from resources.models import ResourcePage

    page_published.connect(_note_files, sender=ResourcePage, dispatch_uid="partnership-files")


def _note_files(sender, instance, **kwargs):
    from .reading import note_published

    note_published(instance)
