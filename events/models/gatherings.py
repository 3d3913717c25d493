"""The gathering page."""

from django.db import models
from django.db.models import Case, OuterRef, Subquery, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from events.enums import GatheringStatus
from events.gatherings.page_form import GatheringPageForm
from events.gatherings.panels import gathering_edit_handler
from events.routes import GatheringRoutes
from resources.models import BodyMixin
from resources.pages import BasePage, parent_link

from .entries import CalendarChange
from .gathering_fields import LONGEST, GatheringMixin
from .timed import TimedQuerySet


class GatheringQuerySet(TimedQuerySet, PageQuerySet):
    def upcoming(self, now=None):
        """Not over yet at `now` (default: this moment). Starts before `LONGEST` are not read."""
        now = now or timezone.now()
        return super().upcoming(now).filter(starts_at__gte=now - LONGEST)

    def past(self, now=None):
        """Over at `now`. What is over has begun: so the latest are found by their start, however many there are."""
        now = now or timezone.now()
        return super().past(now).filter(starts_at__lt=now)

    def between(self, start, end):
        """Those that touch the time from `start` up to, not including, `end` (aware datetimes).

        None is longer than `LONGEST`, so the database reads starts of that stretch alone, however many lie before it.
        """
        return super().between(start, end).filter(starts_at__gte=start - LONGEST)

    def by_time(self):
        return self.order_by("starts_at", "title")

    def about(self, topic_ids):
        """Gatherings with at least one of the topics."""
        return self.filter(topics__in=topic_ids).distinct()

    def with_row_data(self):
        """All that a row of a list prints, at a fixed number of queries.

        `was_start` is the start before the last change of one that was moved to a new date, as ISO text; else None.
        """
        starts = CalendarChange.objects.filter(entry__gathering=OuterRef("pk"), field="starts_at")
        before = Subquery(starts.order_by("-made_at", "-pk").values("before")[:1])
        rows = self.select_related("region", "kind").prefetch_related("topics")
        return rows.annotate(was_start=Case(When(status=GatheringStatus.MOVED, then=before), default=None))


class GatheringPage(GatheringRoutes, RoutablePageMixin, GatheringMixin, BasePage):
    """One gathering (R20-R29)."""

    page_ptr = parent_link()

    objects = PageManager.from_queryset(GatheringQuerySet)()

    parent_page_types = ["partnership_events.CalendarPage"]
    subpage_types = []
    template = "partnership_events/gathering_page.html"
    # A copy is another gathering: calendar programs must not take it for the first one, and nobody planned it in the
    # series of the first, whose drafts are taken back together.
    exclude_fields_in_copy = ["uid", "series"]
    base_form_class = GatheringPageForm
    edit_handler = gathering_edit_handler()
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary", boost=2),
        *BodyMixin.body_search_fields,
        index.SearchField("venue_name"),
        index.SearchField("city"),
        index.SearchField("host_name"),
        index.RelatedFields("topics", [index.SearchField("name")]),
        index.RelatedFields("region", [index.SearchField("name")]),
        index.AutocompleteField("title"),
        index.FilterField("starts_at"),
    ]
    api_fields = [
        APIField("summary"),
        APIField("status"),
        APIField("starts_at"),
        APIField("ends_at"),
        APIField("is_all_day"),
        APIField("time_zone"),
        APIField("mode"),
        APIField("region"),
        APIField("kind"),
        APIField("topics"),
        APIField("venue_name"),
        APIField("city"),
        APIField("zip_code"),
        APIField("host_name"),
        APIField("cost"),
    ]

    class Meta:
        verbose_name = _("gathering")
        verbose_name_plural = _("gatherings")
        indexes = [
            models.Index(fields=["starts_at"], name="partnership_gathering_start"),
            models.Index(fields=["ends_at"], name="partnership_gathering_end"),
        ]

    def get_route_paths(self):
        """What Wagtail leads on after a move: the page and signing up, which mails link to."""
        return [*super().get_route_paths(), "/register/"]
