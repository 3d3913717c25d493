"""Reading lists: keeping resources, putting them in order, sharing a list with a pair. A list is its owner's alone."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from mentoring_pages.models import MentoringPair, ReadingItem, ReadingList
from mentoring_pages.permissions import can_edit_reading_list, can_keep_resource, can_share_reading_list

from .refusals import NotAllowed, TransitionError

MAX_LISTS = 50
MAX_ITEMS = 200


class TooMany(TransitionError):
    """A limit that keeps one account from filling the database."""


class GoneMeanwhile(TransitionError):
    """The list or the line was removed in another window."""

    message = gettext_lazy("This is no longer there, so nothing was changed.")


def keep_resource(resource: Page, *, by, reading_list: ReadingList | None = None) -> tuple[ReadingItem, bool]:
    """Put a resource at the end of a list, by default the person's first one, which is made if it is missing.

    Returns the line and whether it is new: kept twice, it stands there once. Raises NotAllowed, TooMany.
    """
    if not can_keep_resource(by, resource):
        raise NotAllowed
    with transaction.atomic():
        reading_list = _locked(reading_list or _first_list(by), by)
        known = reading_list.items.filter(resource=resource.pk).first()
        if known:
            return known, False
        _check_room(reading_list)
        return reading_list.items.create(resource_id=resource.pk, place=_next_place(reading_list)), True


def make_list(*, by, name: str, note: str = "") -> ReadingList:
    """A new list. Raises NotAllowed for somebody who is not signed in, TooMany."""
    if not by.is_authenticated or not by.is_active:
        raise NotAllowed
    with transaction.atomic():
        get_user_model().objects.select_for_update().get(pk=by.pk)
        if ReadingList.objects.filter(owner=by).count() >= MAX_LISTS:
            raise TooMany(_("You have %(count)s lists. Remove one before you make another.") % {"count": MAX_LISTS})
        return ReadingList.objects.create(owner=by, name=name, note=note)


def edit_list(reading_list: ReadingList, *, by, name: str, note: str) -> None:
    """Another name or note. Raises NotAllowed, GoneMeanwhile."""
    with transaction.atomic():
        locked = _locked(reading_list, by)
        locked.name, locked.note = name, note
        locked.save(update_fields=["name", "note"])


def delete_list(reading_list: ReadingList, *, by) -> None:
    """Remove a list with all that is on it. The resources stay. Raises NotAllowed, GoneMeanwhile."""
    with transaction.atomic():
        _locked(reading_list, by).delete()


def share_list(reading_list: ReadingList, pair: MentoringPair, *, by) -> None:
    """Let everyone of the pair's two programs read it, as long as the pair is open. Raises NotAllowed."""
    with transaction.atomic():
        locked = _locked(reading_list, by)
        if not can_share_reading_list(by, locked, pair):
            raise NotAllowed
        locked.shared_with, locked.shared_at = pair, timezone.now()
        locked.save(update_fields=["shared_with", "shared_at"])


def unshare_list(reading_list: ReadingList, *, by) -> None:
    """From now on its owner alone reads it. Done twice, nothing changes. Raises NotAllowed, GoneMeanwhile."""
    with transaction.atomic():
        locked = _locked(reading_list, by)
        locked.shared_with = locked.shared_at = None
        locked.save(update_fields=["shared_with", "shared_at"])


def edit_item(item: ReadingItem, *, by, note: str, to_list: ReadingList | None = None) -> None:
    """Another note; `to_list` moves the line to the end of another list of the same owner.

    A resource that stands there already is not put there twice: this line goes. Raises NotAllowed, GoneMeanwhile,
    TooMany.
    """
    with transaction.atomic():
        reading_list = _locked(item.reading_list, by)
        line = _line(reading_list, item)
        line.note = note
        if to_list is not None and to_list.pk != reading_list.pk:
            target = _locked(to_list, by)
            if line.resource_id and (there := target.items.filter(resource=line.resource_id).first()):
                there.note = there.note or note
                there.save(update_fields=["note"])
                line.delete()
                return
            _check_room(target)
            line.reading_list, line.place = target, _next_place(target)
        line.save(update_fields=["note", "reading_list", "place"])


def move_item(item: ReadingItem, *, by, is_up: bool) -> None:
    """One place up or down; at the end of the list nothing happens. Raises NotAllowed, GoneMeanwhile."""
    with transaction.atomic():
        lines = list(_locked(item.reading_list, by).items.all())
        at = next((number for number, line in enumerate(lines) if line.pk == item.pk), None)
        if at is None:
            raise GoneMeanwhile
        to = at - 1 if is_up else at + 1
        if not 0 <= to < len(lines):
            return
        lines[at], lines[to] = lines[to], lines[at]
        for place, line in enumerate(lines):
            line.place = place
        ReadingItem.objects.bulk_update(lines, ["place"])


def remove_item(item: ReadingItem, *, by) -> None:
    """Take a line off its list. Raises NotAllowed, GoneMeanwhile."""
    with transaction.atomic():
        _line(_locked(item.reading_list, by), item).delete()


def _first_list(owner):
    if not owner.is_authenticated:
        raise NotAllowed
    found = ReadingList.objects.filter(owner=owner, is_first=True).first()
    if found:
        return found
    try:
        with transaction.atomic():
            return ReadingList.objects.create(owner=owner, name=_("Kept for later"), is_first=True)
    except IntegrityError:
        # The button was pressed in two windows at once.
        return ReadingList.objects.get(owner=owner, is_first=True)


def _locked(reading_list, by):
    locked = ReadingList.objects.select_for_update().filter(pk=reading_list.pk).first()
    if locked is None:
        raise GoneMeanwhile
    if not can_edit_reading_list(by, locked):
        raise NotAllowed
    return locked


def _line(reading_list, item):
    line = reading_list.items.filter(pk=item.pk).first()
    if line is None:
        raise GoneMeanwhile
    return line


def _check_room(reading_list):
    if reading_list.items.count() >= MAX_ITEMS:
        raise TooMany(_("This list holds %(count)s resources and is full.") % {"count": MAX_ITEMS})


def _next_place(reading_list):
    last = reading_list.items.aggregate(last=Max("place"))["last"]
    return 0 if last is None else last + 1
