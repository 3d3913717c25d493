"""What gatherings offer to the library: a source of collections, and the list of gatherings that use a resource."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from resources.dates_in_words import when_in_words
from resources.registry import CollectionSource, register_collection_source, register_related_list

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
            row_template="partnership_events/components/collection_row.html",
            date_field="starts_at",
        )
    )
    register_related_list("used_at", "partnership_resources.ResourcePage", gatherings_using)


def public_gatherings():
    """Live gatherings that everyone may see, with all that a row prints."""
    from .models import GatheringPage
    from .scopes import with_seats

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
