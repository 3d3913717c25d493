"""The list of date polls in the CMS; a poll begins at its gathering (R29)."""

from django.contrib.admin import RelatedOnlyFieldListFilter
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from events.invitations.words import option_words
from events.models import DatePoll
from resources.cms.scoped import described

from .scoped import GatheringModelAdmin


class DatePollAdmin(GatheringModelAdmin):
    """Every poll, how many marked, and what was chosen."""

    model = DatePoll
    menu_label = _("Date polls")
    menu_icon = "calendar-check"
    list_display = ("page_link", "gathering", "status", "participants", "closes_on", "chosen_date")
    list_filter = ("status", ("gathering", RelatedOnlyFieldListFilter))
    list_related = ("gathering", "chosen")
    search_fields = ("question", "gathering__title")
    ordering = ("-created_at", "-pk")
    inspect_view_enabled = False

    def scope(self, user):
        """With the number of those who marked."""
        return super().scope(user).annotate(participant_count=Count("participants"))

    @described(_("question"))
    def page_link(self, poll):
        return format_html('<a href="{}">{}</a>', reverse("gathering_desk:poll", args=[poll.pk]), poll.question)

    @described(_("marked by"))
    def participants(self, poll):
        return str(poll.participant_count)

    @described(_("chosen date"))
    def chosen_date(self, poll):
        return option_words(poll, poll.chosen) if poll.chosen else "–"
