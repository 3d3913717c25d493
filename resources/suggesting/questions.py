"""The screen on which staff keep the questions that they ask of each suggestion."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from resources.models import SuggestionCriterion


class QuestionViewSet(SnippetViewSet):
    model = SuggestionCriterion
    icon = "help"
    menu_label = _("Questions on suggestions")
    list_display = ["question", "is_active", "sort_order"]
    list_per_page = 50
    ordering = ["sort_order", "pk"]
