"""The form of one page of what a program tells: some of the facts, each with who sees it, or what a mentor offers."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.enums import Visibility
from mentoring_pages.models import FACTS_BY_KEY, MenteeProfile, MentorProfilePage
from mentoring_pages.places import check_zip, place_of_zip

from .profile import who_sees

LISTS = ("levels", "components", "funding_sources", "topics")
NUMBERS = ("age_from", "age_to", "site_count", "founded_year", "grantee_since", "capacity")


class _StepForm(forms.ModelForm):
    """Vocabularies offer what can be chosen today and what the program has chosen before."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, step, **kwargs):
        super().__init__(*args, **kwargs)
        self.step = step
        for name, field in self.fields.items():
            if name in LISTS:
                self._offer_list(name, field)
            elif isinstance(field, forms.ModelChoiceField):
                chosen = getattr(self.instance, f"{name}_id")
                field.queryset = field.queryset.model.objects.filter(is_active=True) | field.queryset.filter(pk=chosen)
                field.empty_label = _("Not said")
            elif isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4
            elif isinstance(field, forms.DateField):
                field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            elif name in NUMBERS:
                field.widget.attrs["inputmode"] = "numeric"
        self._say_who_sees()
        if "zip_code" in self.fields:
            self.fields["zip_code"].help_text = _("City, county and region that you leave empty are taken from it.")

    def fieldsets(self):
        """For the shared form component: one group per fact."""
        if self.step.offer:
            return [{"fields": list(self.step.offer)}]
        facts = [FACTS_BY_KEY[key] for key in self.step.facts]
        return [{"legend": fact.label, "fields": [*fact.fields, fact.visibility_field]} for fact in facts]

    def clean_zip_code(self):
        return check_zip(self.cleaned_data["zip_code"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("zip_code"):
            place = place_of_zip(cleaned["zip_code"])
            for name in ("city", "county", "region"):
                if name in cleaned and not cleaned[name]:
                    cleaned[name] = getattr(place, name)
        return cleaned

    def _offer_list(self, name, field):
        field.widget = forms.CheckboxSelectMultiple(attrs={"class": "p-picks"})
        chosen = [term.pk for term in getattr(self.instance, name).all()] if self.instance.pk else []
        field.queryset = field.queryset.model.objects.filter(is_active=True) | field.queryset.filter(pk__in=chosen)
        field.help_text = ""

    def _say_who_sees(self):
        words = who_sees(self.instance)
        for key in self.step.facts:
            fact = FACTS_BY_KEY[key]
            field = self.fields[fact.visibility_field]
            field.label = _("Who sees this")
            field.choices = [(value, words[value]) for value in Visibility]
            if fact.default_visibility != Visibility.PUBLIC:
                default = words[Visibility(fact.default_visibility)]
                field.help_text = _("Unless you choose otherwise: %(who)s.") % {"who": default}


def step_form(step, instance, data=None, *, version=""):
    """The form of a page over a mentee profile or the newest draft of a mentor's page."""
    model = MentorProfilePage if isinstance(instance, MentorProfilePage) else MenteeProfile
    labels = {"capacity": gettext_lazy("Mentees you can take at a time")}
    form_class = forms.modelform_factory(
        model, form=_StepForm, fields=step.fields, labels={key: labels[key] for key in labels if key in step.fields}
    )
    return form_class(data, instance=instance, step=step, initial={"version": version})
