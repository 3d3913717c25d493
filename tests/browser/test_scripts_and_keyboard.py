"""Pages without scripts, by keyboard alone, and in few bytes; each kind of page has a title of its own."""

import gzip
import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail

from events.models import Registration
from mentoring_pages.models import ActionPlan, JournalEntry, MatchRequest
from tests.browser.gathering_places import gathering_to_register_for
from tests.browser.helpers import sign_in
from tests.browser.place import MENTEE, go_to
from tests.browser.places import MEMBERS, PLACES, PUBLIC, free_mentee, pair_of_sign_ins

NARROW = {"width": 320, "height": 640}
MOST_STOPS = 60
MOST_BYTES = 100_000
COUNTED = {"document", "stylesheet", "script", "font"}
LIGHT_PAGES = ("home", "directory", "library", "calendar", "gathering", "resource", "profile")
KEYBOARD_PAGES = ("home", "directory", "library", "calendar", "gathering", "registration", "sign in")

# The element with the focus: who it is, whether it can be seen, and whether anything marks it. Of a region on the map
# the outline is drawn anew, so that is compared with the same region at rest.
_FOCUSED = """() => {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  const shown = (it) => { const style = getComputedStyle(it);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== "none"; };
  const shape = node.querySelector("path");
  const drawn = () => { const style = getComputedStyle(shape); return style.stroke + style.strokeWidth; };
  const redrawn = () => {
    const focused = drawn();
    node.blur();
    const resting = drawn();
    node.focus();
    return focused !== resting;
  };
  const box = node.getBoundingClientRect();
  const words = node.textContent || node.getAttribute("aria-label") || node.name || "";
  return {
    name: `${node.tagName} ${words.trim().slice(0, 40)}`,
    marked: shown(node) || (node instanceof SVGElement && shape !== null && redrawn()),
    is_date: node.type === "date",
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
  };
}"""


@pytest.mark.parametrize("places", [PUBLIC, MEMBERS], ids=["public", "members"])
def test_every_page_has_a_title_of_its_own(client, demo_site, places):
    """Titles tell pages apart (WCAG 2.4.2). States of one address may share a title."""
    titles = {}
    for place in places.values():
        if place.is_answer:
            continue
        client.logout()
        if visitor := place.visitor():
            client.force_login(get_user_model().objects.get(email=visitor))
        address = place.path()
        found = re.search(r"<title>(.*?)</title>", client.get(address).text, re.DOTALL)
        titles.setdefault(" ".join(found[1].split()), set()).add(address.split("?")[0])

    assert {title: sorted(addresses) for title, addresses in titles.items() if len(addresses) > 1} == {}


@pytest.mark.parametrize("name", KEYBOARD_PAGES)
def test_focus_is_seen_on_every_stop_of_the_keyboard(site_page, demo_site, name):
    """Tab through the first sixty stops: each is in the window and marked (WCAG 2.4.7, 2.4.11)."""
    go_to(site_page, demo_site, PLACES[name])

    stops = []
    for _ in range(MOST_STOPS):
        site_page.keyboard.press("Tab")
        stop = site_page.evaluate(_FOCUSED)
        if stop is None:
            break
        # A date field has further stops inside, which the browser marks by itself.
        if not (stops and stop == stops[-1] | {"marked": stop["marked"]} and stop["is_date"]):
            stops.append(stop)

    assert len(stops) > 8
    assert [stop for stop in stops if not (stop["marked"] and stop["seen"])] == []


@pytest.mark.parametrize("name", KEYBOARD_PAGES)
def test_skip_link_leads_to_the_main_part(site_page, demo_site, name):
    """The first stop of the keyboard jumps over the header (WCAG 2.4.1)."""
    go_to(site_page, demo_site, PLACES[name])

    site_page.evaluate("document.activeElement.blur()")
    site_page.keyboard.press("Tab")
    skip = site_page.get_by_role("link", name="Skip to the main part")
    was_focused = skip.evaluate("node => node === document.activeElement")
    site_page.keyboard.press("Enter")
    site_page.keyboard.press("Tab")

    assert was_focused
    assert site_page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("name", LIGHT_PAGES)
def test_public_page_sends_less_than_100_kb(new_context, demo_site, name):
    """HTML, CSS, JavaScript and fonts over the line, in an empty browser; pictures are not counted.

    The site stores its static text compressed when it is deployed; here it is served as it is, so it is compressed now.
    """
    page = new_context().new_page()
    answers = []
    page.on("response", lambda answer: answers.append(answer) if answer.request.resource_type in COUNTED else None)

    page.goto(demo_site.url + PLACES[name].path(), wait_until="networkidle")

    sizes = [(answer.request.resource_type, _bytes_sent(answer)) for answer in answers]
    assert {kind for kind, _ in sizes} == COUNTED
    assert sum(size for _, size in sizes) < MOST_BYTES, sizes


def _bytes_sent(answer):
    if answer.request.resource_type in ("stylesheet", "script"):
        return len(gzip.compress(answer.body()))
    return answer.request.sizes()["responseBodySize"]


class TestWithoutScripts:
    """What people come to do works in a browser whose scripts are off."""

    @pytest.fixture(autouse=True)
    def on_a_phone(self, without_scripts):
        without_scripts.set_default_timeout(15_000)
        without_scripts.set_viewport_size(NARROW)

    def test_menu_opens(self, without_scripts, demo_site):
        without_scripts.goto(demo_site.url)

        without_scripts.get_by_role("banner").get_by_text("Menu", exact=True).click()
        without_scripts.get_by_role("banner").get_by_role("link", name="Resource library").click()

        assert without_scripts.get_by_role("heading", level=1).inner_text() == "Resource library"

    @pytest.mark.parametrize(
        ("name", "group", "option", "parameter"),
        [
            ("directory", "Setting", "School based", "setting="),
            ("library", "Kind", "Checklist", "kind="),
            ("calendar", "Way of attending", "Online", "mode="),
        ],
    )
    def test_filters_narrow_the_list(self, without_scripts, demo_site, name, group, option, parameter):
        go_to(without_scripts, demo_site, PLACES[name])
        all_of_them = _count(without_scripts)

        without_scripts.get_by_role("button", name="Filter", exact=True).click()
        panel = without_scripts.locator("#p-facets-panel")
        fieldset = panel.get_by_role("group", name=group, exact=True)
        if not fieldset.get_by_role("checkbox").first.is_visible():
            panel.locator("summary", has_text=group).click()
        fieldset.get_by_role("checkbox", name=re.compile(f"^{option}")).check()
        panel.get_by_role("button", name=re.compile("^Show")).click()

        assert parameter in without_scripts.url
        assert 0 < _count(without_scripts) < all_of_them

    def test_guest_registers(self, without_scripts, demo_site):
        without_scripts.goto(demo_site.url + gathering_to_register_for())

        without_scripts.get_by_role("main").get_by_role("link", name="Register").first.click()
        without_scripts.get_by_label("Your name").fill("Perpetua Lindqvist")
        without_scripts.get_by_label("Your e-mail").fill("perpetua@example.org")
        without_scripts.get_by_role("button", name="Register for this gathering").click()

        assert without_scripts.get_by_role("heading", level=1).inner_text() == "Thank you, see you there"
        assert Registration.objects.get(email="perpetua@example.org").name == "Perpetua Lindqvist"
        assert [message.to for message in mail.outbox] == [["perpetua@example.org"]]

    def test_mentee_begins_a_request(self, without_scripts, demo_site):
        visitor = free_mentee()
        sign_in(without_scripts, demo_site, visitor)
        go_to(without_scripts, demo_site, PLACES["request form"])

        without_scripts.get_by_role("main").get_by_role("combobox").first.select_option(index=1)
        without_scripts.get_by_role("button", name="Save and go on").click()

        draft = MatchRequest.objects.open().get(program__memberships__user__email=visitor)
        assert draft.needs.count() == 1
        assert str(draft.code) in without_scripts.url

    def test_goal_is_added_to_a_plan(self, without_scripts, demo_site):
        go_to(without_scripts, demo_site, PLACES["plan form"])
        before = ActionPlan.objects.get(pair=pair_of_sign_ins()).goals.count()

        without_scripts.get_by_role("button", name="Add another goal").click()
        goal = without_scripts.locator("#goal-last")
        goal.get_by_label("Goal", exact=True).fill("Two more hands at pick-up time")
        without_scripts.get_by_role("button", name="Save the plan").last.click()

        plan = ActionPlan.objects.get(pair=pair_of_sign_ins())
        assert without_scripts.get_by_text("Two more hands at pick-up time").is_visible()
        assert plan.goals.count() == before + 1

    def test_journal_entry_begins_with_a_question_and_is_saved(self, without_scripts, demo_site):
        go_to(without_scripts, demo_site, PLACES["journal form"])

        without_scripts.get_by_label("What I want to remember").fill("The late bus came early.")
        prompt = without_scripts.get_by_role("region", name="Questions to begin with").get_by_role("button").first
        question = prompt.inner_text().removesuffix("(this month)").strip()
        prompt.click()
        without_scripts.get_by_role("button", name="Save the entry").click()
        without_scripts.get_by_role("link", name=question, exact=True).first.click()

        entry = JournalEntry.objects.filter(author__email=MENTEE).latest("pk")
        assert (entry.title, entry.text, entry.audience) == (question, "The late bus came early.", "only_me")
        assert without_scripts.get_by_text("The late bus came early.").is_visible()


class TestLostConnection:
    """What somebody types into a members' form outlives poor signal and a page that was left."""

    NOTE = "Bus list: Мария, مريم and 🎈 wait at the north door"

    def typed(self, page, server):
        go_to(page, server, PLACES["contact form"])
        page.get_by_label("About").fill(self.NOTE)
        return page.locator("p-kept-words")

    def test_sending_without_a_connection_keeps_the_words_until_there_is_one(self, site_page, demo_site):
        kept = self.typed(site_page, demo_site)

        site_page.context.set_offline(True)
        site_page.get_by_role("main").get_by_role("button", name="Log", exact=False).last.click()
        assert (
            kept.get_by_role("status").inner_text().startswith("There is no connection just now, so nothing was sent.")
        )
        site_page.context.set_offline(False)

        site_page.wait_for_function("document.querySelector('p-kept-words').dataset.shown === 'online'")
        assert site_page.get_by_label("About").input_value() == self.NOTE

    def test_words_are_back_after_the_page_was_left_and_can_be_thrown_away(self, site_page, demo_site):
        self.typed(site_page, demo_site)
        address = site_page.url

        site_page.goto(demo_site.url)
        site_page.goto(address)
        kept = site_page.locator("p-kept-words")
        assert (
            kept.get_by_role("status").inner_text() == "You had typed something here that was not sent. We put it back."
        )
        assert site_page.get_by_label("About").input_value() == self.NOTE
        kept.get_by_role("button", name="Throw away what I typed").click()

        assert site_page.get_by_label("About").input_value() == ""
        site_page.reload()
        assert (site_page.get_by_label("About").input_value(), kept.is_visible()) == ("", False)

    def test_what_was_sent_does_not_come_back(self, site_page, demo_site):
        self.typed(site_page, demo_site)
        address = site_page.url
        for group in ("How", "What it was"):
            site_page.get_by_role("group", name=group, exact=True).get_by_role("radio").first.check()
        site_page.get_by_role("main").get_by_role("button", name="Log", exact=False).last.click()
        site_page.wait_for_url(lambda url: url != address)

        site_page.goto(address)

        assert site_page.get_by_label("About").input_value() == ""


def _count(page):
    """The number in the line that says how much was found."""
    return int(re.search(r"\d+", page.get_by_role("main").locator(".p-count").inner_text())[0])
