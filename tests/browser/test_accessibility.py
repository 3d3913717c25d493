"""axe-core on every kind of page, at 320 and 1280 px, light and dark (WCAG 2.2 AA and axe's best practices)."""

import pytest

from tests.browser.helpers import THEMES, WIDTHS, axe, set_theme
from tests.browser.place import go_to
from tests.browser.places import PLACES

HEIGHT = 900
# What another theme can change: colours. All else was looked at in the first one.
COLOUR_RULES = ("color-contrast", "link-in-text-block")


@pytest.mark.parametrize("name", PLACES)
def test_axe_finds_nothing(site_page, demo_site, name):
    """The page is opened once; window and theme change under it, as on a device that is turned, and at nightfall."""
    go_to(site_page, demo_site, PLACES[name])

    found = {}
    for width in WIDTHS:
        site_page.set_viewport_size({"width": width, "height": HEIGHT})
        for theme in THEMES:
            set_theme(site_page, theme)
            if faults := axe(site_page, rules=() if theme == THEMES[0] else COLOUR_RULES):
                found[f"{site_page.url} at {width}px, {theme}"] = faults

    assert found == {}


@pytest.mark.parametrize("name", ["home", "directory"])
def test_axe_finds_nothing_with_the_menu_and_filters_open_on_a_phone(site_page, demo_site, name):
    """What covers the page on a phone: the menu, and the panel of filters."""
    site_page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    go_to(site_page, demo_site, PLACES[name])
    if name == "directory":
        site_page.get_by_role("button", name="Filter", exact=True).click()
    else:
        site_page.get_by_role("banner").get_by_text("Menu", exact=True).click()

    found = []
    for theme in THEMES:
        set_theme(site_page, theme)
        found += axe(site_page)

    assert found == []
