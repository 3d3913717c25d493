"""What somebody had typed when the session ended: kept for the sign-in, and put back into the form.

The text waits in the visitor's own session, encrypted with the key of the journals, since sessions stand in a table
that is dumped and looked at. The sign-in takes the session over, and the text is thrown away when it is shown or, after
an hour, when any such form is opened; with the session otherwise. Only the form that it was typed into shows it, to
somebody who may open that form; a `KeptForm` and others with `typist_field` only to the person who typed it, so that
neither a colleague at the same machine nor the other side reads it.
"""

from functools import wraps
from time import time

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import QueryDict
from django.views.decorators.debug import sensitive_variables

from mentoring_pages.encryption import InvalidToken, seal, unseal
from resources.limits import client_address, is_over_limit

SESSION_KEY = "kept_form"
# A long plan with the state it was opened with, or 20,000 letters of a script that an address writes as nine each.
MOST_CHARACTERS = 400_000
LONGEST_SECONDS = 3_600
PER_HOUR = 30
TYPIST = "typist"
_SALT = "mentoring_pages.kept_forms"


def keeps_typed(view):
    """A form that survives the end of a session: a post of somebody who is signed out is kept, then sign-in follows.

    Stands outside `member_required`; the view asks `typed_before`.
    """

    @wraps(view)
    @sensitive_variables()
    def wrapped(request, *args, **kwargs):
        if request.method != "POST" or request.user.is_authenticated:
            return view(request, *args, **kwargs)
        data = request.POST.copy()
        data.pop("csrfmiddlewaretoken", None)
        text = data.urlencode()
        if text and len(text) <= MOST_CHARACTERS and not is_over_limit("kept", client_address(request), PER_HOUR):
            request.session[SESSION_KEY] = {"path": request.path, "text": seal(text), "at": time()}
        return redirect_to_login(request.get_full_path())

    return wrapped


@sensitive_variables()
def typed_before(request, *, by_same_person=False):
    """What was typed into the form at this address before the session ended, once; None for nothing.

    `by_same_person`: only if the form had a `typist_field` that names the person who is signed in now.
    """
    kept = request.session.get(SESSION_KEY)
    if request.method != "GET" or kept is None:
        return None
    is_old = time() - kept["at"] > LONGEST_SECONDS
    if is_old or kept["path"] == request.path:
        del request.session[SESSION_KEY]
    if is_old or kept["path"] != request.path:
        return None
    try:
        data = QueryDict(str(unseal(kept["text"])), mutable=True)
    except InvalidToken:
        # Kept before a change of keys, or by an older version in clear.
        return None
    if by_same_person and not _typed_by(request.user, data.get(TYPIST, "")):
        return None
    return data


def typed_data(request):
    """What to bind a `KeptForm` to: what is posted, else what the same person typed before the session ended."""
    return request.POST if request.method == "POST" else typed_before(request, by_same_person=True)


def typist_field(user):
    """A hidden field, named `TYPIST`, that says who types: signed, so that nobody names somebody else."""
    return forms.CharField(
        required=False, initial=signing.dumps(str(user.pk), salt=_SALT), widget=forms.HiddenInput(), max_length=500
    )


class KeptForm(forms.Form):
    """A form that says who typed, so that what was kept of it comes back to that person alone; `user` has it open."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[TYPIST] = typist_field(user)

    def clean(self):
        """All that was typed, without who typed it."""
        cleaned = super().clean()
        cleaned.pop(TYPIST, None)
        return cleaned


def _typed_by(user, value):
    try:
        return signing.loads(value, salt=_SALT) == str(user.pk)
    except signing.BadSignature:
        return False
