"""The form of people who suggest a resource, and those of staff who decide."""

from django import forms
from django.core.validators import URLValidator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from resources.conf import get_setting
from resources.library.forms import TrappedForm
from resources.models import SuggestionCriterion, Topic
from resources.signed_time import StampedForm

from .files import EXTENSIONS, check_file


class SuggestionForm(StampedForm, TrappedForm):
    """A link or a file, and why. Only title and why must be there besides."""

    url = forms.CharField(
        label=gettext_lazy("Address on the web"),
        help_text=gettext_lazy("For example https://www.example.org/guide. Or choose a file below."),
        required=False,
        max_length=500,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{extension}" for extension in EXTENSIONS)}),
    )
    title = forms.CharField(
        label=gettext_lazy("What is it called?"),
        max_length=160,
        error_messages={"required": gettext_lazy("Write what it is called.")},
    )
    why = forms.CharField(
        label=gettext_lazy("Why is it useful?"),
        help_text=gettext_lazy("What did it help you with? Please write nothing about children."),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write why it is useful.")},
    )
    for_whom = forms.CharField(
        label=gettext_lazy("Who is it for?"),
        help_text=gettext_lazy("For example: new staff, or families."),
        required=False,
        max_length=255,
    )
    topics = forms.ModelMultipleChoiceField(
        label=gettext_lazy("What is it about?"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail"),
        help_text=gettext_lazy("If you want to hear what we decided. We send one mail."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    anyway = forms.BooleanField(
        label=gettext_lazy("Send it all the same: what you have is different or newer"), required=False
    )

    field_order = ["url", "file", "title", "why", "for_whom", "topics", "name", "email", "homepage", "opened"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = Topic.objects.active()
        size = filesizeformat(get_setting("SUGGESTION_MAX_MB") * 1024**2)
        self.fields["file"].help_text = _("PDF, Word, Excel, PowerPoint or OpenDocument, at most %(size)s.") % {
            "size": size
        }

    def fieldsets(self, *, shows_anyway):
        """The groups of the form; the last box only for somebody who was told that we have it."""
        again = [{"legend": _("We may have it already"), "fields": ["anyway"]}] if shows_anyway else []
        return [
            *again,
            {"legend": _("What you suggest"), "fields": ["url", "file", "title"]},
            {"legend": _("Why, and for whom"), "fields": ["why", "for_whom", "topics"]},
            {"legend": _("You, if you like"), "fields": ["name", "email"]},
        ]

    def clean_url(self):
        text = self.cleaned_data["url"].strip()
        if text:
            text = text if "://" in text else f"https://{text}"
            URLValidator(schemes=["http", "https"], message=_("This is no whole web address. Please check it."))(text)
        return text

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file:
            most = get_setting("SUGGESTION_MAX_MB") * 1024**2
            if file.size > most:
                words = _("The file is larger than %(size)s. Is it on the web? Then give the address.")
                raise forms.ValidationError(words % {"size": filesizeformat(most)})
            check_file(file)
        return file

    def clean(self):
        cleaned = super().clean()
        has_file_error = "url" in self.errors or "file" in self.errors
        if not has_file_error and not cleaned.get("url") and not cleaned.get("file"):
            self.add_error("url", _("Give an address, or choose a file."))
        if not has_file_error and cleaned.get("url") and cleaned.get("file"):
            self.add_error("file", _("Give an address or a file, not both."))
        if not self.errors:
            self.check_stamp()
        if self.errors and cleaned and cleaned.get("file"):
            self.add_error("file", _("Please choose the file again: browsers do not keep it."))
        return cleaned


class QuestionsForm(forms.Form):
    """The questions that staff ask of each suggestion, with a box for each yes."""

    answers = forms.MultipleChoiceField(
        label=gettext_lazy("Yes to"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        questions = SuggestionCriterion.objects.filter(is_active=True).values_list("question", flat=True)
        self.fields["answers"].choices = [(question, question) for question in questions]
        if not questions:
            del self.fields["answers"]

    def clean(self):
        return {"answers": [], **super().clean()}


class DeclineForm(QuestionsForm):
    """Why not: the words go to whoever suggested it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It is in the mail to whoever suggested it."),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
