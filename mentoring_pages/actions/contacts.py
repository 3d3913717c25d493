"""Logging contacts, correcting them, and marking what was logged by mistake (R41, R42)."""

from __future__ import annotations

import datetime
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.enums import OPEN_PAIR_STATUSES
from mentoring_pages.models import Contact, ContactChange, MentoringPair
from mentoring_pages.permissions import can_edit_contact, can_log_contact, can_mark_contact, pair_side

from .pair_lock import locked_pair
from .refusals import NotAllowed, TransitionError

TYPED = ("happened_on", "mode", "kind", "minutes", "was_made", "note")


class PairEnded(NotAllowed):
    """The pair was closed, perhaps while the form was open."""

    message = gettext_lazy("This pair has ended, so its log stays as it is. Nothing was saved.")


class PerhapsLogged(TransitionError):
    """A contact of the same day and mode stands in the log: `contacts`. The writer says whether it is the same."""

    message = gettext_lazy("A contact of the same day stands in the log already. Is it this one?")

    def __init__(self, contacts):
        super().__init__()
        self.contacts = contacts


class ContactIsMistaken(TransitionError):
    """It was marked as mistaken meanwhile."""

    message = gettext_lazy("This contact was marked as mistaken meanwhile, so it can't be changed.")


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
    topics=(),
    is_another: bool = False,
) -> Contact:
    """Add a contact to the pair's log and return it (R41, R42).

    `code` is the form's own: sent twice, by a double click or a retry, it makes one contact. Of two sides that log the
    same contact, the second is asked first, also at the same moment: PerhapsLogged, unless `is_another` says that it is
    another one. Raises PairEnded, NotAllowed.
    """
    with transaction.atomic():
        locked = locked_pair(pair)
        _may_log(by, locked)
        known = Contact.objects.filter(pair=locked, logged_by=by, code=code).first()
        if known:
            return known
        if not is_another:
            alike = list(
                Contact.objects.filter(pair=locked)
                .like(happened_on=happened_on, mode=mode, was_made=was_made)
                .select_related("mode", "kind", "logged_by")
            )
            if alike:
                raise PerhapsLogged(alike)
        typed = {"happened_on": happened_on, "mode": mode, "kind": kind}
        typed |= {"minutes": minutes, "was_made": was_made, "note": note}
        try:
            with transaction.atomic():
                contact = Contact.objects.create(pair=locked, code=code, logged_by=by, **typed)
        except IntegrityError:
            # The code belongs to another pair's contact.
            contact = Contact.objects.create(pair=locked, logged_by=by, **typed)
        contact.topics.set(topics)
        return contact


def join_contact(contact: Contact, *, by, note: str = "", topics=()) -> Contact:
    """ "It is this one": keep one contact of both sides, with what the second wrote beside the first. Returns it.

    Raises PairEnded, NotAllowed, ContactIsMistaken.
    """
    with transaction.atomic():
        locked = locked_pair(contact.pair)
        _may_log(by, locked)
        contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
        if contact.mistaken_at:
            raise ContactIsMistaken
        note = note.strip()
        if contact.logged_by_id != by.pk:
            contact.seconded_by = by
        if note and note not in (contact.note, contact.second_note):
            if not contact.note and contact.logged_by_id == by.pk:
                contact.note = note
            else:
                contact.second_note = "\n".join(filter(None, (contact.second_note, note)))
        contact.save()
        contact.topics.add(*topics)
    return contact


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
    topics=None,
) -> Contact:
    """Correct a contact; what it was before is kept. The same again changes nothing. Returns it.

    `topics` None: they stay. Raises NotAllowed for all but who logged it, PairEnded once the pair is complete,
    ContactIsMistaken.
    """
    with transaction.atomic():
        locked = _locked(contact)
        if locked.pair.status not in OPEN_PAIR_STATUSES and pair_side(by, locked.pair):
            raise PairEnded
        if locked.mistaken_at:
            raise ContactIsMistaken
        if not can_edit_contact(by, locked):
            raise NotAllowed
        typed = (happened_on, mode, kind, minutes, was_made, note)
        has_new_topics = topics is not None and set(topics) != set(locked.topics.all())
        if tuple(getattr(locked, name) for name in TYPED) == typed and not has_new_topics:
            return locked
        keep_state(locked, by)
        for name, value in zip(TYPED, typed, strict=True):
            setattr(locked, name, value)
        locked.save()
        if has_new_topics:
            locked.topics.set(topics)
    return locked


def mark_mistaken(contact: Contact, *, by, reason: str) -> Contact:
    """Say that a contact was logged by mistake: it stays in the log, struck out, and counts for nothing. Returns it.

    Done twice it changes nothing. Raises PairEnded, NotAllowed.
    """
    with transaction.atomic():
        locked = _markable(contact, by)
        if locked.mistaken_at:
            return locked
        keep_state(locked, by)
        locked.mistaken_at, locked.mistaken_by, locked.mistaken_reason = timezone.now(), by, reason.strip()
        locked.was_made = False
        locked.save()
    return locked


def unmark_mistaken(contact: Contact, *, by) -> Contact:
    """Take the mark back: the contact is what it was before. Returns it. Raises PairEnded, NotAllowed."""
    with transaction.atomic():
        locked = _markable(contact, by)
        if not locked.mistaken_at:
            return locked
        before = locked.changes.filter(was_mistaken=False).first()
        keep_state(locked, by)
        locked.mistaken_at, locked.mistaken_by, locked.mistaken_reason = None, None, ""
        locked.was_made = before.was_made if before else True
        locked.save()
    return locked


def _may_log(by, pair):
    if can_log_contact(by, pair):
        return
    if pair.status not in OPEN_PAIR_STATUSES and pair_side(by, pair):
        raise PairEnded
    raise NotAllowed


def _markable(contact, by):
    locked = _locked(contact)
    if locked.pair.status not in OPEN_PAIR_STATUSES and pair_side(by, locked.pair):
        raise PairEnded
    if not can_mark_contact(by, locked):
        raise NotAllowed(_("Who logged it, or a director of the other side, marks a contact as mistaken."))
    return locked


def _locked(contact):
    contacts = Contact.objects.select_for_update(of=("self",)).select_related("pair__mentor", "mode", "kind")
    return contacts.get(pk=contact.pk)


def keep_state(contact, by) -> None:
    """Write down what the contact is now, before it changes."""
    ContactChange.objects.create(
        contact=contact,
        changed_by=by,
        happened_on=contact.happened_on,
        mode=str(contact.mode),
        kind=str(contact.kind),
        minutes=contact.minutes,
        was_made=contact.was_made,
        topics=", ".join(map(str, contact.topics.all()))[:1_000],
        note=contact.note,
        was_mistaken=contact.mistaken_at is not None,
    )
