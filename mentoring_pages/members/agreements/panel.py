"""What other pages of the pair say about its agreement."""

from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring_pages.members.agreements.standing import standing_of
from mentoring_pages.permissions import signing_side


def agreement_panel(user, pair, side):
    """The context of agreements/panel.html; None if no text is published. Three queries at most."""
    standing = standing_of(pair)
    if standing.text is None:
        return None
    own = signing_side(user, pair)
    url = reverse("members:agreement-detail", args=[pair.code])
    if standing.is_complete:
        return {"is_complete": True, "line": _("Signed by both sides."), "url": url, "label": _("Read the agreement")}
    names = ", ".join(f"{one.signed_name} ({one.program_name})" for one in standing.signatures.values())
    line = _("Signed by %(names)s, not yet by both.") % {"names": names} if names else _("Not signed yet.")
    is_renewal = bool(standing.earlier)
    if is_renewal and not names:
        line = _("There is a new version. What you signed before stays in the record.")
    label = _("Read and sign") if standing.is_missing(own) else _("Read the agreement")
    return {"is_complete": False, "line": line, "url": url, "label": label}
