"""What staff screens write into cells, for every export of every desk."""

from datetime import date

import pytest
from django.utils.translation import gettext_lazy

from resources.cms.scoped import neutralised, printable
from resources.models import Topic


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Topic(name="=HYPERLINK(1)"), "'=HYPERLINK(1)"),
        (gettext_lazy("-x"), "'-x"),
        (["=1", "two"], "'=1, two"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("a\x00\x0bb", "ab"),
        ("\x00=1", "'=1"),
        (date(2026, 10, 8), date(2026, 10, 8)),
        (4.5, 4.5),
        (True, True),
        (None, None),
        ("", ""),
    ],
)
def test_a_cell_holds_no_formula_whatever_it_is_made_of(value, expected):
    """A related row is written as its name, and that may be a formula too."""
    assert neutralised(value) == expected


def test_text_keeps_its_lines():
    assert printable("one\ntwo\tthree\r\n") == "one\ntwo\tthree\r\n"
