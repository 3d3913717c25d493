"""What staff decide about mentor applications: texts, numbers and periods."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Site

from resources.blocks import SHORT_TEXT_FEATURES


@register_setting(icon="user")
class MentorApplicationSettings(BaseSiteSetting):
    """Texts and numbers of mentor applications. An empty text is not shown."""

    benefits_text = RichTextField(
        _("what mentors get"), blank=True, features=SHORT_TEXT_FEATURES, help_text=_("Above the application.")
    )
    asked_text = RichTextField(
        _("what is asked of mentors"), blank=True, features=SHORT_TEXT_FEATURES, help_text=_("Above the application.")
    )
    referee_text = RichTextField(_("what referees read first"), blank=True, features=SHORT_TEXT_FEATURES)
    decline_text = models.TextField(
        _("what a program reads when its application is declined"),
        blank=True,
        help_text=_("One kind sentence before your own words. Empty: the built-in one."),
    )
    is_open = models.BooleanField(_("programs can apply now"), default=True)
    referee_count = models.PositiveSmallIntegerField(_("referees"), default=2, validators=[MaxValueValidator(5)])
    reference_days = models.PositiveSmallIntegerField(
        _("days that a referee's link works"), default=30, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    reference_reminder_days = models.PositiveSmallIntegerField(
        _("days until a referee is reminded"), default=7, help_text=_("Once. 0: never.")
    )
    renewal_months = models.PositiveSmallIntegerField(
        _("months until mentors confirm again"),
        default=24,
        validators=[MaxValueValidator(120)],
        help_text=_("0: never."),
    )
    renewal_notice_days = models.PositiveSmallIntegerField(
        _("days of notice before that"), default=30, validators=[MinValueValidator(7), MaxValueValidator(180)]
    )
    invitation_years = models.PositiveSmallIntegerField(
        _("years as a grantee after which a former mentee is invited"), default=3, validators=[MinValueValidator(1)]
    )
    invites_by_itself = models.BooleanField(
        _("invite former mentees without asking a coordinator"),
        default=False,
        help_text=_("Otherwise they wait in the list “Former mentees to invite”."),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("benefits_text"),
                FieldPanel("asked_text"),
                FieldPanel("referee_text"),
                FieldPanel("decline_text"),
            ],
            heading=_("Texts"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("is_open"),
                FieldPanel("referee_count"),
                FieldRowPanel([FieldPanel("reference_days"), FieldPanel("reference_reminder_days")]),
            ],
            heading=_("Applications and references"),
        ),
        FieldRowPanel([FieldPanel("renewal_months"), FieldPanel("renewal_notice_days")], heading=_("Renewal")),
        MultiFieldPanel([FieldPanel("invitation_years"), FieldPanel("invites_by_itself")], heading=_("Former mentees")),
    ]

    class Meta:
        verbose_name = _("mentor applications")

    @classmethod
    def current(cls):
        """Those of the default site; the built-in numbers while Wagtail knows no site."""
        site = Site.objects.filter(is_default_site=True).first()
        return cls.for_site(site) if site else cls()
