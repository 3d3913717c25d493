"""The library's metadata for other catalogues (OAI-PMH 2.0), and that feeds are valid Atom. R23, R36."""

import datetime as dt
from pathlib import Path

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from lxml import etree

from resources.enums import ItemKind
from resources.harvesting import records
from resources.models import ResourcePage
from tests.factories import resources as make
from tests.queries import count_queries

SCHEMAS = Path(__file__).parent / "schemas"
OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


class LocalSchemas(etree.Resolver):
    """Finds beside the tests what the official schemas name by their addresses on the web."""

    def resolve(self, system_url, public_id, context):
        return self.resolve_filename(str(SCHEMAS / system_url.rpartition("/")[2]), context)


@pytest.fixture(scope="module")
def schema():
    """Our own schema of the envelope, after the protocol's text; the official ones of `oai_dc` and Dublin Core."""
    parser = etree.XMLParser()
    parser.resolvers.add(LocalSchemas())
    return etree.XMLSchema(etree.parse(SCHEMAS / "oai_pmh.xsd", parser))


@pytest.fixture
def library(db):
    return make.library()


@pytest.fixture
def ask(client, library, schema):
    """Ask the provider and get the root of its answer, which must be valid."""

    def ask(query="", method="get", **arguments):
        address = f"{library.url}oai/"
        if method == "post":
            response = Client(enforce_csrf_checks=True).post(address, arguments)
        else:
            response = client.get(f"{address}?{query}" if query else address, arguments or None)
        assert (response.status_code, response["Content-Type"]) == (200, "text/xml; charset=utf-8")
        root = etree.fromstring(response.content)
        schema.assertValid(root)
        return root

    return ask


def error(root):
    return [one.get("code") for one in root.iter(f"{OAI}error")]


def identifiers(root):
    return [one.text for one in root.iter(f"{OAI}identifier")]


def published(page, moment):
    """As if the page was last published then."""
    ResourcePage.objects.filter(pk=page.pk).update(last_published_at=moment, first_published_at=moment)
    return page


def day(number):
    return dt.datetime(2026, 3, number, 12, 0, 0, 500_000, tzinfo=dt.UTC)


def test_identify_says_who_we_are_and_that_withdrawn_records_are_not_announced(ask, library, settings):
    settings.DEFAULT_FROM_EMAIL = "The Partnership <hello@example.org>"
    published(make.resource("A"), day(1))
    published(make.resource("B"), day(2))

    root = ask(verb="Identify")

    found = {one.tag.removeprefix(OAI): one.text for one in root.find(f"{OAI}Identify")}
    assert found["repositoryName"].startswith("Resource library")
    assert found["baseURL"] == root.findtext(f"{OAI}request") == f"http://localhost{library.url}oai/"
    assert found["adminEmail"] == "hello@example.org"
    assert found["earliestDatestamp"] == "2026-03-01T12:00:00Z"
    assert (found["protocolVersion"], found["deletedRecord"], found["granularity"]) == (
        "2.0",
        "no",
        "YYYY-MM-DDThh:mm:ssZ",
    )


def test_an_address_without_a_dot_is_no_admins_address(ask, settings):
    settings.DEFAULT_FROM_EMAIL = "webmaster@localhost"
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"HARVEST_EMAIL": "library@example.org"}

    assert ask(verb="Identify").findtext(f".//{OAI}adminEmail") == "library@example.org"
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"HARVEST_EMAIL": ""}
    assert ask(verb="Identify").findtext(f".//{OAI}adminEmail").endswith(".invalid")


def test_a_record_says_all_that_dublin_core_can_of_a_resource(ask):
    page = make.resource(
        "Snacks & <kites>\x0b",
        slug="snacks",
        summary="What to eat.",
        topics=[make.topic("Safety"), make.topic("Money")],
        language=make.language(),
        licence=make.licence(),
        author="A. Writer",
        items=[{"kind": ItemKind.FILE, "document": make.document()}],
    )
    published(page, day(1))

    root = ask(verb="GetRecord", metadataPrefix="oai_dc", identifier=page.translation_key.urn)

    assert identifiers(root) == [page.translation_key.urn]
    assert [one.text for one in root.iter(f"{OAI}datestamp")] == ["2026-03-01T12:00:00Z"]
    assert [one.text for one in root.iter(f"{OAI}setSpec")] == ["topic.money", "topic.safety", "kind.guide"]
    metadata = next(root.iter("{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"))
    assert [(one.tag.removeprefix(DC), one.text) for one in metadata] == [
        ("title", "Snacks & <kites>"),
        ("creator", "A. Writer"),
        ("subject", "Money"),
        ("subject", "Safety"),
        ("description", "What to eat."),
        ("publisher", "Example Press"),
        ("date", "2025-03-01"),
        ("type", "Guide"),
        ("format", "application/pdf"),
        ("identifier", "http://localhost/library/snacks/"),
        ("language", "en"),
        ("rights", "https://example.org/licence"),
    ]


def test_drafts_restricted_pages_and_other_libraries_are_never_told_of(ask):
    shown = make.resource("Shown")
    hidden = [
        make.resource("Draft"),
        make.resource("Members only"),
        make.resource("Elsewhere", parent=make.library(title="Second library", slug="second")),
    ]
    hidden[0].unpublish()
    make.restrict(hidden[1])

    assert identifiers(ask(verb="ListRecords", metadataPrefix="oai_dc")) == [shown.translation_key.urn]
    for page in hidden:
        for verb in ("GetRecord", "ListMetadataFormats"):
            more = {"metadataPrefix": "oai_dc"} if verb == "GetRecord" else {}
            assert error(ask(verb=verb, identifier=page.translation_key.urn, **more)) == ["idDoesNotExist"]


def test_formats_and_sets_are_listed(ask):
    page = make.resource("A", topics=[make.topic("Safety")])

    formats = ask(verb="ListMetadataFormats", identifier=page.translation_key.urn)
    assert [one.text for one in formats.iter(f"{OAI}metadataPrefix")] == ["oai_dc"]
    sets = ask(verb="ListSets")
    assert [(one.findtext(f"{OAI}setSpec"), one.findtext(f"{OAI}setName")) for one in sets.iter(f"{OAI}set")] == [
        ("topic.safety", "Safety"),
        ("kind.guide", "Guide"),
    ]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, ["A", "B", "C"]),
        ({"from": "2026-03-02"}, ["B", "C"]),
        ({"until": "2026-03-02"}, ["A", "B"]),
        ({"from": "2026-03-02", "until": "2026-03-02"}, ["B"]),
        ({"from": "2026-03-02T12:00:00Z", "until": "2026-03-02T12:00:00Z"}, ["B"]),
        ({"from": "2026-03-02T12:00:01Z"}, ["C"]),
        ({"until": "9999-12-31"}, ["A", "B", "C"]),
        ({"set": "topic.safety"}, ["A", "C"]),
        ({"set": "kind.form"}, ["C"]),
        ({"set": "topic.safety", "from": "2026-03-02"}, ["C"]),
    ],
)
def test_harvester_asks_for_what_changed_in_a_time_or_stands_in_a_set(ask, arguments, expected):
    """Times are in seconds, while we know them better: whoever asks for a second means all of it."""
    safety = make.topic("Safety")
    pages = {
        published(make.resource("A", topics=[safety]), day(1)).translation_key.urn: "A",
        published(make.resource("B"), day(2)).translation_key.urn: "B",
        published(make.resource("C", topics=[safety], kind=make.kind("Form")), day(3)).translation_key.urn: "C",
    }

    for verb in ("ListRecords", "ListIdentifiers"):
        found = identifiers(ask(verb=verb, metadataPrefix="oai_dc", **arguments))
        assert [pages[identifier] for identifier in found] == expected


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "badVerb"),
        ("verb=Nope", "badVerb"),
        ("verb=identify", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&colour=blue", "badArgument"),
        ("verb=Identify&resumptionToken=x", "badArgument"),
        ("verb=GetRecord", "badArgument"),
        ("verb=GetRecord&identifier=urn:uuid:1", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=%00", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=<script>", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:example.org:1", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=urn:uuid:1", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=marc&identifier=urn:uuid:1", "cannotDisseminateFormat"),
        ("verb=ListMetadataFormats&identifier=urn:uuid:1", "idDoesNotExist"),
        ("verb=ListRecords", "badArgument"),
        ("verb=ListRecords&metadataPrefix=", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-03-01T12:00:00", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=٢٠٢٦-03-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-03-02&until=2026-03-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-03-01&until=2026-03-02T12:00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=1999-01-01", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=topic.unknown", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=colour", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=a b", "badArgument"),
        ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=%00", "badArgument"),
        ("verb=ListRecords&resumptionToken=x&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
    ],
)
def test_every_error_has_the_protocols_code(ask, query, code):
    make.resource("A")

    root = ask(query)

    assert error(root) == [code]
    assert bool(root.find(f"{OAI}request").attrib) is (code not in ("badVerb", "badArgument"))


def test_a_library_without_words_has_no_sets(ask, library):
    assert error(ask(verb="ListSets")) == ["noSetHierarchy"]
    assert error(ask(verb="ListRecords", metadataPrefix="oai_dc")) == ["noRecordsMatch"]


@pytest.fixture
def parts_of_two(monkeypatch):
    monkeypatch.setattr(records, "RECORDS_A_PAGE", 2)


def token(root):
    return root.find(f".//{OAI}resumptionToken")


def test_a_long_list_comes_in_parts_and_gives_each_record_once(ask, parts_of_two):
    """Also two of the same second, and while another is withdrawn between two parts."""
    topic = make.topic("Safety")
    pages = [published(make.resource(f"R{number}", topics=[topic]), day(1)) for number in range(5)]
    make.resource("Without the topic")

    first = ask(verb="ListRecords", metadataPrefix="oai_dc", set="topic.safety")
    pages[0].unpublish()
    second = ask(verb="ListRecords", resumptionToken=token(first).text)
    third = ask(verb="ListRecords", resumptionToken=token(second).text)

    found = [*identifiers(first), *identifiers(second), *identifiers(third)]
    assert found == [page.translation_key.urn for page in pages]
    assert [(token(root).get("cursor"), token(root).get("completeListSize")) for root in (first, second, third)] == [
        ("0", "5"),
        ("2", "5"),
        ("4", "5"),
    ]
    assert token(third).text is None


def test_a_short_list_has_no_token(ask):
    make.resource("A")

    assert token(ask(verb="ListIdentifiers", metadataPrefix="oai_dc")) is None


def test_a_token_is_good_for_its_verb_its_library_and_a_day(ask, client, parts_of_two):
    for number in range(3):
        make.resource(f"R{number}")
    other = make.library(title="Second library", slug="second")

    with time_machine.travel(dt.datetime(2026, 3, 1, tzinfo=dt.UTC), tick=False):
        sent = token(ask(verb="ListRecords", metadataPrefix="oai_dc")).text
        changed = sent[:5] + ("a" if sent[5] != "a" else "b") + sent[6:]
        assert error(ask(verb="ListRecords", resumptionToken=sent)) == []
        assert error(ask(verb="ListRecords", resumptionToken=changed)) == ["badResumptionToken"]
        assert error(ask(verb="ListIdentifiers", resumptionToken=sent)) == ["badResumptionToken"]
        elsewhere = client.get(f"{other.url}oai/", {"verb": "ListRecords", "resumptionToken": sent})
        assert b"badResumptionToken" in elsewhere.content
    with time_machine.travel(dt.datetime(2026, 3, 2, 0, 0, 2, tzinfo=dt.UTC), tick=False):
        assert error(ask(verb="ListRecords", resumptionToken=sent)) == ["badResumptionToken"]


def test_a_posted_question_is_answered_alike_and_needs_no_token_of_ours(ask):
    make.resource("A")

    posted = ask(method="post", verb="ListIdentifiers", metadataPrefix="oai_dc")

    assert identifiers(posted) == identifiers(ask(verb="ListIdentifiers", metadataPrefix="oai_dc"))


def test_another_page_at_such_an_address_asks_for_its_token(library):
    assert Client(enforce_csrf_checks=True).post("/library/no-such/oai/").status_code == 403


def test_a_harvester_in_a_hurry_is_told_to_wait(client, library, settings):
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"HARVEST_PAGES_PER_HOUR": 1}

    answers = [client.get(f"{library.url}oai/?verb=Identify") for _time in range(2)]

    assert [answer.status_code for answer in answers] == [200, 503]
    assert answers[1]["Retry-After"] == "3600"
    assert client.put(f"{library.url}oai/").status_code == 405


def test_a_part_costs_the_same_for_1_and_6_records(client, library):
    address = f"{library.url}oai/?verb=ListRecords&metadataPrefix=oai_dc"
    values = {"topics": [make.topic("Safety")], "licence": make.licence(), "language": make.language()}
    make.resource("R", items=[{"kind": ItemKind.FILE, "document": make.document("One")}], **values)
    few = count_queries(lambda: client.get(address))

    for number in range(5):
        make.resource(f"R{number}", items=[{"kind": ItemKind.FILE, "document": make.document(f"F{number}")}], **values)

    assert count_queries(lambda: client.get(address)) == few


# Feeds


@pytest.fixture(scope="module")
def atom():
    return etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))


def test_feeds_of_library_filter_and_collection_are_valid_atom(client, library, atom):
    topic = make.topic("Safety & <first> aid", slug="safety")
    page = make.resource("A & <b>\x0b", slug="a", topics=[topic], author="")
    collection = make.collection(picks=[page])

    for address in (
        f"{library.url}feed.atom",
        f"{library.url}feed.atom?topic=safety&q=a&publisher=Example+Press",
        f"{library.url}feed.atom?year=1999",
        f"{collection.url}feed.atom",
    ):
        atom.assertValid(etree.fromstring(client.get(address).content))


@pytest.mark.parametrize("ending", ["feed.atom", "feed.atom?topic=safety", "feed.atom?publisher=Example+Press"])
def test_an_unchanged_feed_is_not_built(client, library, ending, monkeypatch):
    make.resource("A", topics=[make.topic("Safety")])
    collection = make.collection(picks=[ResourcePage.objects.get()])
    addresses = [f"{library.url}{ending}", f"{collection.url}feed.atom"]
    tags = [client.get(address)["ETag"] for address in addresses]
    monkeypatch.setattr("resources.page_feeds.atom_feed", None)

    answers = [
        client.get(address, headers={"If-None-Match": tag}) for address, tag in zip(addresses, tags, strict=True)
    ]

    assert [answer.status_code for answer in answers] == [304, 304]
