"""The forms of alerts, which anyone may send, without an account and without scripts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from resources.enums import AlertPeriod
from resources.library.forms import TrappedForm


def _period_field():
    return forms.ChoiceField(
        label=_("How often?"),
        choices=AlertPeriod.choices,
        widget=forms.RadioSelect,
        initial=AlertPeriod.WEEKLY,
    )


class AlertForm(TrappedForm):
    """Where to, and how often."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("We send you a mail with a link first. Nothing else comes before you have said yes there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Write your e-mail, so that we can send you the link.")},
    )
    period = _period_field()

    field_order = ["email", "period", "homepage"]


class PeriodForm(forms.Form):
    """How often."""

    required_css_class = "is-required"

    period = _period_field()
