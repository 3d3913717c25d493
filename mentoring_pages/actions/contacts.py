"""Logging contacts."""

from __future__ import annotations

import datetime
import uuid

from django.db import IntegrityError, transaction

from mentoring_pages.models import Contact, MentoringPair
from mentoring_pages.permissions import can_edit_contact, can_log_contact

from .refusals import NotAllowed


def log_contact(
    pair: MentoringPair,
    *,
    by,
    code: uuid.UUID,
    happened_on: datetime.date,
    mode,
    kind,
    minutes: int | None,
    was_made: bool,
    note: str,
) -> Contact:
    """Add a contact to the pair's log and return it (R41, R42).

    `code` is the form's own: sent twice, by a double click or a retry, it makes one contact. Raises NotAllowed.
    """
    with transaction.atomic():
        locked = MentoringPair.objects.select_for_update().get(pk=pair.pk)
        if not can_log_contact(by, locked):
            raise NotAllowed
        typed = {"happened_on": happened_on, "mode": mode, "kind": kind}
        typed |= {"minutes": minutes, "was_made": was_made, "note": note}
        try:
            with transaction.atomic():
                return Contact.objects.create(pair=locked, code=code, logged_by=by, **typed)
        except IntegrityError:
            return Contact.objects.filter(pair=locked, logged_by=by, code=code).first() or Contact.objects.create(
                pair=locked, logged_by=by, **typed
            )


def edit_contact(
    contact: Contact,
    *,
    by,
    happened_on: datetime.date,
    mode,
    kind,
    minutes: int | None,
    was_made: bool,
    note: str,
) -> Contact:
    """Correct a contact. Raises NotAllowed for all but who logged it, and once the pair is complete."""
    with transaction.atomic():
        locked = Contact.objects.select_for_update(of=("self",)).select_related("pair").get(pk=contact.pk)
        if not can_edit_contact(by, locked):
            raise NotAllowed
        locked.happened_on, locked.mode, locked.kind = happened_on, mode, kind
        locked.minutes, locked.was_made, locked.note = minutes, was_made, note
        locked.save()
    return locked


def delete_contact(contact: Contact, *, by) -> None:
    """Take a contact out of the log. Raises NotAllowed as `edit_contact` does."""
    with transaction.atomic():
        locked = Contact.objects.select_for_update(of=("self",)).select_related("pair").get(pk=contact.pk)
        if not can_edit_contact(by, locked):
            raise NotAllowed
        locked.delete()
