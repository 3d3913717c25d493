"""The flat list of resources in the CMS: columns, filters, export. R36."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from resources.enums import AccessibilityStatus, ItemKind, LinkStatus
from resources.link_check.uses import read_links
from resources.models import Link
from tests.factories import resources as make

pytestmark = pytest.mark.django_db

INDEX = "resource_list:index"
TODAY = timezone.localdate()


def titles(client, **query):
    pages = client.get(reverse(INDEX), query).context["object_list"]
    return sorted(page.title for page in pages)


@pytest.fixture
def shelf():
    """Four resources that differ in all that the list can be narrowed by."""
    file = {"kind": ItemKind.FILE, "document": make.document()}
    make.resource("Snacks", topics=[make.topic("Food")], kind=make.kind("Tool"), review_by=TODAY, items=[])
    make.resource(
        "Safety",
        review_by=TODAY + dt.timedelta(days=20),
        items=[file | {"accessibility_status": AccessibilityStatus.NOT_ACCESSIBLE}],
    )
    make.resource("Draft", items=[file]).unpublish()
    linked = make.resource("Linked", items=[{"kind": ItemKind.LINK, "url": "http://guides.prairie-library.org/a"}])
    linked.title = "Linked, newly named"
    linked.save_revision(clean=False)
    read_links(timezone.now())
    Link.objects.update(status=LinkStatus.BROKEN)


def test_the_list_is_narrowed_by_each_filter(client, editor, shelf):
    client.force_login(editor)

    assert titles(client) == ["Draft", "Linked", "Safety", "Snacks"]
    assert titles(client, topics=make.topic("Food").pk) == ["Snacks"]
    assert titles(client, kind=make.kind("Tool").pk) == ["Snacks"]
    assert titles(client, state="draft") == ["Draft"]
    assert titles(client, state="published") == ["Linked", "Safety", "Snacks"]
    assert titles(client, state="changed") == ["Linked"]
    assert titles(client, state="moderation") == []
    assert titles(client, review="due") == ["Snacks"]
    assert titles(client, review="soon") == ["Safety"]
    assert titles(client, review="none") == ["Draft", "Linked"]
    assert titles(client, accessibility=AccessibilityStatus.NOT_ACCESSIBLE) == ["Safety"]
    assert titles(client, links="broken") == ["Linked"]
    assert titles(client, q='saf"') == ["Safety"]


def test_the_columns_say_what_is_wrong(client, editor, shelf):
    client.force_login(editor)

    text = client.get(reverse(INDEX)).content.decode()

    for words in ("1 broken link", "Not accessible", "Not checked yet", "Food", "Tool"):
        assert words in text


def test_the_list_costs_the_same_for_few_and_many(client, editor, shelf, django_assert_max_num_queries):
    client.force_login(editor)
    client.get(reverse(INDEX))
    for number in range(6):
        make.resource(f"Guide {number}", topics=[make.topic("Food"), make.topic("More")])

    with django_assert_max_num_queries(60):
        client.get(reverse(INDEX))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_holds_no_live_formula(kind, client, editor):
    make.resource('=HYPERLINK("http://evil.example/","Click")', topics=[make.topic("@SUM(A1)")])
    client.force_login(editor)

    answer = client.get(reverse(INDEX), {"export": kind})

    octets = b"".join(answer.streaming_content)
    if kind == "csv":
        text = octets.decode()
        assert "'=HYPERLINK" in text
        assert "'@SUM(A1)" in text
        assert text.splitlines()[0].startswith("Title,Address,Status,Kind,Topics")
    else:
        from io import BytesIO

        from openpyxl import load_workbook

        rows = list(load_workbook(BytesIO(octets)).active.iter_rows(values_only=True))
        assert rows[1][0].startswith("'=HYPERLINK")
        assert rows[1][4] == "'@SUM(A1)"
