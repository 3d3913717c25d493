"""The coordinators' screens of contacts and meetings. They read what both sides of a pair read."""

from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.models import Contact, Meeting
from resources.cms.scoped import described
from resources.dates_in_words import short_date, when_in_words

from .scoped import DeskModelAdmin


class ContactAdmin(DeskModelAdmin):
    """What pairs logged. What was logged by mistake stays in the list, and counts nowhere."""

    model = Contact
    menu_label = gettext_lazy("Contacts")
    menu_icon = "comment"
    list_display = ("happened_on", "pair", "mode", "kind", "minutes", "was_made", "is_mistaken")
    list_filter = ("was_made", "mode", "kind", "pair__cycle", "pair__status")
    list_export = ("happened_on", "pair", "mode", "kind", "minutes", "was_made", "is_mistaken")
    list_related = ("pair__mentor", "pair__mentee", "mode", "kind")
    search_fields = ("pair__mentor__name", "pair__mentee__name")
    ordering = ("-happened_on", "-pk")
    inspect_view_fields = [
        "pair",
        "happened_on",
        "mode",
        "kind",
        "minutes",
        "was_made",
        "topic_list",
        "note",
        "second_note",
        "logged_by",
        "seconded_by",
        "mistake",
        "history",
    ]

    @described(gettext_lazy("mistaken"))
    def is_mistaken(self, contact):
        return _("Yes") if contact.mistaken_at else ""

    @described(gettext_lazy("topics of the plan"))
    def topic_list(self, contact):
        return ", ".join(str(topic) for topic in contact.topics.all())

    @described(gettext_lazy("marked as mistaken"))
    def mistake(self, contact):
        if not contact.mistaken_at:
            return ""
        return _("%(day)s, by %(name)s: %(reason)s") % {
            "day": short_date(contact.mistaken_at),
            "name": contact.mistaken_by or "–",
            "reason": contact.mistaken_reason,
        }

    @described(gettext_lazy("what it was before"))
    def history(self, contact):
        return format_html_join(
            "",
            "<p>{}: {}, {}, {} {} ({} {})</p>",
            (
                (
                    change.happened_on,
                    change.mode,
                    change.kind,
                    _("made") if change.was_made else _("not made"),
                    change.note,
                    change.changed_by or "–",
                    short_date(change.changed_at),
                )
                for change in contact.changes.select_related("changed_by")
            ),
        )


class MeetingAdmin(DeskModelAdmin):
    """What pairs agreed on. The link to join is the pair's own and stands on no screen of staff."""

    model = Meeting
    menu_label = gettext_lazy("Meetings")
    menu_icon = "date"
    list_display = ("when", "pair", "status", "mode", "minutes")
    list_filter = ("status", "mode", "pair__cycle", "pair__status")
    list_export = ("when", "pair", "status", "mode", "minutes")
    list_related = ("pair__mentor", "pair__mentee", "pair__cycle", "mode")
    search_fields = ("pair__mentor__name", "pair__mentee__name")
    ordering = ("-starts_at", "-pk")
    inspect_view_fields = ["when", "pair", "status", "mode", "minutes", "place", "proposed", "agreed_at", "contact"]

    @described(gettext_lazy("when"))
    def when(self, meeting):
        zone = meeting.pair.cycle.zone
        return when_in_words(meeting.starts_at, zone=zone) if meeting.starts_at else _("No time yet")

    @described(gettext_lazy("times that wait for an answer"))
    def proposed(self, meeting):
        zone = meeting.pair.cycle.zone
        return format_html_join(
            "",
            "<p>{}: {}</p>",
            ((time.get_side_display(), when_in_words(time.starts_at, zone=zone)) for time in meeting.times.all()),
        )
