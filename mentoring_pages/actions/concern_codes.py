"""The code by which a sender follows a concern; only its digest is stored (R104)."""

import base64
import hashlib

from mentoring_pages.encryption import ConfidentialText, keyed_digest


def digest(text):
    """What is stored instead of a code or of a form's words."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def code_of(mark):
    """128 bits that nobody can work out without the key of the journals, in groups that can be read aloud."""
    letters = base64.b32encode(keyed_digest("concern-code", mark)[:16]).decode().rstrip("=")
    return ConfidentialText("-".join(letters[start : start + 5] for start in range(0, len(letters), 5)))


def as_compared(code):
    """As it is compared: without dashes and spaces, in capitals; what looks like a digit is the letter meant."""
    letters = "".join(code.upper().split()).replace("-", "")
    return letters.replace("0", "O").replace("1", "I").replace("8", "B")
