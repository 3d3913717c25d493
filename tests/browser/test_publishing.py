"""A communications editor signs in to the CMS and adds pages through the real forms; the public sees them."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from events.models import CalendarPage, GatheringPage
from mentoring_pages.models import MentorDirectoryPage, MentorProfilePage
from partnership_site.demo.people import EDITOR
from resources.models import ResourceLibraryPage, ResourcePage
from tests.browser.helpers import sign_out
from tests.browser.walk import Walk
from tests.factories import mentoring

RESOURCE = "Snow day phone tree"
GATHERING = "Soup night for directors"
PROFILE = "Meadowlark Steps"


@pytest.fixture
def editor(site_page, demo_site, settings):
    """A walk of the editor, who has just come in through the sign-in form.

    The CMS saves drafts by itself; a test is quick enough to publish while the first one is still on its way.
    """
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    walk = Walk(site_page, demo_site)
    walk.sign_in(EDITOR.email, to="/cms/")
    return walk


def test_editor_publishes_a_resource(editor):
    """A kind, a summary and a link; it stands first in the library at once."""
    _begin(editor, ResourceLibraryPage, ResourcePage, RESOURCE)
    _fill(editor, "summary", "Who calls whom when the buses stay in.")
    editor.page.get_by_role("button", name="Add Item").click()
    editor.page.locator("[name=items-0-kind]").select_option(label="Link")
    _fill(editor, "items-0-url", "https://example.org/phone-tree")
    _open_tab(editor, "About it")
    _choose(editor, "kind", "Checklist")
    _publish(editor, RESOURCE)

    _as_public_sees_it(editor, "/library/", RESOURCE)
    address = editor.main.get_by_role("link", name="Open").first.get_attribute("href")
    answer = editor.page.request.get(editor.site.url + address, max_redirects=0)
    assert (answer.status, answer.headers["location"]) == (302, "https://example.org/phone-tree")


def test_editor_publishes_a_gathering(editor):
    """A kind, a day and an hour; the public finds it in the calendar and can register."""
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    _begin(editor, CalendarPage, GatheringPage, GATHERING)
    _fill(editor, "summary", "Bring a bowl.")
    _choose(editor, "kind", "Regional networking")
    _open_tab(editor, "When and where")
    _fill(editor, "starts_at", f"{tomorrow} 18:00")
    editor.page.keyboard.press("Escape")
    _publish(editor, GATHERING)

    _as_public_sees_it(editor, "/gatherings/", GATHERING)
    expect(editor.main).to_contain_text("6 pm Central")
    expect(editor.main.get_by_role("link", name="Register").first).to_be_visible()


def test_editor_publishes_a_mentor_profile(editor):
    """The page of an enrolled program; it can be asked at once."""
    mentoring.ProgramFactory(name=PROFILE)
    _begin(editor, MentorDirectoryPage, MentorProfilePage, PROFILE)
    _fill(editor, "tagline", "Nine rooms and one good stove.")
    _open_tab(editor, "Mentoring")
    editor.page.locator("[name=program]").select_option(label=PROFILE)
    _publish(editor, PROFILE)

    _as_public_sees_it(editor, f"/mentors/?q={PROFILE}", PROFILE)
    expect(editor.main).to_contain_text("Nine rooms and one good stove.")
    expect(editor.main.get_by_role("link", name="Request this mentor")).to_be_visible()


def _begin(walk, parent_class, page_class, title):
    """Open the form of a new page below the site's page of `parent_class` and write its title."""
    parent = parent_class.objects.order_by("path").first()
    meta = page_class._meta
    walk.open(reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk]))
    _fill(walk, "title", title)


def _fill(walk, field, text):
    walk.page.locator(f"[name={field}]").fill(text)


def _open_tab(walk, name):
    walk.page.get_by_role("tab", name=name).click()


def _choose(walk, field, option):
    """Pick a word of a vocabulary in the window that the field's button opens."""
    walk.page.locator(f"#id_{field}-chooser [data-chooser-action-choose]").click()
    window = walk.page.get_by_role("dialog")
    window.get_by_role("link", name=option, exact=True).click()
    expect(walk.page.locator(f"#id_{field}-chooser")).to_contain_text(option)


def _publish(walk, title):
    walk.page.get_by_role("button", name="More actions").click()
    walk.page.get_by_role("button", name="Publish", exact=True).click()
    expect(walk.page.get_by_text(f"Page '{title}' created and published.")).to_be_visible()


def _as_public_sees_it(walk, path, title):
    """Signed out, find the page in its list and open it."""
    sign_out(walk.page)
    walk.open(path)
    walk.main.get_by_role("heading", name=title).get_by_role("link").click()
    expect(walk.title()).to_have_text(title)
