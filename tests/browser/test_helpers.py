"""The helpers of the browser tests find what they are for: each is shown a page with the fault and one without."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model

from tests.browser.helpers import assert_no_sideways_scroll, axe, set_theme, sign_in

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
