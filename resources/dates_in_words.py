"""Dates and times as the site says them: "Thu 8 Oct 2026, 10 am to 2 pm Central". No HTML here."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy

ZONE_WORDS = {
    "America/Chicago": pgettext_lazy("time zone", "Central"),
    "America/New_York": pgettext_lazy("time zone", "Eastern"),
    "America/Indiana/Indianapolis": pgettext_lazy("time zone", "Eastern"),
    "America/Denver": pgettext_lazy("time zone", "Mountain"),
    "America/Los_Angeles": pgettext_lazy("time zone", "Pacific"),
}


def in_zone(value: datetime.date, zone=None) -> datetime.date:
    """`value` in `zone` (name or tzinfo; None or an unknown name: the current one). Dates, naive times: as they are."""
    if not isinstance(value, datetime.datetime) or timezone.is_naive(value):
        return value
    return timezone.localtime(value, _tzinfo(zone))


def short_date(value: datetime.date | None) -> str:
    """ "Thu 8 Oct 2026"; "" for None. An aware datetime is read in its own zone."""
    if not value:
        return ""
    return date_format(value, gettext("D j M Y"))


def clock(value: datetime.datetime | datetime.time | None, zone=None) -> str:
    """ "10 am", "1:30 pm"; in other languages than English the language's own form. "" for None."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime):
        value = in_zone(value, zone)
    if not (translation.get_language() or "en").startswith("en"):
        return date_format(value, "TIME_FORMAT")
    hour = value.hour % 12 or 12
    minutes = f":{value.minute:02d}" if value.minute else ""
    half = "am" if value.hour < 12 else "pm"
    return f"{hour}{minutes}\N{NO-BREAK SPACE}{half}"


def when_in_words(starts_at: datetime.date | None, ends_at: datetime.date | None = None, zone=None) -> str:
    """One line for the time of a gathering; a plain date gives the date alone, None the word for no date yet.

    The zone is named in words ("Central") where it has one, else by its abbreviation.
    """
    if not starts_at:
        return gettext("Date to come")
    if not isinstance(starts_at, datetime.datetime):
        if ends_at and ends_at != starts_at:
            return gettext("%(first)s to %(last)s") % {"first": short_date(starts_at), "last": short_date(ends_at)}
        return short_date(starts_at)
    start = in_zone(starts_at, zone)
    words = {"date": short_date(start), "start": clock(start, zone), "zone": zone_in_words(start, zone)}
    if not ends_at:
        return (gettext("%(date)s, %(start)s %(zone)s") % words).strip()
    end = in_zone(ends_at, zone)
    words["end"] = clock(end, zone)
    if end.date() == start.date():
        return (gettext("%(date)s, %(start)s to %(end)s %(zone)s") % words).strip()
    words["last"] = short_date(end)
    return (gettext("%(date)s, %(start)s to %(last)s, %(end)s %(zone)s") % words).strip()


def zone_in_words(value: datetime.datetime, zone=None) -> str:
    """ "Central" for America/Chicago; the abbreviation ("CET") for a zone without a word; "" for a naive time."""
    if timezone.is_naive(value):
        return ""
    key = getattr(_tzinfo(zone), "key", "")
    return str(ZONE_WORDS[key]) if key in ZONE_WORDS else value.tzname() or ""


def _tzinfo(zone):
    if zone is None or zone == "":
        return timezone.get_current_timezone()
    if not isinstance(zone, str):
        return zone
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.get_current_timezone()
