"""The plugin in a site that knows nothing of it: the wheel, docs/install.md step by step, then every page opened."""

import importlib.util
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.hosts.overlay import make_environment
from tests.hosts.project import install_by_the_document, start_site, take_out_by_the_document

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE_TYPES = [
    "mentoring_pages.MentorDirectoryPage",
    "mentoring_pages.MentorProfilePage",
    "partnership_events.CalendarPage",
    "partnership_events.GatheringPage",
    "partnership_resources.CollectionPage",
    "partnership_resources.ResourceLibraryPage",
    "partnership_resources.ResourcePage",
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def bare_site(wheel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("foreign")
    return start_site(folder / "site", make_environment(folder / "environment", wheel))


@pytest.fixture(scope="module")
def site(bare_site):
    """The foreign site after every step of docs/install.md, of which the last finds no migration missing."""
    steps = install_by_the_document(bare_site, ROOT / "docs" / "install.md")
    assert sorted({block.step for block in steps}) == [1, 2, 3, 4, 5, 6, 7]
    return bare_site


@pytest.fixture(scope="module")
def opened(site):
    """What the probe found when it opened everything."""
    return json.loads(site.run_inside("probe.py"))


def statuses(answers):
    """Status by name; where a view failed, what it failed with."""
    return {name: answer["fault"] or answer["status"] for name, answer in answers.items()}


def test_wheel_holds_the_three_apps_and_nothing_else(wheel):
    specification = importlib.util.spec_from_file_location("wheel_contents", ROOT / ".ci" / "wheel_contents.py")
    contents = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(contents)

    with zipfile.ZipFile(wheel) as archive:
        assert contents.faults(archive.namelist()) == []


def test_plugin_comes_from_the_wheel_and_the_site_package_is_not_there(site):
    code = (
        "import importlib.util as u; "
        "print([str(u.find_spec(n).origin) for n in ('resources', 'events', 'mentoring_pages')], "
        "[u.find_spec(n) for n in ('partnership_site', 'allauth', 'environ', 'csp', 'tests')])"
    )

    said = site.run("-c", code)

    assert said.count(str(site.python.parent.parent)) == 3
    assert said.endswith("[None, None, None, None, None]\n")


def test_setting_up_again_changes_nothing(site):
    assert site.run_inside("again.py") == "[]"


def test_each_page_type_opens_in_the_house_of_the_host(opened):
    pages = opened["pages"]

    assert statuses(pages) == dict.fromkeys(PAGE_TYPES, 200)
    assert [name for name, answer in pages.items() if not answer["in_house"]] == []


def test_each_feed_answers_with_its_type(opened):
    assert {name: (answer["status"], answer["type"]) for name, answer in opened["feeds"].items()} == {
        "partnership_events.CalendarPage calendar.ics": (200, "text/calendar"),
        "partnership_events.GatheringPage event.ics": (200, "text/calendar"),
        "partnership_resources.CollectionPage feed.atom": (200, "application/atom+xml"),
        "partnership_resources.ResourceLibraryPage feed.atom": (200, "application/atom+xml"),
    }


def test_members_pages_open_for_a_member_in_the_house_of_the_host(opened):
    pages = opened["members"]

    shown = [name for name, answer in pages.items() if answer["status"] == 200]
    assert {"home", "pair-detail", "plan-detail", "contact-list", "journal-list"} <= set(shown)
    # Addresses that only take a form's POST answer 405; those that lead on, 302. Nothing fails, and nothing is missing
    # but the PDF, which needs the extra "certificates", and a passage that nobody shared.
    others = {name: status for name, status in statuses(pages).items() if status not in (200, 302, 405)}
    assert others == {"journal-passage": 404, "plan-pdf": 404}
    assert [name for name in shown if pages[name]["type"] == "text/html" and not pages[name]["in_house"]] == []


def test_strangers_are_sent_to_the_sign_in_page_of_the_host(opened):
    pages = {name: answer for name, answer in opened["strangers"].items() if answer["status"] != 405}
    # Anybody tells of a concern, follows it, and checks a certificate.
    public = {name: pages.pop(name)["status"] for name in ("certificate-check", "concern-create", "concern-follow")}

    assert public == dict.fromkeys(public, 200)
    assert len(pages) >= 8
    assert {
        name for name, page in pages.items() if not page["location"].startswith("/sign-in/?next=/members/")
    } == set()


def test_cms_opens_each_vocabulary_and_each_page_type(opened):
    assert {name: status for name, status in statuses(opened["cms"]).items() if status != 200} == {}
    assert len(opened["cms"]) > len(PAGE_TYPES) + 10


def test_taking_it_out_by_the_document_leaves_a_working_site(site, opened):
    take_out_by_the_document(site, ROOT / "docs" / "install.md")

    nothing = {"pages": [], "tables": [], "content types": [], "migrations": []}
    assert json.loads(site.run_inside("afterwards.py")) == {"statuses": [200, 200, 200]} | nothing
    assert "quillwort" not in (site.folder / "partnership-data.json").read_text(encoding="utf-8")
