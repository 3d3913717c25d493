"""Wagtail says by signals alone that a page was published, unpublished, moved or deleted, by whichever door.

Each receiver only calls the action that does the work; nothing is decided here. Members are heard of for
one thing: a new password, or an account that is switched off, ends personal calendars.
"""

from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Locale, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move


def connect():
    """Called once, when the app is ready."""
    from django.contrib.auth import get_user_model

    from resources.models import Topic

    from .models import CalendarPage, GatheringKind, GatheringPage, Region, RegionGroup

    post_save.connect(_member_saved, sender=get_user_model(), dispatch_uid="partnership-member-saved")
    page_published.connect(_published, sender=GatheringPage, dispatch_uid="partnership-gathering-published")
    page_unpublished.connect(_unpublished, sender=GatheringPage, dispatch_uid="partnership-gathering-unpublished")
    page_slug_changed.connect(_moved, dispatch_uid="partnership-gathering-slug")
    post_page_move.connect(_moved, dispatch_uid="partnership-gathering-moved")
    pre_delete.connect(_deleted, sender=GatheringPage, dispatch_uid="partnership-gathering-deleted")
    page_published.connect(_calendar_published, sender=CalendarPage, dispatch_uid="partnership-calendar-published")
    page_unpublished.connect(_calendar_ended, sender=CalendarPage, dispatch_uid="partnership-calendar-unpublished")
    pre_delete.connect(_calendar_ended, sender=CalendarPage, dispatch_uid="partnership-calendar-deleted")
    for model in (Region, RegionGroup, Topic, GatheringKind):
        post_save.connect(_word_saved, sender=model, dispatch_uid=f"partnership-word-saved-{model.__name__}")
        pre_delete.connect(_word_deleted, sender=model, dispatch_uid=f"partnership-word-deleted-{model.__name__}")
    for model in (PageViewRestriction, Site, Locale):
        post_save.connect(_feeds_changed, sender=model, dispatch_uid=f"partnership-feeds-{model.__name__}-saved")
        post_delete.connect(_feeds_changed, sender=model, dispatch_uid=f"partnership-feeds-{model.__name__}-deleted")


def _published(sender, instance, **kwargs):
    from .actions.publication import record_publication

    record_publication(instance)


def _member_saved(sender, instance, raw=False, **kwargs):
    from .actions.subscriptions import end_all_subscriptions

    # Django keeps the typed password here while it saves a new one, and not when it only hashes the old one anew.
    is_new_password = getattr(instance, "_password", None) is not None
    if not raw and (is_new_password or not instance.is_active):
        end_all_subscriptions(instance)


def _unpublished(sender, instance, **kwargs):
    from .actions.publication import record_withdrawal

    record_withdrawal(instance.uid)


def _moved(sender, instance, **kwargs):
    from .actions.publication import record_move

    record_move(instance)


def _deleted(sender, instance, **kwargs):
    from .actions.publication import record_withdrawal
    from .actions.subscriptions import keep_lost_gathering

    # The restrictions go with the page; what was for some alone must not be told to all when it is deleted.
    entry = record_withdrawal(instance.uid, is_private=bool(instance.get_view_restrictions()))
    if entry is not None:
        keep_lost_gathering(instance, entry)


def _calendar_published(sender, instance, **kwargs):
    from .actions.feeds import record_calendar

    record_calendar(instance)


def _calendar_ended(sender, instance, **kwargs):
    from .actions.feeds import record_calendar_end

    record_calendar_end(instance)


def _word_saved(sender, instance, raw=False, **kwargs):
    from .actions.feeds import record_word

    if not raw:
        record_word(instance)


def _word_deleted(sender, instance, **kwargs):
    from .actions.feeds import record_word_end

    record_word_end(instance)


def _feeds_changed(sender, instance, raw=False, **kwargs):
    from .feeds.version import feeds_changed

    if not raw:
        feeds_changed()
