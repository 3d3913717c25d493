"""The helpers of the browser tests find what they are for: each is shown a page with the fault and one without."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model

from tests.browser.helpers import assert_no_sideways_scroll, axe, axe_in_all_looks, set_theme, sign_in

GOOD = """<!doctype html><html lang="en"><head><title>Good</title></head>
<body><main><h1>Good</h1><p>Words</p></main></body></html>"""


def test_sound_page_has_no_findings(page):
    page.set_content(GOOD)

    assert axe(page) == []
    assert_no_sideways_scroll(page)


def test_missing_alternative_text_is_found(page):
    page.set_content(GOOD.replace("<p>Words</p>", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'))

    assert [finding.split(" ")[0] for finding in axe(page)] == ["image-alt"]


def test_pale_text_in_the_dark_theme_alone_is_found(page):
    style = "<style>@media (prefers-color-scheme: dark) { p { color: #999; background: #aaa } }</style>"
    page.set_content(GOOD.replace("</head>", f"{style}</head>"))

    set_theme(page, "light")
    in_the_light = axe(page)
    set_theme(page, "dark")
    in_the_dark = axe(page)

    assert in_the_light == []
    assert [finding.split(" ")[0] for finding in in_the_dark] == ["color-contrast"]


NARROW, WIDE = "(max-width: 600px)", "(min-width: 601px)"
LIGHT, DARK = "(prefers-color-scheme: light)", "(prefers-color-scheme: dark)"
PALE = "p { color: #999; background: #aaa }"
FIELD = '<p>Words</p><label for="when">Day</label><input id="when">'


@pytest.mark.parametrize(
    ("style", "look", "rule"),
    [
        (f"@media {DARK} and {NARROW} {{ {PALE} }}", "320px, dark", "color-contrast"),
        (f"@media {DARK} and {WIDE} {{ {PALE} }}", "1280px, dark", "color-contrast"),
        (f"@media {LIGHT} and {WIDE} {{ {PALE} }}", "1280px, light", "color-contrast"),
        (f"@media {NARROW} {{ label {{ display: none }} }}", "320px, light", "label"),
        (f"@media {WIDE} {{ label {{ display: none }} }}", "1280px, light", "label"),
    ],
)
def test_fault_of_one_look_is_found_in_that_look_alone(page, style, look, rule):
    page.set_content(GOOD.replace("</head>", f"<style>{style}</style></head>").replace("<p>Words</p>", FIELD))

    found = [finding.split(" (")[0] for finding in axe_in_all_looks(page)]

    assert found == [f"{page.url} at {look}: {rule}"]


def test_colours_that_fade_one_after_another_are_waited_for(page):
    """A word inside of a word begins to fade when the outer one has; a look half way would find pale text."""
    style = """:root { color: #111; background: #fff }
      @media (prefers-color-scheme: dark) { :root { color: #eee; background: #000 } }
      * { transition: all 1ms }"""
    nested = "<p><b><i><em><u>Words</u></em></i></b></p>"
    page.set_content(GOOD.replace("</head>", f"<style>{style}</style></head>").replace("<p>Words</p>", nested))

    set_theme(page, "dark")
    set_theme(page, "light")

    assert page.evaluate("getComputedStyle(document.querySelector('u')).color") == "rgb(17, 17, 17)"


def test_element_wider_than_the_window_is_named(page):
    page.set_viewport_size({"width": 320, "height": 600})
    page.set_content(GOOD.replace("<p>", '<p class="broad" style="width: 400px">'))

    with pytest.raises(AssertionError, match=r"P\.broad ends at"):
        assert_no_sideways_scroll(page)


def test_wide_table_in_a_box_that_scrolls_is_no_fault(page):
    page.set_viewport_size({"width": 320, "height": 600})
    page.set_content(GOOD.replace("<p>", '<div style="overflow-x: auto"><p style="width: 400px">'))

    assert_no_sideways_scroll(page)


def test_sign_in_gives_a_session_that_the_site_accepts(site_page, demo_site):
    person = get_user_model().objects.create_user("robin", email="robin@example.org")

    sign_in(site_page, demo_site, person)
    answer = site_page.request.get(f"{demo_site.url}/members/")

    assert (answer.status, settings.LOGIN_URL in answer.url, "/accounts/login/" in answer.url) == (200, False, False)


def test_without_a_session_the_site_asks_for_a_sign_in(site_page, demo_site):
    answer = site_page.request.get(f"{demo_site.url}/members/")

    assert "/accounts/login/" in answer.url
