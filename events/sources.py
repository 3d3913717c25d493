"""What gatherings offer to the library: a source of collections, and the list of gatherings that use a resource."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from resources.collecting.sources import TOPIC, term_criterion
from resources.dates_in_words import when_in_words
from resources.page_sources import CollectionSource, Criterion, PageDate
from resources.registry import register_collection_source, register_related_list

from .enums import AttendanceMode, GatheringStatus

USED_AT = 5


def register():
    """Hand both to the registry; called once when the app is ready."""
    register_collection_source(
        CollectionSource(
            key="gatherings",
            label=gettext_lazy("Gatherings"),
            queryset=public_gatherings,
            by_topics=lambda gatherings, topics: gatherings.about(topics),
            latest=("-starts_at", "title"),
            soonest=("starts_at", "title"),
            row_template="partnership_events/components/collection_row.html",
            date_field="starts_at",
            criteria=criteria(),
            dates=(PageDate("starts", gettext_lazy("takes place"), "starts_at"),),
            month=month,
            calendar_feed=calendar_feed,
        )
    )
    register_related_list("used_at", "partnership_resources.ResourcePage", gatherings_using)


def criteria():
    """What a saved query may ask of gatherings beside their topics and dates."""
    return (
        TOPIC,
        term_criterion("region", gettext_lazy("Region"), "partnership_events.Region", "region"),
        Criterion(
            "gathering_time",
            gettext_lazy("Time of a gathering"),
            lambda: [("upcoming", gettext_lazy("Still to come")), ("past", gettext_lazy("Over"))],
            _by_time,
        ),
        Criterion(
            "gathering_status",
            gettext_lazy("State of a gathering"),
            lambda: list(GatheringStatus.choices),
            lambda gatherings, values: gatherings.filter(status__in=values),
        ),
        Criterion(
            "gathering_mode",
            gettext_lazy("Way of attending a gathering"),
            lambda: list(AttendanceMode.choices),
            lambda gatherings, values: gatherings.filter(mode__in=values),
        ),
        term_criterion("gathering_kind", gettext_lazy("Kind of gathering"), "partnership_events.GatheringKind", "kind"),
    )


def month(request, keys, url):
    """The `MonthOfPages` of a collection of gatherings."""
    from .calendars.collected_month import collected_month

    return collected_month(request, keys, url)


def calendar_feed(collection, request, keys):
    """The calendar text of a collection of gatherings."""
    from .feeds.collected import collection_feed_response

    return collection_feed_response(collection, request, keys)


def _by_time(gatherings, values):
    if set(values) == {"past"}:
        return gatherings.past()
    return gatherings.upcoming() if set(values) == {"upcoming"} else gatherings


def public_gatherings():
    """Live gatherings that everyone may see, with all that a row prints."""
    from .calendars.scopes import with_seats
    from .models import GatheringPage

    return with_seats(GatheringPage.objects.live().public()).with_row_data()


def gatherings_using(resource, request):
    """The latest gatherings that name a resource among their materials, under their heading (R24)."""
    from .models import GatheringPage

    gatherings = GatheringPage.objects.live().public().filter(materials__resource=resource.pk)
    return _("Used at"), [
        {
            "title": gathering.title,
            "url": gathering.get_url(request),
            "note": when_in_words(gathering.starts_at, gathering.ends_at, gathering.time_zone),
        }
        for gathering in gatherings.distinct().order_by("-starts_at")[:USED_AT]
    ]
