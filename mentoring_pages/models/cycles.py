"""Mentoring cycles, September to June, and their rules."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from events.times import zone_of, zone_or
from mentoring_pages.enums import AskingOrder, ContactWindow, CycleStatus, RuleKind


class MentoringCycleQuerySet(models.QuerySet):
    def running(self):
        return self.filter(status=CycleStatus.RUNNING)

    def current(self):
        """The running cycle that started last; None if none runs."""
        return self.running().order_by("-starts_on").first()


class MentoringCycle(ClusterableModel):
    """A season of mentoring (R39): the open routes to a match (T1) and the least number of contacts (R40, R41)."""

    name = models.CharField(_("name"), max_length=80, unique=True, help_text=_("For instance 2026-27."))
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"))
    status = models.CharField(_("status"), max_length=10, choices=CycleStatus.choices, default=CycleStatus.DRAFT)
    mentees_choose = models.BooleanField(
        _("mentees choose"), default=True, help_text=_("Mentees send a ranked list of mentors (R8).")
    )
    staff_assign = models.BooleanField(
        _("coordinators assign"), default=True, help_text=_("Coordinators may make a pair themselves (R48).")
    )
    asking_order = models.CharField(
        _("mentors are asked"), max_length=8, choices=AskingOrder.choices, default=AskingOrder.IN_TURN
    )
    max_choices = models.PositiveSmallIntegerField(
        _("choices on a request"), default=5, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    remind_after_days = models.PositiveSmallIntegerField(
        _("remind a mentor after (days)"),
        default=7,
        validators=[MaxValueValidator(90)],
        help_text=_("Once, if it has not answered. 0: no reminder."),
    )
    close_after_days = models.PositiveSmallIntegerField(
        _("ask the next mentor after (days)"),
        default=14,
        validators=[MaxValueValidator(180)],
        help_text=_("A mentor that has not answered by then is no longer asked. 0: wait without end."),
    )
    confirms_pairs = models.BooleanField(
        _("coordinators confirm pairs"),
        default=False,
        help_text=_("After a mentor's yes the place is held, and the pair begins when a coordinator confirms it."),
    )
    extension_days = models.PositiveSmallIntegerField(
        _("a pair may go on after the season for (days)"),
        default=92,
        validators=[MaxValueValidator(366)],
        help_text=_("At most, if both sides agree. 0: no extension. The least number of contacts stays as it is."),
    )

    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        help_text=_("In which pairs agree on times; an IANA name, such as America/Chicago. Empty: the site's own."),
    )

    objects = MentoringCycleQuerySet.as_manager()

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldPanel("time_zone"),
        FieldPanel("status"),
        MultiFieldPanel(
            [
                FieldPanel("mentees_choose"),
                FieldPanel("staff_assign"),
                FieldPanel("asking_order"),
                FieldPanel("max_choices"),
                FieldRowPanel([FieldPanel("remind_after_days"), FieldPanel("close_after_days")]),
                FieldPanel("confirms_pairs"),
            ],
            heading=_("How pairs come about"),
        ),
        FieldPanel("extension_days"),
        InlinePanel(
            "contact_rules",
            heading=_("What the season asks for"),
            label=_("Rule"),
            help_text=_("Each contact counts for one rule, except where a rule counts besides the others."),
        ),
        InlinePanel(
            "breaks",
            heading=_("Breaks"),
            label=_("Break"),
            help_text=_(
                "Such as winter break and spring break. Their days ask for no contacts; contacts in them count."
            ),
        ),
        InlinePanel("scheduled_evaluations", heading=_("Evaluations: when, which and whom"), label=_("Evaluation")),
    ]

    class Meta:
        ordering = ["-starts_on"]
        verbose_name = _("mentoring cycle")
        verbose_name_plural = _("mentoring cycles")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="mentoring_cycle_has_days"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def zone(self):
        """The `ZoneInfo` in which its pairs meet."""
        return zone_or(self.zone_name, timezone.get_default_timezone())

    @property
    def zone_name(self):
        """The IANA name of the zone in which its pairs meet."""
        return self.time_zone or timezone.get_default_timezone_name()

    def clean(self):
        super().clean()
        try:
            zone_of(self.zone_name)
        except ValueError:
            raise ValidationError(
                {"time_zone": _("There is no such time zone. Write it like America/Chicago.")}
            ) from None
        if self.starts_on and self.ends_on and self.ends_on <= self.starts_on:
            raise ValidationError({"ends_on": _("The cycle must end after it starts.")})
        if self.remind_after_days and self.close_after_days and self.remind_after_days >= self.close_after_days:
            raise ValidationError({"remind_after_days": _("The reminder must come before the next mentor is asked.")})


class ContactRule(Orderable):
    """A line of a cycle's minimum, such as "1 face-to-face meeting in the first month". `mentoring_pages.meter` has the
    windows and how contacts are shared out among the rules: each counts for one of them.
    """

    cycle = ParentalKey(MentoringCycle, on_delete=models.CASCADE, related_name="contact_rules")
    label = models.CharField(_("label"), max_length=120)
    kind = models.CharField(_("what counts"), max_length=8, choices=RuleKind.choices, default=RuleKind.CONTACTS)
    minimum = models.PositiveSmallIntegerField(
        _("at least"),
        validators=[MinValueValidator(1), MaxValueValidator(500)],
        help_text=_("Of each part, where the rule asks for each part; of each side, of journal entries."),
    )
    window = models.CharField(
        _("when"), max_length=12, choices=ContactWindow.choices, default=ContactWindow.WHOLE_CYCLE
    )
    every_months = models.PositiveSmallIntegerField(
        _("length of a part (months)"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text=_("Only where the rule asks for each part of the cycle. 3: each quarter."),
    )
    is_face_to_face = models.BooleanField(_("face to face only"), default=False)
    contact_mode = models.ForeignKey(
        "mentoring_pages.ContactMode",
        verbose_name=_("this mode only"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    contact_kind = models.ForeignKey(
        "mentoring_pages.ContactKind",
        verbose_name=_("this kind only"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    counts_besides = models.BooleanField(
        _("counts besides the others"),
        default=False,
        help_text=_("Its contacts count for other rules too, and it adds nothing to the number of contacts asked for."),
    )

    panels = [
        FieldPanel("label"),
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("minimum"), FieldPanel("window"), FieldPanel("every_months")]),
        FieldPanel("is_face_to_face"),
        FieldRowPanel([FieldPanel("contact_mode"), FieldPanel("contact_kind")]),
        FieldPanel("counts_besides"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("contact rule")
        verbose_name_plural = _("contact rules")

    def __str__(self):
        return self.label


class CycleBreak(Orderable):
    """Days without programs, such as winter break: they do not count toward the pace of a pair."""

    cycle = ParentalKey(MentoringCycle, on_delete=models.CASCADE, related_name="breaks")
    name = models.CharField(_("name"), max_length=80)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    panels = [FieldPanel("name"), FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")])]

    class Meta(Orderable.Meta):
        verbose_name = _("break")
        verbose_name_plural = _("breaks")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="mentoring_break_has_days"
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The break must not end before it begins.")})
