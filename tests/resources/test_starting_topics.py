"""Topics and small vocabularies that ship with the library."""

import re
from urllib.parse import urlsplit

import pytest

from resources import starting_data
from resources.starting_topics import TOPIC_GROUPS

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SMALL = ["AUDIENCES", "GRADE_BANDS", "LANGUAGES", "LICENCES", "RESOURCE_KINDS", "SETTINGS"]


def test_four_frameworks_ship_with_all_their_topics():
    """The starting vocabulary of REQUIREMENTS: A has 7 topics, B 10, C 4, D 16."""
    assert [len(group.topics) for group in TOPIC_GROUPS] == [7, 10, 4, 16]
    assert [group.is_core_elements for group in TOPIC_GROUPS] == [True, True, False, False]


def test_topic_slugs_are_unique_across_frameworks():
    topics = [topic for group in TOPIC_GROUPS for topic in group.topics]

    assert len({topic.slug for topic in topics}) == len(topics) == 37


def test_every_topic_says_in_a_sentence_what_it_covers():
    for group in TOPIC_GROUPS:
        for text in (group.description, *(topic.description for topic in group.topics)):
            assert text.endswith(".")
            assert len(text) > 30


@pytest.mark.parametrize("vocabulary", SMALL)
def test_small_vocabulary_has_unique_slugs_that_fit_addresses(vocabulary):
    terms = getattr(starting_data, vocabulary)

    assert len({term.slug for term in terms}) == len(terms) >= 4
    assert all(SLUG.fullmatch(term.slug) for term in terms)
    assert len({term.name for term in terms}) == len(terms)


def test_settings_begin_with_those_named_by_the_partnership():
    """R12."""
    assert [term.slug for term in starting_data.SETTINGS][:4] == ["school-based", "faith-based", "park-district", "cbo"]
    assert starting_data.SETTINGS[-1].slug == "other"


def test_creative_commons_licences_carry_their_https_address():
    licences = [licence for licence in starting_data.LICENCES if licence.slug.startswith("cc")]

    assert len(licences) == 6
    assert all(urlsplit(licence.url)[:2] == ("https", "creativecommons.org") for licence in licences)


def test_reuse_with_acknowledgement_is_a_licence():
    """R60."""
    assert "free-with-acknowledgement" in {licence.slug for licence in starting_data.LICENCES}
