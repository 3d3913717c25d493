"""A month of a calendar as a table of weeks."""

import calendar as calendars
from datetime import date, datetime, time, timedelta

from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.calendar_forms import MonthForm
from events.enums import GatheringStatus
from events.facets import address, chips
from events.filters import CalendarQuery, Vocabularies, narrowed
from events.models import GatheringPage, NetworkEvent
from events.narrowing import narrowing_of
from events.networks.merging import network_events_of, network_row
from events.rows import when_of
from events.scopes import gatherings_of
from events.times import local_days, zone_of

from .calendar_frame import FIRST_YEAR, LAST_YEAR, NOT_OF_FEEDS, following_month, frame, month_link

SUNDAY = 6
# What a day of the grid names; the rest is a link to the list of that day.
SHOWN_A_DAY = 6
_FIELDS = ("title", "slug", "url_path", "depth", "path", "locale", "content_type", "status", "mode")
_TIMES = ("starts_at", "ends_at", "is_all_day", "time_zone")


def jump(page, request):
    """From the form "month and year" to that month; to the running one if it cannot be read."""
    form = MonthForm(request.GET, years=(FIRST_YEAR, LAST_YEAR))
    day = timezone.localdate()
    if form.is_valid():
        day = date(form.cleaned_data["year"], form.cleaned_data["month"], 1)
    query = _dateless(CalendarQuery(request.GET, Vocabularies.load()))
    return redirect(month_link(page.get_url(request), query.query(), day)["url"])


def month(page, request, year, month):
    """One month as a table; 404 for a month that no calendar needs. Its cost is that of the month alone. R20."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise Http404
    asked = CalendarQuery(request.GET, Vocabularies.load())
    query = _dateless(asked)
    first = date(year, month, 1)
    weeks = calendars.Calendar(firstweekday=SUNDAY).monthdatescalendar(year, month)
    narrowing = narrowing_of(page)
    sources = (narrowed(gatherings_of(page, narrowing), query), network_events_of(page, query, narrowing))
    by_day, count = _days(sources, weeks, first)
    path = page.get_url(request)
    here = f"{path}month/{year}/{month}/"
    today = timezone.localdate()
    context = {
        "month": first,
        "weeks": _weeks(weeks, by_day, first, lambda day: _list_link(path, query, day), request),
        "count_text": ngettext("%(count)s gathering", "%(count)s gatherings", count) % {"count": count},
        "chips": chips(query, here),
        "clear_url": here,
        "earlier": month_link(path, query.query(), first - timedelta(days=1)),
        "later": month_link(path, query.query(), following_month(first)),
        "this_month": None if (today.year, today.month) == (year, month) else month_link(path, query.query(), today),
        "jump_form": MonthForm(years=(FIRST_YEAR, LAST_YEAR), day=first),
        "jump_url": f"{path}month/",
        "jump_hidden": list(query.query().lists()),
        "weekdays": weeks[0],
        "robots": "noindex",
        **frame(page, request, query, narrowing, view="month", day=first),
        "note": " ".join(asked.notes),
    }
    return page.render(request, context_overrides=context, template="partnership_events/calendar_month.html")


def _dateless(query):
    """The same filters without a period: the month says when."""
    return CalendarQuery(query.query(leave_out=(*NOT_OF_FEEDS, "from_date", "to_date")), query.vocabularies)


def _days(sources, weeks, first):
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
        begins, ends = local_days(starts_at, ends_at, _zone(zone_name))
        count += begins < following and ends >= first
        # A gathering of several days stands on each of them.
        day, last = max(begins, weeks[0][0]), min(ends, weeks[-1][-1])
        while day <= last:
            by_day.setdefault(day, []).append(key)
            day += timedelta(days=1)
    return by_day, count


def _zone(name):
    try:
        return zone_of(name)
    except ValueError:
        return timezone.get_default_timezone()


def _weeks(weeks, by_day, first, list_link, request):
    """Weeks of days, each with the gatherings it names and how many more there are. Two queries for those shown."""
    shown = {day: keys[:SHOWN_A_DAY] for day, keys in by_day.items()}
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
                "more": max(0, len(by_day.get(day, ())) - SHOWN_A_DAY),
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


def _list_link(path, query, day):
    """The list of one day, past or to come."""
    data = query.query(from_date=day.isoformat(), to_date=day.isoformat(), when="all")
    return address(path, data)
