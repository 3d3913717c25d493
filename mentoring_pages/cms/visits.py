"""The coordinators' screen of site visits: days, directions and counts, never what the pair wrote (R16, T4)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.enums import HELD_VISIT_STATUSES
from mentoring_pages.models import SiteVisit
from resources.cms.scoped import described
from resources.dates_in_words import short_date, when_in_words

from .scoped import DeskModelAdmin


def visit_in_words(visit):
    """Where it stands and when, for a line of a screen."""
    day = short_date(visit.held_on) if visit.status in HELD_VISIT_STATUSES else when_in_words(visit.starts_at)
    return _("%(status)s, %(day)s") % {"status": visit.get_status_display(), "day": day}


class SiteVisitAdmin(DeskModelAdmin):
    model = SiteVisit
    menu_label = gettext_lazy("Site visits")
    menu_icon = "site"
    list_display = ("guest", "site_of", "status", "starts_at", "held_on", "sides_that_wrote")
    list_filter = ("status", "is_remote", "host", "pair__cycle")
    list_export = ("pair", "guest", "site_of", "status", "is_remote", "starts_at", "held_on", "sides_that_wrote")
    list_related = ("pair__mentor", "pair__mentee", "pair__cycle", "contact__mode")
    search_fields = ("pair__mentor__name", "pair__mentee__name")
    ordering = ("-starts_at", "-pk")
    inspect_view_fields = [
        "pair",
        "guest",
        "site_of",
        "status",
        "starts_at",
        "place",
        "is_remote",
        "agreed_at",
        "held_on",
        "counted_as",
        "sides_that_wrote",
        "recorded_by",
    ]

    def scope(self, user):
        return super().scope(user).visible_to(user).with_counts()

    @described(gettext_lazy("who visits"))
    def guest(self, visit):
        return str(visit.guest_program)

    @described(gettext_lazy("whom"))
    def site_of(self, visit):
        return str(visit.host_program)

    @described(gettext_lazy("counts as"))
    def counted_as(self, visit):
        return str(visit.contact.mode) if visit.contact else ""

    @described(gettext_lazy("sides that wrote something (number only)"))
    def sides_that_wrote(self, visit):
        return str(visit.observation_count)
