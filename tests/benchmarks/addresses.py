"""The addresses that are measured for each kind of page."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils import timezone

from events.models import CalendarPage, GatheringPage, Region
from mentoring_pages.directory.words import Vocabularies
from mentoring_pages.models import MentorDirectoryPage, MentorProfilePage
from resources.models import CollectionPage, ResourceKind, ResourceLibraryPage, ResourcePage, Topic


@dataclass(frozen=True)
class Address:
    """What is asked for. `is_list` says that the answer is held against the bare views, `is_page` that it is HTML."""

    kind: str
    what: str
    path: str
    is_list: bool = False
    is_page: bool = True
    headers: tuple[tuple[str, str], ...] = ()


def addresses() -> list[Address]:
    """List, filter, search, last page, detail and feed of each kind, as the pages stand now."""
    library, calendar, directory = (
        model.objects.get().get_url() for model in (ResourceLibraryPage, CalendarPage, MentorDirectoryPage)
    )
    today = timezone.localdate()
    collection = CollectionPage.objects.get().get_url()
    topic = Topic.objects.filter(partnership_resources_resourcepages__isnull=False).first().slug
    kind = ResourceKind.objects.first().slug
    region = Region.objects.first().slug
    return [
        *_of("resources", library, f"topic={topic}&kind={kind}", ResourcePage, f"{library}feed.atom"),
        *_of("gatherings", calendar, f"topic={topic}&region={region}", GatheringPage, f"{calendar}calendar.ics"),
        Address("gatherings", "month", f"{calendar}month/{today.year}/{today.month}/"),
        *_of(
            "mentors",
            directory,
            f"topic={topic}&region={region}&availability=open",
            MentorProfilePage,
            f"{collection}feed.atom",
        ),
        Address("mentors", "all facets", f"{directory}?{_all_facets()}"),
        Address("mentors", "near a ZIP", f"{directory}?zip=61602&miles=100"),
        Address("all kinds", "search", "/search/?q=literacy"),
    ]


def _all_facets() -> str:
    """A choice in each of the directory's facets: several values of each, so that something is found."""
    chosen = []
    for facet, words in Vocabularies.load().terms.items():
        chosen += [(facet, value) for value in list(words)[::2]]
    return urlencode([*chosen, ("age", 9), ("zip", "61602"), ("miles", 100)])


def _of(kind, list_path, narrowed, model, feed):
    detail = model.objects.live().order_by("path")[model.objects.live().count() // 2].get_url()
    return [
        Address(kind, "list", list_path, is_list=True),
        Address(kind, "page 40", f"{list_path}?page=40"),
        Address(kind, "filter", f"{list_path}?{narrowed}"),
        Address(kind, "search", f"{list_path}?q=literacy"),
        Address(kind, "detail", detail),
        Address(kind, "feed", feed, is_page=False),
    ]
