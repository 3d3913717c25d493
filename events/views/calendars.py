"""The calendar page: a list by month, a month as a grid. Both take the same filters as the feed."""

import calendar as calendars
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.core.paginator import Paginator
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.addresses import absolute_url
from events.enums import GatheringStatus
from events.facets import address, chips, facet_counts, facets
from events.filters import PERIODS, CalendarQuery, GatheringFilter, Vocabularies
from events.forms import DatesForm
from events.map import region_map
from events.map_regions import map_regions
from events.rows import gathering_row, when_of
from events.scopes import gatherings_of, in_period, with_seats
from resources.conf import get_setting

FIRST_YEAR, LAST_YEAR = 2000, 2100
SUNDAY = 6


def index(page, request):
    """The list, a fixed number of queries for any number of gatherings. R20, R21."""
    query = CalendarQuery(request.GET, Vocabularies.load())
    own = gatherings_of(page)
    found = in_period(GatheringFilter(query, own).qs, query.period)
    paginator = Paginator(with_seats(found.with_row_data()), get_setting("PAGE_SIZE"))
    page_obj = paginator.get_page(request.GET.get("page"))
    counts = facet_counts(own, query)
    path = page.get_url(request)
    now = timezone.now()
    context = {
        "query": query,
        "page_obj": page_obj,
        "months": _by_month(page_obj, request, now),
        "count_text": _count_in_words(paginator.count, query.period),
        "note": " ".join(query.notes),
        "facets": facets(query, counts),
        "chips": chips(query, path),
        "clear_url": path,
        "dates_form": DatesForm(query),
        "search": {"name": "q", "label": _("Search gatherings"), "value": query.text},
        "hidden": [("when", query.period)] if query.period != "upcoming" else [],
        "period_tabs": _period_tabs(query, path),
        "view_tabs": _view_tabs(page, request, query, timezone.localdate(), is_grid=False),
        "map": region_map(
            map_regions(),
            counts=counts.region,
            link_for=lambda region: address(path, query.query(leave_out=("region", "group"), region=region.slug)),
            selected=query.values["region"][0] if len(query.values["region"]) == 1 else None,
        ),
        **_subscription(page, request, query),
    }
    return page.render(request, context_overrides=context)


def month(page, request, year, month):
    """One month as a table of weeks; 404 for a month that no calendar needs."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise Http404
    query = CalendarQuery(request.GET, Vocabularies.load())
    first = date(year, month, 1)
    weeks = calendars.Calendar(firstweekday=SUNDAY).monthdatescalendar(year, month)
    # A day more on both sides: each gathering has its own zone.
    start, end = (timezone.make_aware(datetime.combine(day, time())) for day in (weeks[0][0], weeks[-1][-1]))
    near = gatherings_of(page).between(start - timedelta(days=1), end + timedelta(days=2))
    own_query = query.query(leave_out=("when", "from_date", "to_date"))
    narrowed = CalendarQuery(own_query, query.vocabularies)
    gatherings = list(GatheringFilter(narrowed, near).qs.by_time().with_row_data())
    path = page.get_url(request)
    count = sum(1 for gathering in gatherings if _touches(gathering, first))
    context = {
        "query": query,
        "month": first,
        "weeks": _weeks(weeks, gatherings, month, request),
        "count_text": ngettext("%(count)s gathering", "%(count)s gatherings", count) % {"count": count},
        "note": " ".join(query.notes),
        "chips": chips(narrowed, f"{path}month/{year}/{month}/"),
        "clear_url": f"{path}month/{year}/{month}/",
        "earlier": _month_link(path, own_query, first - timedelta(days=1)),
        "later": _month_link(path, own_query, first + timedelta(days=32)),
        "view_tabs": _view_tabs(page, request, query, first, is_grid=True),
        "weekdays": weeks[0],
        "robots": "noindex",
        **_subscription(page, request, query),
    }
    return page.render(request, context_overrides=context, template="partnership_events/calendar_month.html")


def _by_month(page_obj, request, now):
    """[(first day of the month, rows)] in the order of the list."""
    rows = [gathering_row(gathering, request, now) for gathering in page_obj]
    grouped = groupby(rows, key=lambda row: (row["starts_at"].year, row["starts_at"].month))
    return [(date(*key, 1), list(group)) for key, group in grouped]


def _count_in_words(count, period):
    words = {
        "upcoming": ngettext("%(count)s upcoming gathering", "%(count)s upcoming gatherings", count),
        "past": ngettext("%(count)s past gathering", "%(count)s past gatherings", count),
        "all": ngettext("%(count)s gathering", "%(count)s gatherings", count),
    }
    return words[period] % {"count": count}


def _period_tabs(query, path):
    return [
        {
            "title": label,
            "url": address(path, query.query(leave_out=("when",), **({} if key == "upcoming" else {"when": key}))),
            "is_current": query.period == key,
        }
        for key, label in PERIODS
    ]


def _view_tabs(page, request, query, day, *, is_grid):
    path = page.get_url(request)
    data = query.query(leave_out=("when", "from_date", "to_date"))
    return [
        {"title": _("List"), "url": address(path, data), "is_current": not is_grid},
        {"title": _("Month"), "url": _month_link(path, data, day)["url"], "is_current": is_grid},
    ]


def _month_link(path, data, day):
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    return {"url": address(f"{path}month/{day.year}/{day.month}/", data), "day": day.replace(day=1)}


def _subscription(page, request, query):
    """Addresses of the feed with the filters in force."""
    https_url = address(f"{absolute_url(page, request)}calendar.ics", query.query(leave_out=("when",)))
    return {
        "feed_url": https_url,
        "webcal_url": https_url.replace("https://", "webcal://").replace("http://", "webcal://"),
    }


def _weeks(weeks, gatherings, month, request):
    """Weeks of days, each with what takes place on it; a gathering of several days stands on each of them."""
    by_day = {}
    for gathering in gatherings:
        first, last = gathering.days
        starts_at, _ends_at = when_of(gathering)
        item = {
            "title": gathering.title,
            "url": gathering.get_url(request),
            "starts_at": None if gathering.is_all_day else starts_at,
            "zone": gathering.time_zone,
            "state_label": gathering.get_status_display() if gathering.status != GatheringStatus.SCHEDULED else "",
        }
        for offset in range(min((last - first).days, 60) + 1):
            by_day.setdefault(first + timedelta(days=offset), []).append(item)
    today = timezone.localdate()
    return [
        [
            {"day": day, "is_outside": day.month != month, "is_today": day == today, "items": by_day.get(day, [])}
            for day in week
        ]
        for week in weeks
    ]


def _touches(gathering, first_of_month):
    first, last = gathering.days
    following = (first_of_month + timedelta(days=32)).replace(day=1)
    return first < following and last >= first_of_month
