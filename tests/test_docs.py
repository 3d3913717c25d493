"""The documents tell the truth where a machine can check it: files, tests and settings that they name exist."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.urls import get_resolver

from resources.conf import DEFAULTS

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
IDS = [str(path.relative_to(ROOT)) for path in DOCUMENTS]
OUR_FOLDERS = (
    "resources/",
    "events/",
    "mentoring_pages/",
    "partnership_site/",
    "templates/",
    "tests/",
    "docs/",
    ".ci/",
)
# What people make by following the text, and what the build makes.
NOT_HERE = ("events/migrations/0002_the_new_one.py",)
_CODE = re.compile(r"`([^`\n]+)`")
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_URL_NAME = re.compile(r"`members:([a-z-]+)`")
_ROW = re.compile(r"^\| ([RT]\d+) \|", re.MULTILINE)


def text_of(path):
    return path.read_text(encoding="utf-8")


def codes_of(path):
    return _CODE.findall(_FENCED.sub("", text_of(path)))


@cache
def names_of_tests():
    files = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    return {name for text in files for name in re.findall(r"^ *def (test_\w+)\(", text, re.MULTILINE)}


def test_each_requirement_stands_once_in_the_table():
    rows = _ROW.findall(text_of(ROOT / "docs" / "requirements.md"))

    assert rows == [f"R{number}" for number in range(1, 111)] + [f"T{number}" for number in range(1, 7)]


@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_files_that_a_document_names_exist(path):
    named = [code.split("::")[0] for code in codes_of(path) if code.startswith(OUR_FOLDERS)]
    plain = [name for name in named if re.fullmatch(r"[\w./-]+", name) and name not in NOT_HERE]

    assert [name for name in plain if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_tests_that_a_document_names_exist(path):
    named = {name for code in codes_of(path) for name in re.findall(r"\btest_\w+\b(?!\.py)", code)}

    assert named - names_of_tests() == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_links_within_the_project_lead_somewhere(path):
    links = [link.split("#")[0] for link in _LINK.findall(text_of(path)) if "://" not in link]

    assert [link for link in links if link and not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_url_names_of_the_members_area_exist(path):
    known = {name for name in get_resolver().namespace_dict["members"][1].reverse_dict if isinstance(name, str)}

    assert set(_URL_NAME.findall(text_of(path))) - known == set()


def test_every_key_of_partnership_is_described_once():
    table = text_of(ROOT / "docs" / "settings.md").split("\n## ")[1]

    assert sorted(re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE)) == sorted(DEFAULTS)


def test_every_environment_variable_of_the_site_is_described():
    settings = "".join(text_of(path) for path in (ROOT / "partnership_site" / "settings").glob("*.py"))
    read = set(re.findall(r"""\benv(?:\.\w+)?\(\s*"([A-Z_]+)\"""", settings))
    described = set(codes_of(ROOT / "docs" / "settings.md"))

    assert read
    assert read - described == set()


def test_every_variable_of_the_makefile_is_described():
    variables = set(re.findall(r"\$\(([A-Z_]+)\)", text_of(ROOT / "Makefile"))) - {"TASKS"}
    described = set(codes_of(ROOT / "docs" / "settings.md"))

    assert variables
    assert variables - described == set()
