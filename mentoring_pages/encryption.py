"""Text that is unreadable without a key which the database does not hold."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

from resources.conf import get_setting


def _keys():
    """Keys of PARTNERSHIP["JOURNAL_KEYS"]; without any, one made from SECRET_KEY (`check --deploy` warns)."""
    keys = get_setting("JOURNAL_KEYS")
    if keys:
        return [key.encode() for key in keys]
    return [base64.urlsafe_b64encode(hashlib.sha256(f"journal:{settings.SECRET_KEY}".encode()).digest())]


def _cipher():
    return MultiFernet([Fernet(key) for key in _keys()])


class ConfidentialText(str):
    """A text that shows on a page as itself and in logs and error reports as nothing: its `repr` is the same for all.

    Django's template logger, for one, writes the `repr` of the whole context when a variable is missing.
    """

    __slots__ = ()

    def __repr__(self):
        return "'[confidential]'"


class EncryptedTextField(models.TextField):
    """A text that is encrypted on its way into the database and read as `ConfidentialText`. It can't be searched by.

    Reading it without the right key raises `cryptography.fernet.InvalidToken`.
    """

    # Models with such a field stay out of exports.
    is_confidential = True

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value if value in (None, "") else _cipher().encrypt(value.encode()).decode()

    def from_db_value(self, value, expression, connection):
        return value if value in (None, "") else ConfidentialText(_cipher().decrypt(value.encode()).decode())

    def get_lookup(self, lookup_name):
        """Only `isnull` makes sense: the same text is never stored the same way twice."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


__all__ = ["ConfidentialText", "EncryptedTextField", "InvalidToken"]
