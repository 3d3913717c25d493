"""Dates that an editor names relative to today, as days."""

import calendar
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from resources.enums import Period, PeriodUnit

MAX_NUMBER = 999


def days_of(period, number=None, unit=PeriodUnit.DAYS, first=None, last=None, *, today=None):
    """(first day, last day) of a period, both counted; None: open on that side.

    `first` and `last` are for `Period.BETWEEN` alone, `number` and `unit` for the last and the next so many.
    """
    today = today or timezone.localdate()
    if period == Period.BEFORE_TODAY:
        return None, today - timedelta(days=1)
    if period == Period.FROM_TODAY:
        return today, None
    if period == Period.BETWEEN:
        return first, last
    number = min(number or 1, MAX_NUMBER)
    if period == Period.LAST:
        return _moved(today, -number, unit), today
    return today, _moved(today, number, unit)


def within(field, first, last, *, is_day):
    """Condition on the dates `field` of rows: a day, or a moment by the site's clock, from `first` to `last`."""
    found = Q(**{f"{field}__isnull": False})
    if first:
        found &= Q(**{f"{field}__gte": first if is_day else _midnight(first)})
    if last:
        after = last + timedelta(days=1)
        found &= Q(**{f"{field}__lt": after if is_day else _midnight(after)})
    return found


def _moved(day, number, unit):
    if unit in (PeriodUnit.DAYS, PeriodUnit.WEEKS):
        return day + timedelta(days=number * (7 if unit == PeriodUnit.WEEKS else 1))
    months = day.year * 12 + day.month - 1 + number * (12 if unit == PeriodUnit.YEARS else 1)
    year, month = divmod(months, 12)
    year = min(max(year, 1900), 9990)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time()))
