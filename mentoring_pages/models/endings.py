"""How a pair ends or goes on: proposals, the recorded ending, its certificates, and recognition."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring_pages.enums import (
    ClosedBy,
    ClosureMethod,
    ProposalKind,
    ProposalStatus,
    Side,
)
from mentoring_pages.models.pairs import MentoringPair

# Without letters and digits that are taken for each other when they are read aloud.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 12


def new_certificate_code():
    """A code of 59 bits that nobody guesses, such as K7Q2M9XPA4TB."""
    return "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))


class EndingProposalQuerySet(models.QuerySet):
    def open(self):
        """Those that wait for the other side; a pair has one at most."""
        return self.filter(status=ProposalStatus.OPEN)

    def open_of(self, pair):
        """The pair's open proposal, None without one. One query."""
        return self.open().filter(pair=pair).select_related("reason", "proposed_by").first()


class EndingProposal(models.Model):
    """One side would like to end, or to go on after the season; the other side answers (R18, T3)."""

    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    pair = models.ForeignKey(
        MentoringPair, verbose_name=_("pair"), on_delete=models.CASCADE, related_name="ending_proposals"
    )
    kind = models.CharField(_("what"), max_length=8, choices=ProposalKind.choices)
    side = models.CharField(_("proposed by"), max_length=6, choices=Side.choices)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed"), auto_now_add=True)
    # The last day: of the work together, or until which it goes on.
    last_day = models.DateField(_("last day"))
    reason = models.ForeignKey(
        "mentoring_pages.ClosureReason",
        verbose_name=_("reason"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    method = models.CharField(_("recorded"), max_length=8, choices=ClosureMethod.choices, blank=True)
    goals_reached = models.TextField(_("goals reached"), max_length=2_000, blank=True)
    note = models.CharField(_("why"), max_length=500, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=ProposalStatus.choices, default=ProposalStatus.OPEN)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = EndingProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        verbose_name = _("proposal to end or go on")
        verbose_name_plural = _("proposals to end or go on")
        constraints = [
            models.UniqueConstraint(
                fields=["pair"], condition=Q(status=ProposalStatus.OPEN), name="mentoring_one_open_ending_proposal"
            ),
        ]

    def __str__(self):
        return f"{self.pair}: {self.get_kind_display()}"


class Closure(models.Model):
    """The recorded ending of a pair (R18, R87)."""

    pair = models.OneToOneField(MentoringPair, verbose_name=_("pair"), on_delete=models.CASCADE, related_name="closure")
    reason = models.ForeignKey(
        "mentoring_pages.ClosureReason", verbose_name=_("reason"), on_delete=models.PROTECT, related_name="+"
    )
    method = models.CharField(_("recorded"), max_length=8, choices=ClosureMethod.choices)
    ended_on = models.DateField(_("ended"))
    goals_reached = models.TextField(_("goals reached"), max_length=2_000, blank=True)
    closed_by = models.CharField(
        _("how it came to stand"), max_length=8, choices=ClosedBy.choices, default=ClosedBy.RECORDED
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")

    def __str__(self):
        return str(self.pair)


class ClosureCertificate(models.Model):
    """What one side is certified: its part and the hours, as they were at the ending. The code is public."""

    closure = models.ForeignKey(Closure, on_delete=models.CASCADE, related_name="certificates")
    side = models.CharField(_("side"), max_length=6, choices=Side.choices)
    code = models.CharField(_("code"), max_length=16, unique=True, editable=False)
    minutes = models.PositiveIntegerField(_("minutes"))
    contact_count = models.PositiveIntegerField(_("contacts"))

    class Meta:
        ordering = ["closure", "side"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.UniqueConstraint(fields=["closure", "side"], name="mentoring_certificate_once_a_side"),
        ]

    def __str__(self):
        return self.printed_code

    @property
    def printed_code(self):
        """The code in groups of four."""
        return "-".join(self.code[start : start + 4] for start in range(0, len(self.code), 4))


class RecognitionQuerySet(models.QuerySet):
    def public(self):
        """Those that both sides agreed to and staff have not hidden."""
        return self.exclude(mentor_agreed_at=None).exclude(mentee_agreed_at=None).filter(is_hidden=False)


class Recognition(models.Model):
    """The mentee's thanks, and what both allow on the mentor's public page (R30, R71)."""

    pair = models.OneToOneField(
        MentoringPair, verbose_name=_("pair"), on_delete=models.CASCADE, related_name="recognition"
    )
    thanks = models.TextField(_("thanks"), max_length=1_000, blank=True)
    thanked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("thanked by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    thanked_at = models.DateTimeField(_("thanked"), null=True, blank=True)
    mentor_agreed_at = models.DateTimeField(_("mentor agreed"), null=True, blank=True)
    mentee_agreed_at = models.DateTimeField(_("mentee agreed"), null=True, blank=True)
    shows_mentee = models.BooleanField(_("the mentee may be named"), default=False)
    shows_thanks = models.BooleanField(_("the thanks may be shown"), default=False)
    is_hidden = models.BooleanField(_("hidden by staff"), default=False)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("recognition")
        verbose_name_plural = _("recognitions")

    def __str__(self):
        return str(self.pair)

    @property
    def is_public(self):
        """Whether the mentor's page counts it. Row twin of `RecognitionQuerySet.public`."""
        return bool(self.mentor_agreed_at and self.mentee_agreed_at) and not self.is_hidden


class EndingNotice(models.Model):
    """A mail that told both sides of the season's end; each once for one last day."""

    pair = models.ForeignKey(MentoringPair, on_delete=models.CASCADE, related_name="ending_notices")
    last_day = models.DateField(_("last day"))
    days_before = models.PositiveSmallIntegerField(_("days before"))
    sent_on = models.DateField(_("sent"))

    class Meta:
        ordering = ["-sent_on", "-pk"]
        verbose_name = _("notice of the season's end")
        verbose_name_plural = _("notices of the season's end")
        constraints = [
            models.UniqueConstraint(fields=["pair", "last_day", "days_before"], name="mentoring_ending_notice_once"),
        ]

    def __str__(self):
        return f"{self.pair}: {self.last_day}"
