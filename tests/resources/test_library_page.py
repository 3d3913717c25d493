"""The public list of resources: finding, narrowing, sorting, following. R6, R23, R36, R59."""

import datetime as dt
from xml.etree import ElementTree

import pytest

from resources.enums import ItemKind
from tests.factories import resources as make
from tests.pages import BAD_QUERIES, count_queries, text_of, titles_of_rows

ATOM = "{http://www.w3.org/2005/Atom}"
pytestmark = pytest.mark.django_db


@pytest.fixture
def library(db):
    return make.library()


def get(client, library, **query):
    return client.get(library.url, query)


def options(response, name):
    """{label: count} of one facet."""
    facet = next(facet for facet in response.context["facets"] if facet["name"] == name)
    return {option["label"]: option["count"] for option in facet["options"]}


def test_visitor_sees_the_newest_resource_first_and_the_number(client, library):
    make.resource("Old", published_on=dt.date(2019, 1, 1))
    make.resource("New", published_on=dt.date(2025, 1, 1))

    response = get(client, library)

    assert titles_of_rows(response) == ["New", "Old"]
    assert "2 resources" in text_of(response)


def test_row_says_kind_audience_and_format(client, library):
    """R59."""
    make.resource(
        "Form",
        kind=make.kind("Form"),
        audiences=[make.audience("Mentors")],
        items=[{"kind": ItemKind.FILE, "document": make.document(content=b"x" * 2_400)}],
    )

    assert "Form Form Mentors PDF, 2 kB" in text_of(get(client, library)).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "snacks"}, ["Guide to snacks"]),
        ({"q": "SNA"}, ["Guide to snacks"]),
        ({"q": "guide snacks"}, ["Guide to snacks"]),
        ({"q": "hidden-in-the-summary"}, ["Budget form"]),
        ({"topic": "safety"}, ["Guide to snacks"]),
        ({"topic": ["safety", "money"]}, ["Budget form", "Guide to snacks"]),
        ({"topic": "safety", "kind": "form"}, []),
        ({"kind": "form"}, ["Budget form"]),
        ({"audience": "cooks"}, ["Guide to snacks"]),
        ({"grade": "middle"}, ["Budget form"]),
        ({"setting": "faith-based"}, ["Guide to snacks"]),
        ({"language": "es"}, ["Budget form"]),
        ({"format": "file"}, ["Budget form"]),
        ({"format": ["file", "link"]}, ["Budget form", "Guide to snacks"]),
        ({"year": "2020"}, ["Budget form"]),
        ({"year": ["2020", "2021"]}, ["Guide to snacks", "Budget form"]),
        ({"sort": "title"}, ["Budget form", "Guide to snacks"]),
    ],
)
def test_visitor_narrows_the_list(client, library, query, expected):
    """R6: what helps with an area of need is found."""
    make.resource(
        "Guide to snacks",
        published_on=dt.date(2021, 5, 1),
        kind=make.kind("Guide"),
        topics=[make.topic("Safety")],
        audiences=[make.audience("Cooks")],
        settings=[make.setting("Faith-based")],
        language=make.language(),
    )
    make.resource(
        "Budget form",
        summary="A word hidden-in-the-summary.",
        published_on=dt.date(2020, 5, 1),
        kind=make.kind("Form"),
        topics=[make.topic("Money")],
        grade_bands=[make.grade_band("Middle")],
        language=make.language("Spanish", "es"),
        items=[{"kind": ItemKind.FILE, "document": make.document()}],
    )

    found = titles_of_rows(get(client, library, **query))

    assert sorted(found) == sorted(expected)
    if "year" in query or "sort" in query:
        assert found == expected


def test_counts_of_a_facet_honour_the_other_facets_but_not_its_own(client, library):
    safety, money = make.topic("Safety"), make.topic("Money")
    guide, form = make.kind("Guide"), make.kind("Form")
    make.resource("A", topics=[safety], kind=guide)
    make.resource("B", topics=[safety, money], kind=guide)
    make.resource("C", topics=[money], kind=form)

    response = get(client, library, topic="safety")

    assert options(response, "topic") == {"Safety": 2, "Money": 2}
    assert options(response, "kind") == {"Guide": 2}


def test_chosen_value_without_resources_stays_to_be_unticked(client, library):
    make.topic("Money")
    make.resource("A", topics=[make.topic("Safety")])

    response = get(client, library, topic="money")

    assert options(response, "topic") == {"Safety": 1, "Money": 0}
    assert "No resource fits this" in text_of(response)


def test_every_choice_can_be_taken_back_by_itself(client, library):
    make.resource("A snack", topics=[make.topic("Safety")], kind=make.kind("Guide"))

    response = get(client, library, q="snack", topic="safety", kind="guide")

    assert {chip["label"]: chip["remove_url"] for chip in response.context["chips"]} == {
        "“snack”": f"{library.url}?kind=guide&topic=safety",
        "Guide": f"{library.url}?q=snack&topic=safety",
        "Safety": f"{library.url}?q=snack&kind=guide",
    }


def test_title_and_canonical_address_name_what_is_shown(client, library):
    make.resource("A", topics=[make.topic("Safety")])

    response = get(client, library, topic="safety", colour="blue", page="1")

    assert "<title>Safety, Resource library |" in response.content.decode()
    assert response.context["canonical_url"] == f"{library.url}?topic=safety"


def test_pages_keep_the_filters(client, library, settings):
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"PAGE_SIZE": 2}
    for number in range(5):
        make.resource(f"R{number}", topics=[make.topic("Safety")])

    second = get(client, library, topic="safety", page="2")

    assert len(titles_of_rows(second)) == 2
    assert "?topic=safety&amp;page=3" in second.content.decode()


@pytest.mark.parametrize("name", BAD_QUERIES)
def test_bad_input_is_left_out_never_an_error(client, library, name):
    make.resource("A")

    response = get(client, library, **BAD_QUERIES[name])

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ({"topic": "nope"}, "We do not know “nope”, so this filter was left out."),
        ({"page": "abc"}, "There is no page “abc”, so another one is shown."),
        ({"page": "9999"}, "There is no page “9999”, so another one is shown."),
        ({"q": "a " * 300}, "Your search was long. We used its first 200 characters."),
        ({"q": '"'}, "Your search has no letters or numbers in it, so it was left out."),
        ({"sort": "password"}, "We cannot sort by “password”, so that was left out."),
    ],
)
def test_what_was_left_out_is_said(client, library, query, note):
    make.resource("A")

    assert note in text_of(get(client, library, **query))


def test_empty_library_says_so(client, library):
    assert "The library is still empty" in text_of(get(client, library))


def test_drafts_restricted_pages_and_other_libraries_stay_out_of_list_counts_and_feed(client, library):
    topic = make.topic("Safety")
    make.resource("Shown", topics=[topic])
    make.resource("Draft", topics=[topic]).unpublish()
    make.restrict(make.resource("Members only", topics=[topic]))
    make.resource("Elsewhere", topics=[topic], parent=make.library(title="Second library", slug="second"))

    response = get(client, library)

    assert titles_of_rows(response) == ["Shown"]
    assert options(response, "topic") == {"Safety": 1}
    assert titles_of_rows(get(client, library, q="members")) == []
    assert feed_titles(client, library) == ["Shown"]


def test_best_match_has_the_words_in_its_title(client, library):
    make.resource("Something else", summary="All about staffing.")
    make.resource("Staffing", published_on=dt.date(2001, 1, 1))

    assert titles_of_rows(get(client, library, q="staffing")) == ["Staffing", "Something else"]


def _fill(count, start=0):
    for number in range(start, start + count):
        make.resource(
            f"Resource {number}",
            topics=[make.topic(f"Topic {number % 4}"), make.topic("Safety")],
            audiences=[make.audience()],
            kind=make.kind(),
            language=make.language(),
            thumbnail=make.image(f"Picture {number}"),
            items=[{"kind": ItemKind.FILE, "document": make.document(f"File {number}")}],
        )


@pytest.mark.parametrize("ending", ["", "?topic=safety&q=resource", "feed.atom"])
def test_list_and_feed_cost_the_same_for_3_and_9_resources(client, library, settings, ending):
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"PAGE_SIZE": 50}
    make.topic("Topic 0")
    _fill(4)
    few = count_queries(client, library.url + ending)

    _fill(5, start=4)

    assert count_queries(client, library.url + ending) == few


# The feed


def feed(client, library, **query):
    return client.get(f"{library.url}feed.atom", query)


def feed_titles(client, library, **query):
    return [
        entry.findtext(f"{ATOM}title")
        for entry in ElementTree.fromstring(feed(client, library, **query).content).iter(f"{ATOM}entry")
    ]


def test_feed_has_the_same_filters_as_the_list(client, library):
    """R23: programs outside the mentoring follow the library too."""
    make.resource("A", topics=[make.topic("Safety")])
    make.resource("B", topics=[make.topic("Money")])

    assert feed_titles(client, library, topic="money") == ["B"]


def test_feed_and_table_of_a_word_that_is_gone_do_not_become_those_of_the_whole_library(client, library):
    """Whoever follows a topic gets exactly its resources, also after it was deleted; one that is left counts on."""
    money = make.topic("Money")
    make.resource("A", topics=[money])
    make.resource("B", topics=[make.topic("Safety")])
    before = feed(client, library, topic="money")
    money.delete()

    after = feed(client, library, topic="money")

    assert feed_titles(client, library, topic="money") == []
    assert "Nothing comes here any more" in after.content.decode()
    assert (after["ETag"] != before["ETag"], after.status_code) == (True, 200)
    assert feed_titles(client, library, topic=["money", "safety"]) == ["B"]
    assert len(client.get(f"{library.url}results.csv", {"topic": "money"}).getvalue().splitlines()) == 1
    assert feed_titles(client, library, year="x") == []


def test_unchanged_feed_is_not_sent_again_and_a_removal_changes_it(client, library):
    make.resource("A")
    leaving = make.resource("B")
    tag = feed(client, library)["ETag"]

    assert client.get(f"{library.url}feed.atom", headers={"If-None-Match": tag}).status_code == 304
    leaving.unpublish()
    assert client.get(f"{library.url}feed.atom", headers={"If-None-Match": tag}).status_code == 200


def test_identity_of_an_entry_stays_when_its_address_changes(client, library):
    page = make.resource("A")
    before = ElementTree.fromstring(feed(client, library).content).findtext(f"{ATOM}entry/{ATOM}id")

    page.slug = "moved"
    page.save_revision().publish()

    after = ElementTree.fromstring(feed(client, library).content)
    assert after.findtext(f"{ATOM}entry/{ATOM}id") == before
    assert after.find(f"{ATOM}entry/{ATOM}link").get("href").endswith("/library/moved/")


@pytest.mark.parametrize("name", BAD_QUERIES)
def test_bad_input_never_breaks_the_feed(client, library, name):
    assert feed(client, library, **BAD_QUERIES[name]).status_code == 200


def test_feed_refuses_to_be_posted_to(client, library):
    assert client.post(f"{library.url}feed.atom").status_code == 405
