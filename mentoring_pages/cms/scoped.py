"""The base of the coordinators' screens over members' records."""

from mentoring_pages.roles import is_coordinator
from resources.cms import scoped


class DeskModelAdmin(scoped.ScopedModelAdmin):
    """A screen of the mentoring desk, where coordinators work."""

    def can_use(self, user):
        return is_coordinator(user)
