"""axe-core on every kind of page of the members' area; the public ones are in test_accessibility.py."""

import pytest

from tests.browser.helpers import axe_in_all_looks
from tests.browser.place import go_to
from tests.browser.places import MEMBERS


@pytest.mark.parametrize("name", MEMBERS)
def test_axe_finds_nothing(site_page, demo_site, name):
    go_to(site_page, demo_site, MEMBERS[name])

    assert axe_in_all_looks(site_page) == {}
