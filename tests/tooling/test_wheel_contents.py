"""The look into the wheel finds what is missing and what does not belong."""

import importlib.util
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent.parent / ".ci" / "wheel_contents.py"
SPECIFICATION = importlib.util.spec_from_file_location("wheel_contents", SOURCE)
wheel_contents = importlib.util.module_from_spec(SPECIFICATION)
SPECIFICATION.loader.exec_module(wheel_contents)

COMPLETE = [name + "x.html" for name in wheel_contents.NEEDED]


def test_complete_wheel_has_no_faults():
    assert wheel_contents.faults([*COMPLETE, "after_school_partnership-1.dist-info/METADATA"]) == []


def test_missing_templates_are_named():
    names = [name for name in COMPLETE if "events/templates" not in name]

    assert wheel_contents.faults(names) == ["nothing under events/templates/partnership_events/"]


def test_the_site_and_leftovers_are_named():
    names = [*COMPLETE, "partnership_site/urls.py", "events/__pycache__/ical.pyc"]

    assert wheel_contents.faults(names) == [
        "partnership_site does not belong in the wheel",
        "events/__pycache__/ical.pyc is a leftover",
    ]
