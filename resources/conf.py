"""The plugin's settings: one dict, `PARTNERSHIP`, in the host's settings. docs/settings.md says more."""

from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    # The host's base template. It needs the blocks title, extra_css, content and extra_js.
    "BASE_TEMPLATE": "base.html",
    # What stands after the "@" in the UID of a gathering; choose it once and keep it. None: the UID is the bare UUID
    # (RFC 7986 section 5.3), which no renamed host can change.
    "CALENDAR_UID_DOMAIN": None,
    # Fernet keys for journals, newest first: all can read, the first one writes.
    # Empty: derived from SECRET_KEY, which is not enough for production.
    "JOURNAL_KEYS": [],
    # How many past days a calendar feed keeps, and how often calendar programs are asked to come back.
    "FEED_PAST_DAYS": 180,
    "FEED_REFRESH_HOURS": 4,
    # Rows on a page of a list.
    "PAGE_SIZE": 20,
    # Registrations that one address may send within an hour.
    "REGISTRATIONS_PER_HOUR": 20,
    # Answers to invitations and marks in date polls that one address may send within an hour.
    "ANSWERS_PER_HOUR": 60,
    # Short addresses of feeds that one address may make within an hour.
    "FEED_LINKS_PER_HOUR": 30,
    # What one address may ask of a library within an hour: suggestions while typing, tables (CSV), pages of a harvest.
    "SUGGESTIONS_PER_HOUR": 3_000,
    "TABLES_PER_HOUR": 60,
    "HARVEST_PAGES_PER_HOUR": 2_000,
    # Whom harvesters of the library may write to. Empty: the address in DEFAULT_FROM_EMAIL.
    "HARVEST_EMAIL": "",
    # Reading the text inside files: larger files are not read, longer ones only so far, slower ones are ended.
    "FILE_READ_MAX_MB": 50,
    "FILE_READ_MAX_PAGES": 500,
    "FILE_READ_SECONDS": 60,
    # Requests for other formats, and answers to "Was this useful?", that one address may send within an hour.
    "FORMAT_REQUESTS_PER_HOUR": 10,
    "USEFUL_ANSWERS_PER_HOUR": 30,
    # Lists that may be asked for by e-mail from one address within an hour, and the hour at which they go out.
    "ALERTS_PER_HOUR": 20,
    "ALERTS_HOUR": 7,
    # Path of a TrueType font for names on certificates whose script the built-in fonts lack. Empty: none.
    "CERTIFICATE_FONT": "",
    # Days that a deleted page can be restored.
    "BIN_DAYS": 30,
    # Whether pages and files that other pages lead to can't be deleted, but by those who have the permission for it.
    "DELETE_BLOCKED_BY_LINKS": False,
    # Where reminders go about pages without an owner who reads mail. Empty: DEFAULT_FROM_EMAIL.
    "LIBRARY_EMAIL": "",
    # Resources that one address may suggest within an hour, the largest file among them, and how many days after the
    # decision names and words are removed.
    "PROPOSALS_PER_HOUR": 10,
    "SUGGESTION_MAX_MB": 10,
    "SUGGESTION_KEEP_DAYS": 90,
    # Days that a letter inviting somebody into a program can be answered, and how many a program may send in an hour.
    "INVITATION_DAYS": 14,
    "INVITATIONS_PER_HOUR": 20,
    # Referrals that one address may send within an hour, and days until names and words are removed once dealt with.
    "REFERRALS_PER_HOUR": 10,
    "REFERRAL_KEEP_DAYS": 180,
    # Days that the text of a mail is kept which could not be sent, so that staff can try again.
    "FAILED_MAIL_DAYS": 14,
    # Programs that one person may ask to join within a day.
    "JOIN_REQUESTS_PER_DAY": 5,
    # Concerns, and looks at one by its code, that one address may send within an hour.
    "CONCERNS_PER_HOUR": 10,
    "CONCERN_LOOKS_PER_HOUR": 40,
    # Files of imports: the largest, and the most rows. What rows name: the largest file, and all of them together.
    "IMPORT_MAX_MB": 100,
    "IMPORT_MAX_ROWS": 50_000,
    "IMPORT_FILE_MAX_MB": 20,
    "IMPORT_FILES_MAX_MB": 500,
    # A callable `scan(file, name)`, or its dotted path, that every file from outside is shown to. Empty: none.
    "VIRUS_SCANNER": "",
}


def get_setting(name):
    """The host's value of `PARTNERSHIP[name]`, else the default. KeyError for a name that is not in DEFAULTS."""
    default = DEFAULTS[name]
    return getattr(settings, "PARTNERSHIP", {}).get(name, default)
