"""What editors set for the whole site: menus, footer, contact, notice."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from resources.blocks import SHORT_TEXT_FEATURES
from resources.pages import page_key


class NoticeKind(models.TextChoices):
    INFO = "info", _("Information")
    WARNING = "warning", _("Warning")


@register_setting(icon="home")
class SiteSettings(ClusterableModel, BaseSiteSetting):
    """Menus, footer, contact address and the notice above every page."""

    strapline = models.CharField(
        _("strapline"), max_length=120, blank=True, help_text=_("Under the name in the header.")
    )
    footer_text = RichTextField(_("text in the footer"), blank=True, features=SHORT_TEXT_FEATURES)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)
    contact_address = models.TextField(_("address"), max_length=300, blank=True)
    notice_is_shown = models.BooleanField(_("show the notice"), default=False)
    notice_kind = models.CharField(_("kind"), max_length=8, choices=NoticeKind.choices, default=NoticeKind.INFO)
    notice_text = RichTextField(_("text"), blank=True, features=SHORT_TEXT_FEATURES)

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    InlinePanel("main_menu_items", heading=_("Main menu"), label=_("Item"), max_num=7),
                    InlinePanel("footer_menu_items", heading=_("Footer menu"), label=_("Item")),
                ],
                heading=_("Menus"),
            ),
            ObjectList(
                [
                    FieldPanel("strapline"),
                    FieldPanel("footer_text"),
                    MultiFieldPanel(
                        [FieldPanel("contact_email"), FieldPanel("contact_phone"), FieldPanel("contact_address")],
                        heading=_("Contact"),
                    ),
                ],
                heading=_("Header and footer"),
            ),
            ObjectList(
                [FieldPanel("notice_is_shown"), FieldPanel("notice_kind"), FieldPanel("notice_text")],
                heading=_("Notice"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("site")


class MenuItem(Orderable):
    """A link of a menu: to a page, or to another address."""

    page = page_key("+", verbose_name=_("page"))
    link = models.CharField(_("or an address"), max_length=300, blank=True, help_text=_("Starting with / or https://."))
    label = models.CharField(_("label"), max_length=60, blank=True, help_text=_("Empty: the title of the page."))

    panels = [FieldPanel("page"), FieldPanel("link"), FieldPanel("label")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if bool(self.page_id) == bool(self.link):
            raise ValidationError({"page": _("Choose a page or give an address: one of the two.")})
        if self.link and not self.link.startswith(("/", "https://", "http://", "mailto:")):
            raise ValidationError({"link": _("The address must start with / or https://.")})
        if self.link and not self.label:
            raise ValidationError({"label": _("Give the link a label.")})

    @property
    def title(self):
        """What the link says."""
        return self.label or (self.page.title if self.page else "")

    @property
    def url(self):
        """Where the link leads; empty if its page is not published."""
        if self.page:
            return self.page.url if self.page.live else ""
        return self.link


class MainMenuItem(MenuItem):
    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="main_menu_items")

    class Meta(MenuItem.Meta):
        verbose_name = _("item of the main menu")
        verbose_name_plural = _("items of the main menu")


class FooterMenuItem(MenuItem):
    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="footer_menu_items")

    class Meta(MenuItem.Meta):
        verbose_name = _("item of the footer menu")
        verbose_name_plural = _("items of the footer menu")


class DemoLoad(models.Model):
    """Remembers that the demo content was loaded, so that it is loaded once."""

    finished_at = models.DateTimeField(_("finished"), auto_now_add=True)

    class Meta:
        verbose_name = _("load of demo content")
        verbose_name_plural = _("loads of demo content")

    def __str__(self):
        return str(self.finished_at)
