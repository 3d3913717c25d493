"""Every kind of public page in all its looks: at 320 and 1280 px, light and dark (WCAG 2.2 AA, axe's best practices).

Members' pages are in test_accessibility_members.py: two processes share the files.
"""

import pytest

from tests.browser.helpers import HEIGHT, THEMES, WIDTHS, axe, set_theme
from tests.browser.place import go_to
from tests.browser.places import PLACES, PUBLIC


@pytest.mark.parametrize("name", PUBLIC)
def test_page_is_sound_in_all_looks(window, name):
    assert window.faults_of(PUBLIC[name]) == []


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
