"""What the filter panels of lists count. Both ways of counting give the numbers that one page after another gives."""

import pytest
from django.http import QueryDict

from resources.enums import ItemKind
from resources.library.filters import facet_counts
from resources.library.listing import resources_of
from resources.library.queries import LibraryQuery, Vocabularies
from resources.models import ResourcePage
from resources.public_pages import publicly_below
from tests.factories import resources as make
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(db):
    """Two resources that everyone sees, A with two links and B with one, and one of each sort that nobody may count."""
    library = make.library()
    safety, money = make.topic("Safety"), make.topic("Money")
    guide, form = make.kind("Guide"), make.kind("Form")
    english = make.language()
    links = [{"kind": ItemKind.LINK, "url": f"https://example.org/{place}", "title": "Read it"} for place in range(2)]
    make.resource("A", topics=[safety, money], kind=guide, language=english, items=links, published_on="2024-05-01")
    make.resource("B", topics=[safety], kind=form, published_on="2024-12-31")
    hidden = {"topics": [safety], "kind": guide, "language": english, "items": links, "published_on": "2024-01-01"}
    make.resource("Draft", **hidden).unpublish()
    make.restrict(make.resource("Members only", **hidden))
    make.resource("Elsewhere", parent=make.library(title="Second library", slug="second"), **hidden)
    return library


def counted(library, address="", *, in_both_ways=True):
    """(number, counts without empty facets) of the list at `?address`."""
    query = LibraryQuery(QueryDict(address), Vocabularies.load())
    left_out = ResourcePage.objects.exclude(publicly_below(library))
    total, counts = facet_counts(resources_of(library), query, left_out if in_both_ways else None)
    return total, {name: numbers for name, numbers in counts.items() if numbers}


ALL = {
    "kind": {"guide": 1, "form": 1},
    "topic": {"safety": 2, "money": 1},
    "format": {"link": 2},
    "language": {"en": 1},
    "year": {"2024": 2},
}


@pytest.mark.parametrize("in_both_ways", [True, False])
def test_a_page_counts_once_for_each_of_its_topics_and_once_for_all_its_links(library, in_both_ways):
    assert counted(library, in_both_ways=in_both_ways) == (2, ALL)


def test_a_facet_is_counted_without_its_own_choice_and_all_others_with_it(library):
    total, counts = counted(library, "topic=money&kind=guide")

    assert total == 1
    assert counts["topic"] == {"safety": 1, "money": 1}
    assert counts["kind"] == {"guide": 1}
    assert counts["year"] == {"2024": 1}


def test_nothing_found_counts_nothing(library):
    assert counted(library, "q=nowhere-to-be-found") == (0, {})


def test_counts_take_one_query_and_one_more_for_each_choice(library):
    scope, known = resources_of(library), Vocabularies.load()
    left_out = ResourcePage.objects.exclude(publicly_below(library))

    def queries(address):
        query = LibraryQuery(QueryDict(address), known)
        return count_queries(lambda: facet_counts(scope, query, left_out))

    assert [queries(""), queries("topic=safety"), queries("topic=safety&kind=guide")] == [1, 2, 3]
