"""Mentoring pairs: two programs for one cycle."""

import uuid

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from mentoring_pages.enums import (
    HOLDING_PAIR_STATUSES,
    OPEN_PAIR_STATUSES,
    DecidedBy,
    MembershipRole,
    PairStatus,
    Side,
    other_side,
)
from mentoring_pages.roles import is_coordinator


class MentoringPairQuerySet(models.QuerySet):
    def open(self):
        """Active or on hold."""
        return self.filter(status__in=OPEN_PAIR_STATUSES)

    def holding(self):
        """Open, or waiting for a coordinator's confirmation: they take a mentor's place and a mentee's turn."""
        return self.filter(status__in=HOLDING_PAIR_STATUSES)

    def unsuited(self):
        """Pairs that ended because it did not fit; the two are not suggested to each other again."""
        return self.filter(was_unsuited=True)

    def for_member(self, user):
        """Pairs of the programs to which the user belongs today, once they are confirmed."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(
            Q(mentor__memberships__user=user, mentor__memberships__is_active=True)
            | Q(mentee__memberships__user=user, mentee__memberships__is_active=True),
            ~Q(status=PairStatus.AWAITING),
        ).distinct()

    def with_counts(self):
        """Adds `contact_count`: contacts that came about."""
        return self.annotate(contact_count=Count("contacts", filter=Q(contacts__was_made=True), distinct=True))

    def free_place(self, mentor):
        """The lowest number of a place at `mentor` that no pair holds. Sure only while the mentor is locked."""
        taken = set(self.holding().filter(mentor=mentor).values_list("mentor_place", flat=True))
        return next(number for number in range(1, len(taken) + 2) if number not in taken)

    def visible_to(self, user):
        """The user's own pairs; coordinators see all. Twin of `permissions.can_view_pair`."""
        return self.all() if is_coordinator(user) else self.for_member(user)


class MentoringPair(models.Model):
    """A mentor and a mentee program that work together in a cycle (R2, R39)."""

    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    cycle = models.ForeignKey(
        "mentoring_pages.MentoringCycle", verbose_name=_("cycle"), on_delete=models.PROTECT, related_name="pairs"
    )
    mentor = models.ForeignKey(
        "mentoring_pages.Program", verbose_name=_("mentor"), on_delete=models.PROTECT, related_name="pairs_as_mentor"
    )
    mentee = models.ForeignKey(
        "mentoring_pages.Program", verbose_name=_("mentee"), on_delete=models.PROTECT, related_name="pairs_as_mentee"
    )
    choice = models.OneToOneField(
        "mentoring_pages.MatchChoice",
        verbose_name=_("from the choice"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="pair",
    )
    status = models.CharField(_("status"), max_length=10, choices=PairStatus.choices, default=PairStatus.ACTIVE)
    decided_by = models.CharField(
        _("brought together by"), max_length=12, choices=DecidedBy.choices, default=DecidedBy.MENTEE
    )
    # Which of the mentor's places the pair holds, from 1: two pairs can't hold one, whatever happens at the same time.
    mentor_place = models.PositiveSmallIntegerField(_("place at the mentor"), default=1, editable=False)
    started_on = models.DateField(_("started"))
    # Set by an extension; the meter still measures the season.
    extended_to = models.DateField(_("goes on until"), null=True, blank=True, editable=False)
    was_unsuited = models.BooleanField(_("ended because it did not fit"), default=False, editable=False)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    objects = MentoringPairQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "pk"]
        verbose_name = _("pair")
        verbose_name_plural = _("pairs")
        permissions = [("coordinate_mentoring", _("Can coordinate the mentoring"))]
        constraints = [
            models.CheckConstraint(condition=~Q(mentor=F("mentee")), name="mentoring_pair_of_two"),
            models.UniqueConstraint(
                fields=["cycle", "mentee"],
                condition=Q(status__in=HOLDING_PAIR_STATUSES),
                name="mentoring_one_open_pair_per_mentee",
            ),
            models.UniqueConstraint(
                fields=["mentor", "mentor_place"],
                condition=Q(status__in=HOLDING_PAIR_STATUSES),
                name="mentoring_one_open_pair_per_place",
            ),
        ]

    def __str__(self):
        return f"{self.mentor} + {self.mentee}"

    def side_of(self, user):
        """The `Side` on which the user stands, None for anyone else. One query."""
        roles = self.mentor.memberships.model.objects.filter(user=user, is_active=True)
        if roles.filter(program=self.mentor_id).exists():
            return Side.MENTOR
        return Side.MENTEE if roles.filter(program=self.mentee_id).exists() else None

    def program_of(self, side):
        """The program that stands on a side."""
        return self.mentor if side == Side.MENTOR else self.mentee

    def partner_of(self, side):
        """The program across from a side."""
        return self.program_of(other_side(side))

    @property
    def last_day(self):
        """The day after which the pair ends by itself: the season's, or a later one that both agreed on."""
        return max(self.extended_to, self.cycle.ends_on) if self.extended_to else self.cycle.ends_on

    @property
    def directors(self):
        """Active directors of both programs, as memberships with their users."""
        return self.mentor.memberships.model.objects.filter(
            program__in=[self.mentor_id, self.mentee_id], is_active=True, role=MembershipRole.DIRECTOR
        ).select_related("user", "program")
