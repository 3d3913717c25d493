"""Whoever is named to read concerns hears when that list, or the address for reports, is changed in the CMS (R104).

Otherwise an administrator could name themselves for an hour and read everything unnoticed.
"""

from wagtail import hooks

from mentoring_pages.actions.concern_handlers import tell_of_handlers
from mentoring_pages.models import ConcernSettings


@hooks.register("before_edit_setting")
def remember_handlers(request, setting):
    """Who was named before the form was sent."""
    if isinstance(setting, ConcernSettings):
        request.concern_handlers_before = setting.as_stored()


@hooks.register("after_edit_setting")
def tell_of_changed_handlers(request, setting):
    """One mail to each who was or is named, and to the old and the new address for reports, if they changed."""
    before = getattr(request, "concern_handlers_before", None)
    if isinstance(setting, ConcernSettings) and before is not None:
        tell_of_handlers(before, setting.as_stored(), by=request.user)
