"""Words found and shown, what to do when nothing is, suggestions, the result as a table. R6, R23, R36."""

import csv
import io

import pytest
from django.core.cache import cache

from resources.enums import ItemKind
from resources.library import listing, table
from resources.library.snippets import Words, marked, quoted
from resources.models import FileReading, FileText, FileVersion, ResourceUse
from tests.factories import resources as make
from tests.pages import BAD_QUERIES, text_of, titles_of_rows
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def library(db):
    return make.library()


def file_saying(text, title="Checklist", *, is_private=False):
    """An item with a file whose text was read."""
    document = make.document(title)
    version = FileVersion.objects.create(file_hash=title, status="read")
    FileText.objects.create(version=version, text=text)
    FileReading.objects.update_or_create(document=document, defaults={"version": version, "is_private": is_private})
    return {"kind": ItemKind.FILE, "document": document, "title": title}


# Marks and quotations


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Guide to snacks", ["snack"], "Guide to <mark>snacks</mark>"),
        ("Guide to a snack", ["Snacks"], "Guide to a <mark>snack</mark>"),
        ("Mentoring, mentored", ["mentors"], "<mark>Mentoring</mark>, <mark>mentored</mark>"),
        ("Café & résumé", ["cafe", "RÉSUMÉ"], "<mark>Café</mark> &amp; <mark>résumé</mark>"),
        ("Œuvre of Ana", ["ana"], "Œuvre of <mark>Ana</mark>"),
        ("<b>bold</b>", ["b"], "&lt;<mark>b</mark>&gt;<mark>bold</mark>&lt;/<mark>b</mark>&gt;"),
        ("banana", ["ana"], "banana"),
        ("no words & all", [], "no words &amp; all"),
    ],
)
def test_words_are_marked_as_search_finds_them_and_all_else_is_escaped(text, words, expected):
    assert marked(text, Words.of(words)) == expected


def test_a_quotation_is_a_window_around_the_place_with_most_words():
    text = f"snack {'x ' * 300} a snack <b>after school</b> {'y ' * 300}"

    found = quoted(text, Words.of(["snack", "school"]))

    assert found.startswith("… x ")
    assert "a <mark>snack</mark> &lt;b&gt;after <mark>school</mark>&lt;/b&gt; y" in found
    assert found.endswith("y …")
    assert len(found) < 340


def test_a_short_text_is_quoted_whole_and_one_without_the_word_not_at_all():
    assert quoted("One\n snack  only", Words.of(["snack"])) == "One <mark>snack</mark> only"
    assert quoted("Nothing here", Words.of(["snack"])) == ""


def quotation(response, title):
    """What the row of that title quotes: (where, HTML)."""
    row = next(row for row in response.context["rows"] if title in str(row["title"]))
    return (row["snippet"].where, row["snippet"].text) if row["snippet"] else None


def test_words_that_title_and_summary_lack_are_quoted_from_the_text_or_the_file(client, library):
    make.resource("In its summary", summary="All about kites.")
    make.resource("In its body", body=[("text", "<p>Fold the <b>kites</b> twice.</p>")])
    make.resource("In a file", items=[file_saying("Page one.\nTie kites & <i>ropes</i>.", "Kit list")])

    response = client.get(library.url, {"q": "kites"})

    assert quotation(response, "summary") is None
    assert quotation(response, "body") == ("In the text", "Fold the <mark>kites</mark> twice.")
    assert quotation(response, "file") == (
        "In the file “Kit list”",
        "Page one. Tie <mark>kites</mark> &amp; &lt;i&gt;ropes&lt;/i&gt;.",
    )
    assert "All about <mark>kites</mark>." in response.content.decode()
    assert "In the file “Kit list”: Page one. Tie kites" in text_of(response)


def test_a_file_for_the_few_is_neither_found_nor_quoted(client, library):
    make.resource("Kites", items=[file_saying("The password is swordfish.", is_private=True)])

    assert titles_of_rows(client.get(library.url, {"q": "swordfish"})) == []
    response = client.get(library.url, {"q": "kites"})
    assert "swordfish" not in response.content.decode()


def test_blocks_of_a_body_are_read_without_a_query(client, library):
    """A chooser in a body would ask for its page or picture, once for each row."""
    collection = make.collection()
    body = [
        ("quote", {"text": "We flew kites.", "name": "Ana", "role": ""}),
        ("accordion", {"sections": [{"heading": "When?", "text": "<p>When the kites are dry.</p>"}]}),
        ("documents", {"heading": "Files", "documents": [make.document()]}),
        ("call_to_action", {"heading": "Go", "text": "", "button": "Go", "page": collection, "url": ""}),
    ]
    make.resource("R0", body=body)
    make.resource("F0", items=[file_saying("Dry kites.", "List 0")])
    few = count_queries(lambda: client.get(library.url, {"q": "kites"}))

    for number in range(1, 6):
        make.resource(f"R{number}", body=body)
        make.resource(f"F{number}", items=[file_saying("Dry kites.", f"List {number}")])

    assert count_queries(lambda: client.get(library.url, {"q": "kites"})) == few
    words = "We flew kites. Ana When? When the kites are dry. Files Go Go"
    assert quotation(client.get(library.url, {"q": "kites"}), "R1") == (
        "In the text",
        words.replace("kites", "<mark>kites</mark>"),
    )


# Order


def test_visitor_sorts_by_what_is_most_used(client, library):
    quiet, busy = make.resource("Quiet"), make.resource("Busy")
    ResourceUse.objects.update_or_create(resource=busy, defaults={"popularity": 9})
    ResourceUse.objects.update_or_create(resource=quiet, defaults={"popularity": 1})
    make.resource("Unused")

    response = client.get(library.url, {"sort": "used"})

    assert titles_of_rows(response) == ["Busy", "Quiet", "Unused"]
    assert [sort["title"] for sort in response.context["sorts"]] == ["Newest first", "By title", "Most used"]


# Nothing found


def offers(response):
    return {wider.label: (wider.url.partition("?")[2], wider.count) for wider in response.context["wider"]}


def test_nothing_found_offers_the_nearest_wider_searches_with_their_numbers(client, library):
    safety, guide = make.topic("Safety"), make.kind("Guide")
    make.resource("Snacks", topics=[safety], kind=make.kind("Form"))
    make.resource("More snacks", topics=[safety], kind=make.kind("Form"))
    make.resource("Kites", topics=[safety], kind=guide)

    response = client.get(library.url, {"q": "snacks", "topic": "safety", "kind": "guide"})

    assert offers(response) == {
        "Without the words “snacks”": ("kind=guide&topic=safety", 1),
        "Without the filter Kind: Guide": ("q=snacks&topic=safety", 2),
        "Only the filter Kind: Guide": ("kind=guide", 1),
        "Only the words “snacks”": ("q=snacks", 2),
        "Only the filter Topic: Safety": ("topic=safety", 3),
    }
    assert list(offers(response))[0] == "Without the words “snacks”"
    assert "Without the filter Kind: Guide 2 resources" in text_of(response)
    for _label, (query, count) in offers(response).items():
        assert len(titles_of_rows(client.get(f"{library.url}?{query}"))) == count


def test_where_one_step_is_not_enough_each_filter_alone_is_offered(client, library):
    make.resource("A", topics=[make.topic("Safety")])
    make.kind("Form")

    response = client.get(library.url, {"q": "unicorn", "topic": "safety", "kind": "form"})

    assert offers(response) == {"Only the filter Topic: Safety": ("topic=safety", 1)}


def test_nothing_found_offers_each_word_less(client, library):
    make.resource("Snacks on a field trip")

    response = client.get(library.url, {"q": "snacks unicorn"})

    assert offers(response) == {"Without the word “unicorn”": ("q=snacks", 1)}


def test_a_single_word_or_filter_has_nothing_wider_than_the_library(client, library):
    make.resource("A")

    response = client.get(library.url, {"q": "unicorn"})

    assert response.context["wider"] == []
    assert "Try another word" in text_of(response)


def test_wider_searches_count_no_draft_and_no_restricted_page(client, library):
    make.resource("Snacks").unpublish()
    make.restrict(make.resource("Snacks for members"))

    assert offers(client.get(library.url, {"q": "snacks unicorn"})) == {}


def test_wider_searches_cost_the_same_however_much_they_find(client, library):
    query = {"q": "snacks unicorn", "topic": "safety", "kind": "guide"}
    topic = make.topic("Safety")
    make.resource("Snacks", topics=[topic])
    few = count_queries(lambda: client.get(library.url, query))

    for number in range(6):
        make.resource(f"Snacks {number}", topics=[topic])

    assert count_queries(lambda: client.get(library.url, query)) == few


def test_number_of_results_is_announced(client, library):
    make.resource("A", topics=[make.topic("Safety")])

    html = client.get(library.url, {"topic": "safety"}).content.decode()

    assert '<div role="status">\n  <h2 class="p-count">1 resource found</h2>' in html


# Suggestions


def suggestions(client, library, text, **headers):
    return client.get(f"{library.url}suggest/", {"q": text}, **headers).json()["suggestions"]


def test_the_first_letters_suggest_titles_and_topics_that_lead_on(client, library):
    make.resource("Snacks after school", topics=[make.topic("Snack safety")], kind=make.kind("Guide"))
    make.resource("Kites")

    assert suggestions(client, library, "sna") == [
        {"text": "Snack safety", "hint": "Topic", "url": f"{library.url}?topic=snack-safety"},
        {"text": "Snacks after school", "hint": "Guide", "url": f"{library.url}snacks-after-school/"},
    ]


def test_nothing_is_suggested_that_only_some_may_see(client, library):
    make.resource("Snacks draft", topics=[make.topic("Snack drafts")]).unpublish()
    make.restrict(make.resource("Snacks for members", topics=[make.topic("Snack members")]))
    make.resource("Snacks elsewhere", parent=make.library(title="Second library", slug="second"))

    assert suggestions(client, library, "snack") == []


@pytest.mark.parametrize("text", ["", "s", '"', "\x00", "%", "🎉", "x" * 5_000, "NEAR( AND"])
def test_whatever_is_typed_gets_an_answer(client, library, text):
    make.resource("Snacks")

    assert suggestions(client, library, text) == []


def test_the_same_letters_within_a_minute_cost_no_search(client, library):
    make.resource("Snacks")
    first = suggestions(client, library, "sna")
    make.resource("Snacks again")

    assert suggestions(client, library, "SNA") == first
    assert client.get(f"{library.url}suggest/?q=sna")["Cache-Control"] == "private, max-age=60"


def test_a_flood_of_suggestions_is_refused(client, library, settings):
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"SUGGESTIONS_PER_HOUR": 1}

    assert [client.get(f"{library.url}suggest/?q=a").status_code for _time in range(2)] == [200, 429]


def test_search_box_works_as_a_form_without_scripts(client, library):
    html = client.get(library.url, {"topic": ""}).content.decode()

    assert f'<form class="p-library__search" action="{library.url}" role="search"' in html
    assert f'data-url="{library.url}suggest/"' in html
    assert 'role="combobox"' not in html


# The result as a table


def rows_of(client, library, **query):
    response = client.get(f"{library.url}results.csv", query)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_table_has_the_rows_of_the_list_in_its_order(client, library):
    make.resource("B", topics=[make.topic("Safety"), make.topic("Money")], licence=make.licence(), author="A. Writer")
    make.resource("A", topics=[make.topic("Safety")])
    make.resource("Other")
    make.resource("Draft", topics=[make.topic("Safety")]).unpublish()
    make.restrict(make.resource("Members only", topics=[make.topic("Safety")]))

    rows = rows_of(client, library, topic="safety", sort="title")

    assert [row["Title"] for row in rows] == ["A", "B"]
    assert rows[1] == {
        "Title": "B",
        "Address": "http://localhost/library/b/",
        "Summary": "What programs know about it: B.",
        "Kind": "Guide",
        "Topics": "Money; Safety",
        "For whom": "",
        "Ages": "",
        "Program setting": "",
        "Language": "",
        "Author": "A. Writer",
        "Publisher": "Example Press",
        "Published": "2025-03-01",
        "Licence": "Free to use with a mention",
        "Files, links and videos": "https://example.org/guide",
    }


def test_no_cell_of_the_table_is_a_formula(client, library):
    make.resource("=HYPERLINK(1)", slug="a", summary="+1", publisher="@SUM", author="-2")

    row = rows_of(client, library)[0]

    assert (row["Title"], row["Summary"], row["Publisher"], row["Author"]) == ("'=HYPERLINK(1)", "'+1", "'@SUM", "'-2")


def test_the_page_offers_the_table_and_says_where_it_ends(client, library, monkeypatch):
    for module in (listing, table):
        monkeypatch.setattr(module, "MAX_TABLE_ROWS", 2)
    for number in range(3):
        make.resource(f"R{number}", topics=[make.topic("Safety")])

    response = client.get(library.url, {"topic": "safety"})

    assert f'href="{library.url}results.csv?topic=safety"' in response.content.decode()
    assert "Take this list along as a table (CSV) the first 2" in text_of(response)
    assert len(rows_of(client, library, topic="safety")) == 2


def test_the_table_costs_the_same_for_1_and_9_rows(client, library):
    def read():
        b"".join(client.get(f"{library.url}results.csv").streaming_content)

    values = {"topics": [make.topic("Safety")], "audiences": [make.audience()], "licence": make.licence()}
    make.resource("R", items=[{"kind": ItemKind.FILE, "document": make.document("One")}], **values)
    few = count_queries(read)

    for number in range(8):
        make.resource(f"R{number}", items=[{"kind": ItemKind.FILE, "document": make.document(f"F{number}")}], **values)

    assert count_queries(read) == few


@pytest.mark.parametrize("name", BAD_QUERIES)
def test_bad_input_never_breaks_the_table(client, library, name):
    make.resource("A")

    assert client.get(f"{library.url}results.csv", BAD_QUERIES[name]).status_code == 200


def test_a_flood_of_tables_is_refused_and_it_takes_no_post(client, library, settings):
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"TABLES_PER_HOUR": 1}
    address = f"{library.url}results.csv"

    assert [client.get(address).status_code, client.get(address).status_code] == [200, 429]
    assert client.post(address).status_code == 405
