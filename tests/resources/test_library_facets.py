"""Filters that an editor chooses for a library, and the numbers beside their values. R6, R36, R59."""

import datetime as dt
from itertools import combinations

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resources.enums import AccessibilityStatus, ItemKind, LibraryFacetName
from resources.library.filters import facet_counts
from resources.library.listing import resources_of
from resources.library.queries import FACETS, LibraryQuery
from resources.models import LibraryFacet, ResourceLibraryPage, ResourcePage
from resources.public_pages import publicly_below
from tests.factories import resources as make
from tests.pages import text_of, titles_of_rows

pytestmark = pytest.mark.django_db


def choose(library, *names):
    """The editor shows these filters, in this order."""
    library.chosen_facets = [LibraryFacet(facet=name, sort_order=place) for place, name in enumerate(names)]
    library.save_revision().publish()


def names_of(response):
    return [facet["name"] for facet in response.context["facets"]]


def options(response, name):
    facet = next(facet for facet in response.context["facets"] if facet["name"] == name)
    return {option["label"]: option["count"] for option in facet["options"]}


def file_with(status):
    return {"kind": ItemKind.FILE, "document": make.document(f"File {status}"), "accessibility_status": status}


def test_a_library_shows_the_usual_filters_until_its_editor_chooses(client):
    library = make.library()

    assert names_of(client.get(library.url)) == [
        "kind",
        "topic",
        "audience",
        "grade",
        "setting",
        "format",
        "language",
        "year",
    ]


def test_the_editors_filters_come_in_the_editors_order(client):
    library = make.library()
    make.resource("A", topics=[make.topic("Safety")], licence=make.licence())

    choose(library, "publisher", "licence", "accessibility", "topic")

    response = client.get(library.url)
    assert names_of(response) == ["publisher", "licence", "accessibility", "topic"]
    assert options(response, "publisher") == {"Example Press": 1}
    assert options(response, "licence") == {"Free to use with a mention": 1}
    assert options(response, "accessibility") == {"Not checked yet": 1}


def test_each_library_has_filters_of_its_own(client):
    first, second = make.library(), make.library(title="Second library", slug="second")

    choose(first, "year")

    assert names_of(client.get(first.url)) == ["year"]
    assert len(names_of(client.get(second.url))) == 8


def test_editor_chooses_filters_in_the_cms(client, superuser):
    """The page form takes rows, and refuses the same filter twice."""
    library = make.library()
    client.force_login(superuser)
    address = f"/cms/pages/{library.pk}/edit/"
    form = client.get(address)
    assert "Filters beside the list" in text_of(form)

    def save(*names):
        rows = {
            key: value
            for place, name in enumerate(names)
            for key, value in {
                f"chosen_facets-{place}-facet": name,
                f"chosen_facets-{place}-ORDER": str(place + 1),
                f"chosen_facets-{place}-id": "",
            }.items()
        }
        return client.post(
            address,
            {
                "title": library.title,
                "slug": library.slug,
                "intro": "null",
                "chosen_facets-TOTAL_FORMS": str(len(names)),
                "chosen_facets-INITIAL_FORMS": "0",
                "comments-TOTAL_FORMS": "0",
                "comments-INITIAL_FORMS": "0",
                "action-publish": "1",
                **rows,
            },
        )

    twice = save("year", "year")
    assert twice.status_code == 200
    assert ResourceLibraryPage.objects.get().shown_facets().keys() == make.library().shown_facets().keys()
    assert save("year", "kind").status_code == 302
    assert list(ResourceLibraryPage.objects.get().shown_facets()) == ["year", "kind"]


def test_a_saved_address_works_after_the_editor_took_its_filter_away(client):
    """Feeds and alerts of that filter go on; the filter stands in the panel for as long as it is in force."""
    library = make.library()
    make.resource("A", topics=[make.topic("Safety")])
    make.resource("B", topics=[make.topic("Money")])
    choose(library, "kind")

    response = client.get(library.url, {"topic": "safety"})

    assert titles_of_rows(response) == ["A"]
    assert names_of(response) == ["kind", "topic"]
    assert [chip["label"] for chip in response.context["chips"]] == ["Safety"]
    assert b"<title>A</title>" in client.get(f"{library.url}feed.atom", {"topic": "safety"}).content


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"licence": "cc-by"}, ["A"]),
        ({"publisher": "Press & Co"}, ["B"]),
        ({"publisher": ["Press & Co", "Example Press"]}, ["A", "B"]),
        ({"accessibility": "accessible"}, ["A"]),
        ({"accessibility": ["accessible", "partly"]}, ["A", "B"]),
        ({"accessibility": "partly", "licence": "cc-by"}, []),
    ],
)
def test_visitor_narrows_by_licence_publisher_and_accessibility(client, query, expected):
    make.resource("A", licence=make.licence("CC BY"), items=[file_with(AccessibilityStatus.ACCESSIBLE)])
    make.resource("B", publisher="Press & Co", items=[file_with(AccessibilityStatus.PARTLY)])

    response = client.get(make.library().url, {**query, "sort": "title"})

    assert titles_of_rows(response) == expected


def test_a_publisher_is_no_way_to_ask_for_drafts(client):
    """One that only a draft has answers like one that nobody has."""
    make.resource("Draft", publisher="Secret Press").unpublish()
    library = make.library()
    choose(library, "publisher")

    known = client.get(library.url, {"publisher": "Secret Press"})
    unknown = client.get(library.url, {"publisher": "Made up Press"})

    assert [len(answer.context["rows"]) for answer in (known, unknown)] == [0, 0]
    assert options(known, "publisher") == {"Secret Press": 0}
    assert options(unknown, "publisher") == {"Made up Press": 0}


@pytest.mark.parametrize("value", ["\x00", "a\x00b", "x" * 161])
def test_a_publisher_that_no_database_takes_is_left_out(client, value):
    library = make.library()
    make.resource("A")

    response = client.get(library.url, {"publisher": value})

    assert titles_of_rows(response) == ["A"]
    assert "this filter was left out" in text_of(response)


def test_of_many_publishers_those_with_most_resources_are_listed(client, monkeypatch):
    monkeypatch.setattr("resources.library.filters.MAX_PUBLISHERS", 1)
    library = make.library()
    choose(library, "publisher")
    for title, publisher in (("A", "Big"), ("B", "Big"), ("C", "Small")):
        make.resource(title, publisher=publisher)

    response = client.get(library.url)

    assert options(response, "publisher") == {"Big": 2}
    assert "The 1 with the most resources." in text_of(response)


# Numbers against counting by hand


TOPICS, KINDS, STATUSES = ("Safety", "Money", "Art"), ("Guide", "Form"), list(AccessibilityStatus)
VALUES = {
    "kind": ("guide", "form"),
    "topic": ("safety", "money", "art"),
    "audience": ("mentors", "cooks"),
    "grade": ("middle",),
    "setting": ("school-based",),
    "language": ("en", "es"),
    "licence": ("cc-by",),
    "publisher": ("Press A", "Press B", ""),
    "year": ("2019", "2024"),
    "format": tuple(ItemKind.values),
    "accessibility": tuple(AccessibilityStatus.values),
}


@pytest.fixture
def mixed_library(db):
    """Twelve resources of all mixtures, and for every third one a draft, a restricted one and one elsewhere."""
    library = make.library()
    elsewhere = make.library(title="Second library", slug="second")
    subsets = [subset for size in range(3) for subset in combinations(TOPICS, size)]
    for place in range(12):
        values = {
            "topics": [make.topic(name) for name in subsets[place % len(subsets)]],
            "kind": make.kind(KINDS[place % 2]),
            "audiences": [make.audience(name) for name in ("Mentors", "Cooks")[: place % 3]],
            "grade_bands": [make.grade_band("Middle")] if place % 4 == 0 else [],
            "settings": [make.setting("School based")] if place % 5 == 0 else [],
            "language": make.language(*(("English", "en"), ("Spanish", "es"))[place % 2]) if place % 3 else None,
            "licence": make.licence("CC BY") if place % 4 == 1 else None,
            "publisher": ("Press A", "Press B", "")[place % 3],
            "published_on": dt.date((2019, 2024)[place % 2], 5, 1) if place % 5 else None,
            "summary": "words about snacks" if place % 2 else "words about budgets",
        }
        # Some have one kind or status twice, which counts once.
        items = [
            {"kind": ItemKind.LINK, "url": "https://example.org/", "accessibility_status": STATUSES[place % 4]},
            {"kind": ItemKind.VIDEO, "url": "https://youtu.be/x", "accessibility_status": STATUSES[place % 3]},
            {"kind": ItemKind.LINK, "url": "https://example.org/2", "accessibility_status": STATUSES[place % 2]},
        ][: place % 4]
        make.resource(f"R{place}", items=items, **values)
        if place % 3 == 0:
            make.resource(f"Draft {place}", items=items, **values).unpublish()
            make.restrict(make.resource(f"Members only {place}", items=items, **values))
            make.resource(f"Elsewhere {place}", items=items, parent=elsewhere, **values)
    return library


def values_of(resource):
    """{facet: values} of one resource, read from its own fields."""
    items = resource.items.all()
    return {
        "kind": {resource.kind.slug},
        "topic": {topic.slug for topic in resource.topics.all()},
        "audience": {audience.slug for audience in resource.audiences.all()},
        "grade": {band.slug for band in resource.grade_bands.all()},
        "setting": {setting.slug for setting in resource.settings.all()},
        "language": {resource.language.slug} if resource.language else set(),
        "licence": {resource.licence.slug} if resource.licence else set(),
        "publisher": {resource.publisher} - {""},
        "year": {str(resource.published_on.year)} if resource.published_on else set(),
        "format": {item.kind for item in items},
        "accessibility": {item.accessibility_status for item in items},
        "q": {word for word in ("snacks", "budgets") if word in resource.summary},
    }


def by_hand(resources, chosen, word):
    """(number found, counts of all facets), one resource after another."""

    def fits(resource, leave_out=""):
        return (not word or word in resource["q"]) and all(
            name == leave_out or resource[name] & set(values) for name, values in chosen.items() if values
        )

    counts = {name: {} for name in FACETS}
    for name in FACETS:
        for resource in resources:
            if fits(resource, leave_out=name):
                for value in resource[name]:
                    counts[name][value] = counts[name].get(value, 0) + 1
    return sum(fits(resource) for resource in resources), counts


def test_numbers_of_any_mixture_of_filters_are_those_counted_by_hand(mixed_library):
    """Drafts, restricted pages and other libraries' pages never count."""
    shown = publicly_below(mixed_library)
    public = ResourcePage.objects.filter(pk__in=[page.pk for page in ResourcePage.objects.all() if _is_public(page)])
    read = [values_of(page) for page in public if page.get_parent().pk == mixed_library.pk]
    assert len(read) == 12
    left_out = ResourcePage.objects.exclude(shown)

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        chosen=st.fixed_dictionaries(
            {},
            optional={
                name: st.lists(st.sampled_from([value for value in values if value]), unique=True, max_size=2)
                for name, values in VALUES.items()
            },
        ),
        word=st.sampled_from(["", "", "snacks", "budgets"]),
    )
    def check(chosen, word):
        data = QueryDict(mutable=True)
        for name, values in chosen.items():
            data.setlist(name, values)
        data["q"] = word
        query = LibraryQuery.read(data, FACETS)
        assert facet_counts(resources_of(mixed_library), query, left_out, FACETS) == by_hand(read, chosen, word)

    check()


def _is_public(page):
    return page.live and not page.get_view_restrictions()


def test_every_facet_has_a_name_and_a_way_to_count():
    assert set(FACETS) == set(LibraryFacetName.values) == set(VALUES)
