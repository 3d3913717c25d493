"""The coordinators' screen of match requests."""

from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from mentoring_pages.models import MatchRequest
from resources.cms.scoped import described

from .scoped import DeskModelAdmin


class MatchRequestAdmin(DeskModelAdmin):
    model = MatchRequest
    menu_label = _("Match requests")
    menu_icon = "mail"
    list_display = ("program", "cycle", "status", "priority_tier", "sent_at")
    list_filter = ("status", "cycle", "priority_tier")
    list_export = ("program", "cycle", "status", "priority_tier", "created_at", "sent_at", "closed_at")
    list_related = ("program", "cycle")
    search_fields = ("program__name",)
    ordering = ("-sent_at", "-created_at")
    inspect_view_fields = [
        "program",
        "cycle",
        "status",
        "priority_tier",
        "needs_list",
        "wishes_list",
        "choices_list",
        "note",
        "created_at",
        "sent_at",
        "closed_at",
    ]

    @described(_("needs"))
    def needs_list(self, match_request):
        needs = match_request.needs.select_related("topic")
        return format_html_join("", "<p><strong>{}</strong> {}</p>", ((need.topic, need.sentence) for need in needs))

    @described(_("wishes"))
    def wishes_list(self, match_request):
        return format_html_join(
            "",
            "<p>{}: {} ({})</p>",
            (
                (wish.get_fact_display(), wish.get_direction_display(), wish.get_weight_display())
                for wish in match_request.wishes.all()
            ),
        )

    @described(_("ranked choices"))
    def choices_list(self, match_request):
        return format_html_join(
            "",
            "<p>{}. <strong>{}</strong>: {} {} {}</p>",
            (
                (choice.rank, choice.mentor, choice.get_status_display(), choice.reason, choice.decline_reason)
                for choice in match_request.choices.select_related("mentor")
            ),
        )
