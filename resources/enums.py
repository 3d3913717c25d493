"""Fixed choices of the library. What staff may want to change is a vocabulary, in `models/vocabularies.py`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemKind(models.TextChoices):
    """What a resource offers to take away."""

    FILE = "file", _("File")
    LINK = "link", _("Link")
    VIDEO = "video", _("Video")


class AccessibilityStatus(models.TextChoices):
    """What staff know about a file's accessibility."""

    ACCESSIBLE = "accessible", _("Accessible")
    PARTLY = "partly", _("Partly accessible")
    NOT_ACCESSIBLE = "not_accessible", _("Not accessible")
    NOT_CHECKED = "not_checked", _("Not checked yet")


class CollectionView(models.TextChoices):
    """How a collection shows its pages."""

    LIST = "list", _("List")
    SUMMARY = "summary", _("Summary")
    TABLE = "table", _("Table")
    CARDS = "cards", _("Cards")
    CALENDAR = "calendar", _("Calendar")


class CollectionOrder(models.TextChoices):
    """In which order a collection's saved query comes."""

    NEWEST = "newest", _("Newest first")
    TITLE = "title", _("By title")
    SOONEST = "soonest", _("What comes next first")


class Period(models.TextChoices):
    """When a date of a page lies, as an editor says it in a saved query."""

    LAST = "last", _("in the last …")
    NEXT = "next", _("in the next …")
    BEFORE_TODAY = "before_today", _("before today")
    FROM_TODAY = "from_today", _("today or later")
    BETWEEN = "between", _("between two days")


class PeriodUnit(models.TextChoices):
    """What "in the last 3 ..." counts."""

    DAYS = "days", _("days")
    WEEKS = "weeks", _("weeks")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")


class MailStatus(models.TextChoices):
    """Where a mail stands."""

    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Given up")


class LibraryFacetName(models.TextChoices):
    """What a library's list can be narrowed by. The values stand in addresses of lists and feeds, in this order."""

    KIND = "kind", _("Kind")
    TOPIC = "topic", _("Topic")
    AUDIENCE = "audience", _("For whom")
    GRADE = "grade", _("Ages")
    SETTING = "setting", _("Program setting")
    FORMAT = "format", _("What you get")
    LANGUAGE = "language", _("Language")
    YEAR = "year", _("Year")
    LICENCE = "licence", _("Licence")
    PUBLISHER = "publisher", _("Publisher")
    ACCESSIBILITY = "accessibility", _("Accessibility")


class ReadingStatus(models.TextChoices):
    """How far we have come with the text inside a file."""

    WAITING = "waiting", _("Waiting")
    READ = "read", _("Read")
    NO_TEXT = "no_text", _("No text in it (a scan?)")
    TOO_LARGE = "too_large", _("Too large or too slow")
    DAMAGED = "damaged", _("Damaged")
    LOCKED = "locked", _("Locked with a password")
    NOT_READ = "not_read", _("We do not read this kind of file")
    PRIVATE = "private", _("Not for everyone, so not read")
    MISSING = "missing", _("The file is missing")
    NO_READER = "no_reader", _("The program that reads it is not installed")


class WantedFormat(models.TextChoices):
    """In which other form somebody needs a file."""

    ACCESSIBLE = "accessible", _("A file that works with a screen reader")
    LARGE_PRINT = "large_print", _("Large print")
    PLAIN_TEXT = "plain_text", _("Plain text or a Word file")
    CAPTIONS = "captions", _("Captions or a transcript")
    BRAILLE = "braille", _("Braille")
    LANGUAGE = "language", _("Another language")
    OTHER = "other", _("Something else")


class LinkStatus(models.TextChoices):
    """What the check of links knows of an address."""

    UNCHECKED = "unchecked", _("Not checked yet")
    FINE = "fine", _("Works")
    MOVED = "moved", _("Moved for good")
    FAILING = "failing", _("Did not answer last time")
    BROKEN = "broken", _("Broken")
    UNKNOWN = "unknown", _("Can’t be checked")


class SuggestionStatus(models.TextChoices):
    """Where a suggestion of the public stands."""

    WAITING = "waiting", _("Waits for a decision")
    DRAFTED = "drafted", _("Taken up")
    DECLINED = "declined", _("Not taken up")


class ImportFormat(models.TextChoices):
    """What an import reads."""

    CSV = "csv", _("Table (CSV)")
    XLSX = "xlsx", _("Excel workbook (XLSX)")
    ATOM = "atom", _("News feed (Atom)")
    OAI = "oai", _("Library catalogue (OAI-PMH)")
    WXR = "wxr", _("WordPress export (WXR)")
    PLONE = "plone", _("Plone export (JSON)")


class DuplicateChoice(models.TextChoices):
    """What becomes of a row that seems to be on the site already."""

    SKIP = "skip", _("Leave the row out")
    UPDATE = "update", _("Update the page that is there")
    CREATE = "create", _("Make a second page")


class ImportStatus(models.TextChoices):
    """Where an import stands. Nothing is written to the site before IMPORTING."""

    NEW = "new", _("Columns are not chosen yet")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Waits for you to say yes")
    IMPORTING = "importing", _("Being imported")
    DONE = "done", _("Imported")
    UNDOING = "undoing", _("Being taken back")
    UNDONE = "undone", _("Taken back")
    FAILED = "failed", _("Could not be read")


# What the worker has something to do for.
WORKING_IMPORT_STATUSES = (ImportStatus.CHECKING, ImportStatus.IMPORTING, ImportStatus.UNDOING)


class ImportOutcome(models.TextChoices):
    """What comes of a row of an import."""

    PROBLEM = "problem", _("Left out: a mistake in the row")
    DUPLICATE = "duplicate", _("Left out: we have it already")
    NEW = "new", _("New page")
    UPDATE = "update", _("Page is updated")
    UNCHANGED = "unchanged", _("Nothing to do")


class AlertPeriod(models.TextChoices):
    """How often somebody wants to hear of what is new."""

    DAILY = "daily", _("Every day, if there is something new")
    WEEKLY = "weekly", _("Every Monday, if there is something new")


class RuleEvent(models.TextChoices):
    """What happens to a page and can set off a content rule."""

    PUBLISHED = "published", _("is published for the first time, or again after it was taken off")
    UPDATED = "updated", _("is published with changes while it is on the site")
    UNPUBLISHED = "unpublished", _("is taken off the site or deleted")
    EXPIRED = "expired", _("reaches its day of expiry")
    SUBMITTED = "submitted", _("is submitted to a workflow")


class RuleActionKind(models.TextChoices):
    """What a content rule can do."""

    MAIL = "mail", _("Send a mail")
    COLLECT = "collect", _("Put the page into a collection")
    NOTIFY = "notify", _("Show a message on the home page of the CMS")
    SUBMIT = "submit", _("Submit the page to a workflow")


class RunOutcome(models.TextChoices):
    """What came of one step of a content rule."""

    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    SKIPPED = "skipped", _("Nothing to do")
    FAILED = "failed", _("Failed")
