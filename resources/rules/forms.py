"""The editor's form of a rule."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from resources.enums import RuleActionKind, RuleEvent

from .page_types import page_type_choices

MOST_ADDRESSES = 20


def read_addresses(text):
    """The addresses in a text, each once: with commas, semicolons, spaces or new lines between."""
    parts = text.replace(",", " ").replace(";", " ").split()
    return list({part.lower(): part for part in parts}.values())


class RuleForm(WagtailAdminModelForm):
    """Asks for the type of page among those that are installed, and looks at the steps together."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "page_type" in self.fields:
            choices = page_type_choices()
            own = self.instance.page_type
            if own and own not in dict(choices):
                choices.append((own, _("%(type)s (not installed)") % {"type": own}))
            plain = self.fields["page_type"]
            self.fields["page_type"] = forms.ChoiceField(label=plain.label, required=False, choices=choices)

    def is_valid(self):
        """The steps know each other only here: a rule without any does nothing."""
        is_valid = super().is_valid()
        formset = self.formsets.get("steps")
        if formset is None or not is_valid:
            return is_valid
        steps = [form for form in formset.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        if not steps:
            self.add_error(None, ValidationError(_("Add at least one step: what the rule does.")))
            return False
        problems = [self._check(form) for form in steps]
        return not any(problems)

    def _check(self, form):
        """Add what is wrong with a step to its form; True if something is."""
        problem = self._problem(form.cleaned_data)
        if problem:
            form.add_error(*problem)
        return bool(problem)

    def _problem(self, step):
        kind = step.get("kind")
        if kind == RuleActionKind.COLLECT and not step["collection"].permissions_for_user(self.for_user).can_publish():
            return "collection", _("You may not publish this collection, so no rule of yours may change it.")
        if kind == RuleActionKind.SUBMIT and self.cleaned_data.get("event") == RuleEvent.SUBMITTED:
            return "kind", _("A page that is submitted is in a workflow already.")
        if kind == RuleActionKind.COLLECT and self.cleaned_data.get("event") not in PUBLISHING_EVENTS:
            return "kind", _("Only a page that is published can be put into a collection.")
        return None

    def save(self, commit=True):
        # So that a rule whose place is deleted does nothing, rather than holding for the whole site.
        self.instance.is_limited = self.instance.below_id is not None
        return super().save(commit)


PUBLISHING_EVENTS = (RuleEvent.PUBLISHED, RuleEvent.UPDATED)


def clean_addresses(text):
    """The addresses in a text, one per line. Raises ValidationError."""
    addresses = read_addresses(text)
    for address in addresses:
        try:
            validate_email(address)
        except ValidationError as problem:
            raise ValidationError(_("“%(address)s” is no e-mail address.") % {"address": address}) from problem
    if len(addresses) > MOST_ADDRESSES:
        raise ValidationError(_("At most %(count)s addresses. For more, use a group.") % {"count": MOST_ADDRESSES})
    return "\n".join(addresses)
