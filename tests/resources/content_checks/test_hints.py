"""Hints on content, case by case. R36, R80."""

import pytest

from resources.content_checks.hints import heading_hints, link_hints, picture_hints, reading_hints
from resources.content_checks.pieces import Pieces, read_html
from resources.content_checks.reading_level import grade_level, syllable_count


@pytest.mark.parametrize(
    ("words", "starts"),
    [
        ("click here", "A link says only “click here”."),
        ("Read more ›", "A link says only “Read more ›”."),
        ("HERE.", "A link says only “HERE.”."),
        ("https://example.org/guide", "A link shows its bare address"),
        ("www.example.org", "A link shows its bare address"),
        ("", "A link has no words."),
    ],
)
def test_a_link_that_says_nothing_is_named(words, starts):
    [hint] = link_hints([words])

    assert hint.startswith(starts)


@pytest.mark.parametrize("words", ["Read the snack guide", "More room for homework", "Here for you: our team"])
def test_a_link_that_says_where_it_leads_is_fine(words):
    assert list(link_hints([words])) == []


@pytest.mark.parametrize(
    ("levels", "count"), [((2, 3, 4, 2), 0), ((2, 4), 1), ((3,), 1), ((2, 3, 2, 4, 4), 1), ((4, 4, 2, 4), 2), ((), 0)]
)
def test_headings_that_skip_a_level_are_counted(levels, count):
    assert len(list(heading_hints([(level, "Words") for level in levels]))) == count


@pytest.mark.parametrize(
    ("picture", "starts"),
    [
        (("A site", "", False), "The picture “A site” has no alternative text."),
        (("A site", "IMG_2041.JPG", False), "The alternative text “IMG_2041.JPG” is the name of a file."),
        (("A site", "DSC 1024", False), "The alternative text “DSC 1024” is the name of a file."),
        (("A site", "", True), None),
        (("A site", "Children plant beans in a box", False), None),
    ],
)
def test_pictures_without_words_are_named(picture, starts):
    found = list(picture_hints([picture]))

    assert len(found) == (1 if starts else 0)
    assert all(hint.startswith(starts) for hint in found)


EASY = "We meet on Monday. Bring a snack. The room is open at three. You can stay as long as you like. " * 6
HARD = (
    "Notwithstanding considerable organizational heterogeneity, participating institutions systematically "
    "operationalize interdisciplinary collaboration through comprehensive administrative infrastructure. "
) * 8


def test_hard_text_is_named_easy_and_short_text_is_not():
    assert list(reading_hints(EASY)) == []
    assert list(reading_hints(HARD[:150])) == []
    [hint] = reading_hints(HARD)
    assert "we write for grade 8" in hint


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("", None),
        ("12345 !!", None),
        ("The cat sat on the mat.", 0.0),
        # 14 words, 2 sentences, 24 syllables by hand: 0.39 * 7 + 11.8 * 24 / 14 - 15.59.
        ("The program opens after school every day. Families and teachers plan the week together.", 7.4),
    ],
)
def test_the_grade_of_a_text(text, grade):
    assert grade_level(text) == grade


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1),
        ("school", 1),
        ("table", 2),
        ("make", 1),
        ("planned", 1),
        ("wanted", 2),
        ("family", 3),
        ("children", 2),
        ("the", 1),
        ("coffee", 2),
        ("evaluation", 4),
        ("nth", 1),
    ],
)
def test_syllables_of_a_word(word, count):
    assert syllable_count(word) == count


def test_lists_and_headings_are_sentences_of_their_own():
    pieces = Pieces()

    read_html("<h2>First &amp; last</h2><ul><li>One</li><li>Two <a href='x'>the <b>guide</b></a></li></ul>", pieces)

    assert pieces.headings == [(2, "First & last")]
    assert pieces.links == ["the guide"]
    assert [line.strip() for line in pieces.text.splitlines() if line.strip()] == [
        "First & last",
        "One",
        "Two the guide",
    ]
