"""Every kind of page of the members' area in all its looks; the public ones are in test_accessibility.py."""

import pytest

from tests.browser.places import MEMBERS


@pytest.mark.parametrize("name", MEMBERS)
def test_page_is_sound_in_all_looks(window, name):
    assert window.faults_of(MEMBERS[name]) == []
