"""Forms of reading lists."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.models import MentoringPair, ReadingItem, ReadingList


class ListForm(forms.ModelForm):
    """A list's name, and a note for whoever reads it."""

    class Meta:
        model = ReadingList
        fields = ["name", "note"]
        labels = {"name": gettext_lazy("Name of the list"), "note": gettext_lazy("Note")}
        help_texts = {
            "name": gettext_lazy("Such as “Before the first visit”."),
            "note": gettext_lazy("What the list is for. Those you share it with read it too."),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if not name:
            raise ValidationError(_("Give the list a name."))
        return name


class ItemForm(forms.Form):
    """A note on a kept resource, and the list on which it stands."""

    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=ReadingItem._meta.get_field("note").max_length,
        required=False,
        help_text=gettext_lazy("Why it is worth reading, or where to begin."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, lists, **kwargs):
        super().__init__(*args, **kwargs)
        if len(lists) > 1:
            choices = [(str(one.code), one.name) for one in lists]
            self.fields["reading_list"] = forms.ChoiceField(label=_("List"), choices=choices)


class ShareForm(forms.Form):
    """With which of the owner's open pairs."""

    pair = forms.ModelChoiceField(
        queryset=MentoringPair.objects.none(),
        to_field_name="code",
        label=gettext_lazy("With which pair?"),
        empty_label=None,
        error_messages={"required": gettext_lazy("Choose a pair.")},
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, pairs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pair"].queryset = pairs
