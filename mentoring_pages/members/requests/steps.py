"""The four steps of writing a request, as the stepper on top of each page shows them."""

from django.urls import reverse
from django.utils.translation import gettext as _


def stepper(current, match_request=None, *, has_needs=False, has_wishes=False, has_choices=False):
    """Dicts for the shared component. `current` is a step or "send"; only steps of a saved draft can be opened."""
    done = {
        "needs": has_needs,
        "wishes": has_wishes or (has_needs and current in ("mentors", "send")),
        "mentors": has_choices,
    }
    labels = {
        "needs": _("What you need"),
        "wishes": _("Who would fit"),
        "mentors": _("Whom to ask"),
        "send": _("Check and send"),
    }
    found = []
    for name, label in labels.items():
        state = "current" if name == current else "done" if done.get(name) else "todo"
        found.append({"label": label, "state": state, "url": step_url(name, match_request) if match_request else ""})
    return found


def step_url(step, match_request):
    """Where a step of a draft is written; "send" is the request's own page."""
    if step == "send":
        return reverse("members:request-detail", args=[match_request.code])
    return reverse("members:request-edit", args=[match_request.code, step])
