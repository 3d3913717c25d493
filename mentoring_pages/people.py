"""How people are named on members' pages and in the CMS."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _


def name_of(user) -> str:
    """The person's full name, else the address; "A former member" for an account that is gone."""
    if user is None:
        return _("A former member")
    full = user.get_full_name() if hasattr(user, "get_full_name") else ""
    return full or getattr(user, get_user_model().EMAIL_FIELD, "") or str(user)
