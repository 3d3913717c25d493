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

    found = [finding.split(" (")[0] for finding in axe_in_all_looks(page, set())]

    assert found == [f"{page.url} at {look}: {rule}"]


def page_with(page, style, words):
    page.set_content(GOOD.replace("</head>", f"<style>{style}</style></head>").replace("<p>Words</p>", words))


def rules_found(page, known_words):
    return [finding.split(": ")[1].split(" (")[0] for finding in axe_in_all_looks(page, known_words)]


def test_words_of_a_kind_are_looked_at_once(page):
    known_words = set()
    page_with(page, PALE, "<p>Words</p>")
    at_first = rules_found(page, known_words)

    page_with(page, PALE, "<p>Other words</p><p>And more</p>")

    assert at_first == ["color-contrast"]
    assert rules_found(page, known_words) == []


@pytest.mark.parametrize(
    "words",
    [
        "<b>Words</b>",
        '<p class="other">Words</p>',
        '<p style="color: #bbb">Words</p>',
        '<p style="font-size: 1.2em">Words</p>',
        '<p style="font-weight: bold">Words</p>',
        '<div style="background: #999"><p>Words</p></div>',
        '<div style="opacity: .5"><p>Words</p></div>',
        '<div class="box" style="position: absolute"><p>Words</p></div>',
        "<label>Words <input></label>",
    ],
)
def test_words_that_differ_in_anything_are_another_kind(page, words):
    known_words = set()
    page_with(page, "", "<p>Words</p><label>Words <input disabled></label>")
    axe_in_all_looks(page, known_words)
    seen = set(known_words)

    page_with(page, "", words)
    axe_in_all_looks(page, known_words)

    assert known_words > seen


def test_pale_words_are_found_after_sound_ones_of_the_same_tag_and_class(page):
    known_words = set()
    page_with(page, "", '<p class="note">Words</p>')
    sound = rules_found(page, known_words)

    page_with(page, "", '<div style="background: #555"><p class="note">Words</p></div>')

    assert sound == []
    assert rules_found(page, known_words) == ["color-contrast"]


def test_link_that_looks_like_the_words_around_it_is_found_after_one_that_stands_alone(page):
    known_words, style = set(), "a { color: #333; text-decoration: none }"
    page_with(page, style, '<ul><li><a href="/">Link</a></li></ul>')
    alone = rules_found(page, known_words)

    page_with(page, style, '<p>Words around a <a href="/">Link</a> of nearly the same colour</p>')

    assert alone == []
    assert rules_found(page, known_words) == ["link-in-text-block"]


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
