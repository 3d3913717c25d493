"""Staff screens of networks' calendars and of their events (R27)."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, linebreaks
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.actions.networks import PAUSES_HOURS, say_same, try_now
from events.enums import FetchStatus, Sameness
from events.exceptions import NetworkRefused
from events.feeds.version import feeds_changed
from events.models import NetworkCalendar, NetworkEvent
from events.networks.merging import when_of
from resources.cms.acts import RowAct
from resources.cms.scoped import ScopedInspectView, described
from resources.dates_in_words import when_in_words

from .scoped import GatheringModelAdmin

# Events that the page of a calendar shows.
SHOWN_EVENTS = 20


class CalendarInspectView(ScopedInspectView):
    """State, then what to look at, then what lies ahead."""

    def get_context_data(self, **kwargs):
        events = NetworkEvent.objects.filter(calendar=self.instance)
        ahead = events.upcoming().select_related("same_as").order_by("starts_at", "pk")
        return super().get_context_data(
            likely=_rows(ahead.filter(sameness=Sameness.LIKELY, same_as__isnull=False)[:SHOWN_EVENTS]),
            ahead=_rows(ahead[:SHOWN_EVENTS]),
            events_url=f"{events_url()}?calendar__id__exact={self.instance.pk}",
            **kwargs,
        )


class NetworkCalendarAdmin(GatheringModelAdmin):
    """Which networks' calendars are merged into ours, and how their last fetch went."""

    model = NetworkCalendar
    menu_label = gettext_lazy("Networks’ calendars")
    menu_icon = "globe"
    inspect_view_class = CalendarInspectView
    inspect_template_name = "partnership_events/cms/networks/calendar_inspect.html"
    create_enabled = edit_enabled = delete_enabled = True
    list_display = ("name", "region", "state", "ahead", "to_look_at", "shown_in")
    index_view_extra_css = ["partnership_events/desk.css"]
    list_filter = ("status", "is_active", "is_in_feeds")
    list_related = ("region",)
    search_fields = ("name", "url")
    ordering = ("name",)
    inspect_view_fields = [
        "url",
        "website",
        "region",
        "shown_in",
        "state",
        "next_fetch",
        "left_out",
    ]
    refusals = (NetworkRefused,)
    row_acts = (
        RowAct(
            "fetch",
            gettext_lazy("Fetch now"),
            lambda row: _("The calendar is fetched at once, whenever its turn would be. This may take ten seconds."),
            lambda row, user: try_now(row, by=user),
            is_offered=lambda row: row.is_active,
            is_in_list=True,
        ),
    )

    def scope(self, user):
        now = timezone.now()
        ahead = Q(events__starts_at__gte=now)
        likely = ahead & Q(events__sameness=Sameness.LIKELY, events__same_as__isnull=False)
        return (
            super()
            .scope(user)
            .defer("content")
            .annotate(ahead_count=Count("events", filter=ahead), likely_count=Count("events", filter=likely))
        )

    def create_view(self, request):
        return self._telling_feeds(request, super().create_view(request))

    def edit_view(self, request, instance_pk):
        return self._telling_feeds(request, super().edit_view(request, instance_pk))

    def delete_view(self, request, instance_pk):
        return self._telling_feeds(request, super().delete_view(request, instance_pk))

    def _telling_feeds(self, request, response):
        if request.method == "POST" and response.status_code == 302:
            feeds_changed()
        return response

    @described(gettext_lazy("last fetch"))
    def state(self, calendar):
        if not calendar.is_active:
            return _("Switched off")
        if calendar.status == FetchStatus.NEVER:
            return _("Not fetched yet")
        good = _moment(calendar.fetched_at) if calendar.fetched_at else _("none")
        if calendar.status == FetchStatus.FINE:
            return _("Fine, %(moment)s") % {"moment": good}
        failed = _("Failed %(count)s times in a row: %(problem)s Last good copy: %(moment)s.")
        return failed % {"count": calendar.failures_count, "problem": calendar.problem, "moment": good}

    @described(gettext_lazy("shown in"))
    def shown_in(self, calendar):
        if not calendar.is_active:
            return _("Nowhere")
        return _("Lists and feeds") if calendar.is_in_feeds else _("Lists")

    @described(gettext_lazy("lie ahead"))
    def ahead(self, calendar):
        return calendar.ahead_count

    @described(gettext_lazy("look like ours"))
    def to_look_at(self, calendar):
        if not calendar.likely_count:
            return "0"
        url = f"{events_url()}?calendar__id__exact={calendar.pk}&sameness__exact={Sameness.LIKELY.value}"
        return format_html('<a href="{}">{}</a>', url, calendar.likely_count)

    @described(gettext_lazy("next fetch"))
    def next_fetch(self, calendar):
        if not calendar.is_active:
            return _("None, it is switched off.")
        hours = PAUSES_HOURS[min(calendar.failures_count, len(PAUSES_HOURS) - 1)]
        return _("At the earliest %(hours)s h after the last one.") % {"hours": hours}

    @described(gettext_lazy("left out of the last good copy"))
    def left_out(self, calendar):
        return linebreaks(calendar.notes, autoescape=True) if calendar.notes else _("Nothing")


class NetworkEventAdmin(GatheringModelAdmin):
    """Networks' events. Nothing can be changed but whether one is a gathering of our own."""

    model = NetworkEvent
    menu_label = gettext_lazy("Networks’ events")
    menu_icon = "calendar-alt"
    list_display = ("title", "calendar", "time", "cancelled", "ours")
    index_view_extra_css = ["partnership_events/desk.css"]
    list_filter = ("sameness", "calendar", "is_cancelled")
    list_related = ("calendar", "same_as")
    search_fields = ("title", "place")
    ordering = ("-starts_at", "-pk")
    inspect_view_fields = ["title", "calendar", "time", "place", "url", "description", "cancelled", "ours"]
    refusals = (NetworkRefused,)
    row_acts = (
        RowAct(
            "same",
            gettext_lazy("It is the same"),
            lambda row: (
                _("“%(title)s” is our own gathering “%(ours)s”. Only ours stands in lists and feeds.")
                % {"title": row.title, "ours": row.same_as.title}
            ),
            lambda row, user: _said(row, user, is_same=True),
            is_offered=lambda row: row.same_as_id is not None and row.sameness != Sameness.SAME,
            is_in_list=True,
        ),
        RowAct(
            "not-same",
            gettext_lazy("It is not the same"),
            lambda row: (
                _("“%(title)s” is not our gathering “%(ours)s”. Both stand in lists and feeds.")
                % {"title": row.title, "ours": row.same_as.title}
            ),
            lambda row, user: _said(row, user, is_same=False),
            is_offered=lambda row: row.same_as_id is not None and row.sameness != Sameness.DIFFERENT,
            is_in_list=True,
        ),
    )

    @described(gettext_lazy("when"))
    def time(self, event):
        return when_in_words(*when_of(event), event.time_zone)

    @described(gettext_lazy("cancelled"))
    def cancelled(self, event):
        return _("Cancelled") if event.is_cancelled else ""

    @described(gettext_lazy("the same as ours?"))
    def ours(self, event):
        if event.same_as_id is None:
            return ""
        url = reverse("wagtailadmin_pages:edit", args=(event.same_as_id,))
        return format_html('{}: <a href="{}">{}</a>', event.get_sameness_display(), url, event.same_as.title)


def events_url():
    """The list of networks' events."""
    return reverse("partnership_events_networkevent_modeladmin_index")


def _said(event, user, *, is_same):
    say_same(event, by=user, is_same=is_same)
    if is_same:
        return _("Only our own gathering is shown from now on.")
    return _("Both are shown from now on.")


def _rows(events):
    inspect = "partnership_events_networkevent_modeladmin_inspect"
    return [
        {
            "event": event,
            "when": when_in_words(*when_of(event), event.time_zone),
            "url": reverse(inspect, args=(event.pk,)),
        }
        for event in events
    ]


def _moment(moment):
    return when_in_words(timezone.localtime(moment), None, timezone.get_default_timezone_name())
