"""Wagtail and Django say by signals alone that a mentor's page came down or a program left, by whichever door.

Each receiver only has the action run, after the change is stored; nothing is decided here.
"""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_save, pre_delete
from wagtail.signals import page_published, page_unpublished


def connect():
    """Called once, when the app is ready."""
    from .models import MentorProfilePage, Program

    page_published.connect(_mentor_published, sender=MentorProfilePage, dispatch_uid="mentoring-mentor-published")
    page_unpublished.connect(_mentor_gone, sender=MentorProfilePage, dispatch_uid="mentoring-mentor-unpublished")
    pre_delete.connect(_mentor_gone, sender=MentorProfilePage, dispatch_uid="mentoring-mentor-deleted")
    post_save.connect(_program_saved, sender=Program, dispatch_uid="mentoring-program-saved")


def _mentor_published(sender, instance, **kwargs):
    from .actions.mentor_pages import take_down_if_no_mentor

    take_down_if_no_mentor(instance)


def _mentor_gone(sender, instance, **kwargs):
    from .actions.request_upkeep import leave_gone_mentor

    transaction.on_commit(partial(leave_gone_mentor, instance.program_id), robust=True)


def _program_saved(sender, instance, created=False, raw=False, **kwargs):
    from .actions.request_upkeep import program_changed

    if not raw and not created:
        transaction.on_commit(partial(program_changed, instance.pk), robust=True)
