"""Who reads and keeps reading lists and bookmarks of mentors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring_pages.enums import (
    OPEN_PAIR_STATUSES,
)
from mentoring_pages.permissions.pairs import pair_side

if TYPE_CHECKING:
    from mentoring_pages.models import (
        MentorBookmark,
        MentoringPair,
        MentorProfilePage,
        ReadingList,
    )
    from resources.models import ResourcePage


def can_keep_resource(user, resource: ResourcePage) -> bool:
    """Everybody who is signed in, as long as everyone may see the resource. Two queries at most."""
    if not user.is_authenticated or not user.is_active:
        return False
    return type(resource).objects.live().public().filter(pk=resource.pk).exists()


def can_view_reading_list(user, reading_list: ReadingList) -> bool:
    """Its owner; the people of the pair it is shared with, while the pair is open and its owner belongs to it.

    Coordinators and superusers read none but those of their own pairs. Twin: `ReadingList.objects.visible_to`.
    """
    if can_edit_reading_list(user, reading_list):
        return True
    pair = reading_list.shared_with
    if pair is None or pair.status not in OPEN_PAIR_STATUSES or pair_side(user, pair) is None:
        return False
    return pair_side(reading_list.owner, pair) is not None


def can_edit_reading_list(user, reading_list: ReadingList) -> bool:
    """Its owner alone. Twin: `ReadingList.objects.of_owner`."""
    return user.is_authenticated and user.is_active and reading_list.owner_id == user.pk


def can_share_reading_list(user, reading_list: ReadingList, pair: MentoringPair) -> bool:
    """Its owner, with an open pair of the owner's own programs."""
    is_open = pair.status in OPEN_PAIR_STATUSES
    return is_open and can_edit_reading_list(user, reading_list) and pair_side(user, pair) is not None


def can_bookmark_mentor(user, profile: MentorProfilePage) -> bool:
    """Everybody who is signed in, as long as everyone may see the mentor's page. Two queries at most."""
    if not user.is_authenticated or not user.is_active:
        return False
    return type(profile).objects.listed().filter(pk=profile.pk).exists()


def can_edit_bookmark(user, bookmark: MentorBookmark) -> bool:
    """Its owner alone. Twin: `MentorBookmark.objects.of_owner`."""
    return user.is_authenticated and user.is_active and bookmark.owner_id == user.pk
