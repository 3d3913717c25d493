"""A hidden field that says when a form was opened. Programs that send forms at once, or old copies, are asked again.

People lose nothing by it: the form comes back as it was typed, with a new time.
"""

from django import forms
from django.core import signing
from django.utils.translation import gettext as _

SALT = "partnership-form-opened"
FASTEST_SECONDS = 3
LONGEST_SECONDS = 24 * 3_600


def new_stamp():
    """This moment, signed."""
    return signing.TimestampSigner(salt=SALT).sign("opened")


def stamp_problem(stamp, *, fastest=FASTEST_SECONDS):
    """Why a form with this stamp is not taken yet, as a sentence; "" if it is."""
    signer = signing.TimestampSigner(salt=SALT)
    try:
        signer.unsign(stamp or "", max_age=LONGEST_SECONDS)
    except signing.BadSignature:
        return _("This page was open for very long. Please look over what you typed and send it again.")
    try:
        signer.unsign(stamp, max_age=fastest)
    except signing.SignatureExpired:
        return ""
    return _("That was very quick. Please look over what you typed and send it again.")


class StampedForm(forms.Form):
    """Mixed into a public form: the stamp, and what is wrong with it as an error of the form."""

    opened = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opened"].initial = new_stamp

    def check_stamp(self):
        """To be called when the rest is right: whoever has to mend something reads the form a second time anyway."""
        if problem := stamp_problem(self.cleaned_data.get("opened")):
            self.add_error(None, problem)

    def renew_stamp(self):
        """Give a refused form a new time that is old enough: whoever sends it again has read it once already."""
        if self.is_bound and stamp_problem(self.data.get("opened")):
            self.data = self.data.copy()
            self.data["opened"] = new_stamp()
