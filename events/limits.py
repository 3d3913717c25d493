"""What guests are told when many acts came from their network. The limits themselves are in `resources/limits.py`."""

from django.utils.translation import gettext_lazy as _

from resources.limits import client_address, is_over_limit

__all__ = ["MANY_ANSWERS", "MANY_SIGN_UPS", "client_address", "is_over_limit"]

MANY_ANSWERS = _("Many answers came from your network in the last hour. Please try again later.")
MANY_SIGN_UPS = _("Many people signed up from your network in the last hour. Please try again later.")
