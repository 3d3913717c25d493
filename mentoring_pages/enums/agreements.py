"""Versions of the agreement that pairs sign."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgreementStatus(models.TextChoices):
    """A draft is staff's alone; of the published versions pairs are asked to sign the one with the highest number."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
