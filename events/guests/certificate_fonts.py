"""Fonts for people's names: the embedded font that has all of a text's letters, and right-to-left text in its order."""

import unicodedata
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from resources.conf import get_setting

FOLDER = Path(__file__).parent / "fonts"
SERIF, SERIF_BOLD, SCRIPTS, OWN = "PartnershipSerif", "PartnershipSerifBold", "PartnershipScripts", "PartnershipOwn"
FILES = {
    SERIF: "partnership-serif.ttf",
    SERIF_BOLD: "partnership-serif-bold.ttf",
    SCRIPTS: "partnership-scripts.ttf",
}
RIGHT_TO_LEFT = ("R", "AL")
# Korean, Japanese, then Chinese letters, and the font that PDF readers have for them; it cannot be embedded.
EAST_ASIAN = (
    (0xAC00, 0xD7A3, "HYSMyeongJo-Medium"),
    (0x3040, 0x30FF, "HeiseiMin-W3"),
    (0x4E00, 0x9FFF, "STSong-Light"),
)


@cache
def registered():
    """{name: the characters it has} of every font; read once in a process."""
    found = {}
    for name, file in FILES.items():
        found[name] = _register(name, FOLDER / file)
    own = get_setting("CERTIFICATE_FONT")
    if own:
        try:
            found[OWN] = _register(OWN, own)
        except (OSError, TTFError) as problem:
            raise ValueError(f"PARTNERSHIP['CERTIFICATE_FONT'] names no TrueType font: {own}") from problem
    return found


def drawable(text):
    """`text` as it is drawn from left to right, composed (NFC): Arabic letters joined, right-to-left runs turned.

    Without the packages for it (the extra `certificates`) such text is drawn letter by letter.
    """
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    if not any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in text):
        return text
    try:
        from arabic_reshaper import ArabicReshaper
        from bidi.algorithm import get_display
    except ImportError:
        return text
    # The font has no single sign for this word; vowel signs stay as they were typed.
    reshaper = ArabicReshaper({"ARABIC LIGATURE ALLAH": False, "delete_harakat": False})
    return get_display(reshaper.reshape(text))


def font_for(text, preferred=SERIF):
    """The font that has the most letters of `text`; `preferred` if no other has more. `text` is what is drawn.

    Chinese, Japanese and Korean names take a font that PDF readers bring along, unless the host's own has the letters.
    """
    fonts = registered()
    letters = {ord(letter) for letter in text if not letter.isspace()}
    names = (preferred, *(name for name in fonts if name != preferred))
    best = max(names, key=lambda name: len(letters & fonts[name]))
    missing = letters - fonts[best]
    for first, last, name in EAST_ASIAN:
        if any(first <= letter <= last for letter in missing):
            return _east_asian(name)
    return best


@cache
def _east_asian(name):
    pdfmetrics.registerFont(UnicodeCIDFont(name))
    return name


def fitting_size(text, font, width, size, smallest):
    """The largest size in points up to `size` at which `text` is at most `width` wide, but never under `smallest`."""
    wide = pdfmetrics.stringWidth(text, font, size)
    return size if wide <= width else max(smallest, size * width / wide)


def _register(name, path):
    font = TTFont(name, str(path), shapable=False)
    pdfmetrics.registerFont(font)
    return frozenset(font.face.charToGlyph)
