"""Text that is unreadable without a key which the database does not hold."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models
from django.utils.html import linebreaks
from django.utils.safestring import SafeString

from resources.conf import get_setting


def _keys():
    """Keys of PARTNERSHIP["JOURNAL_KEYS"]; without any, one made from SECRET_KEY (`check --deploy` warns)."""
    keys = get_setting("JOURNAL_KEYS")
    if keys:
        return [key.encode() for key in keys]
    return [base64.urlsafe_b64encode(hashlib.sha256(f"journal:{settings.SECRET_KEY}".encode()).digest())]


def keyed_digest(purpose, text):
    """32 octets made of `text` by the first key, other ones for each purpose; nobody makes them without that key."""
    return hmac.digest(hashlib.sha256(f"{purpose}:".encode() + _keys()[0]).digest(), text.encode(), "sha256")


def _cipher():
    return MultiFernet([Fernet(key) for key in _keys()])


def seal(text):
    """`text` encrypted with the first key."""
    return _cipher().encrypt(text.encode()).decode()


def unseal(sealed):
    """What `seal` was given, as `ConfidentialText`. InvalidToken without the key, or if it is no sealed text."""
    return ConfidentialText(_cipher().decrypt(sealed.encode()).decode())


def is_newest(sealed):
    """Whether the first key wrote it."""
    try:
        Fernet(_keys()[0]).decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def sealed_anew(sealed):
    """The same text under the first key, as `SealedText`. InvalidToken if no key reads it."""
    return SealedText(_cipher().rotate(sealed.encode()).decode())


class ConfidentialText(str):
    """A text that shows on a page as itself and in logs and error reports as nothing: its `repr` is the same for all.

    Django's template logger, for one, writes the `repr` of the whole context when a variable is missing.
    """

    __slots__ = ()

    def __repr__(self):
        return "'[confidential]'"


class ConfidentialMarkup(SafeString):
    """HTML of a text that is nobody else's business: the `repr` hides it, as that of `ConfidentialText`."""

    __slots__ = ()

    def __repr__(self):
        return "'[confidential]'"


def in_paragraphs(text):
    """`text`, escaped, as `ConfidentialMarkup` with a paragraph for each of its own."""
    return ConfidentialMarkup(linebreaks(text, autoescape=True))


class SealedText(ConfidentialText):
    """A text that no key at hand opens: it shows as nothing, and saving it keeps what the database has.

    `sealed` is the encrypted form.
    """

    def __new__(cls, sealed):
        made = super().__new__(cls, "")
        made.sealed = sealed
        return made


class EncryptedTextField(models.TextField):
    """A text that is encrypted on its way into the database and read as `ConfidentialText`. It can't be searched by.

    Without the right key it is read as `SealedText`, so a lost key loses nothing and breaks no list.
    """

    # Models with such a field stay out of exports.
    is_confidential = True

    def get_prep_value(self, value):
        if isinstance(value, SealedText):
            return value.sealed
        value = super().get_prep_value(value)
        return value if value in (None, "") else seal(value)

    def from_db_value(self, value, expression, connection):
        if value in (None, ""):
            return value
        try:
            return unseal(value)
        except InvalidToken:
            return SealedText(value)

    def get_lookup(self, lookup_name):
        """Only `isnull` makes sense: the same text is never stored the same way twice."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


__all__ = [
    "ConfidentialMarkup",
    "ConfidentialText",
    "EncryptedTextField",
    "InvalidToken",
    "SealedText",
    "in_paragraphs",
    "is_newest",
    "keyed_digest",
    "seal",
    "sealed_anew",
    "unseal",
]
