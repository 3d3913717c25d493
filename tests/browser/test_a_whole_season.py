"""One pair through a whole season, from the yes to the certificate, while the clock moves from month to month."""

import datetime as dt
import re
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
import vobject
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from events.actions.subscriptions import subscribe
from mentoring_pages.actions.evaluation_clock import ask_for_evaluations
from mentoring_pages.enums import ChoiceStatus, CycleStatus, PairStatus, RequestStatus
from mentoring_pages.members.contacts.season import season_of
from mentoring_pages.models import (
    ActionPlan,
    AgreementSignature,
    Contact,
    ContactMode,
    JournalEntry,
    MentoringCycle,
    MentoringPair,
    SiteVisit,
)
from tests.browser.helpers import sign_in
from tests.browser.walk import Walk
from tests.factories import mentoring

CHICAGO = ZoneInfo("America/Chicago")
MENTOR, MENTEE = "Kingfisher Landing Kids", "Thistle Gate After School"
SECRET = "quillwort"
SHARED = "We tried the snack bell, and it works."
MONTHS = [(2027, month) for month in (10, 11, 12)] + [(2028, month) for month in (1, 2, 3, 4, 5)]
