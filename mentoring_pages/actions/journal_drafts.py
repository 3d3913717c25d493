"""Keeping what somebody is still writing, encrypted and for that person alone (T4)."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from mentoring_pages.models import JournalDraft, JournalEntry, MentoringPair
from mentoring_pages.permissions import can_write_journal

from .refusals import NotAllowed, TransitionError


class DraftChanged(TransitionError):
    """The draft was kept from another tab or device since. `draft` is what is stored."""

    message = _("This draft was kept from another tab or device while you were writing here. Nothing is overwritten.")

    def __init__(self, draft: JournalDraft):
        super().__init__()
        self.draft = draft


@sensitive_variables()
def keep_draft(
    pair: MentoringPair,
    *,
    by: Any,
    code: uuid.UUID,
    revision: int,
    base_version: int,
    audience: str,
    written_on: datetime.date | None,
    title: str,
    text: str,
) -> JournalDraft:
    """Keep the words of a form. `revision` is that of the draft which the form knows, 0 for none.

    Nobody but the author ever reads it, whatever audience is chosen. The same words sent twice are kept once. Raises
    NotAllowed for anyone outside the pair, DraftChanged if another tab kept other words meanwhile.
    """
    if not can_write_journal(by, pair):
        raise NotAllowed
    typed: dict[str, Any] = {"audience": audience, "written_on": written_on, "title": title, "text": text}
    entry = JournalEntry.objects.of_author(by).filter(pair=pair, code=code).only("pk").first()
    drafts = JournalDraft.objects.filter(author=by, code=code, pair=pair)
    # The revision in the condition decides between two tabs that keep at the same moment.
    if revision and drafts.filter(revision=revision).update(**typed, revision=revision + 1, kept_at=timezone.now()):
        return drafts.get()
    try:
        with transaction.atomic():
            if revision and not drafts.exists():
                revision = 0
            if not revision:
                return JournalDraft.objects.create(
                    code=code, pair=pair, author=by, entry=entry, base_version=base_version, **typed
                )
    except IntegrityError:
        # Another tab made it first, or the code is that of a draft of another pair.
        pass
    stored = drafts.first()
    if stored is None:
        raise NotAllowed
    if any(str(getattr(stored, name)) != str(value) for name, value in typed.items()):
        raise DraftChanged(stored)
    return stored


@sensitive_variables()
def drop_draft(code: uuid.UUID, *, by: Any, revision: int | None = None) -> bool:
    """Throw one's own draft away; with `revision` only if no other tab has kept more since. Whether it is gone."""
    drafts = JournalDraft.objects.filter(author=by, code=code)
    if revision is not None:
        drafts.filter(revision__lte=revision).delete()
    else:
        drafts.delete()
    return not JournalDraft.objects.filter(author=by, code=code).exists()


@sensitive_variables()
def tie_draft(entry: JournalEntry) -> None:
    """A draft that stays after its new entry was saved from another tab becomes a change of that entry."""
    JournalDraft.objects.filter(author=entry.author_id, code=entry.code, entry=None).update(entry=entry)
