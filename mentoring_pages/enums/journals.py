"""Journals."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JournalAudience(models.TextChoices):
    """Who reads a journal entry besides its author (T4)."""

    ONLY_ME = "only_me", _("Only me")
    MY_PAIR = "my_pair", _("My pair")
    PAIR_AND_STAFF = "pair_and_staff", _("My pair and staff")
