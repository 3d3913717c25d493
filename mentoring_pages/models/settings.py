"""Texts of the members area that staff may want to say differently."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField

from resources.blocks import SHORT_TEXT_FEATURES


@register_setting(icon="group")
class MentoringSettings(BaseSiteSetting):
    """Texts and addresses of the mentoring. An empty text is not shown."""

    contact_email = models.EmailField(
        _("coordinators' address"), blank=True, help_text=_("Members write here; requests are announced here too.")
    )
    welcome_text = RichTextField(_("welcome in the members area"), blank=True, features=SHORT_TEXT_FEATURES)
    request_text = RichTextField(_("above the request form"), blank=True, features=SHORT_TEXT_FEATURES)
    journal_text = RichTextField(_("above the journal"), blank=True, features=SHORT_TEXT_FEATURES)
    decline_text = models.TextField(
        _("what a mentee reads when a mentor declines"),
        blank=True,
        help_text=_("One kind sentence. Empty: the built-in one."),
    )
    farewell_text = RichTextField(
        _("on the page after a pair has ended"),
        blank=True,
        features=SHORT_TEXT_FEATURES,
        help_text=_("A few kind words. Empty: the built-in ones."),
    )
    signature_name = models.CharField(
        _("who signs letters and certificates"),
        max_length=120,
        blank=True,
        help_text=_("Name and office, printed below a line. Empty: no line."),
    )

    first_goal = models.CharField(
        _("first goal that a new plan offers"),
        max_length=300,
        blank=True,
        default=gettext_noop("Getting to know each other"),
        help_text=_("Written into the plan with one button. Empty: none is offered."),
    )

    fewest_answers = models.PositiveSmallIntegerField(
        _("answers that stand together at least"),
        default=5,
        validators=[MinValueValidator(3), MaxValueValidator(50)],
        help_text=_("Results of evaluations count a group once it has so many, and then in steps of so many."),
    )

    new_program_months = models.PositiveSmallIntegerField(
        _("a program is new for (months)"), default=24, validators=[MaxValueValidator(120)]
    )
    new_director_months = models.PositiveSmallIntegerField(
        _("a director is new for (months)"), default=12, validators=[MaxValueValidator(120)]
    )

    visit_mile_rate = models.DecimalField(
        _("travel to a site visit, dollars a mile"),
        max_digits=5,
        decimal_places=2,
        default=Decimal("0.70"),
        validators=[MinValueValidator(0)],
        help_text=_("For the estimate that pairs see. 0: no cost is shown."),
    )
    visit_road_factor = models.DecimalField(
        _("miles by road for a mile in a straight line"),
        max_digits=3,
        decimal_places=2,
        default=Decimal("1.30"),
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_("The distance between two ZIP codes is measured straight, then multiplied by this."),
    )

    panels = [
        FieldPanel("contact_email"),
        MultiFieldPanel([FieldPanel("visit_mile_rate"), FieldPanel("visit_road_factor")], heading=_("Site visits")),
        FieldPanel("fewest_answers"),
        MultiFieldPanel(
            [FieldPanel("new_program_months"), FieldPanel("new_director_months")],
            heading=_("Priority of programs that look for a mentor"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("welcome_text"),
                FieldPanel("request_text"),
                FieldPanel("journal_text"),
                FieldPanel("decline_text"),
                FieldPanel("first_goal"),
                FieldPanel("farewell_text"),
                FieldPanel("signature_name"),
            ],
            heading=_("Texts"),
        ),
    ]

    class Meta:
        verbose_name = _("mentoring")
