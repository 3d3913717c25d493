"""A real Chromium in front of the whole site, filled with the demo content once for all tests of this folder."""

import os
import shutil

import pytest
from django.apps import apps
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.window import Window

# Playwright's synchronous interface runs an event loop in the test's thread, which Django takes for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def base_url():
    """None: tests take the address from `demo_site`. pytest-playwright's own fixture of this name warns on pytest 9."""


# As long as other waits: two test processes and a browser share two cores.
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The Chromium that `make test` found, quiet and without a sandbox for root (which Chromium refuses to start)."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    quiet = ["background-networking", "component-update", "default-apps", "extensions", "gpu", "sync", "dev-shm-usage"]
    flags = ["--no-first-run", "--no-default-browser-check"] + [f"--disable-{name}" for name in quiet]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")
    return browser_type_launch_args | {"executable_path": path, "args": flags}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A desktop window in the partnership's own time zone; axe-core is let in past the content security policy."""
    return browser_context_args | {
        "bypass_csp": True,
        "viewport": {"width": 1280, "height": 900},
        "locale": "en-US",
        "timezone_id": "America/Chicago",
    }


@pytest.fixture(scope="package")
def demo_site(demo_database, django_db_blocker):
    """The running site with the demo content; `.url` is its address. What a test writes there, later tests can see."""
    with django_db_blocker.unblock(), demo_database():
        # Not "localhost": that is what a site record says that nobody has set, and mails then take another address.
        server = LiveServer("127.0.0.1")
        apps.get_model("wagtailcore", "Site").objects.update(hostname="127.0.0.1", port=server.thread.port)
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture
def site_page(page, demo_site):
    """A page on the live demo site that fails the test when a script on it fails or a file is missing."""
    faults = []
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: faults.append(f"script error at {page.url}: {error}"))
    page.on("response", lambda answer: faults.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None)
    yield page
    assert faults == []


@pytest.fixture(scope="package")
def window(browser, browser_context_args, demo_site):
    """The one `Window` in which all places are looked at."""
    with browser.new_context(**browser_context_args | {"bypass_csp": False}) as context:
        context.set_default_timeout(PATIENCE)
        yield Window(context, demo_site)


@pytest.fixture
def without_scripts(new_context, demo_site):
    """A page of a browser whose scripts are off."""
    return new_context(java_script_enabled=False).new_page()
