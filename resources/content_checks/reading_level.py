"""How hard an English text is to read, as a school grade (Flesch and Kincaid, 1975). Knows nothing of ours."""

import re

_SENTENCE_END = re.compile(r"[.!?…]+(?:[\"'”’)\]]*)(?:\s|$)|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_VOWELS = re.compile(r"[aeiouy]+")


def grade_level(text):
    """The Flesch-Kincaid grade, to one decimal: 8.0 is what eighth graders read. None without words.

    A line break ends a sentence, so that headings and list items are not read as one.
    """
    words = _WORD.findall(text)
    if not words:
        return None
    sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))
    syllables = sum(syllable_count(word) for word in words)
    grade = 0.39 * len(words) / max(sentences, 1) + 11.8 * syllables / len(words) - 15.59
    return round(max(grade, 0.0), 1)


def word_count(text):
    """How many words there are."""
    return len(_WORD.findall(text))


def syllable_count(word):
    """Syllables of an English word, by its groups of vowels: right for most words, and on average for a text."""
    word = word.lower().replace("’", "'")
    count = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee", "ye")) and count > 1:
        count -= 1
    elif word.endswith("es") and not word.endswith(("ies", "oes", "ses", "zes", "ches", "shes", "xes", "ges", "ces")):
        count -= count > 1
    elif word.endswith("ed") and not word.endswith(("ted", "ded", "ied")) and count > 1:
        count -= 1
    return max(count, 1)
