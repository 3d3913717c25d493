"""What every page of the plugin has, as abstract fields that a host may put on its own base page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from resources.blocks import SHORT_TEXT_FEATURES, BodyBlock


class IntroMixin(models.Model):
    """A short text under the title of an index page."""

    intro = RichTextField(_("introduction"), blank=True, features=SHORT_TEXT_FEATURES)

    intro_search_fields = [index.SearchField("intro")]
    intro_panels = [FieldPanel("intro")]

    class Meta:
        abstract = True


class BodyMixin(models.Model):
    """A body of blocks."""

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    body_search_fields = [index.SearchField("body")]
    body_panels = [FieldPanel("body")]

    class Meta:
        abstract = True
