"""Rules and texts of gatherings that staff set."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Site

from resources.blocks import SHORT_TEXT_FEATURES


@register_setting(icon="calendar-alt")
class GatheringSettings(BaseSiteSetting):
    """How registration works on this site. An empty text is not shown."""

    confirm_hours = models.PositiveSmallIntegerField(
        _("hours to confirm a place"),
        default=48,
        validators=[MaxValueValidator(336)],
        help_text=_("Who moves up from the waiting list must say yes within this time. 0: they need not confirm."),
    )
    reminder_days = models.PositiveSmallIntegerField(
        _("days before, for the reminder"),
        default=2,
        validators=[MaxValueValidator(30)],
        help_text=_("0: no reminder."),
    )
    sends_follow_ups = models.BooleanField(
        _("thank guests afterwards"), default=True, help_text=_("With the materials and a short evaluation.")
    )
    keep_days = models.PositiveSmallIntegerField(
        _("days that guests' data are kept"),
        default=180,
        validators=[MaxValueValidator(3_650)],
        help_text=_("Counted from the end of the gathering. Then names and all that was typed are removed."),
    )
    privacy_text = RichTextField(
        _("who reads what guests type"), blank=True, features=SHORT_TEXT_FEATURES, help_text=_("Empty: built-in text.")
    )
    certificate_text = models.TextField(
        _("text of the certificate"), blank=True, help_text=_("Under the guest's name. Empty: built-in text.")
    )
    signature_name = models.CharField(_("who signs certificates"), max_length=120, blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("confirm_hours"), FieldPanel("reminder_days"), FieldPanel("sends_follow_ups")],
            heading=_("Registration"),
        ),
        MultiFieldPanel([FieldPanel("keep_days"), FieldPanel("privacy_text")], heading=_("Privacy")),
        MultiFieldPanel([FieldPanel("certificate_text"), FieldPanel("signature_name")], heading=_("Certificate")),
    ]

    class Meta:
        verbose_name = _("gatherings")

    @classmethod
    def of(cls, page):
        """The settings of the site that a page belongs to; those of the default site for a page outside every site."""
        site = page.get_site() or Site.objects.filter(is_default_site=True).first()
        return cls.for_site(site) if site else cls()
