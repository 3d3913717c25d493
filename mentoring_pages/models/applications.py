"""Applications to become a mentor, from the first draft to the renewal, with their history (R31, R63, R81)."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring_pages.application_stages import (
    CLOSED_APPLICATION_STATUSES,
    MENTOR_STATUSES,
    OPEN_APPLICATION_STATUSES,
    TRAINED_STATUSES,
    ApplicationStatus,
    ApplicationStep,
    MeetingWay,
    ReviewOutcome,
)
from mentoring_pages.enums import OPEN_PAIR_STATUSES
from mentoring_pages.models.pairs import MentoringPair
from mentoring_pages.models.programs import Program


def _person(label):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )


class MentorApplicationQuerySet(models.QuerySet):
    def open(self):
        """Neither declined nor withdrawn nor lapsed; a program has one at most."""
        return self.filter(status__in=OPEN_APPLICATION_STATUSES)

    def visible_to(self, user):
        """Those of the user's own programs; coordinators work in the CMS. Twin of `permissions.can_view_application`.

        A program's application is its people's business while they belong to it.
        """
        return self.filter(program__in=Program.objects.of_user(user))

    def sent_in(self):
        """What staff see: a draft is the program's own until it is sent in."""
        return self.exclude(status=ApplicationStatus.DRAFT).exclude(submitted_at=None)

    def readable_at_the_desk_by(self, user):
        """Without the user's own programs: no applicant reads what others wrote of it, coordinators neither."""
        return self.sent_in().exclude(program__in=Program.objects.of_user(user))

    def on_bench(self):
        """Trained mentors without a mentee, those who chose so included (R101)."""
        pairs = MentoringPair.objects.filter(mentor=OuterRef("program"), status__in=OPEN_PAIR_STATUSES)
        return self.filter(~Exists(pairs), status__in=TRAINED_STATUSES)

    def staying_unmatched(self):
        """Those who chose to stay in the group without a mentee: nothing proposes a pair to them (R101)."""
        return self.filter(status=ApplicationStatus.BENCH)

    def barring(self):
        """Those whose program is no mentor now, so that its page is in no list: all but approved and active ones.

        A program without any application that was sent in counts as approved if it has a live mentor page.
        """
        current = MentorApplication.objects.filter(program=OuterRef("program"), status__in=MENTOR_STATUSES)
        return self.exclude(submitted_at=None).filter(~Exists(current))


class MentorApplication(models.Model):
    """A program's way to become a mentor."""

    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    program = models.ForeignKey(
        "mentoring_pages.Program",
        verbose_name=_("program"),
        on_delete=models.CASCADE,
        related_name="mentor_applications",
    )
    created_by = _person(_("begun by"))
    status = models.CharField(
        _("stage"), max_length=12, choices=ApplicationStatus.choices, default=ApplicationStatus.DRAFT
    )
    stage_at = models.DateTimeField(_("in this stage since"), default=timezone.now)
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("received"), null=True, blank=True)

    # The commitment (R32).
    motivation = models.TextField(_("why you want to be a mentor"), max_length=2_000, blank=True)
    hours_a_month = models.PositiveSmallIntegerField(
        _("hours a month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    staff_committed = models.CharField(_("who will do it"), max_length=300, blank=True)
    planning_note = models.TextField(_("how it fits into your year"), max_length=1_000, blank=True)
    mentee_count = models.PositiveSmallIntegerField(
        _("mentees at a time"), default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )

    years_waived_reason = models.TextField(_("accepted without the years because"), max_length=1_000, blank=True)
    years_waived_by = _person(_("accepted by"))
    sent_back_note = models.TextField(_("what to change"), max_length=1_000, blank=True)

    interview_at = models.DateTimeField(_("interview"), null=True, blank=True)
    interview_way = models.CharField(_("held"), max_length=10, choices=MeetingWay.choices, blank=True)
    interview_place = models.CharField(_("place, number or link"), max_length=300, blank=True)
    interview_held_on = models.DateField(_("held on"), null=True, blank=True)
    interview_note = models.TextField(
        _("notes of the interview"), max_length=4_000, blank=True, help_text=_("Only staff read this.")
    )

    review_outcome = models.CharField(_("suitability"), max_length=12, choices=ReviewOutcome.choices, blank=True)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    review_note = models.TextField(
        _("notes of the review"), max_length=2_000, blank=True, help_text=_("Only staff read this.")
    )

    decision_reason = models.TextField(
        _("reason for the decision"), max_length=1_000, blank=True, help_text=_("Only staff read this.")
    )
    decline_words = models.TextField(_("words to the program"), max_length=1_000, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    valid_until = models.DateField(_("to be confirmed by"), null=True, blank=True)
    renewal_asked_at = models.DateTimeField(_("asked to confirm"), null=True, blank=True)

    objects = MentorApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("mentor application")
        verbose_name_plural = _("mentor applications")
        indexes = [models.Index(fields=["status", "stage_at"], name="mentoring_application_stage")]
        constraints = [
            models.UniqueConstraint(
                fields=["program"],
                condition=Q(status__in=OPEN_APPLICATION_STATUSES),
                name="mentoring_one_open_application",
            ),
            models.CheckConstraint(
                condition=~Q(status=ApplicationStatus.DECLINED) | ~Q(decision_reason=""),
                name="mentoring_declined_with_reason",
            ),
        ]

    def __str__(self):
        return str(self.program)

    @property
    def is_open(self):
        return self.status not in CLOSED_APPLICATION_STATUSES

    @property
    def stays_unmatched(self):
        """Whether the program chose to stay in the group without a mentee (R101)."""
        return self.status == ApplicationStatus.BENCH

    @property
    def is_on_bench(self):
        """Whether it is trained and has no mentee. One query. Set twin: `on_bench`."""
        if self.status not in TRAINED_STATUSES:
            return False
        return not MentoringPair.objects.filter(mentor=self.program_id, status__in=OPEN_PAIR_STATUSES).exists()


class ApplicationAnswer(models.Model):
    """What the program says to one prerequisite. The prerequisite's words stay when staff change or delete it."""

    application = models.ForeignKey(MentorApplication, on_delete=models.CASCADE, related_name="answers")
    prerequisite = models.ForeignKey(
        "mentoring_pages.Prerequisite", on_delete=models.SET_NULL, null=True, related_name="answers"
    )
    asked_text = models.CharField(_("what was asked"), max_length=255)
    is_confirmed = models.BooleanField(_("confirmed"), default=False)
    text = models.TextField(_("answer"), max_length=2_000, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["application", "prerequisite"], name="mentoring_prerequisite_once")
        ]

    def __str__(self):
        return self.asked_text


class ApplicationTopic(models.Model):
    """A topic in which the program helps others, with a result it can show (R7)."""

    application = models.ForeignKey(MentorApplication, on_delete=models.CASCADE, related_name="topics")
    topic = models.ForeignKey(
        "partnership_resources.Topic", verbose_name=_("topic"), on_delete=models.PROTECT, related_name="+"
    )
    result = models.TextField(_("a result you can show"), max_length=600, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("topic of expertise")
        verbose_name_plural = _("topics of expertise")
        constraints = [models.UniqueConstraint(fields=["application", "topic"], name="mentoring_expertise_once")]

    def __str__(self):
        return str(self.topic)


class ApplicationEvent(models.Model):
    """Who took which step when. Its note is for staff."""

    application = models.ForeignKey(MentorApplication, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(_("step"), max_length=22, choices=ApplicationStep.choices)
    stage_before = models.CharField(_("from"), max_length=12, choices=ApplicationStatus.choices)
    stage_after = models.CharField(_("to"), max_length=12, choices=ApplicationStatus.choices)
    by = _person(_("by"))
    happened_at = models.DateTimeField(_("when"), default=timezone.now)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["happened_at", "pk"]
        verbose_name = _("step of an application")
        verbose_name_plural = _("steps of an application")

    def __str__(self):
        return self.get_step_display()
