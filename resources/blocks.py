"""The blocks that editors compose every page's body from: one shared, small set."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.forms.choosers import URLOrAbsolutePathField
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from resources.collecting import collect, rows_of
from resources.collecting.choices import type_choices
from resources.collecting.criteria import about
from resources.collecting.queries import SavedQuery, known_sources
from resources.collecting.showing import template_of
from resources.enums import CollectionOrder, CollectionView

TEXT_FEATURES = [
    "h2",
    "h3",
    "h4",
    "bold",
    "italic",
    "ol",
    "ul",
    "link",
    "document-link",
    "hr",
    "superscript",
    "subscript",
]
SHORT_TEXT_FEATURES = ["bold", "italic", "link"]
BLOCK_VIEWS = [(view.value, view.label) for view in CollectionView if view != CollectionView.CALENDAR]


class TextBlock(blocks.RichTextBlock):
    def __init__(self, required=True, **kwargs):
        super().__init__(required=required, features=kwargs.pop("features", TEXT_FEATURES), **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "partnership/blocks/text.html"
        preview_template = "partnership/blocks/preview.html"
        description = _("Paragraphs, headings, lists and links.")
        preview_value = "<h2>Before the first visit</h2><p>Agree on two things that you both want to see.</p>"


class PictureBlock(blocks.StructBlock):
    """A picture with alternative text, or marked as decorative (Wagtail's ImageBlock asks for one of the two)."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=255)
    credit = blocks.CharBlock(label=_("Credit"), required=False, max_length=120)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "partnership/blocks/picture.html"
        preview_template = "partnership/blocks/picture_preview.html"
        description = _("A picture with alternative text, or marked as decorative.")
        form_layout = ["image", "caption", "credit"]


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Words"))
    name = blocks.CharBlock(label=_("Who said it"), required=False, max_length=120)
    role = blocks.CharBlock(label=_("Role"), required=False, max_length=160)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "partnership/blocks/quote.html"
        preview_template = "partnership/blocks/preview.html"
        description = _("Somebody's own words.")
        preview_value = {"text": "We stopped guessing.", "name": "Ana Okafor", "role": "Program director"}


class AddressBlock(blocks.URLBlock):
    """An address elsewhere, or a path on this site that is no page, such as that of the members' area."""

    def __init__(self, required=True, help_text=None, **kwargs):
        super().__init__(required, help_text, **kwargs)
        self.field = URLOrAbsolutePathField(required=required, help_text=help_text)

    def deconstruct(self):
        """Stored as any other address: to migrations it is one."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.URLBlock", args, kwargs


class CallToActionBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), required=False, features=SHORT_TEXT_FEATURES)
    button = blocks.CharBlock(label=_("Button"), max_length=60, help_text=_("Start with a verb: “Find a mentor”."))
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = AddressBlock(label=_("Or an address"), required=False)

    def clean(self, value):
        """One target, not none and not two."""
        cleaned = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("url")):
            message = ValidationError(_("Choose a page or give an address: one of the two."))
            raise blocks.StructBlockValidationError(block_errors={"page": message})
        return cleaned

    class Meta:
        icon = "arrow-right"
        label = _("Call to action")
        template = "partnership/blocks/call_to_action.html"
        preview_template = "partnership/blocks/preview.html"
        description = _("The one thing to do next, with a button.")
        preview_value = {
            "heading": "Learn from another program",
            "text": "<p>Choose a mentor who knows what you need.</p>",
            "button": "Find a mentor",
            "url": "https://example.org/",
        }


class AccordionSectionBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=160)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "list-ul"
        label = _("Section")


class AccordionBlock(blocks.StructBlock):
    sections = blocks.ListBlock(AccordionSectionBlock(), label=_("Sections"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Sections that open")
        template = "partnership/blocks/accordion.html"
        preview_template = "partnership/blocks/preview.html"
        description = _("Questions with answers that open one by one.")
        preview_value = {
            "sections": [{"heading": "Who may come?", "text": "<p>Every program, mentored or not.</p>"}],
        }


class BodyTableBlock(TableBlock):
    class Meta:
        icon = "table"
        label = _("Table")
        template = "partnership/blocks/table.html"
        preview_template = "partnership/blocks/preview.html"
        description = _("Rows and columns with a caption and headers.")
        preview_value = {
            "table_caption": "Contacts in a year",
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "table_header_choice": "row",
            "data": [["What", "How many"], ["In person", "2"], ["Other contacts", "18"]],
            "cell": [],
            "mergeCells": [],
        }


class BodyEmbedBlock(blocks.StructBlock):
    embed = EmbedBlock(label=_("Address"), help_text=_("For instance of a video."))
    title = blocks.CharBlock(
        label=_("Title"), max_length=160, help_text=_("Read out to people who can't see the video.")
    )

    class Meta:
        icon = "media"
        label = _("Video or embed")
        template = "partnership/blocks/embed.html"
        preview_template = "partnership/blocks/embed_preview.html"
        description = _("A video or another piece of a foreign site.")


class DocumentListBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    documents = blocks.ListBlock(DocumentChooserBlock(label=_("Document")), label=_("Documents"), min_num=1)

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        template = "partnership/blocks/document_list.html"
        preview_template = "partnership/blocks/document_list_preview.html"
        description = _("Files to download, with format and size.")


class LatestBlock(blocks.StructBlock):
    """The first few pages of a collection that an editor has made, or of a query that stands in the block itself."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    collection = blocks.PageChooserBlock(
        label=_("Collection"), page_type="partnership_resources.CollectionPage", required=False
    )
    types = blocks.MultipleChoiceBlock(
        choices=type_choices,
        label=_("Or types of content"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Instead of a collection: pages of these types."),
    )
    topics = blocks.ListBlock(
        SnippetChooserBlock("partnership_resources.Topic", label=_("Topic")),
        label=_("About any of these topics"),
        default=[],
    )
    order = blocks.ChoiceBlock(
        choices=CollectionOrder.choices, label=_("Order"), default=CollectionOrder.NEWEST, required=False
    )
    count = blocks.IntegerBlock(label=_("How many"), min_value=1, max_value=12, default=3)
    view = blocks.ChoiceBlock(choices=BLOCK_VIEWS, label=_("View"), default=CollectionView.LIST, required=False)

    def clean(self, value):
        """A collection or types of content, not none and not both."""
        cleaned = super().clean(value)
        if bool(cleaned.get("collection")) == bool(cleaned.get("types")):
            message = ValidationError(_("Choose a collection or types of content: one of the two."))
            raise blocks.StructBlockValidationError(block_errors={"collection": message})
        return cleaned

    def get_context(self, value, parent_context=None):
        """Adds `rows`: the first live pages that the public may see; empty when the collection is gone."""
        context = super().get_context(value, parent_context=parent_context)
        collection = value.get("collection")
        collection = collection.specific if collection else None
        context["collection"] = collection if collection and collection.live else None
        if context["collection"]:
            context["rows"] = collect(collection, at_most=value["count"])
        else:
            context["rows"] = rows_of(block_query(value).keys())
        context["view_template"] = template_of(value.get("view"))
        return context

    class Meta:
        icon = "list-ul"
        label = _("Latest from a collection")
        template = "partnership/blocks/latest.html"
        preview_template = "partnership/blocks/latest_preview.html"
        description = _("The first pages of a collection, or of chosen types and topics.")
        form_layout = ["heading", "collection", "types", "topics", "order", "count", "view"]


def block_query(value):
    """The saved query that stands in a `LatestBlock` itself; it finds nothing without types."""
    topics = [topic for topic in value.get("topics") or () if topic]
    return SavedQuery(
        sources=known_sources(value.get("types") or ()),
        conditions=(about(topics),) if topics else (),
        order=value.get("order") or CollectionOrder.NEWEST,
        limit=value["count"],
    )


class BodyBlock(blocks.StreamBlock):
    """The body of every page type."""

    text = TextBlock()
    picture = PictureBlock()
    quote = QuoteBlock()
    call_to_action = CallToActionBlock()
    accordion = AccordionBlock()
    table = BodyTableBlock()
    embed = BodyEmbedBlock()
    documents = DocumentListBlock()
    latest = LatestBlock()

    class Meta:
        required = False
        block_counts = {}
