"""Blocks of the home page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class DoorBlock(blocks.StructBlock):
    """One of the things that people come for: a large link with a line of text."""

    title = blocks.CharBlock(label=_("Title"), max_length=60, help_text=_("Starts with a verb."))
    text = blocks.CharBlock(label=_("Text"), max_length=140)
    page = blocks.PageChooserBlock(label=_("Page"))

    class Meta:
        icon = "arrow-right"
        label = _("Door")
        template = "partnership_site/blocks/door.html"
        preview_template = "partnership_site/blocks/door_preview.html"
        description = _("One of the things that people come for.")
