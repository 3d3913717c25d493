"""System checks of the mentoring."""

from cryptography.fernet import Fernet
from django.core.checks import Error, Tags, Warning, register

from resources.conf import get_setting


@register(Tags.security)
def check_journal_keys(app_configs, **kwargs):
    """E001: a key that is not a Fernet key."""
    found = []
    for position, key in enumerate(get_setting("JOURNAL_KEYS"), start=1):
        try:
            Fernet(key)
        except (ValueError, TypeError):
            found.append(
                Error(
                    f"Key number {position} of PARTNERSHIP['JOURNAL_KEYS'] is not a Fernet key.",
                    hint="Make one with cryptography.fernet.Fernet.generate_key().",
                    id="mentoring_pages.E001",
                )
            )
    return found


@register(Tags.security, deploy=True)
def check_journal_keys_set(app_configs, **kwargs):
    """W001: journals are encrypted by a key made from SECRET_KEY."""
    if get_setting("JOURNAL_KEYS"):
        return []
    return [
        Warning(
            "PARTNERSHIP['JOURNAL_KEYS'] is empty: journals are encrypted by a key made from SECRET_KEY.",
            hint="Make a key with cryptography.fernet.Fernet.generate_key() and keep it apart from the database.",
            id="mentoring_pages.W001",
        )
    ]
