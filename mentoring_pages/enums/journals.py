"""Journals."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JournalAudience(models.TextChoices):
    """Who reads a journal entry besides its author (T4)."""

    ONLY_ME = "only_me", _("Only me")
    MY_PAIR = "my_pair", _("My pair")
    PAIR_AND_STAFF = "pair_and_staff", _("My pair and staff")


# From few readers to many.
SHARED_AUDIENCES = (JournalAudience.MY_PAIR, JournalAudience.PAIR_AND_STAFF)


class JournalStage(models.TextChoices):
    """In which part of the pair's time a prompt is asked (R53)."""

    STARTING = "starting", _("The first two months")
    UNDER_WAY = "under_way", _("Under way")
    CLOSING = "closing", _("The last two months, and afterwards")
