"""The coordinators' screen of evaluations."""

from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from mentoring_pages.models import Evaluation
from resources.cms.scoped import described

from .scoped import DeskModelAdmin


class EvaluationAdmin(DeskModelAdmin):
    """What was sent, one by one, so that coordinators can help; not of pairs to which they belong themselves."""

    model = Evaluation
    menu_label = _("Evaluations")
    menu_icon = "form"
    list_display = ("pair", "side", "moment", "number", "submitted_at")
    list_filter = ("side", "moment", "pair__cycle")
    list_export = ("pair", "side", "moment", "submitted_at")
    list_related = ("pair__mentor", "pair__mentee")
    search_fields = ("pair__mentor__name", "pair__mentee__name")
    ordering = ("-submitted_at",)
    inspect_view_fields = ["pair", "side", "moment", "submitted_at", "answers_list"]

    def scope(self, user):
        return super().scope(user).readable_by(user)

    @described(_("answers"))
    def answers_list(self, evaluation):
        return format_html_join(
            "",
            "<p><strong>{}</strong><br>{}</p>",
            ((answer.question_text, answer.in_words) for answer in evaluation.answers.all()),
        )
