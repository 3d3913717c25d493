"""Bookmarks of mentors: kept and removed. A bookmark is its owner's alone."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring_pages.models import MentorBookmark, MentorProfilePage
from mentoring_pages.permissions import can_bookmark_mentor, can_edit_bookmark

from .refusals import NotAllowed, TransitionError

MAX_BOOKMARKS = 200


class TooManyBookmarks(TransitionError):
    """A limit that keeps one account from filling the database."""


def add_bookmark(profile: MentorProfilePage, *, by) -> tuple[MentorBookmark, bool]:
    """Keep a mentor in mind. Returns the bookmark and whether it is new. Raises NotAllowed, TooManyBookmarks."""
    if not can_bookmark_mentor(by, profile):
        raise NotAllowed
    with transaction.atomic():
        # Two clicks at once wait for each other, so that the limit holds and one of them finds the other's bookmark.
        get_user_model().objects.select_for_update().get(pk=by.pk)
        own = MentorBookmark.objects.of_owner(by)
        known = own.filter(profile=profile.pk).first()
        if known:
            return known, False
        if own.count() >= MAX_BOOKMARKS:
            raise TooManyBookmarks(
                _("You have %(count)s bookmarks. Remove one before you add another.") % {"count": MAX_BOOKMARKS}
            )
        return MentorBookmark.objects.create(owner=by, profile_id=profile.pk, name=profile.title), True


def remove_bookmark(bookmark: MentorBookmark, *, by) -> None:
    """Take it off the list; gone already is as good. Raises NotAllowed."""
    if not can_edit_bookmark(by, bookmark):
        raise NotAllowed
    MentorBookmark.objects.filter(pk=bookmark.pk).delete()
