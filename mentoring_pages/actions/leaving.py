"""What a person does with all that is theirs: take sharing back, destroy the journal, leave for good."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from mentoring_pages.actions.people import leave_program
from mentoring_pages.enums import JournalAudience
from mentoring_pages.models import JournalDraft, JournalEntry, JournalPassage, Program
from resources.personal_data import personal_parts

from .refusals import NotAllowed, TransitionError


class WorksInCms(TransitionError):
    """The account opens the CMS, where others depend on it."""

    message = _(
        "You also work in the CMS. Ask somebody else who manages its users to end your account; "
        "your journal is destroyed with it."
    )


@sensitive_variables()
def take_back_all(*, by: Any) -> int:
    """Nobody but the author reads any entry or passage any more, in no pair. How many were taken back."""
    shared = JournalEntry.objects.of_author(by).exclude(audience=JournalAudience.ONLY_ME)
    with transaction.atomic():
        passages, _details = JournalPassage.objects.filter(entry__in=JournalEntry.objects.of_author(by)).delete()
        entries = shared.update(
            audience=JournalAudience.ONLY_ME, shared_at=None, version=F("version") + 1, updated_at=timezone.now()
        )
    return entries + passages


@sensitive_variables()
def destroy_journal(*, by: Any) -> int:
    """Delete all that the person wrote in any journal, drafts too; no copy is kept. How many entries there were."""
    own = JournalEntry.objects.of_author(by)
    with transaction.atomic():
        count = own.count()
        JournalDraft.objects.filter(author=by).delete()
        own.delete()
    return count


@sensitive_variables()
def leave_for_good(*, by: Any) -> None:
    """End every part in a program, destroy what is the person's own, and delete the account.

    Records of programs stay, without the name. Coordinators get a mail about a program that has no director any more.
    Raises NotAllowed, WorksInCms.
    """
    with transaction.atomic():
        user = get_user_model()._default_manager.select_for_update().filter(pk=by.pk, is_active=True).first()
        if user is None:
            raise NotAllowed
        if user.is_superuser or user.has_perm("wagtailadmin.access_admin"):
            raise WorksInCms
        for program in Program.objects.of_user(user).distinct():
            leave_program(program, by=user)
        destroy_journal(by=user)
        for part in personal_parts():
            if part.forget:
                part.forget(user)
        user.delete()
