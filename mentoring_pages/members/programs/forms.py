"""The form in which a program tells about itself: the 14 facts, each with who sees it, and what a mentor offers."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.models import FACTS, MenteeProfile, MentorProfilePage

FACT_FIELDS = [name for fact in FACTS for name in (*fact.fields, fact.visibility_field)]
OFFER_FIELDS = ["tagline", "topics", "offer", "availability", "capacity"]
LISTS = ("levels", "components", "funding_sources", "topics")
NUMBERS = ("age_from", "age_to", "site_count", "founded_year", "grantee_since", "capacity")


class _FactsForm(forms.ModelForm):
    """The 14 facts. Vocabularies offer what can be chosen today and what the program has chosen before."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in LISTS:
                field.widget = forms.CheckboxSelectMultiple(attrs={"class": "p-picks"})
                chosen = [term.pk for term in getattr(self.instance, name).all()] if self.instance.pk else []
                field.queryset = field.queryset.model.objects.filter(is_active=True) | field.queryset.filter(
                    pk__in=chosen
                )
                field.help_text = ""
            elif isinstance(field, forms.ModelChoiceField):
                chosen = getattr(self.instance, f"{name}_id")
                field.queryset = field.queryset.model.objects.filter(is_active=True) | field.queryset.filter(pk=chosen)
                field.empty_label = _("Not said")
            elif isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4
            elif name in NUMBERS:
                field.widget.attrs["inputmode"] = "numeric"

    def fieldsets(self):
        """For the shared form component: one group per fact."""
        return [
            {"legend": f"{fact.number}. {fact.label}", "fields": [*fact.fields, fact.visibility_field]}
            for fact in FACTS
        ]


class MenteeProfileForm(_FactsForm):
    class Meta:
        model = MenteeProfile
        fields = FACT_FIELDS


class MentorPageForm(_FactsForm):
    """The same for a mentor's page, with what it offers in front."""

    class Meta:
        model = MentorProfilePage
        fields = [*OFFER_FIELDS, *FACT_FIELDS]
        labels = {"capacity": gettext_lazy("Mentees you can take at a time")}

    def fieldsets(self):
        return [{"legend": _("As a mentor"), "fields": OFFER_FIELDS}, *super().fieldsets()]
