"""Vocabularies of mentoring, which staff edit in the CMS."""

from django.db import models
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from mentoring_pages.enums import JournalStage, StepOwner
from resources.models import Term


class Component(Term):
    """Something that a program offers to children (R11.10)."""

    class Meta(Term.Meta):
        verbose_name = _("component offered")
        verbose_name_plural = _("components offered")


class FundingSource(Term):
    """Where a program's money comes from (R11.14)."""

    class Meta(Term.Meta):
        verbose_name = _("funding source")
        verbose_name_plural = _("funding sources")


class Level(Term):
    """Pre-kindergarten, elementary, middle, high (R11.3)."""

    class Meta(Term.Meta):
        verbose_name = _("level")
        verbose_name_plural = _("levels")


class CommunityType(Term):
    """Rural, urban, suburban (R11.2)."""

    class Meta(Term.Meta):
        verbose_name = _("community type")
        verbose_name_plural = _("community types")


class ContactMode(Term):
    """How a pair was in touch (R42)."""

    is_face_to_face = models.BooleanField(_("face to face"), default=False)

    panels = [*Term.panels, FieldPanel("is_face_to_face")]

    class Meta(Term.Meta):
        verbose_name = _("contact mode")
        verbose_name_plural = _("contact modes")


class ContactKind(Term):
    """What a contact was: meeting, site visit, quarterly program call, group gathering."""

    class Meta(Term.Meta):
        verbose_name = _("contact kind")
        verbose_name_plural = _("contact kinds")


class StateGoal(Term):
    """A goal of the state's grant program that a plan's goal may serve."""

    class Meta(Term.Meta):
        verbose_name = _("state goal")
        verbose_name_plural = _("state goals")


class TaskForceElement(Term):
    """An element of the Task Force Report (R5). Ships empty: the list is for staff to fill."""

    class Meta(Term.Meta):
        verbose_name = _("Task Force Report element")
        verbose_name_plural = _("Task Force Report elements")


class ClosureReason(Term):
    """Why a pair ended (R87)."""

    is_not_a_fit = models.BooleanField(
        _("the two did not fit"),
        default=False,
        help_text=_("The two programs are not brought together again, and the mentee may ask anew in the same cycle."),
    )

    panels = [*Term.panels, FieldPanel("is_not_a_fit")]

    class Meta(Term.Meta):
        verbose_name = _("closure reason")
        verbose_name_plural = _("closure reasons")


class ChecklistItem(Term):
    """Something to cover over the relationship, for mentors first of all (R13). Each pair ticks it off for itself."""

    name = models.CharField(_("name"), max_length=200)
    stage = models.CharField(_("stage"), max_length=60, blank=True, help_text=_("For instance: getting started."))
    for_side = models.CharField(
        _("whose it is"),
        max_length=6,
        choices=StepOwner.choices,
        default=StepOwner.MENTOR,
        help_text=_("Both sides see it, and either may tick it."),
    )

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("stage"), FieldPanel("for_side"), *Term.panels[2:]]

    class Meta(Term.Meta):
        verbose_name = _("checklist item")
        verbose_name_plural = _("checklist items")


class JournalPrompt(Term):
    """A question that helps to begin a journal entry (R53). `mentoring_pages.journal_prompts` says when it is shown."""

    name = models.CharField(_("prompt"), max_length=255)
    month = models.PositiveSmallIntegerField(
        _("month"),
        choices=MONTHS.items(),
        null=True,
        blank=True,
        help_text=_("Shown first in this month. Empty: in any month."),
    )
    stage = models.CharField(
        _("part of the pair's time"),
        max_length=10,
        choices=JournalStage.choices,
        blank=True,
        help_text=_("Shown in this part of a pair's time together. Empty: at any time."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldRowPanel([FieldPanel("month"), FieldPanel("stage")]),
        *Term.panels[2:],
    ]

    class Meta(Term.Meta):
        verbose_name = _("journal prompt")
        verbose_name_plural = _("journal prompts")
