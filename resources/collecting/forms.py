"""The editor's form of a collection."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from resources.registry import collection_sources


def source_choices():
    """The kinds of page that installed apps offer, looked up when the form is shown: no migration knows them."""
    return [
        ("", _("Nothing: only the pages picked by hand")),
        *((key, source.label) for key, source in collection_sources().items()),
    ]


class CollectionForm(WagtailAdminPageForm):
    """Asks for the source as a choice. One that is gone since stays as it is until the editor chooses another."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "source" in self.fields:
            plain = self.fields["source"]
            choices = source_choices()
            current = self.instance.source
            if current and current not in dict(choices):
                choices.append((current, _("%(source)s (not installed)") % {"source": current}))
            self.fields["source"] = forms.ChoiceField(
                label=plain.label, help_text=plain.help_text, required=False, choices=choices
            )
