"""What somebody had typed when the session ended: kept for the sign-in, and put back into the form.

The text waits in the visitor's own session, which the sign-in takes over, and is thrown away when it is shown or after
an hour. Only the form that it was typed into shows it, to somebody who may open that form.
"""

from functools import wraps
from time import time

from django.contrib.auth.views import redirect_to_login
from django.http import QueryDict

from resources.limits import client_address, is_over_limit

SESSION_KEY = "kept_form"
# A long plan with the state it was opened with, or 20,000 letters of a script that an address writes as nine each.
MOST_CHARACTERS = 400_000
LONGEST_SECONDS = 3_600
PER_HOUR = 30


def keeps_typed(view):
    """A form that survives the end of a session: a post of somebody who is signed out is kept, then sign-in follows.

    Stands outside `member_required`; the view asks `typed_before`.
    """

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.method != "POST" or request.user.is_authenticated:
            return view(request, *args, **kwargs)
        data = request.POST.copy()
        data.pop("csrfmiddlewaretoken", None)
        text = data.urlencode()
        if text and len(text) <= MOST_CHARACTERS and not is_over_limit("kept", client_address(request), PER_HOUR):
            request.session[SESSION_KEY] = {"path": request.path, "text": text, "at": time()}
        return redirect_to_login(request.get_full_path())

    return wrapped


def typed_before(request):
    """What was typed into the form at this address before the session ended, once; None for nothing."""
    if request.method != "GET" or request.session.get(SESSION_KEY, {}).get("path") != request.path:
        return None
    kept = request.session.pop(SESSION_KEY)
    return QueryDict(kept["text"], mutable=True) if time() - kept["at"] <= LONGEST_SECONDS else None


def typed_data(request):
    """What to bind a form to: what is posted, else what was typed before the session ended, else None."""
    return request.POST if request.method == "POST" else typed_before(request)
