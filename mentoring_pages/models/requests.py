"""Match requests: what a mentee needs and whom it would like to learn from."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from mentoring_pages.enums import (
    OPEN_REQUEST_STATUSES,
    ChoiceStatus,
    PriorityTier,
    RequestAct,
    RequestStatus,
    WishDirection,
    WishWeight,
)
from mentoring_pages.models.facts import FACTS
from mentoring_pages.models.programs import Program, ProgramMembership
from mentoring_pages.roles import is_coordinator


class MatchRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status__in=OPEN_REQUEST_STATUSES)

    def with_asked_now(self):
        """Adds `asked_count`: mentors who are being asked."""
        return self.annotate(asked_count=Count("choices", filter=Q(choices__status=ChoiceStatus.ASKED), distinct=True))

    def visible_to(self, user):
        """Requests of the user's programs, and those in which one was asked. Twin of `permissions.can_view_request`.

        A coordinator's desk is in the CMS; in the members area a coordinator sees all.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if is_coordinator(user):
            return self.all()
        own = Q(program__memberships__user=user, program__memberships__is_active=True)
        asked = MatchChoice.objects.asked().filter(mentor__in=Program.objects.of_user(user)).values("request_id")
        return self.filter(own | (Q(pk__in=asked) & ~Q(status=RequestStatus.DRAFT))).distinct()


class MatchRequest(models.Model):
    """A mentee program's request for a mentor in one cycle (R8, R10)."""

    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    cycle = models.ForeignKey(
        "mentoring_pages.MentoringCycle", verbose_name=_("cycle"), on_delete=models.PROTECT, related_name="requests"
    )
    program = models.ForeignKey(
        "mentoring_pages.Program", verbose_name=_("program"), on_delete=models.CASCADE, related_name="match_requests"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="match_requests",
    )
    status = models.CharField(_("status"), max_length=10, choices=RequestStatus.choices, default=RequestStatus.DRAFT)
    priority_tier = models.PositiveSmallIntegerField(_("priority"), choices=PriorityTier.choices, null=True, blank=True)
    note = models.TextField(
        _("what else mentors should know"),
        max_length=2_000,
        blank=True,
        help_text=_("Read by the mentors you ask and by staff."),
    )
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = MatchRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("match request")
        verbose_name_plural = _("match requests")
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "program"],
                condition=Q(status__in=OPEN_REQUEST_STATUSES),
                name="mentoring_one_open_request_per_cycle",
            ),
        ]

    def __str__(self):
        return f"{self.program} ({self.cycle})"


class RequestNeed(models.Model):
    """A topic in which the mentee wants help, with a sentence."""

    request = models.ForeignKey(MatchRequest, on_delete=models.CASCADE, related_name="needs")
    topic = models.ForeignKey(
        "partnership_resources.Topic", verbose_name=_("topic"), on_delete=models.PROTECT, related_name="+"
    )
    sentence = models.CharField(_("in a sentence"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        constraints = [models.UniqueConstraint(fields=["request", "topic"], name="mentoring_need_once")]

    def __str__(self):
        return str(self.topic)


class RequestWish(models.Model):
    """Like us, or different from us, in one of the 14 facts (R10)."""

    request = models.ForeignKey(MatchRequest, on_delete=models.CASCADE, related_name="wishes")
    fact = models.CharField(_("fact"), max_length=20, choices=[(fact.key, fact.label) for fact in FACTS])
    direction = models.CharField(_("wish"), max_length=10, choices=WishDirection.choices)
    weight = models.CharField(_("weight"), max_length=4, choices=WishWeight.choices, default=WishWeight.NICE)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        constraints = [models.UniqueConstraint(fields=["request", "fact"], name="mentoring_wish_once")]

    def __str__(self):
        return f"{self.get_fact_display()}: {self.get_direction_display()}"


class MatchChoiceQuerySet(models.QuerySet):
    def asked(self):
        """Choices that reached their mentor; one that was closed while it waited its turn never did."""
        return self.exclude(asked_at=None)

    def answerable_by(self, user):
        """Choices that wait for an answer of one of the user's programs. Twin of `permissions.can_answer_choice`."""
        return self.filter(
            status=ChoiceStatus.ASKED,
            request__status=RequestStatus.SENT,
            mentor__in=Program.objects.of_user(user),
        ).exclude(request__program__in=Program.objects.of_user(user))

    def with_shows_reason(self, user_pk):
        """Adds `shows_reason`: this coordinator belongs to neither the program that asks nor the asked mentor.

        Twin of `permissions.can_read_decline_reason`, for somebody who is a coordinator.
        """
        own = ProgramMembership.objects.filter(user=user_pk, is_active=True)
        is_theirs = Q(program=OuterRef("request__program")) | Q(program=OuterRef("mentor"))
        return self.annotate(shows_reason=~Exists(own.filter(is_theirs)))


class MatchChoice(models.Model):
    """One mentor on a request's ranked list."""

    request = models.ForeignKey(MatchRequest, on_delete=models.CASCADE, related_name="choices")
    mentor = models.ForeignKey(
        "mentoring_pages.Program", verbose_name=_("mentor"), on_delete=models.CASCADE, related_name="choices_as_mentor"
    )
    rank = models.PositiveSmallIntegerField(_("rank"))
    reason = models.CharField(_("why this mentor"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=ChoiceStatus.choices, default=ChoiceStatus.WAITING)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    answer_by = models.DateTimeField(
        _("answer by"), null=True, blank=True, help_text=_("Then the next mentor is asked. Empty: no end.")
    )
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    decline_reason = models.TextField(
        _("reason for declining"), max_length=1_000, blank=True, help_text=_("Only staff read this.")
    )

    objects = MatchChoiceQuerySet.as_manager()

    class Meta:
        ordering = ["rank"]
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        constraints = [
            models.UniqueConstraint(fields=["request", "mentor"], name="mentoring_choice_once"),
            models.UniqueConstraint(fields=["request", "rank"], name="mentoring_choice_rank_once"),
        ]

    def __str__(self):
        return f"{self.rank}. {self.mentor}"


class RequestStep(models.Model):
    """One line of a request's history: what was done, about which mentor, by whom, when. Never a private word."""

    request = models.ForeignKey(MatchRequest, on_delete=models.CASCADE, related_name="steps")
    act = models.CharField(_("step"), max_length=12, choices=RequestAct.choices)
    mentor = models.ForeignKey(
        "mentoring_pages.Program",
        verbose_name=_("mentor"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: it came about with time."),
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("step of a request")
        verbose_name_plural = _("steps of requests")

    def __str__(self):
        return self.get_act_display()
