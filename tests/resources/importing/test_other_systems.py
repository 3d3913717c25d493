"""Feeds, catalogues and exports of other systems become drafts (R36)."""

import base64
import json

import pytest

from resources.actions.imports import check_import, confirm_import, start_import
from resources.enums import ImportFormat
from resources.importing import catalogues
from resources.importing.running import run
from resources.models import ContentImport, ResourcePage
from resources.outgoing.fetching import Fetched
from tests.factories import resources as make

from .conftest import said

OAI = """<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>{records}
<resumptionToken>{token}</resumptionToken></ListRecords></OAI-PMH>"""
OAI_RECORD = """<record><header {status}><identifier>oai:e.org:{number}</identifier></header><metadata>
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>Guide {number}</dc:title><dc:creator>Ana</dc:creator><dc:creator>Ben</dc:creator><dc:date>2023</dc:date>
<dc:description>&lt;p&gt;About it.&lt;/p&gt;</dc:description><dc:identifier>https://e.org/{number}</dc:identifier>
<dc:subject>Safety</dc:subject><dc:subject>Sailing</dc:subject></oai_dc:dc></metadata></record>"""
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id><title>A guide</title>
<link href="https://e.org/a"/><link rel="self" href="https://e.org/a.atom"/><published>2024-02-03T00:00:00Z</published>
<summary type="html">&lt;b&gt;Short&lt;/b&gt;</summary><author><name>Ana</name></author>
<content type="html">&lt;p onclick="x"&gt;Long&lt;/p&gt;</content></entry></feed>"""
WXR = b"""<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><wp:wxr_version>1.2</wp:wxr_version>
<item><title>Old post</title><link>https://old.example.org/2020/05/old-post/</link>
<guid>https://old.example.org/?p=7</guid>
<dc:creator>admin</dc:creator>
<content:encoded><![CDATA[<!-- wp:paragraph --><p>Words<script>x</script></p>]]></content:encoded>
<excerpt:encoded><![CDATA[In short]]></excerpt:encoded><wp:post_date>2020-05-01 08:00:00</wp:post_date>
<wp:post_type>post</wp:post_type><category>Safety</category></item>
<item><title>Menu</title><wp:post_type>nav_menu_item</wp:post_type></item>
<item><title>Poll</title><wp:post_type>poll</wp:post_type></item></channel></rss>"""


def plone(*items):
    return json.dumps(list(items)).encode()


def plone_file(name="Plan.pdf", octets=b"%PDF-1.4 plan", **changes):
    file = {"filename": name, "data": base64.b64encode(octets).decode()}
    return {
        "@type": "File",
        "UID": "u1",
        "@id": "https://old.e.org/files/plan.pdf",
        "title": "Plan",
        "file": file,
    } | changes


class Answers:
    """Stands in for the network: what is answered to each address, in order."""

    def __init__(self, *bodies):
        self.bodies, self.asked = list(bodies), []

    def __call__(self, url, *, headers, door=None, **_conditions):
        self.asked.append(url)
        body = self.bodies.pop(0)
        return Fetched(body if isinstance(body, bytes) else body.encode())


def by_address(imports, form, monkeypatch, *bodies):
    answers = Answers(*bodies)
    monkeypatch.setattr(catalogues.fetching, "fetch", answers)
    batch = start_import(by=imports.user, name="https://e.org/oai?verb=Identify", form=form, source="e.org")
    check_import(batch, by=imports.user, parents={"resource": imports.library.pk})
    run(batch.pk)
    batch.refresh_from_db()
    if batch.status == "checked":
        confirm_import(batch, by=imports.user)
        run(batch.pk)
    return ContentImport.objects.get(pk=batch.pk), answers


def test_a_catalogue_comes_page_by_page_without_what_was_deleted(imports, monkeypatch):
    make.topic("Safety")
    first = OAI.format(records=OAI_RECORD.format(number=1, status=""), token="next")
    second = OAI.format(
        records=OAI_RECORD.format(number=2, status='status="deleted"') + OAI_RECORD.format(number=3, status=""),
        token="",
    )
    batch, answers = by_address(imports, ImportFormat.OAI, monkeypatch, first, second)

    assert answers.asked == [
        "https://e.org/oai?verb=ListRecords&metadataPrefix=oai_dc",
        "https://e.org/oai?verb=ListRecords&resumptionToken=next",
    ]
    one, two = ResourcePage.objects.order_by("title")
    assert (one.title, one.summary, one.author, two.title) == ("Guide 1", "About it.", "Ana; Ben", "Guide 3")
    assert [item.url for item in one.items.all()] == ["https://e.org/1"]
    assert said(batch)[0][2] == "Topics: “Sailing” is not in our topics."


@pytest.mark.parametrize(
    "body",
    [
        "<html></html>",
        "no xml",
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><OAI-PMH>&x;</OAI-PMH>',
        '<OAI-PMH><error code="badVerb">Unknown</error></OAI-PMH>',
    ],
)
def test_what_is_no_catalogue_is_refused_with_a_sentence(imports, monkeypatch, body):
    batch, _answers = by_address(imports, ImportFormat.OAI, monkeypatch, body)
    assert batch.status == "failed"
    assert batch.problem


def test_a_catalogue_that_goes_round_in_circles_is_left(imports, monkeypatch):
    page = OAI.format(records=OAI_RECORD.format(number=1, status=""), token="again")
    batch, answers = by_address(imports, ImportFormat.OAI, monkeypatch, page, page, page)
    assert (batch.status, len(answers.asked)) == ("failed", 2)


def test_a_feed_becomes_drafts(imports, monkeypatch):
    by_address(imports, ImportFormat.ATOM, monkeypatch, ATOM)
    page = ResourcePage.objects.get()
    assert (page.title, page.summary, page.author) == ("A guide", "Short", "Ana")
    assert [block.value.source for block in page.body] == ["<p>Long</p>"]
    assert [item.url for item in page.items.all()] == ["https://e.org/a"]


def test_an_address_inside_our_network_is_never_asked(imports):
    batch = start_import(by=imports.user, name="https://127.0.0.1/oai", form=ImportFormat.OAI)
    check_import(batch, by=imports.user)
    run(batch.pk)
    batch.refresh_from_db()
    assert batch.status == "failed"
    assert "not public" in batch.problem


def test_posts_of_wordpress_become_drafts_and_others_are_named(imports):
    make.topic("Safety")
    batch = imports.imported(WXR, ImportFormat.WXR, name="site.xml", redirects=True)

    page = ResourcePage.objects.get()
    assert (page.title, page.summary, page.published_on.isoformat()) == ("Old post", "In short", "2020-05-01")
    assert [block.value.source for block in page.body] == ["<p>Words</p>"]
    assert batch.rows.get(number=1).redirect_path == "/2020/05/old-post"
    assert said(batch)[1] == (2, "problem", "This kind of content has no place on our site.")


@pytest.mark.parametrize("body", [b"<rss/>", b"x", b'<!DOCTYPE a [<!ENTITY x "y">]><rss>&x;</rss>', b"<rss><item>"])
def test_what_is_no_export_of_wordpress_is_refused(imports, body):
    assert imports.checked(body, ImportFormat.WXR).status == "failed"


def test_files_and_links_of_plone_become_resources_with_their_files(imports):
    link = {
        "@type": "Link",
        "UID": "u2",
        "title": "A link",
        "remoteUrl": "https://e.org/",
        "@id": "https://old.e.org/l",
    }
    batch = imports.imported(plone(plone_file(), link, {"@type": "Folder", "title": "F"}), ImportFormat.PLONE)

    file, other = ResourcePage.objects.order_by("-title")
    assert (file.title, other.title) == ("Plan", "A link")
    with file.items.get().document.file.open() as content:
        assert content.read() == b"%PDF-1.4 plan"
    assert [one[1] for one in said(batch)] == ["new", "new"]


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (plone_file("run.exe"), "We don't take files like “run.exe”."),
        (plone_file("page.html", b"<script>"), "We don't take files like “page.html”."),
        (plone_file(file={"filename": "a.pdf"}), "is missing in the export"),
        (plone_file(file={"filename": "a.pdf", "data": "%%%"}), "is damaged in the export"),
        (plone_file("a.pdf", b"<html>"), "is not what its name says"),
    ],
)
def test_a_file_that_is_hostile_or_missing_is_named(imports, item, words):
    batch = imports.checked(plone(item), ImportFormat.PLONE)
    [(_number, outcome, note)] = said(batch)
    assert outcome == "problem"
    assert words in note


@pytest.mark.parametrize("body", [b"{}", b"", b"[1,2]", b"[{", b"[" * 100_000, b'[{"a": "' + b"x" * 40_000_000])
def test_what_is_no_export_of_plone_is_refused(imports, body):
    assert imports.checked(body, ImportFormat.PLONE).status == "failed"


def wxr(*items, words="<p>Words</p>"):
    """An export of WordPress with a post for each (title, status, what else it has)."""
    posts = "".join(
        f"<item><title>{title}</title><guid>https://old.e.org/?p={number}</guid>"
        f"<content:encoded><![CDATA[{words}]]></content:encoded><wp:post_date>2020-05-01 08:00:00</wp:post_date>"
        f"<wp:post_type>post</wp:post_type><wp:status>{status}</wp:status>{more}</item>"
        for number, (title, status, more) in enumerate(items)
    )
    head = WXR[: WXR.index(b"<item>")].decode()
    return f"{head}{posts}</channel></rss>".encode()


NOT_PUBLIC = "It was not public where it comes from, so it stays a draft."


def test_post_that_was_not_public_in_wordpress_is_never_published(imports):
    """R36: who imports asks to publish what was on the old site, not its drafts, nor what only some could read."""
    make.kind("Guide")
    secret = "<wp:post_password>let me in</wp:post_password>"
    content = wxr(
        ("Open", "publish", ""),
        ("Private", "private", ""),
        ("Draft", "draft", ""),
        ("Later", "future", ""),
        ("Secret", "publish", secret),
        ("Thrown away", "trash", ""),
    )

    batch = imports.imported(
        content, ImportFormat.WXR, name="wp.xml", publishes=True, defaults={"kind": "Guide", "summary": "In short"}
    )

    notes = {row.title: row.note for row in batch.rows.all()}
    assert {page.title: page.live for page in ResourcePage.objects.all()} == {
        "Open": True,
        "Private": False,
        "Draft": False,
        "Later": False,
        "Secret": False,
    }
    assert {title for title, note in notes.items() if NOT_PUBLIC in note} == {"Private", "Draft", "Later", "Secret"}


@pytest.mark.parametrize(
    ("said_there", "is_public"),
    [
        ({"review_state": "published", "effective": "2020-01-01T08:00:00", "expires": "2499-12-31T00:00:00"}, True),
        ({"review_state": None}, True),
        ({"review_state": "private"}, False),
        ({"review_state": "pending"}, False),
        ({"effective": "2999-01-01T08:00:00"}, False),
        ({"review_state": "published", "expires": "2020-01-01T08:00:00"}, False),
    ],
)
def test_object_that_was_not_public_in_plone_is_never_published(imports, said_there, is_public):
    make.kind("Guide")

    batch = imports.imported(
        plone(plone_file(**said_there)),
        ImportFormat.PLONE,
        name="plone.json",
        publishes=True,
        defaults={"kind": "Guide", "summary": "In short"},
    )

    assert ResourcePage.objects.get().live == is_public
    assert (NOT_PUBLIC in said(batch)[0][2]) != is_public


def test_post_without_a_title_is_named_and_keeps_nobody_else_out(imports):
    batch = imports.imported(wxr(("", "publish", ""), ("Titled", "publish", "")), ImportFormat.WXR, name="wp.xml")

    assert said(batch)[0] == (1, "problem", "Title is empty.")
    assert [page.title for page in ResourcePage.objects.all()] == ["Titled"]


def test_text_of_the_classic_editor_keeps_its_paragraphs_and_loses_shortcodes(imports):
    """R36: WordPress kept paragraphs as blank lines, also between headings and lists."""
    words = 'One\n\nTwo [gallery ids="1,2"]\n<h2>Head</h2>\n[caption id="x" width="3"]Words[/caption]\n\n[1] Note'

    imports.imported(wxr(("Old", "publish", ""), words=words), ImportFormat.WXR, name="wp.xml")

    text = "".join(block.value.source for block in ResourcePage.objects.get().body)
    assert text == "<p>One</p><p>Two</p><h2>Head</h2><p>Words</p><p>[1] Note</p>"
