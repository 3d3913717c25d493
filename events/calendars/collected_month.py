"""The gatherings of a collection as a calendar: one month at a time, opened where the next of them takes place."""

import re
from datetime import date, timedelta

from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import GatheringPage
from resources.page_sources import MonthOfPages

from .month_grid import days_of, following_month, month_weeks, weeks_of

PARAMETER = "month"
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def collected_month(request, keys, url):
    """The `MonthOfPages` of these gatherings. Its cost is that of the month, which `?month=2026-11` chooses."""
    gatherings = GatheringPage.objects.filter(pk__in=keys)
    first_start, last_start, next_start = _ends(gatherings)
    asked = request.GET.get(PARAMETER)
    month = _month(asked)
    note = ""
    if asked and month is None:
        note = _("We can't read this month, so another one is shown.")
    month = month or (next_start or last_start or timezone.localdate()).replace(day=1)
    weeks = month_weeks(month)
    by_day, count = days_of((gatherings,), weeks, month)
    before = month - timedelta(days=1)
    context = {
        "month": month,
        "weekdays": weeks[0],
        "weeks": weeks_of(weeks, by_day, month, lambda day: url, request, shown_a_day=None),
        "count_text": ngettext("%(count)s gathering", "%(count)s gatherings", count) % {"count": count},
        "note": note,
        "earlier": _link(url, before) if first_start and before >= first_start.replace(day=1) else None,
        "later": _link(url, following_month(month)) if last_start and last_start >= following_month(month) else None,
    }
    return MonthOfPages(
        "partnership_events/components/collection_month.html", "partnership_events/calendar.css", context
    )


def _ends(gatherings):
    """The days of the first, the last and the next of them; None where there is none."""
    now = timezone.now()
    found = gatherings.aggregate(first=Min("starts_at"), last=Max("starts_at"))
    coming = gatherings.upcoming(now).aggregate(first=Min("starts_at"))["first"]
    return [timezone.localdate(moment) if moment else None for moment in (found["first"], found["last"], coming)]


def _month(text):
    match = _MONTH.fullmatch(text or "")
    if match is None:
        return None
    year, month = int(match[1]), int(match[2])
    return date(year, month, 1) if 2000 <= year <= 2100 and 1 <= month <= 12 else None


def _link(url, day):
    return {"url": f"{url}?{PARAMETER}={day:%Y-%m}", "day": day.replace(day=1)}
