"""The communications editor keeps the library alone, through the CMS: gathers, schedules, mends, restores, imports."""

import datetime as dt
import re

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.models import Page, ReferenceIndex
from wagtail.rich_text import RichText

from partnership_site.demo.people import EDITOR
from resources.enums import ItemKind, LinkStatus
from resources.link_check.uses import read_page
from resources.models import CollectionPage, Link, ResourceLibraryPage, ResourcePage, Topic
from tests.browser.helpers import sign_in, sign_out
from tests.browser.walk import Walk
from tests.factories import resources as make

SHELF = "Winter shelf"
OLD, NEW = "https://lantern.example.org/old", "https://lantern.example.org/new"
TABLE = """\
Title,Summary,Kind,Topics,Addresses
Paper boats for rainy days,Fold and race them.,Checklist,Attendance,https://boats.example.org/
,Nobody gave this one a name.,Checklist,,https://nameless.example.org/
Shadow theater in a box,A lamp and a sheet are enough.,Checklist,,https://shadow.example.org/
"""
IMPORTED = ["Paper boats for rainy days", "Shadow theater in a box"]


@pytest.fixture
def editor(site_page, demo_site, settings):
    """A walk of the editor, signed in. The CMS saves drafts by itself; a test is quicker than that."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    sign_in(site_page, demo_site, EDITOR.email)
    return Walk(site_page, demo_site)


@pytest.fixture
def shelf(demo_site):
    """A library of these tests, made once, so that no other one sees what becomes of it."""
    return ResourceLibraryPage.objects.filter(title=SHELF).first() or make.library(title=SHELF, slug="winter-shelf")


def test_editor_composes_a_collection_and_sees_it_fill(editor, shelf):
    """A type, a topic, a kind: the panel counts along, and the page shows just these (R36, R59)."""
    topic, kind = Topic.objects.get(slug="attendance"), make.kind("Checklist")
    for title, of_kind in {"Calling home": kind, "Bus list": kind, "Long read": make.kind("Guide")}.items():
        make.resource(title, parent=shelf, topics=[topic], kind=of_kind)
    fitting = ResourcePage.objects.live().filter(topics=topic)

    _begin(editor, CollectionPage, Page.objects.get(slug="collections"), "Who is here today")
    editor.page.locator("[name=source][value=resources]").check()
    editor.page.locator(f"[name=topics][value='{topic.pk}']").check()
    _look_again(editor, fitting.count())
    editor.page.get_by_role("button", name="Insert a block").first.click()
    editor.page.get_by_role("option", name="Region, state or another property").click()
    editor.page.locator("[name='criteria-0-value-values-0-value']").select_option(label=kind.name)
    _look_again(editor, fitting.filter(kind=kind).count())
    _publish(editor)

    page = CollectionPage.objects.get(title="Who is here today")
    _as_public(editor, page.url)
    assert _titles(editor) == set(fitting.filter(kind=kind).values_list("title", flat=True))


def test_editor_chooses_the_filters_of_a_library(editor, shelf):
    """Two filters in the editor's order instead of the usual ones, the second open at first (R36)."""
    make.resource("Snow boots", parent=shelf, licence=make.licence(), publisher="Prairie Press")
    _edit(editor, shelf)
    for place, name in enumerate(("Publisher", "Licence")):
        editor.page.get_by_role("button", name="Add Filter").click()
        editor.page.locator(f"[name=chosen_facets-{place}-facet]").select_option(label=name)
    editor.page.locator("[name=chosen_facets-1-is_open]").check()
    _publish(editor)

    _as_public(editor, shelf.url)
    groups = editor.page.locator("#p-facets-panel details")
    assert [group.inner_text().split("\n")[0] for group in groups.all()] == ["Publisher", "Licence"]
    assert [group.get_attribute("open") for group in groups.all()] == [None, ""]
    editor.choose_filter("Publisher", "Prairie Press")
    assert _titles(editor) == {"Snow boots"}


def test_editor_schedules_a_resource(editor, shelf):
    """Nobody sees it before its hour; the scheduler's next look puts it on the site (R36)."""
    page = make.resource("Ice rink rules", parent=shelf)
    page.unpublish()
    tomorrow = timezone.now() + dt.timedelta(days=1)

    _edit(editor, page)
    editor.page.get_by_role("button", name="Toggle status").click()
    editor.page.get_by_role("button", name="Set schedule").click()
    _fill(editor, "go_live_at", f"{timezone.localtime(tomorrow):%Y-%m-%d %H:%M}")
    # By keyboard: the calendar that the field opens covers the button.
    editor.page.get_by_role("button", name="Save schedule").press("Enter")
    _publish(editor, "Schedule to publish")
    sign_out(editor.page)
    call_command("publish_scheduled")
    assert editor.page.goto(editor.site.url + page.url).status == 404

    with time_machine.travel(tomorrow + dt.timedelta(minutes=1)):
        call_command("publish_scheduled")
    editor.open(page.url)
    expect(editor.title()).to_have_text("Ice rink rules")


def test_editor_mends_a_link_that_moved_on_all_pages(editor, shelf):
    """From the report, with one button (R36)."""
    pages = [make.resource(title, parent=shelf, items=[_link(OLD)]) for title in ("Lantern songs", "Lantern walk")]
    for page in pages:
        read_page(page, timezone.now())
    Link.objects.filter(url=OLD).update(status=LinkStatus.MOVED, moved_to=NEW)

    _report(editor, "Links to other sites")
    editor.main.get_by_role("link", name="Moved for good").click()
    row = editor.main.get_by_role("row").filter(has_text=OLD)
    expect(row.get_by_role("listitem")).to_have_count(2)
    row.get_by_role("button", name="Use the new address everywhere").click()
    expect(editor.page.get_by_text("2 pages changed and published.")).to_be_visible()
    expect(editor.main.get_by_role("row").filter(has_text=OLD)).to_have_count(0)

    for page in pages:
        assert [item.url for item in ResourcePage.objects.get(pk=page.pk).items.all()] == [NEW]
    _as_public(editor, pages[0].url)
    expect(editor.main.get_by_text("on lantern.example.org")).to_be_visible()


def test_editor_deletes_a_page_is_warned_and_restores_it_where_it_was(editor, shelf):
    """The question names what leads there; the bin brings it back at its old address (R36)."""
    page = make.resource("Mitten exchange", parent=shelf)
    leading = make.resource("Warm hands", parent=shelf, body=[("text", RichText(_leads_to(page)))])
    ReferenceIndex.create_or_update_for_object(leading)

    editor.open(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    said = editor.page.locator(".messages")
    expect(said).to_contain_text("Deleting this would break 1 link.")
    expect(said.get_by_role("link", name="Warm hands")).to_be_visible()
    editor.press("Yes, delete it")
    assert editor.page.request.get(editor.site.url + page.url).status == 404

    _report(editor, "Recycle bin")
    editor.main.get_by_role("link", name=re.compile("^Restore.*Mitten exchange")).click()
    editor.press("Restore it")
    expect(editor.page.get_by_text("“Mitten exchange” is restored. It is published again.")).to_be_visible()
    _as_public(editor, leading.url)
    editor.main.get_by_role("link", name="the exchange").click()
    expect(editor.title()).to_have_text("Mitten exchange")
    assert editor.page.url.endswith(page.url)


def test_editor_imports_a_table_and_takes_it_back(editor, shelf):
    """Looked at first, with the mistake in its row; drafts after the yes; nothing left after the undo (R36)."""
    editor.open("/cms/")
    _menu(editor, "Import and export", "Imports")
    editor.page.get_by_role("link", name="Import", exact=True).last.click()
    editor.main.get_by_label("File", exact=True).set_input_files(
        {"name": "winter.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    )
    editor.main.get_by_label("What a table has").select_option(label="Resources")
    editor.press("Go on")
    editor.main.get_by_label(re.compile("go below")).select_option(label=SHELF)
    editor.main.get_by_label("Name of the source").fill("Winter list")
    editor.press("Look at what would come of it")

    expect(editor.main.get_by_text("Nothing is written yet. All pages will be drafts.")).to_be_visible()
    wrong = editor.main.get_by_role("row").filter(has_text="Left out: a mistake in the row")
    expect(wrong).to_contain_text("Title is empty.")
    assert not _imported(shelf).exists()
    editor.press("Make or update 2 pages")
    expect(editor.title()).to_contain_text("Imported")
    assert list(_imported(shelf).values_list("title", "live")) == [(title, False) for title in IMPORTED]

    editor.main.get_by_role("link", name="Take this import back").click()
    editor.main.get_by_role("button", name=re.compile("^(Yes|Take)")).click()
    expect(editor.page.get_by_text("The import was taken back.")).to_be_visible()
    assert not _imported(shelf).exists()


def _begin(walk, page_class, parent, title):
    """Open the form of a new page below `parent` and write its title."""
    meta = page_class._meta
    walk.open(reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk]))
    _fill(walk, "title", title)


def _edit(walk, page):
    walk.open(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def _fill(walk, field, text):
    walk.page.locator(f"[name={field}]").fill(text)


def _publish(walk, name="Publish"):
    walk.page.get_by_role("button", name="More actions").click()
    walk.page.get_by_role("button", name=name, exact=True).click()
    expect(walk.page.locator(".messages .success")).to_contain_text("ublish")


def _menu(walk, group, name):
    menu = walk.page.get_by_role("navigation")
    menu.get_by_role("button", name=group, exact=True).click()
    menu.get_by_role("link", name=name, exact=True).click()


def _report(walk, name):
    walk.open("/cms/")
    _menu(walk, "Reports", name)
    expect(walk.title()).to_have_text(name)


def _look_again(walk, count):
    walk.page.get_by_role("button", name="Look again").click()
    expect(walk.page.locator("[data-found]")).to_contain_text(f"It shows {count} pages.")


def _as_public(walk, path):
    sign_out(walk.page)
    walk.open(path)


def _titles(walk):
    return set(walk.main.locator(".p-rows").get_by_role("heading").all_inner_texts())


def _link(url):
    return {"kind": ItemKind.LINK, "url": url}


def _leads_to(page):
    return f'<p>See <a linktype="page" id="{page.pk}">the exchange</a>.</p>'


def _imported(shelf):
    return ResourcePage.objects.child_of(shelf).filter(title__in=IMPORTED).order_by("title")
