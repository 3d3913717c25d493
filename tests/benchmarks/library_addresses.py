"""The addresses of a library of long texts that are measured."""

import re
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from resources.models import CollectionPage, ResourceLibraryPage, ResourcePage

from .library import LIST_LIMIT, SEARCH_LIMIT
from .long_texts import LongTexts

WARM_UP = 3
_COUNT = re.compile(r"([\d,]+) resources? found|([\d,]+) resources?\b")
# How many of the 20,000 texts have the word at this place among the words, about.
_COMMON, _USUAL, _RARE = 40, 1_000, 10_000


@dataclass
class LibraryAddress:
    """What is asked for, and how many times longer it may take with many resources; 0: it is only told."""

    what: str
    path: str
    limit: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    expected: int = 200
    # What the answer was kept by in Django's cache is forgotten before each request.
    is_uncached: bool = False
    is_known_feed: bool = False

    def warm(self, worker):
        for _round in range(WARM_UP):
            self.prepare()
            if not self.is_known_feed:
                worker.get(self.path, self.headers)
                continue
            _seconds, _body, headers = worker.get(self.path)
            self.headers, self.expected = (("If-None-Match", headers["ETag"]),), 304

    def prepare(self):
        if self.is_uncached:
            cache.clear()

    def found(self, body):
        """What the page says of the number of its results."""
        match = _COUNT.search(body.decode(errors="replace"))
        return next((number for number in match.groups() if number), "") if match else ""


def addresses() -> list[LibraryAddress]:
    """Lists, searches, feeds, and what else depends on the number of resources."""
    texts, library = LongTexts(), ResourceLibraryPage.objects.get()
    url = library.get_url()
    common, usual, rare = (texts.word(rank) for rank in (_COMMON, _USUAL, _RARE))
    facets = _three_facets()
    staff = (("Cookie", _session()),)
    listing = reverse("resource_list:index")
    return [
        LibraryAddress("first page", url, LIST_LIMIT),
        LibraryAddress("three facets", f"{url}?{facets}", LIST_LIMIT),
        LibraryAddress("page 40", f"{url}?page=40", LIST_LIMIT),
        LibraryAddress("by title", f"{url}?sort=title", LIST_LIMIT),
        LibraryAddress("most used", f"{url}?sort=used", LIST_LIMIT),
        LibraryAddress("common word", f"{url}?q={common}", SEARCH_LIMIT),
        LibraryAddress("usual word", f"{url}?q={usual}", SEARCH_LIMIT),
        LibraryAddress("rare word", f"{url}?q={rare}", SEARCH_LIMIT),
        LibraryAddress("two words", f"{url}?q={common}+{usual}", SEARCH_LIMIT),
        LibraryAddress("common, facets", f"{url}?q={common}&{facets}", SEARCH_LIMIT),
        LibraryAddress("usual, facets", f"{url}?q={usual}&{facets}", SEARCH_LIMIT),
        LibraryAddress("title, facets", f"{url}?q=attendance&{facets}", SEARCH_LIMIT),
        LibraryAddress("nothing found", f"{url}?q={usual}+zzzz&{facets}", SEARCH_LIMIT),
        LibraryAddress("feed, facets", f"{url}feed.atom?{facets}", LIST_LIMIT),
        LibraryAddress("feed, word", f"{url}feed.atom?q={usual}&{facets}", SEARCH_LIMIT),
        LibraryAddress("feed, facets, 304", f"{url}feed.atom?{facets}", LIST_LIMIT, is_known_feed=True),
        LibraryAddress("feed, word, 304", f"{url}feed.atom?q={usual}&{facets}", SEARCH_LIMIT, is_known_feed=True),
        LibraryAddress("suggestions", f"{url}suggest/?q=hom", SEARCH_LIMIT, is_uncached=True),
        LibraryAddress(
            "resource", ResourcePage.objects.order_by("path")[ResourcePage.objects.count() // 2].get_url(), LIST_LIMIT
        ),
        LibraryAddress("collection", CollectionPage.objects.get(slug="newest").get_url(), LIST_LIMIT),
        LibraryAddress("OAI, 100 records", f"{url}oai/?verb=ListRecords&metadataPrefix=oai_dc", LIST_LIMIT),
        LibraryAddress("site search", f"/search/?q={usual}", SEARCH_LIMIT),
        LibraryAddress("CMS list", listing, LIST_LIMIT, staff),
        LibraryAddress("CMS list, word", f"{listing}?q=homework", SEARCH_LIMIT, staff),
        LibraryAddress("sitemap.xml", "/sitemap.xml"),
        LibraryAddress("sitemap, a part", "/sitemap-pages.xml"),
    ]


def _three_facets():
    """Those of one resource, so that something is found; two values of the first."""
    one = ResourcePage.objects.order_by("path").first()
    topics = "&".join(f"topic={topic.slug}" for topic in one.topics.all())
    return f"{topics}&audience={one.audiences.first().slug}&grade={one.grade_bands.first().slug}"


def _session():
    user = get_user_model().objects.filter(username="bench").first() or get_user_model().objects.create_superuser(
        "bench", "bench@example.org", "partnership-demo"
    )
    client = Client()
    client.force_login(user)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
