"""The coordinators' screen of what each side says of the fit. The other side never reads it."""

from django.utils.translation import gettext_lazy as _

from mentoring_pages.models import FitCheck
from resources.cms.scoped import described

from .scoped import DeskModelAdmin


class FitCheckAdmin(DeskModelAdmin):
    """A "not" on top of the list is a task: talk with both, and end the pair on its own screen if need be."""

    model = FitCheck
    menu_label = _("Does it fit")
    menu_icon = "circle-check"
    list_display = ("pair", "side", "answer_words", "pair_status", "asked_at", "answered_at")
    list_filter = ("answer", "side", "pair__cycle", "pair__status")
    list_export = ("pair", "side", "answer", "asked_at", "answered_at")
    list_related = ("pair__mentor", "pair__mentee")
    search_fields = ("pair__mentor__name", "pair__mentee__name")
    ordering = ("-answered_at", "-pk")

    def scope(self, user):
        return super().scope(user).visible_to_staff(user)

    inspect_view_fields = ["pair", "side", "answer", "note", "pair_status", "asked_at", "answered_at", "answered_by"]

    @described(_("answer"))
    def answer_words(self, check):
        return check.get_answer_display() or _("not answered")

    @described(_("pair is"))
    def pair_status(self, check):
        return check.pair.get_status_display()
