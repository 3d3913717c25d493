"""Journals: each partner's own. The rule that matters most stands in `JournalEntryQuerySet.readable_by`."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from mentoring_pages.encryption import EncryptedTextField, SealedText
from mentoring_pages.enums import SHARED_AUDIENCES, JournalAudience, PairStatus, Side
from mentoring_pages.roles import is_coordinator


def _for_people_of(memberships, user, *, author, audience):
    """Rows of pairs to which the user belongs by one of `memberships`, and what of them the user may read."""
    belongs = Q(**{f"{memberships}__user": user, f"{memberships}__is_active": True})
    was_there = Q(**{f"{memberships}__joined_at": None}) | Q(
        **{f"{memberships}__joined_at__lte": Coalesce("shared_at", "created_at")}
    )
    return belongs & (Q(**{author: user}) | Q(**{f"{audience}__in": SHARED_AUDIENCES}) & was_there)


def _readable_by(rows, user, *, pair, author, audience="audience"):
    if not user.is_authenticated or not user.is_active:
        return rows.none()
    names = {"author": author, "audience": audience}
    readable = _for_people_of(f"{pair}__mentor__memberships", user, **names) | _for_people_of(
        f"{pair}__mentee__memberships", user, **names
    )
    readable &= ~Q(**{f"{pair}__status": PairStatus.AWAITING})
    if is_coordinator(user):
        readable |= Q(**{audience: JournalAudience.PAIR_AND_STAFF})
    return rows.filter(readable).distinct()


class JournalEntryQuerySet(models.QuerySet):
    def readable_by(self, user):
        """Own entries; those shared with the pair whose people the user was among; for coordinators those for staff.

        Nobody else, superusers included (T4); an author who left the program reads none of them here any more. Who
        came later, as a new director does, reads nothing that was shared before.
        Twin of `permissions.can_read_journal_entry`.
        """
        return _readable_by(self, user, pair="pair", author="author")

    def of_author(self, user):
        """All that the user wrote, whatever became of the pair or of the user's part in it: one's own data."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(author=user)

    def shared_with_staff(self):
        """What the staff's screen may list."""
        return self.filter(audience=JournalAudience.PAIR_AND_STAFF)


class JournalPassageQuerySet(models.QuerySet):
    def readable_by(self, user):
        """By the rule of entries, by the passage's own readers. Twin of `permissions.can_read_journal_passage`."""
        return _readable_by(self, user, pair="entry__pair", author="entry__author")


class Confidential(models.Model):
    """What rows of journals share: no screen, permission, index or `__str__` tells anything of them."""

    # Wagtail's list of what refers to what would tell staff that private entries exist.
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        # Not even the permissions exist by which a generic screen could offer it; the staff's screen has its own rule.
        default_permissions = ()

    def __str__(self):
        return f"#{self.pk}"


class JournalEntry(Confidential):
    """A journal entry (R45). Its text is encrypted; no `__str__`, revision, audit log or index has it.

    `version` rises with each save, so that two open forms notice each other. `shared_at` is when its readers were
    chosen; None: it was never shared, or was shared when it was written.
    """

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
    # For counting only; the membership may be gone when it is counted. Empty: not known.
    side = models.CharField(_("side"), max_length=8, choices=Side.choices, blank=True, editable=False)
    audience = models.CharField(
        _("who may read it"), max_length=16, choices=JournalAudience.choices, default=JournalAudience.ONLY_ME
    )
    shared_at = models.DateTimeField(_("shared"), null=True, blank=True, editable=False)
    written_on = models.DateField(_("date"))
    title = EncryptedTextField(_("title"), blank=True)
    text = EncryptedTextField(_("text"))
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = JournalEntryQuerySet.as_manager()

    class Meta(Confidential.Meta):
        ordering = ["-written_on", "-pk"]
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")

    @property
    def is_shared(self):
        return self.audience in SHARED_AUDIENCES

    @property
    def is_readable(self):
        """False when no key at hand opens it."""
        return not (isinstance(self.title, SealedText) or isinstance(self.text, SealedText))


class JournalPassage(Confidential):
    """The one part of an entry that its author shares while the rest stays private. Its words are kept as they were
    chosen: changing the entry does not change what others read. Taking it back deletes it.
    """

    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    entry = models.OneToOneField(
        JournalEntry, verbose_name=_("journal entry"), on_delete=models.CASCADE, related_name="passage"
    )
    audience = models.CharField(
        _("who may read it"), max_length=16, choices=JournalAudience.choices, default=JournalAudience.MY_PAIR
    )
    text = EncryptedTextField(_("text"))
    shared_at = models.DateTimeField(_("shared"))
    created_at = models.DateTimeField(_("chosen"), auto_now_add=True)

    objects = JournalPassageQuerySet.as_manager()

    class Meta(Confidential.Meta):
        ordering = ["-shared_at", "-pk"]
        verbose_name = _("shared passage of a journal entry")
        verbose_name_plural = _("shared passages of journal entries")

    @property
    def is_readable(self):
        """False when no key at hand opens it."""
        return not isinstance(self.text, SealedText)


class JournalDraft(Confidential):
    """What its author is writing and has not saved yet, for that person alone, whatever the entry's readers are.

    `code` is the form's: of a new entry, or of the one that is being changed. `revision` rises with each keeping, so
    that two tabs notice each other; `base_version` is the version of the entry when the change was begun.
    """

    code = models.UUIDField()
    pair = models.ForeignKey("mentoring_pages.MentoringPair", on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(JournalEntry, on_delete=models.CASCADE, null=True, related_name="drafts")
    audience = models.CharField(max_length=16, choices=JournalAudience.choices, default=JournalAudience.ONLY_ME)
    written_on = models.DateField(null=True)
    title = EncryptedTextField(blank=True)
    text = EncryptedTextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    base_version = models.PositiveIntegerField(default=0)
    kept_at = models.DateTimeField(auto_now=True)

    class Meta(Confidential.Meta):
        ordering = ["-kept_at", "-pk"]
        verbose_name = _("draft of a journal entry")
        verbose_name_plural = _("drafts of journal entries")
        constraints = [models.UniqueConstraint(fields=["author", "code"], name="mentoring_one_journal_draft")]

    @property
    def is_readable(self):
        """False when no key at hand opens it."""
        return not (isinstance(self.title, SealedText) or isinstance(self.text, SealedText))


class JournalReading(Confidential):
    """That somebody read a shared entry or passage, for its author to see: who, which, when first and last."""

    # Entries stay out of exports, so what points to them does too.
    is_confidential = True

    entry = models.ForeignKey(JournalEntry, on_delete=models.CASCADE, related_name="readings")
    # Whether it was the passage alone. It outlives the passage, which may be taken back.
    is_of_passage = models.BooleanField(default=False)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    first_read_at = models.DateTimeField()
    last_read_at = models.DateTimeField()

    class Meta(Confidential.Meta):
        ordering = ["first_read_at", "pk"]
        verbose_name = _("reading of a journal entry")
        verbose_name_plural = _("readings of journal entries")
        constraints = [
            models.UniqueConstraint(fields=["entry", "reader", "is_of_passage"], name="mentoring_one_journal_reading")
        ]
