"""How people and programs come in: wishes to join a program, invitations into one, and referrals by the public."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring_pages.enums import JoinStatus, MembershipRole, ReferralStatus


class JoinRequestQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(status=JoinStatus.WAITING)


class JoinRequest(models.Model):
    """Somebody says that they work in a program that is here already; a coordinator or its director decides."""

    program = models.ForeignKey(
        "mentoring_pages.Program", verbose_name=_("program"), on_delete=models.CASCADE, related_name="join_requests"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="program_join_requests",
    )
    role = models.CharField(_("role"), max_length=10, choices=MembershipRole.choices, default=MembershipRole.STAFF)
    message = models.TextField(_("message"), max_length=1_000, blank=True)
    status = models.CharField(_("status"), max_length=9, choices=JoinStatus.choices, default=JoinStatus.WAITING)
    reason = models.TextField(_("reason for declining"), max_length=1_000, blank=True)
    created_at = models.DateTimeField(_("asked"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        constraints = [
            models.UniqueConstraint(
                fields=["program", "user"],
                condition=Q(status=JoinStatus.WAITING),
                name="mentoring_one_waiting_join_request",
            ),
        ]

    def __str__(self):
        return f"{self.program}: {self.user}"


class ProgramInvitationQuerySet(models.QuerySet):
    def open(self):
        """Not answered and not taken back; may have run out."""
        return self.filter(accepted_at=None, revoked_at=None)

    def usable(self, now=None):
        """Can be accepted at this moment."""
        return self.open().filter(expires_at__gt=now or timezone.now())


class ProgramInvitation(models.Model):
    """A letter to one e-mail address to become part of a program. Only the digest of the link's secret is stored."""

    program = models.ForeignKey(
        "mentoring_pages.Program", verbose_name=_("program"), on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=10, choices=MembershipRole.choices, default=MembershipRole.STAFF)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("invited"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("accepted by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = ProgramInvitationQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("invitation to a program")
        verbose_name_plural = _("invitations to programs")
        constraints = [
            models.UniqueConstraint(
                "program",
                Lower("email"),
                condition=Q(accepted_at=None, revoked_at=None),
                name="mentoring_one_open_invitation",
            ),
        ]

    def __str__(self):
        return f"{self.program}: {self.get_role_display()}"

    def is_for(self, address) -> bool:
        """Whether it was written to this address, however it is capitalised."""
        return bool(address) and address.strip().casefold() == self.email.casefold()

    @property
    def is_usable(self):
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > timezone.now()


class Referral(models.Model):
    """A program that somebody outside thinks could use a mentor (R82, R98).

    Whoever wrote it sees nothing afterwards. Names, addresses and words are removed some time after staff dealt with it
    (`REFERRAL_KEEP_DAYS`).
    """

    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    program_name = models.CharField(_("program"), max_length=160)
    place = models.CharField(_("city or ZIP code"), max_length=80, blank=True)
    is_own = models.BooleanField(_("their own program"), default=False)
    contact_name = models.CharField(_("whom to write to"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail of the program"), blank=True)
    why = models.TextField(_("why"), max_length=1_000, blank=True)
    name = models.CharField(_("referred by"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail of who referred"), blank=True)
    status = models.CharField(
        _("status"), max_length=9, choices=ReferralStatus.choices, default=ReferralStatus.WAITING, db_index=True
    )
    note = models.TextField(_("note of staff"), max_length=1_000, blank=True)
    # The program that came of it.
    program = models.ForeignKey(
        "mentoring_pages.Program",
        verbose_name=_("enrolled as"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="referrals",
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("dealt with by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("referred on"), auto_now_add=True)
    handled_at = models.DateTimeField(_("dealt with"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")

    def __str__(self):
        return self.program_name
