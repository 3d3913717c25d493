"""The pages that are measured: resources, gatherings and mentor profiles of the usual length, the same in each run."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from events.enums import AttendanceMode, GatheringStatus
from events.feeds.tree_paths import tree_paths
from events.feeds.vevents import refresh_stale
from events.models import CalendarEntry, CalendarPage, GatheringKind, GatheringPage, Region
from mentoring_pages.enums import Availability, EnrolmentStatus, SizeBand, Visibility
from mentoring_pages.models import (
    CommunityType,
    Component,
    FundingSource,
    Level,
    MentorDirectoryPage,
    MentorProfilePage,
    Program,
)
from resources.models import (
    Audience,
    CollectionPage,
    GradeBand,
    Language,
    ResourceItem,
    ResourceKind,
    ResourceLibraryPage,
    ResourcePage,
    Setting,
    Topic,
)

from .bulk import add_pages, index, link

NOUNS = [
    "attendance",
    "literacy",
    "snacks",
    "families",
    "robotics",
    "homework",
    "staffing",
    "budget",
    "safety",
    "music",
    "science",
    "mentoring",
    "garden",
]
KINDS = [
    "guide",
    "checklist",
    "plan",
    "toolkit",
    "handbook",
    "survey",
    "calendar",
    "workshop",
    "story",
    "training",
    "letter",
    "map",
    "summary",
]
TOWNS = [
    "Galena",
    "Cairo",
    "Joliet",
    "Quincy",
    "Danville",
    "Decatur",
    "Carbondale",
    "Rockford",
    "Peoria",
    "Elgin",
    "Alton",
    "Freeport",
    "Urbana",
]
# Where mentors are: all over the state.
ZIP_CODES = ["60601", "60302", "61602", "62914", "61036", "60901", "61701", "62301", "61801", "62901", "60085"]
SENTENCE = (
    "Staff of after-school programs use it to plan {noun} with the children and families whom they serve in {town}."
)


def words(number: int) -> dict[str, str]:
    """Noun, kind and town of the page of this number; together they repeat only after 2,197 pages."""
    return {
        "noun": NOUNS[number % 13],
        "kind": KINDS[number // 13 % 13],
        "town": TOWNS[number // 169 % 13],
    }


def body(number: int, paragraphs: int) -> list:
    text = SENTENCE.format(**words(number))
    return [("text", "".join(f"<p>{text} {text} {text}</p>" for _paragraph in range(paragraphs)))]


class Resources:
    """Resources of the library."""

    name = "resources"
    parent_model = ResourceLibraryPage

    def add(self, first: int, last: int) -> list[ResourcePage]:
        """Those with the numbers from `first` up to `last`, without the last."""
        kinds, languages = list(ResourceKind.objects.all()), list(Language.objects.all())
        today = timezone.localdate()
        pages = [
            ResourcePage(
                title="{noun} {kind} from {town} {number}".format(number=number, **words(number)).capitalize(),
                summary=SENTENCE.format(**words(number)),
                kind=kinds[number % len(kinds)],
                language=languages[number % len(languages)],
                publisher=f"{words(number)['town']} Learning Network",
                published_on=today - timedelta(days=number % 3_000),
                body=body(number, 4),
            )
            for number in range(first, last)
        ]
        add_pages(ResourceLibraryPage.objects.get(), pages, first=first)
        topics, audiences = list(Topic.objects.all()), list(Audience.objects.all())
        grades, settings = list(GradeBand.objects.all()), list(Setting.objects.all())
        link(pages, "topics", lambda number: [topics[number % len(topics)], topics[(number * 7 + 3) % len(topics)]])
        link(pages, "audiences", lambda number: [audiences[number % len(audiences)]])
        link(pages, "grade_bands", lambda number: [grades[number % len(grades)]])
        link(pages, "settings", lambda number: [settings[number % len(settings)]])
        ResourceItem.objects.bulk_create(
            [
                ResourceItem(resource=page, kind="link", title="Read it", url=f"https://example.org/{page.slug}")
                for page in pages
            ],
            batch_size=500,
        )
        index(pages)
        return pages


class Gatherings:
    """Gatherings: two thirds over, within five years; one third to come, within two years."""

    name = "gatherings"
    parent_model = CalendarPage

    def add(self, first: int, last: int, *, with_texts: bool = True) -> None:
        kinds, regions, modes = list(GatheringKind.objects.all()), list(Region.objects.all()), list(AttendanceMode)
        now = timezone.now().replace(minute=0, second=0, microsecond=0)
        random = Random(first)
        pages = []
        for number in range(first, last):
            days = random.randrange(1, 730) if number % 3 == 0 else -random.randrange(1, 1_825)
            start = now + timedelta(days=days, hours=random.randrange(0, 8))
            town = words(number)["town"]
            pages.append(
                GatheringPage(
                    title="{noun} {kind} in {town} {number}".format(number=number, **words(number)).capitalize(),
                    summary=SENTENCE.format(**words(number)),
                    kind=kinds[number % len(kinds)],
                    region=regions[number % len(regions)],
                    mode=modes[number % len(modes)],
                    starts_at=start,
                    ends_at=start + timedelta(hours=3),
                    venue_name=f"{town} Public Library",
                    street="200 Main Street",
                    city=town,
                    zip_code="61036",
                    capacity_in_person=40,
                    body=body(number, 3),
                )
            )
        add_pages(CalendarPage.objects.get(), pages, first=first)
        topics = list(Topic.objects.all())
        chosen = {
            number: [topics[number % len(topics)], topics[(number * 5 + 2) % len(topics)]]
            for number in range(len(pages))
        }
        link(pages, "topics", chosen.get)
        where = tree_paths([page.path for page in pages])
        entries = CalendarEntry.objects.bulk_create(
            [self._entry(page, where[page.path]) for page in pages], batch_size=200
        )
        link(entries, "topics", chosen.get)
        if with_texts:
            # The texts of feeds, which publishing writes.
            refresh_stale(CalendarEntry.objects.all())
        index(pages)

    def _entry(self, page: GatheringPage, tree_path: str) -> CalendarEntry:
        copied = ("title", "mode", "starts_at", "ends_at", "time_zone", "place", "region_id", "kind_id", "uid")
        return CalendarEntry(
            gathering=page,
            tree_path=tree_path,
            language_code=page.locale.language_code,
            status=GatheringStatus.SCHEDULED,
            modified_at=page.last_published_at,
            latitude=None if page.mode == AttendanceMode.ONLINE else 42.4167,
            longitude=None if page.mode == AttendanceMode.ONLINE else -90.429,
            **{name: getattr(page, name) for name in copied},
        )


class Mentors:
    """Mentor profiles with all facts that lists filter by."""

    name = "mentors"
    parent_model = MentorDirectoryPage

    def add(self, first: int, last: int) -> None:
        regions, settings = list(Region.objects.all()), list(Setting.objects.all())
        communities, sizes = list(CommunityType.objects.all()), list(SizeBand)
        titles = ["{town} {noun} Club {number}".format(number=n, **words(n)) for n in range(first, last)]
        programs = Program.objects.bulk_create(
            [Program(name=title, status=EnrolmentStatus.ENROLLED) for title in titles], batch_size=500
        )
        pages = []
        for number, program in enumerate(programs, start=first):
            text = SENTENCE.format(**words(number))
            pages.append(
                MentorProfilePage(
                    title=program.name,
                    program=program,
                    tagline=text,
                    offer=text,
                    mission=text,
                    focus=text,
                    achievements=text,
                    region=regions[number % len(regions)],
                    setting=settings[number % len(settings)],
                    community_type=communities[number % len(communities)],
                    size_band=sizes[number % len(sizes)],
                    city=words(number)["town"],
                    zip_code=ZIP_CODES[number % len(ZIP_CODES)],
                    age_from=6,
                    age_to=14,
                    founded_year=1990 + number % 30,
                    site_count=1 + number % 12,
                    accreditation="Licensed by the state." if number % 2 else "",
                    # One in twenty hides a fact, one in five shows its funding to everyone.
                    sites_visibility=Visibility.MEMBERS if number % 20 == 3 else Visibility.PUBLIC,
                    funding_visibility=Visibility.PUBLIC if number % 5 == 2 else Visibility.MEMBERS,
                    availability=Availability.PAUSED if number % 15 == 4 else Availability.OPEN,
                    body=body(number, 3),
                )
            )
        add_pages(MentorDirectoryPage.objects.get(), pages, first=first)
        topics, levels, components = list(Topic.objects.all()), list(Level.objects.all()), list(Component.objects.all())
        link(pages, "topics", lambda number: [topics[(number * step) % len(topics)] for step in (1, 3, 7)])
        link(pages, "levels", lambda number: [levels[number % len(levels)]])
        link(pages, "components", lambda number: [components[(number * step) % len(components)] for step in (1, 2)])
        funding = list(FundingSource.objects.all())
        link(pages, "funding_sources", lambda number: [funding[(number * step) % len(funding)] for step in (1, 2)])
        index(pages, "levels", "components", "funding_sources", "community_type")


KINDS_OF_PAGE = {kind.name: kind for kind in (Resources(), Gatherings(), Mentors())}


def add_mentor_collection() -> CollectionPage:
    """A collection of mentors: the directory's pages have their Atom feed there."""
    collection = CollectionPage(title="Mentors", slug="mentor-collection", source="mentors", limit=50)
    MentorDirectoryPage.objects.get().get_parent().add_child(instance=collection)
    collection.save_revision().publish()
    return collection
