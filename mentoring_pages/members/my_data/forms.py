"""Forms of what cannot be undone."""

from django import forms
from django.utils.translation import gettext_lazy as _

from resources.limits import is_over_limit

TRIES_PER_HOUR = 10
TAKEN, NOT_NEEDED = "taken", "not_needed"


class SureForm(forms.Form):
    """Asks for the password; for an account without one, which signs in by a passkey or elsewhere, for a word."""

    WORD = _("LEAVE")

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("So that nobody else does this at your machine."),
    )
    word = forms.CharField(label=_("Confirmation"), max_length=20)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        if user.has_usable_password():
            del self.fields["word"]
        else:
            del self.fields["password"]
            self.fields["word"].help_text = _("Type %(word)s, in capital letters.") % {"word": self.WORD}

    def clean_password(self):
        if is_over_limit("sure", self.user.pk, TRIES_PER_HOUR):
            raise forms.ValidationError(_("That was tried too often. Please wait an hour."))
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("This is not your password."))
        return self.cleaned_data["password"]

    def clean_word(self):
        if self.cleaned_data["word"].strip() != str(self.WORD):
            raise forms.ValidationError(_("Please type %(word)s, in capital letters.") % {"word": self.WORD})
        return self.cleaned_data["word"]


class DestroyForm(SureForm):
    """Before a journal is destroyed."""

    WORD = _("DESTROY")


class LeaveForm(SureForm):
    """Before somebody leaves for good: what becomes of the journal is the person's own choice."""

    journal = forms.ChoiceField(
        label=_("Your journal"),
        choices=[
            (TAKEN, _("I have taken a copy along, or take one now before I leave.")),
            (NOT_NEEDED, _("I need no copy. Destroy it.")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, entry_count, has_copy, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_copy = has_copy
        if not entry_count:
            del self.fields["journal"]
        self.order_fields(["journal", "password", "word"])

    def clean_journal(self):
        chosen = self.cleaned_data["journal"]
        if chosen == TAKEN and not self.has_copy:
            raise forms.ValidationError(
                _("You have not downloaded your journal as it is now. Take your copy first; the link is above.")
            )
        return chosen
