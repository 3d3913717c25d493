"""Lists by e-mail among what the site holds about a person."""

from django.utils.translation import gettext_lazy as _

from resources.models import AlertSubscription
from resources.personal_data import PersonalPart, proven_addresses, register_personal_part


def register():
    """Called when the app is ready."""
    register_personal_part(
        PersonalPart(
            "alerts",
            _("Lists of the library that you get by e-mail"),
            _collect,
            _("They end."),
            _forget,
            order=80,
        )
    )


def _own(user):
    return AlertSubscription.objects.filter(email__in=proven_addresses(user))


def _collect(user):
    return [
        {"list": str(one.filter), "email": one.email, "period": one.get_period_display(), "asked_at": one.asked_at}
        for one in _own(user).select_related("filter")
    ]


def _forget(user):
    _own(user).delete()
