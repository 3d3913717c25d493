"""Journals: each partner's own. The rule that matters most stands in `JournalEntryQuerySet.readable_by`."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentoring_pages.encryption import EncryptedTextField
from mentoring_pages.enums import JournalAudience, PairStatus
from mentoring_pages.roles import is_coordinator

SHARED_WITH_PAIR = (JournalAudience.MY_PAIR, JournalAudience.PAIR_AND_STAFF)


def _for_people_of(memberships, user):
    """Entries of pairs to which the user belongs by one of `memberships`, and what of them the user may read."""
    belongs = Q(**{f"{memberships}__user": user, f"{memberships}__is_active": True})
    was_there = Q(**{f"{memberships}__joined_at": None}) | Q(**{f"{memberships}__joined_at__lte": F("updated_at")})
    belongs &= ~Q(pair__status=PairStatus.AWAITING)
    return belongs & (Q(author=user) | Q(audience__in=SHARED_WITH_PAIR) & was_there)


class JournalEntryQuerySet(models.QuerySet):
    def readable_by(self, user):
        """Own entries; those shared with the pair whose people the user was among; for coordinators those for staff.

        Nobody else, superusers included (T4); an author who left the program reads none of them any more. Who came
        later, as a new director does, reads nothing that its author last saved before.
        Twin of `permissions.can_read_journal_entry`.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        readable = _for_people_of("pair__mentor__memberships", user) | _for_people_of("pair__mentee__memberships", user)
        if is_coordinator(user):
            readable |= Q(audience=JournalAudience.PAIR_AND_STAFF)
        return self.filter(readable).distinct()

    def shared_with_staff(self):
        """What the staff's screen may list."""
        return self.filter(audience=JournalAudience.PAIR_AND_STAFF)


class JournalEntry(models.Model):
    """A journal entry (R45). Its text is encrypted; no `__str__`, revision, audit log or index has it."""

    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    pair = models.ForeignKey(
        "mentoring_pages.MentoringPair",
        verbose_name=_("pair"),
        on_delete=models.CASCADE,
        related_name="journal_entries",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.CASCADE,
        related_name="mentoring_journal_entries",
    )
    audience = models.CharField(
        _("who may read it"), max_length=16, choices=JournalAudience.choices, default=JournalAudience.ONLY_ME
    )
    written_on = models.DateField(_("date"))
    title = EncryptedTextField(_("title"), blank=True)
    text = EncryptedTextField(_("text"))
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = JournalEntryQuerySet.as_manager()

    # Wagtail's list of what refers to what would tell staff that private entries exist.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-written_on", "-pk"]
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        # Not even the permissions exist by which a generic screen could offer it; the staff's screen has its own rule.
        default_permissions = ()

    def __str__(self):
        return f"#{self.pk}"
