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
    TABLE = "table", _("Table")
    CARDS = "cards", _("Cards")


class CollectionOrder(models.TextChoices):
    """In which order a collection's saved query comes."""

    NEWEST = "newest", _("Newest first")
    TITLE = "title", _("By title")


class MailStatus(models.TextChoices):
    """Where a mail stands."""

    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Given up")
