"""The editor's form of a collection."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from resources.enums import CollectionOrder, CollectionView
from resources.registry import collection_sources

from .choices import type_choices
from .queries import SEPARATOR, known_sources, read_types


class TypesField(forms.MultipleChoiceField):
    """Kinds of page as boxes, kept as one text with commas between."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value):
        return read_types(value) if isinstance(value, str) else value

    def clean(self, value):
        return SEPARATOR.join(super().clean(value))

    def has_changed(self, initial, data):
        return super().has_changed(read_types(initial), data)


class CollectionForm(WagtailAdminPageForm):
    """Asks for the kinds of page as boxes. One that is gone since stays as it is until the editor takes it off."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "source" in self.fields:
            plain = self.fields["source"]
            choices = type_choices()
            gone = [key for key in read_types(self.instance.source) if key not in dict(choices)]
            choices += [(key, _("%(source)s (not installed)") % {"source": key}) for key in gone]
            self.fields["source"] = TypesField(
                label=plain.label, help_text=plain.help_text, required=False, choices=choices
            )

    def clean(self):
        """A calendar holds what has a day; an order by day needs one too."""
        cleaned = super().clean()
        sources = known_sources(read_types(cleaned.get("source")))
        if cleaned.get("view") == CollectionView.CALENDAR:
            able = [source for source in collection_sources().values() if source.month]
            if any(source not in able for source in sources) or self._picks_others(able):
                self.add_error("view", ValidationError(_("Only gatherings can be shown as a calendar.")))
        if cleaned.get("order") == CollectionOrder.SOONEST and not (len(sources) == 1 and sources[0].soonest):
            text = _("“What comes next first” needs a kind of page with a day, such as gatherings, and no other kind.")
            self.add_error("order", ValidationError(text))
        return cleaned

    def _picks_others(self, able):
        formset = self.formsets.get("picks")
        picked = [] if formset is None else [form for form in formset.forms if form.is_valid()]
        pages = [form.cleaned_data.get("picked_page") for form in picked if not form.cleaned_data.get("DELETE")]
        models = tuple(source.queryset().model for source in able)
        return any(page and not issubclass(page.specific_class or type(page), models) for page in pages)
