"""The one staff screen of journals: entries whose author shared them with staff, and nothing else (T4)."""

from django.utils.html import linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from mentoring_pages.actions.journals import note_reading
from mentoring_pages.models import JournalEntry
from resources.cms.scoped import ScopedInspectView, described

from .scoped import DeskModelAdmin


class JournalInspectView(ScopedInspectView):
    """Each reading is logged: who, when and which, never what."""

    def get(self, request, *args, **kwargs):
        note_reading([self.instance], by=request.user)
        return super().get(request, *args, **kwargs)


class SharedJournalEntryAdmin(DeskModelAdmin):
    model = JournalEntry
    inspect_view_class = JournalInspectView
    base_url_path = "shared-journal-entries"
    menu_label = _("Shared journal entries")
    menu_icon = "edit"
    list_display = ("written_on", "author", "pair")
    list_filter = ("pair__cycle",)
    list_related = ("pair__mentor", "pair__mentee", "author")
    ordering = ("-written_on", "-pk")
    inspect_view_fields = ["author", "pair", "written_on", "shown_title", "shown_text"]

    def scope(self, user):
        return super().scope(user).shared_with_staff()

    @described(_("title"))
    def shown_title(self, entry):
        return entry.title

    @described(_("text"))
    def shown_text(self, entry):
        # linebreaks escapes the text.
        return mark_safe(linebreaks(entry.text, autoescape=True))
