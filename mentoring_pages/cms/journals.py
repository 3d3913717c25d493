"""Staff screens of journals: entries and passages that were shared with staff, and numbers of all the others (T4)."""

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mentoring_pages.actions.journal_sharing import note_reading
from mentoring_pages.encryption import in_paragraphs
from mentoring_pages.enums import JournalAudience, PairStatus, Side
from mentoring_pages.models import JournalEntry, JournalPassage, MentoringPair
from resources.cms.scoped import ScopedInspectView, described

from .confidential import ConfidentialScreen
from .scoped import DeskModelAdmin


class JournalInspectView(ScopedInspectView):
    """Each reading is logged: who, when and which, never what."""

    def get(self, request, *args, **kwargs):
        note_reading(self.instance, by=request.user)
        return super().get(request, *args, **kwargs)


class PassageInspectView(ScopedInspectView):
    """The same for a passage."""

    def get(self, request, *args, **kwargs):
        note_reading(self.instance.entry, by=request.user, is_of_passage=True)
        return super().get(request, *args, **kwargs)


def _in_paragraphs(text, row):
    if not row.is_readable:
        return _now("This text can't be opened now: its key is missing from the site's settings.")
    return in_paragraphs(text)


class SharedJournalEntryAdmin(ConfidentialScreen, DeskModelAdmin):
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
        return _in_paragraphs(entry.text, entry)


class SharedPassageAdmin(ConfidentialScreen, DeskModelAdmin):
    """Single passages that their authors shared with staff; the entries around them stay closed."""

    model = JournalPassage
    inspect_view_class = PassageInspectView
    base_url_path = "shared-journal-passages"
    menu_label = _("Shared journal passages")
    menu_icon = "openquote"
    list_display = ("shared_at", "author", "pair")
    list_filter = ("entry__pair__cycle",)
    list_related = ("entry__pair__mentor", "entry__pair__mentee", "entry__author")
    ordering = ("-shared_at", "-pk")
    inspect_view_fields = ["author", "pair", "shared_at", "shown_text"]

    def scope(self, user):
        return super().scope(user).filter(audience=JournalAudience.PAIR_AND_STAFF)

    @described(_("author"))
    def author(self, passage):
        return str(passage.entry.author)

    @described(_("pair"))
    def pair(self, passage):
        return str(passage.entry.pair)

    @described(_("text"))
    def shown_text(self, passage):
        return _in_paragraphs(passage.text, passage)


class JournalNumbersAdmin(DeskModelAdmin):
    """How many entries each side of a pair wrote and the day of the last: numbers, never titles (R45, R69, T4)."""

    model = MentoringPair
    base_url_path = "journal-numbers"
    menu_label = _("Journals in numbers")
    menu_icon = "list-ol"
    inspect_view_enabled = False
    list_display = ("mentor", "mentee", "cycle", "by_mentor", "by_mentee", "last_day")
    list_export = ("mentor", "mentee", "cycle", "by_mentor", "by_mentee", "last_day")
    list_filter = ("cycle", "status")
    list_related = ("mentor", "mentee", "cycle")
    search_fields = ("mentor__name", "mentee__name")
    ordering = ("-started_on", "-pk")

    def scope(self, user):
        counts = {
            f"journal_{side}_count": Count("journal_entries", filter=Q(journal_entries__side=side))
            for side in (Side.MENTOR, Side.MENTEE)
        }
        pairs = super().scope(user).visible_to(user).exclude(status=PairStatus.AWAITING)
        return pairs.annotate(journal_last_on=Max("journal_entries__written_on"), **counts)

    @described(_("entries of the mentor"))
    def by_mentor(self, pair):
        return str(pair.journal_mentor_count)

    @described(_("entries of the mentee"))
    def by_mentee(self, pair):
        return str(pair.journal_mentee_count)

    @described(_("last entry"))
    def last_day(self, pair):
        return pair.journal_last_on or ""
