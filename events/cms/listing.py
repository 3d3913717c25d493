"""All gatherings of the site in one flat list for staff, wherever their pages are in the tree."""

import django_filters
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from events.calendars.scopes import with_seats
from events.enums import AttendanceWay, GatheringStatus, RegistrationStatus
from events.gatherings.rows import when_of
from events.models import GatheringKind, GatheringPage, Region, Registration
from events.permissions import can_run_gatherings
from resources.dates_in_words import when_in_words
from resources.searching import read_search_text

PERIODS = (
    ("upcoming", gettext_lazy("To come")),
    ("past", gettext_lazy("Over")),
    ("undated", gettext_lazy("Without a date")),
)
# Listing the first words of a search is enough; the database searches in titles, hosts and places.
SEARCHED = ("title", "draft_title", "host_name", "host_page__title", "city", "venue_name")


class GatheringFilterSet(WagtailFilterSet):
    """What staff look for: a region's, those that are off, those without a host."""

    region = django_filters.ModelMultipleChoiceFilter(
        label=gettext_lazy("Region"), queryset=Region.objects.all(), widget=CheckboxSelectMultiple
    )
    kind = django_filters.ModelMultipleChoiceFilter(
        label=gettext_lazy("Kind"), queryset=GatheringKind.objects.all(), widget=CheckboxSelectMultiple
    )
    status = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Takes place"), choices=GatheringStatus.choices, widget=CheckboxSelectMultiple
    )
    period = django_filters.ChoiceFilter(
        label=gettext_lazy("When"),
        choices=PERIODS,
        empty_label=gettext_lazy("Always"),
        method="in_period",
        widget=RadioSelect,
    )
    lacks_host = django_filters.ChoiceFilter(
        label=gettext_lazy("Host"),
        choices=[("yes", gettext_lazy("Lacks a host"))],
        empty_label=gettext_lazy("Any"),
        method="without_host",
        widget=RadioSelect,
    )

    class Meta:
        model = GatheringPage
        fields = []

    def in_period(self, gatherings, _name, value):
        """Narrow by whether it is over."""
        if value == "undated":
            return gatherings.filter(starts_at=None)
        return gatherings.past() if value == "past" else gatherings.upcoming()

    def without_host(self, gatherings, _name, _value):
        """Neither a page nor a name of a host."""
        return gatherings.filter(host_page=None, host_name="")


class GuestsColumn(Column):
    """Guests of places, by way; a link to the page of the gathering's day for those who run gatherings."""

    cell_template_name = "partnership_events/cms/guests_cell.html"

    def get_value(self, instance):
        return [_guests(instance, way) for way in instance.ways]

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        request = parent_context.get("request")
        if request is not None and can_run_gatherings(request.user):
            context["url"] = reverse("gathering_desk:gathering", args=[instance.pk])
        return context


def _guests(gathering, way):
    taken = gathering.taken_in_person if way == AttendanceWay.IN_PERSON else gathering.taken_online
    capacity = gathering.capacity_of(way)
    text = str(taken) if capacity is None else _("%(taken)s of %(places)s") % {"taken": taken, "places": capacity}
    return f"{AttendanceWay(way).label}: {text}" if len(gathering.ways) > 1 else text


def _when(gathering):
    starts_at, ends_at = when_of(gathering)
    return when_in_words(starts_at, ends_at, gathering.time_zone)


class GatheringIndexView(IndexView):
    """The list: next ones first, then the past ones, latest first. A fixed number of queries."""

    base_filterset_class = GatheringFilterSet
    default_ordering = "when"
    page_title = gettext_lazy("Gatherings")
    search_fields = SEARCHED
    base_columns = [
        PageTitleColumn("title", label=gettext_lazy("Title"), sort_key="title", classname="title", width="26%"),
        Column("when", label=gettext_lazy("When"), accessor=_when, sort_key="starts_at", width="14%"),
        Column(
            "region",
            label=gettext_lazy("Region"),
            accessor=lambda page: page.region.name if page.region else _("Whole state"),
            sort_key="region__name",
        ),
        Column("kind", label=gettext_lazy("Kind"), accessor=lambda page: page.kind.name if page.kind else ""),
        Column("mode", label=gettext_lazy("Attending"), accessor="get_mode_display"),
        Column("host", label=gettext_lazy("Host"), accessor=lambda page: page.host or _("No host yet")),
        GuestsColumn("guests", label=gettext_lazy("Guests"), width="11%"),
        Column("waiting", label=gettext_lazy("Waiting"), accessor=lambda page: page.waiting_total or ""),
        Column(
            "takes_place",
            label=gettext_lazy("Takes place"),
            accessor="get_status_display",
            sort_key="status",
        ),
        PageStatusColumn("status", label=gettext_lazy("Page"), sort_key="live"),
    ]

    def annotate_queryset(self, pages):
        """All that a row prints. The pages are gatherings already, so none is looked up a second time."""
        waiting = Registration.objects.filter(gathering=OuterRef("pk"), status=RegistrationStatus.WAITLISTED)
        counted = waiting.order_by().values("gathering").annotate(count=Count("pk")).values("count")
        pages = with_seats(pages).annotate(waiting_total=Coalesce(Subquery(counted, output_field=IntegerField()), 0))
        pages = pages.defer_streamfields().select_related("region", "kind", "host_page", "locale", "content_type")
        return pages.prefetch_workflow_states().annotate_site_root_state().annotate_approved_schedule()

    def get_valid_orderings(self):
        return [*super().get_valid_orderings(), "when"]

    def order_queryset(self, queryset):
        if self.ordering != "when":
            return queryset.order_by(self.ordering, "pk")
        now = timezone.now()
        is_past = GatheringPage.objects.past(now).values("pk")
        return queryset.annotate(
            past_last=Case(When(pk__in=is_past, then=Value(1)), default=Value(0)),
            coming_at=Case(When(~Q(pk__in=is_past), then=F("starts_at"))),
        ).order_by("past_last", F("coming_at").asc(nulls_last=True), F("starts_at").desc(nulls_last=True), "pk")

    def get_ordering(self):
        wanted = self.request.GET.get("ordering", self.default_ordering)
        return wanted if wanted in self.get_valid_orderings() else self.default_ordering

    def search_queryset(self, queryset):
        """Each word in the title, the host or the place; no search backend, which a lone quotation mark upsets."""
        if not self.is_searching:
            return queryset
        for word in read_search_text(self.search_query).words:
            found = Q()
            for field in self.search_fields:
                found |= Q(**{f"{field}__icontains": word})
            queryset = queryset.filter(found)
        return queryset


class GatheringListing(PageListingViewSet):
    """The list in the menu of the CMS."""

    model = GatheringPage
    index_view_class = GatheringIndexView
    icon = "calendar-alt"
    menu_label = gettext_lazy("Gatherings")
    menu_order = 230
    add_to_admin_menu = True
    name = "gathering_list"
    url_prefix = "gatherings"
    columns = GatheringIndexView.base_columns
    filterset_class = GatheringFilterSet
