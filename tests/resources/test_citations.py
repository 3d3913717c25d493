"""Citations that reference managers import: BibTeX and RIS. R60."""

import datetime as dt

import bibtexparser
import pytest
import rispy

from tests.factories import resources as make

pytestmark = pytest.mark.django_db

HOSTILE = "50% of {snacks} & $5_bills #1 ~ ^ \\input{x}\r\nER  - \r\n@misc{evil"


def cited(client, page, ending):
    response = client.get(f"{page.url}cite.{ending}")
    assert response.status_code == 200
    return response


def bib_entry(client, page):
    library = bibtexparser.parse_string(cited(client, page, "bib").content.decode())
    assert (library.failed_blocks, len(library.entries)) == ([], 1)
    return library.entries[0]


def ris_record(client, page):
    (record,) = rispy.loads(cited(client, page, "ris").content.decode())
    return record


def test_bibtex_is_read_by_a_parser(client):
    page = make.resource(
        "Snacks for all", author="Jane and John Doe", topics=[make.topic("Food"), make.topic("Health")],
        language=make.language(), published_on=dt.date(2025, 3, 1),
    )  # fmt: skip

    entry = bib_entry(client, page)

    values = {field.key: field.value for field in entry.fields}
    assert (entry.entry_type, entry.key) == ("misc", "jane2025snacks")
    assert values["title"] == "{Snacks for all}"
    assert values["author"] == "{Jane and John Doe}"
    assert (values["year"], values["month"], values["publisher"]) == ("2025", "3", "{Example Press}")
    assert (values["keywords"], values["language"]) == ("Food, Health", "en")
    assert values["url"] == page.full_url


def test_ris_is_read_by_a_parser(client):
    page = make.resource("Snacks for all", author="Jane Doe", topics=[make.topic("Food"), make.topic("Health")])

    record = ris_record(client, page)

    assert record["type_of_reference"] == "ELEC"
    assert (record["title"], record["authors"]) == ("Snacks for all", ["Jane Doe"])
    assert (record["publisher"], record["year"], record["date"]) == ("Example Press", "2025", "2025/03/01")
    assert record["keywords"] == ["Food", "Health"]
    assert record["urls"] == [page.full_url]


def test_hostile_title_makes_neither_a_second_record_nor_a_command(client):
    page = make.resource(HOSTILE[:200], summary=HOSTILE)

    title = {field.key: field.value for field in bib_entry(client, page).fields}["title"]
    record = ris_record(client, page)

    assert title.startswith("{50\\% of \\{snacks\\} \\& \\$5\\_bills \\#1")
    assert "\\textbackslash{}input" in title
    assert record["title"] == " ".join(HOSTILE.split())


def test_resource_without_author_publisher_and_date_is_cited_too(client):
    page = make.resource("Été", publisher="", published_on=None)

    assert bib_entry(client, page).key == "ete"
    assert ris_record(client, page)["title"] == "Été"


def test_citations_are_files_to_save_and_only_read(client):
    page = make.resource("Snacks")

    response = cited(client, page, "bib")

    assert response["Content-Disposition"] == f'attachment; filename="{page.slug}.bib"'
    assert client.post(f"{page.url}cite.ris").status_code == 405
    assert client.get("/library/cite.bib").status_code == 404


def test_citation_of_a_page_for_the_few_asks_for_sign_in(client):
    page = make.resource("Snacks")
    make.restrict(page)

    assert client.get(f"{page.url}cite.bib").status_code == 302


def test_page_offers_both(client):
    page = make.resource("Snacks")

    html = client.get(page.url).content.decode()

    assert f'href="{page.url}cite.bib"' in html
    assert f'href="{page.url}cite.ris"' in html
