"""What belongs to one gathering and is edited on its page: agenda, materials, questions to guests, slides, photos."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string
from wagtail.models import Orderable

from events.enums import QuestionKind
from events.gatherings.panels import agenda_session_panels
from resources.pages import page_key

from .gatherings import GatheringPage


class AgendaSession(Orderable):
    """One entry of a gathering's agenda."""

    gathering = ParentalKey(GatheringPage, on_delete=models.CASCADE, related_name="sessions")
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    day = models.PositiveSmallIntegerField(_("day"), default=1, help_text=_("1 for the first day."))
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"), blank=True)
    presenter_page = page_key(
        "+", verbose_name=_("presenting program"), help_text=_("A mentor's page, linked both ways (R24).")
    )
    presenter_name = models.CharField(
        _("presenters"), max_length=200, blank=True, help_text=_("Names, for instance of an outside trainer (R24).")
    )

    panels = agenda_session_panels()

    class Meta(Orderable.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self):
        return self.title


class GatheringMaterial(Orderable):
    """A resource of the library that belongs to a gathering."""

    gathering = ParentalKey(GatheringPage, on_delete=models.CASCADE, related_name="materials")
    resource = models.ForeignKey(
        "partnership_resources.ResourcePage",
        verbose_name=_("resource"),
        on_delete=models.CASCADE,
        related_name="used_at",
    )

    class Meta(Orderable.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("materials")

    def __str__(self):
        return str(self.resource)


class GatheringQuestion(Orderable):
    """A question of the staff's own that the registration form asks."""

    gathering = ParentalKey(GatheringPage, on_delete=models.CASCADE, related_name="questions")
    label = models.CharField(_("question"), max_length=200)
    help_text = models.CharField(_("help"), max_length=255, blank=True)
    kind = models.CharField(
        _("kind of answer"), max_length=10, choices=QuestionKind.choices, default=QuestionKind.SHORT_TEXT
    )
    choices = models.TextField(_("choices"), blank=True, help_text=_("One a line. For questions with choices only."))
    is_required = models.BooleanField(_("must be answered"), default=False)

    panels = [
        FieldPanel("label"),
        FieldPanel("help_text"),
        FieldPanel("kind"),
        FieldPanel("choices"),
        FieldPanel("is_required"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("question to guests")
        verbose_name_plural = _("questions to guests")

    def __str__(self):
        return self.label

    def clean(self):
        """A question with choices has at least two, each once."""
        super().clean()
        if self.kind not in (QuestionKind.ONE_OF, QuestionKind.SOME_OF):
            return
        choices = [line.strip() for line in self.choices.splitlines() if line.strip()]
        if len(choices) < 2:
            raise ValidationError({"choices": _("Write at least two choices, one a line, or choose another kind.")})
        if len({choice.casefold() for choice in choices}) < len(choices):
            raise ValidationError({"choices": _("Two choices are the same. Keep one of them.")})


class GatheringSlides(Orderable):
    """A file shown or handed out at a gathering, for those who read up on it afterwards."""

    gathering = ParentalKey(GatheringPage, on_delete=models.CASCADE, related_name="slides")
    document = models.ForeignKey(
        get_document_model_string(), verbose_name=_("file"), on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField(_("title"), max_length=160, blank=True, help_text=_("Empty: the title of the file."))

    panels = [FieldPanel("document"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("slides or hand-out")
        verbose_name_plural = _("slides and hand-outs")

    def __str__(self):
        return self.title or str(self.document)


class GatheringPhoto(Orderable):
    """A photo of a gathering that is over."""

    gathering = ParentalKey(GatheringPage, on_delete=models.CASCADE, related_name="photos")
    image = models.ForeignKey(
        get_image_model_string(), verbose_name=_("photo"), on_delete=models.CASCADE, related_name="+"
    )
    alt_text = models.CharField(
        _("what the photo shows"), max_length=200, help_text=_("For people who do not see it, in one sentence.")
    )
    caption = models.CharField(_("caption"), max_length=200, blank=True)

    panels = [FieldPanel("image"), FieldPanel("alt_text"), FieldPanel("caption")]

    class Meta(Orderable.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self):
        return self.alt_text
