"""Forms of an English word, for search indexes that know each word only as it was written, as that of SQLite does.

PostgreSQL and search servers reduce words to their stems themselves. A form that no text has costs next to nothing.
"""

import re

_VOWEL = re.compile(r"[aeiouy]")
# Plan, planning: a short word that doubles its last letter. Without the ending it had an "e": hiking, hike.
_SHORT = re.compile(r"[^aeiou]{1,3}[aeiou][^aeiouwxy]")
_DOUBLED = re.compile(r"[aeiouy]([^aeiouy])\1$")
_HISSES = ("s", "x", "z", "ch", "sh")
_SHORTEST = 3


def forms_of(word: str) -> list[str]:
    """The word itself, then the same with other endings: kites, kite, kited, kiting. Short words and numbers stay."""
    # Not `casefold`: the index keeps "ß" as it is.
    word = word.lower()
    if len(word) < _SHORTEST or not word.isalpha():
        return [word]
    bases = [base for base in _bases(word) if len(base) >= _SHORTEST and _VOWEL.search(base[:-1])]
    forms = [word]
    if not bases:
        forms += _inflected(word)
    elif word.endswith("ing"):
        forms.append(f"{word}s")
    for base in bases:
        forms += [base, *_inflected(base)]
    return list(dict.fromkeys(forms))


def _bases(word):
    """What the word may be a form of."""
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return _without_s(word)
    if word.endswith("ied"):
        return [f"{word[:-3]}y"]
    for ending in ("ing", "ed"):
        if word.endswith(ending):
            return _without_ending(word.removesuffix(ending))
    return []


def _without_s(word):
    if word.endswith("ies"):
        # Stories and cookies.
        return [f"{word[:-3]}y", word[:-1]]
    if word.removesuffix("es").endswith(_HISSES) and word.endswith("es"):
        # Boxes and sizes.
        return [word[:-2], word[:-1]]
    base = word[:-1]
    # Trainings and training.
    return [base, *_bases(base)] if base.endswith("ing") else [base]


def _without_ending(stem):
    if _DOUBLED.search(stem):
        # Planned and called.
        return [stem[:-1], stem]
    if _SHORT.fullmatch(stem):
        return [f"{stem}e"]
    # Trained and arranged.
    return [stem, f"{stem}e"]


def _inflected(base):
    if base.endswith("y") and base[-2] not in "aeiou":
        return [f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing"]
    plural = f"{base}es" if base.endswith(_HISSES) else f"{base}s"
    if base.endswith("e"):
        return [plural, f"{base}d", f"{base}ing" if base.endswith("ee") else f"{base[:-1]}ing"]
    if _SHORT.fullmatch(base):
        return [plural, f"{base}{base[-1]}ed", f"{base}{base[-1]}ing"]
    return [plural, f"{base}ed", f"{base}ing"]
