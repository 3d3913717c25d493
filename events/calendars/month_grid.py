"""A month of gatherings as a table of weeks, for the component `month_table`."""

import calendar as calendars
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import GatheringStatus
from events.gatherings.rows import when_of
from events.models import GatheringPage, NetworkEvent
from events.networks.merging import network_row
from events.times import local_days, zone_or

SUNDAY = 6
# What a day of the grid names; the rest is a link to the list of that day.
SHOWN_A_DAY = 6
_FIELDS = ("title", "slug", "url_path", "depth", "path", "locale", "content_type", "status", "mode")
_TIMES = ("starts_at", "ends_at", "is_all_day", "time_zone")


def month_weeks(first):
    """The weeks of a month as lists of days, from Sunday to Saturday; `first` is its first day."""
    return calendars.Calendar(firstweekday=SUNDAY).monthdatescalendar(first.year, first.month)


def following_month(first):
    """The first day of the month after that of `first`."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def days_of(sources, weeks, first):
    """({day: its rows as (model, number), in order of time}, how many touch the month).

    `sources` are querysets of gatherings and of networks' events; one narrow query each.
    """
    # A day more on both sides: each gathering has its own zone.
    start, end = (timezone.make_aware(datetime.combine(day, time())) for day in (weeks[0][0], weeks[-1][-1]))
    near = []
    for rows in sources:
        found = rows.between(start - timedelta(days=1), end + timedelta(days=2)).order_by("starts_at", "pk")
        columns = found.values_list("starts_at", "ends_at", "time_zone", "pk")
        near += [(*values, (rows.model, pk)) for *values, pk in columns]
    following = following_month(first)
    by_day, count = {}, 0
    for starts_at, ends_at, zone_name, key in sorted(near, key=lambda row: row[0]):
        begins, ends = local_days(starts_at, ends_at, zone_or(zone_name, timezone.get_default_timezone()))
        count += begins < following and ends >= first
        # A gathering of several days stands on each of them.
        day, last = max(begins, weeks[0][0]), min(ends, weeks[-1][-1])
        while day <= last:
            by_day.setdefault(day, []).append(key)
            day += timedelta(days=1)
    return by_day, count


def weeks_of(weeks, by_day, first, list_link, request, shown_a_day=SHOWN_A_DAY):
    """Weeks of days, each with the gatherings it names and how many more there are. Two queries for those shown.

    `list_link(day)` leads to what a day has no room for; `shown_a_day` None gives each day all the room it needs.
    """
    shown = {day: keys[:shown_a_day] for day, keys in by_day.items()}
    needed = {key for keys in shown.values() for key in keys}
    pages = GatheringPage.objects.only(*_FIELDS, *_TIMES)
    events = NetworkEvent.objects.select_related("calendar__region")
    items = {}
    for rows, make_item in ((pages, _item), (events, _network_item)):
        found = rows.in_bulk({pk for model, pk in needed if model is rows.model})
        items |= {(rows.model, pk): make_item(row, request) for pk, row in found.items()}
    today = timezone.localdate()
    return [
        [
            {
                "day": day,
                "is_outside": day.month != first.month,
                "is_today": day == today,
                "items": [items[key] for key in shown.get(day, ()) if key in items],
                "more": len(by_day.get(day, ())) - len(shown.get(day, ())),
                "more_url": list_link(day),
                "words": _day_in_words(len(by_day.get(day, ())), is_today=day == today),
            }
            for day in week
        ]
        for week in weeks
    ]


def _item(gathering, request):
    starts_at, _ends_at = when_of(gathering)
    return {
        "title": gathering.title,
        "url": gathering.get_url(request),
        "starts_at": None if gathering.is_all_day else starts_at,
        "zone": gathering.time_zone,
        "state_label": gathering.get_status_display() if gathering.status != GatheringStatus.SCHEDULED else "",
        "is_off": gathering.status in (GatheringStatus.CANCELLED, GatheringStatus.POSTPONED),
    }


def _network_item(event, request):
    row = network_row(event, request)
    return {
        "title": _("%(title)s (%(network)s)") % {"title": row["title"], "network": row["network_name"]},
        "url": row["url"],
        "starts_at": None if event.is_all_day else row["starts_at"],
        "zone": row["zone"],
        "state_label": row["state_label"],
        "is_off": event.is_cancelled,
    }


def _day_in_words(count, *, is_today):
    """What the day's cell says to those who hear it."""
    words = ngettext("%(count)s gathering", "%(count)s gatherings", count) % {"count": count} if count else ""
    if is_today:
        return _("today, %(gatherings)s") % {"gatherings": words} if words else _("today")
    return words
