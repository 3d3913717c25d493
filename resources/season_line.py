"""Where things stand on the line of a season: the geometry of the contact meter, as plain numbers for a template."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable

STACK_STEP = 15


def season_line(
    starts_on: datetime.date,
    ends_on: datetime.date,
    contacts: Iterable,
    windows: Iterable,
    *,
    today: datetime.date | None = None,
    width: int = 880,
    margin: int = 30,
) -> dict:
    """Positions along a line `width` units long.

    `contacts` and `windows` are mappings or objects as components/contact_meter.html names them. Contacts on the same
    few days are stacked upwards; those outside the season stand at its nearest end. Returns the keys months, dots,
    windows, today (None outside the season), left, right, width, top (units that the highest stack needs).
    A season that ends before it starts counts as one day.
    """
    days = max((ends_on - starts_on).days, 1)
    span = width - 2 * margin

    def position(day: datetime.date) -> int:
        share = min(max((_as_date(day) - starts_on).days / days, 0), 1)
        return round(margin + share * span)

    dots = _stacked(contacts, position)
    return {
        "width": width,
        "left": margin,
        "right": width - margin,
        "months": _months(starts_on, ends_on, position),
        "windows": [_window(window, position) for window in windows or ()],
        "dots": dots,
        "today": position(today) if today and starts_on <= today <= ends_on else None,
        "top": max((dot["rise"] for dot in dots), default=0),
    }


def _stacked(contacts: Iterable, position) -> list[dict]:
    placed: list[dict] = []
    for contact in sorted(contacts or (), key=lambda each: _as_date(_get(each, "held_on"))):
        x = position(_get(contact, "held_on"))
        below = [dot for dot in placed if abs(dot["x"] - x) < STACK_STEP]
        rise = max((dot["rise"] for dot in below), default=-STACK_STEP) + STACK_STEP
        placed.append({"x": x, "rise": rise, "state": _state(contact), "contact": contact})
    return placed


def _state(contact) -> str:
    if _get(contact, "is_made") is False:
        return "is-tried"
    return "is-person" if _get(contact, "is_in_person") else ""


def _months(starts_on: datetime.date, ends_on: datetime.date, position) -> list[dict]:
    months = []
    year, month = starts_on.year, starts_on.month
    while (year, month) <= (ends_on.year, ends_on.month):
        first = max(datetime.date(year, month, 1), starts_on)
        last = min(datetime.date(year, month, calendar.monthrange(year, month)[1]), ends_on)
        months.append({"first": first, "x": position(first), "middle": (position(first) + position(last)) // 2})
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return months


def _window(window, position) -> dict:
    start, end = position(_get(window, "starts_on")), position(_get(window, "ends_on"))
    return {"x": start, "width": max(end - start, 8), "middle": (start + end) // 2, "window": window}


def _get(item, name: str):
    return item.get(name) if isinstance(item, dict) else getattr(item, name, None)


def _as_date(value: datetime.date) -> datetime.date:
    return value.date() if isinstance(value, datetime.datetime) else value
