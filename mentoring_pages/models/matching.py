"""The weights of the match score, and pairs that staff prepare before they make them."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from mentoring_pages.enums import UnplacedReason
from mentoring_pages.matching.weights import RULES, Weights
from mentoring_pages.roles import is_coordinator

MOST_POINTS = 100
_RULES = {rule.key: rule for rule in RULES}


def _points(key):
    rule = _RULES[key]
    return models.PositiveSmallIntegerField(
        rule.label, default=rule.points, help_text=rule.description, validators=[MaxValueValidator(MOST_POINTS)]
    )


@register_setting(icon="sliders")
class MatchingWeights(BaseGenericSetting):
    """What counts how much when mentors are matched. The page that explains the score prints the same numbers."""

    topic = _points("topic")
    must = _points("must")
    wish = _points("wish")
    choice = _points("choice")
    like_location = _points("like_location")
    like_community = _points("like_community")
    like_population = _points("like_population")
    like_size = _points("like_size")
    like_setting = _points("like_setting")
    like_sites = _points("like_sites")
    like_experience = _points("like_experience")
    like_components = _points("like_components")
    like_budget = _points("like_budget")
    like_accreditation = _points("like_accreditation")
    like_funding = _points("like_funding")

    panels = [
        HelpPanel(
            content=_(
                "From 0 to 100 points. They count as soon as you save, and are published below the mentor directory."
            )
        ),
        MultiFieldPanel(
            [FieldPanel(rule.key) for rule in RULES if not rule.fact], heading=_("What a program asks for")
        ),
        MultiFieldPanel(
            [FieldPanel(rule.key) for rule in RULES if rule.fact],
            heading=_("What is alike without being asked for"),
        ),
    ]

    class Meta:
        verbose_name = _("match score")

    def as_weights(self) -> Weights:
        return Weights({rule.key: getattr(self, rule.key) for rule in RULES})


class DraftPairQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Coordinators alone; the programs hear of a pair once it is made."""
        return self.all() if is_coordinator(user) else self.none()


class DraftPair(models.Model):
    """What the board proposes for one match request: a mentor, or why there is none. A draft until it is approved (T1).

    A draft that a coordinator chose by hand stays when pairs are proposed anew.
    """

    request = models.OneToOneField(
        "mentoring_pages.MatchRequest",
        verbose_name=_("match request"),
        on_delete=models.CASCADE,
        related_name="draft_pair",
    )
    mentor = models.ForeignKey(
        "mentoring_pages.Program",
        verbose_name=_("mentor"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="draft_pairs",
        help_text=_("Empty: no mentor was found."),
    )
    unplaced_reason = models.CharField(
        _("why there is no mentor"), max_length=16, choices=UnplacedReason.choices, blank=True
    )
    # What the match was worth when it was proposed; the board sorts by it. What it prints is added up anew.
    points = models.PositiveIntegerField(_("points"), default=0, editable=False)
    is_by_hand = models.BooleanField(_("chosen by hand"), default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made"), auto_now=True)
    told_at = models.DateTimeField(_("program told"), null=True, blank=True)

    objects = DraftPairQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("draft of a pair")
        verbose_name_plural = _("drafts of pairs")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(mentor=None) ^ models.Q(unplaced_reason=""), name="mentoring_draft_mentor_or_reason"
            )
        ]

    def __str__(self):
        return f"{self.request_id}: {self.mentor_id or self.unplaced_reason}"
